"""A valley in two directions: ways down into it, by batch and by optimiser, to be stepped."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.explaining.gallery import gallery
from digitdemo.learning.valleys import (
    FUNCTIONS,
    OPTIMISERS,
    SIZES,
    Optimiser,
    TwoWeights,
    Valley,
    strongest_pair,
    way_down,
)
from digitdemo.sentences import say
from digitdemo.ui.colour_scales import coloured
from digitdemo.ui.learning.subject import Subject, number

STEPS = 60
SIDE = 36
"""Places of the map in each direction."""
_BANDS = 14
_SIDE_PX = 260
_GROUND, _RACE, _STEP, _RATE, _ADAPTIVE = (
    "learning_ground", "learning_race", "learning_valley_step", "learning_valley_rate", "learning_valley_adaptive",
)  # fmt: skip
_NETWORK = "network"
_REACH = 3.0
"""How far the map goes to either side of a weight; starting weights of a last layer lie within ±0.2."""


@st.fragment
def show_valley(subject: Subject) -> None:
    """Small multiples of one map, each with a way of its own."""
    st.header(say("learning-valley-title"), anchor="valley")
    st.markdown(f"**{say('learning-valley-question')}**")
    ground, by_batch = _choose()
    valley, start, low, high, axes = _ground(subject, ground)
    if valley is None:
        st.warning(say("learning-infinite"))
        return
    rate, adaptive = _rates(ground)
    ways = _ways(valley, start, by_batch, rate, adaptive)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state.setdefault(_STEP, 10)
        step = st.slider(say("learning-valley-step"), 0, STEPS, key=_STEP, width=360)
        st.button(say("learning-step"), key="learning_valley_next", on_click=_go_on, args=(1,))
        st.button(say("learning-ten-steps"), key="learning_valley_ten", on_click=_go_on, args=(10,))
        st.button(say("learning-anew"), key="learning_valley_anew", on_click=_go_on, args=(-STEPS,))
    shades, least, most = _map_of(valley, low, high)
    with st.container(horizontal=True):
        for name, way in ways.items():
            with st.container(width=_SIDE_PX + 20):
                _show_way(name, way[: step + 1], valley, (shades, low, high, axes))
    st.caption(say("learning-valley-caption", least=number(least, 4), most=number(most, 4)))
    if ground == _NETWORK and by_batch:
        st.caption(say("learning-batches-caption"))


def _choose() -> tuple[str, bool]:
    grounds = [_NETWORK, *FUNCTIONS]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state.setdefault(_GROUND, _NETWORK)
        ground = str(st.selectbox(say("learning-ground"), grounds, format_func=_ground_title, key=_GROUND, width=360))
        if ground != _NETWORK:
            return ground, False
        st.session_state.setdefault(_RACE, "batches")
        race = st.segmented_control(
            say("learning-race"),
            ["batches", "optimisers"],
            format_func=lambda each: say("learning-race-batches" if each == "batches" else "learning-race-optimisers"),
            key=_RACE,
            required=True,
        )
    return ground, race == "batches"


def _ground_title(ground: str) -> str:
    if ground == _NETWORK:
        return say("learning-ground-network")
    return say("learning-ground-formula", ground=say(f"learning-ground-{ground}"), formula=FUNCTIONS[ground].formula)


def _rates(ground: str) -> tuple[float, float]:
    """One for plain steps, one for steps that are divided by the slopes' usual size."""
    plain_rates = (
        (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0) if ground == _NETWORK else (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
    )
    with st.container(horizontal=True):
        rate = st.select_slider(
            say("learning-valley-rate"), plain_rates, 10.0 if ground == _NETWORK else 0.03,
            key=f"{_RATE}_{ground == _NETWORK}", width=360,
        )  # fmt: skip
        adaptive = st.select_slider(
            say("learning-valley-adaptive"), (0.01, 0.03, 0.1, 0.3, 1.0), 0.1, key=_ADAPTIVE, width=360
        )
    return float(rate), float(adaptive)


Ground = tuple[Valley | None, np.ndarray, np.ndarray, np.ndarray, tuple[str, str]]


def _ground(subject: Subject, ground: str) -> Ground:
    """The valley, where the ways start, the map's corners, and what its directions are called."""
    if ground != _NETWORK:
        function = FUNCTIONS[ground]
        return function, np.array(function.start), np.array(function.low), np.array(function.high), ("x", "y")
    network, nowhere = subject.network, np.zeros(2)
    if network.steps[-1].kind != "dense" or not np.isfinite(network.scores(subject.values)).all():
        return None, nowhere, nowhere, nowhere, ("", "")
    first, second = strongest_pair(network, subject.values, subject.digits)
    values, digits = subject.values, subject.digits
    if subject.knows_digits and not network.left_out:  # many more digits, where the chain begins with the drawing
        shown = gallery()
        values = np.concatenate([subject.mine, shown.inputs[:, :, :, None].astype(np.float64)])
        digits = np.concatenate([digits[:1], shown.digits])
    valley = TwoWeights.of(network, first, second, values, digits)
    start = np.array([first.value(network), second.value(network)])
    names = [say("learning-axis-of", place=f"{weight.index[0]} → {weight.index[1]}") for weight in (first, second)]
    return valley, start, start - _REACH, start + _REACH, (names[0], names[1])


def _ways(valley: Valley, start: np.ndarray, by_batch: bool, rate: float, adaptive: float) -> dict[str, np.ndarray]:
    if by_batch and isinstance(valley, TwoWeights):
        count = len(valley.digits)
        ways = {say("learning-whole", count=count): way_down(valley, start, Optimiser("sgd", rate), STEPS)}
        for size in reversed(SIZES):
            name = say("learning-batches-of", count=size)
            ways[name] = way_down(valley, start, Optimiser("sgd", rate), STEPS, pictures=count, batch=size)
        return ways
    rates = {"sgd": rate, "momentum": rate, "rmsprop": adaptive, "adam": adaptive}
    return {
        say(f"learning-optimiser-{kind}"): way_down(valley, start, Optimiser(kind, rates[kind]), STEPS)
        for kind in OPTIMISERS
    }


def _map_of(valley: Valley, low: np.ndarray, high: np.ndarray) -> tuple[pd.DataFrame, float, float]:
    """The costs as bands from 0 to 1, a row for each place; and the smallest and the largest."""
    edges = [np.linspace(start, end, SIDE + 1) for start, end in zip(low, high, strict=True)]
    middles = [(edge[1:] + edge[:-1]) / 2 for edge in edges]
    places = np.stack(np.meshgrid(*middles), axis=-1).reshape(-1, 2)
    costs = np.nan_to_num(valley.costs(places), posinf=1e9)
    ends = np.quantile(costs, np.linspace(0, 1, _BANDS + 1)[1:-1])
    corners = np.stack(np.meshgrid(edges[0][:-1], edges[1][:-1]), axis=-1).reshape(-1, 2)
    sizes = (high - low) / SIDE
    shades = coloured(np.searchsorted(ends, costs) / (_BANDS - 1) * 0.75, 1.0)
    table = pd.DataFrame(np.hstack([corners, corners + sizes]), columns=["left", "low", "right", "high"]).round(4)
    table["colour"] = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in shades]
    return table, float(costs.min()), float(costs.max())


