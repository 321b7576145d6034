"""How the lab draws numbers: small arrays written out, large ones as pixels."""

import numpy as np

from digitdemo.explaining.written_out import number
from digitdemo.ui.boards import Board, Outline
from digitdemo.ui.colour_scales import round_limit

MOST_NUMBERS = 10
"""A side of up to so many pixels is written as numbers."""


def lab_board(
    name: str,
    title: str,
    values: np.ndarray,
    limit: float | None = None,
    outlines: dict[int, list[Outline]] | None = None,
    *,
    side_px: int = 240,
    pick: str = "",
) -> Board:
    """A board of the lab.

    Args:
        values: (channels, height, width); what is NaN stays empty.
        side_px: of a picture; numbers take what they need.
    """
    count, height, width = values.shape
    return Board(
        values,
        name,
        title,
        f"{height}×{width}" + (f"×{count}" if count > 1 else ""),
        limits=round_limit(values) if limit is None else limit,
        pixel_px=max(2, side_px // max(height, width)),
        across=1 if count > 1 else None,
        digits=2 if max(height, width) <= MOST_NUMBERS else None,
        outlines=outlines or {},
        pick=pick,
    )


def short(value: float) -> str:
    """A number as it is worth writing: whole, or with two digits."""
    return number(value, 0) if float(value).is_integer() else number(value, 2)


def bracket(value: float) -> str:
    """The same inside a sum: negative ones in brackets."""
    text = short(value)
    return f"({text})" if text.startswith("−") else text
