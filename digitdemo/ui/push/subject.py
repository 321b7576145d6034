"""Which digit is pushed, which networks read it, and their sweeps."""

import html
from dataclasses import dataclass

import numpy as np
import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.explaining.gallery import gallery
from digitdemo.networks.task import DIGITS
from digitdemo.reading.distortions import DISTORTIONS, Distortion
from digitdemo.reading.network import Network
from digitdemo.reading.recognizer import Recognizer
from digitdemo.reading.sweeps import Stretch, Sweep, stretches, sweep
from digitdemo.sentences import say
from digitdemo.storage.models import StoredModel, reading_models
from digitdemo.ui import session
from digitdemo.ui.pixels import data_uri
from digitdemo.ui.plain_text import plain
from digitdemo.ui.push.words import KINDS
from digitdemo.ui.reading import HOW_SURE

DEFAULT_SAMPLE = 7
UNVARIED_TWIN = "without-variations"
"""The shipped network's twin that learned without variations stands beside the chosen one from the start."""
THINKS_SO = next(least for least, sentence in HOW_SURE if sentence == "reading-thinks-so")
"""From this probability on the Draw page says of a digit that it thinks so; below it guesses."""

_NETWORKS = "push_networks"
_TRUTH_FOR, _TRUTH, _SAMPLE = "push_truth_for", "push_truth", "push_sample"


@dataclass(frozen=True)
class Subject:
    """What is pushed.

    Attributes:
        network_input: (28, 28) float32 in [0, 1].
        place: which of the network's classes it truly is.
        names: what people call them.
    """

    network_input: np.ndarray
    place: int
    names: tuple[str, ...]

    @property
    def digit(self) -> str:
        """What it truly is, as people call it."""
        return self.names[self.place]


@dataclass(frozen=True)
class Pushed:
    """One network's sweep of the digit.

    Attributes:
        model: which network.
        swept: what it said at every amount.
        found: the sweep as stretches in which it says the same, or is not sure.
    """

    model: StoredModel
    swept: Sweep
    found: list[Stretch]


def show_subject(network: Recognizer) -> Subject | None:
    """Show which digit is pushed: what was drawn, or a sample; None where no sample is among the network's classes."""
    preparation = session.current_preparation()
    picture, choices = st.columns([2, 5], gap="medium", vertical_alignment="center")
    with choices:
        if preparation is None:
            sample = _show_samples(network.model)
            if sample is None:
                return None
            network_input, truth = sample
        else:
            network_input = preparation.network_input
            truth = _show_truth(network_input, network)
    with picture:
        uri, alt = data_uri(np.round(network_input * 255).astype(np.uint8), 6), html.escape(say("push-your-digit"))
        st.html(f'<img class="dd-pushed" src="{uri}" alt="{alt}">')
    return Subject(network_input, truth, network.model.class_names)


def _show_samples(model: StoredModel) -> tuple[np.ndarray, int] | None:
    digits = [place for place, name in enumerate(model.classes) if name in DIGITS]
    if not digits:
        st.info(say("networks-no-sample", network=plain(model.title), signs=plain(" ".join(model.class_names))))
        st.page_link("pages/draw.py", label=say("push-draw-sign"), icon=":material/draw:")
        return None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say("push-sample"))
        st.page_link("pages/draw.py", label=say("push-draw-one"), icon=":material/draw:")
    if st.session_state.get(_SAMPLE) not in digits:
        st.session_state[_SAMPLE] = DEFAULT_SAMPLE if DEFAULT_SAMPLE in digits else digits[0]
    chosen = st.segmented_control(
        say("push-sample-which"), digits, format_func=model.classes.__getitem__, required=True, key=_SAMPLE, wrap=True
    )
    place = digits[0] if chosen is None else int(chosen)
    shown = gallery()
    return shown.inputs[shown.first_of(int(model.classes[place]))], place


def _show_truth(network_input: np.ndarray, network: Recognizer) -> int:
    """Let the visitor say which digit it is; the network's reading until then."""
    names = network.model.class_names
    if st.session_state.get(_TRUTH_FOR) != (names, network_input.tobytes()):
        st.session_state[_TRUTH_FOR] = (names, network_input.tobytes())
        st.session_state[_TRUTH] = int(network.network.probabilities(network_input).argmax())
    chosen = st.segmented_control(
        say("push-yours" if network.model.reads_digits else "push-yours-sign"), range(len(names)),
        format_func=lambda place: plain(names[place]), key=_TRUTH, required=True, wrap=True,
    )  # fmt: skip
    return 0 if chosen is None else int(chosen)


def show_distortion() -> Distortion:
    """Choose what is done to the digit, and from which side."""
    kinds = list(KINDS)
    kind = st.segmented_control(
        say("push-what-is-done"), kinds, default=kinds[0], required=True, format_func=say, key="push_kind", wrap=True
    )
    directions = list(KINDS[kind])
    direction = directions[0]
    if len(directions) > 1:
        direction = st.segmented_control(
            say("push-which-way"),
            directions,
            default=direction,
            required=True,
            format_func=say,
            key=f"push_way_{kind.removeprefix('push-kind-')}",
            wrap=True,
        )
    return DISTORTIONS[KINDS[kind][direction]]


def show_networks(chosen: StoredModel) -> list[StoredModel]:
    """Choose the networks that are compared: those that tell the same apart as the chosen one."""
    models = {model.name: model for model in reading_models() if model.classes == chosen.classes}
    if not set(st.session_state.get(_NETWORKS, [])) <= models.keys():
        del st.session_state[_NETWORKS]
    names = st.multiselect(
        say("push-networks"),
        list(models),
        default=[name for name in dict.fromkeys((chosen.name, UNVARIED_TWIN)) if name in models],
        format_func=lambda name: models[name].title,
        key=_NETWORKS,
        max_selections=6,
    )
    return [models[name] for name in names]


def push(models: list[StoredModel], network_input: np.ndarray, distortion: Distortion, again: bool) -> list[Pushed]:
    """Each network's sweep; one that cannot be used is said and left out."""
    pushed = []
    for model in models:
        try:
            network = session.recognizer(model.name).network
        except DigitDemoError as error:
            st.error(plain(error), icon=":material/error:")
            continue
        least = least_to_say(model)
        swept, found = _push(network, model.version, network_input, distortion.key, least, again)
        pushed.append(Pushed(model, Sweep(distortion, *swept), found))
    return pushed


def least_to_say(model: StoredModel) -> float:
    """From which probability on a reading counts: where the Draw page would at least say "I think so"."""
    return max(THINKS_SO, model.min_probability)


@st.cache_data(max_entries=200, show_spinner=False)
def _push(
    _network: Network, network_key: str, network_input: np.ndarray, key: str, least: float, again: bool
) -> tuple[tuple[np.ndarray, np.ndarray], list[Stretch]]:
    swept = sweep(_network, network_input, DISTORTIONS[key], prepare_again=again)
    found = stretches(_network, network_input, swept, least, prepare_again=again)
    return (swept.inputs, swept.probabilities), found
