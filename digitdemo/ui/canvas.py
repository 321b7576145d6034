"""The canvas that pages draw on; kept over page changes; dark or light with the theme.

It is made anew only on arrival at a page, for other sizes, pens and colours, for a drawing from elsewhere, and where
strokes that it was made with are taken back. Everything else happens in the browser: a canvas made anew under a pen
would lose the stroke. What the old canvas sends while the new one is on its way, pressed or drawn, is taken up too.
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

MALFORMED = (RecursionError, ValueError, TypeError, AttributeError)
"""What Streamlit raises of a message that cannot be opened."""


@dataclass
class OldCanvas:
    """A canvas that was made anew by itself: somebody may have drawn on it, or pressed its buttons, at that moment.

    Attributes:
        key: its widget key.
        mounted: what it was made with, at its own size.
        sent: what it had sent by then, as it came.
    """

    key: str
    mounted: Drawing
    sent: object

    def take_late(self) -> Drawing | None:
        """What stands on it since it was heard last; None where nothing changed."""
        sent = _sent_by(self.key)
        if sent is None or sent == self.sent:
            return None
        self.sent = sent
        try:
            return _read_canvas(sent, self.mounted)
        except DrawingError:
            return None  # it is no drawing: what was there before stays


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
        answered: the press of a button that was done last, by the browser's number for it.
        sent: what the canvas had sent when it was last shown, as it came.
        old: the canvas before this one, where it went for other colours, sizes or pens.
    """

    drawing: Drawing
    undone: list[Stroke] = field(default_factory=list)
    mounted: Drawing | None = None
    mount: int = 0
    made_for: tuple[object, ...] = ()
    has_heard: bool = False
    answered: int | None = None
    sent: object = None
    old: "OldCanvas | None" = None

    def replace_drawing(self, drawing: Drawing) -> None:
        """Put another drawing on the canvas; it is made anew."""
        self.drawing = drawing
        self.mounted = None

    def take_up(self, late: Drawing, added: tuple[Stroke, ...]) -> None:
        """Put on what an old canvas sent late, and what was added on the new one; redo brings what was taken back."""
        before = len(self.drawing.strokes) - len(added)
        self.undone.extend(reversed(self.drawing.strokes[len(late.strokes) : before]))
        self.replace_drawing(replace(self.drawing, strokes=(*late.strokes, *added)))

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
    ink, paper = _ink_and_paper()
    is_late = _make_anew_where_needed(page, state, paper)
    drawing, key = state.drawing, f"{page}_{state.key_end}"
    with contextlib.nullcontext() if fits_itself else _frame(page, drawing):
        told = _drawn_on(key, drawing, drawing_to_canvas(state.mounted or drawing, ink))
    state.sent = _sent_by(key)
    drawn = _read_canvas(told, drawing)
    before, after = len(drawing.strokes), len(drawn.strokes)
    state.drawing = drawn
    if after > before:
        state.undone.clear()
    return is_late or after != before


def _make_anew_where_needed(page: str, state: CanvasState, paper: str) -> bool:
    """Give the canvas another key where it must be another one; True where the old one sent something else since.

    Light becomes dark without the server hearing of it: it hears with the next stroke, or with the first of the steps
    of a Clear, and the others come when the new canvas is on its way.
    """
    key, drawing, mounted = f"{page}_{state.key_end}", state.drawing, state.mounted
    made_for = (paper, visit(), drawing.width_px, drawing.height_px, drawing.pen_width_px)
    is_other = mounted is not None and state.made_for != made_for
    added: tuple[Stroke, ...] = ()
    if mounted is not None and is_other:
        state.old = OldCanvas(key, mounted, state.sent)
    elif mounted is not None and state.old is not None:
        added = drawing.strokes[len(mounted.strokes) :]
    late = state.old.take_late() if state.old is not None else None
    if late is not None:
        state.take_up(late.resized(drawing.width_px, drawing.height_px), added)
    if state.mounted is None or is_other:
        state.mounted, state.made_for = state.drawing, made_for
        state.mount += 1
    return late is not None


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
    except MALFORMED as error:
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


def _sent_by(key: str) -> Any:
    """What a canvas sent last, shown or not; None where it sent nothing."""
    try:
        return st.session_state[key]["drawing"]["raw"]
    except (KeyError, *MALFORMED):
        return None


def _read_canvas(json_data: Mapping[str, Any] | None, drawing: Drawing) -> Drawing:
    return drawing_from_canvas(
        json_data, width_px=drawing.width_px, height_px=drawing.height_px, pen_width_px=drawing.pen_width_px
    )
