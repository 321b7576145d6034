"""The wide canvas for a number, and the boxes on it."""

import html

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digitdemo.errors import DrawingError
from digitdemo.reading.number import DigitBox, NumberReading
from digitdemo.sentences import say
from digitdemo.ui.canvas import CanvasState, canvas_state, show_canvas
from digitdemo.ui.canvas_buttons import show_canvas_buttons
from digitdemo.ui.glossary import show_words
from digitdemo.ui.number.picture import read_from_canvas
from digitdemo.ui.plain_text import plain

SIZES_PX = {"Phone": (330, 190), "Medium": (640, 220), "Wide": (960, 260), "Projector": (1400, 360)}
"""What the number's canvas may be; it takes the one that fits by itself."""

PHONE_MAX_PX = 700
TABLET_MAX_PX = 1140
LAPTOP_MAX_PX = 1600

_WINDOW_WIDTH = """
export default function (component) {
  const report = () => component.setStateValue("width", window.innerWidth);
  report();
  window.addEventListener("orientationchange", report);
  return () => window.removeEventListener("orientationchange", report);
}
"""


def fitting_size() -> str:
    """The canvas that fits the visitor's window; the middle one until the browser has told its width."""
    width = st.session_state.get("number_window_width")
    if width is None:
        return "Medium"
    return "Phone" if width < PHONE_MAX_PX else "Medium" if width < TABLET_MAX_PX else "Wide"


def ask_for_window_width() -> None:
    """Let the browser tell how wide its window is, also when a phone is turned; Python cannot see it otherwise."""
    ask = st.components.v2.component("digitdemo_window_width", js=_WINDOW_WIDTH)
    answer = ask(key="number_ask_width", on_width_change=lambda: None)
    width = getattr(answer, "width", None)
    if isinstance(width, int | float):
        st.session_state["number_window_width"] = int(width)


def show_number_canvas() -> tuple[CanvasState, DeltaGenerator, DeltaGenerator]:
    """Show the canvas with its buttons.

    Returns:
        Its state, the place for the boxes, and the place behind *More*.
    """
    board = st.container(key="number_board")
    with st.container(horizontal=True, key="number-buttons"):
        tools = st.container(width="content")
        more = st.popover(say("number-more"), icon=":material/more_horiz:", key="number_more")
        show_words("number", "segmentation", "sliding-window", "suppression", "probability")
    pen = more.slider(say("number-pen-width"), 4, 30, 10, format="%d px", key="number_pen")
    state = canvas_state("number", *SIZES_PX[_number_size()], pen)
    with board:
        try:
            if show_canvas("number", state):
                read_from_canvas()
        except DrawingError as error:
            st.error(plain(error))
        boxes = st.container(key="number_boxes")
    with tools:
        show_canvas_buttons("number", state)
    return state, boxes, more


def _number_size() -> str:
    width = st.session_state.get("number_window_width")
    return "Projector" if width is not None and width >= LAPTOP_MAX_PX else fitting_size()


def boxes_html(reading: NumberReading, size_px: tuple[int, int] | None = None) -> str:
    """Boxes with their digits, to lie over the drawing or picture that was read.

    Args:
        size_px: width and height on the screen; as large as what it lies on if None.
    """
    boxes = "".join(_box_html(digit, reading) for digit in reading.digits)
    size = f"width:min(100%,{size_px[0]}px);aspect-ratio:{size_px[0]}/{size_px[1]}" if size_px else ""
    return f'<div class="dd-boxes" style="{size}">{boxes}</div>'


def _box_html(digit: DigitBox, reading: NumberReading) -> str:
    left, top = 100 * digit.left / reading.width_px, 100 * digit.top / reading.height_px
    width = 100 * (digit.right - digit.left) / reading.width_px
    height = 100 * (digit.bottom - digit.top) / reading.height_px
    said = "" if digit.reading.digit is not None else " dd-unsaid"
    place = f"left:{left:.2f}%;top:{top:.2f}%;width:{width:.2f}%;height:{height:.2f}%"
    return f'<div class="dd-digit-box{said}" style="{place}"><b>{html.escape(digit.text)}</b></div>'
