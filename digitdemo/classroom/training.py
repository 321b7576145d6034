"""Training on a class's drawings, with some pupils kept out whole; before and after; publishing the network."""

from dataclasses import dataclass

import numpy as np
from sqlalchemy import select, update

from digitdemo.classroom.classes import (
    PUBLISHED,
    TRAINING,
    SchoolClass,
    changed_by_teacher,
    teachers_class,
)
from digitdemo.classroom.collecting import Collected, collected
from digitdemo.classroom.database import reading
from digitdemo.classroom.members import members_of
from digitdemo.classroom.puzzles import read_drawing
from digitdemo.classroom.tables import CLASSES
from digitdemo.datasets.augmentation import picture_of_strokes
from digitdemo.datasets.picture_folder import CLASS_PREFIX, PictureSet, keep_pictures
from digitdemo.errors import ClassError, DataError, DigitDemoError
from digitdemo.planning.gathering import PERSONS_A_SOURCE, SOURCES, gather_test, mnist_is_here
from digitdemo.planning.setting import Setting
from digitdemo.reading.preprocessing import PEN_WIDTH_IN_BOX_PX
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.catalogue import all_runs, find_run
from digitdemo.runs.queue import join_line, stop
from digitdemo.runs.run import Run
from digitdemo.runs.status import OPEN_STATES
from digitdemo.sentences import say

FEWEST_DRAWINGS = 30
FEWEST_PUPILS = 3
"""One to learn from, one to check with after each epoch, one to test with at the end: each whole."""

MADE, MNIST, ALONE = "made", "mnist", "alone"
BESIDES = (MADE, MNIST, ALONE)
"""What a class's network learns from besides its drawings: made handwriting, MNIST, nothing."""

MADE_DIGITS = MNIST_DIGITS = 3_000
EPOCHS_WITH_MADE, EPOCHS_ALONE = 4, 12


@dataclass(frozen=True)
class Score:
    """How well a network reads some drawings.

    Attributes:
        right: how many it reads right.
        count: of how many.
    """

    right: int
    count: int


@dataclass(frozen=True)
class Comparison:
    """The class's drawings, read by the network that ships and by the class's own.

    Attributes:
        kept_out: names of the pupils whom the network has never met.
        before_strangers: the shipped network on their drawings.
        after_strangers: the class's network on them.
        before_others: the shipped network on everybody else's.
        after_others: the class's network on them.
    """

    kept_out: tuple[str, ...]
    before_strangers: Score
    after_strangers: Score
    before_others: Score
    after_others: Score


def start_training(key: str, *, beside: str = MADE) -> Run:
    """Put a training on the class's drawings in line; every phone then waits for it.

    Args:
        beside: one of ``BESIDES``.

    Raises:
        ClassError: the key is wrong, there is too little to learn from, or a training still goes on.
        DataError: MNIST is not here.
        RunError: the line is full.
        StoreError: nothing can be kept now.
    """
    now = teachers_class(key)
    drawings, owner = collected(now), owner_of(now)
    if len(drawings) < FEWEST_DRAWINGS or len({drawing.member_id for drawing in drawings}) < FEWEST_PUPILS:
        raise ClassError("class-too-few", have=len(drawings), need=FEWEST_DRAWINGS)
    if any(run.status().state in OPEN_STATES for run in runs_of(now)):
        raise ClassError("class-still-training")
    if beside == MNIST and not mnist_is_here():
        raise DataError("class-no-mnist")  # the phones must not wait for a download
    keep_pictures(set_of(now), pictures_of(now, drawings))
    run = join_line(_setting(now, len(drawings), beside), say("class-run-title"), owner)
    try:
        with changed_by_teacher(key, for_every_phone=True) as (connection, _):
            changed = update(CLASSES).where(CLASSES.c.id == now.id).values(run=run.name, activity=TRAINING)
            connection.execute(changed)
    except DigitDemoError:
        stop(run)
        raise
    return run


