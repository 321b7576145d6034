"""Entering a tournament, training everybody's networks on the same pupils, and reading those kept out."""

import hashlib
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import delete, insert, select, update

from digitdemo.classroom import events
from digitdemo.classroom.classes import TOURNAMENT, SchoolClass, changed_by_teacher, grow_version, lock_class
from digitdemo.classroom.collecting import Collected, collected
from digitdemo.classroom.database import changing, reading
from digitdemo.classroom.members import Member, check_member, clean_name, members_of
from digitdemo.classroom.puzzles import read_drawing
from digitdemo.classroom.tables import ENTRIES
from digitdemo.classroom.tournament import Result, judge_tournament, pupils_to_keep_out
from digitdemo.classroom.training import (
    EPOCHS_WITH_MADE,
    FEWEST_DRAWINGS,
    FEWEST_PUPILS,
    MADE_DIGITS,
    owner_of,
    pictures_of,
    runs_of,
    set_of,
)
from digitdemo.datasets.picture_folder import CLASS_PREFIX, keep_pictures, load_picture_set
from digitdemo.errors import ClassError, DigitDemoError
from digitdemo.networks.presets import PRESETS
from digitdemo.planning.setting import Setting
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.catalogue import erase_run, find_run
from digitdemo.runs.queue import join_line, stop
from digitdemo.runs.run import Run
from digitdemo.runs.status import OPEN_STATES
from digitdemo.sentences import say

QUICK_PRESETS = ("tiny", "small", "mlp", "lenet5", "keras-example")
"""Networks that learn in seconds; others are built on the Retrain page."""

MOST_ENTRIES = 12
_MOST_ANCESTORS = 20


@dataclass(frozen=True)
class Entry:
    """A group's network.

    Attributes:
        id: in the database.
        member_id: whose phone entered it.
        title: what the group calls itself; show it with ``plain``.
        network: a preset's name, or the name of a run of the Retrain page.
        run: its training; empty before the tournament starts.
    """

    id: int
    member_id: int
    title: str
    network: str
    run: str

    @property
    def is_preset(self) -> bool:
        """True where the tournament trains it."""
        return self.network in QUICK_PRESETS


def enter(of_class: SchoolClass, member: Member, title: str, network: str) -> None:
    """Enter a network, or another in its place.

    Raises:
        ClassError: no tournament is open, it has begun, it is full, or the network cannot enter.
    """
    _check_network(of_class, network)
    called = clean_name(title)
    with changing() as connection:
        now = lock_class(connection, of_class.id)
        check_member(connection, member)
        entries = connection.execute(select(ENTRIES).where(ENTRIES.c.class_id == now.id)).all()
        if now.activity != TOURNAMENT or any(entry.run for entry in entries):
            raise ClassError("class-no-entry-now")
        others = [entry for entry in entries if entry.member_id != member.id]
        if len(others) >= MOST_ENTRIES:
            raise ClassError("class-tournament-full", most=MOST_ENTRIES)
        connection.execute(delete(ENTRIES).where(ENTRIES.c.member_id == member.id))
        values = {"class_id": now.id, "member_id": member.id, "title": called, "network": network, "run": ""}
        connection.execute(insert(ENTRIES).values(**values))
        change = grow_version(connection, now.id)
    events.tell(change)


def entries_of(of_class: SchoolClass) -> list[Entry]:
    """All entries, in the order of entering."""
    wanted = select(ENTRIES).where(ENTRIES.c.class_id == of_class.id).order_by(ENTRIES.c.id)
    with reading() as connection:
        rows = connection.execute(wanted).all()
    return [Entry(row.id, row.member_id, row.title, row.network, row.run) for row in rows]


