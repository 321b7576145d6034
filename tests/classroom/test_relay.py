"""Several web processes on one PostgreSQL: what one changes, the others' listeners hear."""

import os
import queue
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import create_engine, text

from digitdemo.classroom import collecting, events, relay
from digitdemo.classroom.classes import COLLECTING, change_activity, open_class
from digitdemo.classroom.collecting import collected, hand_in
from digitdemo.classroom.database import engine
from digitdemo.classroom.members import join_class, members_of
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import ClassError
from tests.classroom.hands import new_number
from tests.conftest import PROJECT

ANOTHER_PROCESS = "import sys; from digitdemo.classroom.members import join_class; join_class(sys.argv[1])"
ENDED_BY_ANOTHER = "import sys; from digitdemo.classroom.forgetting import end_lesson; end_lesson(sys.argv[1])"


@pytest.fixture
def heard(postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "queue.Queue[events.Change]":
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    monkeypatch.setenv("DIGITDEMO_DATABASE", postgresql)
    relay.hear_other_processes()
    return queue.Queue()


def next_change(heard: "queue.Queue[events.Change]", version: int) -> events.Change:
    """The next one of this version; how things stand is told too when a line is taken up."""
    while (change := heard.get(timeout=20)).version < version:
        pass
    return change


def test_what_another_process_changes_is_heard_once_it_is_done(heard: "queue.Queue[events.Change]") -> None:
    opened, _ = open_class()
    events.listen(opened.code, heard.put)
    subprocess.run([sys.executable, "-c", ANOTHER_PROCESS, opened.code], cwd=PROJECT, check=True, env=os.environ)
    assert next_change(heard, 2) == events.Change(opened.code, 2, 1)
    assert len(members_of(opened)) == 1


def test_one_s_own_change_is_heard_once(heard: "queue.Queue[events.Change]") -> None:
    opened, key = open_class()
    events.listen(opened.code, heard.put)
    change_activity(key, COLLECTING)
    assert next_change(heard, 2) == events.Change(opened.code, 2, 2)
    subprocess.run([sys.executable, "-c", ANOTHER_PROCESS, opened.code], cwd=PROJECT, check=True, env=os.environ)
    assert next_change(heard, 3).version == 3  # had the own one come back from the database, it would be in between
    assert heard.empty()


def test_a_line_that_breaks_is_taken_up_again_and_what_was_missed_is_told(
    heard: "queue.Queue[events.Change]", monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, _ = open_class()
    monkeypatch.setattr(relay, "AGAIN_S", 0.1)
    events.listen(opened.code, heard.put)
    with engine().begin() as connection:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'"
        assert connection.execute(text(ended)).all()
    assert heard.get(timeout=20) == events.Change(opened.code, 1, 1)


def test_what_another_process_ends_is_forgotten_here_too(
    heard: "queue.Queue[events.Change]", monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, key = open_class()
    change_activity(key, COLLECTING)
    member, _ = join_class(opened.code)
    hand_in(member, new_number(), 3, Drawing((np.array([[40.0, 30.0], [60.0, 200.0]]),), 280, 280, 18))
    assert len(collected(opened)) == 1
    assert collecting._read.cache_info().currsize == 1
    events.listen(opened.code, heard.put)
    subprocess.run([sys.executable, "-c", ENDED_BY_ANOTHER, key], cwd=PROJECT, check=True, env=os.environ)
    assert next_change(heard, 5).has_ended
    assert collecting._read.cache_info().currsize == 0


def test_a_newer_postgresql_is_refused_in_a_sentence(
    postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = postgresql.removesuffix("postgres") + "newer"
    with create_engine(postgresql, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("CREATE DATABASE newer"))
    with create_engine(newer).begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    monkeypatch.setenv("DIGITDEMO_DATABASE", newer)
    with pytest.raises(ClassError, match=r"newer version \(9999\)"):
        open_class()
