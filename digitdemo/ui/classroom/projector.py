"""What is projected: how to join, the wall of drawings, the training, before and after. It carries no key."""

import html

import streamlit as st

from digitdemo.classroom import classes
from digitdemo.classroom.classes import SchoolClass, find_class
from digitdemo.classroom.collecting import Collected, collected, counts_of_class
from digitdemo.classroom.members import members_of
from digitdemo.classroom.switches import BY_DIGIT, HOW_TO_JOIN, NEWEST
from digitdemo.networks.task import CLASSES as DIGITS
from digitdemo.sentences import say
from digitdemo.ui.classroom.address import CODE, in_words, join_address, qr_code, visitors_address
from digitdemo.ui.classroom.class_map import show_map
from digitdemo.ui.classroom.following import come_along, go_with_teacher
from digitdemo.ui.classroom.guess import show_guess
from digitdemo.ui.classroom.push import follow_class
from digitdemo.ui.classroom.results import show_training
from digitdemo.ui.classroom.tiles import rows_of_tiles, tiles
from digitdemo.ui.classroom.tournament import show_tournament

MOST_TILES = 240
"""The newest so many: more could not be seen from the back of a room."""


def projector_follows(code: str) -> None:
    """Show the wall, and follow the class; one fragment.

    Raises:
        ClassError: there is no such class.
    """
    now = find_class(code, visitors_address())
    come_along("projector", "show", {CODE: now.code})
    follow_class("show", now, every_drawing=True)
    go_with_teacher(now)
    if now.activity != classes.PAUSED and _has_people_join(now):
        show_how_to_join(now)
        return
    beside, wall = st.columns([1, 4], gap="medium")
    with beside:
        show_code(now)
    with wall:
        _show_activity(now)


def _show_activity(now: SchoolClass) -> None:
    if now.activity == classes.PAUSED:
        st.html(f'<p class="dd-class-large">{html.escape(say("join-paused"))}</p>')
    elif now.activity == classes.GUESSING:
        show_guess(now)
    elif now.activity == classes.MAPPING:
        show_map(now, names=now.shows_names)
    elif now.activity == classes.TOURNAMENT:
        show_tournament(now)
    else:
        if now.activity in (classes.TRAINING, classes.PUBLISHED):
            show_training(now)
        show_wall(now, names=now.shows_names)


def _has_people_join(now: SchoolClass) -> bool:
    """Whether joining is all that there is to see: nothing is drawn yet, or the teacher waits for late pupils."""
    is_beginning = now.activity in (classes.WAITING, classes.COLLECTING) and not any(counts_of_class(now))
    return now.board == HOW_TO_JOIN or is_beginning


def show_how_to_join(now: SchoolClass) -> None:
    """The code as large as the screen: from 8 m a phone reads one that is a tenth of that high."""
    address = join_address(now.code)
    words = [html.escape(say(sentence)) for sentence in ("show-join-scan", "show-join-type", "show-join-letters")]
    st.html(
        f'<div class="dd-join"><div class="dd-class-qr">{qr_code(address)}</div><div><p>{words[0]}</p>'
        f"<p>{words[1]}<b>{html.escape(in_words(address))}</b></p>"
        f'<p>{words[2]}<b class="dd-class-code">{now.code}</b></p></div></div>'
    )
    _show_count(now)


def show_code(now: SchoolClass) -> None:
    """The code, as a QR code too, and the address in words."""
    address = join_address(now.code)
    st.html(f'<p class="dd-class-code dd-class-code-small">{now.code}</p>')
    st.html(f'<div class="dd-class-qr">{qr_code(address)}</div>')
    st.html(f'<p class="dd-class-address">{html.escape(in_words(address))}</p>')


def _show_count(now: SchoolClass) -> None:
    with st.container(key="class-count"):
        words = html.escape(say("show-count", drawings=sum(counts_of_class(now)), pupils=len(members_of(now))))
        st.html(f'<p class="dd-class-count">{words}</p>')


def show_wall(now: SchoolClass, *, names: bool) -> None:
    """How many drawings were accepted, and the newest of them."""
    drawings = collected(now)
    _show_count(now)
    newest = drawings[-MOST_TILES:]
    if not newest:
        st.markdown(say("show-nothing-yet"))
    elif now.board in (NEWEST, HOW_TO_JOIN):
        st.html(tiles(newest, [title_of(one) for one in newest], names=names))
    else:
        st.html(rows_of_tiles(rows_by(now.board, drawings, now, names=names), title_of))


def rows_by(
    board: str, drawings: list[Collected], now: SchoolClass, *, names: bool
) -> list[tuple[str, list[Collected]]]:
    """The drawings by digit or by pupil, empty lines too: who has not begun is to be seen."""
    if board == BY_DIGIT:
        return [(str(digit), [one for one in drawings if one.digit == digit]) for digit in range(DIGITS)]
    members = members_of(now)
    called = {member.id: member.name if names else say("show-pupil", number=member.place + 1) for member in members}
    return [(called[member.id], [one for one in drawings if one.member_id == member.id]) for member in members]


def title_of(one: Collected) -> str:
    """What a drawing is, for who does not see it."""
    return say("show-tile", digit=one.digit)
