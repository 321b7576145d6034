"""A store of its own, a dispatcher of its own, and one finished run that many tests look at."""

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from digitdemo.datasets.mnist import Mnist
from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.planning.setting import Setting
from digitdemo.runs.dispatcher import Dispatcher
from digitdemo.runs.queue import join_line
from digitdemo.runs.run import Run
from digitdemo.runs.status import OPEN_STATES
from digitdemo.storage.folder_store import FolderStore
from digitdemo.storage.models import STORE_VARIABLE

QUICK = Setting(architecture="c4k5s2-relu", synthetic=400, epochs=2, batch=50)
"""Fifteen batches: enough to be seen, over at once."""

LONG = Setting(architecture="c4k5s2-relu", synthetic=2000, epochs=200, batch=50)
"""Never over while a test looks."""


def wait_for(what: Callable[[], object], limit_s: float = 180.0) -> object:
    """Wait until something is true; a test fails rather than waiting for ever."""
    until = time.monotonic() + limit_s
    while time.monotonic() < until:
        found = what()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def wait_for_end(run: Run, limit_s: float = 180.0) -> str:
    wait_for(lambda: run.status().state not in OPEN_STATES, limit_s)
    return run.status().state


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("store")
        patch.setenv(STORE_VARIABLE, str(folder))
        patch.setenv("DIGITDEMO_NICE", "0")
        yield folder


@pytest.fixture(scope="module")
def queue(store) -> Iterator[Dispatcher]:
    dispatcher = Dispatcher(FolderStore(store))
    yield dispatcher
    dispatcher.close()


@pytest.fixture(scope="module")
def finished(queue: Dispatcher) -> Run:
    picture = np.zeros((28, 28), np.float32)
    picture[5:24, 13:15] = 1
    run = join_line(QUICK, "Quick", "anna", picture)
    queue.wake()
    assert wait_for_end(run) == "done", run.last_words(2000)
    return run


ONE = [np.array([[0.5, 0.1], [0.5, 0.9]])]
SEVEN = [np.array([[0.2, 0.1], [0.8, 0.1], [0.4, 0.9]])]
LETTER = [np.array([[0.1, 0.9], [0.5, 0.1], [0.9, 0.9]]), np.array([[0.3, 0.5], [0.7, 0.5]])]


@pytest.fixture(scope="session")
def few_digits() -> list[WrittenSign]:
    """Six writers, each with two digits, each in one's own width."""
    return [
        WrittenSign(writer, sign, [stroke * [0.5 + writer / 10, 1] for stroke in strokes])
        for writer in range(1, 7)
        for sign, strokes in (("1", ONE), ("7", SEVEN))
    ]


@pytest.fixture(scope="session")
def few_letters() -> list[WrittenSign]:
    return [WrittenSign(writer, "A", LETTER) for writer in range(1, 7)]


@pytest.fixture(scope="session")
def little_mnist() -> Mnist:
    """80 pictures to learn and 20 to test: a bar whose place tells the digit."""
    pictures = np.zeros((100, 28, 28), np.uint8)
    digits = np.arange(100) % 10
    for picture, digit in zip(pictures, digits, strict=True):
        picture[4:24, 4 + 2 * digit : 6 + 2 * digit] = 255
    return Mnist(pictures[:80], digits[:80].astype(np.uint8), pictures[80:], digits[80:].astype(np.uint8))