def publish(key: str) -> SchoolClass:
    """Let every phone read with the network that was trained last.

    Raises:
        ClassError: the key is wrong, or no network is ready.
    """
    now = teachers_class(key)
    run = run_of(now)
    if run is None or not run.has_network:
        raise ClassError("class-nothing-trained")
    with changed_by_teacher(key, for_every_phone=True) as (connection, _):
        values = {"network": run.name, "activity": PUBLISHED}
        connection.execute(update(CLASSES).where(CLASSES.c.id == now.id).values(**values))
    return teachers_class(key)


def compare(of_class: SchoolClass, before: Recognizer, after: Recognizer) -> Comparison:
    """Let two networks read all drawings of a class; who was kept out is apart from the rest.

    Raises:
        RunError, DataError: what the training was made of is lost.
    """
    strangers = kept_out_places(of_class)
    places = {member.id: member.place for member in members_of(of_class)}
    names = tuple(member.name for member in members_of(of_class) if member.place in strangers)
    drawings = collected(of_class)
    apart = [drawing for drawing in drawings if places[drawing.member_id] in strangers]
    others = [drawing for drawing in drawings if places[drawing.member_id] not in strangers]
    scores = (_score(reader, part) for part in (apart, others) for reader in (before, after))
    return Comparison(names, *scores)


def kept_out_places(of_class: SchoolClass) -> frozenset[int]:
    """Places of the pupils whom the latest training keeps out whole.

    Raises:
        RunError, DataError: what the training was made of is lost.
    """
    persons = gather_test(find_run(of_class.run).setting()).persons - PERSONS_A_SOURCE * SOURCES.index("pictures")
    return frozenset(persons.tolist())


def runs_of(of_class: SchoolClass) -> list[Run]:
    """All trainings of a class, those without a pupil and those of a tournament too."""
    owner = owner_of(of_class)
    return [run for run in all_runs() if str(run.about.get("owner")).startswith(owner)]


def run_of(of_class: SchoolClass) -> Run | None:
    """The class's latest training, if there is one."""
    try:
        return find_run(of_class.run) if of_class.run else None
    except DigitDemoError:
        return None


def owner_of(of_class: SchoolClass) -> str:
    """The name under which a class's trainings stand in line: 16 hexadecimal digits that tell nobody its code."""
    with reading() as connection:
        kept = connection.scalar(select(CLASSES.c.key_hash).where(CLASSES.c.id == of_class.id))
    if kept is None:
        raise ClassError("class-not-there")
    return str(kept)[:16]


def set_of(of_class: SchoolClass) -> str:
    """Name of the set of pictures that its trainings learn from."""
    return f"{CLASS_PREFIX}{owner_of(of_class)}"


def _setting(of_class: SchoolClass, count: int, beside: str) -> Setting:
    return Setting(
        architecture="small",
        synthetic=MADE_DIGITS if beside == MADE else 0,
        mnist=MNIST_DIGITS if beside == MNIST else 0,
        pictures=count,
        picture_set=set_of(of_class),
        test="pictures",
        epochs=EPOCHS_ALONE if beside == ALONE else EPOCHS_WITH_MADE,
        batch=32,
    )


def pictures_of(of_class: SchoolClass, drawings: list[Collected]) -> PictureSet:
    """The drawings as trainings learn from them; a pupil's number is their place."""
    places = {member.id: member.place for member in members_of(of_class)}
    images = [picture_of_strokes(drawing.drawing.strokes, PEN_WIDTH_IN_BOX_PX) for drawing in drawings]
    digits = np.array([drawing.digit for drawing in drawings], np.uint8)
    return PictureSet(np.stack(images), digits, np.array([places[drawing.member_id] for drawing in drawings], np.int32))


def _score(reader: Recognizer, drawings: list[Collected]) -> Score:
    right = sum(read_drawing(reader, one.drawing).closest == one.digit for one in drawings)
    return Score(right, len(drawings))
