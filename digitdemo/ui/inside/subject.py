"""What the Look inside page is about: this visitor's digit in the chosen network, and what is selected."""

import html
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.explaining.architecture import Step
from digitdemo.explaining.feature_maps import DRAWING, ExplainedNetwork, feature_maps
from digitdemo.explaining.gallery import Excitement, excitements, gallery
from digitdemo.reading.recognizer import Recognizer
from digitdemo.sentences import say
from digitdemo.storage.models import StoredModel, reading_models
from digitdemo.ui import session
from digitdemo.ui.colour_scales import coloured
from digitdemo.ui.pixels import data_uri
from digitdemo.ui.plain_text import plain
from digitdemo.ui.reading import percent

LAYER, STEP, MAP, ROW, COLUMN = "inside_layer", "inside_step", "inside_map", "inside_row", "inside_column"
GRID, MAPS, KERNELS = "inside_grid", "maps", "kernels"
SAMPLE, NETWORK = "inside_sample", "inside_network"
DESCENT = "inside-descent-part"
"""The name of the fragment from a layer down to one pixel."""

DEFAULT_SAMPLE = 7
_PLACE_OF, _WANTED = "inside_place_of", "inside_wanted"

STYLE = Path(__file__).with_name("style.css")
_DIGIT_SCALE = 3


@dataclass(frozen=True)
class Subject:
    """What is explained.

    Attributes:
        explained: the chosen network.
        network_input: (28, 28) float32 in [0, 1].
        maps: every step's output for it, by step name; the drawing first.
        is_sample: True where nothing is drawn yet.
    """

    explained: ExplainedNetwork
    network_input: np.ndarray
    maps: dict[str, np.ndarray]
    is_sample: bool

    @property
    def probabilities(self) -> np.ndarray:
        """(classes,) float32."""
        return self.maps[self.explained.steps[-1].name]

    @property
    def digit(self) -> int:
        """The most probable digit."""
        return int(self.probabilities.argmax())

    @property
    def names(self) -> tuple[str, ...]:
        """What people call the classes, in the order of the outputs."""
        return self.explained.network.model.class_names

    def said(self, digit: int) -> str:
        """One class as it stands in a sentence."""
        return plain(self.names[digit])

    @property
    def runner_up(self) -> int:
        """The second most probable digit."""
        return int(np.argsort(self.probabilities)[-2])

    def limit_of(self, name: str) -> float:
        """The largest number, with or without its sign, in one step's output."""
        return float(np.abs(self.maps[name]).max()) or 1.0

    def is_signed(self, name: str) -> bool:
        """True where a step's output holds numbers below 0."""
        return name != DRAWING and float(self.maps[name].min()) < 0


def current_subject() -> Subject | None:
    """The digit and the network of now; where the network cannot be used the page says why."""
    try:
        explained = explained_network()
    except DigitDemoError as error:
        st.error(plain(error), icon=":material/error:")
        return None
    preparation = session.current_preparation()
    if preparation is None:
        shown = gallery()
        network_input = shown.inputs[shown.first_of(int(st.session_state.get(SAMPLE, DEFAULT_SAMPLE)))]
    else:
        network_input = preparation.network_input
    maps = feature_maps(explained, network_input)
    return Subject(explained, network_input, maps, preparation is None)


def show_subject(subject: Subject) -> None:
    """The row that stays on top: my digit, the network's answer, and which network."""
    st.html(STYLE)
    with st.container(key="inside-pinned", horizontal=True, vertical_alignment="center"):
        name = html.escape(subject.names[subject.digit])
        picture = data_uri(coloured(subject.network_input, 1.0), _DIGIT_SCALE)
        alt = html.escape(say("inside-your-drawing"), quote=True)
        st.html(
            f'<div class="dd-pinned"><img src="{picture}" alt="{alt}"><b>{name}</b></div>',
            width="content",
        )
        answer = {
            "network": plain(subject.explained.network.model.title),
            "digit": subject.said(subject.digit),
            "percent": percent(float(subject.probabilities[subject.digit])),
        }
        st.markdown(say("inside-sample", **answer) if subject.is_sample else say("inside-yours", **answer))
    _choose_network(subject.explained.network.model)
    if subject.is_sample:
        with st.container(horizontal=True, vertical_alignment="bottom", key="inside-samples"):
            keep_in(SAMPLE, list(range(10)), DEFAULT_SAMPLE)
            st.segmented_control(
                say("inside-sample-digit"), range(10), key=SAMPLE, required=True, wrap=True, persist_state="session"
            )
            st.page_link("pages/draw.py", label=say("inside-draw-one"), icon=":material/draw:")


