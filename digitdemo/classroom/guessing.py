"""Guess first: everybody votes on a drawing, talks, votes again; then the network is asked.

What the drawing was meant to be leaves this room only when a round is revealed, and the network reads it only then.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from digitdemo.classroom import events
from digitdemo.classroom.classes import (
    GUESSING,
    SchoolClass,
    changed_by_teacher,
    grow_version,
    lock_class,
    set_activity,
    teachers_class,
)
from digitdemo.classroom.database import changing, reading
from digitdemo.classroom.members import Member, check_member
from digitdemo.classroom.puzzles import WAYS, Puzzle, read_drawing
from digitdemo.classroom.tables import ROUNDS, VOTES
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import ClassError
from digitdemo.networks.task import CLASSES as DIGITS
from digitdemo.reading.recognizer import Recognizer
from digitdemo.storage.drawings import drawing_from_json, drawing_to_json

VOTING, TALKING, AGAIN, REVEALED = "voting", "talking", "again", "revealed"

NEXT_PHASE: dict[str, tuple[str, ...]] = {
    VOTING: (TALKING, REVEALED),
    TALKING: (AGAIN, REVEALED),
    AGAIN: (REVEALED,),
    REVEALED: (),
}
"""The votes may be shown and talked about before everybody votes once more; or the network is asked at once."""

BALLOTS = {VOTING: 1, AGAIN: 2}
MOST_ROUNDS = 500
"""Of one class."""


@dataclass(frozen=True)
class Round:
    """One drawing that is guessed at.

    Attributes:
        id: in the database.
        number: 1 for the class's first.
        way: how the drawing is shown, one of ``puzzles.WAYS``.
        phase: what happens now.
        drawing: what is shown.
        digit: what it was meant to be; None until the round is revealed.
        network_digit: what the network reads; None until then.
        network_share: how sure it is, 0 to 1; None until then.
    """

    id: int
    number: int
    way: str
    phase: str
    drawing: Drawing
    digit: int | None
    network_digit: int | None
    network_share: float | None


@dataclass(frozen=True)
class Tally:
    """Votes on one round.

    Attributes:
        first: (10,) votes for each digit, before the talk.
        second: (10,) those after it; empty when there was no second ballot.
    """

    first: tuple[int, ...]
    second: tuple[int, ...]

    @property
    def last(self) -> tuple[int, ...]:
        """(10,) what the class says: its last ballot."""
        return self.second or self.first

    @property
    def favourite(self) -> int | None:
        """The digit that most voted for; None when there are no votes, or two digits have equally many."""
        most = max(self.last)
        return self.last.index(most) if most and self.last.count(most) == 1 else None


@dataclass(frozen=True)
class Standing:
    """People against network, over all rounds that are revealed and that somebody voted on.

    Attributes:
        rounds: how many.
        people: in so many the digit that most voted for was right.
        network: in so many the network was.
    """

    rounds: int
    people: int
    network: int


def start_round(key: str, puzzle: Puzzle) -> Round:
    """Show a drawing on every screen; a round that was not revealed is forgotten.

    Raises:
        ClassError: the key is wrong, there is no such way, or there were too many rounds.
    """
    if puzzle.way not in WAYS:
        raise ClassError("class-no-such-way")
    with changed_by_teacher(key, for_every_phone=True) as (connection, now):
        of_class = ROUNDS.c.class_id == now.id
        connection.execute(delete(ROUNDS).where(of_class, ROUNDS.c.phase != REVEALED))
        if (connection.scalar(select(func.count()).select_from(ROUNDS).where(of_class)) or 0) >= MOST_ROUNDS:
            raise ClassError("class-enough-rounds", most=MOST_ROUNDS)
        values = {"class_id": now.id, "drawing_id": puzzle.drawing_id, "way": puzzle.way, "digit": puzzle.digit}
        connection.execute(insert(ROUNDS).values(phase=VOTING, drawing=drawing_to_json(puzzle.drawing), **values))
        set_activity(connection, now, GUESSING)
    return _latest(key)


def move_on(key: str, round_id: int, phase: str) -> Round:
    """Show the votes, or have everybody vote again.

    Raises:
        ClassError: the key is wrong, the round is not the latest, or this cannot follow now.
    """
    if phase == REVEALED:
        raise ClassError("class-not-now")
    with changed_by_teacher(key, for_every_phone=True) as (connection, now):
        _check_phase(_latest_row(connection, now.id), round_id, phase)
        connection.execute(update(ROUNDS).where(ROUNDS.c.id == round_id).values(phase=phase))
    return _latest(key)


def reveal(key: str, round_id: int, reader: Recognizer) -> Round:
    """Ask the network, and say what the drawing was meant to be.

    Raises:
        ClassError: the key is wrong, the round is not the latest, or it was revealed before.
    """
    latest = _latest(key)
    answer = read_drawing(reader, latest.drawing)
    share = float(answer.probabilities[answer.closest])
    with changed_by_teacher(key, for_every_phone=True) as (connection, now):
        _check_phase(_latest_row(connection, now.id), round_id, REVEALED)
        values = {"phase": REVEALED, "network_digit": answer.closest, "network_share": share}
        connection.execute(update(ROUNDS).where(ROUNDS.c.id == round_id).values(**values))
    return _latest(key)


def vote(member: Member, round_id: int, digit: int, ballot: int) -> None:
    """Vote; who votes again on the same ballot has changed their mind, and counts once.

    Args:
        ballot: for which it was meant, 1 or 2: a vote that waited for the network must not count for another one.

    Raises:
        ClassError: this drawing is not voted on now, or there is no such digit or member.
    """
    if not 0 <= digit < DIGITS:
        raise ClassError("class-no-digit")
    with changing() as connection:
        now = lock_class(connection, member.class_id)
        check_member(connection, member)
        row = _latest_row(connection, now.id)
        is_open = row is not None and row.id == round_id and BALLOTS.get(row.phase) == ballot
        if now.activity != GUESSING or not is_open:
            raise ClassError("class-not-voting")
        mine = (VOTES.c.round_id == round_id, VOTES.c.member_id == member.id, VOTES.c.ballot == ballot)
        values = {"digit": digit, "voted_at": time.time()}
        if not connection.execute(update(VOTES).where(*mine).values(**values)).rowcount:
            whose = {"round_id": round_id, "member_id": member.id, "ballot": ballot}
            connection.execute(insert(VOTES).values(**whose, **values))
        change = grow_version(connection, now.id)
    events.tell(change)


def current_round(of_class: SchoolClass) -> Round | None:
    """The class's latest round, if there was one."""
    with reading() as connection:
        row = _latest_row(connection, of_class.id)
        if row is None:
            return None
        earlier = (ROUNDS.c.class_id == of_class.id, ROUNDS.c.id <= row.id)
        number = connection.scalar(select(func.count()).select_from(ROUNDS).where(*earlier)) or 1
    return _round_of(row, number)


