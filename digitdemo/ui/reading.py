"""The reading as a page shows it: the digit, how sure, ten bars. Always the same place and size."""

import html
from typing import Any

import numpy as np
import streamlit as st

from digitdemo.reading.recognizer import Reading, Recognizer
from digitdemo.sentences import say

HOW_SURE = (
    # from this probability on, the sentence
    (0.99, "reading-sure"),
    (0.90, "reading-fairly-sure"),
    (0.60, "reading-thinks-so"),
    (0.00, "reading-guesses"),
)
DASH = "–"


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
        without_ink = say("reading-invitation") if without_ink is None else without_ink
        st.html(_reading_html(DASH, without_ink, "", np.zeros(10), None, small_print))
    else:
        probabilities = reading.probabilities
        digit = "?" if reading.digit is None else str(reading.digit)
        runner_up = say("reading-runner-up", digit=reading.runner_up, percent=percent(probabilities[reading.runner_up]))
        small_print = say(
            "reading-small-print",
            network=reading.model.title,
            parameters=reading.model.parameters,
            elapsed=f"{reading.elapsed_ms:.1f}",
        )
        st.html(_reading_html(digit, how_sure(reading), runner_up, probabilities, reading.closest, small_print))


def how_sure(reading: Reading) -> str:
    """How sure the network is, as a sentence."""
    if reading.digit is None:
        return say("reading-no-digit", closest=reading.closest)
    probability = float(reading.probabilities[reading.digit])
    message_id = next(message_id for least, message_id in HOW_SURE if probability >= least)
    return say(message_id, percent=percent(probability))


def sentences_to_fill() -> dict[str, Any]:
    """The sentences of a reading for the browser, which fills in ``{percent}``, ``{digit}`` and ``{closest}``."""
    return {
        "not_a_digit": say("reading-no-digit", closest="{closest}"),
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
    digit: str, words: str, more: str, probabilities: np.ndarray, best: int | None, small_print: str
) -> str:
    bars = "".join(_bar_html(each, float(value), each == best) for each, value in enumerate(probabilities))
    return (
        '<div class="dd-reading"><div>'
        f'<p class="dd-digit">{digit}</p>'
        f'<p class="dd-words">{html.escape(words)}<br><small>{html.escape(more)}</small></p></div>'
        f'<dl class="dd-bars">{bars}</dl>'
        f'<p class="dd-small">{html.escape(small_print)}</p></div>'
    )


def _bar_html(digit: int, probability: float, is_best: bool) -> str:
    written = html.escape(whole_percent(probability)) if probability > 0 else ""
    return (
        f'<dt class="{"dd-best" if is_best else ""}">{digit}</dt>'
        f'<dd class="dd-track"><span class="dd-fill" style="width:{100 * probability:.1f}%"></span></dd>'
        f'<dd class="dd-percent">{written}</dd>'
    )
