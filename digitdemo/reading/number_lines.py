"""A line of pieces put together on trial: strokes, or ink on a picture; what the network gets of them, and says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from digitdemo.drawing.strokes import Stroke
from digitdemo.reading.picture_pieces import InkPiece, put_together
from digitdemo.reading.preprocessing import BOX_PX, PEN_WIDTH_IN_BOX_PX, prepare_ink
from digitdemo.reading.recognizer import Reading, Recognizer
from digitdemo.reading.segmentation import Group
from digitdemo.reading.strokes import redraw

_MARGIN_PX = 8
_OVERSAMPLING = 4


class Line(Protocol):
    """Reads pieces of one line put together."""

    @property
    def recognizer(self) -> Recognizer:
        """Who reads."""

    @property
    def margin_px(self) -> float:
        """How far the ink reaches beyond the pieces' boxes."""

    def prepare(self, group: Group) -> np.ndarray:
        """The network's input, by the shortest way: (28, 28) float32."""

    def read(self, group: Group) -> Reading:
        """With every step of the way, for those that won."""


@dataclass(frozen=True)
class StrokeLine:
    """Strokes, drawn with a pen."""

    recognizer: Recognizer
    parts: list[Stroke]
    pen_width_px: float

    @property
    def margin_px(self) -> float:
        """Half the pen."""
        return self.pen_width_px / 2

    def prepare(self, group: Group) -> np.ndarray:
        """The network’s input, (28, 28) float32."""
        return field_of([self.parts[piece] for piece in group])

    def read(self, group: Group) -> Reading:
        """With every step of the way."""
        strokes = [self.parts[piece] for piece in group]
        box = box_of(boxes_of(strokes))
        margin_px = self.pen_width_px + _MARGIN_PX
        width_px, height_px = (int(np.ceil(side)) for side in box[2:] - box[:2] + 2 * margin_px)
        return self.recognizer.read_strokes(
            [stroke - box[:2] + margin_px for stroke in strokes],
            pen_width_px=self.pen_width_px,
            canvas_side_px=width_px,
            canvas_height_px=height_px,
        )


@dataclass(frozen=True)
class PictureLine:
    """Ink on a picture; the pieces’ boxes hold all of it."""

    recognizer: Recognizer
    parts: list[InkPiece]
    margin_px: float = 0.0

    def prepare(self, group: Group) -> np.ndarray:
        """The network’s input, (28, 28) float32."""
        return prepare_ink(put_together([self.parts[piece] for piece in group])).network_input

    def read(self, group: Group) -> Reading:
        """With every step of the way."""
        return self.recognizer.read_ink(put_together([self.parts[piece] for piece in group]))


def field_of(strokes: list[Stroke]) -> np.ndarray:
    """(28, 28) float32: strokes by the shortest way, with a quarter of the usual drawing's pixels."""
    return prepare_ink(redraw(strokes, BOX_PX, PEN_WIDTH_IN_BOX_PX, _OVERSAMPLING)).network_input


def boxes_of(strokes: Sequence[Stroke]) -> np.ndarray:
    """(strokes, 4) left, top, right, bottom."""
    return np.array([[*stroke.min(axis=0), *stroke.max(axis=0)] for stroke in strokes]).reshape(-1, 4)


def box_of(boxes: np.ndarray) -> np.ndarray:
    """(4,) around all of them."""
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
