"""Layers run by a few slow lines of NumPy, written apart from the engine, to hold it to account."""

import numpy as np

from digitdemo.storage.keras_file import Layer

ACTIVATIONS = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.2 * x),
    "elu": lambda x: np.where(x > 0, x, np.exp(x) - 1),
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "softmax": lambda x: (
        np.exp(x - x.max(-1, keepdims=True)) / np.exp(x - x.max(-1, keepdims=True)).sum(-1, keepdims=True)
    ),
}


def run_layers(layers: list[Layer], network_input: np.ndarray) -> dict[str, np.ndarray]:
    """Each layer's output by name, for (28, 28) input."""
    x = network_input.reshape(28, 28, 1).astype(np.float64)
    outputs = {}
    for layer in layers:
        x = outputs[layer.name] = _run(layer, x)
    return outputs


def _run(layer: Layer, x: np.ndarray) -> np.ndarray:
    config, weights = layer.config, layer.weights
    activation = ACTIVATIONS[config.get("activation") or "linear"]
    match layer.kind:
        case "InputLayer" | "Dropout":
            return x
        case "Conv2D":
            kernel = weights["kernel"]
            windows = _windows(x, kernel.shape[:2], config.get("strides", [1, 1]), config["padding"], 0.0)
            return activation(np.tensordot(windows, kernel, 3) + weights.get("bias", 0))
        case "DepthwiseConv2D":
            kernel = weights["kernel"]
            windows = _windows(x, kernel.shape[:2], config["strides"], config["padding"], 0.0)
            found = np.einsum("hwijc,ijcm->hwcm", windows, kernel)
            return activation(found.reshape(*found.shape[:2], -1) + weights.get("bias", 0))
        case "MaxPooling2D" | "AveragePooling2D":
            windows = _windows(x, config["pool_size"], config["strides"], config["padding"], np.nan)
            return (np.nanmax if layer.kind == "MaxPooling2D" else np.nanmean)(windows, axis=(2, 3))
        case "GlobalAveragePooling2D":
            return x.mean(axis=(0, 1))
        case "GlobalMaxPooling2D":
            return x.max(axis=(0, 1))
        case "BatchNormalization":
            spread = np.sqrt(weights["moving_variance"] + config["epsilon"])
            return (x - weights["moving_mean"]) / spread * weights.get("gamma", 1) + weights.get("beta", 0)
        case "Dense":
            return activation(x @ weights["kernel"] + weights.get("bias", 0))
        case "Flatten":
            return x.ravel()
        case "Reshape":
            return x.reshape(config["target_shape"])
        case "ReLU":
            return np.minimum(
                np.where(x > 0, x, config.get("negative_slope", 0) * x), config.get("max_value") or np.inf
            )
        case "LeakyReLU":
            return np.where(x > 0, x, config["negative_slope"] * x)
        case "ELU":
            return np.where(x > 0, x, config["alpha"] * (np.exp(x) - 1))
        case "Softmax":
            return ACTIVATIONS["softmax"](x)
        case "Activation":
            return activation(x)
    raise NotImplementedError(layer.kind)


def _windows(x: np.ndarray, size: list[int], strides: list[int], padding: str, fill: float) -> np.ndarray:
    """(rows, columns, channels) -> (out rows, out columns, size, size, channels)."""
    if padding == "same":
        sides = zip(x.shape[:2], size, strides, strict=True)
        needed = [(-(-side // step) - 1) * step + window - side for side, window, step in sides]
        around = [(max(total, 0) // 2, max(total, 0) - max(total, 0) // 2) for total in needed]
        x = np.pad(x, [*around, (0, 0)], constant_values=fill)
    views = np.lib.stride_tricks.sliding_window_view(x, tuple(size), axis=(0, 1))
    return views[:: strides[0], :: strides[1]].transpose(0, 1, 3, 4, 2)
