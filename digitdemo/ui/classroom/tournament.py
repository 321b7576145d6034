"""A fair tournament: entering on a phone, starting it, and its board."""

import html

import streamlit as st

from digitdemo.classroom import events
from digitdemo.classroom.classes import SchoolClass
from digitdemo.classroom.collecting import Collected
from digitdemo.classroom.entries import (
    QUICK_PRESETS,
    Entry,
    clear_tournament,
    enter,
    entries_of,
    judge_entries,
    start_tournament,
    unseen_drawings,
)
from digitdemo.classroom.members import LONGEST_NAME, Member
from digitdemo.classroom.paired import fewest_pupils
from digitdemo.classroom.tournament import TOO_CLOSE, TOO_FEW, WON, Result
from digitdemo.classroom.training import runs_of
from digitdemo.errors import DigitDemoError
from digitdemo.networks.presets import PRESETS
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.catalogue import find_run
from digitdemo.runs.dispatcher import dispatcher
from digitdemo.runs.status import OPEN_STATES, Status
from digitdemo.sentences import say
from digitdemo.storage.models import retrained_models
from digitdemo.ui.classroom.buttons import action_button
from digitdemo.ui.classroom.results import LOOK_EVERY_S
from digitdemo.ui.plain_text import plain
from digitdemo.ui.session import recognizer


def steer_tournament(now: SchoolClass, key: str) -> None:
    """For the teacher: starting it, a new one, and the board."""
    entries = entries_of(now)
    has_begun = any(entry.run for entry in entries)
    with st.container(horizontal=True):
        if has_begun:
            action_button("tournament-new", "restart_alt", lambda: clear_tournament(key), off=_learns(entries))
        else:
            action_button("tournament-start", "flag", lambda: _start(key), off=len(entries) < 2, first=True)
    show_tournament(now)


def show_tournament(now: SchoolClass) -> None:
    """The board: who has entered, how far they are, who is first and whether that means anything."""
    entries = entries_of(now)
    _say(say("tournament-title"), "dd-class-count")
    with st.container(key="class-tournament"):
        if not any(entry.run for entry in entries):
            _say(say("tournament-entered", count=len(entries)), "dd-guess-line")
            lines = [say("tournament-entry", title=each.title, network=_called(each.network)) for each in entries]
            _say_lines(lines)
            return
        is_open = _learns(entries)
        st.fragment(_show_progress, run_every=LOOK_EVERY_S if is_open else None)(now, entries, is_open)


def enter_on_phone(now: SchoolClass, member: Member) -> None:
    """A name for the group and a network, until the tournament starts."""
    entries = entries_of(now)
    mine = next((entry for entry in entries if entry.member_id == member.id), None)
    with st.container(key="class-task"):
        begun = any(entry.run for entry in entries)
        _say(say("tournament-begun") if begun else say("tournament-enter"), "dd-class-task")
    if begun:
        show_tournament(now)
        return
    with st.form("join_tournament", border=False):
        title = st.text_input(say("tournament-group"), member.name, max_chars=LONGEST_NAME, key="join_group")
        network = st.selectbox(
            say("tournament-network"),
            [*QUICK_PRESETS, *_built(now)],
            format_func=_called,
            key="join_network",
            help=say("tournament-network-hint"),
        )
        if st.form_submit_button(say("tournament-enter-button"), type="primary") and network:
            try:
                enter(now, member, title, network)
            except DigitDemoError as error:
                st.warning(plain(error))
                return
            st.rerun()
    if mine is not None:
        st.markdown(say("tournament-you-entered", network=plain(_called(mine.network))))


def _start(key: str) -> None:
    start_tournament(key)
    dispatcher().wake()


def _learns(entries: list[Entry]) -> bool:
    return any(_status_of(entry).state in OPEN_STATES for entry in entries if entry.run)


def _status_of(entry: Entry) -> Status:
    return find_run(entry.run).status()


