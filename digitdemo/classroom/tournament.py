"""A fair tournament: every network reads pupils whom none has met, and who is called the winner must have earned it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digitdemo.classroom.paired import LEVEL, fewest_pupils, sign_flip_p

WON, TOO_CLOSE, TOO_FEW = "won", "too-close", "too-few"


@dataclass(frozen=True)
class Result:
    """How a tournament went.

    Attributes:
        order: places of the networks, the best first; equal ones in the order in which they were entered.
        right: how many drawings each read right, in the order of entering.
        count: of how many.
        pupils: how many pupils made them.
        verdict: ``won``; ``too-close``: chance alone may have put the first before the second; ``too-few``: with so
            few pupils nobody could win.
        chance: how often chance alone would put equal networks as far apart as the first and its nearest rival.
    """

    order: tuple[int, ...]
    right: tuple[int, ...]
    count: int
    pupils: int
    verdict: str
    chance: float

    @property
    def winner(self) -> int | None:
        """The place of the network that won, where one did."""
        return self.order[0] if self.verdict == WON else None


def judge_tournament(is_right: np.ndarray, pupils: Sequence[int]) -> Result:
    """Judge networks by the same drawings.

    The first must differ from every other by more than chance makes, each compared over whole pupils (``sign_flip_p``).
    Two equal networks then have a false winner in at most 5 % of tournaments, more than two in fewer: whoever is first
    by luck must be lucky against each of the others.

    Args:
        is_right: (networks, drawings) bool.
        pupils: (drawings,) who made each.
    """
    whose = np.asarray(pupils)
    hands = np.unique(whose)
    right = is_right.sum(axis=1)
    order = [int(place) for place in np.argsort(-right, kind="stable")]
    by_hand = np.stack([is_right[:, whose == hand].sum(axis=1) for hand in hands], axis=1).astype(int)
    chance = max((sign_flip_p(list(by_hand[order[0]] - by_hand[other])) for other in order[1:]), default=1.0)
    verdict = TOO_FEW if len(hands) < fewest_pupils() else WON if chance < LEVEL else TOO_CLOSE
    return Result(tuple(order), tuple(map(int, right)), len(whose), len(hands), verdict, chance)


def pupils_to_keep_out(pupils: int, fewest_learned: int) -> int:
    """How many pupils are kept out whole: a third, and enough that somebody can win where the class is large enough."""
    return max(min(max(fewest_pupils(), round(pupils / 3)), pupils - fewest_learned), 0)
