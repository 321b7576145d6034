"""What a network does with the sums of a convolution: made visible, bent, pooled."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.explaining.convolution_lab import normalise_for_viewing, pool
from digitdemo.explaining.sentences import function_name
from digitdemo.explaining.written_out import number
from digitdemo.networks.activations import FUNCTIONS
from digitdemo.sentences import say
from digitdemo.ui.boards import show_boards
from digitdemo.ui.colour_scales import SIGNED
from digitdemo.ui.inside.lab_boards import bracket, lab_board, short
from digitdemo.ui.inside.lab_convolution import choose_convolution

VIEWS = {"min–max": "lab-view-min-max", "5 %–95 %": "lab-view-quantiles", "none": "lab-view-none"}
"""What ``normalise_for_viewing`` calls each, and the id of its words."""

ACTIVATIONS = ("relu", "leaky_relu", "elu", "sigmoid", "tanh", "linear")
POOLINGS = {"max": "lab-pool-max", "mean": "lab-pool-mean", "sum": "lab-pool-sum", "none": "lab-pool-none"}
_VIEW, _NEXT, _POOL = "inside_lab_view", "inside_lab_next", "inside_lab_pool"


def show_after() -> None:
    """Normalisation for viewing with its formula, an activation, pooling."""
    done, _ = choose_convolution()
    if done is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = st.segmented_control(
            say("lab-view"), list(VIEWS), format_func=lambda each: say(VIEWS[each]), key=_VIEW, default="min–max",
            required=True, help=say("lab-view-help"),
        )  # fmt: skip
        name = st.selectbox(say("lab-activation"), ACTIVATIONS, format_func=function_name, key=_NEXT, width=180)
        how = st.segmented_control(
            say("lab-pooling-two"), list(POOLINGS), format_func=lambda each: say(POOLINGS[each]), key=_POOL,
            default="max", required=True,
        )  # fmt: skip
    activated = FUNCTIONS[name](done.output)
    viewed = normalise_for_viewing(done.output, str(view)).astype(float)
    boards = [
        lab_board("output", say("lab-output"), done.output[None]),
        lab_board("viewed", say("lab-viewed"), viewed[None], 255),
        lab_board("activated", say("lab-after-activation", name=function_name(name)), activated[None]),
    ]
    if how != "none" and min(activated.shape) >= 2:
        pooled = pool(activated, str(how))
        boards.append(lab_board("pooled", say("lab-after-pooling", how=say(POOLINGS[str(how)])), pooled[None]))
    show_boards(boards, "inside_lab_next_boards")
    _say_normalisation(done.output, str(view))
    _show_curve(name, done.output)


def _say_normalisation(output: np.ndarray, view: str) -> None:
    """(old − min) / (max − min) × 255, with the numbers of now for one pixel that is neither."""
    if view == "none":
        st.caption(say("lab-view-none-explained"))
        return
    low, high = np.quantile(output, (0.05, 0.95)) if view != "min–max" else (output.min(), output.max())
    if high <= low:
        st.caption(say("lab-view-all-alike"))
        return
    inside = output[(output > low) & (output < high)]
    old = float(inside.flat[int(np.abs(inside - (low + high) / 2).argmin())]) if inside.size else float(high)
    new = round(255 * (old - float(low)) / float(high - low))
    new_word, old_word = f"\\text{{{say('lab-new')}}}", f"\\text{{{say('lab-old')}}}"
    st.latex(rf"{new_word} = \frac{{{old_word} - \min}}{{\max - \min}} \times 255")
    small, large = bracket(float(low)), short(float(high))
    st.code(f"({short(old)} − {small}) / ({large} − {small}) × 255 = {new}", language=None, wrap_lines=True)
    st.caption(say("lab-view-explained"))


def _show_curve(name: str, output: np.ndarray) -> None:
    """The activation over the numbers of this output, with its largest number on it."""
    x = float(output.flat[int(np.abs(output).argmax())])
    y = float(FUNCTIONS[name](np.array([x]))[0])
    st.markdown(say("lab-largest-bent", name=function_name(name), x=short(x), y=number(y, 4)))
    reach = max(abs(x), 1.0) if name not in ("sigmoid", "tanh", "elu") else 6.0
    xs = np.linspace(-reach, reach, 121)
    line = pd.DataFrame({"x": xs, "y": FUNCTIONS[name](xs)})
    dot = pd.DataFrame({"x": [float(np.clip(x, -reach, reach))]})
    dot["y"] = FUNCTIONS[name](dot["x"].to_numpy())
    axes = {"x": alt.X("x:Q", title=say("lab-sum-axis")), "y": alt.Y("y:Q", title=function_name(name))}
    curve = alt.Chart(line, height=150).mark_line(strokeWidth=3, color=SIGNED[15]).encode(**axes)
    point = alt.Chart(dot).mark_point(size=200, filled=True, opacity=1, color=SIGNED[5]).encode(**axes)
    st.altair_chart(curve + point, width=420, key="inside_lab_curve")
