from pathlib import Path

import streamlit as st

from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX, DEFAULT_SIDE_PX
from digitdemo.errors import DrawingError
from digitdemo.learning.neighbours import neighbour_reader
from digitdemo.reading.recognizer import Recognizer
from digitdemo.sentences import say
from digitdemo.storage.models import reading_models
from digitdemo.ui import session
from digitdemo.ui.canvas import canvas_state, show_canvas
from digitdemo.ui.canvas_buttons import show_canvas_buttons
from digitdemo.ui.compare import readings as compare_readings
from digitdemo.ui.compare import table as compare_table
from digitdemo.ui.compare.against import show_contest
from digitdemo.ui.compare.neighbours import show_neighbours
from digitdemo.ui.glossary import show_words
from digitdemo.ui.plain_text import plain

STYLE = Path(compare_table.__file__).with_name("style.css")


@st.fragment
def draw_for_all(recognizers: list[Recognizer]) -> None:
    canvas, answers = st.columns([6, 11], gap="medium")
    with canvas:
        state = canvas_state("compare", DEFAULT_SIDE_PX, DEFAULT_SIDE_PX, DEFAULT_PEN_WIDTH_PX)
        with st.container(key="compare_board"):
            try:
                show_canvas("compare", state)
            except DrawingError as error:
                st.error(plain(error))
        show_canvas_buttons("compare", state, or_from="draw")
    with answers, st.container(key="compare_answers"):
        readings = compare_readings.read_with_all([*recognizers, neighbour_reader()], state.drawing)
        compare_readings.show_readings(readings)
        show_neighbours(readings[-1])
    for reading in readings:
        if reading.model.name == session.chosen_model_name() and not reading.is_blank:
            session.keep_reading(reading)


def choose(recognizers: list[Recognizer]) -> None:
    titles = {recognizer.model.name: plain(recognizer.model.title) for recognizer in recognizers}
    chosen = session.chosen_model_name()
    st.session_state["compare_choice"] = chosen if chosen in titles else None
    st.pills(
        say("compare-choose"),
        list(titles),
        format_func=titles.__getitem__,
        key="compare_choice",
        on_change=use_choice,
    )


def use_choice() -> None:
    name = st.session_state["compare_choice"]
    if name:
        session.choose_model(name)


st.title(say("compare-title"))
st.html(STYLE)
st.markdown(say("compare-introduction"))
networks = compare_readings.usable_recognizers(reading_models())
draw_for_all(networks)
choose(networks)
st.subheader(say("compare-worth"))
show_words("compare", "accuracy", "mnist", "parameters", "variations", "network")
table = compare_table.table_of([*networks, neighbour_reader()])
if networks:
    compare_table.show_table(table, networks)
    compare_table.show_scatter(table)
    compare_table.show_about([*networks, neighbour_reader()])
usable = {network.model.name: network for network in networks if network.model.reads_digits}
if usable:
    with st.container(key="against"):
        show_contest(usable.get(session.chosen_model_name()) or next(iter(usable.values())))
