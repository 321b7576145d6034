"""Collecting drawings: what is asked of whom, what is accepted, what a teacher takes out."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from digitdemo.classroom import events
from digitdemo.classroom.classes import COLLECTING, SchoolClass, changed_by_teacher, grow_version, lock_class
from digitdemo.classroom.database import changing, reading
from digitdemo.classroom.members import Member, check_member
from digitdemo.classroom.tables import DRAWINGS, MEMBERS
from digitdemo.drawing.drawing import Drawing
from digitdemo.drawing.strokes import thin
from digitdemo.errors import ClassError, DrawingError
from digitdemo.networks.task import CLASSES as DIGITS
from digitdemo.storage.drawings import drawing_from_json, drawing_to_json

MOST_OF_A_MEMBER = 300
MOST_OF_A_CLASS = 12_000
MOST_BYTES = 32 * 1024
"""Of one drawing as it is kept; a digit has about 1,000."""

_MOST_IN_MEMORY = 6000
"""Drawings taken apart: five large classes, some 20 MB."""

MOST_AT_ONCE, WITHIN_S = 60, 30.0
"""Drawings of one pupil within so many seconds: a phone that was away hands in at once all that it kept, and
``waiting.js`` keeps sixty; more is no hand. Nobody is slowed down by others at the same address."""


@dataclass(frozen=True)
class Collected:
    """A drawing that was accepted.

    Attributes:
        id: in the database.
        member_id: who drew it.
        name: their name; show it with ``plain``.
        digit: 0 to 9, as it was asked for or as the teacher says.
        drawing: the strokes.
    """

    id: int
    member_id: int
    name: str
    digit: int
    drawing: Drawing


def asked_digit(member: Member) -> int:
    """Which digit a member is to draw: one that they drew least; each begins with another one.

    It changes only by what the member hands in, never under their pen.
    """
    return next_digit(counts_of(member), member.place)


def next_digit(counts: Sequence[int], place: int) -> int:
    """The digit that was drawn least; of several the first one after a member's own beginning.

    Args:
        counts: (10,) how many of each digit a member drew.
        place: the member's place in the class.
    """
    order = [(place + step) % DIGITS for step in range(DIGITS)]
    return min(order, key=lambda digit: (counts[digit], order.index(digit)))


def counts_of(member: Member) -> list[int]:
    """(10,) how many drawings of each digit by a member count."""
    with reading() as connection:
        return _counts_of(connection, member)


def counts_of_class(of_class: SchoolClass) -> list[int]:
    """(10,) how many drawings of each digit by a whole class count."""
    with reading() as connection:
        return _counts(connection, DRAWINGS.c.class_id == of_class.id)


def hand_in(member: Member, number: int, digit: int, drawing: Drawing) -> list[int]:
    """Accept a drawing; one that arrives again is accepted once.

    Returns:
        (10,) how many of each digit were accepted of this member.

    Raises:
        ClassError: the class does not collect now, it is too much or too fast.
        DrawingError: blank, too large, or no digit.
    """
    text = _checked(number, digit, drawing)
    with changing() as connection:
        now = lock_class(connection, member.class_id)
        check_member(connection, member)
        mine = (DRAWINGS.c.member_id == member.id, DRAWINGS.c.number == number)
        if connection.scalar(select(DRAWINGS.c.id).where(*mine)) is not None:
            return _counts_of(connection, member)
        if now.activity != COLLECTING:
            raise ClassError("class-not-collecting")
        if now.locked:
            raise ClassError("class-locked")
        _check_room(connection, member)
        values = {"member_id": member.id, "class_id": now.id, "number": number, "digit": digit, "drawing": text}
        connection.execute(insert(DRAWINGS).values(removed=0, accepted_at=time.time(), **values))
        counts = _counts_of(connection, member)
        change = grow_version(connection, now.id)
    events.tell(change)
    return counts


def accepted_of(member: Member) -> int:
    """How many of a member's drawings were accepted."""
    return sum(counts_of(member))


