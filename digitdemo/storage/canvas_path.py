"""The paths of Fabric.js, which streamlit-drawable-canvas draws with, as plain points."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from digitdemo.errors import DrawingError

MAX_COMMANDS = 50_000
POINTS_PER_CURVE = 4
_CURVE = np.linspace(0, 1, POINTS_PER_CURVE + 1)[1:, None]


def flatten_path(entry: Mapping[str, Any]) -> np.ndarray:
    """The points of one stroke, where the canvas shows it, moved or turned by its edit tool or not.

    Args:
        entry: a Fabric.js path: ``path`` of M, L, Q and C commands; ``left``, ``top``, ``scaleX``, ``angle``, ...

    Returns:
        (points, 2) float64, pixels of the canvas.

    Raises:
        DrawingError: not such a path.
    """
    commands = entry.get("path")
    if not isinstance(commands, list) or not commands or len(commands) > MAX_COMMANDS:
        raise DrawingError("A stroke of this drawing has no usable path.")
    try:
        points = _flatten(commands)
        return _placed(points, entry)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise DrawingError("A stroke of this drawing has a path that cannot be read.") from error


def _flatten(commands: list[list[Any]]) -> np.ndarray:
    pieces: list[np.ndarray] = []
    at = np.zeros(2)
    for name, *numbers in commands:
        corners = np.asarray(numbers, np.float64).reshape(-1, 2)
        if name in ("M", "L"):
            piece = corners
        elif name == "Q":
            control, end = corners
            piece = (1 - _CURVE) ** 2 * at + 2 * _CURVE * (1 - _CURVE) * control + _CURVE**2 * end
        elif name == "C":
            first, second, end = corners
            rest = 1 - _CURVE
            piece = rest**3 * at + 3 * rest**2 * _CURVE * first + 3 * rest * _CURVE**2 * second + _CURVE**3 * end
        elif name in ("Z", "z"):
            continue
        else:
            raise ValueError(f"unknown command {name!r}")
        pieces.append(piece)
        at = piece[-1]
    return np.concatenate(pieces)


def _placed(points: np.ndarray, entry: Mapping[str, Any]) -> np.ndarray:
    """Apply what the edit tool did: Fabric places a path by its box, then turns and scales about the middle."""
    if "left" not in entry or "top" not in entry:
        return points
    low, high = points.min(axis=0), points.max(axis=0)
    scale = np.array([float(entry.get("scaleX", 1)), float(entry.get("scaleY", 1))])
    flip = np.array([-1.0 if entry.get("flipX") else 1.0, -1.0 if entry.get("flipY") else 1.0])
    angle = np.radians(float(entry.get("angle", 0)))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    size = np.array([float(entry["width"]), float(entry["height"])]) + float(entry.get("strokeWidth", 0))
    origin = np.array([_ORIGINS[entry.get("originX", "left")], _ORIGINS[entry.get("originY", "top")]])
    corner = np.array([float(entry["left"]), float(entry["top"])])
    middle = corner + turn @ ((0.5 - origin) * size * scale)
    was_moved = np.abs(middle - (low + high) / 2).max() > 2  # less is the rounding of curves' boxes
    if not was_moved and np.allclose(scale, 1) and angle == 0 and (flip > 0).all():
        return points
    return ((points - (low + high) / 2) * scale * flip) @ turn.T + middle


_ORIGINS = {"left": 0.0, "top": 0.0, "center": 0.5, "right": 1.0, "bottom": 1.0}