def shown_drawings(of_class: SchoolClass) -> frozenset[int]:
    """Ids of the class's drawings that were guessed at."""
    wanted = select(ROUNDS.c.drawing_id).where(ROUNDS.c.class_id == of_class.id, ROUNDS.c.drawing_id.is_not(None))
    with reading() as connection:
        return frozenset(connection.scalars(wanted))


def votes_of(member: Member, round_id: int) -> dict[int, int]:
    """A member's own votes on a round: the digit on each ballot."""
    wanted = select(VOTES.c.ballot, VOTES.c.digit).where(VOTES.c.round_id == round_id)
    with reading() as connection:
        rows = connection.execute(wanted.where(VOTES.c.member_id == member.id))
        return {row.ballot: row.digit for row in rows}


def tally(round_id: int) -> Tally:
    """Count a round's votes."""
    with reading() as connection:
        return _tally(connection.execute(_counted().where(VOTES.c.round_id == round_id)).all())


def standing(of_class: SchoolClass) -> Standing:
    """People against network so far."""
    wanted = select(ROUNDS.c.id, ROUNDS.c.digit, ROUNDS.c.network_digit)
    wanted = wanted.where(ROUNDS.c.class_id == of_class.id, ROUNDS.c.phase == REVEALED)
    with reading() as connection:
        rows = connection.execute(wanted).all()
        votes = connection.execute(_counted().where(VOTES.c.round_id.in_([row.id for row in rows]))).all()
    tallies = {row.id: _tally([one for one in votes if one.round_id == row.id]) for row in rows}
    counted = [row for row in rows if max(tallies[row.id].last)]
    people = sum(tallies[row.id].favourite == row.digit for row in counted)
    return Standing(len(counted), people, sum(row.network_digit == row.digit for row in counted))


def _counted() -> Select[tuple[int, int, int, int]]:
    grouped = (VOTES.c.round_id, VOTES.c.ballot, VOTES.c.digit)
    return select(*grouped, func.count().label("votes")).group_by(*grouped)


def _tally(rows: Iterable[Row[tuple[int, int, int, int]]]) -> Tally:
    ballots = {1: [0] * DIGITS, 2: [0] * DIGITS}
    for row in rows:
        ballots[row.ballot][row.digit] = row.votes
    return Tally(tuple(ballots[1]), tuple(ballots[2]) if any(ballots[2]) else ())


def _latest(key: str) -> Round:
    """The latest round of a teacher's class.

    Raises:
        ClassError: the key is wrong, or there is no round.
    """
    latest = current_round(teachers_class(key))
    if latest is None:
        raise ClassError("class-not-voting")
    return latest


def _latest_row(connection: Connection, class_id: int) -> Row[tuple[object, ...]] | None:
    wanted = select(ROUNDS).where(ROUNDS.c.class_id == class_id).order_by(ROUNDS.c.id.desc()).limit(1)
    return connection.execute(wanted).one_or_none()


def _check_phase(row: Row[tuple[object, ...]] | None, round_id: int, phase: str) -> None:
    if row is None or row.id != round_id or phase not in NEXT_PHASE[row.phase]:
        raise ClassError("class-not-now")


def _round_of(row: Row[tuple[object, ...]], number: int) -> Round:
    """Without its answers, unless it is revealed: what nobody holds cannot be given away."""
    drawing = drawing_from_json(str(row.drawing))
    is_open = row.phase == REVEALED
    answers = (row.digit, row.network_digit, row.network_share) if is_open else (None, None, None)
    return Round(row.id, number, row.way, row.phase, drawing, *answers)
