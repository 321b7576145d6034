"""Numbers put together from one writer's digits, for measuring how well numbers are read."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.drawing.strokes import Stroke

SQUARE_PX = 280
"""The writing square on the canvas; a digit fills about half of it, so a pen is as thick as on the Draw page."""

ORDINARY_GAPS = (0.15, 0.4)
"""Of half the writing square, about a digit's height: from one digit's box to the next one's."""

TOUCHING_GAPS = (-0.06, 0.02)
"""Boxes of the pen's path touch or overlap by a few percent of the height; the ink, as wide as the pen, does more."""

_MARGIN_PX = 30


@dataclass(frozen=True)
class WrittenNumber:
    """A number as strokes.

    Attributes:
        text: its digits.
        strokes: each (points, 2) float64, pixels.
        digit_of_stroke: for each stroke, which digit it belongs to, counted from 0.
        width_px: of a canvas that holds it.
        height_px: of the same.
    """

    text: str
    strokes: list[Stroke]
    digit_of_stroke: list[int]
    width_px: int
    height_px: int


def put_number_together(
    signs: Sequence[WrittenSign],
    gaps: tuple[float, float],
    rng: np.random.Generator,
    *,
    slope: float = 0.0,
    ink_gap_px: float = 0.0,
) -> WrittenNumber:
    """Write digits beside each other, each as high and as low as its writer put it into the square.

    Args:
        signs: the digits in reading order.
        gaps: smallest and largest gap between two digits' boxes, of half the writing square.
        slope: pixels down for each pixel to the right.
        ink_gap_px: added to every gap; the pen's width, to count gaps between ink rather than paths.
    """
    strokes: list[Stroke] = []
    owner: list[int] = []
    right = 0.0
    for place, sign in enumerate(signs):
        drawn = sign.on_canvas(SQUARE_PX)
        left = min(float(stroke[:, 0].min()) for stroke in drawn)
        gap = rng.uniform(*gaps) * SQUARE_PX / 2 + ink_gap_px
        shift = right + (gap if place else 0.0) - left
        strokes += [stroke + (shift, slope * shift) for stroke in drawn]
        owner += [place] * len(drawn)
        right = max(float(stroke[:, 0].max()) for stroke in strokes)
    points = np.concatenate(strokes)
    low = points.min(axis=0) - _MARGIN_PX
    width_px, height_px = (int(side) for side in np.ceil(points.max(axis=0) + _MARGIN_PX - low))
    text = "".join(sign.sign for sign in signs)
    return WrittenNumber(text, [stroke - low for stroke in strokes], owner, width_px, height_px)


def choose_digits(signs: Sequence[WrittenSign], count: int, rng: np.random.Generator) -> list[WrittenSign]:
    """Choose digits of one writer, who is chosen at random too."""
    writers = sorted({sign.writer for sign in signs})
    writer = writers[int(rng.integers(len(writers)))]
    own = [sign for sign in signs if sign.writer == writer]
    return [own[int(index)] for index in rng.integers(len(own), size=count)]
