"""Like this one: examples that look to the network as my digit does."""

import numpy as np
import streamlit as st

from digitdemo.learning.alike import examples, last_features, nearest, prototypes
from digitdemo.learning.network import LearningNetwork
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, show_boards
from digitdemo.ui.learning.subject import NETWORK, Subject, moves, number

_FOUND, _ASKED = "learning_alike_found", "learning_alike_asked"
_NEAREST = 5


def show_alike(subject: Subject) -> None:
    """The five nearest examples, and the prototype of each digit."""
    st.header(say("learning-alike-title"), anchor="alike")
    st.markdown(f"**{say('learning-alike-question')}**")
    if not subject.knows_digits:
        st.info(say("learning-digits-only"))
        return
    if not _can(subject):
        st.warning(say("learning-change-not-here"))
        return
    if not st.toggle(say("learning-alike-show"), key=_ASKED):
        return
    pictures, digits = examples()
    features = _features(subject, pictures)
    places, distances = nearest(features, last_features(subject.network, subject.mine)[0], _NEAREST)
    labels = [f"{digits[place]}: {number(float(far), 3)}" for place, far in zip(places, distances, strict=True)]
    typical = pictures[prototypes(features, digits)]
    show_boards(
        [
            Board(subject.drawing[None], title=say("learning-my-digit"), pixel_px=4, limits=1.0),
            Board(pictures[places], title=say("learning-alike-nearest"), pixel_px=4, limits=1.0, labels=labels),
            Board(typical, title=say("learning-alike-prototypes"), pixel_px=3, limits=1.0),
        ],
        "learning_alike_boards",
    )
    st.markdown(say("learning-alike-said", examples="; ".join(labels), truth=subject.said(subject.truth)))
    st.caption(say("learning-alike-source", count=len(pictures)))


def _can(subject: Subject) -> bool:
    has_dense = any(step.kind == "dense" for step in subject.network.steps)
    return not subject.network.left_out and has_dense and bool(np.isfinite(subject.network.scores(subject.mine)).all())


def _features(subject: Subject, pictures: np.ndarray) -> np.ndarray:
    """Computed once for a network as it is now."""
    asked = (st.session_state[NETWORK], tuple(moves()))
    kept = st.session_state.get(_FOUND)
    if kept is None or kept[0] != asked:
        kept = (asked, _of_all(subject.network.in_precision(np.float32), pictures))
        st.session_state[_FOUND] = kept
    return np.asarray(kept[1])


def _of_all(network: LearningNetwork, pictures: np.ndarray) -> np.ndarray:
    parts = [last_features(network, part[..., None]) for part in np.array_split(pictures, 10)]
    return np.concatenate(parts)
