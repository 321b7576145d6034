"""One run as it goes: a card with how far it is, one large curve, and how the visitor's drawing is read by now."""

import html
import time
from collections.abc import Callable

import numpy as np
import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.networks.class_names import class_names
from digitdemo.planning.setting import Setting
from digitdemo.runs import queue
from digitdemo.runs.dispatcher import dispatcher
from digitdemo.runs.run import DRAWING, Run
from digitdemo.runs.status import DONE, FAILED, OPEN_STATES, PAUSED, RUNNING, WAITING, Status
from digitdemo.sentences import say
from digitdemo.ui.pixels import data_uri
from digitdemo.ui.plain_text import plain
from digitdemo.ui.reading import percent
from digitdemo.ui.retrain.aid import show_aid
from digitdemo.ui.retrain.charts import learning_chart
from digitdemo.ui.retrain.details import show_details
from digitdemo.ui.retrain.visitor import may_control
from digitdemo.ui.retrain.words import duration, share_percent

REFRESH_S = 1.0
LATEST_BATCHES = 4
"""So many lines of a quarter of a second: what is read right now, not at the epoch's beginning."""


def show_run(run: Run) -> None:
    """Show a run that goes on, anew every second."""
    with st.container(key="retrain-during"):
        st.fragment(_show_run, run_every=REFRESH_S)(run)


def _show_run(run: Run) -> None:
    status = run.status()
    if status.state not in OPEN_STATES:
        st.rerun()  # the whole page: what came of it takes the place of how it goes
    try:
        setting = run.setting()
    except DigitDemoError as error:
        st.error(plain(error))
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        with st.container(key="run-status"):
            st.markdown(status_sentence(run, status))
            show_figure(*_learned_share(run, setting))
            st.progress(min(max(status.progress, 0.0), 1.0), text=time_left(status))
            _show_buttons(run, status)
        if setting.task == "train":
            _show_drawing_now(run)
    with right:
        if setting.task == "train":
            with st.container(key="retrain_curves"):
                chart = learning_chart(run.batches(), run.history(), "accuracy", setting.epochs, large=True)
                st.altair_chart(chart, height="stretch", key="retrain_accuracy")
        else:
            show_aid(run, setting)
    if setting.task == "train":
        show_details(run, setting)


def status_sentence(run: Run, status: Status) -> str:
    """The run's state and what it does, the state first."""
    state, words = say(f"retrain-state-{status.state}"), plain(status.said())  # may quote what somebody typed
    place = queue.place_of(run) if status.state == WAITING else None
    if place is not None:
        wait = say("retrain-place", number=place.number, time=duration(place.wait_s))
        return say("retrain-status", state=state, words=f"{wait} {words}")
    if status.state == RUNNING and status.started_at is not None and status.epochs:
        now = min(status.epoch + 1, status.epochs)
        return say("retrain-status-epoch", state=state, words=words, epoch=now, epochs=status.epochs)
    if status.state == DONE and status.learning_s:
        return say("retrain-status-done", state=state, words=words, time=duration(status.learning_s))
    return say("retrain-status", state=state, words=words)


def time_left(status: Status) -> str:
    """How long it takes from now on, counted on from when the worker last said so."""
    if status.state == PAUSED:
        return say("retrain-left-paused")
    if status.state != RUNNING or status.remaining_s is None:
        return say("retrain-left-unknown")
    since_s = max(time.time() - status.beat_at, 0) if status.beat_at else 0.0
    return say("retrain-left", time=duration(max(status.remaining_s - since_s, 1)))


def show_figure(number: str, of_what: str, more: str = "") -> None:
    """One number that is read from the last row, and what it counts; the lines are there even when empty."""
    words = "".join(f"<span>{html.escape(text) or '&nbsp;'}</span>" for text in (of_what, more))
    st.html(f'<div class="dd-figure"><b>{html.escape(number)}</b>{words}</div>')


def _learned_share(run: Run, setting: Setting) -> tuple[str, str, str]:
    """What is read right by now, of what, and how it does with pictures that it does not learn from."""
    batches, history = run.batches(), run.history()
    if setting.task == "rate sweep" or "accuracy" not in batches:
        return "–", "", ""
    share = float(batches["accuracy"].tail(LATEST_BATCHES).mean())
    if not len(history):
        return _whole_percent(share), say("retrain-of-learned"), ""
    last = history.iloc[-1]
    checked = share_percent(float(last["check_accuracy"]))
    more = say("retrain-of-checked", percent=checked, epoch=int(last["epoch"]))
    return _whole_percent(share), say("retrain-of-learned"), more


def _whole_percent(share: float) -> str:
    """Without a decimal, which would flicker; not 100 before all are right."""
    return f"{int(100 * share)}\u00a0%"


def _show_drawing_now(run: Run) -> None:
    """How the drawing that was there when Train was pressed is read by now."""
    chances, picture = run.drawing_now(), run.arrays(DRAWING).get("image")
    with st.container(key="retrain-drawing-now"):
        if picture is None or chances is None:
            st.caption(say("retrain-drawing-none") if picture is None else "")
            return
        digit = int(np.argmax(chances))
        name = html.escape(class_names(run.classes())[digit])
        words = html.escape(say("retrain-drawing-now"))
        sure = html.escape(percent(float(chances[digit])))
        st.html(
            f'<div class="dd-now"><img src="{data_uri(255 - picture, 3)}" alt="{html.escape(say("retrain-drawing"))}">'
            f"<span>{words}</span><b>{name}</b><span>{sure}</span></div>"
        )


def _show_buttons(run: Run, status: Status) -> None:
    mine = may_control(run)
    # Callbacks, for they are done even where the next second's refresh interrupts this one.
    with st.container(horizontal=True, key="run-buttons"):
        if status.state == PAUSED:
            show_go_on(run)
        else:
            st.button(
                say("retrain-pause"),
                icon=":material/pause:",
                key="retrain_pause",
                disabled=not (mine and status.state == RUNNING),
                on_click=_ask,
                args=(queue.pause, run),
            )
        st.button(
            say("retrain-stop"),
            icon=":material/stop:",
            key="retrain_stop",
            disabled=not mine,
            on_click=_ask,
            args=(queue.stop, run),
        )


def show_go_on(run: Run) -> None:
    """Go on with a run that is paused, or that failed and had saved something."""
    st.button(
        say("retrain-go-on"),
        icon=":material/play_arrow:",
        key="retrain_go_on",
        disabled=not may_control(run),
        on_click=_ask,
        args=(queue.go_on, run),
    )


def can_go_on(run: Run, status: Status) -> bool:
    """True for a run that broke off and can be taken up again."""
    return status.state == FAILED and run.can_resume


def _ask(what: Callable[[Run], None], run: Run) -> None:
    what(run)
    dispatcher().wake()
