"""The lab's smaller parts: pooling, activation curves, one neuron, batch normalisation."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.errors import LabError
from digitdemo.explaining.convolution_lab import output_size, pool
from digitdemo.explaining.neuron import normalise_batch, run_neuron
from digitdemo.explaining.worked_examples import BATCH, NEURON, POOLING_INPUT
from digitdemo.explaining.written_out import in_sum, number
from digitdemo.networks.activations import FUNCTIONS, maxout
from digitdemo.ui.boards import Board, Legend, show_boards
from digitdemo.ui.colour_scales import SIGNED, round_limit
from digitdemo.ui.inside.lab_input import my_digit
from digitdemo.ui.plain_text import plain

POOLING_EXPLAINED = "Pooling keeps one number of every window. The picture gets smaller; what was found stays."
POOLING_SIZE = "Output: ({length} − {window}) / {stride} + 1 = {size}, rounded down."
CURVES = {
    "relu": ("ReLU", "max(0, x)"),
    "leaky_relu": ("Leaky ReLU", "max(0.1·x, x)"),
    "elu": ("ELU", "x where x ≥ 0, else eˣ − 1"),
    "sigmoid": ("Sigmoid", "1 / (1 + e⁻ˣ)"),
    "tanh": ("tanh", "tanh(x)"),
    "maxout": ("Maxout", "max(w₁·x + b₁, w₂·x + b₂)"),
    "linear": ("Linear", "x"),
}
CURVE_EXPLAINED = "Without a bent line between them, many layers would only be one layer."
NEURON_EXPLAINED = "A neuron weighs its inputs, adds them up with its bias, and bends the sum. Turn its weights."
BATCH_EXPLAINED = (
    "Each row is one feature of three samples. Batch normalisation takes away the row's mean and divides by its "
    "standard deviation, so that every feature has mean 0 and deviation 1."
)
_PREFIX = "inside_lab_"


def show_pooling() -> None:
    """Max, mean and sum pooling with any window and stride."""
    st.write(POOLING_EXPLAINED)
    columns = st.columns(4)
    slides = "Slides: 4×4 numbers"
    source = columns[0].selectbox("Numbers", [slides, "My digit"], key=f"{_PREFIX}pooling_source")
    how = columns[1].segmented_control(
        "Keep", ["max", "mean", "sum"], default="max", required=True, key=f"{_PREFIX}pooling_how"
    )
    window = int(columns[2].number_input("Window", 1, 7, 2, key=f"{_PREFIX}pooling_window"))
    stride = int(columns[3].number_input("Stride", 1, 7, 2, key=f"{_PREFIX}pooling_stride"))
    values = POOLING_INPUT if source == slides else my_digit()
    try:
        pooled = pool(values, str(how), window=window, stride=stride)
    except LabError as error:
        st.warning(plain(error))
        return
    size = output_size(len(values), window, 0, stride)
    st.caption(POOLING_SIZE.format(length=len(values), window=window, stride=stride, size=size))
    links = (("before", 0, (0, stride, window), (0, stride, window)),)
    boards = [_numbers("before", "Before", values), _numbers("after", f"After {how} pooling", pooled, links)]
    show_boards(boards, f"{_PREFIX}pooling_boards", joined="›")


def show_activations() -> None:
    """The curve of an activation function with the current value on it."""
    st.write(CURVE_EXPLAINED)
    left, right = st.columns([2, 3])
    with left:
        name = st.selectbox(
            "Function", list(CURVES), format_func=lambda each: CURVES[each][0], key=f"{_PREFIX}function"
        )
        x = st.slider("x", -5.0, 5.0, -1.5, 0.1, key=f"{_PREFIX}x")
        slopes, offsets = _maxout_lines() if name == "maxout" else ((1.0, 0.0), (0.0, 0.0))
        y = float(_curve(name, np.array([x]), slopes, offsets)[0])
        st.markdown(f"**{CURVES[name][0]}**: {CURVES[name][1]}")
        st.code(f"f({number(x, 1)}) = {number(y)}", language=None)
    xs = np.linspace(-5, 5, 201)
    line = pd.DataFrame({"x": xs, "f(x)": _curve(name, xs, slopes, offsets)})
    base = alt.Chart(line, height=300).mark_line(strokeWidth=3, color=SIGNED[15]).encode(x="x:Q", y="f(x):Q")
    point = pd.DataFrame({"x": [x], "f(x)": [y]})
    dot = alt.Chart(point).mark_point(size=260, filled=True, opacity=1, color=SIGNED[5]).encode(x="x:Q", y="f(x):Q")
    right.altair_chart(base + dot, key=f"{_PREFIX}curve")


def _maxout_lines() -> tuple[tuple[float, float], tuple[float, float]]:
    columns = st.columns(4)
    starts = {"w₁": 1.0, "b₁": 0.0, "w₂": -0.5, "b₂": 0.5}
    values = [
        float(column.number_input(label, -5.0, 5.0, start, 0.1, key=f"{_PREFIX}maxout_{index}"))
        for index, (column, (label, start)) in enumerate(zip(columns, starts.items(), strict=True))
    ]
    return (values[0], values[2]), (values[1], values[3])


def _curve(name: str, x: np.ndarray, slopes: tuple[float, float], offsets: tuple[float, float]) -> np.ndarray:
    return maxout(x, slopes, offsets) if name == "maxout" else FUNCTIONS[name](x)


def show_neuron() -> None:
    """One neuron: two inputs, two weights, a bias, an activation."""
    st.write(NEURON_EXPLAINED)
    columns = st.columns(3)
    inputs, weights = [], []
    for index, (value, weight) in enumerate(zip(NEURON.inputs, NEURON.weights, strict=True)):
        with columns[index]:
            inputs.append(
                float(st.slider(f"Input x{index + 1}", -1.0, 1.0, value, 0.05, key=f"{_PREFIX}input_{index}"))
            )
            weights.append(
                float(st.slider(f"Weight w{index + 1}", -2.0, 2.0, weight, 0.05, key=f"{_PREFIX}weight_{index}"))
            )
    with columns[2]:
        bias = float(st.slider("Bias b", -2.0, 2.0, NEURON.bias, 0.05, key=f"{_PREFIX}bias"))
        names = [name for name in CURVES if name != "maxout"]
        activation = st.selectbox(
            "Activation",
            names,
            index=names.index(NEURON.activation),
            format_func=lambda each: CURVES[each][0],
            key=f"{_PREFIX}neuron_activation",
        )
    neuron = run_neuron(inputs, weights, bias, activation)
    terms = [f"{in_sum_short(w)} × {in_sum_short(x)}" for w, x in zip(weights, inputs, strict=True)]
    st.code(
        f"{' + '.join(terms)} + {in_sum_short(bias)} = {number(neuron.total)}\n"
        f"{CURVES[activation][0]}({number(neuron.total)}) = {str(neuron.output).replace('-', '−')}",
        language=None,
        wrap_lines=True,
    )
    parts = np.array([[*neuron.products, bias, neuron.total, neuron.output]])
    board = Board(
        parts[None], "parts", "w₁·x₁, w₂·x₂, b, their sum, the output", limits=2, digits=4, alt="Parts of the sum"
    )
    show_boards([board], f"{_PREFIX}neuron_board", legends=(Legend("Number", 2, is_signed=True),))


def show_batch_normalisation() -> None:
    """The vision slides' example, to edit."""
    st.write(BATCH_EXPLAINED)
    names = [f"x{row + 1}" for row in range(len(BATCH))]
    table = pd.DataFrame(BATCH, index=names, columns=["sample 1", "sample 2", "sample 3"])
    edited = st.data_editor(table, key=f"{_PREFIX}batch", width="content")
    batch = normalise_batch(np.nan_to_num(edited.to_numpy(np.float64)))
    result = pd.DataFrame(batch.normalised, index=names, columns=table.columns)
    result.insert(0, "mean", batch.means)
    result.insert(1, "deviation", batch.deviations)
    st.table(result.map(lambda value: f"{value:.3g}".replace("-", "−")))


def in_sum_short(value: float) -> str:
    """A number with two digits, in brackets where it is negative."""
    return in_sum(value) if round(value, 2) != value else (number(value, 2) if value >= 0 else f"({number(value, 2)})")


def _numbers(name: str, title: str, values: np.ndarray, links: tuple[object, ...] = ()) -> Board:
    height, width = values.shape
    return Board(
        values[None],
        name,
        title,
        f"{height}×{width}",
        limits=round_limit(values),
        pixel_px=max(4, 280 // max(height, width)),
        digits=2 if max(height, width) <= 10 else None,
        links=links,  # type: ignore[arg-type]
    )
