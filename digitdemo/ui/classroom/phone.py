"""The phone: joining, the digit that is asked for, the canvas, and handing in."""

import html
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import streamlit as st

from digitdemo.classroom import classes
from digitdemo.classroom.classes import SchoolClass, find_class
from digitdemo.classroom.collecting import accepted_of, asked_digit
from digitdemo.classroom.members import Member, join_class, leave_class, member_of_token
from digitdemo.classroom.puzzles import read_drawing
from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX, DEFAULT_SIDE_PX, Drawing
from digitdemo.errors import DigitDemoError
from digitdemo.sentences import say
from digitdemo.ui import session
from digitdemo.ui.canvas import CanvasState, canvas_state, show_canvas
from digitdemo.ui.canvas_buttons import show_canvas_buttons
from digitdemo.ui.classroom.address import CODE, TOKEN, visitors_address
from digitdemo.ui.classroom.class_map import show_alike
from digitdemo.ui.classroom.following import come_along, go_with_teacher
from digitdemo.ui.classroom.guess import vote_on_phone
from digitdemo.ui.classroom.hand_in import show_hand_in
from digitdemo.ui.classroom.leaving_out import offer_leaving_me_out
from digitdemo.ui.classroom.me import say_whether_left, show_me
from digitdemo.ui.classroom.my_digits import is_learning, show_my_training
from digitdemo.ui.classroom.page import link_to_what_is_kept
from digitdemo.ui.classroom.push import Place, follow_class
from digitdemo.ui.classroom.tournament import enter_on_phone
from digitdemo.ui.plain_text import plain
from digitdemo.ui.reading import show_reading

_TO_WAIT_FOR = {
    classes.TRAINING: "join-learning",
    classes.ON_YOUR_OWN: "join-on-your-own",
    classes.FOLLOWING: "join-following",
}
_NEW = "join_is_new"
_WAYS_OUT = (
    ("draw", "join-go-draw", "draw"),
    ("inside", "join-go-inside", "search"),
    ("push", "join-go-push", "tune"),
    ("learning", "join-go-learning", "school"),
)


def phone_follows(code: str) -> None:
    """Show the phone's page, and follow the class. One fragment: it runs again when the activity changes.

    Raises:
        ClassError: there is no such class, or it is full.
    """
    now = find_class(code, visitors_address())
    member = _member(now)
    token = st.query_params.get(TOKEN, "")
    come_along("phone", "join", {CODE: now.code, TOKEN: token})
    place = Place(token, st.session_state.get(_NEW) == token, lambda kept: _take_back(now, token, kept))
    follow_class("join", now, every_drawing=False, place=place)
    go_with_teacher(now)
    _show_activity(now, member)
    with st.container(key="class-accepted"):
        show = st.markdown if now.activity == classes.COLLECTING else st.caption
        show(say("join-accepted", count=accepted_of(member)))
    offer_leaving_me_out(now, member)
    show_me(now, member)


def _show_activity(now: SchoolClass, member: Member) -> None:
    if now.activity == classes.COLLECTING and now.locked:
        _say_task(say("join-locked"))
    elif now.activity == classes.COLLECTING:
        _collect(now, member)
    elif now.activity == classes.GUESSING:
        vote_on_phone(now, member, st.query_params.get(TOKEN, ""))
    elif now.activity == classes.PUBLISHED:
        _read_with(now)
    elif now.activity == classes.MAPPING:
        _find_alike(now)
    elif now.activity == classes.TOURNAMENT:
        enter_on_phone(now, member)
    elif now.activity == classes.LOOKING:
        _say_task(say("join-look-up"), look="dd-class-large")
    elif now.activity == classes.PAUSED:
        _say_task(say("join-paused"), look="dd-class-large")
    else:
        is_learned = now.activity == classes.TRAINING and not is_learning(now)
        _say_task(say("join-learned") if is_learned else say(_TO_WAIT_FOR.get(now.activity, "join-wait")))
        if now.activity == classes.TRAINING:
            show_my_training(now, member)
        if now.activity == classes.ON_YOUR_OWN:
            _show_ways_out()


def _show_ways_out() -> None:
    for page, sentence, icon in _WAYS_OUT:
        st.page_link(f"pages/{page}.py", label=say(sentence), icon=f":material/{icon}:")


def ask_for_code() -> None:
    """Ask for the six letters, for whoever comes without them."""
    say_whether_left()
    with st.form("join_form", border=False):
        typed = st.text_input(say("join-code"), max_chars=12, key="join_code")
        if st.form_submit_button(say("join-button"), type="primary") and typed:
            st.query_params[CODE] = typed
            st.rerun()
    link_to_what_is_kept()


def _member(now: SchoolClass) -> Member:
    """Who holds this phone: known by the token in the address, or new.

    Raises:
        ClassError: the class is full.
    """
    token = st.query_params.get(TOKEN, "")
    known = member_of_token(token, now) if token else None
    if known is not None:
        return known
    member, token = join_class(now.code, visitors_address())
    st.query_params[CODE], st.query_params[TOKEN] = now.code, token
    st.session_state[_NEW] = token
    return member


def _take_back(now: SchoolClass, token: str, kept: str) -> None:
    """Take the place that this browser had in the class; the new one, where nothing was done yet, is left."""
    st.session_state.pop(_NEW, None)
    with suppress(DigitDemoError):
        if member_of_token(kept, now) is not None:
            leave_class(token, now)
            st.query_params[TOKEN] = kept


def _collect(now: SchoolClass, member: Member) -> None:
    _say_task(say("join-draw"), asked_digit(member))
    with st.container(key="canvas"):
        show_hand_in(now, member, st.query_params.get(TOKEN, ""))


def _state() -> CanvasState:
    return canvas_state("join", DEFAULT_SIDE_PX, DEFAULT_SIDE_PX, DEFAULT_PEN_WIDTH_PX)


@contextmanager
def _beside_canvas() -> Iterator[Drawing]:
    """The canvas, and what is shown for its drawing: below it, on a phone on its side beside it."""
    state = _state()
    with st.container(key="join-sides"):
        with st.container(key="canvas"):
            try:
                show_canvas("join", state)
            except DigitDemoError as error:
                st.error(plain(error))
        with st.container(key="join-beside"):
            show_canvas_buttons("join", state)
            try:
                yield state.drawing
            except DigitDemoError as error:
                st.error(plain(error))


def _read_with(now: SchoolClass) -> None:
    """Everybody's phone reads with the class's network."""
    _say_task(say("join-our-network"))
    with _beside_canvas() as drawing:
        network = session.recognizer(now.network)
        with st.container(key="prediction"):
            show_reading(read_drawing(network, drawing), network)
        if st.button(say("join-use-everywhere"), key="join_use", icon=":material/draw:"):
            session.choose_model(now.network)
            st.session_state["join_uses"] = now.network
        if st.session_state.get("join_uses") == now.network:
            st.caption(say("join-used-everywhere"))


def _find_alike(now: SchoolClass) -> None:
    """Draw, and see the class's drawings that are most like it."""
    _say_task(say("map-title"))
    with _beside_canvas() as drawing:
        show_alike(now, drawing)


def _say_task(words: str, digit: int | None = None, look: str = "dd-class-task") -> None:
    shown = "" if digit is None else f"<b>{digit}</b>"
    with st.container(key="class-task"):
        st.html(f'<p class="{look}">{html.escape(words)} {shown}</p>')
