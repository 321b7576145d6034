"""Several networks read one drawing: a card each, all of one size, always in one order."""

import html
from collections.abc import Sequence
from typing import Any

import streamlit as st

from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX, Drawing
from digitdemo.errors import DigitDemoError
from digitdemo.reading.recognizer import Reading, Recognizer
from digitdemo.sentences import say
from digitdemo.storage.models import StoredModel
from digitdemo.ui import session
from digitdemo.ui.canvas import CanvasState, canvas_state
from digitdemo.ui.plain_text import plain
from digitdemo.ui.reading import DASH, percent

SIDE_PX = 280


def canvas_with_drawing() -> CanvasState:
    """The page's canvas; empty, it takes over what stands on the Draw page."""
    state = canvas_state("compare", SIDE_PX, SIDE_PX, DEFAULT_PEN_WIDTH_PX)
    drawn = st.session_state.get("draw_canvas_state")
    if "compare_took_over" not in st.session_state and drawn is not None and not drawn.drawing.is_blank:
        state.replace_drawing(drawn.drawing.resized(SIDE_PX, SIDE_PX))
    st.session_state["compare_took_over"] = True
    return state


def usable_recognizers(models: Sequence[StoredModel]) -> list[Recognizer]:
    """Those that can be loaded; of the others the page says why not."""
    recognizers = []
    for model in models:
        try:
            recognizers.append(session.recognizer(model.name))
        except DigitDemoError as error:
            st.error(plain(error), icon=":material/error:")
    return recognizers


def read_with_all(recognizers: Sequence[Recognizer], drawing: Drawing) -> list[Reading]:
    """One reading each of the same drawing."""
    strokes: list[Any] = list(drawing.strokes)
    return [
        recognizer.read_strokes(
            strokes,
            pen_width_px=drawing.pen_width_px,
            canvas_side_px=drawing.width_px,
            canvas_height_px=drawing.height_px,
        )
        for recognizer in recognizers
    ]


def show_readings(readings: Sequence[Reading]) -> None:
    """A card for each network; the one in use is marked."""
    chosen = session.chosen_model_name()
    cards = "".join(_card_html(reading, reading.model.name == chosen) for reading in readings)
    st.html(f'<p class="dd-verdict-of-all">{html.escape(verdict(readings))}</p><div class="dd-readers">{cards}</div>')


def verdict(readings: Sequence[Reading]) -> str:
    """How far the networks agree, as a sentence."""
    if not readings or readings[0].is_blank:
        return say("compare-invitation")
    closest = [reading.closest for reading in readings]
    digit = max(sorted(set(closest)), key=closest.count)
    if closest.count(digit) == len(closest):
        return say("compare-agree", count=len(closest), digit=str(digit))
    return say("compare-disagree", count=len(closest), right=closest.count(digit), digit=str(digit))


def _card_html(reading: Reading, is_chosen: bool) -> str:
    if reading.is_blank:
        digit, sure = DASH, " "
    else:
        digit = "?" if reading.digit is None else str(reading.digit)
        probability = percent(float(reading.probabilities[reading.closest]))
        sure = (
            probability
            if reading.digit is not None
            else say("compare-not-sure", digit=str(reading.closest), percent=probability)
        )
    shown = reading.probabilities if not reading.is_blank else 0 * reading.probabilities
    bars = "".join(
        f'<span class="{"dd-top" if value == shown.max() and value > 0 else ""}">'
        f'<i style="height:{100 * float(value):.0f}%"></i><b>{each}</b></span>'
        for each, value in enumerate(shown)
    )
    mark = f"<em>{html.escape(say('compare-in-use'))}</em>" if is_chosen else ""
    return (
        f'<div class="dd-reader{" dd-chosen" if is_chosen else ""}"><h2>{html.escape(reading.model.title)}{mark}</h2>'
        f'<div class="dd-reader-answer"><p>{digit}</p><div class="dd-columns">{bars}</div></div>'
        f"<small>{html.escape(sure)}</small></div>"
    )
