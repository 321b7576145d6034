"""A teacher's switches: names, locking, the board's order, the map's colours, and pausing all screens."""

from sqlalchemy import update

from digitdemo.classroom.classes import PAUSED, WAITING, SchoolClass, changed_by_teacher, teachers_class
from digitdemo.classroom.tables import CLASSES
from digitdemo.errors import ClassError

NEWEST, BY_DIGIT, BY_PUPIL = "newest", "digit", "pupil"
BOARDS = (NEWEST, BY_DIGIT, BY_PUPIL)
"""How the projector orders the drawings."""

MAP_COLOURS = ("digit", "right", "pupil")
"""What the colours of the class map stand for."""


def pause_screens(key: str) -> SchoolClass:
    """Let every screen stand still; ``resume_screens`` brings back what they did.

    Raises:
        ClassError: the key is wrong.
    """
    with changed_by_teacher(key, for_every_phone=True) as (connection, now):
        if now.activity != PAUSED:
            values = {"activity": PAUSED, "resumes": now.activity}
            connection.execute(update(CLASSES).where(CLASSES.c.id == now.id).values(**values))
    return teachers_class(key)


def resume_screens(key: str) -> SchoolClass:
    """Go on where the screens were paused.

    Raises:
        ClassError: the key is wrong.
    """
    with changed_by_teacher(key, for_every_phone=True) as (connection, now):
        if now.activity == PAUSED:
            values = {"activity": now.resumes or WAITING, "resumes": ""}
            connection.execute(update(CLASSES).where(CLASSES.c.id == now.id).values(**values))
    return teachers_class(key)


def show_names(key: str, shown: bool) -> SchoolClass:
    """Show the pupils' names on the projector, or hide them.

    Raises:
        ClassError: the key is wrong.
    """
    return _set(key, shows_names=int(shown))


def lock_hand_ins(key: str, locked: bool) -> SchoolClass:
    """Accept no more drawings, or accept them again.

    Raises:
        ClassError: the key is wrong.
    """
    return _set(key, for_every_phone=True, locked=int(locked))


def order_board(key: str, board: str) -> SchoolClass:
    """Show the newest drawings on the projector, or all by digit or by pupil.

    Raises:
        ClassError: the key is wrong, or there is no such order.
    """
    if board not in BOARDS:
        raise ClassError("class-not-now")
    return _set(key, board=board)


def colour_map(key: str, by: str) -> SchoolClass:
    """Say what the colours of the class map stand for.

    Raises:
        ClassError: the key is wrong, or there are no such colours.
    """
    if by not in MAP_COLOURS:
        raise ClassError("class-not-now")
    return _set(key, map_by=by)


def _set(key: str, *, for_every_phone: bool = False, **values: object) -> SchoolClass:
    with changed_by_teacher(key, for_every_phone) as (connection, now):
        connection.execute(update(CLASSES).where(CLASSES.c.id == now.id).values(**values))
    return teachers_class(key)
