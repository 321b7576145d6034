"""Valleys in two directions: a network's cost by two of its weights, and classic functions; ways down into them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from digitdemo.learning import units
from digitdemo.learning.network import LearningNetwork
from digitdemo.learning.one_weight import Weight, owner_of

Place = np.ndarray
"""(2,) float64."""

SIZES = (1, 8, 32)
"""Of the small batches beside the whole one."""


class Valley(Protocol):
    """Something that goes up and down in two directions."""

    def costs(self, places: np.ndarray) -> np.ndarray:
        """(places, 2) to (places,)."""

    def slope(self, place: Place, batch: np.ndarray | None = None) -> Place:
        """(2,) the derivatives; ``batch`` tells which pictures count, where there are any."""


@dataclass(frozen=True)
class Function:
    """A function of two numbers that can be checked by hand.

    Attributes:
        formula: as it is written.
        value: of (places, 2).
        derivatives: of (2,).
        start: where the ways begin.
        low: the map's lower left corner.
        high: its upper right one.
    """

    formula: str
    value: Callable[[np.ndarray, np.ndarray], np.ndarray]
    derivatives: Callable[[float, float], tuple[float, float]]
    start: tuple[float, float]
    low: tuple[float, float]
    high: tuple[float, float]

    def costs(self, places: np.ndarray) -> np.ndarray:
        """(places, 2) to (places,)."""
        with np.errstate(all="ignore"):
            return np.asarray(self.value(places[:, 0], places[:, 1]))

    def slope(self, place: Place, batch: np.ndarray | None = None) -> Place:
        """(2,) the derivatives, found by hand."""
        return np.array(self.derivatives(float(place[0]), float(place[1])))


FUNCTIONS: dict[str, Function] = {
    "two": Function(
        "f(x, y) = x⁴ − 2x² + 0.4x + y²",
        lambda x, y: x**4 - 2 * x**2 + 0.4 * x + y**2,
        lambda x, y: (4 * x**3 - 4 * x + 0.4, 2 * y),
        (1.7, 1.0),
        (-2, -1.5),
        (2, 1.5),
    ),
    "long": Function(
        "f(x, y) = x² + 12y²",
        lambda x, y: x**2 + 12 * y**2,
        lambda x, y: (2 * x, 24 * y),
        (-1.8, 0.8),
        (-2, -1.5),
        (2, 1.5),
    ),
    "saddle": Function(
        "f(x, y) = x² − y² + y⁴/2",
        lambda x, y: x**2 - y**2 + y**4 / 2,
        lambda x, y: (2 * x, -2 * y + 2 * y**3),
        (1.6, 0.02),
        (-2, -1.5),
        (2, 1.5),
    ),
    "banana": Function(
        "f(x, y) = (1 − x)² + 5(y − x²)²",
        lambda x, y: (1 - x) ** 2 + 5 * (y - x**2) ** 2,
        lambda x, y: (-2 * (1 - x) - 20 * x * (y - x**2), 10 * (y - x**2)),
        (-1.2, 1.2),
        (-2, -1),
        (2, 2),
    ),
}
"""The last two are Rosenbrock's (1960) and a saddle; the first has a local minimum beside the deeper one."""


