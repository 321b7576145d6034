"""Networks to explain: the shipped one, and a few of another build that Keras makes for the occasion."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from digitdemo.explaining.feature_maps import ExplainedNetwork, feature_maps
from digitdemo.explaining.gallery import gallery
from digitdemo.storage.models import StoredModel, find_model


@pytest.fixture(scope="session")
def shipped() -> ExplainedNetwork:
    return ExplainedNetwork.load(find_model())


@pytest.fixture(scope="session")
def seven() -> np.ndarray:
    return gallery().inputs[gallery().first_of(7)]


@pytest.fixture(scope="session")
def maps(shipped: ExplainedNetwork, seven: np.ndarray) -> dict[str, np.ndarray]:
    return feature_maps(shipped, seven)


def _mixed(layers):
    yield layers.Conv2D(5, 5, strides=2, padding="same", activation="relu", name="first")
    yield layers.AveragePooling2D(3, strides=2, padding="same", name="mean")
    yield layers.Conv2D(7, 3, use_bias=False, activation="tanh", name="second")
    yield layers.BatchNormalization(name="norm")
    yield layers.LeakyReLU(negative_slope=0.2, name="leaky")
    yield layers.Conv2D(6, 2, dilation_rate=2, padding="same", name="third")
    yield layers.ELU(name="elu")
    yield layers.MaxPooling2D(2, padding="same", name="largest")
    yield layers.GlobalAveragePooling2D(name="global")
    yield layers.Dense(8, activation="sigmoid", name="hidden")
    yield layers.Dropout(0.5, name="dropout")
    yield layers.Dense(10, activation="softmax", name="answer")


def _dense_only(layers):
    yield layers.Flatten(name="flat")
    yield layers.Dense(12, activation="relu", name="hidden")
    yield layers.Dense(10, activation="softmax", name="answer")


def _large(layers):
    yield layers.Conv2D(256, 3, activation="relu", name="many")
    yield layers.MaxPooling2D(4, name="small")
    yield layers.Conv2D(1, 3, activation="relu", name="one")
    yield layers.ZeroPadding2D(1, name="around")
    yield layers.GlobalMaxPooling2D(name="global")
    yield layers.Dense(10, name="scores")
    yield layers.Softmax(name="answer")


RECIPES: dict[str, Callable] = {"mixed": _mixed, "dense-only": _dense_only, "large": _large}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], StoredModel]:
    """Networks of another build, made by Keras when first asked for."""
    folder = tmp_path_factory.mktemp("built")
    made: dict[str, StoredModel] = {}

    def build(name: str) -> StoredModel:
        if name not in made:
            made[name] = build_network(name, folder / name)
        return made[name]

    return build


def build_network(name: str, folder: Path) -> StoredModel:
    keras = pytest.importorskip("keras")
    from digitdemo.training.convert import store_model

    keras.utils.set_random_seed(3)
    inputs = x = keras.Input((28, 28, 1), name="drawing")
    for layer in RECIPES[name](keras.layers):
        x = layer(x)
    model = keras.Model(inputs, x)
    rng = np.random.default_rng(5)
    for weight in model.weights:  # a normalisation that has learned something, and biases that are not 0
        if weight.name in ("gamma", "beta", "bias", "moving_mean"):
            weight.assign(rng.uniform(-0.5, 1, weight.shape))
        if weight.name == "moving_variance":
            weight.assign(rng.uniform(0.5, 2, weight.shape))
    return store_model(model, folder, {"title": name})
