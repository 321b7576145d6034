"""The paths of Fabric.js, which streamlit-drawable-canvas draws with, as plain points."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from digitdemo.errors import DrawingError

POINTS_PER_CURVE = 4
_LENGTHS = {"M": 3, "L": 3, "Q": 5, "C": 7}
_CURVE = np.linspace(0, 1, POINTS_PER_CURVE + 1)[1:, None]


def flatten_path(entry: Mapping[str, Any]) -> np.ndarray:
    """The points of one stroke, where the canvas shows it, moved or turned by its edit tool or not.

    Args:
        entry: a Fabric.js path: ``path`` of M, L, Q and C commands; ``left``, ``top``, ``scaleX``, ``angle``, ...
            Whoever calls has counted the commands: they are all worked through.

    Returns:
        (points, 2) float64, pixels of the canvas.

    Raises:
        DrawingError: not such a path.
    """
    commands = entry.get("path")
    if not isinstance(commands, list) or not commands:
        raise DrawingError("drawing-no-path")
    try:
        points = _flatten(commands)
        return _placed(points, entry)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise DrawingError("drawing-path-unreadable") from error


def _flatten(commands: list[list[Any]]) -> np.ndarray:
    """All commands at once: a line gives its end, a curve ``POINTS_PER_CURVE`` points; (points, 2) float64."""
    drawn = [command for command in commands if command[0] not in ("Z", "z")]
    if any(len(command) != _LENGTHS[command[0]] for command in drawn):
        raise ValueError("a command with too many or too few numbers")
    ends = np.array([command[-2:] for command in drawn], np.float64)
    starts = np.concatenate([np.zeros((1, 2)), ends[:-1]])
    is_curve = np.array([len(command) > 3 for command in drawn])
    counts = np.where(is_curve, POINTS_PER_CURVE, 1)
    firsts = np.cumsum(counts) - counts
    points = np.empty((int(counts.sum()), 2))
    points[firsts[~is_curve]] = ends[~is_curve]
    if is_curve.any():
        curves = [command for command in drawn if len(command) > 3]
        controls = np.array([command[1:3] + command[-4:-2] for command in curves], np.float64)  # Q has one, twice
        places = firsts[is_curve][:, None] + np.arange(POINTS_PER_CURVE)
        is_cubic = np.array([len(command) == 7 for command in curves])
        points[places] = _curve_points(starts[is_curve], controls, ends[is_curve], is_cubic)
    return points


def _curve_points(starts: np.ndarray, controls: np.ndarray, ends: np.ndarray, is_cubic: np.ndarray) -> np.ndarray:
    """Points along Bézier curves, their starts left out: (curves, POINTS_PER_CURVE, 2).

    Args:
        starts: (curves, 2).
        controls: (curves, 4): two points; a quadratic curve's one point twice.
        ends: (curves, 2).
        is_cubic: (curves,) bool.
    """
    first, second = controls[:, :2], controls[:, 2:]
    # A quadratic curve is the cubic one whose control points lie two thirds of the way to its own.
    first = np.where(is_cubic[:, None], first, starts + 2 / 3 * (first - starts))
    second = np.where(is_cubic[:, None], second, ends + 2 / 3 * (second - ends))
    rest = 1 - _CURVE
    weights = np.stack([rest**3, 3 * rest**2 * _CURVE, 3 * rest * _CURVE**2, _CURVE**3])[:, :, 0]  # (4, points)
    result: np.ndarray = np.einsum("kp,kcd->cpd", weights, np.stack([starts, first, second, ends]))
    return result


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
