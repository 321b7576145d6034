"""Drawings as small tiles: lines in SVG, sharp at every size, a few hundred bytes each."""

import html
from collections.abc import Sequence
from urllib.parse import quote

import numpy as np

from digitdemo.classroom.collecting import Collected
from digitdemo.drawing.drawing import Drawing

POINTS_A_TILE = 48
INK = "#14202b"
SIDE = 100
"""Of a tile, in its own units."""


def tile(drawing: Drawing, caption: str = "", *, title: str) -> str:
    """One drawing, cropped to its ink and centred.

    Args:
        caption: plain text under it; empty for none.
        title: plain text for who does not see it.
    """
    words = f"<figcaption>{html.escape(caption)}</figcaption>" if caption else ""
    return f'<figure><img src="{_picture(drawing)}" alt="{html.escape(title)}">{words}</figure>'


def tiles(drawings: Sequence[Collected], titles: Sequence[str], *, names: bool) -> str:
    """Many drawings, the newest first; the grid's columns are as many as fill the screen."""
    newest_first = list(zip(drawings, titles, strict=True))[::-1]
    figures = (tile(one.drawing, one.name if names else "", title=title) for one, title in newest_first)
    return f'<div class="dd-class-tiles" style="--columns:{columns_of(len(drawings))}">{"".join(figures)}</div>'


def columns_of(count: int) -> int:
    """Columns of a wide screen that show so many square tiles as large as they fit: 2.4 times as many as rows."""
    return int(min(max(np.ceil(np.sqrt(count * 2.4)), 6), 24))


def _picture(drawing: Drawing) -> str:
    """An SVG as an address: what Streamlit's ``st.html`` lets through, and nothing in it can run."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" fill="none" stroke="{INK}" '
        f'stroke-width="7" stroke-linecap="round" stroke-linejoin="round">{_lines(drawing)}</svg>'
    )
    return f"data:image/svg+xml,{quote(svg)}"


def _lines(drawing: Drawing) -> str:
    points = np.concatenate(drawing.strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = SIDE * 0.78 / max(float((high - low).max()), 1.0)
    middle = (low + high) / 2
    return "".join(
        f'<polyline points="{_numbers((stroke - middle) * scale + SIDE / 2, len(points))}"/>'
        for stroke in drawing.strokes
    )


def _numbers(stroke: np.ndarray, points_in_all: int) -> str:
    step = max(1, points_in_all // POINTS_A_TILE)
    kept = np.concatenate([stroke[:-1:step], stroke[-1:]])
    kept = np.concatenate([kept, kept]) if len(kept) == 1 else kept  # a tap: round ends make the dot
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in kept)
