"""The lab's small network: drawn, counted, and as Keras lines."""

import itertools

import streamlit as st

from digitdemo.explaining.small_network import COURSE_LAYERS, count_text, keras_lines, parameters_of
from digitdemo.sentences import say
from digitdemo.ui.colour_scales import AMOUNT
from digitdemo.ui.inside.lab_try import ask, exercise_of

_MOST_UNITS = 8
_WIDTH, _HEIGHT, _RADIUS = 640, 320, 13
_LINE = "#8fa3b5"
"""Seen on a light page and on a dark one."""


def show_network() -> None:
    """Units and connections, how many parameters, and the lines that build it."""
    st.caption(say("lab-network-explained"))
    st.latex(r"X_n = \sigma(W_n X_{n-1} + b_n)")
    layers = _choose()
    left, right = st.columns([3, 2], gap="medium")
    with left:
        name = say("lab-network-drawing", layers="–".join(map(str, layers)))
        st.image(drawing_of(layers), alt=name, width="stretch")
    with right:
        total = sum(weights + biases for weights, biases in parameters_of(layers))
        if ask(exercise_of("network", str(layers)), say("lab-how-many"), total, digits=0):
            st.markdown(say("lab-network-counted", total=total))
            st.code(count_text(layers), language=None, wrap_lines=True)
        with st.expander(say("lab-in-keras"), icon=":material/code:", expanded=True):
            st.code(keras_lines(layers), language="python")


def _choose() -> list[int]:
    names = [say("lab-inputs"), say("lab-hidden-first"), say("lab-hidden-second"), say("lab-outputs")]
    with st.container(horizontal=True):
        return [
            int(st.number_input(name, 1, _MOST_UNITS, start, key=f"inside_lab_network_{index}", width=130))
            for index, (name, start) in enumerate(zip(names, COURSE_LAYERS, strict=True))
        ]


def drawing_of(layers: list[int]) -> str:
    """The network as a picture: a circle a unit, a line a weight."""
    places = [
        [(_across(index, len(layers)), _HEIGHT * (unit + 0.5) / count) for unit in range(count)]
        for index, count in enumerate(layers)
    ]
    lines = [
        f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}"/>'
        for before, after in itertools.pairwise(places)
        for x1, y1 in before
        for x2, y2 in after
    ]
    circles = [f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{_RADIUS}"/>' for layer in places for x, y in layer]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f'<g stroke="{_LINE}" stroke-width="1.4">{"".join(lines)}</g>'
        f'<g fill="{AMOUNT[6]}" stroke="{_LINE}">{"".join(circles)}</g></svg>'
    )


def _across(index: int, count: int) -> float:
    return 40 + (_WIDTH - 80) * index / (count - 1)
