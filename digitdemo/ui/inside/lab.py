"""The convolution lab: the courses by hand, one idea at a time."""

from collections.abc import Callable

import streamlit as st

from digitdemo.ui.inside.lab_convolution import show_convolution
from digitdemo.ui.inside.lab_parts import show_activations, show_batch_normalisation, show_neuron, show_pooling

TITLE = "The convolution lab"
INTRODUCTION = "Turn every knob yourself. The courses' own examples are here too, and they come out to the digit."
_PART = "inside_lab_part"

PARTS: dict[str, Callable[[], None]] = {
    "Convolution": show_convolution,
    "Pooling": show_pooling,
    "Activation": show_activations,
    "One neuron": show_neuron,
    "Batch normalisation": show_batch_normalisation,
}


@st.fragment
def show_lab() -> None:
    """One part of the lab."""
    st.header(TITLE, anchor="lab")
    st.write(INTRODUCTION)
    if st.session_state.get(_PART) not in PARTS:
        st.session_state[_PART] = next(iter(PARTS))
    part = st.segmented_control("Part", list(PARTS), key=_PART, required=True, wrap=True, label_visibility="collapsed")
    PARTS[str(part)]()
