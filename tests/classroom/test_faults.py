"""What was told to be accepted is there afterwards, once: the server killed, the disk full, the database away."""

import asyncio
import json
import os
import secrets
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import event

from digitdemo.classroom import collecting, database
from digitdemo.classroom.classes import (
    COLLECTING,
    WAITING,
    SchoolClass,
    change_activity,
    find_class,
    open_class,
    teachers_class,
)
from digitdemo.classroom.collecting import collected, hand_in
from digitdemo.classroom.database import FILE, engine
from digitdemo.classroom.guessing import start_round
from digitdemo.classroom.members import Member, join_class
from digitdemo.classroom.puzzles import STROKE_BY_STROKE, Puzzle
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import StoreError
from tests.browser.conftest import free_port, start_app
from tests.wire import ask

LINE = [[[100, 40], [140, 140], [140, 240]]]
DRAWING = Drawing((np.array(LINE[0], float),), 280, 280, 18)
PUPILS = 4


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.2)
    return tmp_path


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "MOST_AT_ONCE", 10**6)


@dataclass
class Told:
    """What phones were told: numbers of drawings, and (token's place, round) of votes with the digit."""

    drawings: set[tuple[int, int]] = field(default_factory=set)
    votes: dict[tuple[int, int], int] = field(default_factory=dict)
    count: int = 0


async def draws(url: str, code: str, place: int, token: str, told: Told) -> None:
    """A phone that hands in one drawing after the other, each again under its number until it is accepted."""
    number = secrets.randbits(53)
    while True:
        drawing = {"token": token, "number": number, "digit": place, "strokes": LINE}
        try:
            status, _ = await ask(f"{url}/api/classes/{code}/drawings", "POST", json.dumps(drawing).encode())
        except (OSError, asyncio.IncompleteReadError):
            status = 0
        if status == 200:
            told.drawings.add((place, number))
            told.count += 1
            number = secrets.randbits(53)
        await asyncio.sleep(0.05)


async def votes(url: str, code: str, place: int, token: str, round_id: int, told: Told) -> None:
    """A phone that changes its mind all the time, and sends each vote again until it is taken."""
    digit = 0
    while True:
        ballot = {"token": token, "round": round_id, "ballot": 1, "digit": digit}
        try:
            status, _ = await ask(f"{url}/api/classes/{code}/votes", "POST", json.dumps(ballot).encode())
        except (OSError, asyncio.IncompleteReadError):
            status = 0
        if status == 200:
            told.votes[place, round_id] = digit
            told.count += 1
            digit = (digit + 1) % 10
        await asyncio.sleep(0.05)


async def until_killed(process: Any, told: Told, after_s: float, *phones: Any) -> None:
    """Kill the server in the midst of phones that were told some things, and have them go on for a moment."""
    tasks = [asyncio.create_task(phone) for phone in phones]
    enough = told.count + 2 * len(phones)
    while told.count < enough:
        await asyncio.sleep(0.02)
    await asyncio.sleep(after_s)
    process.kill()
    await asyncio.sleep(0.3)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def survive(kills: int, folder: Path) -> None:
    """Kill the server so many times, in turn in the middle of drawings and of votes; look at what is left."""
    opened, key = open_class()
    members = [join_class(opened.code) for _ in range(PUPILS)]
    told, port, rng = Told(), free_port(), np.random.default_rng(kills)
    for kill in range(kills):
        is_voting = kill % 2 == 1
        if is_voting:
            shown = start_round(key, Puzzle(STROKE_BY_STROKE, DRAWING, 1, None))
        else:
            change_activity(key, COLLECTING)
        process, url = start_app(folder / "log.txt", port=port, DIGITDEMO_STORE=str(folder))
        phones = [
            votes(url, opened.code, member.place, token, shown.id, told)
            if is_voting
            else draws(url, opened.code, member.place, token, told)
            for member, token in members
        ]
        with ThreadPoolExecutor(1) as own_thread:  # Playwright's loop runs in this one
            moment_s = float(rng.uniform(0, 0.3))
            own_thread.submit(asyncio.run, until_killed(process, told, moment_s, *phones)).result(120)
        process.wait(20)
    with sqlite3.connect(folder / FILE) as found:
        assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        drawings = found.execute("SELECT place, number FROM drawings JOIN members ON members.id = member_id").fetchall()
        kept = found.execute(
            "SELECT place, round_id, digit FROM votes JOIN members ON members.id = member_id"
        ).fetchall()
    assert len(drawings) == len(set(drawings))
    assert told.drawings <= set(drawings)
    assert len(told.drawings) >= kills
    assert len(kept) == len({row[:2] for row in kept})
    after = {(place, round_id): digit for place, round_id, digit in kept}
    # The vote that was on its way when the server died may have been taken, though nobody was told.
    assert all((after[who] - digit) % 10 in (0, 1) for who, digit in told.votes.items())
    assert len(told.votes) > 0 or kills < 2


