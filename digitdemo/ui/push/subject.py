"""Which digit is pushed, which networks read it, and their sweeps."""

import html
from dataclasses import dataclass

import numpy as np
import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.explaining.gallery import gallery
from digitdemo.reading.distortions import DISTORTIONS, Distortion
from digitdemo.reading.network import Network
from digitdemo.reading.recognizer import Recognizer
from digitdemo.reading.sweeps import Stretch, Sweep, stretches, sweep
from digitdemo.sentences import say
from digitdemo.storage.models import StoredModel, retrained_models, shipped_models
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

_TRUTH_FOR = "push_truth_for"


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


def show_subject(network: Recognizer) -> tuple[np.ndarray, int]:
    """Show which digit is pushed: what was drawn, or a sample.

    Returns:
        The digit, (28, 28) float32 in [0, 1]; and which one it truly is.
    """
    preparation = session.current_preparation()
    picture, choices = st.columns([2, 5], gap="medium", vertical_alignment="center")
    with choices:
        if preparation is None:
            network_input, truth = _show_samples()
        else:
            network_input = preparation.network_input
            truth = _show_truth(network_input, network)
    with picture:
        uri, alt = data_uri(np.round(network_input * 255).astype(np.uint8), 6), html.escape(say("push-your-digit"))
        st.html(f'<img class="dd-pushed" src="{uri}" alt="{alt}">')
    return network_input, truth


def _show_samples() -> tuple[np.ndarray, int]:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say("push-sample"))
        st.page_link("pages/draw.py", label=say("push-draw-one"), icon=":material/draw:")
    chosen = st.segmented_control(
        say("push-sample-which"), range(10), default=DEFAULT_SAMPLE, required=True, key="push_sample", wrap=True
    )
    digit = DEFAULT_SAMPLE if chosen is None else int(chosen)
    shown = gallery()
    return shown.inputs[shown.first_of(digit)], digit


def _show_truth(network_input: np.ndarray, network: Recognizer) -> int:
    """Let the visitor say which digit it is; the network's reading until then."""
    if st.session_state.get(_TRUTH_FOR) != network_input.tobytes():
        st.session_state[_TRUTH_FOR] = network_input.tobytes()
        st.session_state["push_truth"] = int(network.network.probabilities(network_input).argmax())
    chosen = st.segmented_control(say("push-yours"), range(10), key="push_truth", required=True, wrap=True)
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


def stored_models() -> list[StoredModel]:
    """Every network that can be chosen: ours, the others that ship, those trained here."""
    return [*shipped_models(), *retrained_models()]


def show_networks() -> list[StoredModel]:
    """Choose the networks that are compared."""
    models = {model.name: model for model in stored_models()}
    chosen = session.chosen_model_name()
    names = st.multiselect(
        say("push-networks"),
        list(models),
        default=[name for name in dict.fromkeys((chosen, UNVARIED_TWIN)) if name in models],
        format_func=lambda name: models[name].title,
        key="push_networks",
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
