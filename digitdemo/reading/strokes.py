"""Pen strokes to pixels: draw them at any width, or as every network here was taught to see them."""

from collections.abc import Sequence

import cv2
import numpy as np

from digitdemo.drawing.strokes import Stroke
from digitdemo.errors import BlankDrawingError

_SUBPIXEL_BITS = 4  # OpenCV's drawing functions take coordinates in 1/16 px


def bounding_box(strokes: Sequence[Stroke]) -> tuple[np.ndarray, np.ndarray]:
    """The smallest and the largest x, y over all strokes' points: two (2,) arrays.

    Raises:
        BlankDrawingError: there is no stroke.
    """
    if not strokes:
        raise BlankDrawingError("drawing-blank")
    points = np.concatenate(strokes)
    return points.min(axis=0), points.max(axis=0)


def draw(strokes: Sequence[Stroke], width_px: int, height_px: int, pen_width_px: float) -> np.ndarray:
    """Draw strokes with a round pen, smooth-edged, as the browser's canvas does.

    Returns:
        (height_px, width_px) uint8: 0 paper, 255 ink.
    """
    ink = np.zeros((height_px, width_px), np.uint8)
    thickness = max(1, round(pen_width_px))
    for stroke in strokes:
        # A pixel's centre is at .5 in the canvas's coordinates and at .0 in OpenCV's.
        points = np.round((stroke - 0.5) * (1 << _SUBPIXEL_BITS)).astype(np.int32)
        if len(points) == 1:
            points = np.repeat(points, 2, axis=0)  # one tap of the pen: a dot
        cv2.polylines(ink, [points], False, 255, thickness, cv2.LINE_AA, _SUBPIXEL_BITS)
    return ink


def redraw(strokes: Sequence[Stroke], box_px: int, pen_width_px: float, oversampling: int = 8) -> np.ndarray:
    """Draw strokes again so that their ink just fills a box, with a pen of one width, whatever the pen was.

    A thick pen on a small digit fills its loops, a thin one all but vanishes when shrunk; strokes remember where
    the pen went, so both come out alike.

    Args:
        box_px: side of the square box that the longest side of the ink fills.
        pen_width_px: in pixels of that box.
        oversampling: the box is drawn this many times larger; shrink by area to get smooth edges.

    Returns:
        (height, width) uint8, the longer one box_px * oversampling, both multiples of ``oversampling``.
    """
    low, high = bounding_box(strokes)
    extent = high - low
    scale = (box_px - pen_width_px) * oversampling / max(float(extent.max()), 1e-9)
    sides_px = np.ceil(np.round(extent * scale / oversampling + pen_width_px, 3)).astype(int) * oversampling
    margin_px = (sides_px - extent * scale) / 2
    placed = [(stroke - low) * scale + margin_px for stroke in strokes]
    return draw(placed, int(sides_px[0]), int(sides_px[1]), pen_width_px * oversampling)
