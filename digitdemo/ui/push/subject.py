"""Which digit is pushed, which networks read it, and their sweeps."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.explaining.gallery import gallery
from digitdemo.reading.distortions import DISTORTIONS, Distortion
from digitdemo.reading.network import Network
from digitdemo.reading.recognizer import Recognizer
from digitdemo.reading.sweeps import Bearing, Sweep, bearing, sweep
from digitdemo.storage.models import StoredModel, retrained_models, shipped_models
from digitdemo.ui import session
from digitdemo.ui.pixels import png
from digitdemo.ui.plain_text import plain
from digitdemo.ui.push.words import DRAW_ONE, KINDS, SAMPLE, YOURS

DEFAULT_SAMPLE = 7
UNVARIED_TWIN = "without-variations"
"""The shipped network's twin that learned without variations stands beside the chosen one from the start."""
_TRUTH_FOR = "push_truth_for"


@dataclass(frozen=True)
class Pushed:
    """One network's sweep of the digit.

    Attributes:
        model: which network.
        swept: what it said at every amount.
        found: where its reading flips; None where it is wrong from the start.
    """

    model: StoredModel
    swept: Sweep
    found: Bearing | None


def show_subject(network: Recognizer) -> tuple[np.ndarray, int]:
    """Show which digit is pushed: what was drawn, or a sample.

    Returns:
        The digit, (28, 28) float32 in [0, 1]; and which one it truly is.
    """
    preparation = session.current_preparation()
    picture, choices = st.columns([1, 4], gap="medium", vertical_alignment="center")
    with choices:
        if preparation is None:
            network_input, truth = _show_samples()
        else:
            network_input = preparation.network_input
            truth = _show_truth(network_input, network)
    with picture:
        st.image(png(np.round(network_input * 255).astype(np.uint8), 6), width=168)
    return network_input, truth


def _show_samples() -> tuple[np.ndarray, int]:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(SAMPLE)
        st.page_link("pages/draw.py", label=DRAW_ONE, icon=":material/draw:")
    chosen = st.segmented_control(
        "Sample", range(10), default=DEFAULT_SAMPLE, required=True, key="push_sample", wrap=True
    )
    digit = DEFAULT_SAMPLE if chosen is None else int(chosen)
    shown = gallery()
    return shown.inputs[shown.first_of(digit)], digit


def _show_truth(network_input: np.ndarray, network: Recognizer) -> int:
    """Let the visitor say which digit it is; the network's reading until then."""
    if st.session_state.get(_TRUTH_FOR) != network_input.tobytes():
        st.session_state[_TRUTH_FOR] = network_input.tobytes()
        st.session_state["push_truth"] = int(network.network.probabilities(network_input).argmax())
    chosen = st.segmented_control(YOURS, range(10), key="push_truth", required=True, wrap=True)
    return 0 if chosen is None else int(chosen)


def show_distortion() -> Distortion:
    """Choose what is done to the digit, and from which side."""
    with st.container(horizontal=True, gap="medium"):
        kind = st.segmented_control(
            "What is done", list(KINDS), default="Turn", required=True, key="push_kind", wrap=True
        )
        directions = list(KINDS[kind])
        direction = directions[0]
        if len(directions) > 1:
            direction = st.segmented_control(
                "Which way", directions, default=directions[0], required=True, key=f"push_way_{kind}", wrap=True
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
        "Networks",
        list(models),
        default=[name for name in dict.fromkeys((chosen, UNVARIED_TWIN)) if name in models],
        format_func=lambda name: models[name].title,
        key="push_networks",
        max_selections=6,
    )
    return [models[name] for name in names]


def push(
    models: list[StoredModel], network_input: np.ndarray, distortion: Distortion, digit: int, again: bool
) -> list[Pushed]:
    """Each network's sweep; one that cannot be used is said and left out."""
    pushed = []
    for model in models:
        try:
            network = session.recognizer(model.name).network
        except DigitDemoError as error:
            st.error(plain(error), icon=":material/error:")
            continue
        swept, found = _push(network, model.version, network_input, distortion.key, digit, again)
        pushed.append(Pushed(model, Sweep(distortion, *swept), found))
    return pushed


@st.cache_data(max_entries=200, show_spinner=False)
def _push(
    _network: Network, network_key: str, network_input: np.ndarray, key: str, digit: int, again: bool
) -> tuple[tuple[np.ndarray, np.ndarray], Bearing | None]:
    swept = sweep(_network, network_input, DISTORTIONS[key], prepare_again=again)
    found = bearing(_network, network_input, swept, digit, prepare_again=again)
    return (swept.inputs, swept.probabilities), found
