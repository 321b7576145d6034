"""Pen strokes: what they are, and what is refused."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from digitdemo.errors import DrawingError

Stroke = np.ndarray
"""(points, 2) float64: x to the right, y down."""

MAX_POINTS = 200_000
"""More than an hour of drawing at 60 points a second; beyond it lies only abuse."""

MAX_COORDINATE = 1e6
"""Coordinates beyond it lie far outside any canvas and would overflow OpenCV's fixed-point numbers."""


def as_strokes(strokes: Iterable[Sequence[Any] | np.ndarray]) -> list[Stroke]:
    """Check strokes that come from outside and make arrays of them; empty strokes are left out.

    Args:
        strokes: any nesting of sequences or arrays that reads as [[(x, y), ...], ...].

    Raises:
        DrawingError: a stroke is not a list of (x, y) pairs, a number is not finite or absurd, or there are too many.
    """
    checked: list[Stroke] = []
    total_points = 0
    for stroke in strokes:
        try:
            points = np.asarray(stroke, dtype=np.float64)
        except (TypeError, ValueError, OverflowError) as error:
            raise DrawingError("drawing-no-pairs") from error
        if points.size == 0:
            continue
        if points.ndim != 2 or points.shape[1] != 2:
            raise DrawingError("drawing-wrong-shape", shape=points.shape)
        if not np.isfinite(points).all() or np.abs(points).max() > MAX_COORDINATE:
            raise DrawingError("drawing-no-number")
        total_points += len(points)
        if total_points > MAX_POINTS:
            raise DrawingError("drawing-too-many-points", most=MAX_POINTS)
        checked.append(points)
    return checked


MOST_POINTS = 4000
"""Of a drawing that is read or sent to a browser: ten digits have some 2,500. More points only cost time."""


def thin(strokes: Sequence[Stroke], most_points: int = MOST_POINTS) -> list[Stroke]:
    """Leave out every second point of long drawings, or more; each stroke's last one stays."""
    step = -(-sum(map(len, strokes)) // most_points)
    if step <= 1:
        return list(strokes)
    return [np.concatenate([stroke[:-1:step], stroke[-1:]]) for stroke in strokes]
