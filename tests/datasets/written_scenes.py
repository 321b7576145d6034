"""Sheets put together from people's digits at a canvas's own size, for measuring how well digits are found.

Made apart from ``digitdemo.datasets.scenes``, which the detector learns from: other sizes, other pens, no common code.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digitdemo.datasets.not_digits import make_not_digits
from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.drawing.strokes import Stroke
from digitdemo.reading.strokes import draw
from tests.datasets.written_numbers import ORDINARY_GAPS, TOUCHING_GAPS, choose_digits, put_number_together

SHEETS_PX = ((448, 448), (640, 480), (800, 600), (960, 260), (330, 420))
KINDS = ("scattered", "mixed sizes", "line", "touching", "with other things")


@dataclass(frozen=True)
class WrittenScene:
    """A sheet with digits.

    Attributes:
        strokes: all of them, those of other things too.
        boxes: (digits, 4) left, top, right, bottom of each digit's ink, pixels.
        digits: (digits,) integers.
        width_px, height_px: of the sheet.
        pen_px: with which everything was drawn.
    """

    strokes: list[Stroke]
    boxes: np.ndarray
    digits: np.ndarray
    width_px: int
    height_px: int
    pen_px: int

    def picture(self) -> np.ndarray:
        """(height, width) uint8: dark ink on white paper."""
        return 255 - draw(self.strokes, self.width_px, self.height_px, self.pen_px)


def write_scene(
    kind: str, digits: Sequence[WrittenSign], others: Sequence[WrittenSign], rng: np.random.Generator
) -> WrittenScene:
    """Write one sheet; ``kind`` is one of ``KINDS``."""
    if kind in ("line", "touching"):
        return _write_line(digits, TOUCHING_GAPS if kind == "touching" else ORDINARY_GAPS, rng)
    count = int(rng.integers(1, 13))
    signs = [digits[int(index)] for index in rng.integers(len(digits), size=count)]
    drawings: list[tuple[int | None, Sequence[Stroke]]] = [(sign.digit, sign.strokes) for sign in signs]
    if kind == "with other things":
        chosen = rng.integers(len(others), size=int(rng.integers(1, 4)))
        drawings += [(None, others[int(index)].strokes) for index in chosen]
        shapes = make_not_digits(int(rng.integers(0, 3)), digits, rng, ("scribble", "polygon", "house", "lines"))
        drawings += [(None, strokes) for strokes in shapes]
    return _scatter(drawings, 0.35 if kind == "scattered" else 0.65, rng)


def _scatter(
    drawings: Sequence[tuple[int | None, Sequence[Stroke]]], spread: float, rng: np.random.Generator
) -> WrittenScene:
    width_px, height_px = SHEETS_PX[int(rng.integers(len(SHEETS_PX)))]
    area_side = (width_px * height_px / len(drawings)) ** 0.5
    usual_px = rng.uniform(0.3, 0.55) * min(area_side, 260)
    pen_px = max(2, round(usual_px * rng.uniform(0.05, 0.14)))
    taken: list[tuple[float, float, float, float]] = []
    strokes: list[Stroke] = []
    boxes, digits = [], []
    for digit, drawing in drawings:
        side_px = float(np.clip(usual_px * np.exp(rng.uniform(-spread, spread)), 26, 240))
        points = np.concatenate(drawing)
        scale = side_px / max(float(np.ptp(points, axis=0).max()), 1e-6)
        size = np.ptp(points, axis=0) * scale + pen_px
        place = _free_place(size, (width_px, height_px), taken, 0.1 * side_px + 6, rng)
        if place is None:
            continue
        moved = [(stroke - points.min(axis=0)) * scale + place + pen_px / 2 for stroke in drawing]
        strokes += moved
        box = (*place, *(place + size))
        taken.append(box)
        if digit is not None:
            boxes.append(box)
            digits.append(digit)
    return WrittenScene(strokes, np.array(boxes).reshape(-1, 4), np.array(digits, int), width_px, height_px, pen_px)


def _free_place(
    size: np.ndarray,
    sheet: tuple[int, int],
    taken: Sequence[tuple[float, float, float, float]],
    gap: float,
    rng: np.random.Generator,
) -> np.ndarray | None:
    room = np.array(sheet) - size - 4
    if (room <= 0).any():
        return None
    others = np.array(taken).reshape(-1, 4)
    for _ in range(60):
        low = 2 + rng.random(2) * room
        high = low + size
        apart = (low >= others[:, 2:] + gap) | (high + gap <= others[:, :2])
        if apart.any(axis=1).all():
            return low
    return None


def _write_line(digits: Sequence[WrittenSign], gaps: tuple[float, float], rng: np.random.Generator) -> WrittenScene:
    pen_px = int(rng.integers(8, 20))
    chosen = choose_digits(digits, int(rng.integers(2, 9)), rng)
    number = put_number_together(chosen, gaps, rng, ink_gap_px=pen_px)
    owner = np.array(number.digit_of_stroke)
    boxes = []
    for place in range(len(chosen)):
        points = np.concatenate([number.strokes[index] for index in np.flatnonzero(owner == place)])
        boxes.append([*(points.min(axis=0) - pen_px / 2), *(points.max(axis=0) + pen_px / 2)])
    labels = np.array([sign.digit for sign in chosen])
    return WrittenScene(number.strokes, np.array(boxes), labels, number.width_px, number.height_px, pen_px)
