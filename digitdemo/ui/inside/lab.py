"""The convolution lab: the courses by hand, one idea at a time."""

from collections.abc import Callable

import streamlit as st

from digitdemo.sentences import say
from digitdemo.ui.inside.lab_after import show_after
from digitdemo.ui.inside.lab_batch import show_batch_normalisation
from digitdemo.ui.inside.lab_convolution import show_convolution
from digitdemo.ui.inside.lab_curves import show_activations, show_softmax
from digitdemo.ui.inside.lab_network import show_network
from digitdemo.ui.inside.lab_neuron import show_neuron
from digitdemo.ui.inside.lab_perceptron import show_perceptron
from digitdemo.ui.inside.lab_pooling import show_pooling
from digitdemo.ui.inside.lab_row import show_row
from digitdemo.ui.inside.lab_sheet import show_sheet
from digitdemo.ui.inside.lab_try import choose_try_first
from digitdemo.ui.inside.screens import choose_part

PARTS: dict[str, tuple[str, Callable[[], None]]] = {
    "convolution": ("lab-part-convolution", show_convolution),
    "after": ("lab-part-after", show_after),
    "kernels": ("lab-part-kernels", show_sheet),
    "row": ("lab-part-row", show_row),
    "pooling": ("lab-part-pooling", show_pooling),
    "activation": ("lab-part-activation", show_activations),
    "softmax": ("lab-part-softmax", show_softmax),
    "neuron": ("lab-part-neuron", show_neuron),
    "perceptron": ("lab-part-perceptron", show_perceptron),
    "network": ("lab-part-network", show_network),
    "batch-normalisation": ("lab-part-batch-normalisation", show_batch_normalisation),
}
"""What the address calls each, the id of its title, and what shows it."""


@st.fragment
def show_lab() -> None:
    """One part of the lab."""
    part = choose_part({name: say(title) for name, (title, _) in PARTS.items()}, {}, say("lab-part"))
    choose_try_first()
    PARTS[part][1]()
