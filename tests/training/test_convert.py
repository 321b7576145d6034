from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from digitdemo.errors import ModelError
from digitdemo.networks.presets import PRESETS
from digitdemo.reading.network import Network
from digitdemo.storage.models import StoredModel, find_model, shipped_models
from digitdemo.storage.store import bundle_at
from digitdemo.training.builder import build_preset, load_model
from digitdemo.training.convert import convert, store_model


def tiny() -> keras.Model:
    inputs = keras.Input((28, 28, 1), name="drawing")
    x = layers.Conv2D(3, 5, strides=4, use_bias=False, name="convolution_1")(inputs)
    x = layers.BatchNormalization(name="normalisation_1", moving_mean_initializer="normal")(x)
    x = layers.ReLU(name="relu_1")(x)
    x = layers.Dropout(0.5, name="dropout")(layers.Flatten(name="flatten")(x))
    x = layers.Softmax(name="probabilities")(layers.Dense(10, name="dense")(x))
    model = keras.Model(inputs, x)
    model.compile("adam", "categorical_crossentropy")
    return model


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    keras.utils.set_random_seed(3)
    model = tiny()
    model.fit(np.random.default_rng(0).random((8, 28, 28, 1)), np.eye(10)[:8], verbose=0)
    return model, store_model(model, bundle_at(tmp_path_factory.mktemp("models") / "tiny"), {"title": "Tiny"})


def test_litert_says_what_keras_says_at_every_layer(stored) -> None:
    model, files = stored
    network = Network(files)
    every_layer = keras.Model(model.inputs, {layer.name: layer.output for layer in model.layers[1:]})
    for picture in np.random.default_rng(1).random((5, 28, 28), np.float32):
        expected = every_layer(picture[None, ..., None], training=False)
        given = network.layer_outputs(picture)
        assert list(given) == [layer.name for layer in model.layers[1:]]
        for name, values in given.items():
            assert np.allclose(values, np.asarray(expected[name])[0], atol=1e-4), name


def test_the_card_is_complete(stored) -> None:
    model, files = stored
    assert files.card["name"] == "tiny"
    assert files.parameters == model.count_params()
    assert [output["layer"] for output in files.card["outputs"]] == [layer.name for layer in model.layers[1:]]


def test_weights_can_be_read_and_no_optimizer_is_kept(stored) -> None:
    model, files = stored
    kernel = next(layer for layer in files.layers() if layer.name == "convolution_1").weights["kernel"]
    assert np.array_equal(kernel, model.get_layer("convolution_1").get_weights()[0])
    assert files.bundle.size_bytes("network.keras") < 60_000
    assert not [path for path in Path(files.bundle.place).iterdir() if path.name.startswith((".", "tmp"))]


def test_a_layer_that_conversion_lost_is_noticed() -> None:
    from digitdemo.training.convert import _place_of

    assert _place_of(np.ones(3), [np.zeros(3), np.ones(4), np.ones(3)]) == 2
    with pytest.raises(ModelError, match="output"):
        _place_of(np.zeros(3), [np.ones(3), np.zeros(4)])


@pytest.mark.parametrize("name", PRESETS)
def test_every_architecture_reads_digits_and_ends_so_that_it_can_be_calibrated(name: str) -> None:
    model = build_preset(name)
    assert model.input_shape == (None, 28, 28, 1)
    assert model.output_shape == (None, 10)
    assert isinstance(model.layers[-1], keras.layers.Softmax)
    assert isinstance(model.layers[-2], keras.layers.Dense)
    assert len({layer.name for layer in model.layers}) == len(model.layers)


SHIPPED = [*shipped_models(), find_model("symbols")]


@pytest.mark.parametrize("stored", SHIPPED, ids=lambda stored: stored.name)
def test_a_stored_network_is_its_preset_with_other_weights(stored: StoredModel) -> None:
    with stored.keras_file() as path:
        loaded = load_model(path)
    built = build_preset(stored.card["architecture"], len(stored.classes))
    built.set_weights(loaded.get_weights())
    pictures = np.random.default_rng(0).random((3, 28, 28, 1), np.float32)
    np.testing.assert_allclose(built.predict(pictures, verbose=0), loaded.predict(pictures, verbose=0), atol=1e-6)


def test_ours_is_small_enough() -> None:
    model = build_preset("digitdemo")
    assert model.count_params() <= 150_000


def test_the_authors_layers_are_his() -> None:
    convolutions = [layer for layer in build_preset("author").layers if isinstance(layer, layers.Conv2D)]
    assert [(layer.filters, layer.kernel_size[0]) for layer in convolutions] == [(32, 8), (16, 6), (8, 4), (4, 2)]


def test_kerass_example_has_its_known_number_of_parameters() -> None:
    assert build_preset("keras-example").count_params() == 34_826
    assert build_preset("lenet5").count_params() == 61_706


def test_converted_bytes_are_a_litert_file() -> None:
    content, _ = convert(tiny())
    assert content[4:8] == b"TFL3"
