"""A network's steps computed with NumPy alone, a batch at a time: to switch a map off and run the rest.

LiteRT reads digits; this repeats it where the network must be changed on the way. Tests hold both together.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from digitdemo.errors import ModelError
from digitdemo.explaining.activations import function_of, softmax
from digitdemo.explaining.architecture import Step


def can_compute(step: Step) -> bool:
    """True where NumPy can repeat the step."""
    return step.kind != "other"


def run_step(step: Step, values: np.ndarray) -> np.ndarray:
    """Compute one step.

    Args:
        values: (batch, *step.input_shape) float32.

    Returns:
        (batch, *step.output_shape) float32.

    Raises:
        ModelError: the step's kind is not known here.
    """
    if step.kind == "convolution":
        return _convolve(step, values)
    if step.kind == "normalisation":
        factor, offset = normalisation_line(step)
        return values * factor + offset
    if step.kind in ("activation", "softmax"):
        found = function_of("Activation" if step.inside else step.layer.kind, step.layer.config)
        return softmax(values) if found is None else np.asarray(found[1](values), np.float32)
    if step.kind == "pooling":
        return _pool(step, values)
    if step.kind == "global pooling":
        return values.max(axis=(1, 2)) if step.function == "max" else values.mean(axis=(1, 2), dtype=np.float32)
    if step.kind in ("flatten", "reshape"):
        return values.reshape(len(values), *step.output_shape)
    if step.kind == "maxout":
        return values.reshape(len(values), *step.output_shape, 2).max(axis=-1)
    if step.kind == "dropout":
        return values
    if step.kind == "dense":
        return values @ step.layer.weights["kernel"] + step.layer.weights.get("bias", np.float32(0))
    raise ModelError(f"The layer “{step.layer.name}” ({step.layer.kind}) cannot be computed here.")


def run_steps(steps: list[Step], values: np.ndarray) -> np.ndarray:
    """Compute several steps, one after the other."""
    for step in steps:
        values = run_step(step, values)
    return values


def normalisation_line(step: Step) -> tuple[np.ndarray, np.ndarray]:
    """A trained batch normalisation is a straight line: its factor and its offset for each channel, (channels,)."""
    weights = step.layer.weights
    spread = np.sqrt(weights["moving_variance"] + np.float32(step.layer.config.get("epsilon", 1e-3)))
    factor = weights.get("gamma", np.float32(1)) / spread
    return factor, weights.get("beta", np.float32(0)) - weights["moving_mean"] * factor


def windows_of(step: Step, values: np.ndarray, fill: float = 0.0) -> np.ndarray:
    """All places of a step's sliding window.

    Args:
        values: (batch, height, width, channels).
        fill: what stands in the padding.

    Returns:
        (batch, output height, output width, channels, window rows, window columns), a view where possible.
    """
    (above, below), (before, after) = step.padding
    padded = np.pad(values, ((0, 0), (above, below), (before, after), (0, 0)), constant_values=fill)
    (rows, columns), (down, right), dilation = step.window, step.stride, step.dilation
    reach = ((rows - 1) * dilation + 1, (columns - 1) * dilation + 1)
    windows = sliding_window_view(padded, reach, axis=(1, 2))
    return windows[:, ::down, ::right, :, ::dilation, ::dilation]


def _convolve(step: Step, values: np.ndarray) -> np.ndarray:
    kernel = step.layer.weights["kernel"]  # (rows, columns, channels, filters)
    rows, columns, channels, filters = kernel.shape
    windows = windows_of(step, values).transpose(0, 1, 2, 4, 5, 3)  # (B, H, W, rows, columns, channels)
    flat = windows.reshape(-1, rows * columns * channels)
    result = flat @ kernel.reshape(-1, filters) + step.layer.weights.get("bias", np.float32(0))
    return np.asarray(result.reshape(len(values), *step.output_shape), np.float32)


def _pool(step: Step, values: np.ndarray) -> np.ndarray:
    if step.function == "max":
        return windows_of(step, values, -np.inf).max(axis=(4, 5))
    counted = windows_of(step, np.ones_like(values[:1])).sum(axis=(4, 5))  # padding does not count in a mean
    return np.asarray(windows_of(step, values).sum(axis=(4, 5)) / counted, np.float32)
