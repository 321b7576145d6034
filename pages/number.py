from pathlib import Path

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from digitdemo.errors import DigitDemoError
from digitdemo.reading.number import NumberReading, read_number
from digitdemo.reading.recognizer import Recognizer
from digitdemo.sentences import say
from digitdemo.ui import session
from digitdemo.ui.canvas import CanvasState
from digitdemo.ui.number import canvas as number_canvas
from digitdemo.ui.number import view as number_view
from digitdemo.ui.number.everywhere import everywhere_way
from digitdemo.ui.number.one_pass import ink_of, one_pass_way
from digitdemo.ui.number.picture import picture_content, read_from_canvas, read_picture, show_upload
from digitdemo.ui.number.ways import cutting, show_ways
from digitdemo.ui.number.window import sliding_way
from digitdemo.ui.plain_text import plain
from digitdemo.ui.wide_canvas import ask_for_window_width, show_wide_canvas

STYLE = Path(number_view.__file__).with_name("style.css")


@st.fragment
def write_and_read() -> None:
    state, boxes, more = show_wide_canvas(number_canvas.CANVAS, read_from_canvas)
    answer = st.container(key="number_answer")
    network = session.usable_digit_recognizer("number")
    picture = show_picture_input(network, more)
    if network is None:
        return
    with answer:
        reading = show_answer(network, state, picture)
    with boxes:
        size_px = (state.drawing.width_px, state.drawing.height_px)
        st.html(number_canvas.boxes_html(reading, size_px) if reading.ink is None else "<div></div>")
    ink = ink_of(state.drawing, reading)
    show_ways(
        [
            cutting(reading),
            sliding_way(network.network, state.drawing, reading),
            everywhere_way(network.network, ink),
            one_pass_way(network, ink),
        ]
    )


def show_picture_input(network: Recognizer | None, more: DeltaGenerator) -> tuple[np.ndarray, NumberReading] | None:
    with more, st.expander(say("number-from-picture"), icon=":material/photo_camera:"):
        show_upload()
        content = picture_content()
        try:
            return read_picture(network, content) if network and content is not None else None
        except DigitDemoError as error:
            st.error(plain(error), icon=":material/error:")
            return None


def show_answer(
    network: Recognizer, state: CanvasState, picture: tuple[np.ndarray, NumberReading] | None
) -> NumberReading:
    drawing = state.drawing
    if picture:
        st.info(say("number-reads-picture"))
        number_view.show_picture(*picture)
        reading = picture[1]
    else:
        reading = read_number(
            network,
            drawing.strokes,
            pen_width_px=drawing.pen_width_px,
            width_px=drawing.width_px,
            height_px=drawing.height_px,
        )
    with st.container(key="number-read"):
        number_view.show_number(reading)
        number_view.show_digits(reading)
    return reading


st.title(say("number-title"))
st.html(STYLE)
ask_for_window_width()
write_and_read()
