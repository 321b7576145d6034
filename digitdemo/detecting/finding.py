"""Finds the digits on a picture, wherever they are, and reads them: one pass of the detector."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from digitdemo.detecting.boxes import Suppression, suppress
from digitdemo.detecting.grid import Cells
from digitdemo.detecting.network import DetectorNetwork, load_detector
from digitdemo.detecting.sheet import Sheet, as_sheet
from digitdemo.drawing.strokes import Stroke
from digitdemo.errors import BlankDrawingError
from digitdemo.reading.ink import find_ink
from digitdemo.reading.preprocessing import INK_THRESHOLD, prepare_ink
from digitdemo.reading.recognizer import Recognizer
from digitdemo.reading.strokes import draw
from digitdemo.reading.text_lines import split_into_lines

PICTURE_SIDE_PX = 800
"""Larger pictures are shrunk to this before their ink is found."""

MIN_CANDIDATE = 0.15
"""A cell as sure as this is a candidate: shown, and heard by suppression."""

MIN_CONFIDENCE = 0.4
"""A candidate must be as sure as this to be a digit."""

MAX_OVERLAP = 0.4
"""Of two boxes that overlap more, the surer one stays."""

MAX_INSIDE = 0.75
"""So it does where more than this share of the other box lies in it: a part of a digit is none."""

_MOST_REREAD = 100
_REACH = 0.15  # of a box's longer side: ink that leaves it so little still belongs to it
_OWN_SHARE = 0.7  # of what hangs together must lie in the reach to be taken whole


@dataclass(frozen=True)
class FoundDigit:
    """One digit that was found.

    Attributes:
        box: (4,) left, top, right, bottom, in the picture's pixels.
        probabilities: (10,), each digit's; their sum is 1.
        confidence: the cell's: that a digit's middle lies in it, times how well the box fits.
        cell: row and column of the grid's cell that found it.
    """

    box: np.ndarray
    probabilities: np.ndarray
    confidence: float
    cell: tuple[int, int]

    @property
    def digit(self) -> int:
        """The most probable one."""
        return int(self.probabilities.argmax())

    @property
    def probability(self) -> float:
        """That it is this digit, if it is one."""
        return float(self.probabilities.max())


@dataclass(frozen=True)
class Finding:
    """What one pass over a picture found.

    Attributes:
        digits: line by line from the top, each from left to right.
        sheet: what the detector got; None where there is no ink.
        cells: what every cell of the grid said; None without ink.
        candidates: (count, 2) rows and columns of the cells that were sure enough to be heard.
        boxes: (count, 4) their boxes, in the picture's pixels.
        suppression: which of them stay, and which had to yield to which.
        width_px, height_px: of the picture.
        elapsed_ms: altogether.
    """

    digits: tuple[FoundDigit, ...]
    sheet: Sheet | None
    cells: Cells | None
    candidates: np.ndarray
    boxes: np.ndarray
    suppression: Suppression
    width_px: int
    height_px: int
    elapsed_ms: float

    @property
    def text(self) -> str:
        """The digits in reading order, lines parted by line breaks; empty where there are none."""
        boxes = np.array([found.box for found in self.digits]).reshape(-1, 4)
        lines = split_into_lines(boxes) if len(boxes) else []
        return "\n".join("".join(str(self.digits[index].digit) for index in sorted(line)) for line in lines)


def find_digits(
    picture: np.ndarray, *, detector: DetectorNetwork | None = None, recognizer: Recognizer | None = None
) -> Finding:
    """Find and read the digits on a picture.

    Args:
        picture: (height, width), (height, width, 3) RGB or (height, width, 4) RGBA uint8; ink darker or lighter than
            the paper. A blank one has no digits.
        detector: the shipped one if None.
        recognizer: reads each box again, and both are heard; the detector's own reading alone if None.

    Raises:
        PictureError: another shape or type.
        ModelError: the detector is missing or damaged.
    """
    started = time.perf_counter()
    detector = detector or load_detector()
    try:
        opaque, ink = find_ink(picture, PICTURE_SIDE_PX, near_share=np.inf)
    except BlankDrawingError:
        return _nothing(picture.shape[1], picture.shape[0], started)
    unit = picture.shape[1] / opaque.shape[1]
    return _find(ink, unit, (picture.shape[1], picture.shape[0]), detector, recognizer, started)


def find_digits_in_strokes(
    strokes: Sequence[Stroke],
    *,
    pen_width_px: float,
    width_px: int,
    height_px: int,
    detector: DetectorNetwork | None = None,
    recognizer: Recognizer | None = None,
) -> Finding:
    """Find and read the digits that pen strokes draw anywhere on a canvas; the same as for a picture.

    Args:
        strokes: each (points, 2), pixels of the canvas.
        pen_width_px: of the pen that drew them.
    """
    started = time.perf_counter()
    ink = draw(strokes, width_px, height_px, pen_width_px)
    if ink.max() <= INK_THRESHOLD:
        return _nothing(width_px, height_px, started)
    return _find(ink, 1.0, (width_px, height_px), detector or load_detector(), recognizer, started)


def _find(
    ink: np.ndarray,
    unit: float,
    size_px: tuple[int, int],
    detector: DetectorNetwork,
    recognizer: Recognizer | None,
    started: float,
) -> Finding:
    """Find digits in ink; ``unit`` leads from its pixels to the picture's."""
    sheet = as_sheet(ink)
    if sheet is None:
        return _nothing(*size_px, started)
    cells = detector.cells(sheet.ink)
    candidates = np.argwhere(cells.confidence >= MIN_CANDIDATE)
    rows, columns = candidates[:, 0], candidates[:, 1]
    boxes = sheet.to_picture(cells.boxes()[rows, columns]).reshape(-1, 4)
    suppression = suppress(boxes, cells.confidence[rows, columns], MAX_OVERLAP, MAX_INSIDE)
    kept = [index for index in suppression.kept if cells.confidence[tuple(candidates[index])] >= MIN_CONFIDENCE]
    found: list[FoundDigit] = []
    for index, box in zip(kept, fit_to_ink(ink, boxes[kept]), strict=True):
        cell = (int(rows[index]), int(columns[index]))
        probabilities = cells.probabilities[cell]
        if recognizer is not None and len(found) < _MOST_REREAD:
            probabilities = _heard_both(probabilities, recognizer, ink, box)
        found.append(FoundDigit(box * unit, probabilities, float(cells.confidence[cell]), cell))
    elapsed_ms = 1e3 * (time.perf_counter() - started)
    return Finding(_in_reading_order(found), sheet, cells, candidates, boxes * unit, suppression, *size_px, elapsed_ms)


