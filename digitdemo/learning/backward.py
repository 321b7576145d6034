"""Each kind of step backward: from the derivatives by what came out to those by what came in, and by the weights.

The forward twin of each stands in ``explaining.forward``.
"""

from collections.abc import Callable, Mapping

import numpy as np

from digitdemo.explaining.architecture import Step
from digitdemo.explaining.forward import epsilon_of
from digitdemo.learning import units
from digitdemo.networks import windows
from digitdemo.networks.activations import softmax
from digitdemo.networks.windows import Geometry

Weights = Mapping[str, np.ndarray]
Slopes = tuple[np.ndarray, dict[str, np.ndarray]]
"""By what came in, and by each of the step's weights."""


def can_go_back(step: Step) -> bool:
    """True where the derivatives of a step are known here."""
    if step.kind == "activation":
        return units.derivative_of(_keras_class(step), step.layer.config, np.zeros(1)) is not None
    return step.kind in _BACKWARD


def run_back(step: Step, weights: Weights, values: np.ndarray, slope: np.ndarray) -> Slopes:
    """One step backward.

    Args:
        values: (batch, *input shape), what came in.
        slope: (batch, *output shape), the derivative by what came out.

    Returns:
        The derivatives by ``values``, and by each of the step's weights.
    """
    return _BACKWARD[step.kind](step, weights, values, slope)


def run_back_to_inputs(step: Step, weights: Weights, values: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """The derivatives by ``values`` alone, which take half the time where there is a large kernel."""
    if step.kind == "convolution":
        return windows.convolve_backward_to_maps(values, weights["kernel"], step.geometry, slope)
    return run_back(step, weights, values, slope)[0]


def line_of(weights: Weights) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Gamma, beta, mean and variance of a normalisation, (channels,) each."""
    mean = weights["moving_mean"]
    gamma, beta = weights.get("gamma", np.ones_like(mean)), weights.get("beta", np.zeros_like(mean))
    return gamma, beta, mean, weights["moving_variance"]


def _keras_class(step: Step) -> str:
    return "Activation" if step.inside else step.layer.kind


def _convolve(step: Step, weights: Weights, values: np.ndarray, slope: np.ndarray) -> Slopes:
    return _with_bias(weights, slope, *windows.convolve_backward(values, weights["kernel"], step.geometry, slope))


def _convolve_depthwise(step: Step, weights: Weights, values: np.ndarray, slope: np.ndarray) -> Slopes:
    found = windows.convolve_depthwise_backward(values, weights["kernel"], step.geometry, slope)
    return _with_bias(weights, slope, *found)


def _dense(step: Step, weights: Weights, values: np.ndarray, slope: np.ndarray) -> Slopes:
    return _with_bias(weights, slope, *units.dense_backward(values, weights["kernel"], slope))


def _with_bias(weights: Weights, slope: np.ndarray, back: np.ndarray, by_kernel: np.ndarray) -> Slopes:
    bias = {"bias": slope.sum(axis=tuple(range(slope.ndim - 1)))} if "bias" in weights else {}
    return back, {"kernel": by_kernel, **bias}


def _normalise(step: Step, weights: Weights, values: np.ndarray, slope: np.ndarray) -> Slopes:
    gamma, _, mean, variance = line_of(weights)
    back, by_gamma, by_beta = units.normalise_backward(values, gamma, mean, variance, epsilon_of(step), slope)
    found = {"gamma": by_gamma, "beta": by_beta}
    return back, {name: value for name, value in found.items() if name in weights}


def _activate(step: Step, weights: Weights, values: np.ndarray, slope: np.ndarray) -> Slopes:
    derivative = units.derivative_of(_keras_class(step), step.layer.config, values)
    return (slope if derivative is None else slope * derivative), {}


def _pool(step: Step, weights: Weights, values: np.ndarray, slope: np.ndarray) -> Slopes:
    back = windows.pool_max_backward if step.function == "max" else windows.pool_mean_backward
    return back(values, step.geometry, slope.reshape(len(slope), *_sides(slope), values.shape[-1])), {}


def _sides(slope: np.ndarray) -> tuple[int, ...]:
    """Rows and columns of what a pooling gave; one number a map of a global one."""
    return slope.shape[1:3] if slope.ndim == 4 else (1, 1)


def _maxout(step: Step, weights: Weights, values: np.ndarray, slope: np.ndarray) -> Slopes:
    pairs = values.reshape(-1, 1, 2, 1)
    back = windows.pool_max_backward(pairs, Geometry((1, 2), (1, 2)), slope.reshape(-1, 1, 1, 1))
    return back.reshape(values.shape), {}


def _arrange(step: Step, weights: Weights, values: np.ndarray, slope: np.ndarray) -> Slopes:
    return slope.reshape(values.shape), {}


def _softmax(step: Step, weights: Weights, values: np.ndarray, slope: np.ndarray) -> Slopes:
    return units.softmax_backward(softmax(values), slope), {}


_BACKWARD: dict[str, Callable[[Step, Weights, np.ndarray, np.ndarray], Slopes]] = {
    "convolution": _convolve,
    "depthwise convolution": _convolve_depthwise,
    "dense": _dense,
    "normalisation": _normalise,
    "activation": _activate,
    "softmax": _softmax,
    "pooling": _pool,
    "global pooling": _pool,
    "maxout": _maxout,
    "flatten": _arrange,
    "reshape": _arrange,
    "dropout": _arrange,
}
