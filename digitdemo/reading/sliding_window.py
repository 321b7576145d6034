"""Reads a number through a window that moves along it, as the course tells it; nothing is cut into digits first.

At each position the network reads what the window shows, as if it were one digit. Where a digit stands in the middle
of the window the network is sure; between two digits it should not be. Neighbouring windows see the same digit, so of
those that overlap only the surest stays: *non-maximum suppression*.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from digitdemo.drawing.strokes import Stroke
from digitdemo.errors import BlankDrawingError
from digitdemo.networks.task import CLASSES
from digitdemo.reading.boxes import Suppression, suppress
from digitdemo.reading.network import Network
from digitdemo.reading.preprocessing import BOX_PX, FIELD_PX, INK_THRESHOLD, PEN_WIDTH_IN_BOX_PX
from digitdemo.reading.strokes import bounding_box, draw

LINE_HEIGHT_PX = 60
"""Numbers are brought to this height first: three times the network's 20-pixel box."""

WIDEST_WINDOW = FIELD_PX / BOX_PX
"""Of the number's height: what fits into the network's field beside a 20-pixel digit."""

MIN_CONFIDENCE = 0.5
"""A window must be as sure as this to be picked."""

MAX_OVERLAP = 0.05
"""Two picks share at most this much: their common part through the whole that they cover.

Next to nothing, because a window beside a digit cuts a stroke off it, and is sure that this is a 1.
"""

USUAL_WINDOW = 0.6
"""Of the number's height: a digit's usual width. Wider ones swallow neighbours, narrower ones see more false 1s."""

MAX_WINDOWS = 600
"""Finer steps along a longer number are made coarser: a tenth of a second of reading."""

_LEAST_INK = 0.02  # of the window's area: paler windows show paper, or the rim of a neighbour


@dataclass(frozen=True)
class SlidingReading:
    """What a window saw on its way along a number.

    Attributes:
        lefts: (windows,) float64: the window's left side at each position, in the drawing's pixels.
        width: of the window, in the drawing's pixels.
        inputs: (windows, 28, 28) float32: what the network got.
        probabilities: (windows, 10) float32; all 0 where the window showed paper.
        suppression: which windows non-maximum suppression left, and to which the others had to yield, -1 where one is
            not sure enough to be heard.
    """

    lefts: np.ndarray
    width: float
    inputs: np.ndarray
    probabilities: np.ndarray
    suppression: Suppression

    @property
    def picked(self) -> tuple[int, ...]:
        """Indices of the windows that non-maximum suppression left, from left to right."""
        return tuple(sorted(self.suppression.kept))

    @property
    def sure(self) -> tuple[int, ...]:
        """Indices of the windows that are sure enough to be heard, the surest first."""
        surest_first = np.argsort(-self.confidences, kind="stable")
        return tuple(surest_first[self.suppression.suppressor[surest_first] >= 0].tolist())

    @property
    def middles(self) -> np.ndarray:
        """(windows,) float64: where each window's middle is."""
        return self.lefts + self.width / 2

    @property
    def confidences(self) -> np.ndarray:
        """(windows,) float32: the highest probability at each position."""
        return self.probabilities.max(axis=1)

    @property
    def text(self) -> str:
        """The digits of the picked windows."""
        return "".join(str(self.probabilities[index].argmax()) for index in self.picked)


def slide_along_strokes(
    network: Network, strokes: Sequence[Stroke], *, window: float = USUAL_WINDOW, step: float = 0.08
) -> SlidingReading:
    """Move a window along a drawn number; the strokes are drawn again with the width that the network knows.

    Args:
        strokes: each (points, 2).
        window: the window's width, of the number's height; at most ``WIDEST_WINDOW``.
        step: from one position to the next, of the number's height.

    Raises:
        BlankDrawingError: there is no stroke.
    """
    low, high = bounding_box(strokes)
    pen_px = PEN_WIDTH_IN_BOX_PX / BOX_PX * LINE_HEIGHT_PX
    scale = (LINE_HEIGHT_PX - pen_px) / max(float(high[1] - low[1]), float(high[0] - low[0]) / 60, 1e-6)
    placed = [(stroke - low) * scale + pen_px / 2 for stroke in strokes]
    width_px = int(np.ceil((high[0] - low[0]) * scale + pen_px))
    ink = draw(placed, width_px, LINE_HEIGHT_PX, pen_px)
    return _slide(network, ink, window, step, float(low[0]) - pen_px / 2 / scale, 1 / scale)