def start_tournament(key: str) -> None:
    """Keep pupils out whole, and train every preset that was entered on the others.

    Raises:
        ClassError: the key is wrong, fewer than two networks were entered, it has begun, or there is too little.
        RunError: the line is full; nothing has begun then.
        StoreError: nothing can be kept now.
    """
    started: list[Run] = []
    try:
        with changed_by_teacher(key, for_every_phone=True) as (connection, now):
            entries = entries_of(now)
            if len(entries) < 2 or any(entry.run for entry in entries):
                raise ClassError("class-two-networks")
            if any(run.status().state in OPEN_STATES for run in runs_of(now)):
                raise ClassError("class-still-training")
            count = _keep_learners(now)
            for entry in entries:
                run = find_run(entry.network) if not entry.is_preset else _train(now, entry, count)
                started += [run] if entry.is_preset else []
                connection.execute(update(ENTRIES).where(ENTRIES.c.id == entry.id).values(run=run.name))
    except DigitDemoError:
        for run in started:
            stop(run)
        raise


def clear_tournament(key: str) -> None:
    """Forget entries and the networks trained for them, for the next tournament.

    Raises:
        ClassError: the key is wrong.
        RunError: a training still goes on.
    """
    with changed_by_teacher(key, for_every_phone=True) as (connection, now):
        for entry in entries_of(now):
            if entry.is_preset and entry.run:
                erase_run(entry.run)
        connection.execute(delete(ENTRIES).where(ENTRIES.c.class_id == now.id))


def unseen_drawings(of_class: SchoolClass) -> list[Collected]:
    """Drawings of the pupils whom no network of the tournament has met.

    Raises:
        DataError: the tournament has not begun.
    """
    learned = set(load_picture_set(_set_of(of_class)).persons.tolist())
    strangers = {member.id for member in members_of(of_class) if member.place not in learned}
    return [one for one in collected(of_class) if one.member_id in strangers]


def judge_entries(readers: list[Recognizer], drawings: list[Collected]) -> Result:
    """Let every network read the same drawings."""
    is_right = [[read_drawing(reader, one.drawing).closest == one.digit for one in drawings] for reader in readers]
    return judge_tournament(np.array(is_right, bool), [one.member_id for one in drawings])


def _check_network(of_class: SchoolClass, network: str) -> None:
    """Refuse what is no network, and what has met pupils of this class.

    Raises:
        ClassError: says which.
    """
    if network in QUICK_PRESETS:
        return
    name = network
    for _ in range(_MOST_ANCESTORS):
        try:
            run = find_run(name)
            setting = run.setting()
        except DigitDemoError as error:
            if name != network:
                return  # it went on from a network that ships
            raise ClassError("class-no-such-network") from error
        has_met = str(run.about.get("owner")).startswith(owner_of(of_class))
        if has_met or setting.picture_set.startswith(CLASS_PREFIX):
            raise ClassError("class-network-has-met-you")
        if not run.has_network:
            raise ClassError("class-no-such-network")
        if not setting.start_from or setting.start_from in PRESETS:
            return
        name = setting.start_from


def _keep_learners(now: SchoolClass) -> int:
    """Keep the pictures of those who are learned from; how many they are.

    Raises:
        ClassError: too few would be left.
    """
    everything = pictures_of(now, collected(now))
    persons = np.unique(everything.persons)
    if len(everything.digits) < FEWEST_DRAWINGS or len(persons) <= FEWEST_PUPILS:
        raise ClassError("class-too-few-for-tournament", need=FEWEST_DRAWINGS, pupils=FEWEST_PUPILS + 1)

    def lot(person: int) -> bytes:
        return hashlib.sha256(everything.images[everything.persons == person].tobytes()).digest()

    out = sorted(persons.tolist(), key=lot)[: pupils_to_keep_out(len(persons), FEWEST_PUPILS)]
    is_in = ~np.isin(everything.persons, out)
    kept = replace(
        everything,
        images=everything.images[is_in],
        digits=everything.digits[is_in],
        persons=everything.persons[is_in],
    )
    keep_pictures(_set_of(now), kept)
    return len(kept.digits)


def _train(now: SchoolClass, entry: Entry, count: int) -> Run:
    setting = Setting(
        architecture=entry.network,
        synthetic=MADE_DIGITS,
        pictures=count,
        picture_set=_set_of(now),
        test="pictures",
        epochs=EPOCHS_WITH_MADE,
        batch=32,
        **PRESETS[entry.network].learning,
    )
    return join_line(setting, say("class-run-title"), f"{owner_of(now)}-{entry.id}")


def _set_of(now: SchoolClass) -> str:
    return f"{set_of(now)}-tournament"
