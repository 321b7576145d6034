"""Chains of layers made by hand, without TensorFlow, for the tests of this room."""

import numpy as np

from digitdemo.storage.keras_file import Layer

RNG = np.random.default_rng(7)


def convolution(name: str, filters: int, side: int, channels: int, **config: object) -> Layer:
    settings = {
        "filters": filters,
        "kernel_size": [side, side],
        "strides": [1, 1],
        "padding": "valid",
        "activation": "linear",
    }
    kernel = RNG.uniform(0.1, 1, (side, side, channels, filters)).astype(np.float32)
    weights = {"kernel": kernel, "bias": RNG.uniform(-1, 1, filters).astype(np.float32)}
    return Layer(name, "Conv2D", settings | config, weights)


def pooling(name: str, kind: str = "MaxPooling2D", side: int = 2, **config: object) -> Layer:
    return Layer(name, kind, {"pool_size": [side, side], "strides": [side, side], "padding": "valid"} | config, {})


def dense(name: str, inputs: int, units: int, activation: str = "linear") -> Layer:
    kernel = RNG.normal(size=(inputs, units)).astype(np.float32)
    return Layer(name, "Dense", {"units": units, "activation": activation}, {"kernel": kernel})


def plain(name: str, kind: str, **config: object) -> Layer:
    return Layer(name, kind, config, {})
