"""The way from the drawing to the network's input, in pictures."""

import html

import numpy as np
import streamlit as st

from digitdemo.reading.preprocessing import Preparation, Step
from digitdemo.reading.recognizer import Recognizer
from digitdemo.sentences import say
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
PHOTO = ("draw-step-raw-photo", "draw-step-raw-photo-means")


def show_steps(preparation: Preparation, recognizer: Recognizer, *, is_photo: bool) -> None:
    """Show each step with what the network would read if it got that step's picture.

    Args:
        is_photo: a picture was read; nobody drew it here.
    """
    words = {**STEPS, "raw": PHOTO} if is_photo else STEPS
    figures = "".join(_figure(step, words[step.name], recognizer.read_step(step)) for step in preparation.steps)
    st.html(f'<div class="dd-steps">{figures}</div>')


def show_input_numbers(network_input: np.ndarray) -> None:
    """The 28x28 input enlarged, each pixel's value under the pointer.

    The chart is written out in Vega-Lite: importing Altair for it would cost the web process 26 MiB.

    Args:
        network_input: (28, 28) float32 in [0, 1].
    """
    ink = np.round(network_input * 255).astype(int)
    pixels = [
        {"row": row, "column": column, "ink": int(value)}
        for row, line in enumerate(ink)
        for column, value in enumerate(line)
    ]
    spec = {
        "data": {"values": pixels},
        "mark": {"type": "rect", "tooltip": True},
        "width": {"step": 12},
        "height": {"step": 12},
        "encoding": {
            "x": {"field": "column", "type": "ordinal", "axis": None},
            "y": {"field": "row", "type": "ordinal", "axis": None},
            "color": {
                "field": "ink",
                "type": "quantitative",
                "scale": {"domain": [0, 255], "range": ["#000000", "#ffffff"]},
                "legend": {"orient": "bottom", "gradientLength": 300, "values": [0, 128, 255]},
            },
            "tooltip": [{"field": name, "type": "quantitative"} for name in ("row", "column", "ink")],
        },
    }
    st.vega_lite_chart(spec=spec, width="content", key="draw_numbers")


def _figure(step: Step, words: tuple[str, str], probabilities: np.ndarray) -> str:
    name, meaning = map(say, words)
    digit = int(probabilities.argmax())
    verdict = say("draw-step-verdict", digit=str(digit), percent=percent(float(probabilities[digit])))
    height, width = step.picture.shape[:2]
    small = " dd-small-picture" if max(height, width) <= 28 else ""
    return (
        f'<figure class="dd-step" title="{html.escape(meaning)}"><div class="dd-frame{small}">'
        f'<img src="{data_uri(step.picture)}" alt="{html.escape(name)}: {width} × {height}"></div>'
        f'<figcaption><strong>{html.escape(name)}</strong><span class="dd-meaning">{html.escape(meaning)}</span>'
        f'<span class="dd-verdict">{html.escape(verdict)}</span></figcaption></figure>'
    )
