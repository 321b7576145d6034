"""What one visitor carries from page to page, and what all visitors share."""

from typing import cast

import streamlit as st

from digitdemo.errors import DigitDemoError, ModelError
from digitdemo.reading.network import Network
from digitdemo.reading.preprocessing import Preparation
from digitdemo.reading.recognizer import Reading, Recognizer
from digitdemo.sentences import say
from digitdemo.storage.models import DEFAULT_MODEL, find_bundle, find_model, model_of, version_of
from digitdemo.storage.shared_choice import shared_choice
from digitdemo.storage.store import Bundle
from digitdemo.ui.plain_text import plain

_PREPARATION = "preparation"
_MODEL = "chosen_model"
_PAGE = "page"
_VISIT = "visit"

NETWORK_PARAMETER, PRESENT_PARAMETER = "network", "present"
"""In every page's address: which network was chosen, and whether the page is presented."""


def arrive_at(page: str) -> None:
    """Note which page is shown; each arrival is a visit of its own."""
    if st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE] = page
        st.session_state[_VISIT] = visit() + 1


def visit() -> int:
    """The number of page changes so far: a canvas is made anew on each arrival."""
    return int(st.session_state.get(_VISIT, 0))


def current_preparation() -> Preparation | None:
    """The network's input that was read last, drawn or from a picture; None before the first."""
    return cast("Preparation | None", st.session_state.get(_PREPARATION))


def keep_reading(reading: Reading) -> None:
    """Remember what was read last, for the pages that explain it."""
    st.session_state[_PREPARATION] = reading.preparation


def chosen_model_name() -> str:
    """The network that this visitor uses on every page: the chosen one, or everyone's."""
    return named_model() or shared_choice()


def named_model() -> str | None:
    """The network that this visitor has chosen; None before any choice."""
    name = st.session_state.get(_MODEL)
    return None if name is None else str(name)


def choose_model(name: str) -> None:
    """Use another stored network on every page from now on; the page's address names it.

    Raises:
        ModelError: there is none of that name, or it finds digits on a sheet instead of reading one.
    """
    if not find_model(name).reads_one_sign:
        raise ModelError("server-finds-many")
    st.session_state[_MODEL] = name
    st.query_params[NETWORK_PARAMETER] = name


def recognizer(name: str | None = None) -> Recognizer:
    """The network of that name, or the chosen one; loaded once for all visitors, anew when its files change.

    Raises:
        ModelError: it is missing or damaged.
    """
    bundle = find_bundle(name or chosen_model_name())
    return _load(version_of(bundle), bundle)


@st.cache_resource(max_entries=16, show_spinner=False)
def _load(version: str, _bundle: Bundle) -> Recognizer:
    return Recognizer(Network(model_of(_bundle)))


def offer_shipped_network(page: str) -> None:
    """Where another network was chosen and cannot be used: the way back."""
    if chosen_model_name() != DEFAULT_MODEL:
        key = f"{page}_use_shipped"
        st.button(say("server-use-ours"), key=key, on_click=choose_model, args=(DEFAULT_MODEL,))


def usable_digit_recognizer(page: str) -> Recognizer | None:
    """Who reads where a page is about digits alone: the chosen network, or ours in its place, which the page says."""
    chosen = usable_recognizer(page)
    if chosen is None or chosen.model.reads_digits:
        return chosen
    ours = recognizer(DEFAULT_MODEL)
    st.info(say("server-only-digits", network=plain(chosen.model.title), used=plain(ours.model.title)))
    return ours


def usable_recognizer(page: str = "page") -> Recognizer | None:
    """The chosen network; where it cannot be used the page says why, and the answer is None."""
    try:
        return recognizer()
    except DigitDemoError as error:
        st.error(plain(error), icon=":material/error:")
        offer_shipped_network(page)
        return None
