"""Classes: opening one, finding it, what it does now, and who may say so. Every change is one transaction."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from digitdemo.classroom import events, relay
from digitdemo.classroom.database import changing, reading
from digitdemo.classroom.secrets_of_a_class import CODE_LENGTH, as_code, hash_of, is_same, make_code, make_secret
from digitdemo.classroom.tables import CLASSES
from digitdemo.classroom.tries import TRIES
from digitdemo.errors import ClassError

WAITING, COLLECTING, GUESSING, TRAINING, PUBLISHED = "waiting", "collecting", "guessing", "training", "published"
MAPPING, TOURNAMENT, FOLLOWING = "mapping", "tournament", "following"
LOOKING, PAUSED, ON_YOUR_OWN = "looking", "paused", "on-your-own"
ACTIVITIES = (
    *(WAITING, COLLECTING, GUESSING, TRAINING, PUBLISHED, MAPPING, TOURNAMENT, FOLLOWING),
    *(LOOKING, PAUSED, ON_YOUR_OWN),
)
"""What every phone does: wait, draw, vote, wait for the network, read with it, find what is alike, build a network for
a tournament, show the teacher's page, look up, stand still, or go where it likes."""

LIVES_S = 24 * 3600.0
MOST_CLASSES = 500
"""Open at once on one server."""


@dataclass(frozen=True)
class SchoolClass:
    """A class as it is now.

    Attributes:
        id: in the database; never shown.
        code: six letters by which pupils join.
        activity: what every phone does now.
        version: grows with every change.
        activity_version: grows with every change that concerns every phone.
        shows_names: whether the projector shows who drew what.
        run: name of the latest training; empty before.
        network: name of the network that was published; empty before.
        opened_at: seconds since 1970.
        ends_at: likewise; then it is forgotten by itself.
        locked: whether no more drawings are accepted.
        board: how the projector orders the drawings, one of ``switches.BOARDS``.
        resumes: what every phone did before a pause; empty where there is none.
        follow: where the teacher is, as ``following`` writes it; empty where nobody follows.
        map_by: what the colours of the class map mean, one of ``switches.MAP_COLOURS``.
    """

    id: int
    code: str
    activity: str
    version: int
    activity_version: int
    shows_names: bool
    run: str
    network: str
    opened_at: float
    ends_at: float
    locked: bool
    board: str
    resumes: str
    follow: str
    map_by: str


def open_class(lives_s: float = LIVES_S, address: str = "") -> tuple[SchoolClass, str]:
    """Open a class.

    Args:
        lives_s: after so many seconds it ends by itself.
        address: of the teacher; pupils from the same one get in whoever tries codes there.

    Returns:
        The class, and the teacher's key, which is kept nowhere else.

    Raises:
        ClassError: too many are open on this server.
    """
    key, now = make_secret(), time.time()
    with changing() as connection:
        if (connection.scalar(select(func.count()).select_from(CLASSES)) or 0) >= MOST_CLASSES:
            raise ClassError("class-too-many-classes")
        code = make_code()
        while connection.scalar(select(CLASSES.c.id).where(CLASSES.c.code == code)):
            code = make_code()
        values = {"code": code, "key_hash": hash_of(key), "activity": WAITING, "opened_at": now}
        values |= {"ends_at": now + lives_s, "version": 1, "activity_version": 1, "shows_names": 0}
        connection.execute(insert(CLASSES).values(run="", network="", **values))
        row = connection.execute(select(CLASSES).where(CLASSES.c.code == code)).one()
    TRIES.note_right(address, code)
    return _class_of(row), key


def find_class(code: str, address: str = "") -> SchoolClass:
    """Find a class by the code that pupils type.

    Args:
        address: of whoever asks, so that codes cannot be found by trying.

    Raises:
        ClassError: there is none, it has ended, or this address tried too many wrong codes.
    """
    TRIES.check(address, as_code(code))
    with reading() as connection:
        row = _row(connection, code)
    if row is None:
        TRIES.note_wrong(address)
        raise ClassError("class-not-there")
    found = _class_of(row)
    TRIES.note_right(address, found.code)
    return found


def teachers_class(key: str) -> SchoolClass:
    """The class that a teacher's key opens: 128 bits, which nobody finds by trying.

    Raises:
        ClassError: none.
    """
    with reading() as connection:
        row = _row_of_key(connection, key)
    if row is None:
        raise ClassError("class-wrong-key")
    return _class_of(row)


