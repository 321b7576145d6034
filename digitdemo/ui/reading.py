"""The reading as a page shows it: the digit, how sure, a bar for each class. Always the same place and size."""

import html
from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from digitdemo.networks.task import DIGITS
from digitdemo.reading.recognizer import Reading, Recognizer
from digitdemo.sentences import say
from digitdemo.storage.models import StoredModel

HOW_SURE = (
    # from this probability on, the sentence
    (0.99, "reading-sure"),
    (0.90, "reading-fairly-sure"),
    (0.60, "reading-thinks-so"),
    (0.00, "reading-guesses"),
)
DASH = "–"
UNSAID = "?"


def show_reading(reading: Reading | None, recognizer: Recognizer | None, without_ink: str | None = None) -> None:
    """Show a reading.

    Args:
        reading: none, or a blank one, leaves the place empty, at its full size.
        recognizer: who reads; None where no network can be used.
        without_ink: what to say where there is nothing to read; None: the invitation to draw.
    """
    if reading is None or reading.is_blank:
        model = recognizer.model if recognizer else None
        small_print = say("reading-ready", network=model.title, parameters=model.parameters) if model else ""
        without_ink = _invitation(model) if without_ink is None else without_ink
        names = model.class_names if model else DIGITS
        st.html(_reading_html(DASH, without_ink, "", names, np.zeros(len(names)), None, small_print))
    else:
        probabilities, names = reading.probabilities, reading.model.class_names
        digit = UNSAID if reading.digit is None else names[reading.digit]
        second = reading.runner_up
        runner_up = say("reading-runner-up", digit=names[second], percent=percent(probabilities[second]))
        small_print = say(
            "reading-small-print",
            network=reading.model.title,
            parameters=reading.model.parameters,
            elapsed=f"{reading.elapsed_ms:.1f}",
        )
        st.html(_reading_html(digit, how_sure(reading), runner_up, names, probabilities, reading.closest, small_print))


def _invitation(model: StoredModel | None) -> str:
    if model is None or model.reads_digits:
        return say("reading-invitation")
    return say("reading-invitation-signs", signs=" ".join(model.class_names))


def how_sure(reading: Reading) -> str:
    """How sure the network is, as a sentence."""
    if reading.digit is None:
        return _none_of_mine(reading.model.reads_digits, reading.model.class_names[reading.closest])
    probability = float(reading.probabilities[reading.digit])
    message_id = next(message_id for least, message_id in HOW_SURE if probability >= least)
    return say(message_id, percent=percent(probability))


def _none_of_mine(reads_digits: bool, closest: str) -> str:
    return say("reading-no-digit" if reads_digits else "reading-no-sign", closest=closest)


def sentences_to_fill(reads_digits: bool) -> dict[str, Any]:
    """The sentences of a reading for the browser, which fills in ``{percent}``, ``{digit}`` and ``{closest}``."""
    return {
        "not_a_digit": _none_of_mine(reads_digits, "{closest}"),
        "how_sure": [(least, say(message_id, percent="{percent}")) for least, message_id in HOW_SURE],
        "runner_up": say("reading-runner-up", digit="{digit}", percent="{percent}"),
        "over": percent(1.0),
        "under": percent(0.0),
    }


def percent(probability: float) -> str:
    """A probability as it is worth saying: never 0 % or 100 %, of which no network can be sure."""
    if probability > 0.999:
        return say("reading-over", percent="99.9\u00a0%")
    if probability < 0.001:
        return say("reading-under", percent="0.1\u00a0%")
    return f"{100 * float(probability):.1f}\u00a0%"


def whole_percent(probability: float) -> str:
    """A probability beside a bar: short, and as little as ``percent`` a 0 % or 100 %."""
    if probability > 0.995:
        return ">\u00a099\u00a0%"
    if probability < 0.005:
        return "<\u00a01\u00a0%"
    return f"{100 * probability:.0f}\u00a0%"


def _reading_html(
    digit: str,
    words: str,
    more: str,
    names: Sequence[str],
    probabilities: np.ndarray,
    best: int | None,
    small_print: str,
) -> str:
    bars = "".join(
        _bar_html(name, float(value), place == best)
        for place, (name, value) in enumerate(zip(names, probabilities, strict=True))
    )
    look = "dd-digit dd-word" if len(digit) > 2 else "dd-digit"
    many = " dd-many" if len(names) > len(DIGITS) else ""
    return (
        f'<div class="dd-reading{many}"><div>'
        f'<p class="{look}">{html.escape(digit)}</p>'
        f'<p class="dd-words">{html.escape(words)}<br><small>{html.escape(more)}</small></p></div>'
        f'<dl class="dd-bars">{bars}</dl>'
        f'<p class="dd-small">{html.escape(small_print)}</p></div>'
    )


def _bar_html(name: str, probability: float, is_best: bool) -> str:
    written = html.escape(whole_percent(probability)) if probability > 0 else ""
    return (
        f'<dt class="{"dd-best" if is_best else ""}">{html.escape(name)}</dt>'
        f'<dd class="dd-track"><span class="dd-fill" style="width:{100 * probability:.1f}%"></span></dd>'
        f'<dd class="dd-percent">{written}</dd>'
    )
