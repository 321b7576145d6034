"""Finds the digits on a picture, wherever they are, and reads them: one pass of the detector.

Where each box is read once more by a digit network, both are heard: the detector is small and sees every digit at
another size, a digit network sees each one brought to the size that it knows.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import numpy as np

from digitdemo.detecting.cutting import CutApart, box_of, cut_apart
from digitdemo.detecting.grid import Cells
from digitdemo.detecting.ink_boxes import ConnectedInk, fit_to_ink
from digitdemo.detecting.network import DetectorNetwork, load_detector
from digitdemo.detecting.sheet import Sheet, as_sheet
from digitdemo.errors import BlankDrawingError
from digitdemo.reading.boxes import Suppression, suppress
from digitdemo.reading.ink import check_picture, find_ink
from digitdemo.reading.number import DigitBox
from digitdemo.reading.photographs import Wanted
from digitdemo.reading.preprocessing import prepare_ink
from digitdemo.reading.recognizer import Recognizer
from digitdemo.reading.text_lines import split_into_lines

PICTURE_SIDE_PX = 800
"""Larger pictures are shrunk to this before their ink is found."""

MIN_CANDIDATE = 0.1
"""A cell as sure as this is a candidate: shown, and heard by suppression."""

MIN_CONFIDENCE = 0.15
"""A candidate must be as sure as this to be a digit. It is low because confidence counts the overlap too, and of a 1
the narrow box is seldom met well."""

MIN_TOGETHER = 0.18
"""So must its confidence times the highest probability of the second reading: what is no digit is turned away. This
limit and the one before were chosen on sheets of digits from calculations, by people whom nothing is judged on."""

MAX_OVERLAP = 0.4
"""Of two boxes that overlap more, the surer one stays."""

MAX_INSIDE = 0.75
"""So it does where they share more than this of the smaller one: a part of a digit is none."""

_MOST_REREAD = 100


@dataclass(frozen=True)
class FoundDigit:
    """One digit that was found.

    Attributes:
        box: (4,) left, top, right, bottom, in the picture's pixels.
        probabilities: (10,), each digit's; their sum is 1. Of both readings, where it was read again.
        confidence: the cell's: that a digit's middle lies in it, times how well the box fits.
        cell: row and column of the grid's cell that found it.
        is_cut: True where its ink hangs together with another digit's, and was cut.
    """

    box: np.ndarray
    probabilities: np.ndarray
    confidence: float
    cell: tuple[int, int]
    is_cut: bool = False

    def times(self, unit: float) -> "FoundDigit":
        """The same with its box in another unit."""
        return replace(self, box=self.box * unit)

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
        turned_away: what the second reading took for no digit.
        cut: rows and columns of the cells whose boxes held several digits, or parts of others, and were cut apart.
        readings: how often the digit network read, after the one pass.
        width_px, height_px: of the picture.
        elapsed_ms: altogether.
    """

    digits: tuple[FoundDigit, ...]
    sheet: Sheet | None
    cells: Cells | None
    candidates: np.ndarray
    boxes: np.ndarray
    suppression: Suppression
    turned_away: tuple[FoundDigit, ...]
    cut: tuple[tuple[int, int], ...]
    readings: int
    width_px: int
    height_px: int
    elapsed_ms: float

    @property
    def text(self) -> str:
        """The digits in reading order, lines parted by line breaks; empty where there are none."""
        return text_of(np.array([found.box for found in self.digits]), [found.digit for found in self.digits])


def in_lines(boxes: np.ndarray) -> list[list[int]]:
    """Boxes (count, 4) in reading order: the indices of each line from left to right, lines from the top."""
    boxes = np.reshape(boxes, (-1, 4))
    middles = boxes[:, 0] + boxes[:, 2]
    return [sorted((int(i) for i in line), key=lambda i: float(middles[i])) for line in _lines(boxes)]


def _lines(boxes: np.ndarray) -> list[np.ndarray]:
    return split_into_lines(boxes) if len(boxes) else []


def text_of(boxes: np.ndarray, digits: Sequence[int] | np.ndarray) -> str:
    """What digits with these boxes say, lines parted by line breaks."""
    return "\n".join("".join(str(digits[index]) for index in line) for line in in_lines(boxes))


def find_digits(
    picture: np.ndarray,
    *,
    detector: DetectorNetwork | None = None,
    recognizer: Recognizer | None = None,
    read_again: bool = True,
) -> Finding:
    """Find and read the digits on a picture.

    Args:
        picture: (height, width), (height, width, 3) RGB or (height, width, 4) RGBA uint8; ink darker or lighter than
            the paper. A blank one has no digits.
        detector: the shipped one if None.
        recognizer: reads each box again; the shipped one if None.
        read_again: False leaves the detector alone with what it sees.

    Raises:
        PictureError: another shape or type.
        ModelError: a network is missing or damaged.
    """
    started = time.perf_counter()
    readers = _readers(detector, recognizer, read_again)
    check_picture(picture)
    height_px, width_px = picture.shape[:2]
    try:
        opaque, ink = find_ink(picture, PICTURE_SIDE_PX, Wanted(np.inf))
    except BlankDrawingError:
        return _nothing(width_px, height_px, started)
    return _find(ink, width_px / opaque.shape[1], (width_px, height_px), readers, started)


def find_digits_in_ink(
    ink: np.ndarray,
    *,
    detector: DetectorNetwork | None = None,
    recognizer: Recognizer | None = None,
    read_again: bool = True,
) -> Finding:
    """The same for found ink, or a drawing's: (height, width) uint8, 0 paper to 255 ink."""
    started = time.perf_counter()
    readers = _readers(detector, recognizer, read_again)
    return _find(ink, 1.0, (ink.shape[1], ink.shape[0]), readers, started)


