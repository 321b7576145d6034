"""Brakes and crutches: dropout, weight decay and batch normalisation, each with its numbers."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.learning.brakes import Normalised, dropout_masks, last_dense, normalised, scores_with_masks
from digitdemo.learning.one_weight import Weight
from digitdemo.learning.units import log_softmax
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, show_boards, tiles
from digitdemo.ui.colour_scales import round_limit
from digitdemo.ui.learning.choose import maps_before
from digitdemo.ui.learning.subject import Subject, number

_WHICH, _RATE, _SEED = "learning_brake", "learning_dropout_rate", "learning_dropout_seed"
_DECAY, _TIMES = "learning_decay", "learning_norm_times"
_BRAKES = ("dropout", "decay", "norm")
_READINGS = 10
_DECAYS = (0.0001, 0.001, 0.01, 0.1, 1.0)
_DECAY_STEPS, _DECAY_RATE = 1000, 0.1
_MANY = (0.1, 1.0, 10.0, 100.0)
_MOST_CHANNELS = 16
_MOST_MAPS, _ACROSS = 32, 8


@st.fragment
def show_brakes(subject: Subject, weight: Weight) -> None:
    """One of the three at a time."""
    st.header(say("learning-brakes-title"), anchor="brakes")
    st.session_state.setdefault(_WHICH, _BRAKES[0])
    which = st.segmented_control(
        say("learning-brakes-which"),
        _BRAKES,
        format_func=lambda each: say(f"learning-brake-{each}"),
        key=_WHICH,
        required=True,
        label_visibility="collapsed",
    )
    st.markdown(f"**{say(f'learning-brake-question-{which}')}**")
    with np.errstate(all="ignore"):
        if not np.isfinite(subject.network.scores(subject.values)).all():
            st.warning(say("learning-infinite"))
        elif which == "dropout":
            _show_dropout(subject)
        elif which == "decay":
            _show_decay(subject, weight)
        else:
            _show_normalisation(subject)


def _show_dropout(subject: Subject) -> None:
    last = last_dense(subject.network)
    if last is None:
        st.warning(say("learning-no-dense"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state.setdefault(_RATE, 50)
        rate = int(st.slider(say("learning-dropout-rate"), 0, 90, step=10, key=_RATE, width=360)) / 100
        st.button(say("learning-dropout-again"), key="learning_dropout_again", on_click=_draw_again)
    features = subject.network.outputs(subject.mine)[last][0]
    masks = dropout_masks(_READINGS, features.size, rate, int(st.session_state.setdefault(_SEED, 0)))
    _show_mask(subject, last, features, masks[0] / (1 - rate))
    off = int((~masks[0]).sum())
    st.markdown(
        say("learning-dropout-said", layer=subject.network.steps[last].layer.name, off=off, count=features.size,
            share=number(100 * off / features.size, 3), kept=number(1 - rate, 2), factor=number(1 / (1 - rate), 4))
    )  # fmt: skip
    _show_readings(subject, masks, rate)


def _draw_again() -> None:
    st.session_state[_SEED] = int(st.session_state.get(_SEED, 0)) + 1


def _show_mask(subject: Subject, last: int, features: np.ndarray, factors: np.ndarray) -> None:
    """What each unit gives, times what the mask makes of it."""
    maps = maps_before(subject, subject.network.steps[last])
    shown = [
        each.reshape(1, 1, -1) if maps is None else tiles(each.reshape(maps))[:_MOST_MAPS]
        for each in (features, factors)
    ]
    limits, pixel_px = (round_limit(features), float(factors.max()) or 1.0), 8
    show_boards(
        [
            Board(shown[0], title=say("learning-dropout-units"), limits=limits[0], pixel_px=pixel_px, across=_ACROSS),
            Board(shown[1], title=say("learning-dropout-mask-board"), limits=limits[1], pixel_px=pixel_px,
                  across=_ACROSS),
        ],
        "learning_dropout_boards",
        joined="×",
        legends=(
            Legend(say("learning-dropout-legend"), limits[0], is_signed=bool((features < 0).any())),
            Legend(say("learning-dropout-legend-mask"), limits[1], is_signed=False),
        ),
    )  # fmt: skip


def _show_readings(subject: Subject, masks: np.ndarray, rate: float) -> None:
    scores = scores_with_masks(subject.network, subject.mine, masks, rate)
    chances = np.exp(log_softmax(scores))
    right = chances[:, subject.truth]
    lines = [
        f"| {say('learning-dropout-mask')} | {say('learning-column-says')} | {say('learning-column-right')} |",
        "|---|---|---|",
    ]
    for place, chance in enumerate(chances, 1):
        lines.append(f"| {place} | {subject.said(int(chance.argmax()))} | {number(float(chance[subject.truth]), 4)} |")
    whole = np.exp(log_softmax(subject.network.scores(subject.mine)))[0]
    st.markdown("\n".join(lines))
    agree = int((scores.argmax(axis=1) == subject.truth).sum())
    st.markdown(
        say("learning-dropout-ten", truth=subject.said(subject.truth), agree=agree,
            mean=number(float(right.mean()), 4), whole=number(float(whole[subject.truth]), 4))
    )  # fmt: skip


def _show_decay(subject: Subject, weight: Weight) -> None:
    st.session_state.setdefault(_DECAY, 0.1)
    decay = float(st.select_slider(say("learning-decay"), _DECAYS, key=_DECAY, width=360))
    kernel = subject.network.weights[weight.layer]["kernel"]
    slopes = subject.network.gradients(subject.values, subject.digits).weights[weight.layer]["kernel"]
    pulls = {"weights": kernel, "slope": -slopes, "decay": -decay * kernel}
    limits = {"weights": round_limit(kernel), "slope": round_limit(slopes), "decay": round_limit(slopes)}
    show_boards(
        [
            Board(_shown(subject, weight, values), title=say(f"learning-decay-{name}"), limits=limits[name],
                  pixel_px=12 if kernel.ndim == 4 else 5)
            for name, values in pulls.items()
        ],
        "learning_decay_boards",
        legends=(
            Legend(say("learning-legend-weight"), limits["weights"], is_signed=True),
            Legend(say("learning-decay-legend"), limits["slope"], is_signed=True),
        ),
    )  # fmt: skip
    value, slope = float(kernel[weight.index]), float(slopes[weight.index])
    st.markdown(
        say("learning-decay-said", value=number(value), slope=number(slope), decay=number(decay),
            pull=number(-slope), back=number(-decay * value), both=number(-slope - decay * value))
    )  # fmt: skip
    harder = int((np.abs(decay * kernel) > np.abs(slopes)).sum())
    st.markdown(say("learning-decay-harder", layer=weight.layer, harder=harder, count=kernel.size))
    left = (1 - _DECAY_RATE * decay) ** _DECAY_STEPS
    st.markdown(
        say("learning-decay-left", rate=number(_DECAY_RATE), decay=number(decay), steps=_DECAY_STEPS, left=number(left))
    )


def _shown(subject: Subject, weight: Weight, kernel: np.ndarray) -> np.ndarray:
    """The kernels that the weight is one of, (tiles, rows, columns)."""
    if kernel.ndim == 4:
        return tiles(kernel[:, :, weight.index[2]])[:_MOST_CHANNELS]
    step = next(step for step in subject.network.steps if step.layer.name == weight.layer)
    maps, column = maps_before(subject, step), kernel[:, weight.index[1]]
    return column.reshape(1, 1, -1) if maps is None else tiles(column.reshape(maps))[:_MOST_CHANNELS]


def _show_normalisation(subject: Subject) -> None:
    st.session_state.setdefault(_TIMES, 1.0)
    times = float(st.select_slider(say("learning-norm-times"), _MANY, key=_TIMES, width=360))
    found = normalised(subject.network, subject.values, times)
    st.write(say("learning-norm-own" if found.is_own else "learning-norm-none", layer=found.name))
    _chart_normalisation(found)
    rows = [
        [str(channel), *(number(round(float(part[channel]), 9), 4) for part in (
            found.mean, found.spread, found.divisor, found.gamma, found.beta, found.mean_after, found.spread_after))]
        for channel in range(min(len(found.mean), _MOST_CHANNELS))
    ]  # fmt: skip
    heads = ("channel", "mean", "spread", "divisor", "gamma", "beta", "mean-after", "spread-after")
    head = " | ".join(say(f"learning-norm-{each}") for each in heads)
    lines = [f"| {head} |", "|" + "---|" * len(heads), *(f"| {' | '.join(row)} |" for row in rows)]
    st.markdown("\n".join(lines))
    before, after = found.example
    st.markdown(
        say("learning-norm-said", before=number(before), mean=number(float(found.mean[0])),
            divisor=number(float(found.divisor[0])), gamma=number(float(found.gamma[0])),
            beta=number(float(found.beta[0])), after=number(after))
    )  # fmt: skip


def _chart_normalisation(found: Normalised) -> None:
    """Each channel's mean, with a line from one spread below to one above."""
    with st.container(horizontal=True):
        for when, mean, spread in (
            ("before", found.mean, found.spread),
            ("after", found.mean_after, found.spread_after),
        ):
            count = min(len(mean), _MOST_CHANNELS)
            table = pd.DataFrame({"channel": np.arange(count), "mean": mean[:count], "spread": spread[:count]})
            table["low"], table["high"] = table["mean"] - table["spread"], table["mean"] + table["spread"]
            x = alt.X("channel:O", title=say("learning-norm-channel"), axis=alt.Axis(labelAngle=0))
            y = alt.Y("low:Q", title=say(f"learning-norm-{when}"))
            lines = alt.Chart(table).mark_rule(strokeWidth=5, color="#7fb1d9").encode(x, y, y2="high:Q")
            dots = alt.Chart(table).mark_circle(size=90, color="#d98032", opacity=1).encode(x, alt.Y("mean:Q"))
            with st.container(width=420):
                st.altair_chart(alt.layer(lines, dots).properties(height=240), width="stretch")
