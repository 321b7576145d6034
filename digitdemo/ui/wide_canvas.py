"""A canvas as wide as the window has room for, and the boxes on it: for a number, and for a calculation."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digitdemo.errors import DrawingError
from digitdemo.sentences import say
from digitdemo.ui.canvas import CanvasState, canvas_state, show_canvas
from digitdemo.ui.canvas_buttons import show_canvas_buttons
from digitdemo.ui.glossary import show_words
from digitdemo.ui.plain_text import plain

_WIDTH = "window_width"
_WINDOW_WIDTH = """
export default function (component) {
  const report = () => component.setStateValue("width", window.innerWidth);
  report();
  window.addEventListener("orientationchange", report);
  return () => window.removeEventListener("orientationchange", report);
}
"""
_UNTOLD_PX = 800  # the middle canvas, until the browser has told


@dataclass(frozen=True)
class WideCanvas:
    """A page's wide canvas.

    Attributes:
        page: its prefix of widget keys.
        board: key of the container that holds the canvas and its boxes.
        sizes_px: by the window's width from which on it has room, the narrowest first: (width, height).
        pen_px: the thinnest pen, the thickest, and the usual one.
        words: of the glossary, what stands behind *Words*.
    """

    page: str
    board: str
    sizes_px: dict[int, tuple[int, int]]
    pen_px: tuple[int, int, int]
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A box on the drawing and what was read in it; in the drawing's pixels."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    is_sure: bool


def ask_for_window_width() -> None:
    """Let the browser tell how wide its window is, also when a phone is turned; Python cannot see it otherwise."""
    ask = st.components.v2.component("digitdemo_window_width", js=_WINDOW_WIDTH)
    answer = ask(key="ask_window_width", on_width_change=lambda: None)
    width = getattr(answer, "width", None)
    if isinstance(width, int | float):
        st.session_state[_WIDTH] = int(width)


def show_wide_canvas(
    canvas: WideCanvas, on_drawn: Callable[[], None]
) -> tuple[CanvasState, DeltaGenerator, DeltaGenerator]:
    """Show the canvas with its buttons.

    Args:
        on_drawn: called when the visitor's pen changed the drawing.

    Returns:
        Its state, the place for the boxes, and the place behind *More*.
    """
    page = canvas.page
    board = st.container(key=canvas.board)
    with st.container(horizontal=True, key=f"{page}_buttons"):
        tools = st.container(width="content")
        more = st.popover(say("canvas-more"), icon=":material/more_horiz:", key=f"{page}_more")
        if canvas.words:
            show_words(page, *canvas.words)
    thinnest, thickest, usual = canvas.pen_px
    pen = more.slider(say("canvas-pen-width"), thinnest, thickest, usual, format="%d px", key=f"{page}_pen")
    state = canvas_state(page, *_fitting(canvas.sizes_px), pen)
    with board:
        try:
            if show_canvas(page, state):
                on_drawn()
        except DrawingError as error:
            st.error(plain(error))
        boxes = st.container(key=f"{page}_boxes")
    with tools:
        show_canvas_buttons(page, state)
    return state, boxes, more


def _fitting(sizes_px: dict[int, tuple[int, int]]) -> tuple[int, int]:
    window_px = st.session_state.get(_WIDTH, _UNTOLD_PX)
    return sizes_px[max((least for least in sizes_px if least <= window_px), default=min(sizes_px))]


def marks_html(marks: Sequence[Mark], drawing_px: tuple[int, int], shown_px: tuple[int, int] | None = None) -> str:
    """Boxes with what was read in them, to lie over the drawing or picture.

    Args:
        drawing_px: width and height of what was read.
        shown_px: on the screen, where it is narrower than the window; as large as what they lie on if None.
    """
    boxes = "".join(_mark_html(mark, *drawing_px) for mark in marks)
    size = f"width:min(100%,{shown_px[0]}px);aspect-ratio:{shown_px[0]}/{shown_px[1]}" if shown_px else ""
    return f'<div class="dd-boxes" style="{size}">{boxes}</div>'


def _mark_html(mark: Mark, width_px: int, height_px: int) -> str:
    left, top = 100 * mark.left / width_px, 100 * mark.top / height_px
    width, height = 100 * (mark.right - mark.left) / width_px, 100 * (mark.bottom - mark.top) / height_px
    place = f"left:{left:.2f}%;top:{top:.2f}%;width:{width:.2f}%;height:{height:.2f}%"
    unsure = "" if mark.is_sure else " dd-unsure"
    return f'<div class="dd-mark{unsure}" style="{place}"><b>{html.escape(mark.text)}</b></div>'
