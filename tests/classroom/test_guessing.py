"""Guess first: votes, phases, who learns what and when, people against network."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from digitdemo.classroom import classes, collecting, guessing
from digitdemo.classroom.classes import COLLECTING, GUESSING, change_activity, open_class, teachers_class
from digitdemo.classroom.collecting import Collected, hand_in
from digitdemo.classroom.database import reading
from digitdemo.classroom.forgetting import end_lesson
from digitdemo.classroom.guessing import (
    AGAIN,
    REVEALED,
    TALKING,
    VOTING,
    Round,
    Standing,
    current_round,
    move_on,
    reveal,
    shown_drawings,
    standing,
    start_round,
    tally,
    vote,
    votes_of,
)
from digitdemo.classroom.members import Member, join_class
from digitdemo.classroom.puzzles import (
    FEWEST_OWN,
    HALF,
    STROKE_BY_STROKE,
    TURNED,
    WAYS,
    Puzzle,
    choose_puzzle,
    first_half,
    turned,
)
from digitdemo.classroom.tables import ROUNDS, VOTES
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import ClassError
from digitdemo.reading.recognizer import Recognizer
from tests.classroom.hands import new_number

SEVEN = Drawing((np.array([[60.0, 60], [200, 60], [120, 220]]),), 280, 280, 18)


pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    monkeypatch.setattr(collecting, "MOST_AT_ONCE", 10**6)
    return tmp_path


@pytest.fixture(scope="module")
def reader() -> Recognizer:
    return Recognizer.load()


def a_class(pupils: int) -> tuple[classes.SchoolClass, str, list[Member]]:
    opened, key = open_class()
    return opened, key, [join_class(opened.code)[0] for _ in range(pupils)]


def a_round(key: str, way: str = STROKE_BY_STROKE, digit: int = 7) -> Round:
    return start_round(key, Puzzle(way, SEVEN, digit, None))


def test_a_round_from_the_first_vote_to_the_reveal(reader: Recognizer) -> None:
    opened, key, pupils = a_class(3)
    shown = a_round(key)
    assert teachers_class(key).activity == GUESSING
    for pupil, digit in zip(pupils, (1, 1, 7), strict=True):
        vote(pupil, shown.id, digit, 1)
    move_on(key, shown.id, TALKING)
    with pytest.raises(ClassError, match="not voted on"):
        vote(pupils[0], shown.id, 7, 1)
    move_on(key, shown.id, AGAIN)
    with pytest.raises(ClassError, match="not voted on"):
        vote(pupils[0], shown.id, 5, 1)  # it waited for the network since the first ballot
    for pupil, digit in zip(pupils, (7, 1, 7), strict=True):
        vote(pupil, shown.id, digit, 2)
    revealed = reveal(key, shown.id, reader)
    votes = tally(shown.id)
    assert (votes.first[1], votes.first[7], votes.second[1], votes.second[7]) == (2, 1, 1, 2)
    assert (votes.favourite, revealed.digit, revealed.network_digit) == (7, 7, 7)
    assert 0.5 < (revealed.network_share or 0) <= 1
    assert votes_of(pupils[0], shown.id) == {1: 1, 2: 7}
    assert standing(opened) == Standing(1, 1, 1)


def test_nobody_holds_the_answer_before_the_reveal(reader: Recognizer) -> None:
    opened, key, pupils = a_class(1)
    shown = a_round(key, digit=4)
    for phase in (VOTING, TALKING, AGAIN):
        if phase != VOTING:
            move_on(key, shown.id, phase)
        now = current_round(opened)
        assert now is not None
        assert (now.phase, now.digit, now.network_digit, now.network_share) == (phase, None, None, None)
    vote(pupils[0], shown.id, 4, 2)
    assert reveal(key, shown.id, reader).digit == 4


def test_who_votes_again_on_the_same_ballot_counts_once_however_often_they_send_it() -> None:
    _, key, pupils = a_class(4)
    shown = a_round(key)

    def vote_many(pupil: Member) -> None:
        for digit in (1, 2, 3, 3, 7):
            vote(pupil, shown.id, digit, 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(vote_many, pupils * 3))
    votes = tally(shown.id)
    assert sum(votes.first) == 4
    assert votes.first[7] == 4


def test_phases_only_go_forward_and_only_by_the_teacher(reader: Recognizer) -> None:
    opened, key, pupils = a_class(1)
    _, other_key, _ = a_class(0)
    shown = a_round(key)
    for wrong in (opened.code, "", other_key):
        with pytest.raises(ClassError):
            move_on(wrong, shown.id, TALKING)
        with pytest.raises(ClassError):
            reveal(wrong, shown.id, reader)
    with pytest.raises(ClassError, match="cannot do this now"):
        move_on(key, shown.id, AGAIN)
    with pytest.raises(ClassError, match="cannot do this now"):
        move_on(key, shown.id, REVEALED)
    reveal(key, shown.id, reader)
    for again in (lambda: reveal(key, shown.id, reader), lambda: move_on(key, shown.id, TALKING)):
        with pytest.raises(ClassError, match="cannot do this now"):
            again()
    with pytest.raises(ClassError, match="not voted on"):
        vote(pupils[0], shown.id, 7, 1)


def test_votes_that_are_none_are_refused() -> None:
    opened, key, pupils = a_class(1)
    shown = a_round(key)
    _, _, strangers = a_class(1)
    for digit in (-1, 10, 10**9):
        with pytest.raises(ClassError, match="Reload"):
            vote(pupils[0], shown.id, digit, 1)
    with pytest.raises(ClassError, match="not voted on"):
        vote(strangers[0], shown.id, 7, 1)
    with pytest.raises(ClassError, match="not in this class"):
        vote(dataclasses.replace(pupils[0], id=10**6), shown.id, 7, 1)
    change_activity(key, COLLECTING)
    with pytest.raises(ClassError, match="not voted on"):
        vote(pupils[0], shown.id, 7, 1)
    with pytest.raises(ClassError, match="cannot be shown"):
        start_round(key, Puzzle("<script>", SEVEN, 7, None))
    assert sum(tally(shown.id).first) == 0
    assert standing(opened) == Standing(0, 0, 0)


def test_a_round_that_was_left_counts_nothing_and_a_tie_is_nobodys(reader: Recognizer) -> None:
    opened, key, pupils = a_class(2)
    left = a_round(key)
    vote(pupils[0], left.id, 7, 1)
    shown = a_round(key)
    assert shown.number == 1
    for pupil, digit in zip(pupils, (1, 7), strict=True):
        vote(pupil, shown.id, digit, 1)
    reveal(key, shown.id, reader)
    assert tally(shown.id).favourite is None
    assert standing(opened) == Standing(1, 0, 1)
    unvoted = a_round(key)
    reveal(key, unvoted.id, reader)
    assert standing(opened).rounds == 1


def test_hard_drawings_of_the_class_are_shown_each_once(reader: Recognizer) -> None:
    opened, key, (member,) = a_class(1)
    change_activity(key, COLLECTING)
    for shift in range(FEWEST_OWN + 2):
        moved = dataclasses.replace(SEVEN, strokes=(SEVEN.strokes[0] + shift,))
        hand_in(member, new_number(), 7, moved)
    rng = np.random.default_rng(1)
    ids = []
    for _ in range(3):
        puzzle = choose_puzzle(HALF, collecting.collected(opened), shown_drawings(opened), reader, rng)
        start_round(key, puzzle)
        reveal(key, start_round(key, puzzle).id, reader)
        ids.append(puzzle.drawing_id)
    assert len(set(ids)) == 3
    assert None not in ids
    assert shown_drawings(opened) == set(ids)
    assert choose_puzzle(HALF, collecting.collected(opened), shown_drawings(opened), reader, rng).drawing_id is None


@pytest.mark.parametrize("way", WAYS)
def testmade_drawings_are_shown_where_the_class_has_none(way: str, reader: Recognizer) -> None:
    none: list[Collected] = []
    puzzles = [choose_puzzle(way, none, (), reader, np.random.default_rng(seed)) for seed in range(4)]
    assert len({puzzle.digit for puzzle in puzzles}) > 1
    for puzzle in puzzles:
        points = np.concatenate(puzzle.drawing.strokes)
        assert len(points) > 3
        assert points.min() > -100
        assert points.max() < 380


def test_half_a_drawing_is_half_of_its_line() -> None:
    two = (np.array([[0.0, 0], [10, 0]]), np.array([[50.0, 50], [50, 80]]))
    half = first_half(two)
    np.testing.assert_allclose(half[0], two[0])
    np.testing.assert_allclose(half[1], [[50, 50], [50, 60]])
    (beginning,) = first_half((np.array([[0.0, 0], [4, 0], [4, 6]]),))
    np.testing.assert_allclose(beginning, [[0, 0], [4, 0], [4, 1]])
    dot = np.array([[5.0, 5]])
    assert len(first_half((dot,))) == 1


def test_turning_keeps_the_shape() -> None:
    (quarter,) = turned((np.array([[0.0, 0], [10, 0]]),), np.pi / 2)
    np.testing.assert_allclose(quarter, [[5, -5], [5, 5]], atol=1e-12)  # clockwise: right is down then
    (back,) = turned((quarter,), -np.pi / 2)
    np.testing.assert_allclose(back, [[0, 0], [10, 0]], atol=1e-12)


@pytest.mark.parametrize("way", [TURNED])
def test_votes_and_rounds_are_forgotten_with_the_class(way: str) -> None:
    _, key, pupils = a_class(2)
    shown = a_round(key, way)
    for pupil in pupils:
        vote(pupil, shown.id, 3, 1)
    receipt = end_lesson(key)
    assert receipt.votes == 2
    with reading() as connection:
        assert [connection.execute(select(table)).all() for table in (ROUNDS, VOTES)] == [[], []]


def test_there_is_an_end_to_rounds(monkeypatch: pytest.MonkeyPatch, reader: Recognizer) -> None:
    _, key, _ = a_class(0)
    monkeypatch.setattr(guessing, "MOST_ROUNDS", 1)
    reveal(key, a_round(key).id, reader)
    with pytest.raises(ClassError, match="plenty"):
        a_round(key)