def _show_way(
    name: str, way: np.ndarray, valley: Valley, around: tuple[pd.DataFrame, np.ndarray, np.ndarray, tuple[str, str]]
) -> None:
    shades, low, high, axes = around
    table = pd.DataFrame({"x": way[:, 0], "y": way[:, 1], "step": np.arange(len(way))})
    x = _axis(alt.X("x:Q"), axes[0], low[0], high[0])
    y = _axis(alt.Y("y:Q"), axes[1], low[1], high[1])
    left, low_edge = _axis(alt.X("left:Q"), axes[0], low[0], high[0]), _axis(alt.Y("low:Q"), axes[1], low[1], high[1])
    colour, edge = alt.Color("colour:N", scale=None), alt.Stroke("colour:N", scale=None)  # without seams
    ground = (
        alt.Chart(shades)
        .mark_rect(clip=True)
        .encode(left, low_edge, x2="right:Q", y2="high:Q", color=colour, stroke=edge)
    )
    line = alt.Chart(table).mark_line(color="#9c4b06", strokeWidth=2, clip=True).encode(x, y, order="step:Q")
    dots = alt.Chart(table).mark_circle(color="#9c4b06", size=22, opacity=1, clip=True).encode(x, y)
    last = alt.Chart(table.tail(1)).mark_circle(
        color="#eba25e", stroke="#522502", size=170, opacity=1, clip=True
    ).encode(x, y)  # fmt: skip
    chart = alt.layer(ground, line, dots, last).properties(width=_SIDE_PX, height=_SIDE_PX)
    st.markdown(f"**{name}**")
    st.altair_chart(chart, width="content")
    here = float(valley.costs(way[-1:])[0])
    st.markdown(
        say("learning-way-end", name=name, steps=len(way) - 1, x=number(float(way[-1, 0]), 4),
            y=number(float(way[-1, 1]), 4), cost=number(here))
    )  # fmt: skip


def _axis(channel: Any, title: str, low: float, high: float) -> Any:
    return channel.title(title).scale(alt.Scale(domain=[float(low), float(high)], nice=False, zero=False))


def _go_on(steps: int) -> None:
    st.session_state[_STEP] = min(max(int(st.session_state.get(_STEP, 0)) + steps, 0), STEPS)
