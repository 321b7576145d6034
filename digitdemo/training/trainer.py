"""A run from its first batch to its last: learning, checking, pausing, stopping, saving."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np

from digitdemo.datasets.augmentation import Augmentation, vary_pictures
from digitdemo.errors import ModelError
from digitdemo.planning.gathering import Part
from digitdemo.planning.setting import Setting
from digitdemo.runs.estimate import finishing_seconds
from digitdemo.runs.recorder import Recorder
from digitdemo.runs.run import DRAWING, ERRORS, HISTORY, KERNELS, NORMS, READINGS
from digitdemo.runs.status import PAUSED, RUNNING
from digitdemo.sentences import Message
from digitdemo.storage.kept_weights import is_kept, keep_weights
from digitdemo.training.builder import learning_rate_at
from digitdemo.training.learner import Learner, accuracy_of, loss_of
from digitdemo.training.pace import Pace

SAVE_EVERY_S = 5.0
DRAWING_EVERY_S = 0.5
HOLD_PAUSE_S = 60.0
"""A run paused for longer gives its place to the next; it goes on from its checkpoint."""

WORST_SHOWN = 24
LEARNED_SAMPLE = 1000
MAX_KERNEL_EPOCHS = 100


@dataclass
class Ending:
    """How learning ended: finished, early (no progress), diverged, stopped, paused, orphaned."""

    why: str


class Trainer:
    """Leads one run through its epochs."""

    def __init__(self, setting: Setting, learn: Part, check: Part, recorder: Recorder) -> None:
        """Build the network, or load the checkpoint if the run was interrupted."""
        self.setting, self.learn, self.check, self.recorder = setting, learn, check, recorder
        self.orphaned: Callable[[], bool] = lambda: False
        place = recorder.run.checkpoint_place() if recorder.run.can_resume else {}
        self.epoch, self.batch, self.waited = (int(place.get(key, 0)) for key in ("epoch", "batch", "waited"))
        self.best, self.learning_s = place.get("best", 1e9), place.get("learning_s", 0.0)
        self.learner = Learner(setting, self._load_checkpoint() if place else None)
        self.steps_an_epoch = -(-len(learn) // setting.batch)
        self.total_steps = self.steps_an_epoch * setting.epochs
        read_after_epoch = len(check) + min(LEARNED_SAMPLE, len(learn))
        self._pace = Pace(self.total_steps, setting.epochs, read_after_epoch / setting.batch, finishing_seconds())
        self._picture = recorder.run.arrays(DRAWING).get("image")
        self._drawing_at = 0.0
        self._saved_at = time.monotonic()
        self._kernels: list[np.ndarray] = self._load_kernels()
        rng = np.random.default_rng([setting.seed, 300])
        self._learned_sample = rng.permutation(len(learn))[:LEARNED_SAMPLE]
        if self.epoch == 0 and self.batch == 0:
            self._note_kernels()
            self._keep_weights(0)
            self._note_drawing(0)

    def run(self) -> Ending:
        """Learn until the end, or until somebody stops it."""
        self.recorder.rest()
        while self.epoch < self.setting.epochs:
            why = self._learn_epoch()
            if why:
                if why != "diverged":
                    self.save()
                return Ending(why)
            self.epoch, self.batch = self.epoch + 1, 0
            if self._finish_epoch():
                return Ending("early")
        return Ending("finished")

    def save(self) -> None:
        """Save network, optimiser and place, so that learning can go on from here."""
        place = {
            "epoch": self.epoch,
            "batch": self.batch,
            "best": self.best,
            "waited": self.waited,
            "learning_s": self.learning_s,
        }
        self.recorder.run.save_checkpoint(place, lambda path: self.learner.model.save(path))
        self._saved_at = time.monotonic()

    def reload(self) -> bool:
        """After a divergence: take back the last saved network. False where there is none."""
        if not self.recorder.run.can_resume:
            return False
        self.learner = Learner(self.setting, self._load_checkpoint())
        return True

    def _learn_epoch(self) -> str:
        """Learn from the rest of this epoch's batches; why it ended before the end, or nothing."""
        rng = np.random.default_rng([self.setting.seed, 400, self.epoch])
        order = rng.permutation(len(self.learn))
        size = self.setting.batch
        self._losses: list[tuple[float, float, int]] = []
        for start in range(self.batch * size, len(order), size):
            began = time.monotonic()
            places = order[start : start + size]
            images = self.learn.images[places]
            if self.setting.augmentation != Augmentation():
                images = vary_pictures(images, self.setting.augmentation, rng)
            done = self.epoch * self.steps_an_epoch + self.batch
            rate = learning_rate_at(self.setting, done / self.total_steps)
            loss, right = self.learner.step(images, self.learn.digits[places], rate)
            self.batch += 1
            took_s = time.monotonic() - began
            self.learning_s += took_s
            self._pace.note_batch(took_s)
            if not np.isfinite(loss):
                return "diverged"
            self._losses.append((loss, right, len(places)))
            self.recorder.note_batch(done + 1, (done + 1) / self.steps_an_epoch, loss, right, rate, len(places))
            self._tell_progress(done + 1)
            self._note_drawing_now()
            why = self._obey()
            if why:
                return why
        return ""

    def _obey(self) -> str:
        """Look at what the page asks for; why learning must end, or nothing."""
        if self.orphaned():
            return "orphaned"
        command = self.recorder.command()
        if command == "stop":
            return "stopped"
        return self._pause() if command == "pause" else ""

    def _pause(self) -> str:
        self.save()
        self.recorder.say(Message("runs-paused"), state=PAUSED)
        until = time.monotonic() + HOLD_PAUSE_S
        while time.monotonic() < until:
            time.sleep(0.15)
            self.recorder.beat()
            if self.orphaned():
                return "orphaned"
            command = self.recorder.command()
            if command == "stop":
                return "stopped"
            if command != "pause":
                self.recorder.say(Message("runs-learning"), state=RUNNING)
                self.recorder.rest()
                return ""
        return "paused"

    def _tell_progress(self, done: int) -> None:
        left_s = self._pace.left_s(done, self.epoch)
        self.recorder.beat(
            epoch=self.epoch,
            progress=round(done / self.total_steps, 4),
            learning_s=round(self.learning_s, 2),
            remaining_s=None if left_s is None else round(left_s, 1),
        )

    def _finish_epoch(self) -> bool:
        """Check the network and write down what is to be seen; True if learning should stop early."""
        began = time.monotonic()
        probabilities = self.learner.read(self.check.images)
        losses, rights, counts = (
            np.array(column) for column in zip(*self._losses or [(np.nan, np.nan, 1)], strict=True)
        )
        sample = self._learned_sample
        check_loss = loss_of(probabilities, self.check.digits)
        self.recorder.note_line(
            HISTORY,
            {
                "epoch": self.epoch,
                "loss": float(np.average(losses, weights=counts)),
                "accuracy": float(np.average(rights, weights=counts)),
                "check_loss": check_loss,
                "check_accuracy": accuracy_of(probabilities, self.check.digits),
                "learned_accuracy": accuracy_of(
                    self.learner.read(self.learn.images[sample]), self.learn.digits[sample]
                ),
                "learning_s": self.learning_s,
            },
        )
        self._note_errors(probabilities)
        for layer, weights, gradient in self.learner.norms(self.check.images[:256], self.check.digits[:256]):
            line = {"epoch": self.epoch, "layer": layer, "weight_norm": weights, "gradient_norm": gradient}
            self.recorder.note_line(NORMS, line)
        self._note_kernels()
        self._keep_weights(self.epoch)
        self._note_drawing(self.epoch)
        self.waited = 0 if check_loss < self.best - 1e-4 else self.waited + 1
        self.best = min(self.best, check_loss)
        if self.epoch == 1 or time.monotonic() - self._saved_at > SAVE_EVERY_S:
            self.save()
        took_s = time.monotonic() - began
        self.learning_s += took_s
        self._pace.note_check(took_s)
        self.recorder.rest()
        self.recorder.say(epoch=self.epoch, learning_s=round(self.learning_s, 2))
        return bool(self.setting.patience) and self.waited >= self.setting.patience

    def _note_errors(self, probabilities: np.ndarray) -> None:
        """Keep the pictures that it is surest about and wrong."""
        readings = probabilities.argmax(axis=1)
        wrong = np.flatnonzero(readings != self.check.digits)
        worst = wrong[np.argsort(-probabilities[wrong].max(axis=1))][:WORST_SHOWN]
        self.recorder.run.keep_arrays(
            ERRORS,
            images=self.check.images[worst],
            digits=self.check.digits[worst],
            probabilities=probabilities[worst],
        )

    def _note_kernels(self) -> None:
        kernels = self.learner.first_kernels()
        if kernels is not None and len(self._kernels) <= MAX_KERNEL_EPOCHS:
            self._kernels.append(kernels.astype(np.float32))
            self.recorder.run.keep_arrays(KERNELS, kernels=np.stack(self._kernels))

    def _keep_weights(self, epoch: int) -> None:
        """So that every layer can be looked at as it was, and any epoch's network reads again."""
        if is_kept(epoch, self.setting.epochs, self.learner.model.count_params()):
            keep_weights(self.recorder.run.bundle, epoch, self.learner.weights())

    def _note_drawing(self, epoch: int) -> None:
        """Read the visitor's drawing, if one was there when Train was pressed."""
        if self._picture is not None:
            values = self.learner.read(self._picture[None])[0]
            self.recorder.run.note_drawing_now(values)
            self.recorder.note_line(READINGS, {"epoch": epoch, **{str(d): float(p) for d, p in enumerate(values)}})

    def _note_drawing_now(self) -> None:
        """The same between two epochs, for those who watch."""
        if self._picture is not None and time.monotonic() - self._drawing_at > DRAWING_EVERY_S:
            self.recorder.run.note_drawing_now(self.learner.read(self._picture[None])[0])
            self._drawing_at = time.monotonic()

    def _load_checkpoint(self) -> keras.Model:
        try:
            with self.recorder.run.checkpoint_file() as path:
                return keras.models.load_model(path, safe_mode=True)
        except Exception as error:  # Keras raises whatever a damaged file provokes
            raise ModelError("runs-checkpoint-damaged") from error

    def _load_kernels(self) -> list[np.ndarray]:
        kernels = self.recorder.run.arrays(KERNELS).get("kernels")
        return [] if kernels is None else list(kernels)
