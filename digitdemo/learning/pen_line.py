"""A pen's line in the network's field: where it lies, and how the cost changes when its points move.

Coordinates are pixels of the 28 × 28 field, x to the right, y down, a pixel's centre at .5.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from digitdemo.drawing.strokes import Stroke
from digitdemo.reading.preprocessing import (
    BOX_PX,
    FIELD_PX,
    OVERSAMPLING,
    PEN_WIDTH_IN_BOX_PX,
    centre_by_mass,
    crop,
    scale_into_box,
)
from digitdemo.reading.strokes import bounding_box, redraw

SPACING_PX = 0.7
MOST_POINTS = 400
"""Of a whole drawing; a very long line gets wider spaces."""

_SOFT_PX = 0.7
"""How wide a line's edge is felt: wider than it is drawn, so that a line hears of paper beside it."""

_CENTRES = np.stack(np.meshgrid(np.arange(FIELD_PX) + 0.5, np.arange(FIELD_PX) + 0.5), axis=-1).reshape(-1, 2)


@dataclass(frozen=True)
class Placed:
    """A drawing as the network gets it.

    Attributes:
        field: (28, 28) float32 in [0, 1].
        scale: pixels of the field a unit of the strokes.
        shift: (2,) what is added then.
    """

    field: np.ndarray
    scale: float
    shift: np.ndarray


def place(strokes: Sequence[Stroke]) -> Placed:
    """Prepare strokes as every reading does, and tell where their points come to lie.

    Raises:
        BlankDrawingError: there is no stroke.
    """
    scaled = scale_into_box(crop(redraw(strokes, BOX_PX, PEN_WIDTH_IN_BOX_PX, OVERSAMPLING)))
    field = centre_by_mass(scaled)
    low, high = bounding_box(strokes)
    extent = high - low
    scale = (BOX_PX - PEN_WIDTH_IN_BOX_PX) / max(float(extent.max()), 1e-6)
    height, width = scaled.shape
    margin = (np.array([width, height]) - extent * scale) / 2
    corner = np.array(cv2.boundingRect(field)[:2]) - np.array(cv2.boundingRect(scaled)[:2])
    return Placed(field.astype(np.float32) / np.float32(255), scale, margin + corner - low * scale)


def in_field(strokes: Sequence[Stroke]) -> list[Stroke]:
    """The strokes in the field's coordinates, their points evenly spaced."""
    placed = place(strokes)
    lines = [stroke * placed.scale + placed.shift for stroke in strokes]
    length = sum(float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum()) for line in lines)
    spacing = max(SPACING_PX, length / MOST_POINTS)
    return [_evenly_spaced(line, spacing) for line in lines[:MOST_POINTS]]


def _evenly_spaced(line: Stroke, spacing: float) -> Stroke:
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    if along[-1] == 0:
        return line[:1].copy()
    at = np.linspace(0, along[-1], int(np.ceil(along[-1] / spacing)) + 1)
    return np.stack([np.interp(at, along, line[:, axis]) for axis in (0, 1)], axis=1)


def slope_by_points(lines: Sequence[Stroke], slope: np.ndarray) -> list[np.ndarray]:
    """How fast the cost changes when each point of a line moves.

    A pixel's ink falls off with its distance from the nearest piece of the line; that piece's two ends share what the
    pixel hears of the cost.

    Args:
        lines: in the field's coordinates.
        slope: (28, 28), the derivatives of the cost by the ink of each pixel.

    Returns:
        For each line (points, 2).
    """
    points = np.concatenate(lines)
    ends = _pieces([len(line) for line in lines])
    nearest, share, off = _nearest_pieces(points[ends[:, 0]], points[ends[:, 1]] - points[ends[:, 0]])
    distance = np.hypot(off[:, 0], off[:, 1])
    ink = 1 / (1 + np.exp((distance - PEN_WIDTH_IN_BOX_PX / 2) / _SOFT_PX))
    heard = (slope.ravel() * ink * (1 - ink) / _SOFT_PX / np.maximum(distance, 1e-6))[:, None] * off
    by_points = np.zeros_like(points)
    np.add.at(by_points, ends[nearest, 0], (1 - share)[:, None] * heard)
    np.add.at(by_points, ends[nearest, 1], share[:, None] * heard)
    return np.split(by_points, np.cumsum([len(line) for line in lines])[:-1])


def _nearest_pieces(start: np.ndarray, way: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each pixel's centre the piece next to it, how far along, and the vector from there to the centre.

    Args:
        start: (pieces, 2) where each begins.
        way: (pieces, 2) from there to its end.

    Returns:
        (pixels,) int, (pixels,) in 0..1 and (pixels, 2).
    """
    length = np.maximum((way**2).sum(axis=1), 1e-9)
    along = _CENTRES @ way.T - (start * way).sum(axis=1)  # (pixels, pieces), a scalar product
    share = np.clip(along / length, 0, 1)
    from_start = (_CENTRES**2).sum(axis=1)[:, None] - 2 * _CENTRES @ start.T + (start**2).sum(axis=1)
    nearest = (from_start - 2 * share * along + share**2 * length).argmin(axis=1)
    share = share[np.arange(len(_CENTRES)), nearest]
    return nearest, share, _CENTRES - start[nearest] - share[:, None] * way[nearest]


def _pieces(lengths: Sequence[int]) -> np.ndarray:
    """(pieces, 2): between which two points each straight piece lies; a dot is a piece from itself to itself."""
    found, first = [], 0
    for length in lengths:
        found += [(at, at + 1) for at in range(first, first + length - 1)] or [(first, first)]
        first += length
    return np.array(found)