def test_a_server_that_is_killed_keeps_what_it_accepted(tmp_path: Path) -> None:
    survive(3, tmp_path)


@pytest.mark.slow
def test_a_server_that_is_killed_twenty_times_keeps_what_it_accepted(tmp_path: Path) -> None:
    survive(20, tmp_path)


def a_class() -> tuple[SchoolClass, str, Member]:
    opened, key = open_class()
    return change_activity(key, COLLECTING), key, join_class(opened.code)[0]


def accept_until_refused(member: Member) -> set[int]:
    accepted: set[int] = set()
    while len(accepted) < 200:
        number = secrets.randbits(53)
        try:
            hand_in(member, number, 3, DRAWING)
        except StoreError:
            return accepted
        accepted.add(number)
    raise AssertionError("nothing was refused")


def numbers_of(store: Path) -> list[int]:
    with sqlite3.connect(store / FILE) as found:
        return [number for (number,) in found.execute("SELECT number FROM drawings")]


@pytest.fixture
def small_disk() -> Callable[[int], None]:
    """SQLite's own way to have no room: a most of pages, after which it says that the disk is full."""

    def shrink(pages: int) -> None:
        def limit(connection: Any, _record: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages}")

        event.listen(engine(), "connect", limit)
        engine().dispose()

    return shrink


def test_a_full_disk_is_said_and_it_goes_on_when_there_is_room(store: Path, fast: None, small_disk: Any) -> None:
    opened, _, member = a_class()
    with engine().connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    small_disk(pages + 4)
    accepted = accept_until_refused(member)
    assert accepted
    assert sorted(numbers_of(store)) == sorted(accepted)
    small_disk(1_000_000)
    assert sum(hand_in(member, 1, 3, DRAWING)) == len(accepted) + 1
    assert len(collected(opened)) == len(accepted) + 1


def test_a_locked_database_is_said_and_it_goes_on_when_it_is_free(store: Path, fast: None) -> None:
    _, key, member = a_class()
    hand_in(member, 1, 3, DRAWING)
    other = sqlite3.connect(store / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    accept_until_refused(member)
    assert teachers_class(key).activity == COLLECTING  # who only looks is not held up
    other.execute("ROLLBACK")
    other.close()
    assert sum(hand_in(member, 2, 3, DRAWING)) == 2


def test_a_database_that_is_away_is_said_and_it_goes_on_when_it_is_back(store: Path, fast: None) -> None:
    opened, key, member = a_class()
    hand_in(member, 1, 3, DRAWING)
    away = store.with_name(store.name + " away")
    store.rename(away)
    with pytest.raises(StoreError, match="cannot be reached now"):
        hand_in(member, 2, 3, DRAWING)
    with pytest.raises(StoreError, match="cannot be reached now"):
        find_class(opened.code)
    assert not store.exists()  # no empty one takes its place
    away.rename(store)
    assert sum(hand_in(member, 2, 3, DRAWING)) == 2
    assert change_activity(key, WAITING).activity == WAITING


def test_another_file_in_its_place_is_read_from_then_on(store: Path, fast: None) -> None:
    opened, _, member = a_class()
    hand_in(member, 1, 3, DRAWING)
    engine().dispose()  # as a copy is made: nothing is in the write-ahead log
    content = (store / FILE).read_bytes()
    hand_in(member, 2, 3, DRAWING)
    engine().dispose()
    (store / "copy").write_bytes(content)
    os.replace(store / "copy", store / FILE)
    assert len(collected(opened)) == 1
    assert sum(hand_in(member, 3, 3, DRAWING)) == 2


def test_a_clock_that_is_set_back_an_hour_locks_nobody_out(monkeypatch: pytest.MonkeyPatch, store: Path) -> None:
    opened, key, member = a_class()
    hand_in(member, 1, 3, DRAWING)
    an_hour_ago = time.time() - 3600
    monkeypatch.setattr(time, "time", lambda: an_hour_ago)
    assert sum(hand_in(member, 2, 3, DRAWING)) == 2
    late, _ = join_class(opened.code)
    assert sum(hand_in(late, 1, 4, DRAWING)) == 1
    assert change_activity(key, WAITING).version == teachers_class(key).version
    assert [one.digit for one in collected(opened)] == [3, 3, 4]
