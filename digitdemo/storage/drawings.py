"""A drawing: pen strokes on a canvas, as they come from the browser and as they are kept in a file.

The file is JSON: ``{"format": "digitdemo drawing", "version": 1, "width_px", "height_px", "pen_width_px",
"strokes": [[[x, y], ...], ...]}``, x to the right, y down, pixels of the canvas.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from digitdemo.errors import DrawingError
from digitdemo.server_settings import server_settings
from digitdemo.storage.canvas_path import flatten_path
from digitdemo.storage.strokes import Stroke, as_strokes, thin

FORMAT = "digitdemo drawing"
VERSION = 1
MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_SIDE_PX = 4096
MAX_PEN_WIDTH_PX = 200


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

    def to_json(self) -> str:
        """The file's text, coordinates to a tenth of a pixel."""
        strokes = [np.round(stroke, 1).tolist() for stroke in self.strokes]
        content = {
            "format": FORMAT,
            "version": VERSION,
            "width_px": self.width_px,
            "height_px": self.height_px,
            "pen_width_px": self.pen_width_px,
            "strokes": strokes,
        }
        return json.dumps(content)

    @classmethod
    def from_json(cls, text: bytes | str) -> "Drawing":
        """Read a drawing's file.

        Raises:
            DrawingError: too large, no JSON, no drawing, or numbers that cannot be drawn.
        """
        if len(text) > MAX_FILE_BYTES:
            raise DrawingError(f"A drawing's file may have at most {MAX_FILE_BYTES >> 20} MB.")
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DrawingError("This file is not a drawing: it is not JSON.") from error
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise DrawingError("This JSON is not a drawing that was saved here.")
        if content.get("version") != VERSION:
            raise DrawingError(f"This drawing has another version; version {VERSION} can be read.")
        strokes = content.get("strokes")
        if not isinstance(strokes, list):
            raise DrawingError("This drawing has no list of strokes.")
        _check_count(strokes)
        return cls(
            tuple(as_strokes(strokes)),
            int(_number(content, "width_px", 1, MAX_SIDE_PX)),
            int(_number(content, "height_px", 1, MAX_SIDE_PX)),
            _number(content, "pen_width_px", 0.5, MAX_PEN_WIDTH_PX),
        )

    @classmethod
    def from_canvas(
        cls, json_data: Mapping[str, Any] | None, *, width_px: int, height_px: int, pen_width_px: float
    ) -> "Drawing":
        """Read what streamlit-drawable-canvas sends; what is no pen stroke is left out.

        Raises:
            DrawingError: a path that no canvas draws.
        """
        objects = json_data.get("objects") if isinstance(json_data, Mapping) else None
        if not isinstance(objects, list):
            objects = []  # nothing drawn yet
        _check_count(objects)
        paths = [entry for entry in objects if isinstance(entry, Mapping) and str(entry.get("type")).lower() == "path"]
        lengths = [len(entry["path"]) for entry in paths if isinstance(entry.get("path"), list)]
        if sum(lengths) > server_settings().max_points:
            raise DrawingError("This drawing has become too long. Clear the canvas and draw it more quickly.")
        strokes = thin(as_strokes([flatten_path(entry) for entry in paths]))
        return cls(tuple(strokes), width_px, height_px, pen_width_px).visible()

    def to_canvas(self, colour: str) -> dict[str, Any]:
        """What streamlit-drawable-canvas takes as ``initial_drawing``.

        Args:
            colour: of the ink, as CSS writes it.
        """
        return {"version": "4.4.0", "objects": [_path(stroke, self.pen_width_px, colour) for stroke in self.strokes]}


def _check_count(strokes: Sequence[object]) -> None:
    most = server_settings().max_strokes
    if len(strokes) > most:
        raise DrawingError(f"A drawing may have at most {most} strokes. This one has {len(strokes):,}.")


def _number(content: Mapping[str, Any], name: str, low: float, high: float) -> float:
    value = content.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise DrawingError(f"This drawing's {name} must be a number from {low} to {high}.")
    return float(value)


def _touches(stroke: Stroke, width_px: int, height_px: int, margin_px: float) -> bool:
    """True where some of the stroke's ink lies on the canvas."""
    inside = (stroke > -margin_px) & (stroke < (width_px + margin_px, height_px + margin_px))
    return bool(inside.all(axis=1).any())


def _path(stroke: Stroke, pen_width_px: float, colour: str) -> dict[str, Any]:
    points = np.round(stroke, 2).tolist()
    if len(points) == 1:
        points = points * 2  # a tap: a line without length, whose round ends make the dot
    return {
        "type": "path",
        "path": [["M", *points[0]], *(["L", *point] for point in points[1:])],
        "stroke": colour,
        "strokeWidth": pen_width_px,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
        "fill": None,
    }
