"""The number that was read, in large type, and its digits one by one."""

import html

import numpy as np
import streamlit as st

from digitdemo.reading.number import DigitBox, NumberReading, Remark
from digitdemo.ui.number.canvas import boxes_html
from digitdemo.ui.pixels import data_uri
from digitdemo.ui.reading import percent

INVITATION = "Write a number, as many digits as you like. You may go on writing and correct it."
REMARKS = {
    Remark.BLANK: INVITATION,
    Remark.ONLY_DOTS: "I see only dots. Write larger digits.",
    Remark.TOO_MUCH: "There is more here than I can read at once. Write fewer digits.",
    Remark.NO_DIGIT: "I find nothing here that looks like a digit.",
    Remark.LINE_LEFT_OUT: "A long line runs through or under the number. I left it out.",
}
BLANK_PICTURE = "Nothing on this picture stands out from its paper."
UNSURE = "“?” marks what does not look like a digit to me."
ONE_LINE = {1: "I see one digit.", 2: "I see {count} digits."}
MORE_LINES = "I see {count} digits in {lines} lines, and read them from the top."
TIME = "{trials} groups of pieces tried, {elapsed_ms:.0f} ms."


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
        return BLANK_PICTURE
    if reading.remark is not None and not any(digit.reading.digit is not None for digit in reading.digits):
        return REMARKS[reading.remark]
    lines = reading.text.count("\n") + 1
    count = len(reading.digits)
    sentences = [MORE_LINES if lines > 1 else ONE_LINE[min(count, 2)]]
    if reading.remark is not None:
        sentences.append(REMARKS[reading.remark])
    elif "?" in reading.text:
        sentences.append(UNSURE)
    return " ".join(sentences).format(count=count, lines=lines)


def show_digits(reading: NumberReading) -> None:
    """Each digit as the network saw it, with its answer; the row keeps its height when it is empty."""
    cards = "".join(_card_html(digit) for digit in reading.digits)
    st.html(f'<div class="dd-digit-row">{cards}</div>')


def show_picture(picture: np.ndarray, reading: NumberReading) -> None:
    """A picture with the boxes on it."""
    st.html(
        f'<div class="dd-boxed-picture"><img src="{data_uri(picture)}" alt="Your picture">{boxes_html(reading)}</div>'
    )


def _card_html(digit: DigitBox) -> str:
    preparation = digit.reading.preparation
    seen = np.zeros((28, 28)) if preparation is None else preparation.network_input
    closest = digit.reading.closest
    sure = percent(float(digit.reading.probabilities[closest]))
    answer = str(closest) if digit.reading.digit is not None else f"? ({closest})"
    uri = data_uri(np.round(seen * 255).astype(np.uint8), 2)
    return (
        f'<figure class="dd-digit-card"><img src="{uri}" alt=""><figcaption><b>{answer}</b>{sure}</figcaption></figure>'
    )
