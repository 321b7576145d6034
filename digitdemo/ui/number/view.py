"""The number that was read, in large type, and its digits one by one."""

import html

import numpy as np
import streamlit as st

from digitdemo.reading.number import DigitBox, NumberReading, Remark
from digitdemo.sentences import say
from digitdemo.ui.number.canvas import boxes_html
from digitdemo.ui.pixels import data_uri
from digitdemo.ui.reading import percent

REMARKS = {
    Remark.BLANK: "number-invitation",
    Remark.ONLY_DOTS: "number-only-dots",
    Remark.TOO_MUCH: "number-too-much",
    Remark.NO_DIGIT: "number-no-digit",
    Remark.LINE_LEFT_OUT: "number-line-left-out",
}


def show_number(reading: NumberReading) -> None:
    """The number as large as it fits; the same height whatever it is."""
    lines = reading.text.split("\n")
    longest = max(len(line) for line in lines) or 1
    rows = "<br>".join(html.escape(line) for line in lines) if reading.digits else "–"
    st.html(
        f'<div class="dd-number-frame"><p class="dd-number" style="--dd-count:{longest};--dd-lines:{len(lines)}">'
        f'{rows}</p></div><p class="dd-number-words">{html.escape(words_for(reading))}</p>'
    )


def words_for(reading: NumberReading) -> str:
    """What there is to say about the number, in a sentence or two."""
    if reading.remark is Remark.BLANK and reading.ink is not None:
        return say("number-blank-picture")
    if reading.remark is not None and not any(digit.reading.digit is not None for digit in reading.digits):
        return say(REMARKS[reading.remark])
    sentences = [say("number-count", count=len(reading.digits), lines=reading.text.count("\n") + 1)]
    if reading.remark is not None:
        sentences.append(say(REMARKS[reading.remark]))
    elif "?" in reading.text:
        sentences.append(say("number-unsure"))
    return " ".join(sentences)


def show_digits(reading: NumberReading) -> None:
    """Each digit as the network saw it, with its answer; the row keeps its height when it is empty."""
    cards = "".join(_card_html(digit) for digit in reading.digits)
    st.html(f'<div class="dd-digit-row">{cards}</div>')


def show_picture(picture: np.ndarray, reading: NumberReading) -> None:
    """A picture with the boxes on it."""
    alt = html.escape(say("number-your-picture"))
    st.html(f'<div class="dd-boxed-picture"><img src="{data_uri(picture)}" alt="{alt}">{boxes_html(reading)}</div>')


def _card_html(digit: DigitBox) -> str:
    preparation = digit.reading.preparation
    seen = np.zeros((28, 28)) if preparation is None else preparation.network_input
    closest = digit.reading.closest
    sure = percent(float(digit.reading.probabilities[closest]))
    answer = str(closest) if digit.reading.digit is not None else say("number-closest", digit=str(closest))
    uri = data_uri(np.round(seen * 255).astype(np.uint8), 2)
    return (
        f'<figure class="dd-digit-card"><img src="{uri}" alt=""><figcaption><b>{answer}</b>{sure}</figcaption></figure>'
    )
