import streamlit as st

from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX
from digitdemo.errors import DigitDemoError, DrawingError
from digitdemo.reading.pictures import open_picture
from digitdemo.reading.recognizer import Reading, Recognizer
from digitdemo.ui import session
from digitdemo.ui.canvas import CanvasState, canvas_state, show_canvas
from digitdemo.ui.canvas_buttons import show_canvas_buttons
from digitdemo.ui.draw import files as draw_files
from digitdemo.ui.draw.label import FOLD, show_label
from digitdemo.ui.draw.steps import NUMBERS, WHY, show_input_numbers, show_steps
from digitdemo.ui.live import show_live
from digitdemo.ui.plain_text import plain
from digitdemo.ui.reading import show_reading

SIDES_PX = {"Small": 280, "Medium": 360, "Large": 480}


@st.fragment
def draw_and_read() -> None:
    canvas_column, reading_column = st.columns([2, 3], gap="medium")
    settings = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    with canvas_column:
        state = show_drawing(settings)
        live = st.container()
    with reading_column, st.container(key="prediction"):
        network, reading = show_answer(state)
    if network:
        with live:
            show_live("draw", state, network, settings)
    way = st.container()  # there even when empty: the folds below must not move, or they close
    if network and reading:
        session.keep_reading(reading)
        with way:
            show_way(reading, network)
    with st.expander(FOLD, icon=":material/school:"):
        show_label(state)
    with st.expander("Read a picture instead", icon=":material/photo_camera:"):
        draw_files.show_picture_input()
    with st.expander("Take it along, bring it back", icon=":material/download:"):
        draw_files.show_take_along(state, reading)


def show_drawing(settings: st.delta_generator.DeltaGenerator) -> CanvasState:
    with settings:
        side = st.segmented_control("Canvas", list(SIDES_PX), default="Small", required=True, key="draw_side")
        pen = st.slider("Pen width", 6, 40, DEFAULT_PEN_WIDTH_PX, format="%d px", key="draw_pen", width=260)
    state = canvas_state("draw", SIDES_PX[side], SIDES_PX[side], pen)
    with st.container(key="canvas"):
        try:
            if show_canvas("draw", state):
                draw_files.read_from("canvas")
        except DrawingError as error:
            st.error(plain(error))
    show_canvas_buttons("draw", state)
    return state


def show_answer(state: CanvasState) -> tuple[Recognizer | None, Reading | None]:
    network = reading = problem = None
    content = draw_files.picture_content()
    try:
        network = session.recognizer()
        reading = read(state, network) if content is None else network.read(open_picture(content))
    except DigitDemoError as error:
        problem = plain(error)
    show_reading(reading, network, None if content is None and not problem else "")
    if problem:
        st.error(problem, icon=":material/error:")
        session.offer_shipped_network("draw")
    elif content is not None:
        st.info(draw_files.EMPTY_PICTURE if reading and reading.is_blank else draw_files.READS_PICTURE)
    return network, reading


def read(state: CanvasState, network: Recognizer) -> Reading:
    drawing = state.drawing
    return network.read_strokes(
        drawing.strokes,
        pen_width_px=drawing.pen_width_px,
        canvas_side_px=drawing.width_px,
        canvas_height_px=drawing.height_px,
    )


def show_way(reading: Reading, network: Recognizer) -> None:
    if reading.preparation is None:
        return
    st.subheader("What the network sees")
    st.write(WHY)
    show_steps(reading.preparation, network)
    numbers = st.expander(NUMBERS, icon=":material/grid_on:", key="draw_numbers_open", on_change="rerun")
    if numbers.open:
        with numbers:
            show_input_numbers(reading.preparation.network_input)


st.title("Draw a digit")
draw_and_read()
