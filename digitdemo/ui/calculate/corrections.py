"""What the visitor put right by hand: labels of signs, kept as long as their strokes stand on the canvas."""

import hashlib
import secrets
from collections.abc import Sequence

import streamlit as st

from digitdemo.datasets.expression_file import into_square
from digitdemo.drawing.drawing import Drawing
from digitdemo.drawing.strokes import Stroke
from digitdemo.errors import DrawingError
from digitdemo.sentences import say
from digitdemo.storage.labelled import append_labelled
from digitdemo.storage.labelled_signs import keep_sign
from digitdemo.ui.calculate.canvas import spoken
from digitdemo.ui.plain_text import plain

_KEPT = "calculate_corrections"
_STROKES, _DRAWN = "calculate_strokes", "calculate_drawn"
_PERSON = "draw_person"
KEEP, SAID = "calculate_keep", "calculate_kept_as"
_SIDE_PX, _PEN_PX = 280, 18


def corrections_for(strokes: Sequence[Stroke]) -> dict[tuple[int, ...], str]:
    """Those whose strokes are still there, by their indices now."""
    places = {_fingerprint(stroke): index for index, stroke in enumerate(strokes)}
    st.session_state[_STROKES], st.session_state[_DRAWN] = list(places), list(strokes)
    kept: dict[tuple[str, ...], str] = st.session_state.get(_KEPT, {})
    return {
        tuple(sorted(places[name] for name in names)): label
        for names, label in kept.items()
        if all(name in places for name in names)
    }


def correct(strokes: tuple[int, ...], label: str) -> None:
    """Put one sign right; it is kept as a labelled drawing where the visitor asked for it."""
    take_reading({strokes: label})
    if st.session_state.get(KEEP):
        _keep_labelled(strokes, label)


def _keep_labelled(strokes: tuple[int, ...], label: str) -> None:
    """As a sign of calculations; a digit among the drawings of digits too."""
    drawn: list[Stroke] = st.session_state.get(_DRAWN, [])
    if not all(index < len(drawn) for index in strokes):
        return
    square = into_square([drawn[index] for index in strokes])
    drawing = Drawing(tuple(stroke * _SIDE_PX for stroke in square), _SIDE_PX, _SIDE_PX, _PEN_PX)
    person = st.session_state.setdefault(_PERSON, secrets.token_hex(4))
    try:
        learned = keep_sign(drawing, label, person).sign
        if label in "0123456789":
            append_labelled(drawing, int(label), person)
        st.session_state[SAID] = (
            say("calculate-kept", sign=spoken(label))
            if learned == label
            else say("calculate-kept-as-one", sign=spoken(label), learned=spoken(learned))
        )
    except (DrawingError, OSError) as error:
        st.session_state[SAID] = plain(error)


def take_reading(labels: dict[tuple[int, ...], str]) -> None:
    """Put several signs right at once."""
    names: list[str] = st.session_state.get(_STROKES, [])
    kept: dict[tuple[str, ...], str] = dict(st.session_state.get(_KEPT, {}))
    for strokes, label in labels.items():
        if all(index < len(names) for index in strokes):
            own = tuple(names[index] for index in strokes)
            # What was said before of any of these strokes no longer holds.
            kept = {other: said for other, said in kept.items() if not set(other) & set(own)} | {own: label}
    st.session_state[_KEPT] = kept


def take_back() -> None:
    """Forget all corrections."""
    st.session_state.pop(_KEPT, None)


def _fingerprint(stroke: Stroke) -> str:
    return hashlib.sha256(stroke.round(1).tobytes()).hexdigest()[:16]
