"""A network that can be changed and gone back through: its steps, weights of its own, cost and gradients."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from digitdemo.errors import ModelError
from digitdemo.explaining.activations import function_of, softmax
from digitdemo.explaining.architecture import Step, pair
from digitdemo.learning import units, windows
from digitdemo.learning.windows import Geometry
from digitdemo.networks.receptive_field import padding_of

Weights = dict[str, dict[str, np.ndarray]]
"""By layer's name, then by weight's name: kernel, bias, gamma, beta, moving_mean, moving_variance."""

_WITHOUT_DERIVATIVE = ("moving_mean", "moving_variance")


def geometry_of(step: Step) -> Geometry:
    """How a step's window lies on its maps."""
    if step.layer.kind != "DepthwiseConv2D":
        return Geometry(step.window, step.stride, step.padding, step.dilation)
    config = step.layer.config
    window, stride = pair(config["kernel_size"]), pair(config.get("strides") or 1)
    gap = pair(config.get("dilation_rate") or 1)[0]
    how = str(config.get("padding", "valid"))
    rows, columns = (padding_of(step.input_shape[axis], window[axis], stride[axis], how, gap) for axis in (0, 1))
    return Geometry(window, stride, (rows, columns), gap)


def can_go_back(step: Step) -> bool:
    """True where the derivatives of a step are known here."""
    if step.layer.kind == "DepthwiseConv2D":
        return "kernel" in step.layer.weights and step.layer.config.get("activation") in (None, "linear")
    if step.kind == "activation":
        return units.derivative_of(_kind_of(step), step.layer.config, np.zeros(1)) is not None
    return step.kind != "other"


def _kind_of(step: Step) -> str:
    return "Activation" if step.inside else step.layer.kind


@dataclass(frozen=True)
class Gradients:
    """Derivatives of the mean cost of a batch.

    Attributes:
        weights: by every weight, as the weights are kept.
        inputs: by what goes into each step, (batch, *input shape); the last one by the scores.
    """

    weights: Weights
    inputs: list[np.ndarray]


@dataclass(frozen=True)
class LearningNetwork:
    """A chain of steps whose derivatives are known, ended by ten scores; the softmax belongs to the cost.

    Attributes:
        steps: without the last softmax.
        weights: what they use; those in the steps' layers are the first ones and stay as they are.
        left_out: steps at the network's beginning that nobody can go back through; ``steps`` start behind the last.
    """

    steps: tuple[Step, ...]
    weights: Weights
    left_out: tuple[Step, ...] = ()

    @classmethod
    def of(cls, steps: tuple[Step, ...], precision: type = np.float64) -> "LearningNetwork":
        """Take over a network's steps.

        Raises:
            ModelError: it does not end with a softmax over the digits, or its end cannot be gone back through.
        """
        if not steps or steps[-1].kind != "softmax":
            raise ModelError("learning-no-softmax")
        chain = steps[:-1]
        unknown = [index for index, step in enumerate(chain) if not can_go_back(step)]
        start = unknown[-1] + 1 if unknown else 0
        if not any(step.layer.weights for step in chain[start:]):
            raise ModelError("learning-no-way-back")
        weights: Weights = {
            step.layer.name: {name: value.astype(precision) for name, value in step.layer.weights.items()}
            for step in chain[start:]
            if not step.inside
        }
        return cls(chain[start:], weights, chain[:start])

    def with_weights(self, weights: Weights) -> "LearningNetwork":
        """The same network with other weights."""
        return replace(self, weights=weights)

    def in_precision(self, precision: type) -> "LearningNetwork":
        """The same network, its weights in float32 (half the time) or float64."""
        return self.with_weights(
            {
                layer: {name: value.astype(precision) for name, value in named.items()}
                for layer, named in self.weights.items()
            }
        )

    def moved(self, steps: Mapping[tuple[str, str], np.ndarray]) -> "LearningNetwork":
        """The same network, some of its weights moved by so much; (layer, weight) tell which."""
        weights = {layer: dict(named) for layer, named in self.weights.items()}
        with np.errstate(all="ignore"):
            for (layer, name), step in steps.items():
                weights[layer][name] = weights[layer][name] + step
        return self.with_weights(weights)

    def outputs(self, values: np.ndarray, start: int = 0) -> list[np.ndarray]:
        """What goes into each step from ``start`` on, and the scores at the end.

        Args:
            values: (batch, *input shape of that step).
        """
        found = [values]
        with np.errstate(all="ignore"):
            for step in self.steps[start:]:
                found.append(run(step, self.weights.get(step.layer.name, {}), found[-1]))
        return found

    def scores(self, values: np.ndarray, start: int = 0) -> np.ndarray:
        """(batch, classes), before the softmax."""
        with np.errstate(all="ignore"):  # too large a step is answered with a cost that is not finite
            for step in self.steps[start:]:
                values = run(step, self.weights.get(step.layer.name, {}), values)
        return values

    def cost(self, values: np.ndarray, digits: np.ndarray) -> float:
        """The mean cross-entropy of a batch; infinite or NaN where the weights are too large or none."""
        with np.errstate(all="ignore"):
            return float(units.cross_entropy(self.scores(values), digits).mean())

    def gradients(self, values: np.ndarray, digits: np.ndarray) -> Gradients:
        """Go back from the cost to every weight.

        Args:
            values: (batch, *input shape).
            digits: (batch,) the right answers.
        """
        with np.errstate(all="ignore"):
            outputs = self.outputs(values)
            slope = units.cross_entropy_backward(outputs[-1], digits)
            by_weight: Weights = {}
            slopes = [slope]
            for step, came_in in zip(reversed(self.steps), reversed(outputs[:-1]), strict=True):
                slope, here = run_back(step, self.weights.get(step.layer.name, {}), came_in, slope)
                slopes.append(slope)
                if here:
                    by_weight[step.layer.name] = here
        return Gradients(by_weight, slopes[::-1])


