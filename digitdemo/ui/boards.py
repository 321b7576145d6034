"""Boards: arrays as crisp pixels or as tables of numbers, with values under the pointer, to click on.

One small component (plain JavaScript, no build) draws every array of a page's section: hundreds of maps as one
element. Colours are those of ``colour_scales``. What is picked comes back as board, tile, row and column.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from digitdemo.sentences import say
from digitdemo.ui.colour_scales import SIGNED, round_limit

_HERE = Path(__file__).parent
Outline = tuple[int, int, int, int]
"""top, left, height, width, in pixels of the array."""


@dataclass(frozen=True)
class Board:
    """One array, or several of one size, to show.

    Attributes:
        values: (tiles, rows, columns); what is NaN stays empty.
        name: to know it by when it is picked.
        title: above it.
        note: below the title, smaller.
        alt: what a screen reader says.
        limits: the number that gets the darkest colour; one for all tiles, or one each. The largest if None.
        pixel_px: how large a pixel should be on the screen; it gets smaller where there is no room.
        across: how many tiles stand side by side; as many as fit if None.
        pick: what a click picks: ``board``, ``tile``, ``pixel`` or nothing.
        chosen: the tile with a frame around it.
        outlines: by tile, what is outlined on it.
        labels: one for each tile; its number if None.
        marks: by tile, a word that stands on it.
        digits: write the numbers into the pixels, with so many digits; None draws pixels only.
        exact: send the numbers themselves; else one byte each, enough for small pictures.
        links: where a pixel's window lies on other boards: (board, tile, (row start, jump, size), (the same for
            columns)); outlined while the pointer is on the pixel.
        hint: said under the pointer, for a whole board; on a card, above its pictures.
        foot: below its pictures.
        large: on a phone it gets a line of its own.
        bars: names of bars that show probabilities; none: pixels.
    """

    values: np.ndarray
    name: str = ""
    title: str = ""
    note: str = ""
    alt: str = ""
    limits: float | np.ndarray | None = None
    pixel_px: int = 4
    across: int | None = None
    pick: str = ""
    chosen: int | None = None
    outlines: dict[int, list[Outline]] | None = None
    labels: list[str] | None = None
    marks: dict[int, str] | None = None
    digits: int | None = None
    exact: bool = True
    links: tuple[tuple[str, int, tuple[int, int, int], tuple[int, int, int]], ...] = ()
    hint: str = ""
    foot: str = ""
    large: bool = False
    bars: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pick:
    """What was clicked on; tile -1 is a whole board, beside its tiles or by the keyboard."""

    board: str
    tile: int
    row: int
    column: int


@dataclass(frozen=True)
class Legend:
    """What the colours mean: from 0, or from -limit, to limit."""

    text: str
    limit: float
    is_signed: bool


def show_boards(
    boards: list[Board],
    key: str,
    *,
    legends: tuple[Legend, ...] = (),
    on_pick: Callable[[], None] | None = None,
    joined: str = "",
    fit: bool = False,
) -> None:
    """Draw boards side by side, wrapping where there is no room.

    Args:
        key: of the component; ``picked(key)`` tells inside ``on_pick`` what was clicked on.
        joined: a sign between the boards, as × or =.
        fit: each board a column, all of one height in one row; on a phone each a card, to be swiped.
    """
    data = {
        "boards": [content_of(board) for board in boards],
        "stops": list(SIGNED),
        "legends": [{"text": each.text, "limit": each.limit, "signed": each.is_signed} for each in legends],
        "joined": joined,
        "place": say("boards-place", row="{row}", column="{column}"),
        "fit": fit,
    }
    _component()(key=key, data=data, on_picked_change=on_pick or _ignore)


def picked(key: str) -> Pick | None:
    """What was clicked on; to be asked in the ``on_pick`` of the boards with that key."""
    state: Any = st.session_state.get(key) or {}
    value = state.get("picked")
    if not value:
        return None
    return Pick(str(value["board"]), int(value["tile"]), int(value["row"]), int(value["column"]))


def tiles(maps: np.ndarray) -> np.ndarray:
    """(height, width, channels) -> (channels, height, width), as boards want it."""
    return np.moveaxis(maps, -1, 0)


def _ignore() -> None:
    """A click that nobody waits for."""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component(
        "digitdemo_boards",
        html='<div class="boards">\n</div>',
        css=(_HERE / "boards.css").read_text(encoding="utf-8"),
        js=(_HERE / "boards.js").read_text(encoding="utf-8"),
    )


def content_of(board: Board) -> dict[str, Any]:
    """A board as the browser gets it."""
    values = np.ascontiguousarray(board.values, np.float32)
    count, rows, columns = values.shape
    limit = round_limit(values) if board.limits is None else board.limits
    limits = np.broadcast_to(np.asarray(limit, np.float64), (count,))
    return {
        "name": board.name,
        "title": board.title,
        "note": board.note,
        "alt": board.alt or board.title,
        "count": count,
        "rows": rows,
        "columns": columns,
        "values": _packed(values, limits, board.exact),
        "exact": board.exact,
        "limits": [float(limit) or 1.0 for limit in limits],
        "pixel": board.pixel_px,
        "across": board.across,
        "pick": board.pick,
        "chosen": board.chosen,
        "outlines": {str(tile): found for tile, found in (board.outlines or {}).items()},
        "labels": board.labels,
        "marks": {str(tile): mark for tile, mark in (board.marks or {}).items()},
        "digits": board.digits,
        "links": board.links,
        "hint": board.hint,
        "foot": board.foot,
        "large": board.large,
        "bars": list(board.bars),
    }


def _packed(values: np.ndarray, limits: np.ndarray, exact: bool) -> str:
    if exact:
        return base64.b64encode(values.tobytes()).decode("ascii")
    shares = np.nan_to_num(values) / np.maximum(limits, 1e-12)[:, None, None]
    return base64.b64encode(np.round(np.clip(shares, -1, 1) * 127).astype(np.int8).tobytes()).decode("ascii")
