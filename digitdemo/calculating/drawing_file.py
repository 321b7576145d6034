"""A drawing of a calculation in a JSON file: ``{"strokes": [[[x, y], …], …], "width_px": 900, "height_px": 320}``."""

import json
from dataclasses import dataclass
from pathlib import Path

from digitdemo.drawing.strokes import Stroke, as_strokes
from digitdemo.errors import CalculationError, DrawingError

_LARGEST_BYTES = 20_000_000
_LARGEST_SIDE_PX = 100_000


@dataclass(frozen=True)
class ExpressionDrawing:
    """Strokes in pixels of a canvas."""

    strokes: list[Stroke]
    width_px: int = 900
    height_px: int = 320


def load_drawing(path: Path) -> ExpressionDrawing:
    """Read a drawing; a plain list is taken for its strokes.

    Raises:
        CalculationError: missing, too large, no JSON, or not laid out as above.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ValueError(f"{path.stat().st_size:,} bytes")
        content = json.loads(path.read_bytes())
        content = content if isinstance(content, dict) else {"strokes": content}
        sides = [int(content.get(name, usual)) for name, usual in (("width_px", 900), ("height_px", 320))]
        if not all(0 < side <= _LARGEST_SIDE_PX for side in sides):
            raise ValueError("width_px, height_px")
        return ExpressionDrawing(as_strokes(content["strokes"]), *sides)
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError, DrawingError) as error:
        raise CalculationError("calculate-file-malformed", path=str(path), reason=str(error)) from error
