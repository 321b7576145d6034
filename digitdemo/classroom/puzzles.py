"""Drawings to guess at: which one is shown, and how much of it."""

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from digitdemo.classroom.collecting import Collected
from digitdemo.datasets.handwriting import write_strokes
from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX, DEFAULT_SIDE_PX, Drawing
from digitdemo.drawing.strokes import Stroke
from digitdemo.explaining.contest import HARD
from digitdemo.networks.task import CLASSES as DIGITS
from digitdemo.reading.recognizer import Reading, Recognizer

STROKE_BY_STROKE, HALF, TURNED = "strokes", "half", "turned"
WAYS = (STROKE_BY_STROKE, HALF, TURNED)
"""How a drawing is shown: whole, as its pen moved; the first half of its line; turned to one side."""

FEWEST_OWN = 10
"""With fewer drawings of the class, made ones are shown."""

MOST_READ = 32
"""So many candidates the network reads before one is chosen: some 5 ms each."""

_HARDEST = 6
"""One of so many about which the network is least sure is chosen."""

_LEAST_TURN, _LARGEST_TURN = math.radians(50), math.radians(100)
"""Not upside down: a 6 is a 9 there, and nobody could be right."""


@dataclass(frozen=True)
class Puzzle:
    """A drawing to guess at.

    Attributes:
        way: one of ``WAYS``.
        drawing: what is shown and read: the half, or the turned one.
        digit: what its writer was asked for.
        drawing_id: of the class's drawing; None for a made one.
    """

    way: str
    drawing: Drawing
    digit: int
    drawing_id: int | None


def choose_puzzle(
    way: str, drawings: list[Collected], shown: Collection[int], reader: Recognizer, rng: np.random.Generator
) -> Puzzle:
    """Choose one that is hard for the network: then there is something to guess, and the class can win.

    Args:
        way: one of ``WAYS``.
        drawings: the class's.
        shown: ids of those that were shown before.
        reader: the network that will be asked.
    """
    fresh = [one for one in drawings if one.id not in shown]
    if len(fresh) >= FEWEST_OWN:
        chosen = [fresh[place] for place in rng.permutation(len(fresh))[:MOST_READ]]
        puzzles = [Puzzle(way, _shown(one.drawing, way, rng), one.digit, one.id) for one in chosen]
    else:
        puzzles = [
            Puzzle(way, _shown(drawing, way, rng), digit, None) for drawing, digit in made_drawings(MOST_READ, rng)
        ]
    hardest = sorted(puzzles, key=lambda puzzle: float(read_drawing(reader, puzzle.drawing).probabilities.max()))
    return hardest[int(rng.integers(min(_HARDEST, len(hardest))))]


def read_drawing(reader: Recognizer, drawing: Drawing) -> Reading:
    """Let a network read a drawing as it is kept."""
    pen, width, height = drawing.pen_width_px, drawing.width_px, drawing.height_px
    return reader.read_strokes(drawing.strokes, pen_width_px=pen, canvas_side_px=width, canvas_height_px=height)


def first_half(strokes: tuple[Stroke, ...]) -> tuple[Stroke, ...]:
    """The first half of a line's length, as the pen went; lifts of the pen count nothing."""
    left = sum(map(_length, strokes)) / 2
    kept: list[Stroke] = []
    for stroke in strokes:
        length = _length(stroke)
        if length >= left:
            kept.append(_beginning(stroke, left))
            break
        kept.append(stroke)
        left -= length
    return tuple(kept)


def turned(strokes: tuple[Stroke, ...], angle: float) -> tuple[Stroke, ...]:
    """Strokes turned clockwise about the middle of their box by an angle in radians."""
    points = np.concatenate(strokes)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    turn = np.array([[cos, sin], [-sin, cos]])
    return tuple((stroke - middle) @ turn + middle for stroke in strokes)


def _shown(drawing: Drawing, way: str, rng: np.random.Generator) -> Drawing:
    if way == HALF:
        return replace(drawing, strokes=first_half(drawing.strokes))
    if way == TURNED:
        angle = rng.uniform(_LEAST_TURN, _LARGEST_TURN) * rng.choice((-1, 1))
        return replace(drawing, strokes=turned(drawing.strokes, float(angle)))
    return drawing


def made_drawings(count: int, rng: np.random.Generator) -> list[tuple[Drawing, int]]:
    """Digits in a wild hand, as if drawn on a canvas."""
    digits = rng.permutation(np.resize(np.arange(DIGITS), count))
    return [
        (Drawing(_on_canvas(strokes), DEFAULT_SIDE_PX, DEFAULT_SIDE_PX, DEFAULT_PEN_WIDTH_PX), int(digit))
        for strokes, digit in zip(write_strokes(digits, HARD, rng), digits, strict=True)
    ]


def _on_canvas(strokes: list[Stroke]) -> tuple[Stroke, ...]:
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = 0.7 * DEFAULT_SIDE_PX / max(float((high - low).max()), 1e-9)
    return tuple((stroke - (low + high) / 2) * scale + DEFAULT_SIDE_PX / 2 for stroke in strokes)


def _length(stroke: Stroke) -> float:
    return float(np.hypot(*np.diff(stroke, axis=0).T).sum())


def _beginning(stroke: Stroke, length: float) -> Stroke:
    """The stroke's first part of a given length; its last point lies on the line."""
    steps = np.hypot(*np.diff(stroke, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    end = int(np.searchsorted(along, length, side="right"))
    if end >= len(stroke):
        return stroke
    share = (length - along[end - 1]) / max(along[end] - along[end - 1], 1e-9)
    last = stroke[end - 1] + share * (stroke[end] - stroke[end - 1])
    return np.concatenate([stroke[:end], last[None]])
