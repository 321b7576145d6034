"""What a run writes down while it learns, throttled: status, batches, epochs, pictures."""

import csv
import io
import time
from typing import Any

import numpy as np

from digitdemo.runs.run import BATCHES, Run
from digitdemo.runs.status import RUNNING, Status
from digitdemo.sentences import Message

STATUS_EVERY_S = 0.4
BATCHES_EVERY_S = 0.25
COMMAND_EVERY_S = 0.1
MAX_BATCH_LINES = 4000
_BATCH_FIELDS = ("batch", "at", "loss", "accuracy", "learning_rate", "examples_per_s")


class Recorder:
    """Writes down one run; reads what the page asks for."""

    def __init__(self, run: Run) -> None:
        """Go on with the run's status as it stands."""
        self.run = run
        self.status: Status = run.status()
        self._status_at = self._batches_at = self._command_at = 0.0
        self._command = ""
        self._gathered: list[tuple[float, float, int]] = []
        self._gathered_since = time.monotonic()
        self._batch_lines = 0

    def say(self, told: Message | str | None = None, **changes: Any) -> None:
        """Change the status and write it at once; told nothing new, it goes on saying what it said."""
        self.status = self.status.changed(told, beat_at=time.time(), **changes)
        self.run.write_status(self.status)
        self._status_at = time.monotonic()

    def beat(self, **changes: Any) -> None:
        """Change the status; write it if the last writing is some time ago."""
        self.status = self.status.changed(**changes)
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

    def note_line(self, part: str, values: dict[str, object]) -> None:
        """Append a line to a CSV part, with a head if it is the first."""
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, list(values), lineterminator="\n")
        if not self.run.bundle.has(part):
            writer.writeheader()
        writer.writerow({name: _rounded(value) for name, value in values.items()})
        self.run.append_line(part, text.getvalue())

    def _write_batches(self, line: tuple[object, ...]) -> None:
        self._batch_lines += 1
        if self._batch_lines <= MAX_BATCH_LINES:
            self.note_line(BATCHES, dict(zip(_BATCH_FIELDS, line, strict=True)))


def _rounded(value: object) -> object:
    return float(f"{value:.6g}") if isinstance(value, float | np.floating) else value
