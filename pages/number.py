from pathlib import Path

import streamlit as st

from digitdemo.reading.number import NumberReading, read_number
from digitdemo.reading.recognizer import Recognizer
from digitdemo.ui import session
from digitdemo.ui.canvas import CanvasState
from digitdemo.ui.number import canvas as number_canvas
from digitdemo.ui.number import view as number_view
from digitdemo.ui.number import window as number_window
from digitdemo.ui.number.picture import read_picture, show_upload

READS_PICTURE = "This is the number on your picture. Write on the canvas, or take the picture away, to go back."
STYLE = Path(number_view.__file__).with_name("style.css")


@st.fragment
def write_and_read() -> None:
    network = session.usable_recognizer()
    state, boxes, touched = number_canvas.show_number_canvas()
    answer = st.container(key="number_answer")
    content = show_upload(touched)
    if network is None:
        return
    with answer:
        reading = show_answer(network, state, content)
    with boxes:
        size_px = (state.drawing.width_px, state.drawing.height_px)
        st.html(number_canvas.boxes_html(reading, size_px) if reading.ink is None else "<div></div>")
    show_window(network, state, reading)


def show_answer(network: Recognizer, state: CanvasState, content: bytes | None) -> NumberReading:
    read = read_picture(network, content) if content else None
    if read:
        st.info(READS_PICTURE)
        number_view.show_picture(*read)
    drawing = state.drawing
    reading = (
        read[1]
        if read
        else read_number(
            network,
            drawing.strokes,
            pen_width_px=drawing.pen_width_px,
            width_px=drawing.width_px,
            height_px=drawing.height_px,
        )
    )
    number_view.show_number(reading)
    number_view.show_digits(reading)
    return reading


def show_window(network: Recognizer, state: CanvasState, reading: NumberReading) -> None:
    st.subheader("The same number through a sliding window")
    st.markdown(number_window.EXPLANATION)
    window, step = number_window.show_controls()
    sliding = number_window.slide(network.network, state.drawing, reading, window, step)
    with st.container(key="number_strip_frame"):
        number_window.show_strip(sliding, reading.width_px, state.drawing.width_px)
    st.caption(number_window.how_many_windows(sliding))
    number_window.show_both(reading, sliding)


st.title("Read a number")
st.html(STYLE)
number_canvas.ask_for_window_width()
write_and_read()
