"""A teacher's switches: names, locking, the board's order, the map's colours, and pausing all screens."""

from collections.abc import Callable

from sqlalchemy import update

from digitdemo.classroom.classes import PAUSED, WAITING, SchoolClass, changed_by_teacher, teachers_class
from digitdemo.classroom.tables import CLASSES
from digitdemo.errors import ClassError

NEWEST, BY_DIGIT, BY_PUPIL, HOW_TO_JOIN = "newest", "digit", "pupil", "join"
BOARDS = (NEWEST, BY_DIGIT, BY_PUPIL, HOW_TO_JOIN)
"""How the projector orders the drawings; or the code, as large as it fits, for who comes late."""

MAP_COLOURS = ("digit", "right", "pupil")
"""What the colours of the class map stand for."""


def pause_screens(key: str) -> SchoolClass:
    """Let every screen stand still; ``resume_screens`` brings back what they did.

    Raises:
        ClassError: the key is wrong.
    """
    return _change(
        key, lambda now: {} if now.activity == PAUSED else {"activity": PAUSED, "resumes": now.activity}, True
    )


def resume_screens(key: str) -> SchoolClass:
    """Go on where the screens were paused.

    Raises:
        ClassError: the key is wrong.
    """

    def resumed(now: SchoolClass) -> dict[str, object]:
        return {"activity": now.resumes or WAITING, "resumes": ""} if now.activity == PAUSED else {}

    return _change(key, resumed, for_every_phone=True)


def show_names(key: str, shown: bool) -> SchoolClass:
    """Show the pupils' names on the projector, or hide them.

    Raises:
        ClassError: the key is wrong.
    """
    return _change(key, lambda _: {"shows_names": int(shown)})


def lock_hand_ins(key: str, locked: bool) -> SchoolClass:
    """Accept no more drawings, or accept them again.

    Raises:
        ClassError: the key is wrong.
    """
    return _change(key, lambda _: {"locked": int(locked)}, for_every_phone=True)


def order_board(key: str, board: str) -> SchoolClass:
    """Show the newest drawings on the projector, or all by digit or by pupil.

    Raises:
        ClassError: the key is wrong, or there is no such order.
    """
    if board not in BOARDS:
        raise ClassError("class-not-now")
    return _change(key, lambda _: {"board": board})


def colour_map(key: str, by: str) -> SchoolClass:
    """Say what the colours of the class map stand for.

    Raises:
        ClassError: the key is wrong, or there are no such colours.
    """
    if by not in MAP_COLOURS:
        raise ClassError("class-not-now")
    return _change(key, lambda _: {"map_by": by})


def _change(
    key: str, values_for: Callable[[SchoolClass], dict[str, object]], for_every_phone: bool = False
) -> SchoolClass:
    """Change a class by what it is now; nothing where there is nothing to change.

    Raises:
        ClassError: the key is wrong.
    """
    with changed_by_teacher(key, for_every_phone) as (connection, now):
        values = values_for(now)
        if values:
            connection.execute(update(CLASSES).where(CLASSES.c.id == now.id).values(**values))
    return teachers_class(key)
