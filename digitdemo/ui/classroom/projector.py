"""What is projected: how to join, the wall of drawings, the training, before and after. It carries no key."""

import html

import streamlit as st

from digitdemo.classroom import classes
from digitdemo.classroom.classes import SchoolClass, find_class
from digitdemo.classroom.collecting import collected
from digitdemo.classroom.members import members_of
from digitdemo.sentences import say
from digitdemo.ui.classroom.address import join_address, qr_code, visitors_address
from digitdemo.ui.classroom.guess import show_guess
from digitdemo.ui.classroom.push import follow_class
from digitdemo.ui.classroom.results import show_training
from digitdemo.ui.classroom.tiles import tiles

MOST_TILES = 240
"""The newest so many: more could not be seen from the back of a room."""


def projector_follows(code: str) -> None:
    """Show the wall, and follow the class; one fragment.

    Raises:
        ClassError: there is no such class.
    """
    now = find_class(code, visitors_address())
    follow_class("show", now, every_drawing=True)
    beside, wall = st.columns([1, 4], gap="medium")
    with beside:
        show_code(now)
    with wall:
        if now.activity == classes.GUESSING:
            show_guess(now)
            return
        if now.activity in (classes.TRAINING, classes.PUBLISHED):
            show_training(now)
        show_wall(now, names=now.shows_names)


def show_code(now: SchoolClass) -> None:
    """The code, as a QR code too, and the address in words."""
    address = join_address(now.code)
    st.html(f'<p class="dd-class-code dd-class-code-small">{now.code}</p>')
    st.html(f'<div class="dd-class-qr">{qr_code(address)}</div>')
    st.html(f'<p class="dd-class-address">{html.escape(address.split("://")[1].split("?")[0])}</p>')


def show_wall(now: SchoolClass, *, names: bool) -> None:
    """How many drawings were accepted, and the newest of them."""
    drawings = collected(now)
    pupils = len(members_of(now))
    with st.container(key="class-count"):
        words = html.escape(say("show-count", drawings=len(drawings), pupils=pupils))
        st.html(f'<p class="dd-class-count">{words}</p>')
    newest = drawings[-MOST_TILES:]
    if newest:
        st.html(tiles(newest, [say("show-tile", digit=one.digit) for one in newest], names=names))
    else:
        st.markdown(say("show-nothing-yet"))
