"""On the phone: who I am to the class, what is kept of me, and how to leave."""

import time

import streamlit as st

from digitdemo.classroom.classes import SchoolClass
from digitdemo.classroom.members import LONGEST_NAME, Member, join_class, leave_class, rename
from digitdemo.errors import DigitDemoError
from digitdemo.sentences import say
from digitdemo.ui.classroom.address import TOKEN, visitors_address
from digitdemo.ui.classroom.following import leave_the_class
from digitdemo.ui.classroom.page import link_to_what_is_kept
from digitdemo.ui.classroom.take_home import offer_mine
from digitdemo.ui.plain_text import plain

_LEFT = "join_left"


def show_me(now: SchoolClass, member: Member) -> None:
    """The name; unfolded another name, what is kept and for how long, and the way out.

    Folded, its content is not made: every phone runs with every change of the lesson.
    """
    fold = st.expander(
        say("join-you-are", name=plain(member.name)), icon=":material/pets:", key="join_me", on_change="rerun"
    )
    if not fold.open:
        return
    with fold:
        _offer_name(now)
        st.caption(say("join-name-hint"))
        st.caption(say("join-kept", hours=round(max(now.ends_at - time.time(), 0) / 3600)))
        link_to_what_is_kept()
        offer_mine(now, member)
        _offer_to_hand_over(now)
        _offer_to_leave(now)


def say_whether_left() -> None:
    """For whoever has just left: that it is done."""
    if st.session_state.pop(_LEFT, False):
        st.success(say("join-left"))


def _offer_name(now: SchoolClass) -> None:
    typed = st.text_input(say("join-name"), max_chars=LONGEST_NAME, key="join_name")
    if st.button(say("join-name-take"), key="join_name_take") and typed:
        try:
            rename(st.query_params.get(TOKEN, ""), now, typed)
        except DigitDemoError as error:
            st.warning(plain(error))
            return
        st.rerun()


def _offer_to_hand_over(now: SchoolClass) -> None:
    """For whoever shares this phone: a place of their own; the one that was here stays in the class."""
    if st.button(say("join-somebody-else"), key="join_somebody_else", icon=":material/group_add:"):
        try:
            _, token = join_class(now.code, visitors_address())
        except DigitDemoError as error:
            st.warning(plain(error))
            return
        st.query_params[TOKEN] = token
        st.rerun()
    st.caption(say("join-somebody-else-hint"))


def _offer_to_leave(now: SchoolClass) -> None:
    with st.popover(say("join-leave"), icon=":material/logout:"):
        st.markdown(say("join-leave-hint"))
        if st.button(say("join-leave-sure"), key="join_leave", type="primary"):
            try:
                leave_class(st.query_params.get(TOKEN, ""), now)
            except DigitDemoError as error:
                st.warning(plain(error))
                return
            leave_the_class()
            st.session_state[_LEFT] = True
            st.query_params.clear()
            st.rerun()
