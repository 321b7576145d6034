"""On a phone: one's own digits before and after the training, at once; and its curve while it goes on."""

import html

import streamlit as st

from digitdemo.classroom import events
from digitdemo.classroom.classes import SchoolClass
from digitdemo.classroom.collecting import Collected, collected
from digitdemo.classroom.curves import curve_address, words_of_curve
from digitdemo.classroom.members import Member
from digitdemo.classroom.puzzles import read_drawing
from digitdemo.classroom.training import run_of
from digitdemo.errors import DigitDemoError
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.run import Run
from digitdemo.runs.status import DONE, OPEN_STATES
from digitdemo.sentences import say
from digitdemo.storage.models import DEFAULT_MODEL
from digitdemo.ui.classroom.tiles import tile
from digitdemo.ui.plain_text import plain
from digitdemo.ui.session import recognizer

PHONES_LOOK_EVERY_S = 3.0
"""While a network learns: forty phones that look each second would take a third of a core from it."""

INK = {"light": "#14202b", "dark": "#f2f6fa"}


def is_learning(now: SchoolClass) -> bool:
    """Whether the class's latest training still goes on."""
    run = run_of(now)
    return run is not None and run.status().state in OPEN_STATES


def show_my_training(now: SchoolClass, member: Member) -> None:
    """The curve while the network learns; then one's own digits, before and after."""
    run = run_of(now)
    if run is None:
        return
    is_open = run.status().state in OPEN_STATES
    with st.container(key="class-my-digits"):
        st.fragment(_show_run, run_every=PHONES_LOOK_EVERY_S if is_open else None)(now, member, run, is_open)


def show_curve(run: Run) -> None:
    """A training's curve."""
    ink = INK["dark" if st.context.theme.type == "dark" else "light"]
    history = run.history()
    address = curve_address(run.batches(), history, run.setting().epochs, ink=ink)
    words = html.escape(words_of_curve(history))
    st.html(f'<div class="dd-curve"><img src="{address}" alt="{words}"></div>')
    st.caption(say("curve-how"))


def _show_run(now: SchoolClass, member: Member, run: Run, was_open: bool) -> None:
    status = run.status()
    if was_open and status.state not in OPEN_STATES:
        st.rerun()
    try:
        if status.state in OPEN_STATES:
            st.progress(min(max(status.progress, 0.0), 1.0), text=plain(status.said()))
            show_curve(run)
        elif status.state == DONE and run.has_network:
            _show_my_digits(now, member, recognizer(DEFAULT_MODEL), recognizer(run.name))
    except DigitDemoError as error:
        st.warning(plain(error))


def _show_my_digits(now: SchoolClass, member: Member, before: Recognizer, after: Recognizer) -> None:
    mine = collected(now, member)
    if not mine:
        return
    first, second = (
        _read(now.code, reader.model.version, tuple(one.id for one in mine), mine, reader) for reader in (before, after)
    )
    rights = [sum(read == one.digit for read, one in zip(found, mine, strict=True)) for found in (first, second)]
    st.markdown(say("my-digits", before=rights[0], after=rights[1], of=len(mine)))
    wrong = [(one, read) for one, read in zip(mine, second, strict=True) if read != one.digit]
    if wrong:
        st.markdown(say("my-digits-wrong", count=len(wrong)))
        figures = "".join(_figure(one, read) for one, read in wrong)
        st.html(f'<div class="dd-class-tiles dd-map-alike" style="--columns:5">{figures}</div>')


def _figure(one: Collected, read: int) -> str:
    words = say("my-digit-read", digit=str(one.digit), read=str(read))
    return tile(one.drawing, words, title=words)


@st.cache_data(max_entries=512, show_spinner=False)
def _read(
    code: str, version: str, ids: tuple[int, ...], _drawings: list[Collected], _reader: Recognizer
) -> tuple[int, ...]:
    """Which digits a network reads; read once for each pupil and network."""
    return tuple(read_drawing(_reader, one.drawing).closest for one in _drawings)


events.forget_at_an_end(_read.clear)
