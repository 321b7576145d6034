"""Networks that have learned nothing yet: Keras's starting weights, made with NumPy."""

from math import prod

import numpy as np

from digitdemo.explaining.architecture import Step, read_steps
from digitdemo.networks.kinds.table import LAYER_KINDS
from digitdemo.networks.layers import PlannedLayer, layers_in_order
from digitdemo.networks.presets import layers_of
from digitdemo.storage.keras_file import Layer


def fresh_network(architecture: str, seed: int = 0) -> tuple[Step, ...]:
    """The steps of an untrained network.

    Args:
        architecture: a preset's name, or a row of blocks in their notation.

    Raises:
        SettingError: no such blocks, or they do not fit.
    """
    rng = np.random.default_rng(seed)
    planned = layers_in_order(layers_of(architecture))
    return tuple(read_steps([_layer(layer, shape, rng) for layer, shape in planned]))


def _layer(planned: PlannedLayer, shape: tuple[int, ...], rng: np.random.Generator) -> Layer:
    config = {name: value for name, value in planned.arguments.items() if name != "name"}
    shapes = LAYER_KINDS[planned.keras_class].weight_shapes(config, shape)
    weights = {name: _first_weights(name, sides, rng) for name, sides in shapes.items()}
    return Layer(planned.name, planned.keras_class, config, weights)


def _first_weights(name: str, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Kernels evenly spread between ±√(6 / (numbers in + numbers out)) (Glorot and Bengio, 2010), biases 0."""
    if name != "kernel":
        return np.full(shape, name in ("gamma", "moving_variance"), np.float32)
    *window, channels, outputs = shape
    reach = np.sqrt(6 / (prod(window) * (channels + outputs)))
    return rng.uniform(-reach, reach, shape).astype(np.float32)