def trainable(weights: Weights) -> Weights:
    """Those that learning changes: not the running mean and variance."""
    return {
        layer: {name: value for name, value in named.items() if name not in _WITHOUT_DERIVATIVE}
        for layer, named in weights.items()
        if named
    }


def run(step: Step, weights: Mapping[str, np.ndarray], values: np.ndarray) -> np.ndarray:
    """One step forward, (batch, *input shape) to (batch, *output shape), in the precision of ``values``."""
    if step.layer.kind == "DepthwiseConv2D":
        return windows.convolve_depthwise(values, weights["kernel"], geometry_of(step)) + weights.get("bias", 0)
    if step.kind == "convolution":
        return windows.convolve(values, weights["kernel"], geometry_of(step)) + weights.get("bias", 0)
    if step.kind == "dense":
        return values @ weights["kernel"] + weights.get("bias", 0)
    if step.kind == "normalisation":
        return units.normalise(values, *_line_of(weights), epsilon_of(step))
    if step.kind in ("pooling", "global pooling"):
        return _pool(step, values)
    if step.kind == "maxout":
        return np.asarray(values.reshape(len(values), *step.output_shape, 2).max(axis=-1))
    if step.kind in ("flatten", "reshape"):
        return values.reshape(len(values), *step.output_shape)
    if step.kind == "softmax":
        return softmax(values)
    if step.kind == "activation":
        found = function_of(_kind_of(step), step.layer.config)
        return values if found is None else np.asarray(found[1](values), values.dtype)
    return values  # dropout does nothing while a network reads


def epsilon_of(step: Step) -> float:
    """What a normalisation adds to the variance, so that it never divides by 0."""
    return float(step.layer.config.get("epsilon", 1e-3))


def _line_of(weights: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    mean = weights["moving_mean"]
    gamma, beta = weights.get("gamma", np.ones_like(mean)), weights.get("beta", np.zeros_like(mean))
    return gamma, beta, mean, weights["moving_variance"]


def _pool(step: Step, values: np.ndarray) -> np.ndarray:
    if step.kind == "global pooling":
        return np.asarray(values.max(axis=(1, 2)) if step.function == "max" else values.mean(axis=(1, 2)))
    pool = windows.pool_max if step.function == "max" else windows.pool_mean
    return pool(values, geometry_of(step))


def run_back(
    step: Step, weights: Mapping[str, np.ndarray], values: np.ndarray, slope: np.ndarray
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """One step backward.

    Args:
        values: (batch, *input shape), what came in.
        slope: (batch, *output shape), the derivative by what came out.

    Returns:
        The derivatives by ``values``, and by each of the step's weights.
    """
    if step.layer.kind == "DepthwiseConv2D" or step.kind in ("convolution", "dense"):
        back, by_kernel = _weighing_back(step, weights["kernel"], values, slope)
        bias = {"bias": slope.sum(axis=tuple(range(slope.ndim - 1)))} if "bias" in weights else {}
        return back, {"kernel": by_kernel, **bias}
    if step.kind == "normalisation":
        gamma, _, mean, variance = _line_of(weights)
        back, by_gamma, by_beta = units.normalise_backward(values, gamma, mean, variance, epsilon_of(step), slope)
        found = {"gamma": by_gamma, "beta": by_beta}
        return back, {name: value for name, value in found.items() if name in weights}
    return _weightless_back(step, values, slope), {}


def _weighing_back(
    step: Step, kernel: np.ndarray, values: np.ndarray, slope: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    if step.kind == "dense":
        return units.dense_backward(values, kernel, slope)
    back = windows.convolve_backward if step.kind == "convolution" else windows.convolve_depthwise_backward
    return back(values, kernel, geometry_of(step), slope)


def _weightless_back(step: Step, values: np.ndarray, slope: np.ndarray) -> np.ndarray:
    if step.kind == "activation":
        derivative = units.derivative_of(_kind_of(step), step.layer.config, values)
        return slope if derivative is None else slope * derivative
    if step.kind == "pooling":
        back = windows.pool_max_backward if step.function == "max" else windows.pool_mean_backward
        return back(values, geometry_of(step), slope)
    if step.kind == "global pooling":
        whole = Geometry(step.input_shape[:2])  # type: ignore[arg-type]
        back = windows.pool_max_backward if step.function == "max" else windows.pool_mean_backward
        return back(values, whole, slope[:, None, None])
    if step.kind == "maxout":
        pairs = values.reshape(-1, 1, 2, 1)
        return windows.pool_max_backward(pairs, Geometry((1, 2)), slope.reshape(-1, 1, 1, 1)).reshape(values.shape)
    if step.kind == "softmax":
        return units.softmax_backward(softmax(values), slope)
    return slope.reshape(values.shape)  # flatten, reshape, dropout
