"""From pieces of ink to digits: which pieces belong together, and in which order they are read.

The classical way of reading a number (LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
recognition", 1998, section V: heuristic over-segmentation). The ink is first taken apart into more pieces than there
are digits: strokes, or what hangs together on a picture, cut where two digits may touch. Then neighbouring pieces are
put together on trial, the network reads every trial, and the cover of all pieces with the best sum of scores wins.
A score counts how sure the network is, and how likely such a shape is to be one digit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

Group = tuple[int, ...]
"""Indices of the pieces that make one digit on trial, rising."""

MAX_PIECES_IN_GROUP = 8
MAX_SOURCES_IN_GROUP = 4
MAX_TRIALS = 400
"""More readings than this would take longer than a tenth of a second; scribbles reach it, numbers do not."""

WIDEST_DIGIT = 1.5
"""Of the height of the line; the widest of 1,900 digits measures 1.34 of its own height."""

_WINDOW = 9  # a digit's pieces are found among the next so many from left to right
_KEPT_COVERS = 12  # partial covers kept with the same first free piece


@dataclass(frozen=True)
class Pieces:
    """A line's ink, taken apart; all lengths in any one unit.

    Attributes:
        boxes: (pieces, 4) float64: left, top, right, bottom; sorted by their middles from left to right.
        height: a usual digit's height on this line.
        contact: (pieces, pieces) bool: strokes that touch or cross; none on a picture, where what touches is one.
        joined: (pieces, pieces) float64: what the cut between two pieces cost, at least ``MIN_JOIN``; 0 where no cut
            was made. Of strokes how far they then share columns, in heights; on a picture the lines gone through.
        source: (pieces,) int: the stroke, or the connected ink, that a piece was cut from.
    """

    boxes: np.ndarray
    height: float
    contact: np.ndarray
    joined: np.ndarray
    source: np.ndarray

    def __len__(self) -> int:
        """How many pieces."""
        return len(self.boxes)


MIN_JOIN = 0.02


@dataclass(frozen=True)
class Weights:
    """What each oddity of a trial costs, in units of log probability; ``tests.benchmarks.fit_segmentation`` finds them.

    Attributes:
        digit: for every digit read; negative weights would make a number fall apart.
        doubt: times -log of the network's highest probability.
        low: times the square of log(height / line's height).
        wide: times how much wider than 0.8 heights.
        gap: times the widest gap inside, in heights.
        loose: for each part that touches no other part of the trial.
        left_out_contact: for each touching stroke that is left out.
        left_out_overlap: times how far the trial shares its columns with others, in heights.
        cut: times what its cuts cost.
        cuts: for each cut at its sides.
    """

    digit: float
    doubt: float
    low: float
    wide: float
    gap: float
    loose: float
    left_out_contact: float
    left_out_overlap: float
    cut: float
    cuts: float

    def as_array(self) -> np.ndarray:
        """(10,) float64, in the order of the attributes and of ``features``."""
        return np.array([getattr(self, name) for name in self.__dataclass_fields__])


FOR_STROKES = Weights(-2.7, 10.0, 4.3, 7.0, 12.3, 3.2, 1.0, 6.4, 2.9, 2.3)
FOR_PICTURES = Weights(-4.92, 12.31, 9.17, 20.87, 12.39, 5.85, 0.0, 10.62, 2.24, 0.14)


def features(pieces: Pieces, group: Group, highest_probability: float) -> np.ndarray:
    """What ``Weights`` weighs, for one trial: (10,) float64, none negative."""
    inside = np.array(group)
    outside = np.setdiff1d(np.arange(len(pieces)), inside)
    left, top, right, bottom = _box_of(pieces.boxes[inside])
    height = pieces.height
    cuts = pieces.joined[np.ix_(inside, outside)]
    return np.array(
        [
            1.0,
            min(-np.log(max(highest_probability, 1e-6)), 8.0),
            np.log(max((bottom - top) / height, 0.05)) ** 2,
            max(0.0, (right - left) / height - 0.8),
            _widest_gap(pieces.boxes[inside]) / height,
            _parts(pieces, inside) - 1.0,
            float(pieces.contact[np.ix_(inside, outside)].sum()),
            _overlap(pieces.boxes[outside], left, right) / height,
            float(cuts.sum()),
            float((cuts > 0).sum()),
        ]
    )


def possible_groups(pieces: Pieces) -> list[Group]:
    """Every trial worth reading: near neighbours, not too wide, most natural ones first, at most ``MAX_TRIALS``."""
    found: list[Group] = []
    for first in range(len(pieces)):
        growing: list[Group] = [(first,)]
        while growing:
            group = growing.pop()
            found.append(group)
            if len(group) < MAX_PIECES_IN_GROUP and len(found) < 4 * MAX_TRIALS:
                end = min(len(pieces), first + _WINDOW)
                longer = [(*group, other) for other in range(group[-1] + 1, end)]
                growing.extend(trial for trial in longer if _may_be_digit(pieces, trial))
    if len(found) > MAX_TRIALS:
        # Single pieces always stay, so that a cover exists.
        found.sort(key=lambda group: (len(group) > 1, group[-1] - group[0] + 1 - len(group), len(group)))
        found = found[: max(MAX_TRIALS, len(pieces))]
    return found


def best_cover(count: int, groups: Sequence[Group], score: Callable[[Group], float]) -> list[Group]:
    """Put every piece into exactly one group, for the highest sum of scores (dynamic programming with a beam).

    Args:
        count: of the pieces.
        groups: the trials; every piece must be one of them alone.
        score: of a group, higher is better; asked once for each.

    Returns:
        The groups, by their first piece.
    """
    by_first: list[list[tuple[Group, int, float]]] = [[] for _ in range(count)]
    for group in groups:
        by_first[group[0]].append((group, sum(1 << piece for piece in group), score(group)))
    # Partial covers by their lowest free piece: {pieces taken: (sum of scores, groups)}.
    partial: list[dict[int, tuple[float, tuple[Group, ...]]]] = [{} for _ in range(count + 1)]
    partial[0][0] = (0.0, ())
    for first in range(count):
        kept = sorted(partial[first].items(), key=lambda entry: -entry[1][0])[:_KEPT_COVERS]
        for taken, (total, chosen) in kept:
            for group, mask, gain in by_first[first]:
                if taken & mask:
                    continue
                together = taken | mask
                target = partial[_lowest_free(together)]
                if together not in target or target[together][0] < total + gain:
                    target[together] = (total + gain, (*chosen, group))
        partial[first].clear()
    return list(max(partial[count].values())[1]) if partial[count] else []


def group_scores(
    pieces: Pieces, weights: Weights, highest_probability: Callable[[Group], float]
) -> Callable[[Group], float]:
    """A score for ``best_cover``: minus the weighted oddities of a trial."""
    weighed = weights.as_array()

    def score(group: Group) -> float:
        return -float(weighed @ features(pieces, group, highest_probability(group)))

    return score


def _box_of(boxes: np.ndarray) -> tuple[float, float, float, float]:
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _may_be_digit(pieces: Pieces, group: Group) -> bool:
    inside = list(group)
    boxes = pieces.boxes[inside]
    left, top, right, bottom = _box_of(boxes)
    # Of what was cut apart, only neighbours are put together again: n parts of one source have n - 1 cuts in between.
    sources = len(set(pieces.source[inside].tolist()))
    healed = np.count_nonzero(pieces.joined[np.ix_(inside, inside)]) // 2
    return (
        sources <= MAX_SOURCES_IN_GROUP
        and healed == len(inside) - sources
        and right - left <= WIDEST_DIGIT * pieces.height
        and bottom - top <= 2.0 * pieces.height
        and _widest_gap(boxes) <= 0.35 * pieces.height
    )


def _widest_gap(boxes: np.ndarray) -> float:
    order = np.argsort(boxes[:, 0])
    reach = np.maximum.accumulate(boxes[order, 2])
    gaps = boxes[order[1:], 0] - reach[:-1]
    return float(max(gaps.max(initial=0.0), 0.0))


def _overlap(boxes: np.ndarray, left: float, right: float) -> float:
    """The columns between left and right that other boxes share, summed over the boxes."""
    shared = np.minimum(boxes[:, 2], right) - np.maximum(boxes[:, 0], left)
    return float(np.maximum(shared, 0).sum())


def _parts(pieces: Pieces, inside: np.ndarray) -> int:
    """How many parts of a trial do not hang together."""
    linked = (pieces.contact | (pieces.joined > 0))[np.ix_(inside, inside)]
    unseen, parts = set(range(len(inside))), 0
    while unseen:
        parts += 1
        to_visit = [unseen.pop()]
        while to_visit:
            reached = {int(other) for other in np.flatnonzero(linked[to_visit.pop()])} & unseen
            unseen -= reached
            to_visit.extend(reached)
    return parts


def _lowest_free(taken: int) -> int:
    """The lowest bit that is not set."""
    return (~taken & (taken + 1)).bit_length() - 1
