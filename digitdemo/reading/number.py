"""Reads a number: several digits in a row or in rows, drawn with a pen or on a picture."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import numpy as np

from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX
from digitdemo.drawing.strokes import Stroke, as_strokes
from digitdemo.errors import BlankDrawingError
from digitdemo.reading import picture_pieces, stroke_pieces
from digitdemo.reading.ink import find_ink
from digitdemo.reading.number_lines import Line, PictureLine, StrokeLine, box_of, boxes_of, field_of
from digitdemo.reading.photographs import Wanted
from digitdemo.reading.preprocessing import prepare_ink
from digitdemo.reading.recognizer import Reading, Recognizer
from digitdemo.reading.segmentation import (
    FOR_PICTURES,
    FOR_STROKES,
    Group,
    Pieces,
    Weights,
    best_cover,
    group_scores,
    possible_groups,
)
from digitdemo.reading.text_lines import slope_of, split_into_lines, usual_height

PICTURE_SIDE_PX = 800
"""Pictures of numbers are shrunk to this; ten digits then still have some 60 pixels each."""

_OVERSAMPLING = 4
_SURE = 0.7  # what hangs together and is read like this is not cut
_MAX_PIECES = 150  # strokes, or what hangs together on a picture; more is a text or a scribble
_FLATTEST_DIGIT = 1.8  # width through height; the flattest of 1,900 digits has 1.34
_DOT = 0.12  # of a usual height


class Remark(Enum):
    """What is odd about a drawing; a page has a sentence for each."""

    BLANK = "nothing is drawn"
    ONLY_DOTS = "there are only dots"
    TOO_MUCH = "there are more pieces of ink than any number has"
    NO_DIGIT = "nothing looks like a digit"
    LINE_LEFT_OUT = "a long line runs through the number and was left out"


@dataclass(frozen=True)
class DigitBox:
    """One digit of a number.

    Attributes:
        left, top, right, bottom: its ink on the drawing or picture, pixels.
        line: its line, 0 for the topmost.
        reading: what the network makes of it.
    """

    left: float
    top: float
    right: float
    bottom: float
    line: int
    reading: Reading

    @property
    def text(self) -> str:
        """The digit, or a question mark where the network will not say."""
        return "?" if self.reading.digit is None else str(self.reading.digit)


@dataclass(frozen=True)
class NumberReading:
    """What came of a drawing or picture of a number.

    Attributes:
        digits: in reading order: line by line from the top, each from left to right.
        remark: what is odd, if anything is.
        width_px: of the drawing or picture that the boxes are measured on.
        height_px: of the same.
        ink: (height_px, width_px) uint8, a picture's ink, 0 paper to 255; None for strokes.
        trials: how many groups of pieces the network read.
        elapsed_ms: altogether, milliseconds.
    """

    digits: tuple[DigitBox, ...]
    remark: Remark | None
    width_px: int
    height_px: int
    ink: np.ndarray | None
    trials: int
    elapsed_ms: float

    @property
    def text(self) -> str:
        """The number, ``?`` for what the network will not say, lines parted by line breaks; empty if there is none."""
        lines = {digit.line: "" for digit in self.digits}
        for digit in self.digits:
            lines[digit.line] += digit.text
        return "\n".join(lines.values())


def read_number(
    recognizer: Recognizer,
    strokes: Iterable[Sequence[Any] | np.ndarray],
    *,
    pen_width_px: float = DEFAULT_PEN_WIDTH_PX,
    width_px: int = 280,
    height_px: int = 280,
) -> NumberReading:
    """Read the number that pen strokes draw.

    Args:
        recognizer: reads the single digits.
        strokes: each a sequence of (x, y), pixels of the canvas.
        pen_width_px: of the pen that drew them.
        width_px: of the canvas.
        height_px: of the canvas.

    Raises:
        DrawingError: malformed or too many strokes.
    """
    started = time.perf_counter()
    kept, remark = _without_dots_and_lines(as_strokes(strokes))
    digits: list[DigitBox] = []
    trials = 0
    for line, members in enumerate(split_into_lines(boxes_of(kept)) if kept else []):
        own = [kept[index] for index in members]
        parts, pieces = stroke_pieces.take_apart(own, lambda stroke: _is_surely_digit(recognizer, field_of([stroke])))
        found, tried = _read_line(StrokeLine(recognizer, parts, pen_width_px), pieces, FOR_STROKES, line)
        digits += found
        trials += tried
    return _finish(digits, remark, (width_px, height_px), None, trials, started)


def read_number_in_picture(recognizer: Recognizer, picture: np.ndarray) -> NumberReading:
    """Read the number on a picture.

    Args:
        recognizer: reads the single digits.
        picture: (height, width), (height, width, 3) RGB or (height, width, 4) RGBA uint8; ink darker or lighter
            than the paper.

    Returns:
        Boxes are measured on the picture's ink, whose longer side is at most ``PICTURE_SIDE_PX``.

    Raises:
        PictureError: another shape or type.
    """
    started = time.perf_counter()
    try:
        _, ink = find_ink(picture, PICTURE_SIDE_PX, Wanted(np.inf))
    except BlankDrawingError:
        blank = np.zeros(picture.shape[:2], np.uint8)
        return _finish([], Remark.BLANK, (picture.shape[1], picture.shape[0]), blank, 0, started)
    components = picture_pieces.find_components(ink)
    if len(components) > _MAX_PIECES:
        return _finish([], Remark.TOO_MUCH, (ink.shape[1], ink.shape[0]), ink, 0, started)
    digits: list[DigitBox] = []
    trials = 0
    boxes = np.array([component.box for component in components], np.float64).reshape(-1, 4)
    for line, members in enumerate(split_into_lines(boxes) if components else []):
        found, tried = read_line_of_ink(recognizer, [components[index] for index in members], line)
        digits += found
        trials += tried
    return _finish(digits, None, (ink.shape[1], ink.shape[0]), ink, trials, started)


def read_line_of_ink(
    recognizer: Recognizer, components: list[picture_pieces.InkPiece], line: int = 0
) -> tuple[list[DigitBox], int]:
    """The digits of one line of a picture from left to right, and how many groups of pieces were tried.

    Args:
        components: what hangs together, at least one.
        line: which one it is, for the boxes.
    """
    parts, pieces = picture_pieces.take_apart(
        components, lambda component: _is_surely_digit(recognizer, prepare_ink(component.ink).network_input)
    )
    return _read_line(PictureLine(recognizer, parts), pieces, FOR_PICTURES, line)


def _is_surely_digit(recognizer: Recognizer, network_input: np.ndarray) -> bool:
    return float(recognizer.network.probabilities(network_input).max()) >= _SURE


def _read_line(reader: Line, pieces: Pieces, weights: Weights, line: int) -> tuple[list[DigitBox], int]:
    """The digits of one line from left to right, and how many groups were tried."""
    trials = possible_groups(pieces)

    def highest_probability(group: Group) -> float:
        return float(reader.recognizer.network.probabilities(reader.prepare(group)).max())

    slope = slope_of(pieces.boxes)
    digits = []
    for group in best_cover(len(pieces), trials, group_scores(pieces, weights, highest_probability)):
        box = box_of(pieces.boxes[list(group)]) + np.array([-1, -1, 1, 1]) * reader.margin_px
        reading = reader.read(group)
        if _cannot_be_digit(box, pieces.height):
            reading = replace(reading, digit=None)
        left, top, right, bottom = (float(side) for side in box)
        digits.append(DigitBox(left, top, right, bottom, line, reading))
    return sorted(digits, key=lambda digit: digit.left + digit.right + slope * (digit.top + digit.bottom)), len(trials)


def _cannot_be_digit(box: np.ndarray, height: float) -> bool:
    """Far flatter than any digit, or far lower than the others of its line."""
    wide, tall = box[2:] - box[:2]
    return bool(wide > _FLATTEST_DIGIT * tall or max(wide, tall) < 0.3 * height)


def _without_dots_and_lines(strokes: list[Stroke]) -> tuple[list[Stroke], Remark | None]:
    """Leave out taps of the pen, and a line that runs through or under the number."""
    if not strokes:
        return [], Remark.BLANK
    boxes = boxes_of(strokes)
    wide, tall = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    height = usual_height(np.maximum(tall, np.minimum(wide, tall.max())))
    if len(strokes) > _MAX_PIECES:
        return [], Remark.TOO_MUCH
    is_dot = np.maximum(wide, tall) <= max(_DOT * height, 1.0)
    if is_dot.all():
        return [], Remark.ONLY_DOTS
    is_line = np.zeros(len(strokes), bool)
    for index in np.flatnonzero(wide > _FLATTEST_DIGIT * tall):
        others = boxes[~is_dot & (np.arange(len(strokes)) != index)]
        middles = (others[:, 0] + others[:, 2]) / 2
        passed = others[(middles > boxes[index, 0]) & (middles < boxes[index, 2])]
        upright = passed[passed[:, 3] - passed[:, 1] > 0.5 * (passed[:, 2] - passed[:, 0])]
        # The bar of a 5 or a 7 passes one upright stroke, or two when it is long; a line passes more, or far longer.
        longer = wide[index] > 1.5 * np.median(upright[:, 3] - upright[:, 1]) if len(upright) else False
        is_line[index] = len(upright) >= 2 and longer
    kept = [stroke for stroke, left_out in zip(strokes, is_dot | is_line, strict=True) if not left_out]
    return kept, Remark.LINE_LEFT_OUT if is_line.any() else None


def _finish(
    digits: list[DigitBox],
    remark: Remark | None,
    size_px: tuple[int, int],
    ink: np.ndarray | None,
    trials: int,
    started: float,
) -> NumberReading:
    if remark is None and all(digit.reading.digit is None for digit in digits):
        remark = Remark.NO_DIGIT
    elapsed_ms = 1e3 * (time.perf_counter() - started)
    return NumberReading(tuple(digits), remark, *size_px, ink, trials, elapsed_ms)
