"""One weight: choose it, see the cost along it, take steps down the slope."""

from typing import cast

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.learning.one_weight import CURVE_POINTS, Weight, cost_curve
from digitdemo.sentences import say
from digitdemo.ui.learning.choose import choose_weight
from digitdemo.ui.learning.subject import NETWORK, Subject, keep_moves, moves, number

RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 1000.0)
DEFAULT_RATE = 3.0
_RATE, _OF, _CURVE = "learning_rate", "learning_weight_of", "learning_curve_found"
_REACH = 2.0
"""How far to either side the curve is drawn at least; starting weights lie within ±1."""
_SMALL = 20_000
"""Parameters; up to so many, 41 points of a batch of ten take a tenth of a second, of the shipped network two."""
_UPDATE = r"$$w \leftarrow w - \eta \cdot \frac{\partial C}{\partial w}$$"
COLOUR, ORANGE = "#2e7cbb", "#d98032"


def show_one_weight(subject: Subject) -> Weight:
    """The whole part; returns the chosen weight, for the parts behind."""
    st.header(say("learning-one-weight-title"), anchor="one-weight")
    st.markdown(f"**{say('learning-one-weight-question')}**")
    weight = choose_weight(subject)
    is_small = sum(step.parameters or 0 for step in subject.network.steps) <= _SMALL
    whole = st.toggle(say("learning-whole-batch", count=len(subject.digits)), value=is_small, key=f"{_OF}_{is_small}")
    count = len(subject.digits) if whole else 1
    values, digits = subject.values[:count], subject.digits[:count]
    rate = float(st.select_slider(say("learning-rate"), RATES, DEFAULT_RATE, key=_RATE))
    value, cost = weight.value(subject.network), subject.network.cost(values, digits)
    slope = weight.slope(subject.network, values, digits)
    with st.container(horizontal=True):
        for times, words in ((1, "learning-step"), (10, "learning-ten-steps")):
            st.button(
                say(words),
                key=f"learning_step_{times}",
                on_click=_take_steps,
                args=(subject, weight, count, times),
                disabled=not np.isfinite(slope),
            )
        st.button(say("learning-back"), key="learning_back", on_click=_go_back, disabled=not moves())
        st.button(say("learning-anew"), key="learning_anew", on_click=keep_moves, args=([],), disabled=not moves())
    if not np.isfinite(cost) or not np.isfinite(slope):
        st.warning(say("learning-infinite"))
        return weight
    places, costs = _curve(subject, weight, values, digits)
    _show_curve(places, costs, (value, cost, slope, rate))
    _say_step(value, cost, slope, rate)
    return weight


def _say_step(value: float, cost: float, slope: float, rate: float) -> None:
    st.markdown(
        say("learning-here", value=number(value), cost=number(cost, 6), slope=number(slope), taken=len(moves()))
    )
    step = -rate * slope
    st.markdown(_UPDATE)
    st.markdown(
        say("learning-next-step", value=number(value), rate=number(rate), slope=number(slope), step=number(step),
            next=number(value + step))
    )  # fmt: skip


def _curve(subject: Subject, weight: Weight, values: np.ndarray, digits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Around where the weight began, so that the curve stands still while the point moves on it."""
    value = weight.value(subject.network)
    start = value - sum(by for moved, by in moves() if moved == weight)
    reach = max(_REACH, 1.25 * abs(value - start))
    places = start + np.linspace(-reach, reach, CURVE_POINTS)
    others = tuple(move for move in moves() if move[0] != weight)
    asked = (st.session_state[NETWORK], weight, others, len(digits), subject.truth, subject.drawing.tobytes(), reach)
    kept = st.session_state.get(_CURVE)
    if kept is None or kept[0] != asked:  # steps of this weight move the point, not the curve
        light = subject.network.in_precision(np.float32)  # half the time, and no pixel's difference on a curve
        kept = (asked, cost_curve(light, weight, values.astype(np.float32), digits, places))
        st.session_state[_CURVE] = kept
    return places, cast(np.ndarray, kept[1])


def _show_curve(places: np.ndarray, costs: np.ndarray, at: tuple[float, float, float, float]) -> None:
    value, cost, slope, rate = at
    usable = np.isfinite(costs)
    curve = pd.DataFrame({"weight": places[usable], "cost": costs[usable]})
    low, high = float(places[0]), float(places[-1])
    x = alt.X("weight:Q", title=say("learning-axis-weight"), scale=alt.Scale(domain=[low, high]))
    most = float(max(curve["cost"].max(), cost))
    least = float(min(curve["cost"].min(), cost))
    room = max(most - least, 1e-6) * 0.08
    y = alt.Y("cost:Q", title=say("learning-axis-cost"), scale=alt.Scale(domain=[least - room, most + room]))
    line = alt.Chart(curve).mark_line(point=alt.OverlayMarkDef(size=18), strokeWidth=3, color=COLOUR).encode(
        x, y, tooltip=[alt.Tooltip("weight:Q", format=".4g"), alt.Tooltip("cost:Q", format=".5g")]
    )  # fmt: skip
    run_px = (high - low) / 6
    tangent = pd.DataFrame(
        {"weight": [value - run_px, value + run_px], "cost": [cost - run_px * slope, cost + run_px * slope]}
    )
    touching = alt.Chart(tangent).mark_line(strokeDash=[6, 4], color=ORANGE, clip=True).encode(x, y)
    point = alt.Chart(pd.DataFrame({"weight": [value], "cost": [cost]}))
    following = pd.DataFrame({"weight": [value - rate * slope]})
    arrow = alt.Chart(following).mark_rule(strokeWidth=2, strokeDash=[2, 3], color=ORANGE, clip=True).encode(x)
    chart = alt.layer(line, touching, arrow, point.mark_circle(size=260, color=ORANGE, opacity=1).encode(x, y))
    st.altair_chart(chart.properties(height=340), width="stretch", key="learning_curve")
    st.caption(say("learning-curve-caption"))


def _take_steps(subject: Subject, weight: Weight, count: int, times: int) -> None:
    """Each with the slope of where it starts; steps that end nowhere are not taken."""
    values, digits = subject.values[:count], subject.digits[:count]
    rate, network, taken = float(st.session_state[_RATE]), subject.network, moves()
    for _ in range(times):
        step = -rate * weight.slope(network, values, digits)
        if not np.isfinite(step):
            break
        network = weight.moved(network, step)
        taken.append((weight, step))
    keep_moves(taken)


def _go_back() -> None:
    keep_moves(moves()[:-1])
