"""Runs on disk: a folder each, with plain files that a person can read.

====================  ==================================================================================
file                  holds
====================  ==================================================================================
setting.json          what was asked for
status.json           how far it is; see ``Status``
about.json            title, owner, note: what people say about it
batches.csv           loss and accuracy while learning, some times a second
history.csv           one line an epoch
norms.csv             weight and gradient norms, a line for each layer and epoch
drawing.csv           the ten probabilities of the visitor's drawing, a line an epoch
*.npz                 pictures: ``errors`` so far, ``test`` afterwards, ``kernels_by_epoch``
command               what the page asks of the worker: pause, go on, stop
checkpoint.keras      the network and its optimiser as they were last saved, until the run is over
network.*, card.json  the network, once there is one: the run is a stored network then
log.txt               what the worker said to its standard error
====================  ==================================================================================
"""

import dataclasses
import json
import math
import re
import secrets
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digitdemo.errors import RunError
from digitdemo.storage.files import changing, make_folder, write_aside
from digitdemo.storage.models import CARD_FILE, SHIPPED_MODELS, store_folder

WAITING, RUNNING, PAUSED, DONE, STOPPED, FAILED = STATES = (
    "waiting",
    "running",
    "paused",
    "done",
    "stopped",
    "failed",
)
OPEN_STATES = (WAITING, RUNNING, PAUSED)
"""Those from which a run still goes on."""

DELETED_FOLDER = ".deleted"
KEEP_DELETED_S = 24 * 3600
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


@dataclass(frozen=True)
class Status:
    """How far a run is.

    Attributes:
        state: one of ``STATES``.
        words: one sentence about it: what it does now, or why it ended.
        epoch: epochs done.
        epochs: epochs asked for.
        progress: share of all steps done, 0 to 1.
        remaining_s: seconds of learning left; None where not known yet.
        learning_s: seconds spent learning, pauses left out.
        examples_per_s: how fast it learns now.
        queued_at: time of day of joining the line, seconds since 1970.
        turn_at: of its turn: when the queue gave it to a worker.
        started_at: of the first batch; None before.
        first_batch_s: from its turn to the first batch reported.
        ended_at: of the end.
        beat_at: when the worker last wrote.
        attempts: how often a worker took it up.
        pid: of the worker.
    """

    state: str = WAITING
    words: str = ""
    epoch: int = 0
    epochs: int = 0
    progress: float = 0.0
    remaining_s: float | None = None
    learning_s: float = 0.0
    examples_per_s: float = 0.0
    queued_at: float = 0.0
    turn_at: float = 0.0
    started_at: float | None = None
    first_batch_s: float | None = None
    ended_at: float | None = None
    beat_at: float = 0.0
    attempts: int = 0
    pid: int = 0


@dataclass(frozen=True)
class Run:
    """One run's folder."""

    folder: Path

    @property
    def name(self) -> str:
        """Its folder's name, and its network's."""
        return self.folder.name

    @property
    def has_network(self) -> bool:
        """True once a network can be used."""
        return (self.folder / CARD_FILE).is_file()

    @property
    def about(self) -> dict[str, Any]:
        """Title, owner, note."""
        return _read_json(self.folder / "about.json")

    @property
    def title(self) -> str:
        """What people call it."""
        return str(self.about.get("title") or self.name)

    def setting_text(self) -> str:
        """What ``setting.json`` says."""
        try:
            return (self.folder / "setting.json").read_text(encoding="utf-8")
        except OSError as error:
            raise RunError(f"The run “{self.name}” has lost its setting.") from error

    def results(self) -> dict[str, Any]:
        """What came out, once it is over: accuracies, verdict's numbers, parameters. Empty before."""
        return _read_json(self.folder / "results.json")

    def status(self) -> Status:
        """How far it is; a folder without a readable status has failed."""
        values = _read_json(self.folder / "status.json")
        if values.get("state") not in STATES:
            return Status(FAILED, "The files of this run are damaged.")
        known = {field.name: field.default for field in dataclasses.fields(Status)}
        given = {name: value for name, value in values.items() if name in known}
        if not all(_is_like(value, known[name]) for name, value in given.items()):
            return Status(FAILED, "The files of this run are damaged.")
        return Status(**given)

    def write_status(self, status: Status) -> None:
        """Replace the status; only whoever holds the run may: the queue before and after the worker."""
        write_aside(self.folder / "status.json", json.dumps(dataclasses.asdict(status), indent=1) + "\n")

    def change_about(self, **changes: str) -> None:
        """Change title, note or owner."""
        write_aside(self.folder / "about.json", json.dumps(self.about | changes, indent=1, ensure_ascii=False) + "\n")

    def give_command(self, word: str) -> None:
        """Ask the worker to ``pause``, ``go on`` or ``stop``."""
        write_aside(self.folder / "command", word)

    def command(self) -> str:
        """What was last asked."""
        try:
            return (self.folder / "command").read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    def last_words(self, characters: int = 400) -> str:
        """The end of what the worker said to its standard error."""
        try:
            text = (self.folder / "log.txt").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith(("I0000", "WARNING"))]
        return "\n".join(lines)[-characters:]


