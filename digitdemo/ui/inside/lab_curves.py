"""The lab's functions: curves of one number, and softmax of ten."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.explaining.sentences import function_name
from digitdemo.explaining.written_out import in_sum, number
from digitdemo.networks.activations import FUNCTIONS, maxout
from digitdemo.sentences import say
from digitdemo.ui.colour_scales import SIGNED
from digitdemo.ui.inside.lab_try import ask, exercise_of
from digitdemo.ui.inside.subject import current_subject
from digitdemo.ui.plain_text import plain

FORMULAS = {
    "relu": "max(0, x)",
    "leaky_relu": "max(0.1·x, x)",
    "elu": "x ≥ 0: x;  x < 0: eˣ − 1",
    "sigmoid": "1 / (1 + e⁻ˣ)",
    "tanh": "tanh(x)",
    "step": "x ≥ 0: 1;  x < 0: 0",
    "maxout": "max(w₁·x + b₁, w₂·x + b₂)",
    "linear": "x",
}
_PREFIX = "inside_lab_"


def curve_name(function: str) -> str:
    """What the lab calls a function of one number."""
    if function in ("step", "maxout"):
        return say(f"lab-function-{function}")
    return function_name(function)


def value_of(function: str, x: np.ndarray) -> np.ndarray:
    """A function's values; the step is the perceptron's, 1 from 0 on."""
    return (x >= 0).astype(np.float64) if function == "step" else FUNCTIONS[function](x)


def show_activations() -> None:
    """The curve of an activation function with the current value on it."""
    st.caption(say("lab-curve-explained"))
    left, right = st.columns([2, 3])
    with left:
        name = st.selectbox(say("lab-function"), list(FORMULAS), format_func=curve_name, key=f"{_PREFIX}function")
        x = st.slider("x", -5.0, 5.0, -1.5, 0.1, key=f"{_PREFIX}x")
        lines = _maxout_lines() if name == "maxout" else None
        y = float(_curve(name, np.array([x]), lines)[0])
        st.markdown(f"**{curve_name(name)}**: `{FORMULAS[name]}`")
        known = ask(exercise_of("curve", name, x, str(lines)), say("lab-what-is-f"), y)
        st.code(f"f({number(x, 1)}) = {number(y) if known else '?'}", language=None)
    xs = np.linspace(-5, 5, 201)
    line = pd.DataFrame({"x": xs, "f(x)": _curve(name, xs, lines)})
    chart = alt.Chart(line, height=300).mark_line(strokeWidth=3, color=SIGNED[15]).encode(x="x:Q", y="f(x):Q")
    if known:
        point = pd.DataFrame({"x": [x], "f(x)": [y]})
        dot = alt.Chart(point).mark_point(size=260, filled=True, opacity=1, color=SIGNED[5])
        chart = chart + dot.encode(x="x:Q", y="f(x):Q")
    right.altair_chart(chart, key=f"{_PREFIX}curve")


Lines = tuple[tuple[float, float], tuple[float, float]]


def _maxout_lines() -> Lines:
    starts = {"w₁": 1.0, "b₁": 0.0, "w₂": -0.5, "b₂": 0.5}
    with st.container(horizontal=True):
        values = [
            float(st.number_input(label, -5.0, 5.0, start, 0.1, key=f"{_PREFIX}maxout_{index}", width=110))
            for index, (label, start) in enumerate(starts.items())
        ]
    return (values[0], values[2]), (values[1], values[3])


def _curve(name: str, x: np.ndarray, lines: Lines | None) -> np.ndarray:
    return maxout(x, *lines) if lines else value_of(name, x)


def show_softmax() -> None:
    """My digit's ten scores, their powers, the sum, the shares."""
    try:
        subject = current_subject()
    except DigitDemoError as error:
        st.error(plain(error))
        return
    if subject is None:
        return
    softmax = subject.explained.steps[-1]
    if softmax.kind != "softmax":
        st.info(say("lab-no-softmax"))
        return
    scores = subject.maps[subject.explained.before(softmax)].astype(np.float64)
    st.caption(say("lab-softmax-explained"))
    powers = np.exp(scores - scores.max())
    total = float(powers.sum())
    options = range(len(scores))
    digit = int(
        st.selectbox(say("inside-digit"), options, index=subject.digit, key=f"{_PREFIX}softmax_digit", width=110)
    )
    share = float(powers[digit] / total)
    known = ask(exercise_of("softmax", scores, digit), say("lab-what-share", digit=str(digit)), share)
    st.latex(r"p_i = \frac{e^{s_i - \max}}{\sum_j e^{s_j - \max}}")
    power, largest = number(float(powers[digit])), in_sum(float(scores.max()))
    result = f"{number(share)}" if known else "?"
    st.code(
        f"exp({number(float(scores[digit]))} − {largest}) = {power}\n{power} / {number(total)} = {result}",
        language=None,
        wrap_lines=True,
    )
    _show_table(scores, powers, total, known)


def _show_table(scores: np.ndarray, powers: np.ndarray, total: float, known: bool) -> None:
    names = [str(index) for index in range(len(scores))]
    shares = [number(float(power / total)) if known else "?" for power in powers]
    rows = {
        say("inside-digit"): [*names, "Σ"],
        say("lab-score"): [*(number(float(score)) for score in scores), ""],
        say("lab-power"): [*(number(float(power)) for power in powers), number(total)],
        say("lab-share"): [*shares, "1" if known else "?"],
    }
    st.table(pd.DataFrame(rows).set_index(say("inside-digit")))
    st.caption(say("lab-softmax-sums"))
