"""A detector that ships: trained, stored, with a card that says how."""

import platform
import shlex
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from digitdemo.datasets.scenes import Sources
from digitdemo.detecting.grid import CELL_PX
from digitdemo.storage.models import StoredModel
from digitdemo.storage.store import bundle_at
from digitdemo.training.detector_files import store_detector
from digitdemo.training.detector_training import EPOCHS, NAME, SCENES, learn_scenes
from digitdemo.training.shipping import MNIST_LICENCE, STROKES_LICENCE


def train_detector(
    sources: Sources,
    folder: Path,
    *,
    seed: int,
    split: dict[str, Any],
    epochs: int = EPOCHS,
    scenes: int = SCENES,
    verbose: int = 1,
    measure: Callable[[StoredModel], dict[str, Any]] = lambda stored: {},
) -> StoredModel:
    """Train a detector, store it, and write into its card what it is worth.

    Args:
        split: for the card: which writers were learned from and which left out.
        scenes: of an epoch; tests take fewer.
        measure: figures for the card.
    """
    started = time.perf_counter()
    model = learn_scenes(sources, seed=seed, epochs=epochs, scenes=scenes, verbose=verbose)
    card = describe(sources, seed, epochs) | {
        "split": split,
        "training_time_s": round(time.perf_counter() - started),
    }
    return store_detector(model, bundle_at(folder), card, measure)


def describe(sources: Sources, seed: int, epochs: int) -> dict[str, Any]:
    """What the card says before anything is measured."""
    used = [*([STROKES_LICENCE] if sources.digits else []), *([MNIST_LICENCE] if len(sources.mnist_images) else [])]
    return {
        "title": "Digits at one glance",
        "description": "It finds digits anywhere on a sheet, and reads them, in one pass.",
        "licence": "; ".join(["Free to use", *(f"learned from {entry['name']}: {entry['licence']}" for entry in used)]),
        "architecture": NAME,
        "recipe": NAME,
        "command": shlex.join(["python", "-m", "digitdemo", "train", "--recipe", NAME, "--seed", str(seed)]),
        "epochs": epochs,
        "seed": seed,
        "cell_px": CELL_PX,
        "data": used,
        "versions": {
            "python": platform.python_version(),
            "tensorflow": tf.__version__,
            "keras": keras.__version__,
            "numpy": np.__version__,
        },
    }
