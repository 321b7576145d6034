"""Follow me: where the teacher is, and what is on their canvas, for every screen that follows."""

import json
from dataclasses import asdict, dataclass, field

from sqlalchemy import update

from digitdemo.classroom.classes import FOLLOWING, SchoolClass, changed_by_teacher, teachers_class
from digitdemo.classroom.tables import CLASSES
from digitdemo.errors import ClassError

CLASS_PAGE = "lesson"
"""The teacher is on the class's own page: there is nothing to follow to yet."""

PAGES = (CLASS_PAGE, "draw", "number", "calculate", "push", "inside", "learning", "compare")
"""Names of files in ``pages``; no screen follows anywhere else."""

MOST_BYTES = 64 * 1024


@dataclass(frozen=True)
class Place:
    """What the teacher looks at.

    Attributes:
        page: one of ``PAGES``.
        drawing: the canvas's drawing as its file's text; empty where nothing is drawn.
        network: name of the chosen network; empty where none was chosen.
        values: what is chosen on the page, by its widgets' keys: a layer, a map, a pixel.
    """

    page: str
    drawing: str = ""
    network: str = ""
    values: dict[str, int | str] = field(default_factory=dict)


def lead_to(key: str, place: Place) -> SchoolClass:
    """Bring every screen to a place.

    Raises:
        ClassError: the key is wrong, there is no such page, or the drawing is too long.
    """
    if place.page not in PAGES:
        raise ClassError("class-not-now")
    text = json.dumps(asdict(place), separators=(",", ":"))
    if len(text) > MOST_BYTES:
        raise ClassError("class-drawing-too-long")
    with changed_by_teacher(key, for_every_phone=True) as (connection, now):
        values = {"follow": text, "activity": FOLLOWING, "resumes": ""}
        connection.execute(update(CLASSES).where(CLASSES.c.id == now.id).values(**values))
    return teachers_class(key)


def place_of(of_class: SchoolClass) -> Place | None:
    """Where every screen is to be; None where nobody leads now."""
    if of_class.activity != FOLLOWING or not of_class.follow:
        return None
    return Place(**json.loads(of_class.follow))
