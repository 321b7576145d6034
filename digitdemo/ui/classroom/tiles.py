"""Drawings as small tiles: lines in SVG, sharp at every size, a few hundred bytes each."""

import html
from collections.abc import Callable, Sequence
from urllib.parse import quote

import numpy as np

from digitdemo.classroom.collecting import Collected
from digitdemo.drawing.drawing import Drawing

POINTS_A_TILE = 48
MOST_IN_A_ROW = 24
"""Tiles of one group: the newest that a line of a wide screen holds."""
INK = "#14202b"
MOST_ROWS = 12
"""Lines under each other that are still read from the last row; more stand in two columns."""

AS_DRAWN_S = 8.0
"""A drawing that appears as it was drawn takes so long: time to guess before it is whole."""

_AS_DRAWN = (
    "@media (prefers-reduced-motion:no-preference){polyline{stroke-dasharray:1 1;stroke-dashoffset:1;opacity:0;"
    "animation:pen linear forwards}}@keyframes pen{1%{opacity:1}to{stroke-dashoffset:0;opacity:1}}"
)
SIDE = 100
"""Of a tile, in its own units."""


def tile(drawing: Drawing, caption: str = "", *, title: str) -> str:
    """One drawing, cropped to its ink and centred.

    Args:
        caption: plain text under it; empty for none.
        title: plain text for who does not see it.
    """
    words = f"<figcaption>{html.escape(caption)}</figcaption>" if caption else ""
    return f'<figure><img src="{picture_address(drawing)}" alt="{html.escape(title)}">{words}</figure>'


def tiles(drawings: Sequence[Collected], titles: Sequence[str], *, names: bool) -> str:
    """Many drawings, the newest first; the grid's columns are as many as fill the screen."""
    newest_first = list(zip(drawings, titles, strict=True))[::-1]
    figures = (tile(one.drawing, one.name if names else "", title=title) for one, title in newest_first)
    return f'<div class="dd-class-tiles" style="--columns:{columns_of(len(drawings))}">{"".join(figures)}</div>'


def rows_of_tiles(rows: Sequence[tuple[str, Sequence[Collected]]], titles: Callable[[Collected], str]) -> str:
    """A line for each group: its name, how many drawings it has, and the newest of them.

    Args:
        rows: name in plain text and drawings of each group.
        titles: says what a drawing is, for who does not see it.
    """
    lines = []
    for name, drawings in rows:
        newest = drawings[-MOST_IN_A_ROW:][::-1]
        figures = "".join(tile(one.drawing, title=titles(one)) for one in newest)
        count = f"<small>{len(drawings)}</small>"
        lines.append(f"<li><b>{html.escape(name)}</b>{count}<div>{figures}</div></li>")
    across = 1 if len(rows) <= MOST_ROWS else 2
    return f'<ol class="dd-class-rows" style="--rows:{len(rows)};--across:{across}">{"".join(lines)}</ol>'


def columns_of(count: int) -> int:
    """Columns of a wide screen that show so many square tiles as large as they fit: 2.4 times as many as rows."""
    return int(min(max(np.ceil(np.sqrt(count * 2.4)), 6), 24))


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
