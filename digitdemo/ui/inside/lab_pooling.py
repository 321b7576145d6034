"""The lab's pooling: one number of every window; and why a shift by one pixel hardly matters behind it."""

import numpy as np
import streamlit as st

from digitdemo.errors import LabError
from digitdemo.explaining.convolution_lab import output_size, pool
from digitdemo.explaining.worked_examples import POOLING_INPUT
from digitdemo.sentences import say
from digitdemo.ui.boards import Legend, show_boards
from digitdemo.ui.inside.lab_boards import lab_board
from digitdemo.ui.inside.lab_input import my_digit
from digitdemo.ui.inside.lab_try import ask, exercise_of
from digitdemo.ui.plain_text import plain

HOW = {"max": "lab-pool-max", "mean": "lab-pool-mean", "sum": "lab-pool-sum"}
SHIFTS = {"stay": (0, 0), "right": (0, 1), "down": (1, 0), "left": (0, -1), "up": (-1, 0)}
_PREFIX = "inside_lab_pooling"


def show_pooling() -> None:
    """Max, mean and sum pooling with any window and stride, of a picture that may be shifted by a pixel."""
    st.caption(say("lab-pooling-explained"))
    values, how, window, stride, shift = _choose()
    try:
        pooled = pool(values, how, window=window, stride=stride)
        moved = _shifted(values, SHIFTS[shift])
        pooled_moved = pool(moved, how, window=window, stride=stride)
    except LabError as error:
        st.warning(plain(error))
        return
    size = output_size(len(values), window, 0, stride)
    st.caption(say("lab-pooling-size", length=len(values), window=window, stride=stride, size=size))
    exercise = exercise_of("pooling", values, how, window, stride)
    known = ask(exercise, say("lab-first-window"), float(pooled.flat[0]))
    after = say("lab-after-pooling", how=say(HOW[how]))
    shown = pooled if known else np.full_like(pooled, np.nan)
    limit = float(np.abs(values).max()) or 1.0
    result_limit = float(np.abs(pooled).max()) or 1.0
    first = {0: [(0, 0, window, window)]}
    boards = [
        lab_board("before", say("lab-before"), values[None], limit, first),
        lab_board("after", after, shown[None], result_limit, {0: [(0, 0, 1, 1)]}),
    ]
    show_boards(boards, f"{_PREFIX}_boards", joined="›")
    if shift == "stay" or not known:
        return
    boards = [
        lab_board("moved", say("lab-shifted"), moved[None], limit),
        lab_board("moved-after", after, pooled_moved[None], result_limit),
    ]
    legend = Legend(say("lab-numbers"), limit, is_signed=False)
    show_boards(boards, f"{_PREFIX}_moved_boards", joined="›", legends=(legend,))
    _say_what_moved(values, moved, pooled, pooled_moved)


def _choose() -> tuple[np.ndarray, str, int, int, str]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = {"slides": say("lab-example-pooling"), "digit": say("lab-my-digit")}
        source = st.selectbox(
            say("lab-numbers"), list(words), format_func=words.__getitem__, key=f"{_PREFIX}_source", width=220
        )
        how = st.segmented_control(
            say("lab-keep"), list(HOW), format_func=lambda each: say(HOW[each]), default="max", required=True,
            key=f"{_PREFIX}_how",
        )  # fmt: skip
        window = int(st.number_input(say("lab-window"), 1, 7, 2, key=f"{_PREFIX}_window", width=110))
        stride = int(
            st.number_input(say("lab-stride"), 1, 7, 2, key=f"{_PREFIX}_stride", width=110, help=say("lab-stride-help"))
        )
        shift = st.selectbox(
            say("lab-shift"), list(SHIFTS), format_func=lambda each: say(f"lab-shift-{each}"), key=f"{_PREFIX}_shift",
            width=190,
        )  # fmt: skip
    values = POOLING_INPUT if source == "slides" else my_digit()
    return values, str(how), window, stride, str(shift)


def _shifted(values: np.ndarray, by: tuple[int, int]) -> np.ndarray:
    """Moved by whole pixels, with paper (0) coming in."""
    down, right = by
    padded = np.pad(values, 1)
    height, width = values.shape
    return padded[1 - down : 1 - down + height, 1 - right : 1 - right + width]


def _say_what_moved(before: np.ndarray, moved: np.ndarray, pooled: np.ndarray, pooled_moved: np.ndarray) -> None:
    """How many of the numbers stay as they were: before pooling, and behind it."""
    plain_share = 100 * float((before == moved)[(before > 0) | (moved > 0)].mean() if before.any() else 1)
    ink = (pooled > 0) | (pooled_moved > 0)
    pooled_share = 100 * float((pooled == pooled_moved)[ink].mean() if ink.any() else 1)
    change = 100 * float(np.abs(pooled - pooled_moved).sum() / max(np.abs(pooled).sum(), 1e-9))
    change_before = 100 * float(np.abs(before - moved).sum() / max(np.abs(before).sum(), 1e-9))
    st.markdown(
        say(
            "lab-shift-result",
            before=f"{plain_share:.0f} %",
            after=f"{pooled_share:.0f} %",
            moved=f"{change_before:.0f} %",
            pooled=f"{change:.0f} %",
        )
    )
