"""The arithmetic behind one number of a feature map, as arrays that add up to the network's own output."""

from dataclasses import dataclass

import numpy as np

from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import Step
from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.explaining.forward import normalisation_line, run_step, windows_of

_EMPTY = np.zeros((0, 0, 0), np.float32)


@dataclass(frozen=True)
class Arithmetic:
    """How one number comes about.

    Attributes:
        step: where.
        position: (row, column, map), or (unit,).
        patch: what the step looks at: (rows, columns, channels) float32, 0 in the padding; of a dense layer or
            softmax (1, 1, inputs); of an activation or normalisation (1, 1, 1).
        kernel: the weights on it, of the patch's shape; empty where there are none.
        bias: added at the end; 0 without one.
        result: what this arithmetic gives.
        network_output: what the network itself gave at this place.
        corner: (top, left) of the patch in the step's input, negative in the padding; None without a window.
    """

    step: Step
    position: tuple[int, ...]
    patch: np.ndarray
    kernel: np.ndarray
    bias: float
    result: float
    network_output: float
    corner: tuple[int, int] | None

    @property
    def products(self) -> np.ndarray:
        """Patch times kernel, number by number: (rows, columns, channels) float32."""
        return self.patch * self.kernel if self.kernel.size else self.patch

    @property
    def channel_sums(self) -> np.ndarray:
        """What each input channel adds: (channels,) float32."""
        return self.products.sum(axis=(0, 1))

    @property
    def largest_first(self) -> np.ndarray:
        """The channels, those that add or take most first."""
        return np.argsort(-np.abs(self.channel_sums), kind="stable")


def arithmetic_of_pixel(
    explained: ExplainedNetwork, maps: dict[str, np.ndarray], step_name: str, position: tuple[int, ...]
) -> Arithmetic:
    """Take apart one number of one step's output.

    Args:
        maps: what ``feature_maps`` gave for the digit.
        position: (row, column, map) where the step has maps; (unit,) where it has not.

    Raises:
        ModelError: the step cannot be computed here, or the position lies outside.
    """
    step = explained.step(step_name)
    inputs, output = maps[explained.before(step)], maps[step_name]
    fits = len(position) == output.ndim and all(0 <= p < side for p, side in zip(position, output.shape, strict=True))
    if not fits:
        shape = "×".join(map(str, output.shape))
        raise ModelError("inside-no-such-number", shape=shape, position=str(position))
    if step.kind == "other":
        raise ModelError("inside-not-taken-apart", kind=step.layer.kind)
    patch, kernel, bias, corner = _parts(step, inputs, position)
    result = _result(step, inputs, position, patch, kernel, bias)
    return Arithmetic(step, position, patch, kernel, bias, result, float(output[position]), corner)


def steps_after(explained: ExplainedNetwork, step: Step) -> list[Step]:
    """The normalisation and activation that follow a step before anything else does."""
    following = []
    for later in explained.steps[explained.index(step.name) + 1 :]:
        if later.kind not in ("normalisation", "activation", "dropout"):
            break
        if later.kind != "dropout":
            following.append(later)
    return following


def outline_below(step: Step, position: tuple[int, ...]) -> tuple[int, int, int, int] | None:
    """(top, left, height, width) in the step's input of what the number at the position looks at, padding cut away.

    None where the input is no stack of maps or everything is looked at.
    """
    if len(step.input_shape) != 3:
        return None
    if step.sliding and step.has_maps:
        top, left = step.geometry.corner(position[0], position[1])
        reach = step.geometry.reach
        bottom, right = min(top + reach[0], step.input_shape[0]), min(left + reach[1], step.input_shape[1])
        top, left = max(top, 0), max(left, 0)
        return top, left, bottom - top, right - left
    if step.kind == "flatten":
        row, column, _ = np.unravel_index(position[0], step.input_shape)
        return int(row), int(column), 1, 1
    if len(step.output_shape) == 3 and step.output_shape[:2] == step.input_shape[:2]:
        return position[0], position[1], 1, 1
    return (0, 0, *step.input_shape[:2]) if step.sliding else None


def _parts(
    step: Step, inputs: np.ndarray, position: tuple[int, ...]
) -> tuple[np.ndarray, np.ndarray, float, tuple[int, int] | None]:
    if step.sliding:
        row, column = (position[0], position[1]) if step.has_maps else (0, 0)
        windows = windows_of(step, inputs[None], fill=_fill(step))
        patch = windows[0, row, column].transpose(1, 2, 0)[..., step.channels_seen(position[-1])]
        corner = step.geometry.corner(row, column)  # the patch is (rows, columns, channels)
        if not step.has_kernels:
            return patch, _EMPTY, 0.0, corner
        return patch, step.kernels[..., position[2]], _bias(step, position[2]), corner
    if step.kind == "maxout":
        pair = inputs.reshape(*step.output_shape, 2)[position]
        return pair.reshape(1, 1, 2), _EMPTY, 0.0, None
    if step.kind == "dense":
        return (
            inputs[None, None],
            step.layer.weights["kernel"][None, None, :, position[0]],
            _bias(step, position[0]),
            None,
        )
    if step.kind == "normalisation":
        factor, offset = (np.broadcast_to(line, inputs.shape[-1:]) for line in normalisation_line(step))
        kernel = factor[position[-1]].reshape(1, 1, 1)
        return inputs[position].reshape(1, 1, 1), kernel, float(offset[position[-1]]), None
    if step.kind == "softmax":
        return inputs.reshape(1, 1, -1), _EMPTY, 0.0, None
    return inputs.reshape(-1)[np.ravel_multi_index(position, step.output_shape)].reshape(1, 1, 1), _EMPTY, 0.0, None


def _result(
    step: Step, inputs: np.ndarray, position: tuple[int, ...], patch: np.ndarray, kernel: np.ndarray, bias: float
) -> float:
    if kernel.size:
        return float((patch.astype(np.float64) * kernel).sum() + bias)
    if step.kind in ("pooling", "global pooling", "maxout"):
        # The padding of a mean is left out, that of a maximum is -infinity.
        return float(patch.max() if step.function == "max" else np.nanmean(patch))
    return float(run_step(step, inputs[None])[0][position])


def _fill(step: Step) -> float:
    if step.has_kernels:
        return 0.0
    return -np.inf if step.function == "max" else np.nan


def _bias(step: Step, index: int) -> float:
    return float(step.layer.weights["bias"][index]) if "bias" in step.layer.weights else 0.0
