"""Leave me out: asking for it, how far it is, and what it changed; on a phone, and for the teacher."""

from collections.abc import Callable

import streamlit as st

from digitdemo.classroom import events
from digitdemo.classroom.classes import SchoolClass
from digitdemo.classroom.collecting import Collected, collected
from digitdemo.classroom.leaving_out import Effect, effect_of, leave_me_out, leave_out, repeat_of
from digitdemo.classroom.members import Member, members_of
from digitdemo.classroom.training import Score, run_of
from digitdemo.errors import DigitDemoError
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.dispatcher import dispatcher
from digitdemo.runs.run import Run
from digitdemo.runs.status import DONE, OPEN_STATES
from digitdemo.sentences import say
from digitdemo.ui.classroom.results import LOOK_EVERY_S
from digitdemo.ui.classroom.tiles import tile
from digitdemo.ui.plain_text import plain
from digitdemo.ui.session import recognizer

MOST_CHANGED = 10


def offer_leaving_me_out(now: SchoolClass, member: Member) -> None:
    """On the phone, once there is a network."""
    base = run_of(now)
    if base is None or not base.has_network:
        return
    with st.expander(say("leave-title"), icon=":material/person_remove:", key="join_out", on_change="rerun") as fold:
        if fold.open:
            st.markdown(say("leave-what"))
            _show_repeat(now, member, "join_leave_out", lambda: leave_me_out(now, member))


def offer_leaving_out(now: SchoolClass, key: str) -> None:
    """For the teacher, for one pupil."""
    base = run_of(now)
    if base is None or not base.has_network:
        return
    with st.expander(
        say("leave-title-one"), icon=":material/person_remove:", key="class_out", on_change="rerun"
    ) as fold:
        if not fold.open:
            return
        named = {member.id: member for member in members_of(now)}
        who = st.selectbox(
            say("class-only-pupil"),
            list(named),
            index=None,
            placeholder=say("leave-choose"),
            format_func=lambda one: named[one].name,
            key="class_out_pupil",
        )
        if who is not None:
            _show_repeat(now, named[who], "class_leave_out", lambda: leave_out(key, who))


def _show_repeat(now: SchoolClass, member: Member, widget: str, ask: Callable[[], object]) -> None:
    run = repeat_of(now, member)
    if st.button(say("leave-train"), key=widget, icon=":material/model_training:"):
        try:
            ask()
            dispatcher().wake()
        except DigitDemoError as error:
            st.warning(plain(error))
            return
        run = repeat_of(now, member)
    if run is not None:
        is_open = run.status().state in OPEN_STATES
        st.fragment(_show_run, run_every=LOOK_EVERY_S if is_open else None)(now, member, run, is_open)


def _show_run(now: SchoolClass, member: Member, run: Run, was_open: bool) -> None:
    status = run.status()
    if was_open and status.state not in OPEN_STATES:
        st.rerun()
    if status.state in OPEN_STATES:
        st.progress(min(max(status.progress, 0.0), 1.0), text=plain(status.said()))
    elif status.state != DONE or not run.has_network:
        st.warning(say("training-failed", reason=plain(status.said())))
    else:
        try:
            drawings, first, second = collected(now), recognizer(now.run), recognizer(run.name)
            ids = tuple((one.id, one.digit) for one in drawings)
            versions = first.model.version, second.model.version
            _show_effect(_effect(now.code, versions, member.id, ids, now, member, drawings, first, second))
        except DigitDemoError as error:
            st.warning(plain(error))


@st.cache_resource(max_entries=64, show_spinner=False)
def _effect(
    code: str,
    versions: tuple[str, str],
    member_id: int,
    ids: tuple[tuple[int, int], ...],
    _now: SchoolClass,
    _member: Member,
    _drawings: list[Collected],
    _first: Recognizer,
    _second: Recognizer,
) -> Effect:
    """Read once for all screens, until a drawing or a network changes."""
    return effect_of(_now, _member, _drawings, _first, _second)


events.forget_at_an_end(_effect.clear)


def _show_effect(effect: Effect) -> None:
    with st.container(key="class-left-out"):
        if effect.was_kept_out:
            st.markdown(say("leave-kept-out"))
        _say_scores("leave-mine", effect.mine_with, effect.mine_without)
        _say_scores("leave-others", effect.others_with, effect.others_without)
        st.markdown(say("leave-chance") if effect.is_chance else say("leave-no-chance"))
        if effect.changed:
            st.markdown(say("leave-changed", count=len(effect.changed)))
            shown = effect.changed[:MOST_CHANGED]
            figures = "".join(_figure(one, first, second) for one, first, second in shown)
            st.html(f'<div class="dd-class-tiles dd-map-alike" style="--columns:5">{figures}</div>')


def _figure(one: Collected, first: int, second: int) -> str:
    words = say("leave-read", first=str(first), second=str(second))
    return tile(one.drawing, words, title=words)


def _say_scores(sentence: str, first: Score, second: Score) -> None:
    st.markdown(say(sentence, before=first.right, after=second.right, of=first.count))
