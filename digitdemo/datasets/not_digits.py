"""What people draw that is not one digit: scribbles, shapes, two digits. Made here, not collected."""

from collections.abc import Sequence

import numpy as np

from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.drawing.strokes import Stroke

KINDS = ("scribble", "polygon", "house", "lines", "overlay", "pair")
"""What can be made; overlay is two different digits on top of each other, pair is two digits side by side."""

_TRIES = 50  # to draw a second digit of another kind
_PAIR_GAPS = (0.08, 0.4)  # of the first digit's height


def make_not_digits(
    count: int, digits: Sequence[WrittenSign], rng: np.random.Generator, kinds: Sequence[str] = KINDS
) -> list[list[Stroke]]:
    """Make drawings that should be turned away.

    Args:
        digits: to lay on top of each other, or beside each other.
        kinds: of ``KINDS``, each as likely as the others.

    Returns:
        ``count`` drawings, each a list of strokes in units of about the drawing's side.
    """
    shapes = {"scribble": _scribble, "polygon": _polygon, "house": _house, "lines": _crossing_lines}
    of_two = {"overlay": _overlay, "pair": _pair}
    drawings = []
    for _ in range(count):
        kind = kinds[int(rng.integers(len(kinds)))]
        drawings.append(of_two[kind](digits, rng) if kind in of_two else shapes[kind](rng))
    return drawings


def _scribble(rng: np.random.Generator) -> list[Stroke]:
    """A pen that changes its mind: a smooth random walk with many turns."""
    turns = int(rng.integers(9, 24))
    corners = rng.normal(0, 1, (turns, 2)) * rng.uniform(0.4, 1, 2)
    along = np.linspace(0, turns - 1, turns * 8)
    smooth = np.stack([np.interp(along, np.arange(turns), corners[:, axis]) for axis in (0, 1)], axis=1)
    kernel = np.hanning(9) / np.hanning(9).sum()
    return [np.stack([np.convolve(smooth[:, axis], kernel, "valid") for axis in (0, 1)], axis=1)]


def _polygon(rng: np.random.Generator) -> list[Stroke]:
    """A triangle, a square, a star: closed, with corners. More corners without a star would be somebody's 0."""
    corners = int(rng.integers(3, 8))
    step = 2 if corners >= 5 else 1
    angles = (np.arange(corners + 1) * step / corners + rng.random()) * 2 * np.pi
    points = np.stack([np.cos(angles), np.sin(angles)], axis=1) * rng.uniform(0.6, 1, 2)
    return [points + rng.normal(0, 0.05, points.shape)]


def _house(rng: np.random.Generator) -> list[Stroke]:
    """Walls, a roof, and mostly a door or a window."""
    width, wall, roof = rng.uniform(0.6, 1.2), rng.uniform(0.5, 1.0), rng.uniform(0.3, 0.7)
    walls = np.array([[0, 0], [0, wall], [width, wall], [width, 0], [0, 0]])
    strokes = [walls, np.array([[0, 0], [width / 2, -roof], [width, 0]])]
    if rng.random() < 0.7:
        left, side = rng.uniform(0.1, 0.5) * width, rng.uniform(0.15, 0.3)
        top = wall - side if rng.random() < 0.5 else wall * 0.3
        door = np.array([[0, 0], [0, side], [side, side], [side, 0], [0, 0]])
        strokes.append(np.add(door, (left, top)))
    return [stroke + rng.normal(0, 0.03, stroke.shape) for stroke in strokes]


def _crossing_lines(rng: np.random.Generator) -> list[Stroke]:
    """Three to six straight lines this way and that."""
    return [rng.uniform(-1, 1, (2, 2)) for _ in range(int(rng.integers(3, 7)))]


def _overlay(digits: Sequence[WrittenSign], rng: np.random.Generator) -> list[Stroke]:
    """Two different digits on top of each other; where there is only one kind, a digit and the same lying down."""
    first = digits[int(rng.integers(len(digits)))]
    shift = rng.normal(0, 0.05, 2)
    for _ in range(_TRIES):
        second = digits[int(rng.integers(len(digits)))]
        if second.sign != first.sign:
            return [*first.strokes, *_onto(second.strokes, first.strokes, shift)]
    lying = [stroke[:, ::-1] for stroke in first.strokes]
    return [*first.strokes, *_onto(lying, first.strokes, shift)]


def _pair(digits: Sequence[WrittenSign], rng: np.random.Generator) -> list[Stroke]:
    """Two digits side by side: a number, for the page of numbers. They never touch: 0 and 1 together may be a 9."""
    left, right = (digits[int(index)] for index in rng.integers(len(digits), size=2))
    left_end = max(float(stroke[:, 0].max()) for stroke in left.strokes)
    right_start = min(float(stroke[:, 0].min()) for stroke in right.strokes)
    height = float(np.ptp(np.concatenate(left.strokes)[:, 1]))
    shift = left_end - right_start + rng.uniform(*_PAIR_GAPS) * height
    return [*left.strokes, *(stroke + (shift, 0) for stroke in right.strokes)]


def _onto(strokes: Sequence[Stroke], others: Sequence[Stroke], shift: np.ndarray) -> list[Stroke]:
    """Move and scale strokes so that they cover others."""
    points, target = np.concatenate(strokes), np.concatenate(others)
    low, size = points.min(axis=0), max(float(np.ptp(points, axis=0).max()), 1e-9)
    target_low, target_size = target.min(axis=0), max(float(np.ptp(target, axis=0).max()), 1e-9)
    return [((stroke - low) / size + shift) * target_size + target_low for stroke in strokes]
