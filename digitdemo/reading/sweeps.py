"""A network along a distortion: what it says at every amount, how far it can be pushed, and how often it is right."""

from collections.abc import Iterable
from dataclasses import dataclass
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

    @property
    def reading_at_rest(self) -> int:
        """The most probable digit at the neutral amount."""
        return int(self.readings[self.amounts.index(self.distortion.neutral)])

    def range_read_as(self, digit: int) -> tuple[float, float] | None:
        """The stretch of amounts around the neutral one in which the reading stays ``digit``.

        Returns:
            Its lowest and highest amount; None where the undistorted digit is already read as another.
        """
        right = self.readings == digit
        low = high = self.amounts.index(self.distortion.neutral)
        if not right[low]:
            return None
        while low > 0 and right[low - 1]:
            low -= 1
        while high < len(right) - 1 and right[high + 1]:
            high += 1
        return self.amounts[low], self.amounts[high]


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
class Bearing:
    """How far one digit can be pushed: the stretch around the neutral amount in which it is read right.

    Attributes:
        low: its lowest amount, to a step of ``Distortion.fine``.
        high: its highest.
        read_below: what is read just below ``low``; None where the sweep ends there.
        read_above: what is read just above ``high``; None where the sweep ends there.
    """

    low: float
    high: float
    read_below: int | None
    read_above: int | None


def bearing(
    network: Network, network_input: np.ndarray, swept: Sweep, digit: int, *, prepare_again: bool = False
) -> Bearing | None:
    """Where the reading flips, found more finely than the sweep's steps by halving the step in which it does.

    Returns:
        None where the undistorted digit is already read as another.
    """
    coarse = swept.range_read_as(digit)
    if coarse is None:
        return None
    distortion, amounts = swept.distortion, swept.amounts

    def read(amount: float) -> int:
        changed = distortion(network_input, amount)
        return int(network.probabilities(prepared_again(changed) if prepare_again else changed).argmax())

    ends: list[tuple[float, int | None]] = []
    for amount, outwards in ((coarse[0], -1), (coarse[1], 1)):
        beyond = amounts.index(amount) + outwards
        if not 0 <= beyond < len(amounts):
            ends.append((amount, None))
            continue
        right, wrong, other = amount, amounts[beyond], int(swept.readings[beyond])
        while abs(wrong - right) > 1.5 * distortion.fine:
            between = right + outwards * round(abs(wrong - right) / 2 / distortion.fine) * distortion.fine
            answer = read(between)
            if answer == digit:
                right = between
            else:
                wrong, other = between, answer
        ends.append((round(right, 6), other))
    return Bearing(ends[0][0], ends[1][0], ends[0][1], ends[1][1])


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
