"""Gradients in NumPy beside TensorFlow's GradientTape, and beside nudging each weight."""

from dataclasses import replace

import numpy as np
import pytest

from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import Step, read_steps
from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.explaining.gallery import gallery
from digitdemo.learning import units
from digitdemo.learning.fresh import fresh_network
from digitdemo.learning.network import LearningNetwork
from digitdemo.learning.one_weight import Weight, cost_curve
from digitdemo.networks.presets import PRESETS
from digitdemo.storage.keras_file import Layer, read_layers
from digitdemo.storage.models import shipped_models
from tests.explaining.random_networks import random_networks
from tests.learning.tape import RECIPES, folder_of_gradients

DEPTHWISE_SHAPES = {"multiplied": (14, 14, 3), "each": (12, 12, 3)}


NUDGE = 1e-7
"""So small that hardly any unit goes past a kink of its ReLU on the way; float64 has digits enough left."""


def nudged(network: LearningNetwork, where: tuple, pictures: np.ndarray, digits: np.ndarray) -> float:
    layer, name, *index = where
    nudge = np.zeros_like(network.weights[layer][name])
    nudge[tuple(index)] = NUDGE
    up, down = network.moved({(layer, name): nudge}), network.moved({(layer, name): -nudge})
    return (up.cost(pictures, digits) - down.cost(pictures, digits)) / (2 * NUDGE)


def steps_of(layers: list[Layer], shapes: dict[str, tuple[int, ...]] | None = None) -> tuple[Step, ...]:
    """With what the weights' shapes tell and these networks' settings leave out."""
    told = []
    for layer in layers:
        shape = layer.weights["kernel"].shape if "kernel" in layer.weights else ()
        sizes = (
            {"filters": shape[3], "kernel_size": shape[:2]} if len(shape) == 4 else {"units": shape[1]} if shape else {}
        )
        told.append(replace(layer, config={**layer.config, **sizes}))
    return tuple(read_steps(told, shapes))


def random_places(weights: dict, count: int, seed: int) -> list[tuple]:
    rng = np.random.default_rng(seed)
    names = [(layer, name) for layer, named in weights.items() for name in named]
    chosen = [names[index % len(names)] for index in range(count)]
    return [(layer, name, *(rng.integers(side) for side in weights[layer][name].shape)) for layer, name in chosen]


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_hundred_random_weights_of_every_layer_kind_as_tensorflow_says(recipe: str) -> None:
    folder = folder_of_gradients()
    known = dict(np.load(folder / f"{recipe}.npz"))
    network = LearningNetwork.of(tuple(read_steps(read_layers(folder / f"{recipe}.keras"), DEPTHWISE_SHAPES)))
    assert network.cost(known["pictures"], known["digits"]) == pytest.approx(float(known["cost"]), rel=1e-7)
    found = network.gradients(known["pictures"], known["digits"]).weights
    theirs = {name: slope for name, slope in known.items() if "|" in name}
    assert len(theirs) == sum(len(named) for named in found.values())
    for layer, name, *index in random_places(found, 100, seed=1):
        expected = theirs[f"{layer}|{name}"]
        np.testing.assert_allclose(
            found[layer][name][tuple(index)], expected[tuple(index)], rtol=1e-4, atol=1e-9 * np.abs(expected).max()
        )
    for layer, named in found.items():  # and all the others
        for name, slope in named.items():
            np.testing.assert_allclose(slope, theirs[f"{layer}|{name}"], rtol=1e-4, atol=1e-8)


def test_a_normalisation_that_learns_as_tensorflow_says() -> None:
    known = np.load(folder_of_gradients() / "normalising.npz")
    found = units.normalise_training_backward(known["values"], known["gamma"], 1e-3, known["slope"])
    for ours, name in zip(found, ("by_values", "by_gamma", "by_beta"), strict=True):
        np.testing.assert_allclose(ours, known[name], rtol=1e-4, atol=1e-9)


