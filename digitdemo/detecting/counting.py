"""What a finding is worth beside the truth: found and right, found and read wrong, missed, false alarms."""

from dataclasses import dataclass

import numpy as np

from digitdemo.reading.boxes import overlaps

ENOUGH_OVERLAP = 0.5
"""A box that overlaps a digit's true box less has not found it."""


@dataclass(frozen=True)
class Tally:
    """Counts over any number of scenes.

    Attributes:
        digits: that were there.
        right: found and read right.
        misread: found, and another digit read.
        false_alarms: boxes where no digit was, or a second one on the same digit.
    """

    digits: int = 0
    right: int = 0
    misread: int = 0
    false_alarms: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.digits + other.digits,
            self.right + other.right,
            self.misread + other.misread,
            self.false_alarms + other.false_alarms,
        )

    @property
    def missed(self) -> int:
        """Digits that no box found."""
        return self.digits - self.right - self.misread

    @property
    def right_share(self) -> float:
        """Found and read right, of all digits; 1 where there are none."""
        return self.right / self.digits if self.digits else 1.0

    @property
    def false_alarms_a_hundred(self) -> float:
        """False alarms for each hundred digits that were there."""
        return 100 * self.false_alarms / max(self.digits, 1)


def tally(boxes: np.ndarray, digits: np.ndarray, true_boxes: np.ndarray, true_digits: np.ndarray) -> Tally:
    """Match found boxes with true ones, the best overlaps first, each at most once.

    Args:
        boxes: (found, 4); digits: (found,) what was read.
        true_boxes: (there, 4); true_digits: (there,).
    """
    between = overlaps(np.reshape(boxes, (-1, 4)), np.reshape(true_boxes, (-1, 4)))
    right = misread = 0
    while between.size and between.max() >= ENOUGH_OVERLAP:
        found, there = np.unravel_index(int(between.argmax()), between.shape)
        if digits[found] == true_digits[there]:
            right += 1
        else:
            misread += 1
        between[found], between[:, there] = -1, -1
    return Tally(len(true_digits), right, misread, len(digits) - right - misread)
