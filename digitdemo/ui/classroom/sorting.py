"""For the teacher: looking through what was drawn, taking out what is silly, saying which digit it is."""

import streamlit as st

from digitdemo.classroom.classes import SchoolClass
from digitdemo.classroom.collecting import Collected, relabel_drawing, remove_drawing
from digitdemo.classroom.members import Member, give_animal_back, members_of
from digitdemo.networks.task import CLASSES as DIGITS
from digitdemo.sentences import say
from digitdemo.ui.classroom.buttons import attempt
from digitdemo.ui.classroom.tiles import tile

A_PAGE = 24
"""So many drawings are looked through at once, the newest first."""

ACROSS = 6
OUT = -1
"""Chosen in a digit's place: take the drawing out."""

_TAKEN = "class_taken_out"


def show_digits(drawings: list[Collected]) -> None:
    """How many drawings there are of each digit."""
    counts = [sum(one.digit == digit for one in drawings) for digit in range(DIGITS)]
    cells = "".join(f"<span><b>{digit}</b>{count}</span>" for digit, count in enumerate(counts))
    st.html(f'<div class="dd-class-digits">{cells}</div>')


def show_sorting(now: SchoolClass, drawings: list[Collected], key: str) -> None:
    """The drawings, by digit and by pupil; what each is can be changed, and each can be taken out."""
    fold = st.expander(say("class-look-through"), icon=":material/visibility:", key="class_look", on_change="rerun")
    with fold:
        if st.session_state.get(_TAKEN) is not None:
            st.button(say("class-put-back"), key="class_put_back", on_click=attempt, args=(lambda: _put_back(key),))
        if not fold.open:
            return
        chosen, member = _choose(drawings, members_of(now))
        if member is not None:
            st.button(
                say("class-animal-back"),
                key="class_animal_back",
                on_click=attempt,
                args=(lambda: give_animal_back(key, member.id),),
            )
        pages = max(-(-len(chosen) // A_PAGE), 1)
        page = st.number_input(say("class-page"), 1, pages, key="class_look_page") if pages > 1 else 1
        columns = st.columns(ACROSS)
        for place, one in enumerate(chosen[::-1][A_PAGE * (page - 1) : A_PAGE * page]):
            with columns[place % ACROSS]:
                _show_one(one, key)


def _choose(drawings: list[Collected], members: list[Member]) -> tuple[list[Collected], Member | None]:
    """The drawings of the digit and the pupil that are chosen, and that pupil."""
    left, right = st.columns(2)
    counts = {member.id: sum(one.member_id == member.id for one in drawings) for member in members}
    named = {member.id: member for member in members}
    digit = left.selectbox(
        say("class-only-digit"),
        range(DIGITS),
        index=None,
        placeholder=say("class-all-digits"),
        format_func=str,
        key="class_look_digit",
    )
    who = right.selectbox(
        say("class-only-pupil"),
        list(named),
        index=None,
        placeholder=say("class-all-pupils"),
        format_func=lambda who: say("class-pupil-with-count", name=named[who].name, count=counts[who]),
        key="class_look_pupil",
    )
    chosen = [one for one in drawings if digit in (None, one.digit) and who in (None, one.member_id)]
    return chosen, named.get(who) if who is not None else None


def _show_one(one: Collected, key: str) -> None:
    picture = tile(one.drawing, one.name, title=say("show-tile", digit=one.digit))
    st.html(f'<div class="dd-class-tiles" style="--columns:1">{picture}</div>')
    widget = f"class_is_{one.id}_{one.digit}"

    def changed() -> None:
        attempt(lambda: _change(key, one.id, int(st.session_state[widget])))

    st.selectbox(
        say("class-this-is"),
        [*range(DIGITS), OUT],
        index=one.digit,
        format_func=lambda digit: say("class-take-out") if digit == OUT else str(digit),
        key=widget,
        on_change=changed,
        label_visibility="collapsed",
    )


def _change(key: str, drawing_id: int, digit: int) -> None:
    if digit != OUT:
        relabel_drawing(key, drawing_id, digit)
        return
    remove_drawing(key, drawing_id)
    st.session_state[_TAKEN] = drawing_id


def _put_back(key: str) -> None:
    remove_drawing(key, st.session_state.pop(_TAKEN), removed=False)
