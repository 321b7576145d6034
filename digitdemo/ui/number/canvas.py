"""The wide canvas for a number, and the boxes on it."""

import html

import streamlit as st

from digitdemo.errors import DrawingError
from digitdemo.reading.number import DigitBox, NumberReading
from digitdemo.ui.canvas import CanvasState, canvas_state, show_canvas
from digitdemo.ui.canvas_buttons import show_canvas_buttons
from digitdemo.ui.plain_text import plain

SIZES_PX = {"Phone": (330, 170), "Medium": (640, 220), "Wide": (960, 260)}
PHONE_MAX_PX = 700
TABLET_MAX_PX = 1140

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
    """Let the browser tell once how wide its window is; Python cannot see it otherwise."""
    if "number_window_width" in st.session_state:
        return
    ask = st.components.v2.component("digitdemo_window_width", js=_WINDOW_WIDTH)
    answer = ask(key="number_ask_width", on_width_change=lambda: None)
    width = getattr(answer, "width", None)
    if isinstance(width, int | float):
        st.session_state["number_window_width"] = int(width)
        st.session_state["number_size"] = fitting_size()
        st.rerun()


def show_number_canvas() -> tuple[CanvasState, st.delta_generator.DeltaGenerator, bool]:
    """Show the canvas with its settings.

    Returns:
        Its state, the place for the boxes, and whether the visitor has just drawn on it.
    """
    board = st.container(key="number_board")
    buttons = st.container()
    with st.container(horizontal=True, gap="medium"):
        st.session_state.setdefault("number_size", fitting_size())
        size = st.segmented_control("Canvas", list(SIZES_PX), required=True, key="number_size")
        pen = st.slider("Pen width", 4, 30, 10, format="%d px", key="number_pen", width=220)
    state = canvas_state("number", *SIZES_PX[size or fitting_size()], pen)
    with board:
        try:
            touched = show_canvas("number", state)
        except DrawingError as error:
            st.error(plain(error))
            touched = False
        boxes = st.container(key="number_boxes")
    with buttons:
        show_canvas_buttons("number", state)
    return state, boxes, touched


def boxes_html(reading: NumberReading, size_px: tuple[int, int] | None = None) -> str:
    """Boxes with their digits, to lie over the drawing or picture that was read.

    Args:
        size_px: width and height on the screen; as large as what it lies on if None.
    """
    boxes = "".join(_box_html(digit, reading) for digit in reading.digits)
    size = f"width:{size_px[0]}px;height:{size_px[1]}px" if size_px else ""
    return f'<div class="dd-boxes" style="{size}">{boxes}</div>'


def _box_html(digit: DigitBox, reading: NumberReading) -> str:
    left, top = 100 * digit.left / reading.width_px, 100 * digit.top / reading.height_px
    width = 100 * (digit.right - digit.left) / reading.width_px
    height = 100 * (digit.bottom - digit.top) / reading.height_px
    said = "" if digit.reading.digit is not None else " dd-unsaid"
    place = f"left:{left:.2f}%;top:{top:.2f}%;width:{width:.2f}%;height:{height:.2f}%"
    return f'<div class="dd-digit-box{said}" style="{place}"><b>{html.escape(digit.text)}</b></div>'