@pytest.mark.parametrize("name", random_networks())
def test_random_networks_as_nudging_says(name: str) -> None:
    network = LearningNetwork.of(steps_of(random_networks()[name]))
    pictures, digits = gallery().inputs[::20, ..., None].astype(np.float64), gallery().digits[::20]
    found = network.gradients(pictures, digits)
    for where in random_places(found.weights, 30, seed=2):
        layer, weight, *index = where
        slope = found.weights[layer][weight][tuple(index)]
        assert slope == pytest.approx(nudged(network, where, pictures, digits), rel=1e-4, abs=2e-8)


@pytest.mark.parametrize("preset", PRESETS)
def test_fresh_networks_can_be_gone_back_through(preset: str) -> None:
    network = LearningNetwork.of(fresh_network(preset, seed=3))
    pictures, digits = np.random.default_rng(8).uniform(0, 1, (2, 28, 28, 1)), np.array([3, 8])
    found = network.gradients(pictures, digits)
    assert not network.left_out
    assert found.inputs[0].shape == pictures.shape
    for where in random_places(found.weights, 12, seed=4):
        layer, weight, *index = where
        slope = found.weights[layer][weight][tuple(index)]
        assert slope == pytest.approx(nudged(network, where, pictures, digits), rel=1e-3, abs=2e-8)


@pytest.mark.parametrize("model", shipped_models(), ids=lambda model: model.name)
def test_scores_of_shipped_networks_are_litert_s(model) -> None:
    explained = ExplainedNetwork.load(model)
    network = LearningNetwork.of(explained.steps)
    picture = gallery().inputs[30]
    ours = np.exp(units.log_softmax(network.scores(picture[None, ..., None].astype(np.float64))))[0]
    np.testing.assert_allclose(ours, explained.network.probabilities(picture), atol=1e-5)


def test_what_cannot_be_gone_back_through_is_named_and_the_rest_used() -> None:
    layers = random_networks()["strided"]
    strange = [*layers[:3], type(layers[0])("strange", "Lambda", {}, {}), *layers[3:]]
    network = LearningNetwork.of(steps_of(strange, {"strange": (14, 14, 6)}))
    assert [step.name for step in network.left_out][-1] == "strange"
    rng = np.random.default_rng(0)
    found = network.gradients(rng.normal(size=(2, 14, 14, 6)), np.array([3, 4]))
    assert set(found.weights) == {layer.name for layer in layers[3:] if layer.weights}


def test_no_way_back_is_said() -> None:
    layers = random_networks()["strided"]
    with pytest.raises(ModelError):
        LearningNetwork.of(steps_of(layers[:-1]))
    strange = [*layers[:-1], type(layers[0])("strange", "Lambda", {}, {}), layers[-1]]
    with pytest.raises(ModelError):
        LearningNetwork.of(steps_of(strange, {"strange": (10,)}))


def test_weights_that_are_no_numbers_make_no_cost_and_no_noise() -> None:
    network = LearningNetwork.of(fresh_network("tiny"))
    network.weights["outputs"]["kernel"][3, 4] = np.nan
    assert np.isnan(network.cost(gallery().inputs[:1, ..., None].astype(np.float64), gallery().digits[:1]))


@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_a_curve_s_points_are_the_network_s_cost_with_that_weight(precision: type) -> None:
    network = LearningNetwork.of(fresh_network("tiny"), precision)
    pictures, digits = gallery().inputs[::12, ..., None].astype(precision), gallery().digits[::12]
    places = np.linspace(-2, 2, 41)
    for weight in (Weight("convolution_1", "kernel", (1, 2, 0, 3)), Weight("outputs", "kernel", (100, 4))):
        curve = cost_curve(network, weight, pictures, digits, places)
        for place in (0, 5, 6, 23, 40):
            moved = weight.moved(network, places[place] - weight.value(network))
            assert curve[place] == pytest.approx(moved.cost(pictures, digits), rel=1e-4)
