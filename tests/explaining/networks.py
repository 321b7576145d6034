"""Networks of another build than the shipped one, made by Keras in a process of its own.

Where TensorFlow is imported, Streamlit tidies it up after every script run, which would make the pages' tests slow.
"""

import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def mixed(layers):
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


def dense_only(layers):
    yield layers.Flatten(name="flat")
    yield layers.Dense(12, activation="relu", name="hidden")
    yield layers.Dense(10, activation="softmax", name="answer")


def large(layers):
    yield layers.Conv2D(256, 3, activation="relu", name="many")
    yield layers.MaxPooling2D(4, name="small")
    yield layers.Conv2D(1, 3, activation="relu", name="one")
    yield layers.ZeroPadding2D(1, name="around")
    yield layers.GlobalMaxPooling2D(name="global")
    yield layers.Dense(10, name="scores")
    yield layers.Softmax(name="answer")


def maxout(layers):
    yield layers.Conv2D(6, 5, name="convolution")
    yield layers.Reshape((24 * 24, 6, 1), name="pairs_1")
    yield layers.MaxPooling2D((1, 2), name="maxout_1")
    yield layers.Reshape((24, 24, 3), name="maps_1")
    yield layers.MaxPooling2D(4, name="pooling")
    yield layers.Flatten(name="flatten")
    yield layers.Dense(16, name="dense")
    yield layers.Reshape((1, 16, 1), name="pairs_2")
    yield layers.MaxPooling2D((1, 2), name="maxout_2")
    yield layers.Reshape((8,), name="maps_2")
    yield layers.Dense(10, name="scores")
    yield layers.Softmax(name="answer")


def one_pixel(layers):
    yield layers.Conv2D(3, 28, activation="relu", name="whole")
    yield layers.GlobalMaxPooling2D(name="global")
    yield layers.Dense(10, activation="softmax", name="answer")


def light(layers):
    yield layers.Conv2D(4, 3, strides=2, padding="same", name="first")
    yield layers.DepthwiseConv2D(5, depth_multiplier=2, padding="same", use_bias=False, name="depthwise")
    yield layers.BatchNormalization(name="norm")
    yield layers.ReLU(name="relu")
    yield layers.DepthwiseConv2D(3, strides=2, activation="tanh", name="bent")
    yield layers.Conv2D(9, 1, name="mixing")
    yield layers.GlobalAveragePooling2D(name="global")
    yield layers.Dense(10, name="scores")
    yield layers.Softmax(name="answer")


RECIPES = {
    "mixed": mixed,
    "dense-only": dense_only,
    "large": large,
    "maxout": maxout,
    "one-pixel": one_pixel,
    "light": light,
}


@lru_cache(maxsize=1)
def folder_of_networks() -> Path:
    """A folder with each of them, stored as training stores networks; made once for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="digitdemo-networks-"))
    subprocess.run(
        [sys.executable, "-m", "tests.explaining.networks", str(folder)], cwd=PROJECT, check=True, capture_output=True
    )
    return folder


def build(name: str, folder: Path) -> None:
    import keras
    import numpy as np

    from digitdemo.storage.store import bundle_at
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
    store_model(model, bundle_at(folder / name), {"title": name})


if __name__ == "__main__":
    for recipe in RECIPES:
        build(recipe, Path(sys.argv[1]))
