"""Pen strokes as the pieces of a number: who touches whom, and where one stroke may have run through two digits."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from digitdemo.drawing.strokes import Stroke
from digitdemo.reading.segmentation import MIN_JOIN, Pieces
from digitdemo.reading.text_lines import usual_height

_STEP = 0.05  # of the height: strokes are walked in steps of this length
_TOUCHING = 0.07  # of the height: nearer than this is touching
_WIDE_ENOUGH_TO_CUT = 0.75  # of the height; narrower strokes hold one digit
_TOO_WIDE_FOR_ONE = 1.15  # of the height
_MIN_PART_HEIGHT = 0.45  # of the height: a digit cut off is at least so high
_MAX_TURNING_BACK = 0.3  # of the height: how far a pen goes back to the left after a digit's end
_LONGEST_STROKE = 15  # in heights: a longer one is a line, and no number written without lifting the pen
_MAX_POINTS = 120  # of one stroke, when it is asked what it touches
_MAX_CUT_STROKES = 60  # more strokes are taken as they are: who writes so many lifts the pen
_MAX_CUTS = 8  # in one stroke: more is a scribble


def take_apart(
    strokes: Sequence[Stroke], is_surely_digit: Callable[[Stroke], bool] = lambda stroke: False
) -> tuple[list[Stroke], Pieces]:
    """Make pieces of a line's strokes: each a stroke, or a part of one that may hold several digits.

    Args:
        strokes: each (points, 2), at least one.
        is_surely_digit: says of a stroke that is about as wide as high that it needs no cut.

    Returns:
        The pieces' strokes and the pieces, both from left to right.
    """
    heights = np.array([np.ptp(stroke[:, 1]) for stroke in strokes])
    widest = max(float(np.ptp(stroke[:, 0])) for stroke in strokes)
    height = max(usual_height(heights), widest / _LONGEST_STROKE, 1e-6)
    parts: list[Stroke] = []
    sources: list[int] = []
    joins: list[tuple[int, int, float]] = []
    for source, stroke in enumerate(strokes):
        wide = float(np.ptp(stroke[:, 0])) / height
        may_be_more = len(strokes) <= _MAX_CUT_STROKES and wide >= _WIDE_ENOUGH_TO_CUT
        is_whole = not may_be_more or (wide < _TOO_WIDE_FOR_ONE and is_surely_digit(stroke))
        cut, costs = ([stroke], []) if is_whole else _cut(_walk(stroke, _STEP * height), height)
        joins += [(len(parts) + place, len(parts) + place + 1, cost) for place, cost in enumerate(costs)]
        parts += cut if costs else [stroke]
        sources += [source] * len(cut)
    order = np.argsort([stroke[:, 0].min() + stroke[:, 0].max() for stroke in parts], kind="stable")
    place_of = np.argsort(order)
    joined = np.zeros((len(parts), len(parts)))
    for one, other, cost in joins:
        a, b = place_of[one], place_of[other]
        joined[a, b] = joined[b, a] = max(cost / height, MIN_JOIN)
    parts = [parts[index] for index in order]
    boxes = np.array([[*stroke.min(axis=0), *stroke.max(axis=0)] for stroke in parts])
    return parts, Pieces(boxes, height, _contacts(parts, height) & (joined == 0), joined, np.array(sources)[order])


def _walk(stroke: Stroke, step: float) -> Stroke:
    """The same line with points at even distances."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))])
    if along[-1] <= step:
        return stroke[[0, -1]]
    even = np.linspace(0, along[-1], int(np.ceil(along[-1] / step)) + 1)
    return np.stack([np.interp(even, along, stroke[:, axis]) for axis in (0, 1)], axis=1)


def _length(stroke: Stroke) -> float:
    return float(np.hypot(*np.diff(stroke, axis=0).T).sum())


def _cut(stroke: Stroke, height: float) -> tuple[list[Stroke], list[float]]:
    """Cut a wide stroke where all before lies left of all after, or nearly; and the same from right to left.

    Returns:
        The parts in the order drawn, and each cut's cost: how far the two sides share columns.
    """
    places = sorted({*_places_to_cut(stroke, height), *_places_to_cut(stroke * (-1, 1), height)})
    if not places or len(places) > _MAX_CUTS:
        return [stroke], []
    ends = [0, *(place for place, _ in places), len(stroke) - 1]
    parts = [stroke[start : end + 1] for start, end in pairwise(ends)]
    return parts, [cost for _, cost in places]


def _places_to_cut(stroke: Stroke, height: float) -> list[tuple[int, float]]:
    x, y = stroke[:, 0], stroke[:, 1]
    before, after = np.maximum.accumulate(x), np.minimum.accumulate(x[::-1])[::-1]
    turning_back = before - after
    tall_before = np.maximum.accumulate(y) - np.minimum.accumulate(y)
    tall_after = (np.maximum.accumulate(y[::-1]) - np.minimum.accumulate(y[::-1]))[::-1]
    allowed = (np.minimum(tall_before, tall_after) >= _MIN_PART_HEIGHT * height) & (
        turning_back <= _MAX_TURNING_BACK * height
    )
    rising = np.sign(np.diff(y))
    turns = 1 + np.flatnonzero(rising[1:] * rising[:-1] < 0)
    places: list[tuple[int, float]] = []
    for start, end in _stretches(allowed):
        lowest = turning_back[start:end].min()
        flat = start + np.flatnonzero(turning_back[start:end] <= lowest + 1e-9)
        # A line between two digits belongs to neither: it is cut where it begins and where it ends.
        corners = [int(turn) for turn in turns if start <= turn < end and turning_back[turn] <= lowest + 0.1 * height]
        for place in corners or {int(flat[0]), int(flat[-1])}:
            if 0 < place < len(stroke) - 1:
                places.append((place, float(turning_back[place])))
    return places


def _stretches(allowed: np.ndarray) -> list[tuple[int, int]]:
    """Where True follows on True: [(start, end after the last)]."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], allowed.astype(np.int8), [0]])))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _contacts(parts: Sequence[Stroke], height: float) -> np.ndarray:
    """(parts, parts) bool: whose nearest points are nearly as near as on one line."""
    walked = [_walk(stroke, max(_STEP * height, _length(stroke) / _MAX_POINTS)) for stroke in parts]
    low = np.array([stroke.min(axis=0) for stroke in walked]) - _TOUCHING * height
    high = np.array([stroke.max(axis=0) for stroke in walked])
    touching = np.zeros((len(parts), len(parts)), bool)
    for one in range(len(parts)):
        for other in range(one + 1, len(parts)):
            if (low[one] > high[other]).any() or (low[other] > high[one]).any():
                continue
            apart = walked[one][:, None] - walked[other][None]
            near = (apart**2).sum(axis=2).min() <= (_TOUCHING * height) ** 2
            touching[one, other] = touching[other, one] = near
    return touching
