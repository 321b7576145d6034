"""The lab's neuron: two inputs, two weights, a bias, an activation; and the same in Keras."""

import numpy as np
import streamlit as st

from digitdemo.explaining.neuron import Neuron, run_neuron
from digitdemo.explaining.small_network import neuron_lines
from digitdemo.explaining.worked_examples import NEURON
from digitdemo.explaining.written_out import in_sum, number
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, show_boards
from digitdemo.ui.inside.lab_curves import FORMULAS, curve_name
from digitdemo.ui.inside.lab_try import ask, exercise_of

_PREFIX = "inside_lab_"


def show_neuron() -> None:
    """Weigh, add, bend: with the course's numbers, to be turned."""
    st.caption(say("lab-neuron-explained"))
    inputs, weights, bias, activation = _choose()
    neuron = run_neuron(inputs, weights, bias, activation)
    exercise = exercise_of("neuron", str(inputs), str(weights), bias, activation)
    known = ask(exercise, say("lab-what-comes-out"), neuron.output, digits=2)
    _say_sum(inputs, weights, bias, activation, neuron, known)
    if known:
        _show_parts(neuron, bias)
    with st.expander(say("lab-in-keras"), icon=":material/code:"):
        if activation == "step":
            st.caption(say("lab-keras-has-no-step"))
        else:
            st.code(neuron_lines(len(inputs), activation), language="python")


def _choose() -> tuple[list[float], list[float], float, str]:
    columns = st.columns(3)
    inputs, weights = [], []
    for index, (value, weight) in enumerate(zip(NEURON.inputs, NEURON.weights, strict=True)):
        with columns[index]:
            label = say("lab-input-x", number=index + 1)
            inputs.append(float(st.slider(label, -1.0, 1.0, value, 0.05, key=f"{_PREFIX}input_{index}")))
            label = say("lab-weight-w", number=index + 1)
            weights.append(float(st.slider(label, -2.0, 2.0, weight, 0.05, key=f"{_PREFIX}weight_{index}")))
    with columns[2]:
        bias = float(st.slider(say("lab-bias-b"), -2.0, 2.0, NEURON.bias, 0.05, key=f"{_PREFIX}bias"))
        names = [name for name in FORMULAS if name != "maxout"]
        activation = st.selectbox(
            say("lab-activation"), names, index=names.index(NEURON.activation), format_func=curve_name,
            key=f"{_PREFIX}neuron_activation",
        )  # fmt: skip
    return inputs, weights, bias, str(activation)


def _say_sum(
    inputs: list[float], weights: list[float], bias: float, activation: str, neuron: Neuron, known: bool
) -> None:
    terms = [f"{_short(w)} × {_short(x)}" for w, x in zip(weights, inputs, strict=True)]
    output = str(neuron.output).replace("-", "−") if known else "?"
    total = number(neuron.total) if known else "?"
    st.code(
        f"{' + '.join(terms)} + {_short(bias)} = {total}\n{curve_name(activation)}({total}) = {output}",
        language=None,
        wrap_lines=True,
    )


def _show_parts(neuron: Neuron, bias: float) -> None:
    parts = np.array([[*neuron.products, bias, neuron.total, neuron.output]])
    board = Board(parts[None], "parts", say("lab-parts"), limits=2, digits=4, alt=say("lab-parts"))
    show_boards([board], f"{_PREFIX}neuron_board", legends=(Legend(say("lab-number"), 2, is_signed=True),))


def _short(value: float) -> str:
    """A number with two digits, in brackets where it is negative."""
    if round(value, 2) != value:
        return in_sum(value)
    return number(value, 2) if value >= 0 else f"({number(value, 2)})"
