"""The way from the drawing to the network's input, in pictures."""

import html
from collections.abc import Sequence

import cv2
import numpy as np
import streamlit as st

from digitdemo.reading.preprocessing import Step
from digitdemo.reading.recognizer import Reading, Recognizer
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, show_boards
from digitdemo.ui.pixels import data_uri
from digitdemo.ui.reading import percent

STEPS = {
    # step: (the sentences of its name and of what it does)
    "raw": ("draw-step-raw", "draw-step-raw-means"),
    "ink": ("draw-step-ink", "draw-step-ink-means"),
    "one-pen": ("draw-step-one-pen", "draw-step-one-pen-means"),
    "cropped": ("draw-step-cropped", "draw-step-cropped-means"),
    "scaled": ("draw-step-scaled", "draw-step-scaled-means"),
    "centred": ("draw-step-centred", "draw-step-centred-means"),
}
SHOWN_PX = 150
"""Largest side of a step's place on the screen."""

PHOTO = ("draw-step-raw-photo", "draw-step-raw-photo-means")


def show_steps(reading: Reading, recognizer: Recognizer, *, is_photo: bool) -> None:
    """Show each step with what the network would read if it got that step's picture.

    Args:
        reading: with its preparation.
        is_photo: a picture was read; nobody drew it here.
    """
    if reading.preparation is None:
        return
    words = {**STEPS, "raw": PHOTO} if is_photo else STEPS
    figures: list[str] = []
    before: tuple[np.ndarray, np.ndarray, str] | None = None
    for step in reading.preparation.steps:
        if before is None or not np.array_equal(step.picture, before[0]):  # of a drawing the first two are the same
            is_input = step is reading.preparation.steps[-1]
            probabilities = reading.probabilities if is_input else recognizer.read_step(step)
            before = step.picture, probabilities, data_uri(_as_shown(step.picture))
        figures.append(_figure(step, words[step.name], _verdict(before[1], reading.model.class_names), before[2]))
    title = html.escape(say("draw-steps-title"))
    st.html(f'<h3>{title}</h3><div class="dd-steps">{"".join(figures)}</div>')


def _as_shown(picture: np.ndarray) -> np.ndarray:
    """Shrunk by a whole number where it has more pixels than its place on the screen."""
    factor = max(picture.shape[:2]) // SHOWN_PX
    if factor < 2:
        return picture
    height, width = picture.shape[:2]
    return cv2.resize(picture, (width // factor, height // factor), interpolation=cv2.INTER_AREA)


def show_input_numbers(network_input: np.ndarray) -> None:
    """The 28x28 input as numbers, 0 paper to 255 ink, on their shades.

    Args:
        network_input: (28, 28) float32 in [0, 1].
    """
    ink = np.round(network_input * 255)[None]
    show_boards([Board(ink, "numbers", alt=say("draw-numbers"), limits=255, digits=0)], "draw_numbers")


def _verdict(probabilities: np.ndarray, names: Sequence[str]) -> str:
    best = int(probabilities.argmax())
    return say("draw-step-verdict", digit=names[best], percent=percent(float(probabilities[best])))


def _figure(step: Step, words: tuple[str, str], verdict: str, address: str) -> str:
    name, meaning = map(say, words)
    height, width = step.picture.shape[:2]
    small = " dd-small-picture" if max(height, width) <= 28 else ""
    return (
        f'<figure class="dd-step" title="{html.escape(meaning)}"><div class="dd-frame{small}">'
        f'<img src="{address}" alt="{html.escape(name)}: {width} × {height}"></div>'
        f'<figcaption><strong>{html.escape(name)}</strong><span class="dd-meaning">{html.escape(meaning)}</span>'
        f'<span class="dd-verdict">{html.escape(verdict)}</span></figcaption></figure>'
    )