def _choose_network(current: StoredModel) -> None:
    """Any stored network, where there is more than one; it is used on every page from then on."""
    models = {model.name: model for model in reading_models()}
    if len(models) < 2 or current.name not in models:
        return
    st.session_state[NETWORK] = current.name
    with st.container(key="inside-choices"):
        st.selectbox(
            say("inside-network"),
            list(models),
            format_func=lambda name: _network_option(models[name]),
            key=NETWORK,
            on_change=_use_network,
            label_visibility="collapsed",
        )


def _network_option(model: StoredModel) -> str:
    return say("inside-network-option", title=model.title, name=model.name, parameters=model.parameters)


def _use_network() -> None:
    session.choose_model(str(st.session_state[NETWORK]))


def explained_network() -> ExplainedNetwork:
    """The chosen network with its steps; read once for all visitors, anew when its files change.

    Raises:
        ModelError: missing or damaged.
    """
    recognizer = session.recognizer()
    return _load(recognizer.model.version, recognizer)


@st.cache_resource(max_entries=16, show_spinner=False)
def _load(version: str, _recognizer: Recognizer) -> ExplainedNetwork:
    return ExplainedNetwork.load(_recognizer.model, _recognizer.network)


def gallery_excitements(explained: ExplainedNetwork) -> dict[str, Excitement]:
    """What excites the maps of a network most; computed once a network."""
    return _excitements(explained.network.model.version, explained)


@st.cache_resource(max_entries=8, show_spinner=False)
def _excitements(version: str, _explained: ExplainedNetwork) -> dict[str, Excitement]:
    return excitements(_explained)


def keep_in(key: str, options: list[object], default: object, labels: list[str] | None = None) -> None:
    """Before a widget is made: a choice that the network of now does not offer gives way to the default.

    Args:
        labels: what the widget calls its options, where that depends on the network. The browser goes on showing
            the earlier label of a choice that stays, unless it is told anew.
    """
    if st.session_state.get(key) not in options:
        st.session_state[key] = default
    if labels is not None and st.session_state.get(f"{key}_labels") != labels:
        st.session_state[f"{key}_labels"] = labels
        st.session_state[key] = st.session_state[key]


def keep_between(key: str, low: int, high: int, default: int) -> int:
    """Before a number's widget is made: keep it between two bounds."""
    value = st.session_state.get(key, default)
    st.session_state[key] = min(max(int(default if value is None else value), low), high)
    return int(st.session_state[key])


def select(step: Step, *, index: int | None = None, place: tuple[int, int] | None = None) -> None:
    """Go to a step, one of its maps, one of its pixels, when the fragment that shows them runs next.

    Its widgets are told there, not here: what a callback writes into them is lost to the browser when the callback
    makes another fragment run.
    """
    st.session_state[_WANTED] = (step.name, index, place)


def go_where_wanted(explained: ExplainedNetwork) -> None:
    """Before the widgets are made: take over what ``select`` left."""
    name, index, place = st.session_state.pop(_WANTED, (None, None, None))
    if name not in {step.name for step in explained.steps}:
        return
    st.session_state[LAYER], st.session_state[STEP] = _stage_of(explained, name), name
    if index is not None:
        st.session_state[MAP] = index
    if place is not None:
        st.session_state[ROW], st.session_state[COLUMN] = place
        st.session_state[_PLACE_OF] = (name, st.session_state.get(MAP))


def _stage_of(explained: ExplainedNetwork, name: str) -> int:
    stages = enumerate(explained.stages)
    return next(number for number, stage in stages if name in {step.name for step in stage.steps})


def keep_place(step: Step, index: int, output: np.ndarray) -> tuple[int, int]:
    """The chosen pixel of a map; on arriving at another map its strongest one.

    Args:
        output: (height, width, channels).
    """
    height, width = output.shape[:2]
    if st.session_state.get(_PLACE_OF) != (step.name, index) or ROW not in st.session_state:
        row, column = np.unravel_index(int(output[..., index].argmax()), (height, width))
        st.session_state[ROW], st.session_state[COLUMN] = int(row), int(column)
        st.session_state[_PLACE_OF] = (step.name, index)
    return keep_between(ROW, 0, height - 1, 0), keep_between(COLUMN, 0, width - 1, 0)
