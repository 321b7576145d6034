"""The smallest change: which few pixels make the network say something else."""

from typing import cast

import numpy as np
import streamlit as st

from digitdemo.learning.network import LearningNetwork
from digitdemo.learning.smallest_change import MOST_STEPS, Change, smallest_change
from digitdemo.learning.units import log_softmax
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, show_boards
from digitdemo.ui.learning.subject import NETWORK, Subject, moves, number

_TARGET, _FOUND = "learning_target", "learning_change_found"
_SEEN = 0.1
"""A pixel's change that an eye may notice, as a share of full ink."""


@st.fragment
def show_smallest_change(subject: Subject) -> None:
    """My digit, the changed one and the difference."""
    st.header(say("learning-change-title"), anchor="smallest-change")
    st.markdown(f"**{say('learning-change-question')}**")
    if subject.network.left_out or not np.isfinite(subject.network.scores(subject.mine)).all():
        st.warning(say("learning-change-not-here"))
        return
    said = int(subject.network.scores(subject.mine)[0].argmax())
    targets = [digit for digit in range(10) if digit != said]
    if st.session_state.get(_TARGET) not in targets:
        st.session_state[_TARGET] = None
    target = st.segmented_control(say("learning-target"), targets, key=_TARGET, wrap=True)
    if target is None:
        return
    light = subject.network.in_precision(np.float32)
    change = _changed(subject, light, int(target))
    _show(subject, light, change.picture, said)
    if change.reads != target:
        st.warning(say("learning-change-not-found", steps=MOST_STEPS, digit=str(target)))


def _changed(subject: Subject, light: LearningNetwork, target: int) -> Change:
    """Looked for once: the page's other parts run this one again with every click."""
    asked = (st.session_state[NETWORK], tuple(moves()), subject.drawing.tobytes(), target)
    kept = st.session_state.get(_FOUND)
    if kept is None or kept[0] != asked:
        with st.spinner(say("learning-changing")):
            kept = (asked, smallest_change(light, subject.drawing, target))
        st.session_state[_FOUND] = kept
    return cast(Change, kept[1])


def _show(subject: Subject, network: LearningNetwork, picture: np.ndarray, said: int) -> None:
    difference = picture - subject.drawing
    largest = float(np.abs(difference).max())
    show_boards(
        [
            Board(subject.drawing[None], title=say("learning-my-digit"), pixel_px=6, limits=1.0),
            Board(difference[None], title=say("learning-change-added"), pixel_px=6, limits=max(largest, 1e-6)),
            Board(picture[None], title=say("learning-change-changed"), pixel_px=6, limits=1.0),
        ],
        "learning_change_boards",
        legends=(Legend(say("learning-change-added"), max(largest, 1e-6), is_signed=True),),
    )
    chances = np.exp(log_softmax(network.scores(picture.astype(np.float32)[None, :, :, None])))[0]
    reads = int(chances.argmax())
    lengths = [float(np.sqrt((values**2).sum())) for values in (difference, subject.drawing)]
    st.markdown(
        say(
            "learning-change-said",
            before=str(said),
            after=str(reads),
            chance=number(float(chances[reads]), 3),
            length=number(lengths[0], 4),
            whole=number(lengths[1], 4),
            largest=number(100 * largest, 3),
            count=int((np.abs(difference) > _SEEN).sum()),
        )
    )
