"""The wide canvas for a calculation, and the boxes on it."""

import html

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digitdemo.calculating.arithmetic import SPOKEN
from digitdemo.calculating.reading import ExpressionReading, Symbol
from digitdemo.errors import DrawingError
from digitdemo.sentences import say, say_error
from digitdemo.ui.calculate.picture import read_from_canvas
from digitdemo.ui.canvas import CanvasState, canvas_state, show_canvas
from digitdemo.ui.canvas_buttons import show_canvas_buttons
from digitdemo.ui.number.canvas import LAPTOP_MAX_PX, fitting_size

SIZES_PX = {"Phone": (330, 220), "Medium": (640, 280), "Wide": (900, 320), "Projector": (1400, 400)}
"""What the canvas may be; it takes the one that fits by itself."""


def show_calculation_canvas() -> tuple[CanvasState, DeltaGenerator, DeltaGenerator]:
    """Show the canvas with its buttons.

    Returns:
        Its state, the place for the boxes, and the place behind *More*.
    """
    board = st.container(key="canvas")
    with st.container(horizontal=True, key="calculate_buttons"):
        tools = st.container(width="content")
        more = st.popover(say("calculate-more"), icon=":material/more_horiz:", key="calculate_more")
    pen = more.slider(say("calculate-pen"), 2, 16, 5, format="%d px", key="calculate_pen")
    state = canvas_state("calculate", *SIZES_PX[_size()], pen)
    with board:
        try:
            if show_canvas("calculate", state):
                read_from_canvas()
        except DrawingError as error:
            st.error(say_error(error))
        boxes = st.container(key="calculate_boxes")
    with tools:
        show_canvas_buttons("calculate", state)
    return state, boxes, more


def _size() -> str:
    width = st.session_state.get("number_window_width")
    return "Projector" if width is not None and width >= LAPTOP_MAX_PX else fitting_size()


def boxes_html(reading: ExpressionReading, width_px: int, height_px: int) -> str:
    """Boxes with their signs, to lie over the drawing that was read."""
    boxes = "".join(_box_html(symbol, width_px, height_px) for symbol in reading.symbols)
    size = f"width:min(100%,{width_px}px);aspect-ratio:{width_px}/{height_px}"
    return f'<div class="dd-sign-boxes" style="{size}">{boxes}</div>'


def _box_html(symbol: Symbol, width_px: int, height_px: int) -> str:
    box = symbol.box
    left, top = 100 * (box.left - 4) / width_px, 100 * (box.top - 4) / height_px
    width, height = 100 * (box.width + 8) / width_px, 100 * (box.height + 8) / height_px
    unsure = " dd-unsure" if symbol.probability < 0.8 else ""
    place = f"left:{left:.2f}%;top:{top:.2f}%;width:{width:.2f}%;height:{height:.2f}%"
    return f'<div class="dd-sign-box{unsure}" style="{place}"><b>{html.escape(spoken(symbol.label))}</b></div>'


def spoken(label: str) -> str:
    """How a label looks in plain text."""
    return SPOKEN.get(label, label)
