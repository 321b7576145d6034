"""The Draw page: one screen. The canvas, what is read of it, how that came about; everything else behind *More*.

The places stay; a stroke runs one fragment, which writes into them what can have changed. *More* is another, run when
it is opened. As one fragment, a stroke cost the server twice as much.
"""

import contextlib
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digitdemo.errors import DigitDemoError, DrawingError
from digitdemo.reading.pictures import open_picture
from digitdemo.reading.recognizer import Reading, Recognizer
from digitdemo.sentences import say
from digitdemo.ui import session
from digitdemo.ui.canvas import CanvasState, canvas_state, show_canvas
from digitdemo.ui.canvas_buttons import show_canvas_buttons, take_kept_drawing
from digitdemo.ui.draw import files
from digitdemo.ui.draw.more import PEN_WIDTH_PX, READING, SIDE_PX, pen_width_px, reads_along, run_more, show_more
from digitdemo.ui.draw.shown import shown_now
from digitdemo.ui.draw.steps import show_steps
from digitdemo.ui.live import show_live
from digitdemo.ui.plain_text import plain
from digitdemo.ui.reading import show_reading


@dataclass(frozen=True)
class Places:
    """Where on the screen a stroke changes something."""

    canvas: DeltaGenerator
    tools: DeltaGenerator
    answer: DeltaGenerator
    way: DeltaGenerator


def show_draw_screen() -> None:
    """Everything on the page."""
    with st.container(key="draw-screen"):
        canvas_column, reading_column = st.columns([1, 1], gap="medium")
        way = st.container(key="draw-way")  # there even when empty: what stands below must not move
        with canvas_column:
            canvas = st.container(key="canvas")
            with st.container(horizontal=True, key="draw-buttons"):
                tools = st.container(width="content")
                more = st.popover(say("draw-more"), icon=":material/more_horiz:", key="draw_more", on_change=run_more)
        with reading_column:
            network, _ = _network()
            reads_digits = network is None or network.model.reads_digits
            st.title(say("draw-title" if reads_digits else "draw-title-sign"), anchor=False)
            answer = st.container(key="prediction")
        _read_drawing(Places(canvas, tools, answer, way))
        with more:
            show_more()


@st.fragment(key=READING)
def _read_drawing(places: Places) -> None:
    """The drawing, what is read of it and how that came about; a stroke runs this alone."""
    state = canvas_state("draw", SIDE_PX, SIDE_PX, pen_width_px())
    with places.canvas:
        _show_drawing(state)
    with places.tools:
        show_canvas_buttons("draw", state)
    network, problem = _network()
    with places.answer:
        reading, problem = _show_answer(state, network, problem)
    is_photo = files.picture_content() is not None
    shown = shown_now()
    shown.network, shown.reading, shown.picture_problem = network, reading, problem if is_photo else ""
    with places.way:
        if network and reads_along():
            show_live("draw", state, network)
        if network and reading:
            session.keep_reading(reading)
            show_steps(reading, network, is_photo=is_photo)
    with places.canvas:
        if is_photo and reading and reading.preparation:
            files.show_over_canvas(reading.preparation)


def _show_drawing(state: CanvasState) -> None:
    try:
        if show_canvas("draw", state, fits_itself=True):
            files.read_from("canvas")
    except DrawingError as error:
        st.error(plain(error))


def _network() -> tuple[Recognizer | None, str]:
    """Who reads, and what stands in the way of it, "" for nothing."""
    try:
        return session.recognizer(), ""
    except DigitDemoError as error:
        return None, plain(error)


def _show_answer(state: CanvasState, network: Recognizer | None, problem: str) -> tuple[Reading | None, str]:
    """What is read, and what stands in the way of it, "" for nothing."""
    reading = None
    content = files.picture_content()
    try:
        if network:
            reading = read_canvas(state, network) if content is None else network.read(open_picture(content))
    except DigitDemoError as error:
        problem = plain(error)
    show_reading(reading, network, None if content is None and not problem else "")
    if problem:
        st.error(problem, icon=":material/error:")
        session.offer_shipped_network("draw")
    elif content is not None:
        st.info(say("draw-empty-picture") if reading and reading.is_blank else say("draw-reads-picture"))
        st.button(say("draw-back-to-drawing"), key="draw_back", on_click=files.read_from, args=("canvas",))
    return reading, problem


def read_canvas(state: CanvasState, network: Recognizer) -> Reading:
    """What a network reads of the drawing on the canvas."""
    drawing = state.drawing
    return network.read_strokes(
        drawing.strokes,
        pen_width_px=drawing.pen_width_px,
        canvas_side_px=drawing.width_px,
        canvas_height_px=drawing.height_px,
    )


def take_kept_digit(kept: object) -> None:
    """Put the drawing that a browser had kept on this page's canvas, and read it for the pages that explain it.

    Args:
        kept: the text of a drawing's file; anything else is passed over.
    """
    state = canvas_state("draw", SIDE_PX, SIDE_PX, PEN_WIDTH_PX)
    take_kept_drawing(state, kept)
    if not state.drawing.is_blank and session.current_preparation() is None:
        with contextlib.suppress(DigitDemoError):
            session.keep_reading(read_canvas(state, session.recognizer()))