def fit_to_ink(ink: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Move each box's sides to the ink that it holds: a 1 is so narrow that a guessed side is often a pixel off.

    Args:
        ink: (height, width) uint8.
        boxes: (count, 4) in its pixels.

    Returns:
        (count, 4): around all that hangs together and lies mostly in the box; the box itself where nothing does.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats((ink > INK_THRESHOLD).astype(np.uint8), connectivity=8)
    fitted = np.array(boxes, np.float64)
    for index, box in enumerate(boxes):
        reach = _REACH * max(box[2:] - box[:2]) + 1
        left, top, right, bottom = (
            int(np.clip(side, 0, most))
            for side, most in zip(
                (*np.floor(box[:2] - reach), *np.ceil(box[2:] + reach)), ink.shape[::-1] * 2, strict=True
            )
        )
        counts = np.bincount(labels[top:bottom, left:right].ravel(), minlength=len(stats))
        own = np.flatnonzero(counts >= _OWN_SHARE * stats[:, cv2.CC_STAT_AREA])
        own = own[own > 0]
        if len(own):
            low = stats[own, :2]
            fitted[index] = *low.min(axis=0), *(low + stats[own, 2:4]).max(axis=0)
    return fitted


def _heard_both(own: np.ndarray, recognizer: Recognizer, ink: np.ndarray, box: np.ndarray) -> np.ndarray:
    """Both networks' probabilities, multiplied and brought back to a sum of 1."""
    left, top = np.maximum(np.floor(box[:2]).astype(int), 0)
    right, bottom = np.ceil(box[2:]).astype(int)
    try:
        again = recognizer.network.probabilities(prepare_ink(ink[top:bottom, left:right]).network_input)
    except BlankDrawingError:
        return own
    both = np.sqrt(own * again) + 1e-9
    return np.asarray(both / both.sum())


def _in_reading_order(found: list[FoundDigit]) -> tuple[FoundDigit, ...]:
    if not found:
        return ()
    lines = split_into_lines(np.array([digit.box for digit in found]))
    return tuple(
        digit
        for line in lines
        for digit in sorted((found[index] for index in line), key=lambda digit: float(digit.box[0] + digit.box[2]))
    )


def _nothing(width_px: int, height_px: int, started: float) -> Finding:
    none = np.zeros((0, 4))
    empty = Suppression((), np.zeros(0, int), np.zeros(0))
    elapsed_ms = 1e3 * (time.perf_counter() - started)
    return Finding((), None, None, np.zeros((0, 2), int), none, empty, width_px, height_px, elapsed_ms)
