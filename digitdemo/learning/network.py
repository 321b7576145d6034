"""A network that can be changed and gone back through: its steps, weights of its own, cost and gradients."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import Step
from digitdemo.explaining.forward import compute
from digitdemo.learning import units
from digitdemo.learning.backward import can_go_back, run_back, run_back_to_inputs

Weights = dict[str, dict[str, np.ndarray]]
"""By layer's name, then by weight's name: kernel, bias, gamma, beta, moving_mean, moving_variance."""

_WITHOUT_DERIVATIVE = ("moving_mean", "moving_variance")


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
                found.append(compute(step, self.weights.get(step.layer.name, {}), found[-1]))
        return found

    def scores(self, values: np.ndarray, start: int = 0) -> np.ndarray:
        """(batch, classes), before the softmax."""
        with np.errstate(all="ignore"):  # too large a step is answered with a cost that is not finite
            for step in self.steps[start:]:
                values = compute(step, self.weights.get(step.layer.name, {}), values)
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

    def input_slopes(self, outputs: list[np.ndarray], digits: np.ndarray) -> np.ndarray:
        """Go back from the cost to what went in, and leave the weights alone.

        Args:
            outputs: what ``outputs`` gave for a batch.
            digits: (batch,) the answers asked for.

        Returns:
            (batch, *input shape), the derivatives of the mean cost.
        """
        with np.errstate(all="ignore"):
            slope = units.cross_entropy_backward(outputs[-1], digits)
            for step, came_in in zip(reversed(self.steps), reversed(outputs[:-1]), strict=True):
                slope = run_back_to_inputs(step, self.weights.get(step.layer.name, {}), came_in, slope)
        return slope


def trainable(weights: Weights) -> Weights:
    """Those that learning changes: not the running mean and variance."""
    return {
        layer: {name: value for name, value in named.items() if name not in _WITHOUT_DERIVATIVE}
        for layer, named in weights.items()
        if named
    }
