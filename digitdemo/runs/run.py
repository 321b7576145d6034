"""One run: what was asked for, how far it is, what it wrote down, what came of it. Kept as a bundle of parts.

====================  ==================================================================================
part                  holds
====================  ==================================================================================
setting.json          what was asked for
status.json           how far it is; see ``Status``
about.json            title, owner, note: what people say about it
batches.csv           loss and accuracy while learning, some times a second
history.csv           one line an epoch
norms.csv             weight and gradient norms, a line for each layer and epoch
drawing.csv           the ten probabilities of the visitor's drawing, a line an epoch
drawing_now.json      the same as of the last second or so, while it learns
sweep.csv             of the rate sweep: the loss by learning rate
gradients.csv         of the gradient check: both ways' numbers, a line a weight
results.json          what came out
drawing.npz           the visitor's drawing
errors.npz            pictures: the worst so far
test.npz              the test pictures and their readings
drawings.npz          labelled drawings, read before and after
kernels_by_epoch.npz  the first convolution's kernels
weights_after_*.npz   all weights after each epoch, for looking back
command               what the page asks of the worker: pause, go on, stop
checkpoint.*          the network, its optimiser and its place as last saved, until the run is over
import.keras          a network that somebody brought, until it is looked through
network.*, card.json  the network, once there is one: the run is a stored network then
log.txt               what the worker said to its standard error
====================  ==================================================================================
"""

import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from digitdemo.errors import DigitDemoError, RunError
from digitdemo.networks.task import DIGITS
from digitdemo.planning.setting import Setting
from digitdemo.runs.status import Status
from digitdemo.storage.models import CARD_FILE
from digitdemo.storage.store import Bundle, Lock

if TYPE_CHECKING:
    import pandas as pd

STATUS, SETTING, ABOUT, RESULTS = "status.json", "setting.json", "about.json", "results.json"
BATCHES, HISTORY, NORMS, READINGS = "batches.csv", "history.csv", "norms.csv", "drawing.csv"
SWEEP, GRADIENTS = "sweep.csv", "gradients.csv"
DRAWING, ERRORS, TEST, DRAWINGS, KERNELS = (
    "drawing.npz",
    "errors.npz",
    "test.npz",
    "drawings.npz",
    "kernels_by_epoch.npz",
)
NAMELESS = "#"
"""In results, before the number of a person whose name is not known."""

_NOW = "drawing_now.json"
_CHECKPOINT, _PLACE = "checkpoint.keras", "checkpoint.json"
_COMMAND, _LOG, _BROUGHT = "command", "log.txt", "import.keras"
_LONGEST_LOG_BYTES = 64 * 1024


