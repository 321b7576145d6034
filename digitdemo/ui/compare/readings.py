"""Several networks read one drawing: a card each, all of one size, always in one order."""

import html
from collections.abc import Sequence
from typing import Any

import streamlit as st

from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import DigitDemoError
from digitdemo.networks.task import DIGITS
from digitdemo.reading.recognizer import Reading, Recognizer
from digitdemo.sentences import say
from digitdemo.storage.models import StoredModel
from digitdemo.ui import session
from digitdemo.ui.plain_text import plain
from digitdemo.ui.reading import DASH, UNSAID, percent


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
    """A card for each network, together those that tell the same apart; the one in use is marked."""
    chosen = session.chosen_model_name()
    for classes in dict.fromkeys(reading.model.classes for reading in readings) or (DIGITS,):
        alike = [reading for reading in readings if reading.model.classes == classes]
        cards = "".join(_card_html(reading, reading.model.name == chosen) for reading in alike)
        words = f'<p class="dd-verdict-of-all">{html.escape(verdict(alike))}</p>'
        st.html(f'{words}<div class="dd-readers">{cards}</div>')


def verdict(readings: Sequence[Reading]) -> str:
    """How far the networks agree, as a sentence."""
    if not readings or readings[0].is_blank:
        return _invitation(readings[0].model if readings else None)
    closest = [reading.closest for reading in readings]
    most = max(sorted(set(closest)), key=closest.count)
    digit, right = readings[0].model.class_names[most], closest.count(most)
    if not readings[0].model.reads_digits:
        return say("compare-signs", count=len(closest), right=right, sign=digit)
    if right == len(closest):
        return say("compare-agree", count=len(closest), digit=digit)
    return say("compare-disagree", count=len(closest), right=right, digit=digit)


def _invitation(model: StoredModel | None) -> str:
    if model is None or model.reads_digits:
        return say("compare-invitation")
    return say("compare-invitation-signs", signs=" ".join(model.class_names))


def _card_html(reading: Reading, is_chosen: bool) -> str:
    names = reading.model.class_names
    if reading.is_blank:
        digit, sure = DASH, " "
    else:
        digit = UNSAID if reading.digit is None else names[reading.digit]
        sure = _how_sure(reading)
    shown = reading.probabilities if not reading.is_blank else 0 * reading.probabilities
    bars = "".join(
        f'<span class="{"dd-top" if value == shown.max() and value > 0 else ""}">'
        f'<i style="height:{100 * float(value):.0f}%"></i><b>{html.escape(name)}</b></span>'
        for name, value in zip(names, shown, strict=True)
    )
    look = ' class="dd-word"' if len(digit) > 2 else ""
    many = " dd-many" if len(names) > len(DIGITS) else ""
    mark = f"<em>{html.escape(say('compare-in-use'))}</em>" if is_chosen else ""
    return (
        f'<div class="dd-reader{" dd-chosen" if is_chosen else ""}"><h2>{html.escape(reading.model.title)}{mark}</h2>'
        f'<div class="dd-reader-answer"><p{look}>{html.escape(digit)}</p>'
        f'<div class="dd-columns{many}">{bars}</div></div>'
        f"<small>{html.escape(sure)}</small></div>"
    )


def _how_sure(reading: Reading) -> str:
    highest = float(reading.probabilities[reading.closest])
    voters = reading.model.card.get("voters")
    if voters:
        return say("compare-votes", right=round(highest * voters), count=voters)
    if reading.digit is not None:
        return percent(highest)
    return say("compare-not-sure", digit=reading.model.class_names[reading.closest], percent=percent(highest))
