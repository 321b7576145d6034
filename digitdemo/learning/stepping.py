"""One step of learning on one batch: forward as while learning, back, and every weight a little downhill."""

from dataclasses import dataclass

import numpy as np

from digitdemo.explaining.forward import compute, epsilon_of
from digitdemo.learning import units
from digitdemo.learning.backward import run_back
from digitdemo.learning.network import LearningNetwork, Weights

MOMENTUM = 0.9
"""Of a normalisation's running mean and variance; Keras's usual 0.99 takes hundreds of batches to follow."""


@dataclass(frozen=True)
class Slopes:
    """What one batch says about every weight.

    Attributes:
        cost: the batch's mean cost, before the step.
        weights: the derivatives of it, the last layer first.
        statistics: by normalisation's name, mean and variance of each channel over the batch.
    """

    cost: float
    weights: Weights
    statistics: dict[str, tuple[np.ndarray, np.ndarray]]

    def lengths(self) -> dict[str, float]:
        """By layer, the first one first: the root of the sum of all squared slopes."""
        return {
            layer: float(np.sqrt(sum(float((slope.astype(np.float64) ** 2).sum()) for slope in named.values())))
            for layer, named in reversed(self.weights.items())
        }

    def length(self) -> float:
        """Of all layers together: the gradient's."""
        return float(np.sqrt(sum(length**2 for length in self.lengths().values())))


def slopes_of(network: LearningNetwork, values: np.ndarray, digits: np.ndarray) -> Slopes:
    """Go forward and back as while learning: each normalisation takes mean and variance from the batch.

    Args:
        values: (batch, *input shape).
        digits: (batch,) the right answers.
    """
    statistics: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    came_in = []
    with np.errstate(all="ignore"):  # steps that are too large end in a cost that is not finite
        for step in network.steps:
            came_in.append(values)
            weights = network.weights.get(step.layer.name, {})
            if step.kind == "normalisation":
                mean, variance = statistics[step.layer.name] = units.batch_statistics(values)
                weights = {**weights, "moving_mean": mean, "moving_variance": variance}
            values = compute(step, weights, values)
        cost = float(units.cross_entropy(values, digits).mean())
        by_weight = _back(network, came_in, units.cross_entropy_backward(values, digits))
    return Slopes(cost, by_weight, statistics)


def _back(network: LearningNetwork, came_in: list[np.ndarray], slope: np.ndarray) -> Weights:
    by_weight: Weights = {}
    for step, values in zip(reversed(network.steps), reversed(came_in), strict=True):
        weights = network.weights.get(step.layer.name, {})
        if step.kind == "normalisation":
            gamma = weights.get("gamma", np.ones(values.shape[-1], values.dtype))
            slope, by_gamma, by_beta = units.normalise_training_backward(values, gamma, epsilon_of(step), slope)
            found = {"gamma": by_gamma, "beta": by_beta}
            here = {name: value for name, value in found.items() if name in weights}
        else:
            slope, here = run_back(step, weights, values, slope)
        if here:
            by_weight[step.layer.name] = here
    return by_weight


def cut_to(length: float, most: float) -> float:
    """What all slopes are multiplied with so that the gradient is not longer than ``most``; 0 stands for no limit."""
    return most / length if most and length > most else 1.0


def step_down(network: LearningNetwork, slopes: Slopes, rate: float, cut: float = 1.0) -> LearningNetwork:
    """Take w − η · cut · slope of every weight; the running means follow the batch's."""
    weights: Weights = {layer: dict(named) for layer, named in network.weights.items()}
    with np.errstate(all="ignore"):
        for layer, named in slopes.weights.items():
            for name, slope in named.items():
                weights[layer][name] = weights[layer][name] - slope.dtype.type(rate * cut) * slope
        for layer, found in slopes.statistics.items():
            for name, value in zip(("moving_mean", "moving_variance"), found, strict=True):
                weights[layer][name] = MOMENTUM * weights[layer][name] + (1 - MOMENTUM) * value
    return network.with_weights(weights)
