"""Drawings as tiles of a page: the newest, or in lines by digit or by pupil."""

import html
from collections.abc import Callable, Sequence

import numpy as np

from digitdemo.classroom.collecting import Collected
from digitdemo.classroom.pictures import picture_address
from digitdemo.drawing.drawing import Drawing

MOST_IN_A_ROW = 24
"""Tiles of one group: the newest that a line of a wide screen holds."""
INK = "#14202b"
MOST_ROWS = 12
"""Lines under each other that are still read from the last row; more stand in two columns."""


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
