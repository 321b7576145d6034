"""The sliding window in two directions and several sizes on the number page, and the same in one pass."""

import time

import numpy as np
import streamlit as st

from digitdemo.detecting.finding import text_of
from digitdemo.detecting.fully_convolutional import FullyConvolutional, untouched_places
from digitdemo.detecting.sheet import usual_side
from digitdemo.detecting.sliding import (
    MIN_CONFIDENCE,
    SIZES,
    SlidingFinding,
    scaled_for_window,
    slide_everywhere,
)
from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import read_steps
from digitdemo.reading.network import Network
from digitdemo.sentences import say
from digitdemo.ui.number.one_pass_picture import DROPPED, KEPT, box_svg, svg_html
from digitdemo.ui.number.ways import MOST_ROWS, Way, window_row
from digitdemo.ui.pixels import data_uri
from digitdemo.ui.plain_text import plain

_MOST_SIDE_PX = 240
"""Of the sheet that is read both ways: window by window a larger one takes seconds."""


def everywhere_way(network: Network, ink: np.ndarray) -> Way:
    """A window in all sizes, moved over the whole sheet, as one of the ways to find the digits."""

    def show() -> str:
        st.markdown(say("detecting-everywhere-how"))
        text = ""
        if ink.any():
            sliding = slide_everywhere(network, ink)
            _show_sliding(sliding, ink)
            text = text_of(sliding.found, sliding.digits).replace("\n", " / ")
        else:
            st.caption(say("detecting-nothing-drawn"))
        _show_one_pass_is_the_window(network, ink)
        return text

    return Way(say("detecting-everywhere"), say("detecting-everywhere-good-for"), show)


def _show_sliding(sliding: SlidingFinding, ink: np.ndarray) -> None:
    """The windows that stay, those that they suppressed, and the counts."""
    height, width = ink.shape
    sure = [int(index) for index in np.argsort(-sliding.confidences, kind="stable") if _is_sure(sliding, int(index))]
    number_of = {index: place for place, index in enumerate(sure, start=1)}
    kept = [index for index in sliding.suppression.kept if index in number_of]
    parts = [f'<image href="{data_uri(255 - ink)}" width="{width}" height="{height}"/>']
    size = max(1.0, width / 500)
    parts += [box_svg(sliding.boxes[index], DROPPED, "2 4", size=size) for index in sure if index not in kept]
    for index in kept:
        label = f"{number_of[index]}: {int(sliding.probabilities[index].argmax())}"
        parts.append(box_svg(sliding.boxes[index], KEPT, "", label, size))
    alt = say("detecting-everywhere-alt", kept=len(kept), sure=len(sure))
    st.html(svg_html("".join(parts), (0, 0, width, height), alt, width))
    st.caption(
        say(
            "detecting-everywhere-counted",
            sizes=len(SIZES),
            windows=sliding.windows,
            read=len(sliding.boxes),
            sure=len(sure),
            limit=f"{100 * MIN_CONFIDENCE:.0f} %",
            kept=len(kept),
            elapsed=f"{sliding.elapsed_ms:.0f}",
        )
    )
    if sure:
        st.dataframe(
            [_row(sliding, index, number_of) for index in sure[:MOST_ROWS]], hide_index=True, key="number_windows"
        )


def _is_sure(sliding: SlidingFinding, index: int) -> bool:
    return bool(sliding.confidences[index] >= MIN_CONFIDENCE)


def _row(sliding: SlidingFinding, index: int, number_of: dict[int, int]) -> dict[str, object]:
    suppression = sliding.suppression
    return window_row(
        number_of[index],
        int(sliding.probabilities[index].argmax()),
        float(sliding.confidences[index]),
        number_of[int(suppression.suppressor[index])],
        float(suppression.overlap[index]),
        {say("detecting-column-size"): f"{100 * sliding.sizes[index]:.0f} %"},
    )


def _show_one_pass_is_the_window(network: Network, ink: np.ndarray) -> None:
    """The chosen network with its dense layer as a convolution: both ways over the sheet, counted and timed."""
    with st.expander(say("detecting-convolution"), icon=":material/grid_on:", key="number_convolution"):
        st.markdown(say("detecting-convolution-how"))
        try:
            steps = read_steps(network.model.layers())
            sliding = FullyConvolutional.of(steps)
        except ModelError as error:
            st.info(plain(error))
            return
        inside, places = untouched_places(steps)[-1][1:]
        st.markdown(
            say("detecting-convolution-borders", window=sliding.window_px, margin=sliding.margin_px)
            if inside < places
            else say("detecting-convolution-no-borders", window=sliding.window_px)
        )
        if st.button(say("detecting-convolution-do"), key="number_both_ways", disabled=not ink.any()):
            _read_both_ways(sliding, _small_sheet(ink, sliding.window_px))


def _small_sheet(ink: np.ndarray, window_px: int) -> np.ndarray:
    """The ink with usual digits of 20 pixels, and room around it for windows: (height, width) float32 in [0, 1]."""
    small = scaled_for_window(ink, usual_side((ink > 0).astype(np.uint8)))
    small = small[:_MOST_SIDE_PX, :_MOST_SIDE_PX]
    return np.pad(small, window_px // 2).astype(np.float32) / np.float32(255)


def _read_both_ways(sliding: FullyConvolutional, sheet: np.ndarray) -> None:
    started = time.perf_counter()
    at_once = sliding.read(sheet[None])[0]
    between = time.perf_counter()
    one_by_one = sliding.read_windows(sheet)
    finished = time.perf_counter()
    st.dataframe(
        [
            _way_row("detecting-convolution-at-once", sliding.multiplications(*sheet.shape), between - started),
            _way_row(
                "detecting-convolution-one-by-one", sliding.multiplications_in_windows(*sheet.shape), finished - between
            ),
        ],
        hide_index=True,
        key="number_both_ways_table",
    )
    rows, columns = at_once.shape[:2]
    difference = float(np.abs(at_once - one_by_one).max())
    st.markdown(
        say(
            "detecting-convolution-alike",
            rows=rows,
            columns=columns,
            stride=sliding.stride_px,
            most=f"{difference:.1e}",
        )
    )


def _way_row(name: str, multiplications: int, elapsed_s: float) -> dict[str, object]:
    return {
        say("detecting-column-way"): say(name),
        say("detecting-column-multiplications"): f"{multiplications:,}",
        say("detecting-column-time"): f"{1e3 * elapsed_s:.0f} ms",
    }
