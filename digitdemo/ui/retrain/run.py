"""One run as it goes: state, progress, buttons, live curves and pictures."""

import datetime
from collections.abc import Callable

import pandas as pd
import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.planning.setting import Setting
from digitdemo.runs import queue
from digitdemo.runs.dispatcher import dispatcher
from digitdemo.runs.run import ERRORS, KERNELS, Run
from digitdemo.runs.status import FAILED, OPEN_STATES, PAUSED, RUNNING, WAITING, Status
from digitdemo.sentences import Message
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.charts import drawing_chart, learning_chart, norms_chart, sweep_chart
from digitdemo.ui.retrain.pictures import captions_of, show_digits, show_kernels
from digitdemo.ui.retrain.visitor import may_control

REFRESH_S = 1.0
NO_RUN = "No run yet. Press Train: the curves will grow here."
PICTURES_PX = 190


def show_run(run: Run) -> None:
    """Show a run; while it goes on, anew every second."""
    opened = run.status().state in OPEN_STATES
    st.fragment(_show_run, run_every=REFRESH_S if opened else None)(run, opened)


def _show_run(run: Run, opened: bool) -> None:
    status = run.status()
    if opened != (status.state in OPEN_STATES):
        st.rerun()  # the whole page: results, the table and the Draw page's networks have changed
    with st.container(key="run-status"):
        st.markdown(sentence(run, status))
    _show_progress(status)
    _show_buttons(run, status)
    try:
        setting = run.setting()
    except DigitDemoError as error:
        st.error(plain(error))
        return
    if setting.task == "train":
        _show_curves(run, setting)
        _show_pictures(run, setting)
    else:
        _show_aid(run, setting)


def sentence(run: Run, status: Status) -> str:
    """The run's state and what it does, the state first."""
    words = plain(status.said())  # may quote what somebody typed
    if status.state == WAITING:
        place = queue.place_of(run)
        if place is not None:
            return f"**waiting** · {_place_words(place)} {words}"
    if status.state == RUNNING and status.started_at is not None and status.epochs:
        now = min(status.epoch + 1, status.epochs)
        words = f"{words} Epoch {now} of {status.epochs}."
    return f"**{status.state}** · {words}"


def _place_words(place: queue.Place) -> str:
    minutes = f"about {place.wait_s:.0f} s" if place.wait_s < 90 else f"about {place.wait_s / 60:.0f} min"
    return f"Number {place.number} in line, {minutes} to wait."


def _show_progress(status: Status) -> None:
    parts = []
    if status.state in (RUNNING, PAUSED) and status.remaining_s is not None:
        parts.append(f"{status.remaining_s:.0f} s left")
    if status.learning_s:
        parts.append(f"{status.learning_s:.0f} s learned")
    if status.examples_per_s and status.state == RUNNING:
        parts.append(f"{status.examples_per_s:,.0f} pictures a second")
    st.progress(min(max(status.progress, 0.0), 1.0), text=" · ".join(parts) or "\u00a0")


def _show_buttons(run: Run, status: Status) -> None:
    mine = may_control(run)
    paused, running = status.state == PAUSED, status.state == RUNNING
    again = status.state == FAILED and run.can_resume
    # Callbacks, for they are done even where the next second's refresh interrupts this one.
    with st.container(horizontal=True):
        if paused or again:
            st.button(
                "Go on",
                icon=":material/play_arrow:",
                key="retrain_go_on",
                disabled=not mine,
                on_click=_ask,
                args=(queue.go_on, run),
            )
        else:
            st.button(
                "Pause",
                icon=":material/pause:",
                key="retrain_pause",
                disabled=not (mine and running),
                on_click=_ask,
                args=(queue.pause, run),
            )
        st.button(
            "Stop",
            icon=":material/stop:",
            key="retrain_stop",
            disabled=not (mine and status.state in OPEN_STATES),
            on_click=_ask,
            args=(queue.stop, run),
        )


def _ask(what: Callable[[Run], None], run: Run) -> None:
    what(run)
    dispatcher().wake()


def _show_curves(run: Run, setting: Setting) -> None:
    batches, history = run.batches(), run.history()
    with st.container(key="retrain_curves"):
        left, right = st.columns(2)
        left.altair_chart(learning_chart(batches, history, "loss", setting.epochs), key="retrain_loss")
        right.altair_chart(learning_chart(batches, history, "accuracy", setting.epochs), key="retrain_accuracy")
    st.markdown(_latest(history))


def _latest(history: pd.DataFrame) -> str:
    if not len(history):
        return "After each epoch the network is checked with pictures that it does not learn from."
    last = history.iloc[-1]
    return (
        f"After epoch {int(last['epoch'])} it reads **{last['check_accuracy']:.1%}** of the check pictures right, "
        f"and {last['learned_accuracy']:.1%} of those it learned from."
    )


def _show_pictures(run: Run, setting: Setting) -> None:
    kernels, drawing, errors, norms = st.tabs(["First kernels", "Your drawing", "Worst errors", "Norms"])
    with kernels:
        stack = run.arrays(KERNELS).get("kernels")
        if stack is None:
            st.caption("This network has no convolution, or has not begun.")
        else:
            st.caption("The first layer's kernels, before learning and now. Blue: above 0. Orange: below 0.")
            show_kernels(stack[0], 6)
            show_kernels(stack[-1], 6, PICTURES_PX // 2)
    with drawing:
        readings = run.drawing_readings()
        if len(readings):
            st.altair_chart(drawing_chart(readings, setting.epochs), key="retrain_drawing")
        else:
            st.caption("Draw a digit on the Draw page before you press Train, and watch how its reading changes.")
    with errors:
        _show_errors(run)
    with norms:
        table = run.norms()
        if len(table):
            left, right = st.columns(2)
            left.altair_chart(norms_chart(table, "weight_norm", "Size of the weights"), key="retrain_weight_norms")
            right.altair_chart(norms_chart(table, "gradient_norm", "Size of the gradients"), key="retrain_gradients")
        else:
            st.caption("How large each layer's weights and gradients are, after each epoch.")


def _show_errors(run: Run) -> None:
    kept = run.arrays(ERRORS)
    if not kept.keys() >= {"images", "digits", "probabilities"}:
        st.caption("The check pictures that it is surest about, and wrong.")
        return
    st.caption("What it is, and what the network is surest that it is.")
    show_digits(kept["images"], captions_of(kept["digits"], kept["probabilities"].argmax(axis=1)), 2, PICTURES_PX)


def _show_aid(run: Run, setting: Setting) -> None:
    results = run.results()
    if setting.task == "ten pictures":
        batches = run.batches()
        left, right = st.columns(2)
        nothing = pd.DataFrame()
        left.altair_chart(learning_chart(batches, nothing, "loss", 1), key="retrain_ten_loss")
        right.altair_chart(learning_chart(batches, nothing, "accuracy", 1), key="retrain_ten_accuracy")
    elif setting.task == "rate sweep":
        sweep = run.sweep()
        if len(sweep):
            st.altair_chart(sweep_chart(sweep), key="retrain_sweep")
    elif setting.task == "gradient check":
        table = run.gradients()
        if len(table):
            st.dataframe(table, hide_index=True)
    told = Message.from_json(results.get("message"))
    words = told.said() if told else str(results.get("words", ""))  # older runs kept the sentence itself
    if words:
        st.info(plain(words), icon=":material/lightbulb:")


def when(seconds: float) -> str:
    """Time of day, short."""
    return datetime.datetime.fromtimestamp(seconds).strftime("%d %b %H:%M")
