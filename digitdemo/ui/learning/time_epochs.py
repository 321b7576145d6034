"""A network that was trained here, epoch by epoch: all its layers as they were, and any epoch's network reads."""

from typing import cast

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.learning.network import LearningNetwork
from digitdemo.sentences import say, say_error
from digitdemo.storage.kept_weights import kept_epochs, weights_after
from digitdemo.storage.models import StoredModel
from digitdemo.ui.learning.subject import Subject, moves, number
from digitdemo.ui.learning.time_drawing import Version, show_time_drawing
from digitdemo.ui.learning.time_pictures import chances_of, mine_of, show_network
from digitdemo.ui.learning.versions import describe_epoch
from digitdemo.ui.plain_text import plain

WHICH, _EPOCH, _COSTS = "learning_time_which", "learning_time_epoch", "learning_epoch_costs"
LESSON, EPOCHS = "lesson", "epochs"
_ORANGE = "#d98032"


def epochs_of(subject: Subject) -> list[int]:
    """The kept epochs of the network that the page is about; none where there is nothing to look back on."""
    if subject.model is None or subject.network.left_out:
        return []
    found = kept_epochs(subject.model.bundle)
    return found if len(found) > 1 else []


def choose_epochs(subject: Subject) -> bool:
    """True where the chosen network is to be looked at, not a fresh one."""
    assert subject.model is not None  # it has epochs
    st.session_state.setdefault(WHICH, EPOCHS)
    words = {EPOCHS: say("learning-time-chosen", title=plain(subject.model.title)), LESSON: say("learning-time-fresh")}
    which = st.segmented_control(
        say("learning-time-which"), [EPOCHS, LESSON], format_func=lambda each: words[each], key=WHICH, required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    return which == EPOCHS


def show_epochs(subject: Subject, epochs: list[int]) -> None:
    """A slider over the epochs, and what it changes."""
    model = subject.model
    assert model is not None
    st.markdown(f"**{say('learning-time-question-epoch')}**")
    st.write(say("learning-time-introduction-epochs"))
    if st.session_state.setdefault(_EPOCH, epochs[-1]) not in epochs:
        st.session_state[_EPOCH] = epochs[-1]
    epoch = int(st.select_slider(say("learning-time-epoch"), epochs, key=_EPOCH))
    try:
        networks = {each: _version(model, subject, each) for each in epochs}
    except DigitDemoError as error:
        st.error(plain(say_error(error)), icon=":material/error:")
        return
    network = networks[epoch]
    show_network(network, networks[epochs[-1]], subject, "learning_epoch_boards", all_kernels=True)
    _show_costs(_my_costs(subject, networks), epoch)
    _say_epoch(chances_of(network, subject), subject, epoch)
    if epoch != epochs[0]:
        _say_changes(networks[epochs[0]], network, epoch)
    if moves():
        st.caption(say("learning-time-not-moved"))
    said = say("learning-time-draw-after", epoch=epoch)
    show_time_drawing(Version(said, network.steps, network, subject.names, lambda: describe_epoch(model, epoch)))


def _version(model: StoredModel, subject: Subject, epoch: int) -> LearningNetwork:
    """As it was, with none of the steps taken on this page."""
    weights = _kept(model.version, epoch, model, subject.network.weights)
    return subject.network.with_weights(weights)


@st.cache_resource(max_entries=64, show_spinner=False)
def _kept(
    version: str, epoch: int, _model: StoredModel, _like: dict[str, dict[str, np.ndarray]]
) -> dict[str, dict[str, np.ndarray]]:
    return weights_after(_model.bundle, epoch, _like)


def _my_costs(subject: Subject, networks: dict[int, LearningNetwork]) -> dict[int, float]:
    """My digit's cost after each epoch, computed once."""
    assert subject.model is not None
    asked = (subject.model.version, subject.truth, subject.drawing.tobytes())
    kept = st.session_state.get(_COSTS)
    if kept is None or kept[0] != asked:
        costs = {epoch: network.cost(mine_of(subject), subject.digits[:1]) for epoch, network in networks.items()}
        kept = st.session_state[_COSTS] = (asked, costs)
    return cast(dict[int, float], kept[1])


def _say_epoch(chances: np.ndarray, subject: Subject, epoch: int) -> None:
    if not np.isfinite(chances).all():
        st.warning(say("learning-time-infinite"))
        return
    every = ", ".join(f"{subject.said(place)}: {number(float(chance), 4)}" for place, chance in enumerate(chances))
    right = float(chances[subject.truth])
    cost = float(-np.log(max(right, 1e-30)))
    st.markdown(
        say("learning-time-epoch-said", epoch=epoch, digit=subject.said(int(chances.argmax())), every=every,
            truth=subject.said(subject.truth), chance=number(right, 4), cost=number(cost, 4))
    )  # fmt: skip


def _say_changes(first: LearningNetwork, now: LearningNetwork, epoch: int) -> None:
    """How far each kernel has come from where it began, beside its length then."""
    shares = []
    for layer, named in first.weights.items():
        if "kernel" in named:
            way = float(np.linalg.norm(now.weights[layer]["kernel"] - named["kernel"]))
            shares.append(f"{layer}: {number(100 * way / max(float(np.linalg.norm(named['kernel'])), 1e-12), 3)} %")
    st.markdown(say("learning-time-changed", epoch=epoch, layers=plain(", ".join(shares))))


def _show_costs(costs: dict[int, float], epoch: int) -> None:
    table = pd.DataFrame({"epoch": list(costs), "cost": list(costs.values())})
    table = table[np.isfinite(table["cost"])]
    x = alt.X("epoch:Q", title=say("learning-time-epoch-axis"), axis=alt.Axis(tickMinStep=1))
    y = alt.Y("cost:Q", title=say("learning-time-epoch-cost"), scale=alt.Scale(zero=True))
    line = alt.Chart(table).mark_line(point=True, strokeWidth=2.5, color=_ORANGE).encode(x, y)
    here = alt.Chart(pd.DataFrame({"epoch": [epoch]})).mark_rule(strokeWidth=2, color=_ORANGE).encode(x)
    st.altair_chart(alt.layer(line, here).properties(height=240), width="stretch", key="learning_epoch_curve")
