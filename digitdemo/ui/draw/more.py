"""What stands behind *More* on the Draw page: the pen, reading along, and what is needed now and then.

A fragment of its own: a stroke does not run it, opening *More* does.
"""

import streamlit as st

from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX, DEFAULT_SIDE_PX
from digitdemo.sentences import say
from digitdemo.server_settings import server_settings
from digitdemo.ui.canvas import canvas_state
from digitdemo.ui.draw import files
from digitdemo.ui.draw.label import show_label
from digitdemo.ui.draw.shown import shown_now
from digitdemo.ui.draw.steps import show_input_numbers

SIDE_PX = 480
"""Of the canvas as the server knows it; the style sheet shows it as large as the window allows."""

PEN_WIDTH_PX = round(DEFAULT_PEN_WIDTH_PX * SIDE_PX / DEFAULT_SIDE_PX)

READING, MORE = "draw", "draw-more"
"""The page's two fragments."""

_PEN, _LIVE = "draw_pen", "draw_live"


def pen_width_px() -> int:
    """The pen that is chosen behind *More*."""
    return int(st.session_state.get(_PEN, PEN_WIDTH_PX))


def reads_along() -> bool:
    """Whether the browser reads while the pen moves."""
    return server_settings().live and bool(st.session_state.get(_LIVE, True))


def run_more() -> None:
    """Opened or closed, *More* alone runs; for a widget's ``on_change``."""
    st.rerun(MORE)


def _run_reading() -> None:
    """What was chosen behind *More* changes what is read."""
    st.rerun([READING, MORE])


@st.fragment(key=MORE)
def show_more() -> None:
    """All of it; call it inside the popover, after what is read is shown."""
    state = canvas_state("draw", SIDE_PX, SIDE_PX, pen_width_px())
    shown = shown_now()
    st.slider(say("draw-pen-width"), 8, 70, PEN_WIDTH_PX, format="%d px", key=_PEN, on_change=_run_reading)
    if server_settings().live:
        st.toggle(say("draw-live"), value=True, key=_LIVE, on_change=_run_reading)
    with st.expander(say("draw-teach"), icon=":material/school:"):
        show_label(state, shown.network)
    with st.expander(say("draw-from-picture"), icon=":material/photo_camera:"):
        files.show_picture_input(_run_reading)
        if shown.picture_problem:  # also beside what it is about
            st.error(shown.picture_problem, icon=":material/error:")
    with st.expander(say("draw-take-along"), icon=":material/download:"):
        files.show_take_along(state, shown, _run_reading)
    numbers = st.expander(say("draw-numbers"), icon=":material/grid_on:", key="draw_numbers_open", on_change="rerun")
    if numbers.open and shown.reading and shown.reading.preparation:
        with numbers:
            st.caption(say("draw-steps-why"))
            show_input_numbers(shown.reading.preparation.network_input)
