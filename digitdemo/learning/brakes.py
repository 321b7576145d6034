"""Brakes and crutches of learning: dropout's masks, weight decay's pull, batch normalisation before and after."""

from dataclasses import dataclass

import numpy as np

from digitdemo.explaining.forward import compute, epsilon_of
from digitdemo.learning import units
from digitdemo.learning.network import LearningNetwork


def last_dense(network: LearningNetwork) -> int | None:
    """The place of the last dense layer, if there is one."""
    return max((index for index, step in enumerate(network.steps) if step.kind == "dense"), default=None)


def dropout_masks(count: int, units_count: int, rate: float, seed: int) -> np.ndarray:
    """Which units stay on, by chance.

    Returns:
        (count, units) bool; False with probability ``rate``.
    """
    return np.random.default_rng(seed).random((count, units_count)) >= rate


def scores_with_masks(network: LearningNetwork, values: np.ndarray, masks: np.ndarray, rate: float) -> np.ndarray:
    """One picture read with each mask over what its last dense layer gets, as while learning.

    What stays on is divided by 1 − rate, so that the sum is the same on average (Srivastava et al., "Dropout", 2014).

    Args:
        values: (1, *input shape).
        masks: (count, units) bool.

    Returns:
        (count, classes).
    """
    last = last_dense(network)
    assert last is not None  # asked before
    came_in = network.outputs(values)[last]
    return network.scores(came_in * masks / (1 - rate), last)


@dataclass(frozen=True)
class Normalised:
    """What one batch normalisation makes of a batch, channel by channel; all (channels,).

    Attributes:
        name: of the layer whose numbers are normalised.
        is_own: False where the network has no normalisation, and this is what one would do.
        mean: of the batch, before.
        spread: its standard deviation, before.
        divisor: the root of variance + ε, what is divided by.
        gamma: what is multiplied with.
        beta: what is added.
        mean_after: of what comes out.
        spread_after: its standard deviation.
        example: of the first channel, the largest number of my digit: before and after.
    """

    name: str
    is_own: bool
    mean: np.ndarray
    spread: np.ndarray
    divisor: np.ndarray
    gamma: np.ndarray
    beta: np.ndarray
    mean_after: np.ndarray
    spread_after: np.ndarray
    example: tuple[float, float]


def normalised(network: LearningNetwork, values: np.ndarray, times: float) -> Normalised:
    """Normalise by the batch, as while learning, behind the first layer that the network normalises, or could.

    Args:
        values: (batch, *input shape), my digit first.
        times: what the numbers are multiplied with before, to see what that changes.
    """
    own = next((index for index, step in enumerate(network.steps) if step.kind == "normalisation"), None)
    first = next(index for index, step in enumerate(network.steps) if step.layer.weights)
    end = first + 1 if own is None else own
    came_in = values
    for step in network.steps[:end]:
        came_in = compute(step, network.weights.get(step.layer.name, {}), came_in)
    came_in = came_in * times
    mean, variance = units.batch_statistics(came_in)
    step = network.steps[first if own is None else own]
    weights = {} if own is None else network.weights[step.layer.name]
    gamma, beta = weights.get("gamma", np.ones_like(mean)), weights.get("beta", np.zeros_like(mean))
    epsilon = 1e-3 if own is None else epsilon_of(step)
    came_out = units.normalise(came_in, gamma, beta, mean, variance, epsilon)
    mean_after, variance_after = units.batch_statistics(came_out)
    before, after = (part[0, ..., 0].ravel() for part in (came_in, came_out))
    example = (float(before[before.argmax()]), float(after[before.argmax()]))
    return Normalised(
        network.steps[end - 1].layer.name, own is not None, mean, np.sqrt(variance), np.sqrt(variance + epsilon),
        gamma, beta, mean_after, np.sqrt(variance_after), example,
    )  # fmt: skip
