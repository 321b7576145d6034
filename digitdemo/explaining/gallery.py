"""A small gallery of digits that the project drew itself, and which of them excites a filter most."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from digitdemo.drawing.strokes import Stroke
from digitdemo.explaining.feature_maps import ExplainedNetwork, feature_maps
from digitdemo.reading.preprocessing import prepare_strokes

VARIATIONS = 4
_FORMS = Path(__file__).with_name("gallery_forms.json")
_POINTS_BETWEEN = 10
_SIDE_PX = 100


@dataclass(frozen=True)
class Gallery:
    """Digits for looking at.

    Attributes:
        inputs: (digits, 28, 28) float32 in [0, 1].
        digits: (digits,) int, what each is meant to be.
        strokes: the lines of each, in a box of 100 px.
    """

    inputs: np.ndarray
    digits: np.ndarray
    strokes: tuple[tuple[Stroke, ...], ...]

    def first_of(self, digit: int) -> int:
        """The place of the first drawing of a digit."""
        return int(np.flatnonzero(self.digits == digit)[0])


@dataclass(frozen=True)
class Excitement:
    """How strongly each digit of the gallery excites each map of one step, at its best place.

    Attributes:
        strongest: (digits, maps) float32.
        places: (digits, maps, 2) int: row and column of that place.
    """

    strongest: np.ndarray
    places: np.ndarray

    def best_digits(self, index: int, count: int = 6) -> np.ndarray:
        """The digits of the gallery that excite one map most, the strongest first."""
        return np.argsort(-self.strongest[:, index], kind="stable")[:count]


@lru_cache(maxsize=1)
def gallery() -> Gallery:
    """All forms, each in a few slants and widths; always the same ones."""
    forms = json.loads(_FORMS.read_text(encoding="utf-8"))["forms"]
    rng = np.random.default_rng(1998)
    digits, drawings = [], []
    for form in forms:
        strokes = [_line_through(points) for points in form["strokes"]]
        for variation in range(VARIATIONS):
            digits.append(int(form["digit"]))
            drawings.append(tuple(strokes if variation == 0 else _vary(strokes, rng)))
    prepared = [prepare_strokes(strokes, pen_width_px=8, width_px=_SIDE_PX) for strokes in drawings]
    inputs = np.stack([preparation.network_input for preparation in prepared])
    return Gallery(inputs, np.array(digits), tuple(drawings))


def excitements(explained: ExplainedNetwork) -> dict[str, Excitement]:
    """For every step with maps: which digits of the gallery excite which map, and where."""
    all_maps = [feature_maps(explained, network_input) for network_input in gallery().inputs]
    found = {}
    for step in explained.steps:
        if step.has_maps:
            found[step.name] = _excitement(np.stack([maps[step.name] for maps in all_maps]))
    return found


def _excitement(outputs: np.ndarray) -> Excitement:
    count, height, width, channels = outputs.shape
    flat = outputs.reshape(count, height * width, channels)
    places = np.stack(np.unravel_index(flat.argmax(axis=1), (height, width)), axis=2)
    return Excitement(flat.max(axis=1), places)


def _line_through(points: list[Any]) -> Stroke:
    """Straight lines between corners, or a Catmull-Rom spline through the points."""
    if points[0] == "corner":
        return np.array(points[1:], np.float64)
    knots = np.array(points, np.float64)
    around = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    t = np.linspace(0, 1, _POINTS_BETWEEN, endpoint=False)[:, None]
    pieces = []
    for before, start, end, after in zip(around, around[1:], around[2:], around[3:], strict=False):
        bend = 2 * before - 5 * start + 4 * end - after
        twist = 3 * (start - end) + after - before
        pieces.append(0.5 * (2 * start + (end - before) * t + bend * t**2 + twist * t**3))
    return np.vstack([*pieces, knots[-1:]])


def _vary(strokes: list[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Another slant, width, turn and a little wave: another hand."""
    slant, turn = rng.uniform(-0.3, 0.2), rng.uniform(-0.12, 0.12)
    narrow = rng.uniform(0.7, 1.1)
    matrix = np.array([[narrow * np.cos(turn), slant - np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    phase, swing = rng.uniform(0, 2 * np.pi, 2), rng.uniform(0, 3, 2)
    varied = []
    for stroke in strokes:
        wave = swing * np.sin(stroke[:, ::-1] / 18 + phase)
        varied.append((stroke - 50) @ matrix.T + 50 + wave)
    return varied
