"""What the visitor put right by hand: labels of signs, kept as long as their strokes stand on the canvas."""

import hashlib
from collections.abc import Sequence

import streamlit as st

from digitdemo.drawing.strokes import Stroke

_KEPT = "calculate_corrections"
_STROKES = "calculate_strokes"


def corrections_for(strokes: Sequence[Stroke]) -> dict[tuple[int, ...], str]:
    """Those whose strokes are still there, by their indices now."""
    places = {_fingerprint(stroke): index for index, stroke in enumerate(strokes)}
    st.session_state[_STROKES] = list(places)
    kept: dict[tuple[str, ...], str] = st.session_state.get(_KEPT, {})
    return {
        tuple(sorted(places[name] for name in names)): label
        for names, label in kept.items()
        if all(name in places for name in names)
    }


def correct(strokes: tuple[int, ...], label: str) -> None:
    """Put one sign right."""
    take_reading({strokes: label})


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
