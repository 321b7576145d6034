"""Drawings as files.

The file is JSON: ``{"format": "digitdemo drawing", "version": 1, "width_px", "height_px", "pen_width_px",
"strokes": [[[x, y], ...], ...]}``, x to the right, y down, pixels of the canvas.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from digitdemo.drawing.drawing import Drawing, check_stroke_count
from digitdemo.drawing.strokes import as_strokes
from digitdemo.errors import DrawingError

FORMAT = "digitdemo drawing"
VERSION = 1
MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_SIDE_PX = 4096
MAX_PEN_WIDTH_PX = 200


def drawing_to_json(drawing: Drawing) -> str:
    """The file's text, coordinates to a tenth of a pixel."""
    strokes = [np.round(stroke, 1).tolist() for stroke in drawing.strokes]
    content = {
        "format": FORMAT,
        "version": VERSION,
        "width_px": drawing.width_px,
        "height_px": drawing.height_px,
        "pen_width_px": drawing.pen_width_px,
        "strokes": strokes,
    }
    return json.dumps(content)


def drawing_from_json(text: bytes | str) -> Drawing:
    """Read a drawing's file.

    Raises:
        DrawingError: too large, no JSON, no drawing, or numbers that cannot be drawn.
    """
    if len(text) > MAX_FILE_BYTES:
        raise DrawingError("drawing-file-too-large", most=MAX_FILE_BYTES >> 20)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DrawingError("drawing-file-no-json") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise DrawingError("drawing-file-not-ours")
    if content.get("version") != VERSION:
        raise DrawingError("drawing-file-version", version=VERSION)
    strokes = content.get("strokes")
    if not isinstance(strokes, list):
        raise DrawingError("drawing-file-no-strokes")
    check_stroke_count(strokes)
    return Drawing(
        tuple(as_strokes(strokes)),
        int(_number(content, "width_px", 1, MAX_SIDE_PX)),
        int(_number(content, "height_px", 1, MAX_SIDE_PX)),
        _number(content, "pen_width_px", 0.5, MAX_PEN_WIDTH_PX),
    )


def _number(content: Mapping[str, Any], name: str, low: float, high: float) -> float:
    value = content.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise DrawingError("drawing-file-number", name=name, low=low, high=high)
    return float(value)