@dataclass(frozen=True)
class TwoWeights:
    """A network's mean cost by two weights of its last dense layer, all others as they are.

    Attributes:
        inputs: (pictures, inputs) what goes into that layer.
        scores: (pictures, classes) with both weights at 0.
        digits: (pictures,) the right answers.
        first: (input, unit) of the one weight.
        second: of the other.
    """

    inputs: np.ndarray
    scores: np.ndarray
    digits: np.ndarray
    first: tuple[int, int]
    second: tuple[int, int]

    @classmethod
    def of(
        cls, network: LearningNetwork, first: Weight, second: Weight, values: np.ndarray, digits: np.ndarray
    ) -> "TwoWeights":
        """Compute once what does not depend on the two weights."""
        inputs = network.outputs(values)[owner_of(network, first)]
        scores = network.scores(values).copy()
        for weight in (first, second):
            scores[:, weight.index[1]] -= inputs[:, weight.index[0]] * weight.value(network)
        one, other = ((weight.index[0], weight.index[1]) for weight in (first, second))
        return cls(inputs, scores, digits, one, other)

    def _scores_at(self, places: np.ndarray, chosen: np.ndarray | slice) -> np.ndarray:
        scores = np.repeat(self.scores[None, chosen], len(places), axis=0)  # (places, pictures, classes)
        for axis, (source, unit) in enumerate((self.first, self.second)):
            scores[:, :, unit] += places[:, axis, None] * self.inputs[None, chosen, source]
        return scores

    def costs(self, places: np.ndarray) -> np.ndarray:
        """(places, 2) values of both weights to (places,) mean costs of all pictures."""
        with np.errstate(all="ignore"):
            logs = units.log_softmax(self._scores_at(places, slice(None)))
        return -logs[:, np.arange(len(self.digits)), self.digits].mean(axis=1)

    def slope(self, place: Place, batch: np.ndarray | None = None) -> Place:
        """(2,) the derivatives of the mean cost of these pictures, or of all."""
        chosen = slice(None) if batch is None else batch
        with np.errstate(all="ignore"):
            error = units.cross_entropy_backward(self._scores_at(place[None], chosen)[0], self.digits[chosen])
        shares = [self.inputs[chosen, source] @ error[:, unit] for source, unit in (self.first, self.second)]
        return np.array(shares)


def strongest_pair(network: LearningNetwork, values: np.ndarray, digits: np.ndarray) -> tuple[Weight, Weight]:
    """Two weights of the last dense layer, of different inputs and units, by which the cost changes most."""
    layer = next(step.layer.name for step in reversed(network.steps) if step.kind == "dense")
    slopes = np.abs(np.nan_to_num(network.gradients(values, digits).weights[layer]["kernel"]))
    first = np.unravel_index(int(slopes.argmax()), slopes.shape)
    slopes[first[0], :], slopes[:, first[1]] = -1, -1
    second = np.unravel_index(int(slopes.argmax()), slopes.shape)
    one, other = (Weight(layer, "kernel", (int(at[0]), int(at[1]))) for at in (first, second))
    return one, other


@dataclass
class Optimiser:
    """How a step is made of slopes; it remembers earlier ones.

    Attributes:
        kind: sgd, momentum, rmsprop (Hinton, 2012) or adam (Kingma and Ba, 2015), with Keras's settings.
        rate: the learning rate.
    """

    kind: str
    rate: float

    def __post_init__(self) -> None:
        self._mean, self._square, self._steps = np.zeros(2), np.zeros(2), 0

    def step(self, slope: Place) -> Place:
        """What is added to the place."""
        self._steps += 1
        if self.kind == "momentum":
            self._mean = 0.9 * self._mean - self.rate * slope
            return self._mean
        if self.kind == "rmsprop":
            self._square = 0.9 * self._square + 0.1 * slope**2
            return -self.rate * slope / np.sqrt(self._square + 1e-7)
        if self.kind == "adam":
            self._mean = 0.9 * self._mean + 0.1 * slope
            self._square = 0.999 * self._square + 0.001 * slope**2
            mean, square = self._mean / (1 - 0.9**self._steps), self._square / (1 - 0.999**self._steps)
            return -self.rate * mean / (np.sqrt(square) + 1e-7)
        return -self.rate * slope


OPTIMISERS = ("sgd", "momentum", "rmsprop", "adam")


def way_down(
    valley: Valley, start: Place, optimiser: Optimiser, steps: int, *, pictures: int = 0, batch: int = 0, seed: int = 0
) -> np.ndarray:
    """Gradient descent.

    Args:
        pictures: how many there are to choose batches from.
        batch: how many pictures count in each step; 0: all.

    Returns:
        (up to steps + 1, 2): it ends early where the numbers are no longer finite.
    """
    rng = np.random.default_rng(seed)
    way = [np.asarray(start, np.float64)]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            chosen = rng.choice(pictures, min(batch, pictures), replace=False) if batch else None
            place = way[-1] + optimiser.step(valley.slope(way[-1], chosen))
            if not np.isfinite(place).all():
                break
            way.append(place)
    return np.array(way)
