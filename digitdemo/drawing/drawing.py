"""A drawing: pen strokes on a canvas of some size, drawn with a pen of some width."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digitdemo.drawing.strokes import Stroke
from digitdemo.errors import DrawingError
from digitdemo.server_settings import server_settings

DEFAULT_SIDE_PX = 280
DEFAULT_PEN_WIDTH_PX = 18
"""Of the pen that pages begin with, and of drawings that do not say theirs."""


@dataclass(frozen=True)
class Drawing:
    """Pen strokes on a canvas.

    Attributes:
        strokes: each (points, 2) float64, pixels of the canvas, in the order drawn.
        width_px: of the canvas.
        height_px: of the canvas.
        pen_width_px: of the pen.
    """

    strokes: tuple[Stroke, ...]
    width_px: int
    height_px: int
    pen_width_px: float

    @property
    def is_blank(self) -> bool:
        """True where nothing is drawn."""
        return not self.strokes

    def visible(self) -> "Drawing":
        """Without the strokes of which nothing lies on the canvas."""
        margin_px = self.pen_width_px / 2
        seen = (stroke for stroke in self.strokes if _touches(stroke, self.width_px, self.height_px, margin_px))
        return replace(self, strokes=tuple(seen))

    def resized(self, width_px: int, height_px: int) -> "Drawing":
        """The same drawing on a canvas of another size, its shape kept."""
        if (width_px, height_px) == (self.width_px, self.height_px):
            return self
        scale = min(width_px / self.width_px, height_px / self.height_px)
        strokes = tuple(stroke * scale for stroke in self.strokes)
        return replace(self, strokes=strokes, width_px=width_px, height_px=height_px)


def check_stroke_count(strokes: Sequence[object]) -> None:
    """Refuse more strokes than the server takes.

    Raises:
        DrawingError: there are more.
    """
    most = server_settings().max_strokes
    if len(strokes) > most:
        raise DrawingError("drawing-too-many-strokes", most=most, strokes=len(strokes))


def _touches(stroke: Stroke, width_px: int, height_px: int, margin_px: float) -> bool:
    """True where some of the stroke's ink lies on the canvas."""
    inside = (stroke > -margin_px) & (stroke < (width_px + margin_px, height_px + margin_px))
    return bool(inside.all(axis=1).any())
