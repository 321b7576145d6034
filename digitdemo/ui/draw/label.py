"""“That was a 7”: a drawing is kept as an example that a network can learn from, on the Retrain page."""

import contextlib
import secrets

import streamlit as st

from digitdemo.errors import DrawingError
from digitdemo.networks.task import DIGITS
from digitdemo.reading.recognizer import Recognizer
from digitdemo.sentences import say
from digitdemo.storage.labelled import append_labelled, delete_labelled
from digitdemo.ui.canvas import CanvasState
from digitdemo.ui.plain_text import plain

_PERSON = "draw_person"
_KEPT = "draw_kept"


def show_label(state: CanvasState, network: Recognizer | None) -> None:
    """Ten buttons for the drawing that stands on the canvas; what was kept for it can be taken back."""
    if network and not network.model.reads_digits:
        st.info(plain(say("draw-teach-digits-only", network=network.model.title)))
        return
    key = _key(state)
    st.write(say("draw-teach-why"))
    st.pills(
        say("draw-teach-this-is"),
        range(len(DIGITS)),
        key=key,
        on_change=_keep,
        args=(state, key),
        disabled=state.drawing.is_blank,
    )
    kept_for, kept = st.session_state.get(_KEPT, ("", None))
    if kept_for == key:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(say("draw-teach-kept", digit=str(kept.digit)), width="content")
            st.button(
                say("draw-teach-take-back"),
                key="draw_label_undo",
                icon=":material/undo:",
                on_click=_take_back,
                args=(key,),
            )
    if "draw_label_error" in st.session_state:
        st.error(st.session_state.pop("draw_label_error"))


def _key(state: CanvasState) -> str:
    """Of the ten buttons; another drawing, and nothing is chosen yet."""
    return f"draw_label_{state.mount}_{len(state.drawing.strokes)}"


def _keep(state: CanvasState, pressed: str) -> None:
    """A digit was pressed: it is said of what stands on the canvas, also where the buttons are older than that."""
    digit, key = st.session_state.get(pressed), _key(state)
    if pressed == key:
        _forget(key)  # a changed mind replaces the label
    if digit is None or state.drawing.is_blank:
        return
    if pressed != key:
        st.session_state[key] = digit
    person = st.session_state.setdefault(_PERSON, secrets.token_hex(4))
    try:
        st.session_state[_KEPT] = (key, append_labelled(state.drawing, int(digit), person))
    except (DrawingError, OSError) as error:
        st.session_state["draw_label_error"] = plain(error)


def _take_back(key: str) -> None:
    _forget(key)
    st.session_state[key] = None


def _forget(key: str) -> None:
    """Delete what was kept for this drawing, if it still is there."""
    kept_for, kept = st.session_state.get(_KEPT, ("", None))
    if kept_for != key:
        return
    del st.session_state[_KEPT]
    with contextlib.suppress(DrawingError):  # taken away on the Retrain page in the meantime
        delete_labelled(kept.name)
