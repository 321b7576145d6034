"""The teacher's controls: what every phone does, what every screen shows, and the switches."""

from collections.abc import Callable

import streamlit as st

from digitdemo.classroom import classes
from digitdemo.classroom.classes import COLLECTING, GUESSING, SchoolClass, change_activity
from digitdemo.classroom.switches import (
    BOARDS,
    NEWEST,
    lock_hand_ins,
    order_board,
    pause_screens,
    resume_screens,
    show_names,
)
from digitdemo.classroom.training import BESIDES, FEWEST_DRAWINGS, MADE, MADE_DIGITS, MNIST, publish, start_training
from digitdemo.planning.gathering import mnist_is_here
from digitdemo.runs.dispatcher import dispatcher
from digitdemo.sentences import say
from digitdemo.ui.classroom.buttons import action_button, attempt
from digitdemo.ui.classroom.following import begin_to_lead
from digitdemo.ui.classroom.guess import begin_round

_BESIDE = "class_beside"


def show_activities(now: SchoolClass, key: str, *, learns: bool, ready: bool, count: int) -> None:
    """What every phone does, one button each.

    Args:
        learns: whether a network learns just now.
        ready: whether one has learned.
        count: drawings of the class.
    """
    if now.activity == COLLECTING:
        action_button("class-stop-collecting", "stop_circle", lambda: change_activity(key, classes.WAITING))
    else:
        action_button("class-collect", "draw", lambda: change_activity(key, COLLECTING), off=learns, first=not count)
    if now.activity != GUESSING:
        action_button("class-guess", "how_to_vote", lambda: begin_round(key, now), off=learns)
    action_button("class-train", "model_training", lambda: _train(key), off=learns or count < FEWEST_DRAWINGS)
    _activity_button(now, key, "class-map", "scatter_plot", classes.MAPPING, off=learns or not count)
    _activity_button(now, key, "class-tournament", "trophy", classes.TOURNAMENT, off=learns or not count)
    action_button("class-publish", "send_to_mobile", lambda: publish(key), off=not ready, first=ready)


def show_screens(now: SchoolClass, key: str, *, learns: bool) -> None:
    """Having every screen follow the teacher's, look up, stand still, or go where it likes."""
    action_button("class-lead", "ads_click", lambda: begin_to_lead(key), off=learns)
    _activity_button(now, key, "class-look-up", "visibility", classes.LOOKING, off=learns)
    if now.activity == classes.PAUSED:
        action_button("class-resume", "play_arrow", lambda: resume_screens(key), first=True)
    else:
        action_button("class-pause", "pause", lambda: pause_screens(key))
    _activity_button(now, key, "class-on-your-own", "explore", classes.ON_YOUR_OWN, off=learns)


def _activity_button(now: SchoolClass, key: str, sentence: str, icon: str, activity: str, *, off: bool) -> None:
    is_off = off or now.activity == activity
    action_button(sentence, icon, lambda: change_activity(key, activity), off=is_off)


def show_switches(now: SchoolClass, key: str) -> None:
    """What the projector shows, whether drawings are accepted, and what a training learns from."""
    left, right = st.columns([2, 3])
    with left:
        _switch("class-show-names", "class_names", now.shows_names, lambda on: show_names(key, on))
        _switch("class-lock", "class_lock", now.locked, lambda on: lock_hand_ins(key, on))
    with right:
        st.segmented_control(
            say("class-beside"),
            BESIDES if mnist_is_here() else [beside for beside in BESIDES if beside != MNIST],
            format_func=lambda beside: say(f"class-beside-{beside}"),
            default=MADE,
            key=_BESIDE,
            help=say("class-beside-hint", count=MADE_DIGITS),
        )
        st.segmented_control(
            say("class-board"),
            BOARDS,
            format_func=lambda board: say(f"class-board-{board}"),
            default=now.board,
            key="class_board",
            on_change=lambda: attempt(lambda: order_board(key, str(st.session_state["class_board"] or NEWEST))),
        )


def _switch(sentence: str, widget: str, on: bool, do: Callable[[bool], object]) -> None:
    def changed() -> None:
        attempt(lambda: do(bool(st.session_state[widget])))

    st.toggle(say(sentence), value=on, key=widget, on_change=changed)


def _train(key: str) -> None:
    start_training(key, beside=str(st.session_state.get(_BESIDE) or MADE))
    dispatcher().wake()
