"""Several ways to find the digits of one number: what each read side by side, and how it works behind a tab."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from digitdemo.reading.number import NumberReading
from digitdemo.sentences import say
from digitdemo.ui.number.measured import show_measured
from digitdemo.ui.reading import percent

NOTHING = "–"
MOST_ROWS = 60
"""Of a table of windows."""


@dataclass(frozen=True)
class Way:
    """One way to find digits.

    Attributes:
        name: what it is called.
        good_for: what it is good for, and what it cannot do, in a sentence or two.
        show: draws how it works, in its tab, and returns the digits that it read, "" for none.
    """

    name: str
    good_for: str
    show: Callable[[], str]


def show_ways(ways: Sequence[Way]) -> None:
    """A card for each way with its number, and a tab for each with what it does."""
    st.subheader(say("number-ways"))
    cards = st.container()
    read = []
    for way, tab in zip(ways, st.tabs([way.name for way in ways]), strict=True):
        with tab:
            read.append(way.show())
    with cards:
        st.html(f'<div class="dd-ways">{"".join(map(_card_html, ways, read))}</div>')
        show_measured()


def cutting(reading: NumberReading) -> Way:
    """The way that the page itself reads: pieces put together to groups."""

    def show() -> str:
        st.markdown(say("number-cut-how"))
        st.caption(say("number-cut-counted", trials=reading.trials, elapsed=f"{reading.elapsed_ms:.0f}"))
        return reading.text.replace("\n", " / ")

    return Way(say("number-cut"), say("number-cut-good-for"), show)


def window_row(
    number: int, digit: int, confidence: float, yields_to: int, overlap: float, where: dict[str, str]
) -> dict[str, object]:
    """A window that was sure, as a table's row: what it read, and to which other it had to yield.

    Args:
        number: what the table calls it.
        digit: what it read.
        confidence: how sure it was, 0 to 1.
        yields_to: the number of the window that suppressed it; its own where it stays.
        overlap: with that window, 0 to 1.
        where: more of it, by column.
    """
    happens = say("detecting-yields", other=yields_to, overlap=percent(overlap))
    return {
        say("detecting-column-window"): number,
        say("detecting-column-digit"): str(digit),
        say("detecting-column-happens"): say("detecting-stays") if yields_to == number else happens,
        say("detecting-column-sure"): percent(confidence),
        **where,
    }


def _card_html(way: Way, read: str) -> str:
    return (
        f'<section class="dd-way"><h4>{html.escape(way.name)}</h4><p class="dd-way-read">{html.escape(read or NOTHING)}'
        f"</p><p>{html.escape(way.good_for)}</p></section>"
    )
