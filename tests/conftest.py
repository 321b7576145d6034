"""Data and doubles that several rooms' tests share."""

import json
import os
import sys
import types
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from digitdemo import Recognizer
from digitdemo.datasets.mnist import MNIST_VARIABLE, Mnist, load_mnist
from digitdemo.datasets.stroke_file import LETTERS_VARIABLE, STROKES_VARIABLE, WrittenSign, load_stroke_file
from digitdemo.networks.task import LETTERS
from digitdemo.sentences import raise_mistakes

PROJECT = Path(__file__).resolve().parents[1]
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # a busy machine is no failure
raise_mistakes()  # a server logs an unknown sentence and goes on; a test fails of it


MOST_PROCESSES = 4
"""That run tests at once: each may hold a TensorFlow, a browser and a server."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A process for each core that this one may use; files that are named run in this one."""
    if config.args and all(".py" in argument for argument in config.args):
        return 0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_PROCESSES)


def shared_file(variable: str, name: str) -> Path:
    """A data file named in the environment, or beside the project; without one the test is skipped."""
    path = Path(os.environ.get(variable) or PROJECT.parent / "shared" / "data" / name)
    if not path.is_file():
        pytest.skip(f"needs {name}: name it in {variable}")
    return path


@pytest.fixture(scope="session")
def dev_digits() -> list[WrittenSign]:
    return load_stroke_file(shared_file(STROKES_VARIABLE, "drawn-digits-dev.json.gz"))


@pytest.fixture(scope="session")
def dev_letters() -> list[WrittenSign]:
    return load_stroke_file(shared_file(LETTERS_VARIABLE, "drawn-letters-dev.json.gz"))


@pytest.fixture(scope="session")
def mnist() -> Mnist:
    return load_mnist(shared_file(MNIST_VARIABLE, "mnist.npz"))


@pytest.fixture(scope="session")
def recognizer() -> Recognizer:
    return Recognizer.load()


class CanvasDouble:
    """Stands in for the canvas, which AppTest cannot show; a test sets what was drawn."""

    def __init__(self) -> None:
        self.json_data: dict | None = None
        self.calls: list[dict] = []

    def st_canvas(self, **arguments: object) -> types.SimpleNamespace:
        self.calls.append(arguments)
        return types.SimpleNamespace(json_data=self.json_data or arguments.get("initial_drawing"))


@pytest.fixture
def canvas(monkeypatch: pytest.MonkeyPatch) -> CanvasDouble:
    double = CanvasDouble()
    module = types.ModuleType("streamlit_drawable_canvas")
    module.st_canvas = double.st_canvas
    monkeypatch.setitem(sys.modules, "streamlit_drawable_canvas", module)
    return double


@pytest.fixture
def letter_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of ten letters by ten made-up people, named in the environment; each letter is a line at its own angle."""
    rng = np.random.default_rng(7)
    drawings = []
    for writer in range(10):
        for place, letter in enumerate(LETTERS * 3):
            angle = np.pi * (place % len(LETTERS)) / len(LETTERS) + rng.normal(0, 0.05)
            half = 0.35 * np.array([np.cos(angle), np.sin(angle)])
            points = np.linspace(0.5 - half, 0.5 + half, 12) + rng.normal(0, 0.01, (12, 2))
            drawings.append({"writer": writer, "letter": letter, "strokes": [points.tolist()]})
    path = tmp_path / "letters.json"
    path.write_text(json.dumps({"drawings": drawings}))
    monkeypatch.setenv(LETTERS_VARIABLE, str(path))
    return path