@dataclass(frozen=True)
class Run:
    """One run; where its parts are kept is its bundle's business."""

    bundle: Bundle

    @property
    def name(self) -> str:
        """Its own, and its network's."""
        return self.bundle.name

    @property
    def has_network(self) -> bool:
        """True once a network can be used."""
        return self.bundle.has(CARD_FILE)

    # What people say about it, and what they asked for.

    @property
    def about(self) -> dict[str, Any]:
        """Title, owner, note."""
        return self._values(ABOUT)

    @property
    def title(self) -> str:
        """What people call it."""
        return str(self.about.get("title") or self.name)

    def change_about(self, **changes: str) -> None:
        """Change title, note or owner."""
        self.bundle.write(ABOUT, json.dumps(self.about | changes, indent=1, ensure_ascii=False) + "\n")

    def setting(self) -> Setting:
        """What was asked for.

        Raises:
            RunError: it is lost.
            SettingError: it cannot be read.
        """
        try:
            return Setting.from_json(self.bundle.read(SETTING).decode("utf-8", errors="replace"))
        except OSError as error:
            raise RunError("runs-setting-lost", name=self.name) from error

    def classes(self) -> tuple[str, ...]:
        """What its network tells apart; the ten digits where nobody can say."""
        try:
            return self.setting().classes
        except DigitDemoError:
            return DIGITS

    def setting_values(self) -> dict[str, Any]:
        """The same as plain values, as they stand there; empty where they cannot be read."""
        return self._values(SETTING)

    def give_command(self, word: str) -> None:
        """Ask the worker to ``pause``, ``go on`` or ``stop``."""
        self.bundle.write(_COMMAND, word)

    def command(self) -> str:
        """What was last asked."""
        return self.bundle.read_text(_COMMAND).strip()

    # How far it is.

    def status(self) -> Status:
        """How far it is; a run without a readable status has failed."""
        return Status.from_values(self._values(STATUS))

    def write_status(self, status: Status) -> None:
        """Replace the status; only whoever holds the run may: the queue before and after the worker."""
        self.bundle.write(STATUS, status.to_json())

    def lock(self) -> Lock:
        """Held by the process that trains it."""
        return self.bundle.lock()

    def version(self) -> tuple[int, ...]:
        """Changes whenever what a table of runs says about it does."""
        return self.bundle.version(STATUS, ABOUT, RESULTS, HISTORY)

    # What it wrote down, and what came of it.

    def results(self) -> dict[str, Any]:
        """What came out, once it is over: accuracies, verdict's numbers, parameters. Empty before."""
        return self._values(RESULTS)

    def write_results(self, values: dict[str, Any]) -> None:
        """Write down what came out."""
        self.bundle.write(RESULTS, json.dumps(values, indent=1) + "\n")

    def history(self) -> "pd.DataFrame":
        """A line an epoch: ``epoch``, loss and accuracy learned and checked, ``learning_s``; empty before the first."""
        return self._table(HISTORY)

    def batches(self) -> "pd.DataFrame":
        """Some lines a second: ``batch``, ``at`` (epochs), ``loss``, ``accuracy``, ``learning_rate``, ..."""
        return self._table(BATCHES)

    def norms(self) -> "pd.DataFrame":
        """``epoch``, ``layer``, ``weight_norm``, ``gradient_norm``."""
        return self._table(NORMS)

    def drawing_readings(self) -> "pd.DataFrame":
        """The visitor's drawing: ``epoch`` and the probabilities of ``0`` to ``9``."""
        return self._table(READINGS)

    def note_drawing_now(self, probabilities: np.ndarray) -> None:
        """How the visitor's drawing is read right now; takes the place of what was noted before."""
        self.bundle.write(_NOW, json.dumps({"probabilities": [round(float(value), 4) for value in probabilities]}))

    def drawing_now(self) -> np.ndarray | None:
        """(classes,) probabilities of the visitor's drawing as it was last read; None before the first time."""
        noted = self._values(_NOW).get("probabilities")
        if isinstance(noted, list) and noted and all(isinstance(value, int | float) for value in noted):
            return np.array(noted, np.float64)
        readings = self.drawing_readings()
        return readings.iloc[-1].drop("epoch").to_numpy(float) if len(readings) else None

    def sweep(self) -> "pd.DataFrame":
        """Of the rate sweep: ``learning_rate``, ``loss``."""
        return self._table(SWEEP)

    def gradients(self) -> "pd.DataFrame":
        """Of the gradient check, a line a weight."""
        return self._table(GRADIENTS)

    def _table(self, part: str) -> "pd.DataFrame":
        import pandas as pd  # half a second that no worker pays

        text = self.bundle.read_text(part)
        whole = text[: text.rfind("\n") + 1]  # the last line may not be complete yet
        try:
            return pd.read_csv(io.StringIO(whole), on_bad_lines="skip")
        except ValueError:
            return pd.DataFrame()

    def append_line(self, part: str, line: str) -> None:
        """Add a line to a CSV part."""
        self.bundle.append(part, line)

    def arrays(self, part: str) -> dict[str, np.ndarray]:
        """An npz part's arrays by name; empty where there is none, or a damaged one."""
        try:
            with np.load(io.BytesIO(self.bundle.read(part)), allow_pickle=False) as stored:
                return {name: np.asarray(stored[name]) for name in stored.files}
        except Exception:  # NumPy and zipfile raise whatever a damaged file provokes
            return {}

    def keep_arrays(self, part: str, **arrays: np.ndarray) -> None:
        """Replace an npz part."""
        packed = io.BytesIO()
        np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]  # its stubs take the switch for an array's name
        self.bundle.write(part, packed.getvalue())

    # What a worker needs to take it up again.

    @property
    def can_resume(self) -> bool:
        """True if it was saved while it learned: it can go on from there."""
        return self.bundle.has(_PLACE) and self.bundle.has(_CHECKPOINT)

    def save_checkpoint(self, place: dict[str, float], save: Callable[[Path], object]) -> None:
        """Save the network with its optimiser, and how far it is."""
        self.bundle.write_with(_CHECKPOINT, save)
        self.bundle.write(_PLACE, json.dumps(place))

    def checkpoint_place(self) -> dict[str, float]:
        """How far it was when it was saved; empty where it was not."""
        return {name: value for name, value in self._values(_PLACE).items() if isinstance(value, int | float)}

    def checkpoint_file(self) -> AbstractContextManager[Path]:
        """The saved network as a file; ``FileNotFoundError`` where there is none."""
        return self.bundle.as_file(_CHECKPOINT)

    def forget_checkpoint(self) -> None:
        """It is over: nobody goes on from there."""
        self.bundle.remove(_CHECKPOINT, _PLACE)

    @property
    def is_import(self) -> bool:
        """True while a network that somebody brought waits to be looked through."""
        return self.bundle.has(_BROUGHT)

    def brought_file(self) -> AbstractContextManager[Path]:
        """The network that somebody brought, as a file; ``FileNotFoundError`` where there is none."""
        return self.bundle.as_file(_BROUGHT)

    def forget_brought(self) -> None:
        """It is stored as the run's network now."""
        self.bundle.remove(_BROUGHT)

    def keep_log(self, content: bytes) -> None:
        """Keep the end of what a worker said to its standard error."""
        self.bundle.write(_LOG, content[-_LONGEST_LOG_BYTES:])

    def last_words(self, characters: int = 400) -> str:
        """The end of what the worker said to its standard error."""
        lines = self.bundle.read_text(_LOG).splitlines()
        said = [line for line in lines if line.strip() and not line.startswith(("I0000", "WARNING"))]
        return "\n".join(said)[-characters:]

    def _values(self, part: str) -> dict[str, Any]:
        try:
            values = json.loads(self.bundle.read(part))
        except (OSError, ValueError, RecursionError):
            return {}
        return values if isinstance(values, dict) else {}


def parts_at_start(drawing: np.ndarray | None, network: bytes | None) -> dict[str, bytes]:
    """What a run has besides its setting before anybody works on it.

    Args:
        drawing: (28, 28) float32 in [0, 1], to be read epoch by epoch.
        network: a .keras file's content, for the task ``import``.
    """
    parts: dict[str, bytes] = {}
    if drawing is not None:
        packed = io.BytesIO()
        np.savez(packed, image=np.round(drawing * 255).astype(np.uint8))
        parts[DRAWING] = packed.getvalue()
    if network is not None:
        parts[_BROUGHT] = network
    return parts
