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
from digitdemo.runs.estimate import finishing_seconds
from digitdemo.runs.recorder import Recorder
from digitdemo.runs.run import Run
from digitdemo.runs.status import DONE, FAILED, GIVEN_BACK, PAUSED, RUNNING, STOPPED
from digitdemo.sentences import Message
from digitdemo.training.aids import AIDS
from digitdemo.training.imports import import_network
from digitdemo.training.results import (
    compare_on_drawings,
    measure,
    store_network,
    test_network,
    time_reading,
)
from digitdemo.training.trainer import Ending, Trainer


def train_run(run: Run, orphaned: Callable[[], bool] = lambda: False, recorder: Recorder | None = None) -> int:
    """Train a run; every way in which it can end is written to its status.

    Args:
        orphaned: tells whether the process that asked for it is gone.
        recorder: to write into, if it is to do more than write files.

    Returns:
        The process's exit status: 0, or ``GIVEN_BACK``.
    """
    recorder = recorder or Recorder(run)
    lock = run.lock()  # held until this process ends: the sign that the run has a worker
    if not lock.take():
        return GIVEN_BACK
    try:
        recorder.say(
            Message("runs-getting-pictures"),
            state=RUNNING,
            pid=os.getpid(),
            started_at=None,
            attempts=recorder.status.attempts + 1,
        )
        setting = run.setting()
        setting.check()
        return _do(setting, recorder, orphaned)
    except DigitDemoError as error:
        return _fail(recorder, Message.of_error(error) or str(error))
    except MemoryError:
        return _fail(recorder, Message("runs-memory-full"))
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return _fail(recorder, Message("runs-disk-full") if full else Message("runs-system-refused", reason=str(error)))


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
    recorder.say(Message("runs-learning"), epochs=setting.epochs)
    ending = trainer.run()
    if ending.why == "orphaned":
        return GIVEN_BACK
    if ending.why == "paused":
        recorder.say(Message("runs-paused-place-given"), state=PAUSED, pid=0)
        return GIVEN_BACK
    if ending.why == "diverged" and not trainer.reload():
        return _fail(recorder, Message("runs-diverged"))
    _finish(setting, trainer, ending, gather_test(setting, mnist_path))
    return 0


_ENDINGS = {
    "finished": (DONE, Message("runs-all-epochs-done")),
    "early": (DONE, Message("runs-stopped-early")),
    "diverged": (DONE, Message("runs-diverged-kept")),
    "stopped": (STOPPED, Message("runs-stopped-kept")),
}


def _finish(setting: Setting, trainer: Trainer, ending: Ending, test: Part) -> None:
    recorder, began = trainer.recorder, time.monotonic()
    expected_s = finishing_seconds()
    recorder.say(Message("runs-testing"), remaining_s=expected_s)
    probabilities = test_network(trainer.learner, test, recorder)
    results = measure(probabilities, test)
    recorder.say(Message("runs-storing"), remaining_s=max(expected_s - (time.monotonic() - began), 0))
    stored = store_network(setting, trainer.learner, recorder, results)
    recorder.say(Message("runs-reading-drawings"))
    results |= compare_on_drawings(setting, stored, recorder)
    results |= {
        "ending": ending.why,
        "parameters": stored.parameters,
        "reading_ms": time_reading(stored),
        "learning_s": trainer.learning_s,
        "learned_pictures": len(trainer.learn),
        "check_pictures": len(trainer.check),
        "finishing_s": round(time.monotonic() - began, 2),
    }
    recorder.run.write_results(results)
    recorder.run.forget_checkpoint()
    state, message = _ENDINGS[ending.why]
    done = 1.0 if ending.why == "finished" else recorder.status.progress
    recorder.say(message, state=state, ended_at=time.time(), progress=done, remaining_s=0.0)


def _fail(recorder: Recorder, why: Message | str) -> int:
    try:
        recorder.say(why, state=FAILED, ended_at=time.time(), remaining_s=None)
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
    recorder.say(Message("runs-downloading-mnist"))
    import keras

    try:
        keras.datasets.mnist.load_data()
    except Exception as error:  # whatever the network and its proxies think of
        raise DataError("runs-mnist-not-downloaded") from error
    return keras_cache_path()