_Readers = tuple[DetectorNetwork, Recognizer | None]


def _readers(detector: DetectorNetwork | None, recognizer: Recognizer | None, read_again: bool) -> _Readers:
    return detector or load_detector(), (recognizer or _load_recognizer()) if read_again else None


@lru_cache(maxsize=1)
def _load_recognizer() -> Recognizer:
    return Recognizer.load()


def _find(ink: np.ndarray, unit: float, size_px: tuple[int, int], readers: _Readers, started: float) -> Finding:
    """Find digits in ink; ``unit`` leads from its pixels to the picture's."""
    sheet = as_sheet(ink)
    if sheet is None:
        return _nothing(*size_px, started)
    detector, recognizer = readers
    cells = detector.cells(sheet.ink)
    candidates = np.argwhere(cells.confidence >= MIN_CANDIDATE)
    confidences = cells.confidence[candidates[:, 0], candidates[:, 1]]
    boxes = sheet.to_picture(cells.boxes()[candidates[:, 0], candidates[:, 1]]).reshape(-1, 4)
    suppression = suppress(boxes, confidences, MAX_OVERLAP, MAX_INSIDE)
    kept = [index for index in suppression.kept if confidences[index] >= MIN_CONFIDENCE]
    connected = ConnectedInk.of(ink)
    digits, is_doubtful = _read_boxes(recognizer, connected, boxes[kept], candidates[kept], cells)
    readings = 0 if recognizer is None else min(len(kept), _MOST_REREAD)
    cut: list[CutApart] = []
    if recognizer is not None:
        cut, more = cut_apart(recognizer, connected, boxes[kept], is_doubtful, partial(_is_seen, sheet, cells))
        readings += more
    replaced = {index for one in cut for index in one.members}
    whole = [index for index in range(len(digits)) if index not in replaced]
    found = [digits[index] for index in whole if not is_doubtful[index]]
    found += [_cut_digit(digit, sheet, cells) for one in cut for digit in one.digits]
    return Finding(
        _in_reading_order([digit.times(unit) for digit in found]),
        sheet,
        cells,
        candidates,
        boxes * unit,
        suppression,
        tuple(digits[index].times(unit) for index in whole if is_doubtful[index]),
        tuple(digits[index].cell for index in sorted(replaced)),
        readings,
        *size_px,
        1e3 * (time.perf_counter() - started),
    )


def _read_boxes(
    recognizer: Recognizer | None, connected: ConnectedInk, boxes: np.ndarray, places: np.ndarray, cells: Cells
) -> tuple[list[FoundDigit], np.ndarray]:
    """Each box fitted to its ink and read again; and (count,) bool, which of them are probably no digit."""
    digits, is_doubtful = [], []
    for number, (place, box) in enumerate(zip(places, fit_to_ink(connected, boxes), strict=True)):
        cell = (int(place[0]), int(place[1]))
        confidence = float(cells.confidence[cell])
        again = _read_again(recognizer, connected.ink, box) if number < _MOST_REREAD else None
        digits.append(FoundDigit(box, _heard_both(cells.probabilities[cell], again), confidence, cell))
        is_doubtful.append(again is not None and confidence * float(again.max()) < MIN_TOGETHER)
    return digits, np.array(is_doubtful, bool)


def _cell_at(sheet: Sheet, cells: Cells, box: np.ndarray) -> tuple[int, int]:
    """The cell in which a box's middle lies."""
    on_sheet = sheet.from_picture(box)
    column, row = ((on_sheet[:2] + on_sheet[2:]) / 2 // cells.cell_px).astype(int)
    return int(np.clip(row, 0, cells.shape[0] - 1)), int(np.clip(column, 0, cells.shape[1] - 1))


def _is_seen(sheet: Sheet, cells: Cells, box: np.ndarray) -> bool:
    return bool(cells.confidence[_cell_at(sheet, cells, box)] >= MIN_CANDIDATE)


def _cut_digit(digit: DigitBox, sheet: Sheet, cells: Cells) -> FoundDigit:
    box = box_of(digit)
    cell = _cell_at(sheet, cells, box)
    probabilities = _heard_both(cells.probabilities[cell], digit.reading.probabilities)
    return FoundDigit(box, probabilities, float(cells.confidence[cell]), cell, is_cut=True)


def _read_again(recognizer: Recognizer | None, ink: np.ndarray, box: np.ndarray) -> np.ndarray | None:
    """The digit network's probabilities for a box, (10,); None without one, or where the box shows no ink."""
    if recognizer is None:
        return None
    left, top = np.maximum(np.floor(box[:2]).astype(int), 0)
    right, bottom = np.ceil(box[2:]).astype(int)
    try:
        return recognizer.network.probabilities(prepare_ink(ink[top:bottom, left:right]).network_input)
    except BlankDrawingError:
        return None


def _heard_both(own: np.ndarray, again: np.ndarray | None) -> np.ndarray:
    """Both networks' probabilities, multiplied and brought back to a sum of 1; the second reading counts three times.

    It errs five times less often (``tests.benchmarks.detect``).
    """
    if again is None:
        return own
    both = (own + 1e-6) ** 0.25 * (again + 1e-6) ** 0.75
    return np.asarray(both / both.sum())


def _in_reading_order(found: list[FoundDigit]) -> tuple[FoundDigit, ...]:
    return tuple(found[index] for line in in_lines(np.array([digit.box for digit in found])) for index in line)


def _nothing(width_px: int, height_px: int, started: float) -> Finding:
    none = np.zeros((0, 4))
    empty = Suppression((), np.zeros(0, int), np.zeros(0))
    elapsed_ms = 1e3 * (time.perf_counter() - started)
    return Finding((), None, None, np.zeros((0, 2), int), none, empty, (), (), 0, width_px, height_px, elapsed_ms)
