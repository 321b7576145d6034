"""A network along a distortion: what it says at every amount, how far it can be pushed, and how often it is right."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from digitdemo.reading.distortions import DISTORTIONS, Distortion, prepared_again
from digitdemo.reading.network import Network


@dataclass(frozen=True)
class Sweep:
    """One digit along one distortion.

    Attributes:
        distortion: which one.
        inputs: (amounts, 28, 28) float32: what the network saw.
        probabilities: (amounts, 10) float32: what it said.
    """

    distortion: Distortion
    inputs: np.ndarray
    probabilities: np.ndarray

    @property
    def amounts(self) -> tuple[float, ...]:
        """The amounts, rising."""
        return self.distortion.amounts

    @property
    def readings(self) -> np.ndarray:
        """(amounts,) int: the most probable digit at each amount."""
        return self.probabilities.argmax(axis=1)


def distort_along(network_input: np.ndarray, distortion: Distortion, *, prepare_again: bool = False) -> np.ndarray:
    """One input at every amount of a distortion: (amounts, 28, 28) float32."""
    inputs = [distortion(network_input, amount) for amount in distortion.amounts]
    return np.stack([prepared_again(changed) if prepare_again else changed for changed in inputs])


def sweep(network: Network, network_input: np.ndarray, distortion: Distortion, *, prepare_again: bool = False) -> Sweep:
    """Read one digit at every amount of a distortion.

    Args:
        network_input: (28, 28) float32 in [0, 1].
        prepare_again: crop, scale and centre after distorting, as for a new drawing.
    """
    inputs = distort_along(network_input, distortion, prepare_again=prepare_again)
    return Sweep(distortion, inputs, np.stack([network.probabilities(changed) for changed in inputs]))


@dataclass(frozen=True)
class Stretch:
    """Neighbouring amounts at which the same is said.

    Attributes:
        low: the lowest of them, to a step of ``Distortion.fine``.
        high: the highest.
        said: the digit; None where the network is not sure of any.
    """

    low: float
    high: float
    said: int | None


def stretches(
    network: Network, network_input: np.ndarray, swept: Sweep, least: float, *, prepare_again: bool = False
) -> list[Stretch]:
    """The whole sweep as stretches.

    Their ends are found more finely than its steps, by halving the step in which the reading changes.

    Args:
        least: below this highest probability nothing is said, 0 to 1.
    """
    distortion = swept.distortion

    def said_at(amount: float) -> int | None:
        changed = distortion(network_input, amount)
        return said(network.probabilities(prepared_again(changed) if prepare_again else changed), least)

    found: list[Stretch] = []
    for amount, probabilities in zip(swept.amounts, swept.probabilities, strict=True):
        now = said(probabilities, least)
        if not found:
            found.append(Stretch(amount, amount, now))
        elif found[-1].said == now:
            found[-1] = replace(found[-1], high=amount)
        else:
            last, first = _change(said_at, found[-1], amount, distortion.fine)
            found[-1] = replace(found[-1], high=last)
            found.append(Stretch(first, amount, now))
    return found


def said(probabilities: np.ndarray, least: float) -> int | None:
    """The most probable digit, where it is probable enough to be said; (10,) float in [0, 1]."""
    digit = int(probabilities.argmax())
    return digit if float(probabilities[digit]) >= least else None


def _change(said_at: Callable[[float], int | None], before: Stretch, amount: float, fine: float) -> tuple[float, float]:
    """The last amount of a stretch, and the first of what is said at an amount beyond.

    What is said for less than a step in between belongs to the latter.
    """
    same, other = before.high, amount
    while other - same > 1.5 * fine:
        between = same + round((other - same) / 2 / fine) * fine
        if said_at(between) == before.said:
            same = between
        else:
            other = between
    return round(same, 6), round(other, 6)


def accuracy_along(network: Network, inputs: np.ndarray, digits: np.ndarray, distortion: Distortion) -> list[float]:
    """The share of digits read right at each amount of a distortion.

    Args:
        inputs: (count, 28, 28) float32 in [0, 1].
        digits: (count,) int, what they are.

    Raises:
        ValueError: there is none, or their counts differ.
    """
    if len(inputs) == 0 or len(inputs) != len(digits):
        raise ValueError(f"Expected as many digits as inputs, at least one. Received {len(inputs)} and {len(digits)}.")
    right = np.zeros(len(distortion.amounts), np.int64)
    for network_input, digit in zip(inputs, digits, strict=True):
        right += sweep(network, network_input, distortion).readings == digit
    return [round(float(share), 4) for share in right / len(inputs)]


def robustness_curves(
    network: Network, inputs: np.ndarray, digits: np.ndarray, keys: Iterable[str] = tuple(DISTORTIONS)
) -> dict[str, Any]:
    """Accuracy along every distortion, as a card keeps it under ``robustness``.

    Args:
        inputs: (count, 28, 28) float32 in [0, 1]; some hundred are enough, each costs about 300 readings.
        digits: (count,) int.

    Returns:
        ``{"digits": count, "curves": {key: {"amounts": [...], "accuracy": [...]}}}``, accuracy 0 to 1.
    """
    curves = {
        key: {
            "amounts": list(DISTORTIONS[key].amounts),
            "accuracy": accuracy_along(network, inputs, digits, DISTORTIONS[key]),
        }
        for key in keys
    }
    return {"digits": len(inputs), "curves": curves}
