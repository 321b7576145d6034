"""Drawings as small pictures: lines in SVG, sharp at every size, a few hundred bytes each; and as PNG to take home."""

from urllib.parse import quote

import cv2
import numpy as np

from digitdemo.drawing.drawing import Drawing

POINTS_A_TILE = 48
INK = "#14202b"
AS_DRAWN_S = 8.0
"""A drawing that appears as it was drawn takes so long: time to guess before it is whole."""

_AS_DRAWN = (
    "@media (prefers-reduced-motion:no-preference){polyline{stroke-dasharray:1 1;stroke-dashoffset:1;opacity:0;"
    "animation:pen linear forwards}}@keyframes pen{1%{opacity:1}to{stroke-dashoffset:0;opacity:1}}"
)
SIDE = 100
"""Of a tile, in its own units."""

PNG_SIDE_PX = 140
_PARTS_OF_A_PIXEL = 4
"""As powers of two: what OpenCV calls the shift of a point's fraction."""


def picture_address(drawing: Drawing, *, decimals: int = 0, animated: bool = False) -> str:
    """An SVG as an address: what Streamlit's ``st.html`` lets through, and nothing in it can run.

    Args:
        drawing: what is drawn.
        decimals: of coordinates, in hundredths of the tile's side; a large picture needs one.
        animated: True to let the lines appear as the pen drew them; for who wants no motion they stand at once.
    """
    style = f"<style>{_AS_DRAWN}</style>" if animated else ""
    lines = _lines(drawing, decimals, animated)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" fill="none" stroke="{INK}" '
        f'stroke-width="7" stroke-linecap="round" stroke-linejoin="round">{style}{lines}</svg>'
    )
    return f"data:image/svg+xml,{quote(svg)}"


def _lines(drawing: Drawing, decimals: int, animated: bool) -> str:
    points = np.concatenate(drawing.strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = SIDE * 0.78 / max(float((high - low).max()), 1.0)
    middle = (low + high) / 2
    written, lines = 0, []
    for stroke in drawing.strokes:
        numbers = _numbers((stroke - middle) * scale + SIDE / 2, len(points), decimals)
        times = tuple(round(AS_DRAWN_S * count / len(points), 2) for count in (written, len(stroke)))
        how = f' pathLength="1" style="animation-delay:{times[0]}s;animation-duration:{times[1]}s"' if animated else ""
        lines.append(f'<polyline points="{numbers}"{how}/>')
        written += len(stroke)
    return "".join(lines)


def _numbers(stroke: np.ndarray, points_in_all: int, decimals: int) -> str:
    step = max(1, points_in_all // POINTS_A_TILE)
    kept = np.concatenate([stroke[:-1:step], stroke[-1:]])
    kept = np.concatenate([kept, kept]) if len(kept) == 1 else kept  # a tap: round ends make the dot
    return " ".join(f"{x:.{decimals}f},{y:.{decimals}f}" for x, y in kept)


def picture_png(drawing: Drawing) -> bytes:
    """A PNG of the whole canvas, dark ink on white paper, as other programs and the Retrain page read it."""
    scale = PNG_SIDE_PX / max(drawing.width_px, drawing.height_px)
    paper = np.full((round(drawing.height_px * scale), round(drawing.width_px * scale)), 255, np.uint8)
    lines = [np.round(stroke * scale * 2**_PARTS_OF_A_PIXEL).astype(np.int32) for stroke in drawing.strokes]
    pen = max(1, round(drawing.pen_width_px * scale))
    cv2.polylines(paper, lines, False, 0, pen, cv2.LINE_AA, _PARTS_OF_A_PIXEL)
    return cv2.imencode(".png", paper)[1].tobytes()
