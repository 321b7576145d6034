"""Guess first: what the board, the teacher and a phone show of a drawing that everybody votes on."""

import html

import numpy as np
import streamlit as st

from digitdemo.classroom.classes import SchoolClass
from digitdemo.classroom.collecting import collected
from digitdemo.classroom.guessing import (
    AGAIN,
    BALLOTS,
    REVEALED,
    TALKING,
    VOTING,
    Round,
    Tally,
    current_round,
    move_on,
    reveal,
    shown_drawings,
    standing,
    start_round,
    tally,
    votes_of,
)
from digitdemo.classroom.members import Member, members_of
from digitdemo.classroom.pictures import picture_address
from digitdemo.classroom.puzzles import STROKE_BY_STROKE, WAYS, choose_puzzle
from digitdemo.networks.task import CLASSES as DIGITS
from digitdemo.sentences import say
from digitdemo.ui.classroom.buttons import action_button
from digitdemo.ui.classroom.page import class_reader
from digitdemo.ui.classroom.voting import show_vote

_WAY = "class_way"
_QUESTIONS = {"strokes": "guess-question", "half": "guess-question-half", "turned": "guess-question-turned"}


def begin_round(key: str, now: SchoolClass) -> None:
    """Choose the next drawing, and show it on every screen.

    Raises:
        ClassError: the key is wrong, or there were too many rounds.
        ModelError: the network cannot be read.
    """
    way = str(st.session_state.get(_WAY) or STROKE_BY_STROKE)
    puzzle = choose_puzzle(way, collected(now), shown_drawings(now), class_reader(now), np.random.default_rng())
    start_round(key, puzzle)


def steer_guessing(now: SchoolClass, key: str) -> None:
    """For the teacher: how the next drawing is shown, the next step, and what the board shows."""
    latest = current_round(now)
    if latest is None:
        return
    with st.container(key="class-guess"):
        st.segmented_control(
            say("guess-way"), WAYS, format_func=lambda way: say(f"guess-way-{way}"), key=_WAY, default=STROKE_BY_STROKE
        )
        with st.container(horizontal=True):
            _show_steps(latest, now, key)
        show_guess(now)


def _show_steps(latest: Round, now: SchoolClass, key: str) -> None:
    """Those that may follow, the usual one first."""
    if latest.phase == VOTING:
        action_button("guess-show-votes", "bar_chart", lambda: move_on(key, latest.id, TALKING), first=True)
    if latest.phase == TALKING:
        action_button("guess-vote-again", "how_to_vote", lambda: move_on(key, latest.id, AGAIN), first=True)
    if latest.phase != REVEALED:
        action_button(
            "guess-ask", "neurology", lambda: reveal(key, latest.id, class_reader(now)), first=latest.phase == AGAIN
        )
    action_button("guess-next", "skip_next", lambda: begin_round(key, now), first=latest.phase == REVEALED)


def show_guess(now: SchoolClass) -> None:
    """The drawing, how many have voted, then the votes, then the answer; for the board and for the teacher."""
    latest = current_round(now)
    if latest is None:
        return
    votes = tally(latest.id)
    picture, words = st.columns([3, 4], gap="large")
    with picture:
        _show_picture(latest)
        _show_standing(now)
    with words:
        _say(say(_QUESTIONS[latest.way]), "dd-guess-question")
        if latest.phase in (VOTING, AGAIN):
            if latest.phase == AGAIN:
                _say(say("guess-again"), "dd-guess-line")
            voted = sum(votes.second if latest.phase == AGAIN else votes.first)
            with st.container(key="class-voted"):
                _say(say("guess-voted", voted=voted, pupils=len(members_of(now))), "dd-guess-line")
        else:
            st.html(_bars(latest, votes))
            if latest.phase == TALKING:
                _say(say("guess-talk"), "dd-guess-line")
            else:
                _show_answer(latest, votes)


def _show_picture(latest: Round) -> None:
    address = picture_address(
        latest.drawing, decimals=1, animated=latest.way == STROKE_BY_STROKE and latest.phase == VOTING
    )
    title = html.escape(say("guess-picture"))
    st.html(f'<div class="dd-guess-picture"><img src="{address}" alt="{title}"></div>')


def _bars(latest: Round, votes: Tally) -> str:
    """Ten bars as wide as their votes; the right one is marked by a sign too, not by its colour alone."""
    widest = max(*votes.first, *votes.last, 1)
    rows = []
    for digit in range(DIGITS):
        is_right = latest.digit == digit
        sentence = "guess-votes-right" if is_right else "guess-votes"
        words = html.escape(say(sentence, digit=str(digit), votes=votes.last[digit]))
        before = 100 * votes.first[digit] / widest if votes.second else 0
        rows.append(
            f'<li class="{"dd-guess-right" if is_right else ""}" aria-label="{words}" title="{words}">'
            f"<b>{digit}</b><span><i style='--share:{before:.0f}%'></i>"
            f"<em style='--share:{100 * votes.last[digit] / widest:.0f}%'></em></span>"
            f"<small>{votes.last[digit]}{' ✓' if is_right else ''}</small></li>"
        )
    how = f'<p class="dd-class-small">{html.escape(say("guess-before-talk"))}</p>' if votes.second else ""
    return f'<ol class="dd-guess-bars">{"".join(rows)}</ol>{how}'


def _show_answer(latest: Round, votes: Tally) -> None:
    _say(say("guess-meant", digit=str(latest.digit)), "dd-guess-answer")
    if votes.favourite is not None:
        _say(say("guess-people", digit=str(votes.favourite)), "dd-guess-line")
    else:
        _say(say("guess-of-two-minds") if max(votes.last) else say("guess-nobody"), "dd-guess-line")
    percent = f"{100 * (latest.network_share or 0):.0f}"
    _say(say("guess-network", digit=str(latest.network_digit), percent=percent), "dd-guess-line")


def _show_standing(now: SchoolClass) -> None:
    so_far = standing(now)
    if not so_far.rounds:
        return
    with st.container(key="class-standing"):
        counts = {"rounds": so_far.rounds, "people": so_far.people, "network": so_far.network}
        _say(say("guess-standing", **counts), "dd-guess-standing")
        _say(say("guess-standing-how"), "dd-class-small")


def vote_on_phone(now: SchoolClass, member: Member, token: str) -> None:
    """Ten digits to tap; then one's own vote, and after the reveal whether it was right."""
    latest = current_round(now)
    if latest is None:
        return
    mine = votes_of(member, latest.id)
    with st.container(key="guess-phone"):
        with st.container(key="class-task"):
            _say(_asked_on_phone(latest, mine), "dd-class-task")
        _show_picture(latest)
        if latest.phase in BALLOTS:
            with st.container(key="guess-digits"):
                show_vote(now, member, token, latest, mine)


def _asked_on_phone(latest: Round, mine: dict[int, int]) -> str:
    if latest.phase == VOTING:
        return say("guess-tap")
    if latest.phase == TALKING:
        return say("guess-talk-phone")
    if latest.phase == AGAIN:
        return say("guess-you-said-first", digit=str(mine[1])) if 1 in mine else say("guess-again")
    if not mine:
        return say("guess-yours-none", right=str(latest.digit))
    last = mine[max(mine)]
    if last == latest.digit:
        return say("guess-yours-right", digit=str(last))
    return say("guess-yours-wrong", digit=str(last), right=str(latest.digit))


def _say(words: str, look: str) -> None:
    st.html(f'<p class="{look}">{html.escape(words)}</p>')
