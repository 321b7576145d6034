"""One run from its folder to its results, and what to say when something is in the way."""

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

from digitdemo.datasets.mnist import find_mnist, keras_cache_path
from digitdemo.errors import DataError, DigitDemoError
from digitdemo.planning.gathering import Part, gather, gather_test
from digitdemo.planning.setting import Setting
from digitdemo.runs.recorder import Recorder
from digitdemo.runs.run import DONE, FAILED, PAUSED, RUNNING, STOPPED, Run
from digitdemo.storage.files import FileLock
from digitdemo.training.aids import AIDS
from digitdemo.training.imports import import_network
from digitdemo.training.results import (
    compare_on_drawings,
    measure,
    store_network,
    test_network,
    time_reading,
    write_results,
)
from digitdemo.training.trainer import CHECKPOINT, PLACE, Ending, Trainer

GIVEN_BACK = 75
"""Exit status of a worker that saved its run and left it to be taken up again (EX_TEMPFAIL)."""


def train_run(folder: Path, orphaned: Callable[[], bool] = lambda: False, recorder: Recorder | None = None) -> int:
    """Train a run; every way in which it can end is written to its status.

    Args:
        orphaned: tells whether the process that asked for it is gone.
        recorder: to write into, if it is to do more than write files.

    Returns:
        The process's exit status: 0, or ``GIVEN_BACK``.
    """
    recorder = recorder or Recorder(Run(folder))
    lock = FileLock(folder / ".worker.lock")  # held until this process ends: the sign that the run has a worker
    if not lock.take():
        return GIVEN_BACK
    try:
        recorder.say(
            state=RUNNING,
            words="Getting the pictures ready.",
            pid=os.getpid(),
            started_at=None,
            attempts=recorder.status.attempts + 1,
        )
        setting = Setting.from_json(recorder.run.setting_text())
        setting.check()
        return _do(setting, recorder, orphaned)
    except DigitDemoError as error:
        return _fail(recorder, str(error))
    except MemoryError:
        return _fail(recorder, "The memory is full: take fewer pictures, smaller batches or a smaller network.")
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return _fail(recorder, "The disk is full: delete runs, then train again." if full else f"{error}")


def _do(setting: Setting, recorder: Recorder, orphaned: Callable[[], bool]) -> int:
    if setting.task == "import":
        import_network(recorder)
        return 0
    mnist_path = _mnist(setting, recorder)
    learn, check = gather(setting, mnist_path)
    if setting.task in AIDS:
        AIDS[setting.task](setting, learn, recorder)
        return 0
    trainer = Trainer(setting, learn, check, recorder)
    trainer.orphaned = orphaned
    recorder.say(words="Learning.", epochs=setting.epochs)
    ending = trainer.run()
    if ending.why == "orphaned":
        return GIVEN_BACK
    if ending.why == "paused":
        recorder.say(
            state=PAUSED, words="Paused; its place went to the next run. “Go on” puts it in line again.", pid=0
        )
        return GIVEN_BACK
    if ending.why == "diverged" and not trainer.reload():
        return _fail(recorder, "Learning diverged: the loss is no longer a number. Take a lower learning rate.")
    _finish(setting, trainer, ending, gather_test(setting, mnist_path))
    return 0


_ENDINGS = {
    "finished": (DONE, "All epochs are done."),
    "early": (DONE, "Stopped early: the loss on the check pictures did not fall any more."),
    "diverged": (DONE, "Learning diverged; the network from before is kept. Take a lower learning rate."),
    "stopped": (STOPPED, "Stopped; what was learned is kept."),
}


def _finish(setting: Setting, trainer: Trainer, ending: Ending, test: Part) -> None:
    recorder = trainer.recorder
    recorder.say(words="Testing the network.", remaining_s=None)
    probabilities = test_network(trainer.learner, test, recorder)
    results = measure(probabilities, test)
    recorder.say(words="Storing the network.")
    stored = store_network(setting, trainer.learner, recorder, results["test_accuracy"])
    recorder.say(words="Reading your drawings.")
    results |= compare_on_drawings(setting, stored, recorder)
    results |= {
        "ending": ending.why,
        "parameters": stored.parameters,
        "reading_ms": time_reading(stored),
        "learning_s": trainer.learning_s,
        "learned_pictures": len(trainer.learn),
        "check_pictures": len(trainer.check),
    }
    write_results(recorder, results)
    for name in (CHECKPOINT, PLACE):
        (recorder.run.folder / name).unlink(missing_ok=True)
    state, words = _ENDINGS[ending.why]
    done = 1.0 if ending.why == "finished" else recorder.status.progress
    recorder.say(state=state, words=words, ended_at=time.time(), progress=done, remaining_s=0.0)


def _fail(recorder: Recorder, words: str) -> int:
    try:
        recorder.say(state=FAILED, words=words, ended_at=time.time(), remaining_s=None)
    except OSError:
        return 1  # a full disk may refuse even this; the queue then writes it
    return 0


def _mnist(setting: Setting, recorder: Recorder) -> Path | None:
    """Where MNIST lies, downloaded if it is needed and not here.

    Raises:
        DataError: it cannot be had.
    """
    if not setting.mnist and setting.test != "mnist":
        return None
    found = find_mnist()
    if found is not None:
        return found
    recorder.say(words="Downloading MNIST, 11 MB, once.")
    import keras

    try:
        keras.datasets.mnist.load_data()
    except Exception as error:  # whatever the network and its proxies think of
        raise DataError(
            "MNIST could not be downloaded. Choose synthetic handwriting, which needs no network."
        ) from error
    return keras_cache_path()
