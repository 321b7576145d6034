"""The sheet with its grid, its candidates and what stayed of them, as one drawing."""

import base64
import html
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digitdemo.detecting.finding import Finding
from digitdemo.detecting.grid import CELL_PX
from digitdemo.sentences import say
from digitdemo.ui.pixels import data_uri

KEPT, DROPPED, CHOSEN = "#1561a3", "#bd6314", "#000"


@dataclass(frozen=True)
class Mark:
    """One candidate on the sheet.

    Attributes:
        number: to speak of it; 1 is the surest.
        box: (4,) on the sheet.
        digit: what it reads.
        confidence: its cell's.
        stays: True for what was found in the end.
        yields_to: the number of the candidate that suppressed it; None if none did.
        overlap: with that one.
        turned_away: True where the second reading took it for no digit.
        is_cut: True where it touches another digit, and was cut from it.
        was_cut: True where it held several digits, or parts of them, and was cut into those.
    """

    number: int
    box: np.ndarray
    digit: int
    confidence: float
    stays: bool
    yields_to: int | None = None
    overlap: float = 0.0
    turned_away: bool = False
    is_cut: bool = False
    was_cut: bool = False


def figure_html(finding: Finding, marks: Sequence[Mark], chosen: tuple[int, int]) -> str:
    """The sheet as the detector gets it; what stays in whole lines, what goes in dashed ones."""
    assert finding.sheet is not None
    ink = finding.sheet.ink
    height, width = ink.shape
    row, column = chosen
    parts = [f'<image href="{data_uri(255 - ink)}" width="{width}" height="{height}"/>', _grid(width, height)]
    parts.append(
        f'<rect x="{column * CELL_PX}" y="{row * CELL_PX}" width="{CELL_PX}" height="{CELL_PX}" '
        f'fill="#7fb1d9" fill-opacity="0.45" stroke="{CHOSEN}" stroke-width="1.5"/>'
    )
    assert finding.cells is not None
    parts.append(box_svg(finding.cells.boxes()[row, column], CHOSEN, "2 2"))
    dropped = [mark for mark in marks if not mark.stays]
    parts += [box_svg(mark.box, DROPPED, "5 3", f"{mark.number}") for mark in dropped]
    parts += [box_svg(mark.box, KEPT, "", f"{mark.number}: {mark.digit}") for mark in marks if mark.stays]
    alt = say("detecting-figure-alt", found=len(finding.digits), dropped=len(dropped))
    drawn = svg_html("".join(parts), (0, 0, width, height), alt, 2 * width)
    return f"{drawn}<p><small>{html.escape(say('detecting-figure'))}</small></p>"


def svg_html(parts: str, box: tuple[float, float, float, float], alt: str, most_px: int) -> str:
    """A drawing as a picture: Streamlit takes bare SVG out of HTML.

    Args:
        parts: the drawing's elements.
        box: left, top, width and height of what is shown of it.
        most_px: so wide is it at most on the screen.
    """
    view = " ".join(f"{side:g}" for side in box)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{box[2]:g}" height="{box[3]:g}" '
        f'font-family="sans-serif"><rect x="{box[0]:g}" y="{box[1]:g}" width="100%" height="100%" fill="#fff"/>'
        f"{parts}</svg>"
    )
    uri = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
    return f'<img src="{uri}" alt="{html.escape(alt)}" style="width:100%;max-width:{most_px}px;border-radius:0.5rem">'


def box_svg(box: np.ndarray, colour: str, dashes: str = "", label: str = "", size: float = 1.0) -> str:
    """A box with a label above its left corner; ``size`` multiplies lines and letters on larger drawings."""
    left, top, right, bottom = (float(side) for side in box)
    shape = (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{max(right - left, 0):.1f}" height="{max(bottom - top, 0):.1f}" '
        f'fill="none" stroke="{colour}" stroke-width="{1.6 * size:.1f}" stroke-dasharray="{dashes}"/>'
    )
    if not label:
        return shape
    return (
        f'{shape}<text x="{left + 1:.1f}" y="{max(top - 2 * size, 9 * size):.1f}" font-size="{10 * size:.0f}" '
        f'font-weight="700" fill="{colour}" stroke="#fff" stroke-width="{2.5 * size:.1f}" paint-order="stroke">'
        f"{html.escape(label)}</text>"
    )


def _grid(width: int, height: int) -> str:
    across = "".join(f"M{x} 0V{height}" for x in range(0, width + 1, CELL_PX))
    down = "".join(f"M0 {y}H{width}" for y in range(0, height + 1, CELL_PX))
    return f'<path d="{across}{down}" stroke="#999" stroke-width="0.35" fill="none"/>'
