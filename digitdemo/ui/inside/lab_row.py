"""A convolution in one dimension: a kernel that slides along a row of numbers."""

import numpy as np
import streamlit as st

from digitdemo.errors import LabError
from digitdemo.explaining.convolution_lab import convolve
from digitdemo.sentences import say
from digitdemo.ui.boards import show_boards
from digitdemo.ui.inside.lab_boards import bracket, lab_board, short
from digitdemo.ui.inside.lab_input import my_digit
from digitdemo.ui.inside.lab_try import ask, exercise_of
from digitdemo.ui.plain_text import plain

KERNELS = {"difference": (-1, 1), "mean": (1 / 3, 1 / 3, 1 / 3), "bump": (-1, 2, -1)}
"""By the end of the id of what each is called."""

STEPS = (0, 0, 3, 3, 3, 0, 1, 2, 3, 0)
_SOURCE, _KERNEL = "inside_lab_row_source", "inside_lab_row_kernel"
_PLACE, _LINE = "inside_lab_row_place", "inside_lab_row"


def show_row() -> None:
    """Slide along a row of numbers, or along one row of my digit."""
    st.caption(say("lab-row-explained"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = {"steps": say("lab-row-steps"), "digit": say("lab-row-digit")}
        source = st.segmented_control(
            say("lab-numbers"), list(words), format_func=words.__getitem__, default="steps", required=True, key=_SOURCE
        )
        values = np.array(STEPS, np.float64)
        if source == "digit":
            line = int(st.slider(say("lab-row-line"), 0, 27, 14, key=_LINE, width=220))
            values = my_digit()[line]
        name = st.selectbox(
            say("lab-kernel"), list(KERNELS), format_func=lambda each: say(f"lab-row-{each}"), key=_KERNEL, width=220
        )
    kernel = np.array(KERNELS[name], np.float64)
    try:
        done = convolve(values[None], kernel[None])
    except LabError as error:
        st.warning(plain(error))
        return
    place = int(st.slider(say("lab-place-slider"), 0, done.places - 1, min(1, done.places - 1), key=_PLACE, width=420))
    window = done.window(place)
    known = ask(exercise_of("row", values, kernel, place), say("lab-what-comes-out"), window.total)
    outlines = {0: [(0, place, 1, len(kernel))]}
    shown = done.output.copy()
    if not known:
        shown[0, place] = np.nan
    boards = [
        lab_board("row", say("lab-row-in"), values[None, None], None, outlines, side_px=700),
        lab_board("kernel", say("lab-kernel"), kernel[None, None]),
        lab_board("output", say("lab-output"), shown[None], None, {0: [(0, place, 1, 1)]}, side_px=700),
    ]
    show_boards(boards, "inside_lab_row_boards")
    terms = [f"{short(v)}×{bracket(w)}" for v, w in zip(window.patch.ravel(), kernel, strict=True)]
    st.code(f"{' + '.join(terms)} = {short(window.total) if known else '?'}", language=None, wrap_lines=True)
    st.caption(say("lab-row-why"))
