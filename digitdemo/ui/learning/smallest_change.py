"""The smallest change: which few pixels, or which bend of the pen's line, make the network say something else."""

from typing import cast

import numpy as np
import streamlit as st

from digitdemo.learning.network import LearningNetwork
from digitdemo.learning.smallest_change import MOST_STEPS, Change, smallest_change
from digitdemo.learning.units import log_softmax
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, show_boards
from digitdemo.ui.learning.line_change import show_clear_line, show_line_change
from digitdemo.ui.learning.subject import NETWORK, Subject, moves, number

_KIND, _TARGET, _FOUND = "learning_change_kind", "learning_target", "learning_change_found"
_LINE, _PIXELS, _CLEAR = "line", "pixels", "clear"
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
    st.session_state.setdefault(_KIND, _LINE)
    kind = st.segmented_control(
        say("learning-change-kind"),
        (_LINE, _PIXELS, _CLEAR),
        format_func=lambda each: say(f"learning-change-{each}"),
        key=_KIND,
        required=True,
        label_visibility="collapsed",
    )
    if kind == _CLEAR:
        show_clear_line(subject)
        return
    target = _choose_target(subject)
    if target is None:
        st.caption(say("learning-change-choose"))
    elif kind == _LINE:
        show_line_change(subject, target)
    else:
        _show_pixels(subject, target)


def _choose_target(subject: Subject) -> int | None:
    said = int(subject.network.scores(subject.mine)[0].argmax())
    targets = [place for place in range(len(subject.names)) if place != said]
    if st.session_state.setdefault(_TARGET, None) not in (None, *targets):
        st.session_state[_TARGET] = None
    return st.segmented_control(say("learning-target"), targets, format_func=subject.said, key=_TARGET, wrap=True)


def _show_pixels(subject: Subject, target: int) -> None:
    said = int(subject.network.scores(subject.mine)[0].argmax())
    light = subject.network.in_precision(np.float32)
    change = _changed(subject, light, target)
    _show(subject, light, change.picture, said)
    if change.reads != target:
        st.warning(say("learning-change-not-found", steps=MOST_STEPS, digit=subject.said(target)))


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
            before=subject.said(said),
            after=subject.said(reads),
            chance=number(float(chances[reads]), 3),
            length=number(lengths[0], 4),
            whole=number(lengths[1], 4),
            largest=number(100 * largest, 3),
            count=int((np.abs(difference) > _SEEN).sum()),
        )
    )
