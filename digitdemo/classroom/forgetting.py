"""Ending a lesson: deleting what the class made, for good, and saying what there was."""

import time
from dataclasses import dataclass

from sqlalchemy import func, select

from digitdemo.classroom import events
from digitdemo.classroom.classes import SchoolClass, delete_class, ended_classes, teachers_class
from digitdemo.classroom.database import reading, wipe_free_pages
from digitdemo.classroom.tables import DRAWINGS, MEMBERS, VOTES
from digitdemo.classroom.training import run_of, runs_of, set_of
from digitdemo.datasets.picture_folder import forget_sets_of_a_class
from digitdemo.errors import ClassError
from digitdemo.runs.catalogue import erase_run
from digitdemo.runs.queue import stop
from digitdemo.runs.run import DRAWING, ERRORS, TEST, Run
from digitdemo.runs.run import DRAWINGS as READ_DRAWINGS
from digitdemo.runs.status import OPEN_STATES

STOPS_WITHIN_S = 10.0
_COPIES = (TEST, ERRORS, READ_DRAWINGS, DRAWING)
"""A run's parts that hold pictures of what pupils drew."""


@dataclass(frozen=True)
class Receipt:
    """What there was, and what is left of it.

    Attributes:
        code: the class's.
        drawings: deleted, those among them that the teacher had taken out before.
        pupils: whose names were deleted.
        votes: deleted.
        networks: deleted, with their trainings.
        kept: name of the network that was kept; empty where none was.
        ended_at: seconds since 1970.
    """

    code: str
    drawings: int
    pupils: int
    votes: int
    networks: int
    kept: str
    ended_at: float


def end_lesson(key: str, *, keep_network: bool = False) -> Receipt:
    """Forget a class: drawings, names, trainings and their networks.

    Args:
        keep_network: True to keep the network that was trained last, without any picture.

    Raises:
        ClassError: the key is wrong, or a training has not stopped yet.
        StoreError: something cannot be deleted now; what is deleted already stays so, and the class remains.
    """
    return _forget(teachers_class(key), keep_network)


def forget_ended_classes() -> list[Receipt]:
    """Forget those whose time is over; one that cannot be forgotten now is tried again the next time."""
    receipts = []
    for ended in ended_classes():
        try:
            receipts.append(_forget(ended, keep_network=False))
        except ClassError:
            continue
    return receipts


def _forget(of_class: SchoolClass, keep_network: bool) -> Receipt:
    runs = runs_of(of_class)
    _stop_all(runs)
    latest = run_of(of_class)
    kept = latest.name if keep_network and latest is not None and latest.has_network else ""
    count = select(func.count())
    of_members = VOTES.c.member_id.in_(select(MEMBERS.c.id).where(MEMBERS.c.class_id == of_class.id))
    still_here = (MEMBERS.c.class_id == of_class.id, MEMBERS.c.gone == 0)
    with reading() as connection:
        drawings = connection.scalar(count.select_from(DRAWINGS).where(DRAWINGS.c.class_id == of_class.id)) or 0
        pupils = connection.scalar(count.select_from(MEMBERS).where(*still_here)) or 0
        votes = connection.scalar(count.select_from(VOTES).where(of_members)) or 0
    forget_sets_of_a_class(set_of(of_class))
    for run in runs:
        if run.name == kept:
            run.bundle.remove(*_COPIES)
            run.change_about(owner="")
        else:
            erase_run(run.name)
    change = delete_class(of_class.id)
    try:
        wipe_free_pages()
    finally:
        events.tell(change)
    return Receipt(of_class.code, drawings, pupils, votes, len(runs) - bool(kept), kept, time.time())


def _stop_all(runs: list[Run]) -> None:
    """Stop trainings and wait until they have.

    Raises:
        ClassError: one has not stopped in time.
    """
    for run in runs:
        stop(run)
    until = time.monotonic() + STOPS_WITHIN_S
    while any(run.status().state in OPEN_STATES for run in runs):
        if time.monotonic() > until:
            raise ClassError("class-training-ends")
        time.sleep(0.1)
