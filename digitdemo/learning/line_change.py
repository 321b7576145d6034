"""The smallest change to a pen's line that makes a network read another digit, or the same one clearly."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digitdemo.drawing.strokes import Stroke
from digitdemo.learning.network import LearningNetwork
from digitdemo.learning.pen_line import Placed, in_field, place, slope_by_points
from digitdemo.learning.units import log_softmax

MOST_STEPS = 70
MARGIN = 1e-3
"""Added to the least probability: another way of computing must come to the same."""

_STEP_PX = 0.35
"""How far a step moves the point that it moves most."""
_GROWTH, _MOST_GROWTH = 0.05, 2.0
"""Later steps are larger: a line that is far from its goal after a dozen steps needs not be placed finely."""

_MOMENTUM = 0.6
_SMOOTH, _LESS_SMOOTH, _SMOOTH_STEPS = 5.0, 2.5, 40
"""Neighbouring points move together: the slopes are spread over so many points, later over fewer."""
_HALVINGS = 6
_SHIFTS = ((0, 0), (1, 1), (-1, -1))
"""The slope is the mean over the field shifted by a pixel: forms that need the exact place convince nobody."""


@dataclass(frozen=True)
class LineChange:
    """A line that reads as was asked, as near to the first one as was found.

    Attributes:
        before: the strokes in pixels of the 28 × 28 field, points evenly spaced; each (points, 2).
        after: the same points where they were moved to.
        chances: (10,) what the network gives the digits then.
        reached: whether it reads as was asked.
        steps: how many were taken.
    """

    before: list[Stroke]
    after: list[Stroke]
    chances: np.ndarray
    reached: bool
    steps: int

    def distances(self) -> np.ndarray:
        """(all points,) how far each was moved, in pixels of the field."""
        return np.concatenate([np.linalg.norm(b - a, axis=1) for a, b in zip(self.before, self.after, strict=True)])


def change_line(network: LearningNetwork, strokes: Sequence[Stroke], target: int, least: float = 0.0) -> LineChange:
    """Move a drawing's points down the slope until it is read as ``target``, then go back as far as it still is.

    Every reading on the way is a whole one: the line is drawn, cropped, scaled and centred anew.

    Args:
        network: whose chain begins with the drawing.
        strokes: in any unit.
        target: the digit to be read.
        least: the probability that it must get, so that it is not turned away.

    Raises:
        BlankDrawingError: there is no stroke.
    """
    light = network.in_precision(np.float32)
    before = in_field(strokes)
    smoothing = [[_smoothing(len(line), width) for line in before] for width in (_SMOOTH, _LESS_SMOOTH)]
    after, pace = [line.copy() for line in before], [np.zeros_like(line) for line in before]
    steps, place_now = 0, _Place.of(light, after)
    while not _is_read(place_now.chances, target, least) and steps < MOST_STEPS:
        slopes = place_now.slopes(light, target, smoothing[steps >= _SMOOTH_STEPS])
        most = max(float(np.sqrt((slope**2).sum(axis=1)).max()) for slope in slopes)
        if most == 0 or not np.isfinite(most):
            break
        for number, slope in enumerate(slopes):
            pace[number] = _MOMENTUM * pace[number] - _STEP_PX * min(1 + _GROWTH * steps, _MOST_GROWTH) / most * slope
            after[number] = after[number] + pace[number]
        steps, place_now = steps + 1, _Place.of(light, after)
    reached = _is_read(place_now.chances, target, least)
    if reached and steps:
        after = _back_to_the_edge(light, before, aligned(before, after), (target, least))
    return LineChange(before, after, _chances(light, after), reached, steps)


def aligned(before: list[Stroke], after: list[Stroke]) -> list[Stroke]:
    """The changed lines shifted and scaled to lie as near to the first ones as can be: no reading hears of that.

    Least squares; a digit shrunk to a point, which no network asks for, would stay as it is.
    """
    first, last = np.concatenate(before), np.concatenate(after)
    middle, centre = first.mean(axis=0), last.mean(axis=0)
    size = float(((last - centre) ** 2).sum())
    scale = float(((last - centre) * (first - middle)).sum()) / size if size else 1.0
    scale = scale if scale > 0 else 1.0
    return [(line - centre) * scale + middle for line in after]


@dataclass(frozen=True)
class _Place:
    """Where the search stands: the line, and what the network makes of it and of its shifted copies, all at once.

    Attributes:
        lines: in the first field's coordinates.
        placed: as the network gets them.
        outputs: of every step, the unshifted field first.
    """

    lines: list[Stroke]
    placed: Placed
    outputs: list[np.ndarray]

    @classmethod
    def of(cls, network: LearningNetwork, lines: Sequence[Stroke]) -> "_Place":
        """Read a line."""
        placed = place(lines)
        shifted = np.stack([np.roll(placed.field, shift, axis=(0, 1)) for shift in _SHIFTS])[..., None]
        return cls(list(lines), placed, network.outputs(shifted))

    @property
    def chances(self) -> np.ndarray:
        """(10,) what the network gives the digits."""
        return _chances_of(self.outputs[-1][:1])

    def slopes(self, network: LearningNetwork, target: int, smoothing: list[np.ndarray]) -> list[np.ndarray]:
        """By each point of each line, (points, 2)."""
        found = network.input_slopes(self.outputs, np.full(len(_SHIFTS), target))[..., 0]
        back = [
            np.roll(slope, (-down, -right), axis=(0, 1)) for slope, (down, right) in zip(found, _SHIFTS, strict=True)
        ]
        slope = np.stack(back).astype(np.float64).sum(axis=0)
        in_field_now = [line * self.placed.scale + self.placed.shift for line in self.lines]
        by_points = slope_by_points(in_field_now, slope)
        return [spread @ each for spread, each in zip(smoothing, by_points, strict=True)]


def _smoothing(points: int, width: float) -> np.ndarray:
    """(points, points): each point's slope becomes a mean over its neighbours'."""
    at = np.arange(points)
    near = np.exp(-0.5 * ((at[:, None] - at) / width) ** 2)
    return np.asarray(near / near.sum(axis=1, keepdims=True))


def _chances(network: LearningNetwork, lines: list[Stroke]) -> np.ndarray:
    return _chances_of(network.scores(place(lines).field[None, :, :, None]))


def _chances_of(scores: np.ndarray) -> np.ndarray:
    return np.asarray(np.exp(log_softmax(scores.astype(np.float64)))[0])


def _is_read(chances: np.ndarray, target: int, least: float) -> bool:
    return bool(chances.argmax() == target and chances[target] >= least + MARGIN)


def _back_to_the_edge(
    network: LearningNetwork, before: list[Stroke], after: list[Stroke], asked: tuple[int, float]
) -> list[Stroke]:
    """Between the first line and the last one, the nearest that is still read as asked: by halving."""

    def between(share: float) -> list[Stroke]:
        return [first + share * (last - first) for first, last in zip(before, after, strict=True)]

    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _is_read(_chances(network, between(middle)), *asked):
            high = middle
        else:
            low = middle
    return between(high)
