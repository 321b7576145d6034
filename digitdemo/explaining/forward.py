"""A network's steps computed with NumPy alone, a batch at a time: to switch a map off and run the rest.

LiteRT reads digits; this repeats it where the network must be changed on the way. Tests hold both together.
"""

from collections.abc import Callable, Mapping

import numpy as np

from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import Step
from digitdemo.networks import windows
from digitdemo.networks.activations import function_of, softmax

Weights = Mapping[str, np.ndarray]
"""A layer's arrays by name."""


def can_compute(step: Step) -> bool:
    """True where NumPy can repeat the step."""
    return step.kind in _FORWARD


def run_step(step: Step, values: np.ndarray) -> np.ndarray:
    """Compute one step with its own weights.

    Args:
        values: (batch, *step.input_shape) float32.

    Returns:
        (batch, *step.output_shape) float32.

    Raises:
        ModelError: the step's kind is not known here.
    """
    if not can_compute(step):
        raise ModelError("inside-not-computed", layer=step.layer.name, kind=step.layer.kind)
    return np.asarray(compute(step, step.layer.weights, values), np.float32)


def compute(step: Step, weights: Weights, values: np.ndarray) -> np.ndarray:
    """Compute one step of a kind that is known here, with any weights, in the precision of ``values``."""
    return _FORWARD[step.kind](step, weights, values)


def run_steps(steps: list[Step], values: np.ndarray) -> np.ndarray:
    """Compute several steps, one after the other."""
    for step in steps:
        values = run_step(step, values)
    return values


def normalisation_line(step: Step) -> tuple[np.ndarray, np.ndarray]:
    """A trained batch normalisation is a straight line: its factor and its offset for each channel, (channels,)."""
    return _line(step, step.layer.weights)


def windows_of(step: Step, values: np.ndarray, fill: float = 0.0) -> np.ndarray:
    """All places of a step's sliding window; see ``all_windows``."""
    return windows.all_windows(values, step.geometry, fill)


def epsilon_of(step: Step) -> float:
    """What a normalisation adds to the variance, so that it never divides by 0."""
    return float(step.layer.config.get("epsilon", 1e-3))


def _line(step: Step, weights: Weights) -> tuple[np.ndarray, np.ndarray]:
    variance = weights["moving_variance"]
    factor = weights.get("gamma", np.ones_like(variance)) / np.sqrt(variance + variance.dtype.type(epsilon_of(step)))
    return factor, weights.get("beta", np.zeros_like(variance)) - weights["moving_mean"] * factor


def _normalise(step: Step, weights: Weights, values: np.ndarray) -> np.ndarray:
    factor, offset = _line(step, weights)
    return np.asarray(values * factor + offset)


def _convolve(step: Step, weights: Weights, values: np.ndarray) -> np.ndarray:
    return windows.convolve(values, weights["kernel"], step.geometry) + weights.get("bias", np.float32(0))


def _convolve_depthwise(step: Step, weights: Weights, values: np.ndarray) -> np.ndarray:
    return windows.convolve_depthwise(values, weights["kernel"], step.geometry) + weights.get("bias", np.float32(0))


def _dense(step: Step, weights: Weights, values: np.ndarray) -> np.ndarray:
    return np.asarray(values @ weights["kernel"] + weights.get("bias", np.float32(0)))


def _activate(step: Step, weights: Weights, values: np.ndarray) -> np.ndarray:
    found = function_of("Activation" if step.inside else step.layer.kind, step.layer.config)
    return values if found is None else np.asarray(found[1](values), values.dtype)


def _pool(step: Step, weights: Weights, values: np.ndarray) -> np.ndarray:
    return (windows.pool_max if step.function == "max" else windows.pool_mean)(values, step.geometry)


def _pool_all(step: Step, weights: Weights, values: np.ndarray) -> np.ndarray:
    return np.asarray(values.max(axis=(1, 2)) if step.function == "max" else values.mean(axis=(1, 2)))


def _maxout(step: Step, weights: Weights, values: np.ndarray) -> np.ndarray:
    return np.asarray(values.reshape(len(values), *step.output_shape, 2).max(axis=-1))


def _arrange(step: Step, weights: Weights, values: np.ndarray) -> np.ndarray:
    return values.reshape(len(values), *step.output_shape)


_FORWARD: dict[str, Callable[[Step, Weights, np.ndarray], np.ndarray]] = {
    "convolution": _convolve,
    "depthwise convolution": _convolve_depthwise,
    "dense": _dense,
    "normalisation": _normalise,
    "activation": _activate,
    "softmax": lambda step, weights, values: softmax(values),
    "pooling": _pool,
    "global pooling": _pool_all,
    "maxout": _maxout,
    "flatten": _arrange,
    "reshape": _arrange,
    "dropout": lambda step, weights, values: values,
}
"""The backward twin of each stands in ``learning.backward``."""
