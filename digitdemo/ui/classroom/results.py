"""A class's training: how far it is, who is kept out and why, and what it changed."""

import html

import streamlit as st

from digitdemo.classroom import events
from digitdemo.classroom.classes import SchoolClass
from digitdemo.classroom.collecting import collected
from digitdemo.classroom.training import Comparison, Score, compare, run_of
from digitdemo.errors import DigitDemoError
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.run import Run
from digitdemo.runs.status import DONE, OPEN_STATES
from digitdemo.sentences import say
from digitdemo.storage.models import DEFAULT_MODEL
from digitdemo.ui.classroom.my_digits import show_curve
from digitdemo.ui.plain_text import plain
from digitdemo.ui.session import recognizer

LOOK_EVERY_S = 1.0
"""While a network learns, which another process does."""


def show_training(now: SchoolClass) -> None:
    """Show the class's latest training; while it goes on, anew every second."""
    run = run_of(now)
    if run is None:
        return
    is_open = run.status().state in OPEN_STATES
    with st.container(key="class-training"):
        st.fragment(_show_run, run_every=LOOK_EVERY_S if is_open else None)(now, run, is_open)


def _show_run(now: SchoolClass, run: Run, was_open: bool) -> None:
    status = run.status()
    if was_open and status.state not in OPEN_STATES:
        st.rerun()  # the whole page: buttons that waited for the network can be pressed now
    if status.state in OPEN_STATES:
        st.progress(min(max(status.progress, 0.0), 1.0), text=plain(status.said()))
        show_curve(run)
        st.markdown(say("training-why-kept-out"))
    elif status.state != DONE or not run.has_network:
        st.warning(say("training-failed", reason=plain(status.said())))
    else:
        _show_before_and_after(now, run)


def _show_before_and_after(now: SchoolClass, run: Run) -> None:
    try:
        after = recognizer(run.name)
        before = recognizer(DEFAULT_MODEL)
        result = _compare(now.code, after.model.version, tuple(one.id for one in collected(now)), now, before, after)
    except DigitDemoError as error:
        st.warning(plain(error))
        return
    st.subheader(say("training-before-after"))
    st.markdown(say("training-who-reads"))
    strangers, others = st.columns(2)
    with strangers, st.container(border=True):
        names = plain(", ".join(result.kept_out)) if now.shows_names else say("training-hidden")
        st.markdown(say("training-strangers", count=len(result.kept_out), names=names))
        _show_scores(result.before_strangers, result.after_strangers)
    with others, st.container(border=True):
        st.markdown(say("training-others"))
        _show_scores(result.before_others, result.after_others)
    st.markdown(say("training-why-kept-out"))


@st.cache_data(max_entries=32, show_spinner=False)
def _compare(
    code: str, version: str, drawings: tuple[int, ...], _now: SchoolClass, _before: Recognizer, _after: Recognizer
) -> Comparison:
    """Read all drawings twice: once for all screens that show it, until a drawing or the network changes."""
    return compare(_now, _before, _after)


events.forget_at_an_end(_compare.clear)


def _show_scores(before: Score, after: Score) -> None:
    """Two large numbers: what is looked at from the last row."""
    parts = ((say("training-shipped"), before), (say("training-ours"), after))
    cells = "".join(
        f"<div><span>{html.escape(title)}</span><b>{_percent(score)}</b>"
        f"<small>{html.escape(say('training-right', right=score.right, of=score.count))}</small></div>"
        for title, score in parts
    )
    st.html(f'<div class="dd-scores">{cells}</div>')


def _percent(score: Score) -> str:
    return f"{100 * score.right / score.count:.0f} %" if score.count else "–"
