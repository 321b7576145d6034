"""The queue of runs: joining, waiting, pausing, going on, stopping. What happens to those in it is the dispatcher's."""

import time
from dataclasses import dataclass

import numpy as np

from digitdemo.errors import DigitDemoError, RunError
from digitdemo.planning.setting import Setting
from digitdemo.runs.catalogue import all_runs, create_run
from digitdemo.runs.estimate import estimate_seconds
from digitdemo.runs.run import Run, parts_at_start
from digitdemo.runs.status import FAILED, OPEN_STATES, PAUSED, RUNNING, STOPPED, WAITING
from digitdemo.sentences import Message
from digitdemo.storage.store import Store

MAX_ATTEMPTS = 4
"""A run that took down so many servers is not tried again."""

MAX_WAITING = 40


@dataclass(frozen=True)
class Place:
    """A place in line.

    Attributes:
        number: 1 is next.
        wait_s: seconds until its turn, about.
    """

    number: int
    wait_s: float


def waiting_runs(store: Store | None = None) -> list[Run]:
    """Those in line, next one first."""
    waiting = [(run.status().queued_at, run) for run in all_runs(store) if run.status().state == WAITING]
    return [run for _, run in sorted(waiting, key=lambda pair: (pair[0], pair[1].name))]


def open_runs(store: Store | None = None) -> list[Run]:
    """Those that run, wait or are paused, newest first."""
    return [run for run in all_runs(store) if run.status().state in OPEN_STATES]


def join_line(
    setting: Setting, title: str, owner: str = "", drawing: np.ndarray | None = None, network: bytes | None = None
) -> Run:
    """Put a run in line.

    Args:
        owner: who asks; nobody holds more than one place unless the line is empty.
        drawing: (28, 28) float32 in [0, 1], the visitor's drawing, to be read epoch by epoch.
        network: a .keras file's content, for the task ``import``.

    Raises:
        SettingError: the setting cannot be trained.
        RunError: this owner has a place already, or the line is full.
    """
    setting.check()
    _check_line(owner)
    return create_run(setting.to_json(), title, owner, parts_at_start(drawing, network))


def join_side_by_side(first: tuple[Setting, str], second: tuple[Setting, str], owner: str = "") -> tuple[Run, Run]:
    """Put two runs in line that are to be compared, each a setting and its title; together they count as one place.

    Raises:
        SettingError: one of them cannot be trained.
        RunError: this owner has a place already, or the line is full.
    """
    for setting, _ in (first, second):
        setting.check()
    _check_line(owner)
    one = create_run(first[0].to_json(), first[1], owner)
    return one, create_run(second[0].to_json(), second[1], owner, beside=one.name)


def _check_line(owner: str) -> None:
    waiting = waiting_runs()
    if any(run.about.get("owner") == owner for run in waiting):
        raise RunError("runs-place-already")
    if len(waiting) >= MAX_WAITING:
        raise RunError("runs-line-full", most=MAX_WAITING)


def place_of(run: Run) -> Place | None:
    """A waiting run's place and about how long it waits; None if it does not wait."""
    store = run.bundle.store
    waiting = waiting_runs(store)
    names = [other.name for other in waiting]
    if run.name not in names:
        return None
    number = names.index(run.name)
    wait_s = sum(_remaining_s(other) for other in all_runs(store) if other.status().state == RUNNING)
    wait_s += sum(_whole_s(other) for other in waiting[:number])
    return Place(number + 1, wait_s)


def pause(run: Run) -> None:
    """Ask a running run to pause."""
    if run.status().state == RUNNING:
        run.give_command("pause")


def go_on(run: Run) -> None:
    """Let a paused run go on, or a failed one from what it had saved; if its worker is gone it joins the line again."""
    run.give_command("go on")
    status = run.status()
    if status.state in (PAUSED, FAILED) and not has_worker(run):
        waiting = status.changed(Message("runs-in-line"), state=WAITING, queued_at=time.time(), ended_at=None)
        run.write_status(waiting)


def stop(run: Run) -> None:
    """Stop a run; what it learned is kept."""
    status = run.status()
    if status.state not in OPEN_STATES:
        return
    run.give_command("stop")
    if has_worker(run) or status.state == RUNNING:
        return
    if run.can_resume:
        # A worker makes a network of what was saved.
        run.write_status(status.changed(Message("runs-stopping"), state=WAITING, queued_at=0.0))
    else:
        run.write_status(status.changed(Message("runs-taken-out"), state=STOPPED, ended_at=time.time()))


def requeue(run: Run) -> None:
    """Put an interrupted run back at its old place; after too many attempts it is marked stopped."""
    status = run.status()
    if status.state == PAUSED:
        return  # it goes on when somebody says so
    if status.attempts >= MAX_ATTEMPTS:
        given_up = Message("runs-given-up", attempts=status.attempts)
        run.write_status(status.changed(given_up, state=STOPPED, ended_at=time.time(), pid=0))
    else:
        run.write_status(status.changed(Message("runs-server-restarted"), state=WAITING, pid=0))


def recover_runs(store: Store | None = None) -> bool:
    """After a server's start: put back in line what another left unfinished.

    Returns:
        False if a worker of that server still saves its run; then this is to be called again.
    """
    complete = True
    for run in open_runs(store):
        if run.status().state == RUNNING:
            if has_worker(run):
                complete = False
            else:
                requeue(run)
    return complete


def has_worker(run: Run) -> bool:
    """True while a process holds the run."""
    lock = run.lock()
    if lock.take():
        lock.give_back()
        return False
    return True


def _remaining_s(run: Run) -> float:
    remaining = run.status().remaining_s
    return _whole_s(run) if remaining is None else remaining


def _whole_s(run: Run) -> float:
    try:
        return estimate_seconds(run.setting())
    except DigitDemoError:  # a damaged setting must not hide the line
        return 0.0
