"""The canvas that pages draw on; kept over page changes; dark or light with the theme.

It is made anew only on arrival at a page, for other sizes, pens and colours, for a drawing from elsewhere, and where
strokes that it was made with are taken back. Everything else happens in the browser: a canvas made anew under a pen
would lose the stroke.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digitdemo.drawing.drawing import Drawing
from digitdemo.drawing.strokes import Stroke
from digitdemo.errors import DrawingError
from digitdemo.ui.canvas_format import drawing_from_canvas, drawing_to_canvas
from digitdemo.ui.session import visit

INK_AND_PAPER = {"light": ("#14202b", "#ffffff"), "dark": ("#f2f6fa", "#05080b")}


@dataclass
class CanvasState:
    """What a canvas needs to know between two runs of its page.

    Attributes:
        drawing: what stands on it now.
        undone: strokes taken back, the last one last; redo puts them on again.
        mounted: what it was given when it was last made anew; constant while it is shown.
        mount: how often it was made anew.
        made_for: colour of the paper, visit and sizes that it was made for.
        has_heard: whether anything stood on it in this session, or the browser has told what it had kept.
    """

    drawing: Drawing
    undone: list[Stroke] = field(default_factory=list)
    mounted: Drawing | None = None
    mount: int = 0
    made_for: tuple[object, ...] = ()
    has_heard: bool = False

    def replace_drawing(self, drawing: Drawing) -> None:
        """Put another drawing on the canvas; it is made anew."""
        self.drawing = drawing
        self.mounted = None

    @property
    def key_end(self) -> str:
        """Changes when the canvas is made anew."""
        return f"canvas_{self.mount}"

    def undo(self) -> None:
        """Take the last stroke back."""
        if self.drawing.strokes:
            self.undone.append(self.drawing.strokes[-1])
            self.replace_drawing(replace(self.drawing, strokes=self.drawing.strokes[:-1]))

    def redo(self) -> None:
        """Put the stroke on again that was taken back last."""
        if self.undone:
            self.replace_drawing(replace(self.drawing, strokes=(*self.drawing.strokes, self.undone.pop())))

    def clear(self) -> None:
        """Take all strokes back; redo brings them again, one by one."""
        self.undone.extend(reversed(self.drawing.strokes))
        self.replace_drawing(replace(self.drawing, strokes=()))


def canvas_state(page: str, width_px: int, height_px: int, pen_width_px: float) -> CanvasState:
    """The state of a page's canvas, brought to the size and the pen that are chosen now."""
    key = f"{page}_canvas_state"
    if key not in st.session_state:
        st.session_state[key] = CanvasState(Drawing((), width_px, height_px, pen_width_px))
    state: CanvasState = st.session_state[key]
    if state.drawing.pen_width_px != pen_width_px or (state.drawing.width_px, state.drawing.height_px) != (
        width_px,
        height_px,
    ):
        state.drawing = replace(state.drawing.resized(width_px, height_px), pen_width_px=pen_width_px)
    return state


def show_canvas(page: str, state: CanvasState, *, fits_itself: bool = False) -> bool:
    """Show a canvas and take up what was drawn.

    Args:
        fits_itself: the page's style shows the canvas as large as it should be; no frame is made that does.

    Returns:
        True where the drawing changed by the visitor's pen.

    Raises:
        DrawingError: the browser sent what no pen draws; the drawing stays as it was.
    """
    drawing = state.drawing
    ink, paper = _ink_and_paper()
    made_for = (paper, visit(), drawing.width_px, drawing.height_px, drawing.pen_width_px)
    if state.mounted is not None and state.made_for[0] != paper and state.made_for[1:] == made_for[1:]:
        # Light became dark: the server hears of it with the next stroke, which the old canvas has sent already.
        drawing = state.drawing = _sent_by_canvas(f"{page}_{state.key_end}", drawing)
    if state.mounted is None or state.made_for != made_for:
        state.mounted, state.made_for = drawing, made_for
        state.mount += 1
    with contextlib.nullcontext() if fits_itself else _frame(page, drawing):
        sent = _drawn_on(f"{page}_{state.key_end}", drawing, drawing_to_canvas(state.mounted, ink))
    drawn = _read_canvas(sent, drawing)
    before, after = len(drawing.strokes), len(drawn.strokes)
    state.drawing = drawn
    if after > before:
        state.undone.clear()
    return after != before


def _drawn_on(key: str, drawing: Drawing, mounted: dict[str, Any]) -> Mapping[str, Any] | None:
    """What the canvas itself tells of the drawing on it.

    Args:
        drawing: whose sizes and pen it has.
        mounted: what it was given when it was last made anew.
    """
    from streamlit_drawable_canvas import st_canvas  # importing it needs a running app

    ink, paper = _ink_and_paper()
    try:
        sent: Mapping[str, Any] | None = st_canvas(
            key=key,
            initial_drawing=mounted,
            stroke_width=round(drawing.pen_width_px),
            stroke_color=ink,
            background_color=paper,
            width=drawing.width_px,
            height=drawing.height_px,
        ).json_data
    except (RecursionError, ValueError, TypeError, AttributeError) as error:
        # Streamlit opens the browser's message here; no canvas sends one that cannot be opened.
        raise DrawingError("drawing-message-malformed") from error
    return sent


def _ink_and_paper() -> tuple[str, str]:
    return INK_AND_PAPER["dark" if st.context.theme.type == "dark" else "light"]


def _frame(page: str, drawing: Drawing) -> DeltaGenerator:
    """Tells the style sheet the canvas's size: where the screen is narrower, it is shown smaller, whole."""
    frame = st.container(key=f"{page}_canvas_fit")
    size = f"--dd-width: {drawing.width_px}; --dd-height: {drawing.height_px};"
    frame.html(f"<style>.st-key-{page}_canvas_fit {{ {size} }}</style>")
    return frame


def _sent_by_canvas(key: str, drawing: Drawing) -> Drawing:
    """What a canvas sent that is not shown any more; the drawing as it was where it sent nothing that can be read."""
    try:
        return _read_canvas(st.session_state[key]["drawing"]["raw"], drawing)
    except (KeyError, TypeError, DrawingError):
        return drawing


def _read_canvas(json_data: Mapping[str, Any] | None, drawing: Drawing) -> Drawing:
    return drawing_from_canvas(
        json_data, width_px=drawing.width_px, height_px=drawing.height_px, pen_width_px=drawing.pen_width_px
    )
