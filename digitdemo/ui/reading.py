"""The reading as a page shows it: the digit, how sure, ten bars. Always the same place and size."""

import html

import numpy as np
import streamlit as st

from digitdemo.reading.recognizer import Reading, Recognizer

INVITATION = "Draw a digit from 0 to 9, with the mouse or a finger."
NOT_A_DIGIT = "This does not look like a digit to me; closest: {closest}."
HOW_SURE = (
    # from this probability on, in words
    (0.99, "I am sure: {percent}."),
    (0.90, "I am fairly sure: {percent}."),
    (0.60, "I think so: {percent}."),
    (0.00, "I am guessing: {percent}."),
)
RUNNER_UP = "Next best: {digit}, with {percent}."
SMALL_PRINT = "Read by “{network}”, {parameters:,} parameters, in {elapsed_ms:.1f} ms."
NETWORK_READY = "Ready to read: “{network}”, {parameters:,} parameters."
DASH = "–"


def show_reading(reading: Reading | None, recognizer: Recognizer | None, without_ink: str = INVITATION) -> None:
    """Show a reading.

    Args:
        reading: none, or a blank one, leaves the place empty, at its full size.
        recognizer: who reads; None where no network can be used.
        without_ink: what to say where there is nothing to read.
    """
    if reading is None or reading.is_blank:
        model = recognizer.model if recognizer else None
        small_print = NETWORK_READY.format(network=model.title, parameters=model.parameters) if model else ""
        st.html(_reading_html(DASH, without_ink, "", np.zeros(10), None, small_print))
    else:
        probabilities = reading.probabilities
        digit = "?" if reading.digit is None else str(reading.digit)
        runner_up = RUNNER_UP.format(digit=reading.runner_up, percent=percent(probabilities[reading.runner_up]))
        small_print = SMALL_PRINT.format(
            network=reading.model.title, parameters=reading.model.parameters, elapsed_ms=reading.elapsed_ms
        )
        st.html(_reading_html(digit, how_sure(reading), runner_up, probabilities, reading.closest, small_print))


def how_sure(reading: Reading) -> str:
    """How sure the network is, as a sentence."""
    if reading.digit is None:
        return NOT_A_DIGIT.format(closest=reading.closest)
    probability = float(reading.probabilities[reading.digit])
    sentence = next(sentence for least, sentence in HOW_SURE if probability >= least)
    return sentence.format(percent=percent(probability))


def percent(probability: float) -> str:
    """A probability as it is worth saying: never 0 % or 100 %, of which no network can be sure."""
    if probability > 0.999:
        return "over 99.9\u00a0%"
    if probability < 0.001:
        return "under 0.1\u00a0%"
    return f"{100 * float(probability):.1f}\u00a0%"


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
    written = f"{100 * probability:.0f}\u00a0%" if probability > 0 else ""
    return (
        f'<dt class="{"dd-best" if is_best else ""}">{digit}</dt>'
        f'<dd class="dd-track"><span class="dd-fill" style="width:{100 * probability:.1f}%"></span></dd>'
        f'<dd class="dd-percent">{written}</dd>'
    )