def collected(of_class: SchoolClass, by: Member | None = None) -> list[Collected]:
    """All drawings of a class that count, or those by one member; oldest first."""
    columns = (DRAWINGS.c.id, DRAWINGS.c.member_id, MEMBERS.c.name, DRAWINGS.c.digit, DRAWINGS.c.drawing)
    wanted = select(*columns).join(MEMBERS, MEMBERS.c.id == DRAWINGS.c.member_id)
    wanted = wanted.where(DRAWINGS.c.class_id == of_class.id, DRAWINGS.c.removed == 0).order_by(DRAWINGS.c.id)
    if by is not None:
        wanted = wanted.where(DRAWINGS.c.member_id == by.id)
    with reading() as connection:
        rows = connection.execute(wanted).all()
    return [Collected(row.id, row.member_id, row.name, row.digit, _read(row.drawing)) for row in rows]


@lru_cache(maxsize=_MOST_IN_MEMORY)
def _read(text: str) -> Drawing:
    """A kept drawing, taken apart once: boards and teachers ask for a whole class with every change."""
    return drawing_from_json(text)


events.forget_at_an_end(_read.cache_clear)


def remove_drawing(key: str, drawing_id: int, removed: bool = True) -> None:
    """Take a drawing out, or put it back; only the class's teacher can.

    Raises:
        ClassError: the key is wrong, or the class has no such drawing.
    """
    with changed_by_teacher(key) as (connection, now):
        mine = (DRAWINGS.c.id == drawing_id, DRAWINGS.c.class_id == now.id)
        if not connection.execute(update(DRAWINGS).where(*mine).values(removed=int(removed))).rowcount:
            raise ClassError("class-no-such-drawing")


def relabel_drawing(key: str, drawing_id: int, digit: int) -> None:
    """Say which digit a drawing is, where its pupil drew another one; only the class's teacher can.

    Raises:
        ClassError: the key is wrong, or the class has no such drawing, or there is no such digit.
    """
    if not 0 <= digit < DIGITS:
        raise ClassError("class-no-digit")
    with changed_by_teacher(key) as (connection, now):
        mine = (DRAWINGS.c.id == drawing_id, DRAWINGS.c.class_id == now.id)
        if not connection.execute(update(DRAWINGS).where(*mine).values(digit=digit)).rowcount:
            raise ClassError("class-no-such-drawing")


def _checked(number: int, digit: int, drawing: Drawing) -> str:
    """The drawing as it is kept.

    Raises:
        ClassError: too large, no digit, or no number.
        DrawingError: nothing is drawn.
    """
    if not 0 <= digit < DIGITS or not 0 <= number < 2**62:
        raise ClassError("class-no-digit")
    seen = drawing.visible()
    if seen.is_blank:
        raise DrawingError("class-blank")
    text = drawing_to_json(replace(seen, strokes=tuple(thin(seen.strokes))))
    if len(text) > MOST_BYTES:
        raise ClassError("class-drawing-too-long")
    return json.dumps(json.loads(text), separators=(",", ":"))


def _check_room(connection: Connection, member: Member) -> None:
    of_member, of_class = DRAWINGS.c.member_id == member.id, DRAWINGS.c.class_id == member.class_id
    count = select(func.count()).select_from(DRAWINGS)
    if (connection.scalar(count.where(of_member)) or 0) >= MOST_OF_A_MEMBER:
        raise ClassError("class-enough-of-you", most=MOST_OF_A_MEMBER)
    if (connection.scalar(count.where(of_class)) or 0) >= MOST_OF_A_CLASS:
        raise ClassError("class-enough-of-all", most=MOST_OF_A_CLASS)
    now = time.time()  # what a clock that was set back puts into the future locks nobody out
    if (
        connection.scalar(count.where(of_member, DRAWINGS.c.accepted_at.between(now - WITHIN_S, now))) or 0
    ) >= MOST_AT_ONCE:
        raise ClassError("class-too-fast")


def _counts_of(connection: Connection, member: Member) -> list[int]:
    return _counts(connection, DRAWINGS.c.member_id == member.id)


def _counts(connection: Connection, whose: ColumnElement[bool]) -> list[int]:
    """(10,) how many of each digit, those that the teacher took out not counted."""
    wanted = select(DRAWINGS.c.digit, func.count()).group_by(DRAWINGS.c.digit)
    rows = connection.execute(wanted.where(whose, DRAWINGS.c.removed == 0))
    counts = [0] * DIGITS
    for digit, count in rows:
        counts[digit] = count
    return counts
