"""Draw anew at any batch: a kept version reads while the pen moves, in the visitor's browser."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX, DEFAULT_SIDE_PX
from digitdemo.errors import BlankDrawingError, DrawingError, ModelError
from digitdemo.explaining.architecture import Step
from digitdemo.learning.network import LearningNetwork
from digitdemo.learning.units import log_softmax
from digitdemo.reading.preprocessing import prepare_strokes
from digitdemo.sentences import say, say_error
from digitdemo.server_settings import server_settings
from digitdemo.ui.canvas import CanvasState, canvas_state, show_canvas
from digitdemo.ui.canvas_buttons import show_canvas_buttons
from digitdemo.ui.learning.time_pictures import MAPS_LIMIT
from digitdemo.ui.live import common_data, component, log_problem
from digitdemo.ui.live.maps import colours
from digitdemo.ui.plain_text import plain

PAGE = "learning_time"
_DRAWING = "learning_time_drawing"


@dataclass(frozen=True)
class Version:
    """A network as it was at some moment of its learning.

    Attributes:
        said: which moment, as a sentence.
        steps: the network's.
        network: with the weights of that moment.
        names: what people call its classes.
        describe: tells where the browser finds it.
    """

    said: str
    steps: tuple[Step, ...]
    network: LearningNetwork
    names: tuple[str, ...]
    describe: Callable[[], dict[str, Any]]


def show_time_drawing(version: Version) -> None:
    """A canvas of its own, shown when asked for."""
    if not st.toggle(say("learning-time-draw"), key=_DRAWING):
        return
    state = canvas_state(PAGE, DEFAULT_SIDE_PX, DEFAULT_SIDE_PX, DEFAULT_PEN_WIDTH_PX)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        with st.container(key=f"{PAGE}_canvas"):
            try:
                show_canvas(PAGE, state)
            except DrawingError as error:
                st.error(plain(say_error(error)))
        show_canvas_buttons(PAGE, state)
    with right:
        st.markdown(f"**{version.said}**")
        if server_settings().live:
            _follow_pen(version, state)
        else:
            _read_here(version, state)


def _follow_pen(version: Version, state: CanvasState) -> None:
    try:
        network = version.describe()
    except ModelError:  # too large for a browser, or with layers that its engine does not have
        _read_here(version, state)
        return
    data = common_data(PAGE, state, network, "maps.js", _words())
    shown = [
        {"layer": step.layer.name, "title": say("learning-time-maps-of", layer=step.layer.name), "limit": MAPS_LIMIT}
        for step in version.steps
        if step.kind == "activation" and len(step.output_shape) == 3
    ]
    component("maps")(
        key=f"{PAGE}_maps",
        data={**data, "canvas": f".st-key-{PAGE}_canvas", "layers": shown, "colours": colours()},
        on_problem_change=lambda: log_problem(f"{PAGE}_maps"),
    )


def _words() -> dict[str, str]:
    """The browser fills in digit and percent."""
    return {
        "loading": say("learning-live-loading"),
        "ready": "",
        "off": say("learning-live-off"),
        "slow": say("learning-live-slow"),
        "blank": say("learning-live-blank"),
        "reads": say("learning-live-reads", digit="{digit}", percent="{percent}"),
        "reads_none": "",
    }


def _read_here(version: Version, state: CanvasState) -> None:
    """Where reading while drawing is switched off: on the server, when the pen is up."""
    drawing = state.drawing
    try:
        prepared = prepare_strokes(
            list(drawing.strokes), pen_width_px=drawing.pen_width_px, width_px=drawing.width_px
        ).network_input
    except BlankDrawingError:
        st.write(say("learning-live-blank"))
        return
    scores = version.network.scores(prepared[None, :, :, None].astype(np.float32))
    chances = np.exp(log_softmax(scores.astype(np.float64)))[0]
    best = int(chances.argmax())
    percent = f"{100 * chances[best]:.0f}\u00a0%"
    st.write(say("learning-live-reads", digit=plain(version.names[best]), percent=percent))
