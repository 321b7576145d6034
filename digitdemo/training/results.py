"""What came of a run: tested, stored as a network, and written down in numbers and pictures."""

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from digitdemo.datasets.augmentation import picture_of_strokes
from digitdemo.errors import DigitDemoError
from digitdemo.networks.task import DIGITS
from digitdemo.planning.gathering import PERSONS_A_SOURCE, SOURCES, Part
from digitdemo.planning.setting import Setting
from digitdemo.reading.network import Network
from digitdemo.reading.preprocessing import PEN_WIDTH_IN_BOX_PX
from digitdemo.runs.recorder import Recorder
from digitdemo.runs.run import DRAWINGS, NAMELESS, TEST
from digitdemo.storage.labelled import labelled_names, read_labelled
from digitdemo.storage.models import DEFAULT_MODEL, StoredModel, find_model
from digitdemo.training.convert import store_model
from digitdemo.training.learner import Learner, accuracy_of

MAX_COMPARED = 300
BINS = 10


def store_network(setting: Setting, learner: Learner, recorder: Recorder, results: Mapping[str, Any]) -> StoredModel:
    """Store the run's network beside its other files: from then on it can be used on every page."""
    about = recorder.run.about
    card: dict[str, Any] = {
        "title": about.get("title") or recorder.run.name,
        "trained_on": {name: getattr(setting, name) for name in SOURCES if getattr(setting, name)},
        "epochs": recorder.status.epoch,
        "training_time_s": round(recorder.status.learning_s, 1),
    }
    if setting.classes != DIGITS:
        card["classes"] = list(setting.classes)
    accuracy = {"own_test": round(results["test_accuracy"], 4)}
    if "mnist" in results["accuracy_by_source"]:
        accuracy["mnist_test"] = round(results["accuracy_by_source"]["mnist"], 4)
    card |= {"test_accuracy": accuracy["own_test"], "accuracy": accuracy}
    return store_model(learner.model, recorder.run.bundle, card)


def test_network(learner: Learner, test: Part, recorder: Recorder) -> np.ndarray:
    """Read all test pictures; keep them with their readings.

    Returns:
        (count, 10) float32 probabilities.
    """
    probabilities = learner.read(test.images)
    recorder.run.keep_arrays(
        TEST,
        images=test.images,
        digits=test.digits,
        persons=test.persons,
        sources=test.sources,
        probabilities=probabilities,
    )
    return probabilities


def measure(probabilities: np.ndarray, test: Part) -> dict[str, Any]:
    """Accuracies and calibration of a test."""
    right = probabilities.argmax(axis=1) == test.digits
    persons = [int(person) for person in np.unique(test.persons) if person >= 0]
    by_person = {
        test.names.get(p, f"{NAMELESS}{p % PERSONS_A_SOURCE + 1}"): float(right[test.persons == p].mean())
        for p in persons
    }
    by_source = {SOURCES[s]: float(right[test.sources == s].mean()) for s in np.unique(test.sources)}
    return {
        "test_accuracy": accuracy_of(probabilities, test.digits),
        "test_pictures": len(test),
        "accuracy_by_source": by_source,
        "accuracy_by_person": by_person,
        "calibration": calibrate(probabilities.max(axis=1), right),
    }


def calibrate(sureness: np.ndarray, right: np.ndarray) -> dict[str, Any]:
    """How well sureness and truth agree (Guo et al., "On calibration of modern neural networks", 2017).

    Returns:
        ``error``: expected calibration error, 0 to 1; ``bins``: for each tenth with pictures in it, mean sureness,
        share right, count.
    """
    tenth = np.minimum((sureness * BINS).astype(int), BINS - 1)
    bins = [
        [float(sureness[tenth == b].mean()), float(right[tenth == b].mean()), int((tenth == b).sum())]
        for b in range(BINS)
        if (tenth == b).any()
    ]
    error = sum(abs(sure - share) * count for sure, share, count in bins) / max(len(right), 1)
    return {"error": error, "bins": bins}


def compare_on_drawings(setting: Setting, after: StoredModel, recorder: Recorder) -> dict[str, Any]:
    """Read the labelled drawings with the network from before and with the new one; keep them side by side."""
    labelled, _ = read_labelled(labelled_names()[-MAX_COMPARED:])
    if not labelled or setting.classes != DIGITS:
        return {}
    try:
        before = Network(find_model(setting.start_from or DEFAULT_MODEL))
        if before.model.classes != DIGITS:
            return {}
    except DigitDemoError:
        return {}
    new = Network(after)
    images = np.stack([picture_of_strokes(entry.drawing.strokes, PEN_WIDTH_IN_BOX_PX) for entry in labelled])
    digits = np.array([entry.digit for entry in labelled], np.uint8)
    inputs = images.astype(np.float32) / 255
    read_before = np.stack([before.probabilities(picture) for picture in inputs])
    read_after = np.stack([new.probabilities(picture) for picture in inputs])
    recorder.run.keep_arrays(DRAWINGS, images=images, digits=digits, before=read_before, after=read_after)
    return {
        "drawings": len(digits),
        "drawings_before": accuracy_of(read_before, digits),
        "drawings_after": accuracy_of(read_after, digits),
        "before_name": before.model.title,
    }


def time_reading(model: StoredModel, rounds: int = 50) -> float:
    """Milliseconds that one reading takes with LiteRT; the median."""
    network = Network(model)
    picture = np.zeros((28, 28), np.float32)
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        network.probabilities(picture)
        times.append(1e3 * (time.perf_counter() - began))
    return float(np.median(times))