def _show_progress(now: SchoolClass, entries: list[Entry], was_open: bool) -> None:
    if was_open and not _learns(entries):
        st.rerun()
    if was_open:
        _say_lines([_progress(entry) for entry in entries])
        return
    try:
        tested = [entry for entry in entries if find_run(entry.run).has_network]
        _say_lines([say("tournament-did-not-end", title=each.title) for each in entries if each not in tested])
        if tested:
            readers, drawings = [recognizer(entry.run) for entry in tested], unseen_drawings(now)
            versions = tuple(reader.model.version for reader in readers)
            ids = tuple((one.id, one.digit) for one in drawings)
            _show_result(tested, _judged(now.code, versions, ids, readers, drawings))
    except DigitDemoError as error:
        st.warning(plain(error))


def _progress(entry: Entry) -> str:
    status = _status_of(entry)
    if status.state not in OPEN_STATES:
        return say("tournament-is-ready", title=entry.title)
    if not status.progress:
        return say("tournament-waits", title=entry.title)
    return say("tournament-learning", title=entry.title, percent=round(100 * status.progress))


@st.cache_data(max_entries=16, show_spinner=False)
def _judged(
    code: str,
    versions: tuple[str, ...],
    ids: tuple[tuple[int, int], ...],
    _readers: list[Recognizer],
    _drawings: list[Collected],
) -> Result:
    """Read once for all screens, until a drawing or a network changes."""
    return judge_entries(_readers, _drawings)


events.forget_at_an_end(_judged.clear)


def _show_result(tested: list[Entry], result: Result) -> None:
    _say(say("tournament-tested", drawings=result.count, pupils=result.pupils), "dd-guess-line")
    rows = []
    for rank, place in enumerate(result.order, 1):
        right = result.right[place]
        words = html.escape(say("tournament-score", title=tested[place].title, right=right, of=result.count))
        share = 100 * right / max(result.count, 1)
        network = html.escape(_called(tested[place].network))
        mark = " ✓" if place == result.winner else ""
        rows.append(
            f'<li aria-label="{words}"><b>{rank}.</b><span class="dd-cup-bar"><em style="--share:{share:.1f}%"></em>'
            f"<strong>{html.escape(tested[place].title)}{mark} <small>{network}</small></strong></span>"
            f"<small>{share:.1f} %</small></li>"
        )
    st.html(f'<ol class="dd-guess-bars dd-cup">{"".join(rows)}</ol>')
    _say_verdict(tested[result.order[0]].title, result)


def _say_verdict(first: str, result: Result) -> None:
    if result.verdict == WON:
        _say(say("tournament-won", title=first), "dd-guess-answer")
        _say(say("tournament-won-how"), "dd-guess-line")
    elif result.verdict == TOO_CLOSE:
        _say(say("tournament-too-close"), "dd-guess-answer")
        _say(say("tournament-too-close-how", title=first, percent=round(100 * result.chance)), "dd-guess-line")
    elif result.verdict == TOO_FEW:
        _say(say("tournament-too-few", pupils=result.pupils, need=fewest_pupils()), "dd-guess-answer")


def _built(now: SchoolClass) -> list[str]:
    """Networks for digits that were built on the Retrain page, the newest first; not the class's own."""
    own = {run.name for run in runs_of(now)}
    return [model.name for model in retrained_models() if model.reads_digits and model.name not in own]


def _called(network: str) -> str:
    """What people call a network."""
    if network in QUICK_PRESETS:
        return PRESETS[network].title
    try:
        return say("tournament-built", title=find_run(network).title)
    except DigitDemoError:
        return say("tournament-own")


def _say(words: str, look: str) -> None:
    st.html(f'<p class="{look}">{html.escape(words)}</p>')


def _say_lines(lines: list[str]) -> None:
    if lines:
        items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
        st.html(f'<ul class="dd-class-lines">{items}</ul>')
