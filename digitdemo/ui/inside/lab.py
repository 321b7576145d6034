"""The convolution lab: the courses by hand, one idea at a time."""

from collections.abc import Callable

import streamlit as st

from digitdemo.sentences import say
from digitdemo.ui.inside.lab_convolution import show_convolution
from digitdemo.ui.inside.lab_parts import show_activations, show_batch_normalisation, show_neuron, show_pooling
from digitdemo.ui.inside.screens import choose_part

PARTS: dict[str, tuple[str, Callable[[], None]]] = {
    "convolution": ("lab-part-convolution", show_convolution),
    "pooling": ("lab-part-pooling", show_pooling),
    "activation": ("lab-part-activation", show_activations),
    "neuron": ("lab-part-neuron", show_neuron),
    "batch-normalisation": ("lab-part-batch-normalisation", show_batch_normalisation),
}
"""What the address calls each, the id of its title, and what shows it."""


@st.fragment
def show_lab() -> None:
    """One part of the lab."""
    part = choose_part({name: say(title) for name, (title, _) in PARTS.items()}, {}, say("lab-part"))
    PARTS[part][1]()
