"""Runs and networks on disk: whole or not at all, and the shipped ones out of reach."""

import errno
from pathlib import Path

import pytest

from digitdemo.errors import RunError, StoreError
from digitdemo.planning.setting import Setting
from digitdemo.runs.catalogue import all_runs, create_run, delete_run, describe_runs, find_run
from digitdemo.runs.queue import go_on, has_worker, join_line, place_of, recover_runs, requeue, stop, waiting_runs
from digitdemo.runs.status import Status
from digitdemo.storage.files import FileLock, write_aside
from digitdemo.storage.models import DEFAULT_MODEL, SHIPPED_MODELS, STORE_VARIABLE
from digitdemo.storage.shared_choice import SHARE_VARIABLE, share_choice, shared_choice


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    return tmp_path


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    path = tmp_path / "status.json"
    path.write_text("old")

    def full(self, content):
        with open(self, "wb") as file:
            file.write(content[:3])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(StoreError, match="disk is full"):
            write_aside(path, "new and long")
        with pytest.raises(StoreError, match="disk is full"):
            create_run("{}", "x")
    assert path.read_text() == "old"
    assert all_runs() == []


def test_a_lock_is_held_by_one(tmp_path):
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert first.take()
    assert first.take()
    assert not second.take()
    first.give_back()
    assert second.take()


def test_names_cannot_climb(store):
    for name in ("..", "../x", "/etc", "", ".deleted", "a/b", "A" * 300):
        with pytest.raises(RunError):
            find_run(name)
        with pytest.raises(RunError):
            delete_run(name)
    run = create_run("{}", "../../etc/passwd <b>")
    assert Path(run.bundle.place).parent == store


def test_the_shipped_network_cannot_be_deleted():
    with pytest.raises(RunError):
        delete_run(DEFAULT_MODEL)
    assert (SHIPPED_MODELS / DEFAULT_MODEL / "card.json").is_file()


def test_nobody_holds_more_than_one_place(store):
    first = join_line(Setting(), "a", "anna")
    with pytest.raises(RunError, match="already"):
        join_line(Setting(), "b", "anna")
    second = join_line(Setting(), "c", "ben")
    assert [run.name for run in waiting_runs()] == [first.name, second.name]
    assert place_of(second).number == 2
    assert place_of(second).wait_s > place_of(first).wait_s
    stop(first)
    assert first.status().state == "stopped"
    assert place_of(second).number == 1


def test_interrupted_runs_go_back_to_their_place_but_not_for_ever(store):
    run = create_run(Setting().to_json(), "a")
    run.write_status(Status("running", queued_at=1.0, attempts=1))
    assert recover_runs()
    assert run.status().state == "waiting"
    assert run.status().queued_at == 1.0
    run.write_status(Status("running", attempts=4))
    requeue(run)
    assert run.status().state == "stopped"


def test_a_run_whose_worker_lives_is_left_alone(store):
    run = create_run(Setting().to_json(), "a")
    run.write_status(Status("running"))
    lock = FileLock(Path(run.bundle.place) / ".worker.lock")
    lock.take()
    assert has_worker(run)
    assert not recover_runs()
    assert run.status().state == "running"
    lock.give_back()
    assert recover_runs()


def test_a_pause_that_gave_its_place_away_joins_the_line_again(store):
    run = create_run(Setting().to_json(), "a")
    run.write_status(Status("paused"))
    go_on(run)
    assert run.status().state == "waiting"
    assert run.command() == "go on"


def test_damaged_status_is_a_failed_run(store):
    run = create_run("{}", "a")
    for content in ("", "{", "[]", '{"state": "flying"}', "\x00\xff"):
        (Path(run.bundle.place) / "status.json").write_text(content)
        assert run.status().state == "failed"
    assert len(describe_runs()) == 1


def test_choosing_for_everyone_needs_leave(monkeypatch, store):
    with pytest.raises(RunError):
        share_choice(DEFAULT_MODEL)
    monkeypatch.setenv(SHARE_VARIABLE, "1")
    share_choice(DEFAULT_MODEL)
    assert shared_choice() == DEFAULT_MODEL
    (store / "everyone.json").write_text('{"network": "gone"}')
    assert shared_choice() == DEFAULT_MODEL
