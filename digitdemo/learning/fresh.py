"""Networks that have learned nothing yet: Keras's starting weights, made with NumPy."""

from typing import Any

import numpy as np

from digitdemo.explaining.architecture import Step, read_steps
from digitdemo.networks.blocks import parse_blocks
from digitdemo.networks.layers import PlannedLayer, layers_in_order, plan_layers
from digitdemo.networks.presets import notation_of
from digitdemo.storage.keras_file import Layer

_KERAS_DEFAULTS: dict[str, dict[str, Any]] = {
    "Conv2D": {"strides": 1, "padding": "valid", "activation": "linear"},
    "Dense": {"activation": "linear"},
    "BatchNormalization": {"epsilon": 1e-3},
    "MaxPooling2D": {"strides": None, "padding": "valid"},
    "AveragePooling2D": {"strides": None, "padding": "valid"},
}


def fresh_network(architecture: str, seed: int = 0) -> tuple[Step, ...]:
    """The steps of an untrained network.

    Args:
        architecture: a preset's name, or a row of blocks in their notation.

    Raises:
        SettingError: no such blocks, or they do not fit.
    """
    rng = np.random.default_rng(seed)
    planned = plan_layers(parse_blocks(notation_of(architecture)))
    return tuple(read_steps([_layer(layer, shape, rng) for layer, shape in layers_in_order(planned)]))


def _layer(planned: PlannedLayer, shape: tuple[int, ...], rng: np.random.Generator) -> Layer:
    arguments = {name: value for name, value in planned.arguments.items() if name != "name"}
    config = {**_KERAS_DEFAULTS.get(planned.keras_class, {}), **arguments}
    return Layer(planned.name, planned.keras_class, config, _first_weights(planned, shape, config, rng))


def _first_weights(
    planned: PlannedLayer, shape: tuple[int, ...], config: dict[str, Any], rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Kernels evenly spread between ±√(6 / (numbers in + numbers out)) (Glorot and Bengio, 2010), biases 0."""
    channels, outputs = shape[-1], planned.shape[-1]
    if planned.keras_class == "BatchNormalization":
        ones, zeros = np.ones(channels, np.float32), np.zeros(channels, np.float32)
        return {"gamma": ones, "beta": zeros, "moving_mean": zeros.copy(), "moving_variance": ones.copy()}
    if planned.keras_class not in ("Conv2D", "Dense"):
        return {}
    side = int(str(config["kernel_size"])) if planned.keras_class == "Conv2D" else 1
    reach = np.sqrt(6 / (side * side * (channels + outputs)))
    kernel_shape = (side, side, channels, outputs) if planned.keras_class == "Conv2D" else (channels, outputs)
    kernel = rng.uniform(-reach, reach, kernel_shape).astype(np.float32)
    return {"kernel": kernel, **({"bias": np.zeros(outputs, np.float32)} if config.get("use_bias", True) else {})}
