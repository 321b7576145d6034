"""Which maps matter to a reading, and why one digit and not another."""

from dataclasses import dataclass

import numpy as np

from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import Step
from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.explaining.forward import can_compute, run_steps

_BATCH = 32


def probabilities_without_each_map(
    explained: ExplainedNetwork, maps: dict[str, np.ndarray], step_name: str
) -> np.ndarray:
    """Switch each map of a step off, one at a time, and let the rest of the network read.

    Off means: 0 everywhere. Maps work together, so that one alone often matters little; that is an answer too.

    Args:
        maps: what ``feature_maps`` gave for the digit.

    Returns:
        (maps, 10) float32.

    Raises:
        ModelError: the step has no maps, or a later one cannot be computed here.
    """
    later = list(explained.steps[explained.index(step_name) + 1 :])
    output = maps[step_name]
    if output.ndim != 3 or not all(can_compute(step) for step in later):
        raise ModelError("inside-not-switched-off")
    count = output.shape[2]
    readings = []
    for first in range(0, count, _BATCH):
        indices = np.arange(first, min(first + _BATCH, count))
        batch = np.repeat(output[None], len(indices), axis=0)
        batch[np.arange(len(indices)), :, :, indices] = 0
        readings.append(run_steps(later, batch))
    return np.concatenate(readings)


@dataclass(frozen=True)
class Evidence:
    """Why one digit and not another: the difference of their scores, split exactly into what each input adds.

    Attributes:
        digit: the one.
        other: the other.
        parts: (inputs,) float32: input times the difference of both weights. What is positive speaks for ``digit``.
        bias: the difference of both biases.
        map_shape: (height, width, channels) where the inputs are the pixels of maps; else None.
    """

    digit: int
    other: int
    parts: np.ndarray
    bias: float
    map_shape: tuple[int, int, int] | None

    @property
    def total(self) -> float:
        """log(p(digit) / p(other)): what all parts and the bias add up to."""
        return float(self.parts.astype(np.float64).sum() + self.bias)

    @property
    def by_map(self) -> np.ndarray:
        """(channels,) where the inputs are maps, else (inputs,): what each of them adds."""
        return self.parts if self.map_shape is None else self.parts.reshape(self.map_shape).sum(axis=(0, 1))

    @property
    def by_place(self) -> np.ndarray | None:
        """(height, width): what each place adds over all maps; None where the inputs have no place."""
        return None if self.map_shape is None else self.parts.reshape(self.map_shape).sum(axis=2)


def evidence(explained: ExplainedNetwork, maps: dict[str, np.ndarray], digit: int, other: int) -> Evidence:
    """Split the last dense layer's decision between two digits.

    Raises:
        ModelError: the network does not end in a dense layer and a softmax.
    """
    steps = [step for step in explained.steps if step.kind != "dropout"]
    if [step.kind for step in steps[-2:]] != ["dense", "softmax"]:
        raise ModelError("inside-no-dense-end")
    last = steps[-2]
    inputs = maps[explained.before(last)]
    weights = last.layer.weights["kernel"]
    biases = last.layer.weights.get("bias", np.zeros(weights.shape[1], np.float32))
    parts = inputs * (weights[:, digit] - weights[:, other])
    return Evidence(digit, other, parts, float(biases[digit] - biases[other]), _map_shape(steps[-3:-2]))


def _map_shape(before: list[Step]) -> tuple[int, int, int] | None:
    if before and before[0].kind == "flatten" and len(before[0].input_shape) == 3:
        height, width, channels = before[0].input_shape
        return height, width, channels
    return None