def create_run(
    setting_text: str, title: str, owner: str = "", files: Mapping[str, bytes] | None = None, state: str = WAITING
) -> Run:
    """Make a run's folder; it waits from now on.

    Args:
        state: another than waiting, for whoever trains it without the queue.
        files: what else lies in it from the start, by name.

    Raises:
        StoreError: the folder cannot be written.
    """
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:24] or "run"
    name = f"{time.strftime('%m%d-%H%M')}-{words}-{secrets.token_hex(2)}"
    run = Run(store_folder() / name)
    # Made under a hidden name: nobody sees a run that is not complete.
    aside = run.folder.with_name(f".new-{name}")
    with changing(run.folder):
        aside.mkdir(parents=True)
        hidden = Run(aside)
        for file_name, content in {"setting.json": setting_text.encode(), **(files or {})}.items():
            write_aside(aside / file_name, content)
        hidden.change_about(title=title, owner=owner, note="")
        hidden.write_status(Status(state, queued_at=time.time(), beat_at=time.time()))
        aside.rename(run.folder)
    return run


def all_runs(store: Path | None = None) -> list[Run]:
    """Every run of a store, newest first; without its folder, of the one that the environment names now."""
    statuses = (store or store_folder()).glob("*/status.json")
    folders = [path.parent for path in statuses if not path.parent.name.startswith(".")]
    return [Run(folder) for folder in sorted(folders, key=_age_key, reverse=True)]


def find_run(name: str) -> Run:
    """Find a run by name.

    Raises:
        RunError: there is none.
    """
    run = Run(store_folder() / name)
    if not _NAME.fullmatch(name) or not (run.folder / "status.json").is_file():
        raise RunError(f"There is no run called “{name[:60]}”.")
    return run


def delete_run(name: str) -> None:
    """Put a run away; ``restore_run`` brings it back for a day.

    Raises:
        RunError: there is none, or it is still going on.
    """
    run = find_run(name)
    if run.status().state in OPEN_STATES:
        raise RunError("This run still goes on: stop it first.")
    away = make_folder(store_folder() / DELETED_FOLDER)
    for old in away.iterdir():
        if time.time() - old.stat().st_ctime > KEEP_DELETED_S:
            shutil.rmtree(old, ignore_errors=True)
    with changing(run.folder):
        run.folder.rename(away / name)


def restore_run(name: str) -> Run:
    """Undo ``delete_run``.

    Raises:
        RunError: it is not there any more.
    """
    away = store_folder() / DELETED_FOLDER / name
    if not _NAME.fullmatch(name) or not away.is_dir():
        raise RunError(f"The run “{name[:60]}” is not there any more.")
    with changing(away):
        away.rename(store_folder() / name)
    return find_run(name)


def describe_runs() -> list[dict[str, Any]]:
    """Every run as plain values, newest first: what ``python -m digitdemo runs`` prints."""
    described = []
    for run in all_runs():
        about = run.about
        described.append(
            {
                "name": run.name,
                "title": run.title,
                "note": about.get("note", ""),
                **dataclasses.asdict(run.status()),
                "has_network": run.has_network,
                "folder": str(run.folder),
                "setting": _read_json(run.folder / "setting.json"),
                "results": run.results(),
            }
        )
    return described


def is_protected(name: str) -> bool:
    """True for the networks that ship: no run can take their place."""
    return (SHIPPED_MODELS / name / CARD_FILE).is_file()


def _is_like(value: Any, default: Any) -> bool:
    """True for text where text belongs, and for a number, or none yet, where a number does."""
    if isinstance(default, str):
        return isinstance(value, str)
    if value is None:
        return default is None
    return isinstance(value, int | float) and math.isfinite(value)


def _age_key(folder: Path) -> float:
    return Run(folder).status().queued_at


def _read_json(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