def change_activity(key: str, activity: str) -> SchoolClass:
    """Say what every phone does now.

    Raises:
        ClassError: the key is wrong, or the class cannot do this now.
    """
    with changed_by_teacher(key, for_every_phone=True) as (connection, now):
        set_activity(connection, now, activity)
    return teachers_class(key)


def set_activity(connection: Connection, now: SchoolClass, activity: str) -> None:
    """Change the activity inside a transaction.

    Raises:
        ClassError: there is no such activity, or the class has nothing for it yet: no training, no network.
    """
    lacks = {TRAINING: not now.run, PUBLISHED: not now.network, FOLLOWING: not now.follow, PAUSED: True}
    if activity not in ACTIVITIES or lacks.get(activity, False):
        raise ClassError("class-not-now")
    connection.execute(update(CLASSES).where(CLASSES.c.id == now.id).values(activity=activity, resumes=""))


@contextmanager
def changed_by_teacher(key: str, for_every_phone: bool = False) -> Iterator[tuple[Connection, SchoolClass]]:
    """A transaction on a teacher's class; what is told to listeners is told when it is done.

    Raises:
        ClassError: the key is wrong.
    """
    with changing() as connection:
        row = _row_of_key(connection, key, for_update=True)
        if row is None:
            raise ClassError("class-wrong-key")
        yield connection, _class_of(row)
        change = grow_version(connection, row.id, for_every_phone)
    events.tell(change)


def lock_class(connection: Connection, class_id: int) -> SchoolClass:
    """The class inside a transaction, locked for others' changes until it is done.

    Raises:
        ClassError: it has ended.
    """
    row = connection.execute(select(CLASSES).where(CLASSES.c.id == class_id).with_for_update()).one_or_none()
    if row is None or row.ends_at <= time.time():
        raise ClassError("class-not-there")
    return _class_of(row)


def grow_version(
    connection: Connection, class_id: int, for_every_phone: bool = False, has_ended: bool = False
) -> events.Change:
    """Note that a class has changed; tell what comes back when the transaction is done.

    Raises:
        ClassError: it has ended.
    """
    values = {"version": CLASSES.c.version + 1}
    if for_every_phone:
        values["activity_version"] = CLASSES.c.activity_version + 1
    connection.execute(update(CLASSES).where(CLASSES.c.id == class_id).values(**values))
    row = connection.execute(select(CLASSES).where(CLASSES.c.id == class_id)).one_or_none()
    if row is None:
        raise ClassError("class-not-there")
    change = events.Change(row.code, row.version, row.activity_version, has_ended)
    relay.send(connection, change)
    return change


def ended_classes() -> list[SchoolClass]:
    """Those whose time is over and that are to be forgotten."""
    with reading() as connection:
        rows = connection.execute(select(CLASSES).where(CLASSES.c.ends_at <= time.time())).all()
    return [_class_of(row) for row in rows]


def delete_class(class_id: int) -> events.Change:
    """Delete a class with its members and drawings; ``forgetting`` deletes the rest first, and tells what comes back.

    Raises:
        ClassError: it is deleted already.
    """
    with changing() as connection:
        change = grow_version(connection, class_id, for_every_phone=True, has_ended=True)
        connection.execute(delete(CLASSES).where(CLASSES.c.id == class_id))
    return change


def _row(connection: Connection, code: str) -> Row[tuple[object, ...]] | None:
    cleaned = as_code(code)
    if len(cleaned) != CODE_LENGTH:
        return None
    row = connection.execute(select(CLASSES).where(CLASSES.c.code == cleaned)).one_or_none()
    return None if row is None or row.ends_at <= time.time() else row


def _row_of_key(connection: Connection, key: str, for_update: bool = False) -> Row[tuple[object, ...]] | None:
    """Found by the key's hash, which tells nobody anything about the key; compared once more in constant time."""
    wanted = select(CLASSES).where(CLASSES.c.key_hash == hash_of(key))
    row = connection.execute(wanted.with_for_update() if for_update else wanted).one_or_none()
    if row is None or not is_same(key, row.key_hash) or row.ends_at <= time.time():
        return None
    return row


def _class_of(row: Row[tuple[object, ...]]) -> SchoolClass:
    values = {name: value for name, value in row._mapping.items() if name != "key_hash"}
    switches = {name: bool(values[name]) for name in ("shows_names", "locked")}
    return SchoolClass(**{**values, **switches})
