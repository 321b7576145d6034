"""The way from the drawing to the network's input, in pictures."""

import html

import numpy as np
import streamlit as st

from digitdemo.reading.preprocessing import Preparation, Step
from digitdemo.reading.recognizer import Recognizer
from digitdemo.ui.pixels import data_uri
from digitdemo.ui.reading import percent

STEPS = {
    # step: (name, what it does)
    "raw": ("Your drawing", "As you made it."),
    "ink": ("Ink found", "White is ink, black is paper."),
    "one-pen": ("One pen", "Drawn again with one line width."),
    "cropped": ("Cropped", "The empty paper is cut away."),
    "scaled": ("Scaled", "The longer side becomes 20 pixels."),
    "centred": ("Centred", "28 × 28 pixels, its weight in the middle."),
}
VERDICT = "Read from this: {digit}, {percent}"
NUMBERS = "The 28 × 28 numbers that the network gets"
WHY = (
    "The network learned from digits of one size, in the middle of the picture. "
    "Given an earlier picture, it may misread the very same digit."
)


def show_steps(preparation: Preparation, recognizer: Recognizer) -> None:
    """Show each step with what the network would read if it got that step's picture."""
    figures = "".join(_figure(step, recognizer.read_step(step)) for step in preparation.steps)
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


def _figure(step: Step, probabilities: np.ndarray) -> str:
    name, meaning = STEPS[step.name]
    digit = int(probabilities.argmax())
    verdict = VERDICT.format(digit=digit, percent=percent(float(probabilities[digit])))
    height, width = step.picture.shape[:2]
    small = " dd-small-picture" if max(height, width) <= 28 else ""
    return (
        f'<figure class="dd-step"><div class="dd-frame{small}">'
        f'<img src="{data_uri(step.picture)}" alt="{html.escape(name)}: {width} × {height}"></div>'
        f"<figcaption><strong>{html.escape(name)}</strong>{html.escape(meaning)}"
        f'<span class="dd-verdict">{html.escape(verdict)}</span></figcaption></figure>'
    )
