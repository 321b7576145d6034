import json

import numpy as np
import pytest

from digitdemo.errors import ModelError
from digitdemo.explaining.browser_network import MAX_PARAMETERS, BrowserNetwork, folded_weights
from digitdemo.storage.keras_file import Layer
from tests.explaining.random_networks import Chain, random_networks
from tests.explaining.reference_network import run_layers


def values(network: BrowserNetwork, step: dict, name: str) -> np.ndarray:
    place, count = step[name]
    return network.weights[place : place + count]


def test_a_normalisation_goes_into_the_weights_before_it() -> None:
    chain = Chain(0).add("Flatten").dense(784, 10, bias=False)
    kernel = chain.layers[-1].weights["kernel"]
    four, ones = np.full(10, 4 - 1e-3, np.float32), np.ones(10, np.float32)
    learned = {"gamma": 3 * ones, "beta": ones, "moving_mean": 2 * ones, "moving_variance": four}
    network = folded_weights(chain.add("BatchNormalization", learned, epsilon=1e-3).layers)
    (step,) = network.steps
    assert step["layer"] == chain.layers[-1].name
    np.testing.assert_allclose(values(network, step, "kernel"), 1.5 * kernel.ravel(), rtol=1e-5)
    np.testing.assert_allclose(values(network, step, "bias"), 1 - 2 * 1.5, rtol=1e-5)


def test_a_normalisation_behind_an_activation_stays_a_step_of_its_own() -> None:
    chain = Chain(0).add("Flatten").dense(784, 10, activation="relu").normalisation(10)
    assert [step["op"] for step in folded_weights(chain.layers).steps] == ["dense", "rectifier", "affine"]


@pytest.mark.parametrize(
    ("side", "stride", "padding", "out", "before"),
    [(5, 1, "same", 28, 2), (4, 1, "same", 28, 1), (5, 2, "same", 14, 1), (3, 3, "same", 10, 1), (4, 3, "valid", 9, 0)],
)
def test_windows_go_where_keras_puts_them(side: int, stride: int, padding: str, out: int, before: int) -> None:
    chain = Chain(0).convolution(1, 2, side, strides=[stride, stride], padding=padding).add("GlobalMaxPooling2D")
    step = folded_weights(chain.dense(2, 10).layers).steps[0]
    assert (step["out"], step["padding"]) == ((out, out, 2), (before, before))


@pytest.mark.parametrize("name", random_networks())
def test_shapes_are_those_that_come_out(name: str) -> None:
    layers = random_networks()[name]
    outputs = run_layers(layers, np.zeros((28, 28)))
    for step in folded_weights(layers).steps:
        assert step["out"] == outputs[step["layer"]].shape


def test_what_is_packed_can_be_unpacked() -> None:
    network = folded_weights(random_networks()["dense"])
    content = network.pack()
    length = int.from_bytes(content[:4], "little")
    assert json.loads(content[4 : 4 + length])["steps"][0]["op"] == "dense"
    np.testing.assert_array_equal(np.frombuffer(content, "<f4", offset=4 + length), network.weights)
    assert (4 + length) % 4 == 0


@pytest.mark.parametrize(
    ("layer", "said"),
    [
        (Layer("odd", "Lambda", {}, {}), "odd.*Lambda"),
        (Layer("swish", "Activation", {"activation": "swish"}, {}), "swish"),
        (Layer("cut", "ReLU", {"threshold": 1.0}, {}), "threshold"),
        (Chain(0).convolution(1, 2, 3, dilation_rate=[2, 2]).layers[-1], "gaps"),
        (Chain(0).dense(28, 10).layers[-1], "flatten"),
        (Chain(0).convolution(1, 2, 3, data_format="channels_first").layers[-1], "rows, columns, channels"),
    ],
)
def test_a_network_that_the_engine_cannot_run_is_named(layer: Layer, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        folded_weights([layer])


def test_a_network_too_large_for_a_phone_is_refused() -> None:
    units = MAX_PARAMETERS // 784 + 1
    with pytest.raises(ModelError, match="too large"):
        folded_weights(Chain(0).add("Flatten").dense(784, units).dense(units, 10).layers)


def test_a_network_without_ten_answers_is_refused() -> None:
    with pytest.raises(ModelError, match="not 10"):
        folded_weights(Chain(0).add("Flatten").dense(784, 7).layers)
