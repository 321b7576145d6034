"""A person against a network: both read the same fifty digits, which are hard to read."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from digitdemo.datasets.handwriting import Handwriting, make_handwriting

DIGITS = 50
FEWEST = 10
"""Digits after which a person may stop and see how it went."""

HARD = Handwriting(slant=0.4, proportions=0.12, wobble=0.045, joins=0.1)
_SETS = 20
LONGEST_S = 60.0
"""Whoever takes longer was away, not reading: it counts as so much."""


@lru_cache(maxsize=4)
def hard_digits(number: int) -> tuple[np.ndarray, np.ndarray]:
    """One of twenty sets, always the same: (50, 28, 28) float32 in [0, 1], and the digits that they are meant to be."""
    pictures, digits = make_handwriting(DIGITS, HARD, np.random.default_rng([1950, number % _SETS]))
    return pictures.astype(np.float32) / 255, digits.astype(np.int64)


@dataclass
class Contest:
    """How far a person has come.

    Attributes:
        number: which set of digits is read.
        answers: the person's, in order.
        times_s: how long each took, from when the digit was sent until the answer came.
        ended: whether the person stopped before the last digit.
    """

    number: int = 0
    answers: list[int] = field(default_factory=list)
    times_s: list[float] = field(default_factory=list)
    ended: bool = False

    @property
    def place(self) -> int:
        """Which digit is next; ``DIGITS`` when all are read."""
        return len(self.answers)

    @property
    def is_over(self) -> bool:
        """True when the person has read all digits, or enough of them."""
        return self.ended or self.place >= DIGITS

    def answer(self, digit: int, place: int, elapsed_s: float) -> None:
        """Take an answer to the digit at ``place``; a second click on an earlier one is passed over."""
        if not self.is_over and place == self.place and 0 <= digit <= 9:
            self.answers.append(digit)
            self.times_s.append(min(max(elapsed_s, 0.0), LONGEST_S))

    def stop(self) -> None:
        """See how it went so far."""
        self.ended = self.place >= FEWEST
