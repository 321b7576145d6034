"""What is to be trained: three choices and what the network will see; everything else behind one fold."""

import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.planning.setting import Setting
from digitdemo.runs.estimate import estimate_seconds, is_measured
from digitdemo.runs.run import Run
from digitdemo.runs.status import OPEN_STATES
from digitdemo.sentences import say
from digitdemo.ui.glossary import show_words
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.choices import choose_data, choose_learning, choose_start
from digitdemo.ui.retrain.data import show_my_data, show_preview
from digitdemo.ui.retrain.experiments import show_experiments
from digitdemo.ui.retrain.network import choose_blocks, show_code, show_layers
from digitdemo.ui.retrain.other_classes import is_open, show_other_classes
from digitdemo.ui.retrain.runs import show_runs
from digitdemo.ui.retrain.setting import choose_quickly, current_setting, keep_setting
from digitdemo.ui.retrain.start import show_aids, show_link, train
from digitdemo.ui.retrain.words import duration, setting_line

_WORDS = (
    *("parameters", "mnist", "epoch", "batch", "learning-rate", "optimiser", "cost", "gradient", "kernel"),
    *("overfitting", "underfitting", "dropout", "weight-decay"),
)


def show_plan() -> None:
    """Before a run: the choices in the open."""
    with st.container(key="retrain-before"):
        _choose(None, folded=True)
    _show_store(None)


def show_folded_plan(run: Run, *, another: bool) -> None:
    """Beside a run: its setting in one line; the choices, all runs and my data open with it."""
    line = setting_line(current_setting())
    label = say("retrain-another", setting=line) if another else line
    with st.expander(label, icon=":material/tune:", expanded=another and not run.has_network, key="retrain_plan"):
        _choose(run, folded=False)
        if not another:
            _show_store(run)
    if another:
        _show_store(run)


def _show_store(run: Run | None) -> None:
    with st.expander(say("retrain-all-runs"), icon=":material/history:", key="retrain_all_runs"):
        show_runs(run)
    with st.expander(say("retrain-my-data"), icon=":material/folder:", key="retrain_my_data"):
        show_my_data()
    if run is None or run.status().state not in OPEN_STATES or not is_open():
        show_other_classes()


def _choose(run: Run | None, *, folded: bool) -> None:
    left, right = st.columns([2, 3], gap="medium")
    more = st.expander(say("retrain-more"), icon=":material/tune:", key="retrain_more") if folded else st.container()
    with left:
        setting = choose_quickly(current_setting())
        button = st.container()
    with more:
        names = ("pictures", "learning", "network", "aids", "link")
        tabs = dict(zip(names, st.tabs([say(f"retrain-more-{name}") for name in names]), strict=True))
    with tabs["pictures"]:
        setting = choose_data(setting)
    with tabs["learning"]:
        setting = choose_learning(choose_start(setting))
    keep_setting(setting)
    with button:
        _show_train(setting)
        show_words("retrain", *_WORDS)
    with right:
        st.markdown(f"**{say('retrain-will-see')}**")
        show_preview(setting)
    with tabs["network"]:
        show_layers(setting)
        choose_blocks(setting)
        show_code(setting)
    with tabs["aids"]:
        show_experiments()
        show_aids(setting)
    with tabs["link"]:
        show_link(setting, run)


def _show_train(setting: Setting) -> None:
    problem = ""
    try:
        setting.check()
    except DigitDemoError as error:
        problem = plain(error)
    st.button(
        say("retrain-train"),
        "retrain_train",
        None,
        train,
        (setting,),
        type="primary",
        icon=":material/play_arrow:",
        width="stretch",
        disabled=bool(problem),
    )
    if problem:
        st.warning(problem)
        return
    time = duration(estimate_seconds(setting))
    st.caption(say("retrain-about", time=time) if is_measured() else say("retrain-about-guess", time=time))
