"""How far a run is: what ``status.json`` holds."""

import dataclasses
import json
import math
from dataclasses import dataclass
from typing import Any

from digitdemo.sentences import Message

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

GIVEN_BACK = 75
"""Exit status of a worker that saved its run and left it to be taken up again (EX_TEMPFAIL)."""


@dataclass(frozen=True)
class Status:
    """How far a run is.

    Attributes:
        state: one of ``STATES``.
        message: what it does now, or why it ended.
        words: the same as plain text: of an error that has no sentence of its own, and in runs of older versions.
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
    message: Message | None = None
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

    def said(self) -> str:
        """What it does now, or why it ended, in the reader's language; empty where there is nothing to say."""
        return self.message.said() if self.message else self.words

    def changed(self, told: Message | str | None = None, **changes: Any) -> "Status":
        """Another status, which says something else if told to."""
        if isinstance(told, Message):
            changes |= {"message": told, "words": ""}
        elif told is not None:
            changes |= {"message": None, "words": told}
        return dataclasses.replace(self, **changes)

    def values(self) -> dict[str, Any]:
        """Plain values, for people and programs."""
        fields = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return fields | {"message": self.message.to_json() if self.message else None}

    def to_json(self) -> str:
        """What ``status.json`` holds."""
        return json.dumps(self.values(), indent=1) + "\n"

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> "Status":
        """Read plain values; what is none of a status is that of a run that has failed."""
        known = {field.name: field.default for field in dataclasses.fields(cls)}
        message = Message.from_json(values.get("message"))
        given = {name: value for name, value in values.items() if name in known and name != "message"}
        if given.get("state") not in STATES or not all(_is_like(value, known[name]) for name, value in given.items()):
            return cls(FAILED, Message("runs-files-damaged"))
        return cls(**given, message=message)


def _is_like(value: Any, default: Any) -> bool:
    """True for text where text belongs, and for a number, or none yet, where a number does."""
    if isinstance(default, str):
        return isinstance(value, str)
    if value is None:
        return default is None
    return isinstance(value, int | float) and math.isfinite(value)
