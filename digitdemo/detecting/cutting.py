"""Digits that touch, within one pass: ink that several boxes share, or that is no digit as a whole, is cut apart.

A box around a digit that touches its neighbour holds a part of that neighbour, which spoils the second reading; or one
box holds both. So such ink is cut as the number page cuts (``reading.picture_pieces``), but only where one pass saw
something too: the cell in which each part's middle lies must be a candidate.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from digitdemo.detecting.ink_boxes import Clump, ConnectedInk, clumps
from digitdemo.reading.number import DigitBox, read_line_of_ink
from digitdemo.reading.picture_pieces import find_components
from digitdemo.reading.recognizer import Recognizer

_WHOLE = 0.85  # of a piece of ink: a box that holds less of it leaves another digit out
_MOST_PIECES = 20  # of ink, in one clump; more is dirt
_MOST_READINGS = 1000  # a tenth of a second; scribbles reach it


@dataclass(frozen=True)
class CutApart:
    """Several digits in place of one box, or of several that share their ink.

    Attributes:
        members: indices of those boxes.
        digits: what was cut, from left to right; each was read as a digit.
    """

    members: tuple[int, ...]
    digits: tuple[DigitBox, ...]


def cut_apart(
    recognizer: Recognizer,
    connected: ConnectedInk,
    boxes: np.ndarray,
    is_doubtful: np.ndarray,
    is_seen: Callable[[np.ndarray], bool],
) -> tuple[list[CutApart], int]:
    """Cut what hangs together and holds several digits.

    Args:
        boxes: (count, 4) as the detector gave them, in the ink's pixels.
        is_doubtful: (count,) bool: which ones the second reading took for no digit.
        is_seen: says of a box (4,) whether one pass saw something at its middle.

    Returns:
        Only what could be cut into two or more digits, all of them read and seen; and how many readings it took.
    """
    cut, readings = [], 0
    for clump in clumps(connected, boxes):
        if readings > _MOST_READINGS or not _may_hold_several(clump, is_doubtful):
            continue
        components = find_components(connected.only(clump.pieces))
        if not 0 < len(components) <= _MOST_PIECES:
            continue
        digits, trials = read_line_of_ink(recognizer, components)
        readings += trials + len(digits)
        if len(digits) > 1 and all(digit.reading.digit is not None and is_seen(box_of(digit)) for digit in digits):
            cut.append(CutApart(clump.members, tuple(digits)))
    return cut, readings


def box_of(digit: DigitBox) -> np.ndarray:
    """(4,) left, top, right, bottom."""
    return np.array([digit.left, digit.top, digit.right, digit.bottom])


def _may_hold_several(clump: Clump, is_doubtful: np.ndarray) -> bool:
    return len(clump.members) > 1 or clump.share < _WHOLE or bool(is_doubtful[list(clump.members)].any())
