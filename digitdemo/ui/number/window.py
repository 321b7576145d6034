"""The sliding window along a number: its confidences as a strip, the picks of non-maximum suppression."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.drawing.drawing import Drawing
from digitdemo.networks.task import CLASSES
from digitdemo.reading.network import Network
from digitdemo.reading.number import NumberReading
from digitdemo.reading.sliding_window import (
    MIN_CONFIDENCE,
    USUAL_WINDOW,
    SlidingReading,
    slide_along_ink,
    slide_along_strokes,
)
from digitdemo.sentences import say
from digitdemo.ui.colour_scales import AMOUNT
from digitdemo.ui.number.ways import MOST_ROWS, Way, window_row

_STRIP_HEIGHT_PX = 260
_BESIDE_PX, _ABOVE_PX, _BELOW_PX = 28, 30, 70  # for the digits beside, the picks above, the legend below


def sliding_way(network: Network, drawing: Drawing, reading: NumberReading) -> Way:
    """The sliding window as one of the ways to find the digits."""

    def show() -> str:
        st.markdown(say("number-window-how"))
        window, step = show_controls()
        sliding = slide(network, drawing, reading, window, step)
        with st.container(key="number_strip_frame"):
            show_strip(sliding, reading.width_px, drawing.width_px)
        st.caption(how_many_windows(sliding))
        if sliding and sliding.sure:
            st.dataframe(_rows(sliding), hide_index=True, key="number_line_windows")
        return sliding.text if sliding else ""

    return Way(say("number-window"), say("number-window-good-for"), show)


def show_controls() -> tuple[float, float]:
    """Window width and step, as shares of the number's height."""
    with st.container(horizontal=True, gap="medium"):
        usual = round(100 * USUAL_WINDOW)
        window = st.slider(say("number-window-width"), 30, 140, usual, 5, format="%d %%", key="number_window")
        step = st.slider(say("number-window-step"), 2, 40, 8, 1, format="%d %%", key="number_step")
    return window / 100, step / 100


def slide(
    network: Network, drawing: Drawing, reading: NumberReading, window: float, step: float
) -> SlidingReading | None:
    """Slide along the drawing, or along the ink of a picture that was read; None where nothing is written."""
    if not reading.digits:
        return None
    if reading.ink is not None:
        return slide_along_ink(network, reading.ink, window=window, step=step)
    return slide_along_strokes(network, drawing.strokes, window=window, step=step)


def show_strip(sliding: SlidingReading | None, width_px: int, shown_px: int) -> None:
    """What the network says at each position, as wide as the drawing, so that both line up.

    Args:
        width_px: of the drawing, in its own pixels.
        shown_px: of the drawing, on the screen.
    """
    chart = alt.layer(_confidences(sliding, width_px), *_marks(sliding, width_px)).properties(
        width=shown_px,
        height=_STRIP_HEIGHT_PX,
        autosize=alt.AutoSizeParams(type="none"),
        padding={"left": 0, "right": _BESIDE_PX, "top": _ABOVE_PX, "bottom": _BELOW_PX},
    )
    st.altair_chart(chart, width="content", key="number_strip")


def _along(channel: str, width_px: int) -> alt.X:
    return alt.X(f"{channel}:Q", scale=alt.Scale(domain=[0, width_px], nice=False), axis=None)


def _confidences(sliding: SlidingReading | None, width_px: int) -> alt.Chart:
    """A row for each digit, a column for each position."""
    return (
        alt.Chart(_cells(sliding, width_px))
        .mark_rect()
        .encode(
            _along("left", width_px),
            alt.X2("right:Q"),
            alt.Y(
                "digit:O",
                title=None,
                axis=alt.Axis(orient="right", labelFontSize=13, labelOverlap=False, labelFlush=False, ticks=False),
            ),
            alt.Color(
                "probability:Q",
                scale=alt.Scale(domain=[0, 1], range=list(AMOUNT)),
                legend=alt.Legend(title=say("number-window-legend"), orient="bottom", format=".0%", gradientLength=200),
            ),
            tooltip=[
                alt.Tooltip("digit:O", title=say("number-window-digit")),
                alt.Tooltip("probability:Q", title=say("number-window-probability"), format=".1%"),
            ],
        )
    )


def _marks(sliding: SlidingReading | None, width_px: int) -> tuple[alt.Chart, alt.Chart]:
    """A line at each position that stays, and its digit above."""
    picks, x = _picks(sliding), _along("middle", width_px)
    rules = alt.Chart(picks).mark_rule(strokeWidth=2, strokeDash=[4, 3], color="#ff8c1a").encode(x)
    labels = (
        alt.Chart(picks)
        .mark_text(fontSize=20, fontWeight="bold", baseline="bottom", dy=-4, color="#e07000")
        .encode(x, y=alt.value(0), text="digit:O")
    )
    return rules, labels


def how_many_windows(sliding: SlidingReading | None) -> str:
    """What the strip counts, as a sentence."""
    if sliding is None:
        return say("number-window-nothing")
    limit = f"{100 * MIN_CONFIDENCE:.0f}\u00a0%"
    sure, kept = len(sliding.sure), len(sliding.picked)
    return say("number-window-counted", windows=len(sliding.lefts), sure=sure, limit=limit, kept=kept)


def _rows(sliding: SlidingReading) -> list[dict[str, object]]:
    """Every window that was sure, the surest first, with the other one that suppressed it where it goes."""
    number_of = {index: place for place, index in enumerate(sliding.sure, start=1)}
    shown = np.array(sliding.sure[:MOST_ROWS])
    others, shared = sliding.suppression.suppressor[shown], sliding.suppression.overlap[shown]
    return [
        window_row(
            number_of[index],
            int(sliding.probabilities[index].argmax()),
            float(sliding.confidences[index]),
            number_of[other],
            float(overlap),
            {say("number-window-middle"): f"{sliding.middles[index]:.0f}"},
        )
        for index, other, overlap in zip(shown.tolist(), others.tolist(), shared, strict=True)
    ]


def _cells(sliding: SlidingReading | None, width_px: int) -> pd.DataFrame:
    """One row for each position and digit; an empty strip before anything is written."""
    if sliding is None:
        return pd.DataFrame({"left": 0.0, "right": float(width_px), "digit": range(CLASSES), "probability": 0.0})
    middles = sliding.middles
    half = (middles[1] - middles[0]) / 2 if len(middles) > 1 else sliding.width / 2
    positions = len(middles)
    return pd.DataFrame(
        {
            "left": np.repeat(middles - half, CLASSES).round(1),
            "right": np.repeat(middles + half, CLASSES).round(1),
            "digit": np.tile(np.arange(CLASSES), positions),
            "probability": sliding.probabilities.ravel().round(4),
        }
    )


def _picks(sliding: SlidingReading | None) -> pd.DataFrame:
    if sliding is None:
        return pd.DataFrame({"middle": [], "digit": []})
    picked = list(sliding.picked)
    return pd.DataFrame({"middle": sliding.middles[picked], "digit": sliding.probabilities[picked].argmax(axis=1)})