def slide_along_ink(
    network: Network, ink: np.ndarray, *, window: float = USUAL_WINDOW, step: float = 0.08
) -> SlidingReading:
    """Move a window along a number's ink: (height, width) uint8, 0 paper to 255 ink.

    Raises:
        BlankDrawingError: there is no ink.
    """
    left, top, width, height = cv2.boundingRect((ink > INK_THRESHOLD).astype(np.uint8))
    if width == 0:
        raise BlankDrawingError("picture-no-ink")
    scale = LINE_HEIGHT_PX / max(height, width / 60)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    line = cv2.resize(ink[top : top + height, left : left + width], size, interpolation=cv2.INTER_AREA)
    return _slide(network, line, window, step, float(left), 1 / scale)


def suppress_windows(lefts: np.ndarray, width: float, confidences: np.ndarray) -> Suppression:
    """Of windows that overlap keep the surest, again and again.

    Args:
        lefts: (windows,) left sides.
        width: of each window.
        confidences: (windows,) 0 to 1.

    Returns:
        As ``SlidingReading.suppression``.
    """
    heard = np.flatnonzero(confidences >= MIN_CONFIDENCE)
    left, nothing = lefts[heard], np.zeros(len(heard))
    boxes = np.stack([left, nothing, left + width, nothing + 1], axis=1)  # all of one height
    among_heard = suppress(boxes, confidences[heard], MAX_OVERLAP)
    suppressor, overlap = np.full(len(lefts), -1), np.zeros(len(lefts))
    suppressor[heard], overlap[heard] = heard[among_heard.suppressor], among_heard.overlap
    return Suppression(tuple(heard[list(among_heard.kept)].tolist()), suppressor, overlap)


def _slide(
    network: Network, line: np.ndarray, window: float, step: float, origin: float, unit: float
) -> SlidingReading:
    """Slide along a line of ink; ``origin`` and ``unit`` lead from its pixels back to the drawing's."""
    window_px = max(4, round(min(window, WIDEST_WINDOW) * LINE_HEIGHT_PX))
    step_px = max(1, round(step * LINE_HEIGHT_PX), -(-line.shape[1] // MAX_WINDOWS))
    padded = np.pad(line, ((0, 0), (window_px // 2, window_px)))
    starts = np.arange(0, line.shape[1], step_px)
    inputs = np.stack([_as_field(padded[:, start : start + window_px]) for start in starts])
    least = _LEAST_INK * window_px / LINE_HEIGHT_PX * BOX_PX**2
    nothing = np.zeros(CLASSES, np.float32)
    probabilities = np.stack([network.probabilities(field) if field.sum() > least else nothing for field in inputs])
    lefts = origin + (starts - window_px // 2) * unit
    suppression = suppress_windows(lefts, window_px * unit, probabilities.max(axis=1))
    return SlidingReading(lefts, window_px * unit, inputs, probabilities, suppression)


def _as_field(seen: np.ndarray) -> np.ndarray:
    """What a window shows, its height in the 20-pixel box, in the middle of the field: (28, 28) float32 in [0, 1]."""
    scale = BOX_PX / LINE_HEIGHT_PX
    size = (min(FIELD_PX, max(1, round(seen.shape[1] * scale))), max(1, round(seen.shape[0] * scale)))
    small = cv2.resize(seen, size, interpolation=cv2.INTER_AREA)
    field = np.zeros((FIELD_PX, FIELD_PX), np.float32)
    top, left = (FIELD_PX - size[1]) // 2, (FIELD_PX - size[0]) // 2
    field[top : top + size[1], left : left + size[0]] = small / np.float32(255)
    return field
