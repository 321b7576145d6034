"""The Draw page: one screen. The canvas, what is read of it, how that came about; everything else behind *More*."""

import contextlib

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX, DEFAULT_SIDE_PX
from digitdemo.errors import DigitDemoError, DrawingError
from digitdemo.reading.pictures import open_picture
from digitdemo.reading.recognizer import Reading, Recognizer
from digitdemo.sentences import say
from digitdemo.ui import session
from digitdemo.ui.canvas import CanvasState, canvas_state, show_canvas
from digitdemo.ui.canvas_buttons import show_canvas_buttons, take_kept_drawing
from digitdemo.ui.draw import files
from digitdemo.ui.draw.label import show_label
from digitdemo.ui.draw.steps import show_input_numbers, show_steps
from digitdemo.ui.live import show_live
from digitdemo.ui.plain_text import plain
from digitdemo.ui.reading import show_reading

SIDE_PX = 480
"""Of the canvas as the server knows it; the style sheet shows it as large as the window allows."""

PEN_WIDTH_PX = round(DEFAULT_PEN_WIDTH_PX * SIDE_PX / DEFAULT_SIDE_PX)


@st.fragment
def show_draw_screen() -> None:
    """Everything on the page; a stroke runs this alone."""
    with st.container(key="draw-screen"):
        canvas_column, reading_column = st.columns([1, 1], gap="medium")
        way = st.container(key="draw-way")  # there even when empty: what stands below must not move
        with canvas_column:
            state, canvas, more = _show_drawing()
        network, problem = _network()
        with reading_column:
            reads_digits = network is None or network.model.reads_digits
            st.title(say("draw-title" if reads_digits else "draw-title-sign"), anchor=False)
            with st.container(key="prediction"):
                reading, problem = _show_answer(state, network, problem)
        if network:
            with way:
                show_live("draw", state, network, more)
        if network and reading:
            session.keep_reading(reading)
            is_photo = files.picture_content() is not None
            with way:
                _show_steps(reading, network, is_photo=is_photo)
            if is_photo and reading.preparation:
                with canvas:
                    files.show_over_canvas(reading.preparation)
        with more:
            _show_more(state, network, reading, problem if files.picture_content() is not None else "")


def _show_drawing() -> tuple[CanvasState, DeltaGenerator, DeltaGenerator]:
    """The canvas with its buttons; returned are its state, its place and the place behind *More*."""
    canvas, buttons = st.container(key="canvas"), st.container(horizontal=True, key="draw-buttons")
    with buttons:
        tools = st.container(width="content")
        more = st.popover(say("draw-more"), icon=":material/more_horiz:", key="draw_more")
    pen = more.slider(say("draw-pen-width"), 8, 70, PEN_WIDTH_PX, format="%d px", key="draw_pen")
    state = canvas_state("draw", SIDE_PX, SIDE_PX, pen)
    with canvas:
        try:
            if show_canvas("draw", state):
                files.read_from("canvas")
        except DrawingError as error:
            st.error(plain(error))
    with tools:
        show_canvas_buttons("draw", state)
    return state, canvas, more


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


def _show_steps(reading: Reading, network: Recognizer, *, is_photo: bool) -> None:
    if reading.preparation is None:
        return
    st.subheader(say("draw-steps-title"), anchor=False)
    show_steps(reading, network, is_photo=is_photo)


def _show_more(state: CanvasState, network: Recognizer | None, reading: Reading | None, picture_problem: str) -> None:
    """What is needed now and then: teaching, pictures, files, the numbers behind the picture."""
    with st.expander(say("draw-teach"), icon=":material/school:"):
        show_label(state, network)
    with st.expander(say("draw-from-picture"), icon=":material/photo_camera:"):
        files.show_picture_input()
        if picture_problem:  # also beside what it is about
            st.error(picture_problem, icon=":material/error:")
    with st.expander(say("draw-take-along"), icon=":material/download:"):
        files.show_take_along(state, reading)
    numbers = st.expander(say("draw-numbers"), icon=":material/grid_on:", key="draw_numbers_open", on_change="rerun")
    if numbers.open and reading and reading.preparation:
        with numbers:
            st.caption(say("draw-steps-why"))
            show_input_numbers(reading.preparation.network_input)


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
