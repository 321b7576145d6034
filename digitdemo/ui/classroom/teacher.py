"""The teacher's page: opening a class, the code, what every phone does, the drawings, the end."""

import html
import time

import streamlit as st

from digitdemo.classroom import classes
from digitdemo.classroom.classes import (
    GUESSING,
    SchoolClass,
    open_class,
    teachers_class,
)
from digitdemo.classroom.collecting import Collected, collected
from digitdemo.classroom.forgetting import Receipt, end_lesson, forget_ended_classes
from digitdemo.classroom.members import members_of
from digitdemo.classroom.training import FEWEST_DRAWINGS, run_of
from digitdemo.runs.status import OPEN_STATES
from digitdemo.sentences import say
from digitdemo.ui.classroom.address import join_address, qr_code, show_address, teacher_address, visitors_address
from digitdemo.ui.classroom.buttons import action_button, show_problem
from digitdemo.ui.classroom.class_map import colour_by, show_map
from digitdemo.ui.classroom.guess import steer_guessing
from digitdemo.ui.classroom.leaving_out import offer_leaving_out
from digitdemo.ui.classroom.page import link_to_what_is_kept
from digitdemo.ui.classroom.push import follow_class
from digitdemo.ui.classroom.results import show_training
from digitdemo.ui.classroom.sorting import show_digits, show_sorting
from digitdemo.ui.classroom.steering import show_activities, show_screens, show_switches
from digitdemo.ui.classroom.take_home import offer_class
from digitdemo.ui.classroom.tournament import steer_tournament
from digitdemo.ui.plain_text import plain

KEY = "key"
"""Parameter of the page's address: whoever has it is the teacher."""

_RECEIPT, _ENDING, _KEY_OF_TAB = "class_receipt", "class_ending", "class_key_of_tab"


def teachers_key() -> str | None:
    """The key in the address; for who comes back through the menu, the one that this tab had."""
    key = st.query_params.get(KEY) or st.session_state.get(_KEY_OF_TAB)
    if key and KEY not in st.query_params:
        st.query_params[KEY] = str(key)
    return key


def offer_to_open() -> None:
    """The button that opens a class, and what was left of the last one."""
    receipt: Receipt | None = st.session_state.get(_RECEIPT)
    if receipt is not None:
        _show_receipt(receipt)
    st.markdown(say("class-what-it-is"))
    if st.button(say("class-open"), key="class_open", type="primary", icon=":material/school:"):
        forget_ended_classes()
        _, key = open_class(address=visitors_address())
        st.session_state.pop(_RECEIPT, None)
        st.query_params[KEY] = key
        st.rerun()
    st.page_link("pages/phone.py", label=say("class-have-a-code"), icon=":material/smartphone:")
    link_to_what_is_kept()


def teacher_follows(key: str) -> None:
    """Show a teacher's class, and follow it; one fragment.

    Raises:
        ClassError: no class is opened by this key.
    """
    if st.session_state.get(_RECEIPT) is not None:
        st.query_params.clear()
        st.rerun()
    now = teachers_class(key)
    st.session_state[_KEY_OF_TAB] = key
    follow_class("class", now, every_drawing=True)
    code, lesson = st.columns([1, 3], gap="medium")
    with code, st.container(key="class-code"):
        _show_code(now, key)
    with lesson:
        drawings = collected(now)
        _show_counts(now, drawings)
        _show_buttons(now, key, len(drawings))
        show_problem()
        if now.activity == GUESSING:
            steer_guessing(now, key)
        elif now.activity == classes.MAPPING:
            colour_by(now, key)
        elif now.activity == classes.TOURNAMENT:
            steer_tournament(now, key)
        else:
            show_training(now)
        show_digits(drawings)
        offer_leaving_out(now, key)
        show_sorting(now, drawings, key)
    if now.activity == classes.MAPPING:
        show_map(now, names=True)


def _show_code(now: SchoolClass, key: str) -> None:
    address = join_address(now.code)
    st.html(f'<h1 class="dd-class-code">{now.code}</h1>')
    st.html(f'<div class="dd-class-qr">{qr_code(address)}</div>')
    st.html(f'<p class="dd-class-address">{html.escape(address)}</p>')
    st.markdown(f"[{say('class-projector-link')}]({show_address(now.code)})")
    st.markdown(f"[{say('class-teacher-link')}]({teacher_address(key)})")
    st.caption(say("class-teacher-hint", hours=round(max(now.ends_at - time.time(), 0) / 3600)))


def _show_counts(now: SchoolClass, drawings: list[Collected]) -> None:
    with st.container(key="class-count"):
        words = html.escape(say("show-count", drawings=len(drawings), pupils=len(members_of(now))))
        st.html(f'<p class="dd-class-count">{words}</p>')


def _show_buttons(now: SchoolClass, key: str, count: int) -> None:
    run = run_of(now)
    learns = run is not None and run.status().state in OPEN_STATES
    ready = run is not None and run.has_network and not learns
    is_trained = ready and now.activity == classes.TRAINING
    st.markdown(say("class-now-trained") if is_trained else say(f"class-now-{now.activity}"))
    with st.container(horizontal=True):
        show_activities(now, key, learns=learns, ready=ready, count=count)
    with st.container(horizontal=True):
        show_screens(now, key, learns=learns)
    with st.container(horizontal=True):
        offer_class(now, key)
        action_button("class-end", "delete_forever", _ask_for_end)
    if count < FEWEST_DRAWINGS:
        st.caption(say("class-train-needs", need=FEWEST_DRAWINGS))
    if st.session_state.get(_ENDING):
        _show_end(now, key, ready)
    show_switches(now, key)


def _ask_for_end() -> None:
    st.session_state[_ENDING] = True


def _show_end(now: SchoolClass, key: str, ready: bool) -> None:
    """Ask once more: what the end deletes cannot be brought back."""
    with st.container(border=True, key="class_end_question"):
        st.markdown(say("class-end-question"))
        st.checkbox(say("class-end-keep"), key="class_end_keep", disabled=not ready)
        with st.container(horizontal=True):
            action_button("class-end", "delete_forever", lambda: _end(key), first=True, part="-now")
            action_button("class-end-not", "undo", lambda: st.session_state.pop(_ENDING, None))


def _end(key: str) -> None:
    keep = bool(st.session_state.get("class_end_keep"))
    st.session_state[_RECEIPT] = end_lesson(key, keep_network=keep)
    for name in (_ENDING, _KEY_OF_TAB):
        st.session_state.pop(name, None)


def _show_receipt(receipt: Receipt) -> None:
    """What there was, and what is left."""
    with st.container(border=True, key="class-receipt"):
        st.subheader(say("receipt-title", code=receipt.code))
        st.markdown(say("receipt-drawings", count=receipt.drawings))
        st.markdown(say("receipt-pupils", count=receipt.pupils))
        st.markdown(say("receipt-votes", count=receipt.votes))
        st.markdown(say("receipt-networks", count=receipt.networks))
        st.markdown(say("receipt-kept", name=plain(receipt.kept)) if receipt.kept else say("receipt-nothing-kept"))
