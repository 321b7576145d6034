"""Leave me out: the network trained once more without one pupil's drawings, and what that changes.

The same drawings, the same made digits, the same seed; only theirs are missing. What comes out is the network of a
class that they never joined.
"""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import delete, insert, select

from digitdemo.classroom.classes import SchoolClass, changed_by_teacher, lock_class
from digitdemo.classroom.collecting import Collected
from digitdemo.classroom.database import changing, reading
from digitdemo.classroom.members import Member, check_member, members_of
from digitdemo.classroom.paired import LEVEL, sign_flip_p
from digitdemo.classroom.puzzles import read_drawing
from digitdemo.classroom.tables import REPEATS
from digitdemo.classroom.training import FEWEST_PUPILS, Score, kept_out_places, owner_of, run_of, runs_of, set_of
from digitdemo.datasets.picture_folder import PictureSet, keep_pictures, load_picture_set
from digitdemo.errors import ClassError, DigitDemoError
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.catalogue import erase_run, find_run
from digitdemo.runs.queue import join_line
from digitdemo.runs.run import Run
from digitdemo.runs.status import OPEN_STATES
from digitdemo.sentences import say

FEWEST_LEFT = 20
"""Drawings that must be left to learn from."""


@dataclass(frozen=True)
class Effect:
    """What leaving a pupil out changes.

    Attributes:
        mine_with: the network that learned from everybody, on the pupil's drawings.
        mine_without: the one without them, on the same.
        others_with: the first on everybody else's drawings.
        others_without: the second on them.
        changed: the pupil's drawings that are read differently, with both readings.
        is_chance: whether the change for the others is no larger than chance makes.
        was_kept_out: whether the first network never learned from the pupil anyway.
    """

    mine_with: Score
    mine_without: Score
    others_with: Score
    others_without: Score
    changed: tuple[tuple[Collected, int, int], ...]
    is_chance: bool
    was_kept_out: bool


def leave_me_out(of_class: SchoolClass, member: Member) -> Run:
    """Put a training without a pupil's drawings in line; the pupil asks.

    Raises:
        ClassError: no network was trained, a training still goes on, or too little would be left.
        RunError: the line is full.
        StoreError: nothing can be kept now.
    """
    with changing() as connection:
        now = lock_class(connection, of_class.id)
        check_member(connection, member)
        base, run = _start(now, member)
        connection.execute(delete(REPEATS).where(REPEATS.c.member_id == member.id))
        values = {"class_id": now.id, "member_id": member.id, "base_run": base.name, "run": run.name}
        connection.execute(insert(REPEATS).values(**values))
    return run


def leave_out(key: str, member_id: int) -> Run:
    """The same, asked for by the teacher for one pupil.

    Raises:
        ClassError: the key is wrong, nobody like that is in the class, or as in ``leave_me_out``.
        RunError, StoreError: as there.
    """
    with changed_by_teacher(key) as (_, now):
        pass
    member = next((one for one in members_of(now) if one.id == member_id), None)
    if member is None:
        raise ClassError("class-not-a-member")
    return leave_me_out(now, member)


def repeat_of(of_class: SchoolClass, member: Member) -> Run | None:
    """The training without this pupil; None where there is none of today's network."""
    wanted = select(REPEATS.c.run).where(REPEATS.c.member_id == member.id, REPEATS.c.base_run == of_class.run)
    with reading() as connection:
        name = connection.scalar(wanted)
    try:
        return find_run(name) if name else None
    except DigitDemoError:
        return None


def effect_of(
    of_class: SchoolClass, member: Member, drawings: list[Collected], with_me: Recognizer, without_me: Recognizer
) -> Effect:
    """Let both networks read all drawings.

    Raises:
        RunError, DataError: what the training was made of is lost.
    """
    read = [(one, _digit(with_me, one), _digit(without_me, one)) for one in drawings]
    mine = [each for each in read if each[0].member_id == member.id]
    others = [each for each in read if each[0].member_id != member.id]
    gained: Counter[int] = Counter()
    for one, first, second in others:
        gained[one.member_id] += (second == one.digit) - (first == one.digit)
    changed = tuple(each for each in mine if each[1] != each[2])
    is_chance = sign_flip_p(list(gained.values())) >= LEVEL
    was_kept_out = member.place in kept_out_places(of_class)
    mine_scores, others_scores = ((_score(part, 1), _score(part, 2)) for part in (mine, others))
    return Effect(*mine_scores, *others_scores, changed, is_chance, was_kept_out)


def without(pictures: PictureSet, place: int) -> PictureSet:
    """A class's pictures without one pupil's."""
    others = pictures.persons != place
    return PictureSet(pictures.images[others], pictures.digits[others], pictures.persons[others])


def _start(now: SchoolClass, member: Member) -> tuple[Run, Run]:
    base = run_of(now)
    if base is None or not base.has_network:
        raise ClassError("class-nothing-trained")
    if any(run.status().state in OPEN_STATES for run in runs_of(now)):
        raise ClassError("class-still-training")
    everything = load_picture_set(set_of(now))
    rest = without(everything, member.place)
    if len(rest.digits) == len(everything.digits):
        raise ClassError("class-nothing-of-yours")
    if len(rest.digits) < FEWEST_LEFT or len(np.unique(rest.persons)) < FEWEST_PUPILS:
        raise ClassError("class-too-few-without", have=len(rest.digits), need=FEWEST_LEFT)
    earlier = repeat_of(now, member)
    if earlier is not None:
        erase_run(earlier.name)
    name = f"{set_of(now)}-without-{member.place}"
    keep_pictures(name, rest)
    setting = replace(base.setting(), pictures=len(rest.digits), picture_set=name)
    return base, join_line(setting, say("class-run-title"), owner_of(now))


def _digit(reader: Recognizer, one: Collected) -> int:
    return read_drawing(reader, one.drawing).closest


def _score(read: list[tuple[Collected, int, int]], place: int) -> Score:
    return Score(sum(each[place] == each[0].digit for each in read), len(read))
