"""Drawings as streamlit-drawable-canvas sends and takes them: Fabric.js's objects."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from digitdemo.drawing.drawing import Drawing, check_stroke_count
from digitdemo.drawing.strokes import Stroke, as_strokes, thin
from digitdemo.errors import DrawingError
from digitdemo.server_settings import server_settings
from digitdemo.ui.canvas_path import flatten_path


def drawing_from_canvas(
    json_data: Mapping[str, Any] | None, *, width_px: int, height_px: int, pen_width_px: float
) -> Drawing:
    """Read what streamlit-drawable-canvas sends; what is no pen stroke is left out.

    Raises:
        DrawingError: a path that no canvas draws.
    """
    objects = json_data.get("objects") if isinstance(json_data, Mapping) else None
    if not isinstance(objects, list):
        objects = []  # nothing drawn yet
    check_stroke_count(objects)
    paths = [entry for entry in objects if isinstance(entry, Mapping) and str(entry.get("type")).lower() == "path"]
    lengths = [len(entry["path"]) for entry in paths if isinstance(entry.get("path"), list)]
    if sum(lengths) > server_settings().max_points:
        raise DrawingError("drawing-too-long")
    strokes = thin(as_strokes([flatten_path(entry) for entry in paths]))
    return Drawing(tuple(strokes), width_px, height_px, pen_width_px).visible()


def drawing_to_canvas(drawing: Drawing, colour: str) -> dict[str, Any]:
    """What streamlit-drawable-canvas takes as ``initial_drawing``.

    Args:
        colour: of the ink, as CSS writes it.
    """
    return {"version": "4.4.0", "objects": [_path(stroke, drawing.pen_width_px, colour) for stroke in drawing.strokes]}


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
