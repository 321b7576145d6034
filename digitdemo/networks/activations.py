"""Activation functions: what a network's layers and the convolution lab use."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

Function = Callable[[np.ndarray], np.ndarray]

LEAK = 0.1
"""The course's leaky ReLU is max(0.1x, x)."""


def linear(x: np.ndarray) -> np.ndarray:
    """Leave everything as it is."""
    return x


def relu(x: np.ndarray) -> np.ndarray:
    """Negative numbers become 0."""
    return np.maximum(x, 0)


def leaky_relu(x: np.ndarray, leak: float = LEAK) -> np.ndarray:
    """Negative numbers shrink to a share of themselves."""
    return np.where(x < 0, leak * x, x)


def elu(x: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """Negative numbers bend towards -alpha (Clevert, Unterthiner and Hochreiter, 2015)."""
    return np.where(x < 0, alpha * np.expm1(np.minimum(x, 0)), x)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), without overflow."""
    small = np.exp(-np.abs(x))
    return np.where(x < 0, small, 1) / (1 + small)


def tanh(x: np.ndarray) -> np.ndarray:
    """From -1 to 1."""
    return np.tanh(x)


def softmax(x: np.ndarray) -> np.ndarray:
    """Probabilities along the last axis."""
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def gelu(x: np.ndarray) -> np.ndarray:
    """Each number times the share of a normal distribution below it."""
    return x * 0.5 * (1 + np.vectorize(math.erf, otypes=[np.float64])(x / math.sqrt(2)))


def maxout(x: np.ndarray, slopes: tuple[float, float], offsets: tuple[float, float]) -> np.ndarray:
    """The larger of two straight lines of the same input: max(w1 x + b1, w2 x + b2)."""
    return np.maximum(slopes[0] * x + offsets[0], slopes[1] * x + offsets[1])


FUNCTIONS: dict[str, Function] = {
    "linear": linear,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "softmax": softmax,
    "gelu": gelu,
    "relu6": lambda x: np.clip(x, 0, 6),
    "softplus": lambda x: np.logaddexp(x, 0),
    "silu": lambda x: x * sigmoid(x),
    "swish": lambda x: x * sigmoid(x),
    "selu": lambda x: 1.05070098735548 * elu(x, 1.67326324235438),
    "exponential": np.exp,
}


def function_of(kind: str, config: dict[str, Any]) -> tuple[str, Function] | None:
    """Name and function of a Keras activation layer, or of a layer's own ``activation``.

    Args:
        kind: Keras's class name.
        config: its settings.

    Returns:
        None where it is not known here. A leak of Keras's ``leaky_relu`` is 0.2 unless told otherwise.
    """
    if kind == "ReLU":
        return _relu_of(config)
    if kind == "LeakyReLU":
        leak = float(config.get("negative_slope", config.get("alpha", 0.3)))
        return "leaky_relu", lambda x: leaky_relu(x, leak)
    if kind == "ELU":
        alpha = float(config.get("alpha", 1.0))
        return "elu", lambda x: elu(x, alpha)
    if kind == "Softmax":
        return "softmax", softmax
    return _named(config.get("activation"))


def _relu_of(config: dict[str, Any]) -> tuple[str, Function]:
    leak = float(config.get("negative_slope") or 0)
    threshold = float(config.get("threshold") or 0)
    most = config.get("max_value")

    def function(x: np.ndarray) -> np.ndarray:
        y = np.where(x < threshold, leak * (x - threshold), x)
        return y if most is None else np.minimum(y, float(most))

    return ("leaky_relu" if leak else "relu"), function


def _named(activation: Any) -> tuple[str, Function] | None:
    if isinstance(activation, dict):
        inner = activation.get("config")
        name = str(activation.get("class_name"))
        if isinstance(inner, str):
            return _named(inner)
        return function_of(name, inner or {}) if name in ("ReLU", "LeakyReLU", "ELU", "Softmax") else None
    if activation is None:
        return "linear", linear
    if activation == "leaky_relu":
        return "leaky_relu", lambda x: leaky_relu(x, 0.2)
    function = FUNCTIONS.get(str(activation))
    return (str(activation), function) if function else None
