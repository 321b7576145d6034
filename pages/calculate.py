from pathlib import Path

import streamlit as st

from digitdemo.calculating.reading import ExpressionReading, read_expression
from digitdemo.errors import DigitDemoError
from digitdemo.sentences import say, say_error
from digitdemo.ui.calculate import canvas as calculate_canvas
from digitdemo.ui.calculate import picture, view
from digitdemo.ui.calculate.corrections import corrections_for
from digitdemo.ui.calculate.how import show_correcting, show_how
from digitdemo.ui.wide_canvas import ask_for_window_width, show_wide_canvas

STYLE = Path(view.__file__).with_name("style.css")


@st.fragment
def write_and_read() -> None:
    state, boxes, more = show_wide_canvas(calculate_canvas.CANVAS, picture.read_from_canvas)
    with more:
        picture.show_picture_input()
    try:
        found = picture.picture_found()
        drawing = found.drawing if found else state.drawing
        reading = read_expression(
            drawing.strokes, drawing.width_px, drawing.height_px, corrections=corrections_for(drawing.strokes)
        )
    except DigitDemoError as error:
        st.error(say_error(error))
        return
    size_px = (drawing.width_px, drawing.height_px)
    marks = calculate_canvas.boxes_html(reading, size_px, None if found else size_px)
    with boxes:
        st.html("<div></div>" if found else marks)
    if found:
        st.info(say("calculate-reads-picture"))
        picture.show_picture(found, marks)
    show_answer(reading, state.drawing.width_px)


def show_answer(reading: ExpressionReading, width_px: int) -> None:
    with st.container(width=width_px):  # as wide as the canvas, so that the answer stands under what was written
        view.show_calculation(reading)
        view.show_others(reading)
        show_correcting(reading)
        view.show_steps(reading)
    show_how(reading)


st.title(say("calculate-title"))
st.html(STYLE)
ask_for_window_width()
write_and_read()
