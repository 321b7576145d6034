"""Members: joining without an account, coming back with a token, a name of one's own."""

import time
from dataclasses import dataclass

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from digitdemo.classroom import events
from digitdemo.classroom.classes import SchoolClass, changed_by_teacher, find_class, grow_version, lock_class
from digitdemo.classroom.database import changing, reading
from digitdemo.classroom.secrets_of_a_class import animal, hash_of, make_secret
from digitdemo.classroom.tables import DRAWINGS, ENTRIES, MEMBERS, REPEATS, ROUNDS, VOTES
from digitdemo.errors import ClassError

MOST_MEMBERS = 600
"""Of one class: three hundred joins by a script leave room for everybody else."""

IDLE_S = 60.0
"""Who has done nothing for so long gives way to others when a class is full."""

LONGEST_NAME = 20


@dataclass(frozen=True)
class Member:
    """A pupil.

    Attributes:
        id: in the database; never shown.
        class_id: of the class.
        place: 0 for who came first.
        name: a made-up one, or what they typed: show it with ``plain``.
    """

    id: int
    class_id: int
    place: int
    name: str


def join_class(code: str, address: str = "") -> tuple[Member, str]:
    """Join a class.

    Returns:
        The member, and the token by which the same phone comes back.

    Raises:
        ClassError: there is no such class, it is full, or this address tried too many codes.
    """
    wanted = find_class(code, address)
    token = make_secret()
    with changing() as connection:
        lock_class(connection, wanted.id)
        of_class = MEMBERS.c.class_id == wanted.id
        here = select(func.count()).select_from(MEMBERS).where(of_class, MEMBERS.c.gone == 0)
        if (connection.scalar(here) or 0) >= MOST_MEMBERS:
            _make_room(connection, wanted.id)
        latest = connection.scalar(select(func.max(MEMBERS.c.place)).where(of_class))
        place = 0 if latest is None else latest + 1
        values = {"place": place, "name": animal(wanted.id, place), "token_hash": hash_of(token)}
        connection.execute(insert(MEMBERS).values(class_id=wanted.id, joined_at=time.time(), **values))
        row = connection.execute(select(MEMBERS).where(MEMBERS.c.token_hash == hash_of(token))).one()
        change = grow_version(connection, wanted.id)
    events.tell(change)
    return _member_of(row), token


def _make_room(connection: Connection, class_id: int) -> None:
    """Give away the place of who came last and has done nothing for a while: a script that joins on and on.

    Whoever loses a place so, and is no script, joins anew when their phone looks next.

    Raises:
        ClassError: everybody has handed in or voted, or came just now.
    """
    did_nothing = [MEMBERS.c.id.not_in(select(table.c.member_id)) for table in (DRAWINGS, VOTES, ENTRIES, REPEATS)]
    idle = (MEMBERS.c.class_id == class_id, MEMBERS.c.gone == 0, *did_nothing)
    wanted = select(MEMBERS.c.id).where(*idle, MEMBERS.c.joined_at < time.time() - IDLE_S)
    member_id = connection.scalar(wanted.order_by(MEMBERS.c.place.desc()).limit(1))
    if member_id is None:
        raise ClassError("class-full", most=MOST_MEMBERS)
    connection.execute(delete(MEMBERS).where(MEMBERS.c.id == member_id))


def member_of_token(token: str, of_class: SchoolClass) -> Member | None:
    """The member of this class whose phone holds the token; None where there is none."""
    wanted = (MEMBERS.c.token_hash == hash_of(token)) & (MEMBERS.c.class_id == of_class.id)
    with reading() as connection:
        row = connection.execute(select(MEMBERS).where(wanted)).one_or_none()
    return None if row is None else _member_of(row)


def rename(token: str, of_class: SchoolClass, name: str) -> Member:
    """Take a name of one's own.

    Raises:
        ClassError: nobody of this class holds the token, or the name is empty or has no letter or digit.
    """
    cleaned = clean_name(name)
    wanted = (MEMBERS.c.token_hash == hash_of(token)) & (MEMBERS.c.class_id == of_class.id)
    with changing() as connection:
        lock_class(connection, of_class.id)
        if not connection.execute(update(MEMBERS).where(wanted).values(name=cleaned)).rowcount:
            raise ClassError("class-not-a-member")
        change = grow_version(connection, of_class.id)
        row = connection.execute(select(MEMBERS).where(wanted)).one()
    events.tell(change)
    return _member_of(row)


def clean_name(name: str) -> str:
    """A name as it is kept: on one line, no longer than ``LONGEST_NAME``.

    Raises:
        ClassError: it has no letter or digit.
    """
    cleaned = "".join(sign for sign in " ".join(name[:200].split()) if sign.isprintable())[:LONGEST_NAME].strip()
    if not any(sign.isalnum() for sign in cleaned):
        raise ClassError("class-name-empty")
    return cleaned


def leave_class(token: str, of_class: SchoolClass) -> None:
    """Leave, and have one's drawings, votes and name deleted at once.

    The place stays taken: nobody else becomes whom a network has met under it.

    Raises:
        ClassError: nobody of this class holds the token.
    """
    wanted = (MEMBERS.c.token_hash == hash_of(token)) & (MEMBERS.c.class_id == of_class.id)
    with changing() as connection:
        lock_class(connection, of_class.id)
        member_id = connection.scalar(select(MEMBERS.c.id).where(wanted))
        if member_id is None:
            raise ClassError("class-not-a-member")
        # A round keeps a copy of what was guessed at.
        mine = select(DRAWINGS.c.id).where(DRAWINGS.c.member_id == member_id)
        connection.execute(delete(ROUNDS).where(ROUNDS.c.drawing_id.in_(mine)))
        for table in (VOTES, DRAWINGS, ENTRIES, REPEATS):
            connection.execute(delete(table).where(table.c.member_id == member_id))
        nobody = {"name": "", "token_hash": hash_of(make_secret()), "gone": 1}
        connection.execute(update(MEMBERS).where(MEMBERS.c.id == member_id).values(**nobody))
        change = grow_version(connection, of_class.id)
    events.tell(change)


def check_member(connection: Connection, member: Member) -> None:
    """Refuse, inside a transaction, who is not in the class any more.

    Raises:
        ClassError: they have left, or never were in it.
    """
    if connection.scalar(select(MEMBERS.c.id).where(MEMBERS.c.id == member.id, MEMBERS.c.gone == 0)) is None:
        raise ClassError("class-not-a-member")


def give_animal_back(key: str, member_id: int) -> None:
    """Put a made-up name in the place of one that a pupil chose; only the class's teacher can.

    Raises:
        ClassError: the key is wrong, or nobody like that is in the class.
    """
    with changed_by_teacher(key) as (connection, now):
        wanted = (MEMBERS.c.id == member_id, MEMBERS.c.class_id == now.id, MEMBERS.c.gone == 0)
        place = connection.scalar(select(MEMBERS.c.place).where(*wanted))
        if place is None:
            raise ClassError("class-not-a-member")
        connection.execute(update(MEMBERS).where(*wanted).values(name=animal(now.id, place)))


def members_of(of_class: SchoolClass) -> list[Member]:
    """Everybody, in the order of joining."""
    with reading() as connection:
        wanted = select(MEMBERS).where(MEMBERS.c.class_id == of_class.id, MEMBERS.c.gone == 0)
        return [_member_of(row) for row in connection.execute(wanted.order_by(MEMBERS.c.place))]


def _member_of(row: Row[tuple[object, ...]]) -> Member:
    return Member(row.id, row.class_id, row.place, row.name)
