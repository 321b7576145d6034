"""The cost: what the network says, what it should say, and one number for how wrong it is."""

import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.learning import units
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, show_boards
from digitdemo.ui.learning.subject import Subject, number
from digitdemo.ui.plain_text import cell

_SHOWN = "learning_cost_of"
_ONE, _BATCH = "one", "batch"
_CROSS_ENTROPY = r"$$p_k = \frac{e^{s_k}}{\sum_j e^{s_j}} \qquad C = -\sum_k y_k \ln p_k$$"
_MEAN_COST = r"$$J = \frac{1}{n} \sum_{i=1}^{n} C_i$$"


@st.fragment
def show_cost(subject: Subject) -> None:
    """Softmax and cross-entropy with the real numbers."""
    st.header(say("learning-cost-title"), anchor="cost")
    st.markdown(f"**{say('learning-cost-question')}**")
    st.session_state.setdefault(_SHOWN, _ONE)
    shown = st.segmented_control(
        say("learning-cost-of"),
        [_ONE, _BATCH],
        format_func=lambda each: say("learning-cost-one" if each == _ONE else "learning-cost-batch"),
        key=_SHOWN,
        required=True,
        label_visibility="collapsed",
    )
    if shown == _BATCH:
        _show_batch(subject)
    else:
        _show_one(subject)


def _show_one(subject: Subject) -> None:
    scores = subject.network.scores(subject.mine)[0]
    left, right = st.columns([1, 3])
    with left:
        show_boards(
            [Board(subject.drawing[None], title=say("learning-my-digit"), pixel_px=7, limits=1.0)],
            "learning_cost_digit",
        )
    with right:
        if not np.isfinite(scores).all():
            st.warning(say("learning-infinite"))
            return
        _show_softmax(subject, scores)


def _show_softmax(subject: Subject, scores: np.ndarray) -> None:
    truth = subject.truth
    shift = float(scores.max())
    powers = np.exp(scores - shift)
    chances = powers / powers.sum()
    lines = [f"| {say('learning-column-digit')} | {say('learning-column-score')} | "
             f"{say('learning-column-power')} | {say('learning-column-chance')} | {say('learning-column-wanted')} |",
             "|---|---|---|---|---|"]  # fmt: skip
    for place, (score, power, chance) in enumerate(zip(scores, powers, chances, strict=True)):
        wanted = "**1**" if place == truth else "0"
        lines.append(f"| {subject.said(place)} | {number(score)} | {number(power)} | {number(chance)} | {wanted} |")
    st.markdown("\n".join(lines))
    st.markdown(say("learning-softmax", largest=number(shift), total=number(float(powers.sum()))))
    st.markdown(_CROSS_ENTROPY)
    cost = float(units.cross_entropy(scores[None], np.array([truth]))[0])
    st.markdown(
        say(
            "learning-cross-entropy", digit=subject.said(truth), chance=number(float(chances[truth])), cost=number(cost)
        )
    )


def _show_batch(subject: Subject) -> None:
    with np.errstate(all="ignore"):
        scores = subject.network.scores(subject.values)
        costs = units.cross_entropy(scores, subject.digits)
        chances = np.exp(-costs)
    if not np.isfinite(costs).all():
        st.warning(say("learning-infinite"))
        return
    table = pd.DataFrame(
        {
            say("learning-column-wanted"): [cell(subject.names[place]) for place in subject.digits],
            say("learning-column-says"): [cell(subject.names[place]) for place in scores.argmax(axis=1)],
            say("learning-column-right"): [number(float(chance)) for chance in chances],
            say("learning-column-cost"): [number(float(cost)) for cost in costs],
        }
    )
    st.dataframe(table, hide_index=True, key="learning_cost_table")
    st.markdown(_MEAN_COST)
    total, mean = number(float(costs.sum())), number(float(costs.mean()))
    st.markdown(say("learning-batch-cost", total=total, count=len(costs), mean=mean))
