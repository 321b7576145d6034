"""The buttons that make a zip of a lesson; it is made when it is asked for, and in memory only."""

from collections.abc import Callable

import streamlit as st

from digitdemo.classroom.classes import SchoolClass
from digitdemo.classroom.members import Member
from digitdemo.classroom.take_home import take_class_home, take_mine_home
from digitdemo.classroom.training import run_of
from digitdemo.errors import DigitDemoError
from digitdemo.reading.recognizer import Recognizer
from digitdemo.sentences import say
from digitdemo.storage.models import DEFAULT_MODEL
from digitdemo.ui.plain_text import plain
from digitdemo.ui.session import recognizer

Make = Callable[[Recognizer, Recognizer | None], bytes]


def offer_class(now: SchoolClass, key: str) -> None:
    """For the teacher: everything."""
    _offer(now, "home-class", lambda before, after: take_class_home(key, before, after), f"class-{now.code}.zip")


def offer_mine(now: SchoolClass, member: Member) -> None:
    """For a pupil: what is theirs."""
    _offer(now, "home-mine", lambda before, after: take_mine_home(now, member, before, after), "my-digits.zip")


def _offer(now: SchoolClass, sentence: str, make: Make, file: str) -> None:
    try:
        before, after = recognizer(DEFAULT_MODEL), _own_network(now)
    except DigitDemoError as error:
        st.warning(plain(error))
        return
    st.download_button(
        say(sentence),
        lambda: make(before, after),
        file,
        "application/zip",
        key=sentence.replace("-", "_"),
        help=say("home-hint"),
        icon=":material/folder_zip:",
        on_click="ignore",
    )


def _own_network(now: SchoolClass) -> Recognizer | None:
    run = run_of(now)
    return recognizer(run.name) if run is not None and run.has_network else None
