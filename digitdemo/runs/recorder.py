"""What a run writes down while it learns, throttled: status, batches, epochs, pictures."""

import csv
import dataclasses
import io
import time
from pathlib import Path

import numpy as np

from digitdemo.runs.run import RUNNING, Run, Status
from digitdemo.storage.files import write_aside

STATUS_EVERY_S = 0.4
BATCHES_EVERY_S = 0.25
COMMAND_EVERY_S = 0.1
MAX_BATCH_LINES = 4000
_BATCH_FIELDS = ("batch", "at", "loss", "accuracy", "learning_rate", "examples_per_s")


class Recorder:
    """Writes one run's files; reads what the page asks for."""

    def __init__(self, run: Run) -> None:
        """Go on with the run's status as it stands."""
        self.run = run
        self.status: Status = run.status()
        self._status_at = self._batches_at = self._command_at = 0.0
        self._command = ""
        self._gathered: list[tuple[float, float, int]] = []
        self._gathered_since = time.monotonic()
        self._batch_lines = 0

    def say(self, **changes: object) -> None:
        """Change the status and write it at once."""
        self.status = dataclasses.replace(self.status, beat_at=time.time(), **changes)  # type: ignore[arg-type]
        self.run.write_status(self.status)
        self._status_at = time.monotonic()

    def beat(self, **changes: object) -> None:
        """Change the status; write it if the last writing is some time ago."""
        self.status = dataclasses.replace(self.status, **changes)  # type: ignore[arg-type]
        if time.monotonic() - self._status_at > STATUS_EVERY_S:
            self.say()

    def command(self) -> str:
        """What the page asks for; looked up some times a second."""
        if time.monotonic() - self._command_at > COMMAND_EVERY_S:
            self._command, self._command_at = self.run.command(), time.monotonic()
        return self._command

    def note_batch(self, number: int, at: float, loss: float, accuracy: float, rate: float, count: int) -> None:
        """Note one batch; means over a quarter of a second become a line, the very first batch one of its own.

        Args:
            number: of the batch, from 1 over all epochs.
            at: epochs done, with the share of the one that is on.
        """
        self._gathered.append((loss, accuracy, count))
        now = time.monotonic()
        first = self.status.started_at is None
        if first or now - self._batches_at > BATCHES_EVERY_S:
            seconds = max(now - self._gathered_since, 1e-6)
            losses, accuracies, counts = zip(*self._gathered, strict=True)
            speed = sum(counts) / seconds
            line = (number, at, np.mean(losses), np.mean(accuracies), rate, 0 if first else speed)
            self._write_batches(line)
            self._gathered, self._gathered_since, self._batches_at = [], now, now
            if first:
                self.say_started()
            else:
                self.beat(examples_per_s=round(speed, 1))

    def say_started(self) -> None:
        """The first batch is learned: write down how long that took."""
        waited_s = time.time() - (self.status.turn_at or self.status.queued_at)
        self.say(started_at=time.time(), first_batch_s=round(waited_s, 2), state=RUNNING)

    def rest(self) -> None:
        """A pause: what is gathered must not count its time."""
        self._gathered, self._gathered_since = [], time.monotonic()

    def note_line(self, file_name: str, values: dict[str, object]) -> None:
        """Append a line to a CSV file, with a head if it is the first."""
        path = self.run.folder / file_name
        fresh = not path.exists()
        with path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(values))
            if fresh:
                writer.writeheader()
            writer.writerow({name: _rounded(value) for name, value in values.items()})

    def keep_arrays(self, file_name: str, **arrays: np.ndarray) -> None:
        """Replace an npz file."""
        save_arrays(self.run.folder / file_name, **arrays)

    def _write_batches(self, line: tuple[object, ...]) -> None:
        self._batch_lines += 1
        if self._batch_lines <= MAX_BATCH_LINES:
            self.note_line("batches.csv", dict(zip(_BATCH_FIELDS, line, strict=True)))


def save_arrays(path: Path, **arrays: np.ndarray) -> None:
    """Write an npz file aside, then rename it."""
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]  # its stubs take the switch for an array's name
    write_aside(path, packed.getvalue())


def _rounded(value: object) -> object:
    return float(f"{value:.6g}") if isinstance(value, float | np.floating) else value
