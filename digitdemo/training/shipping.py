"""A network that ships: trained by its recipe, calibrated, stored, measured, with a card that says all that."""

import platform
import shlex
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from digitdemo.datasets import expression_file, stroke_file
from digitdemo.datasets import mnist as mnist_file
from digitdemo.errors import ModelError
from digitdemo.reading.network import Network
from digitdemo.reading.recognizer import Recognizer
from digitdemo.storage.models import StoredModel
from digitdemo.storage.store import bundle_at
from digitdemo.training.calibration import at_temperature, choose_min_probability, fit_temperature
from digitdemo.training.cards import add_to_card
from digitdemo.training.convert import store_model
from digitdemo.training.data import TrainingData
from digitdemo.training.learning import learn
from digitdemo.training.measures import Measures, expected_calibration_error, measure, measure_strangers
from digitdemo.training.recipe import Recipe

MNIST_LICENCE = {"name": "MNIST", "licence": mnist_file.LICENCE}
HANDS_LICENCE = {"name": "CROHME 2016", "licence": expression_file.LICENCE}
STROKES_LICENCE = {"name": "DigiLeTs", "licence": stroke_file.LICENCE}


def train_network(
    recipe: Recipe,
    data: TrainingData,
    folder: Path,
    *,
    seed: int,
    say: Callable[[str], None] = print,
    verbose: int = 1,
) -> StoredModel:
    """Train a network by a recipe, calibrate it if the recipe says so, store it and measure it.

    Args:
        folder: of the stored network; its name is the network's.
        say: shows a line about what is going on.
        verbose: 1 shows Keras's progress bar.
    """
    started = time.perf_counter()
    model = learn(recipe, data, seed=seed, verbose=verbose)
    training_time_s = time.perf_counter() - started
    card = {**describe(recipe, data, seed), "training_time_s": round(training_time_s)}
    return finish(model, recipe, data, folder, card, say)


def finish(
    model: keras.Model,
    recipe: Recipe,
    data: TrainingData,
    folder: Path,
    card: dict[str, Any],
    say: Callable[[str], None] = print,
) -> StoredModel:
    """Calibrate a trained network, store it and write down what it is worth."""
    if recipe.calibrate and data.left_out_digits:
        say("Calibrating on the writers left out …")
        card = {**card, **calibrate(model, data)}
    stored = store_model(model, bundle_at(folder), card)
    say("Measuring …")
    figures = measure_left_out(stored, data).for_card()
    if data.strangers:
        figures["strangers"] = measure_strangers(Recognizer(Network(stored)), data.strangers)
    return add_to_card(stored, figures)


def calibrate(model: keras.Model, data: TrainingData) -> dict[str, float]:
    """Fold the temperature that fits the left-out writers into the network, and choose when it says nothing.

    Returns:
        For the card: ``temperature``, ``min_probability``, and ``ece_uncalibrated`` to compare with.
    """
    with tempfile.TemporaryDirectory() as folder:
        stored = store_model(model, bundle_at(Path(folder) / "uncalibrated"), {"title": "uncalibrated"})
        measures = measure(Recognizer(Network(stored)), digits=data.left_out_digits, letters=data.left_out_letters)
    digits = measures.digits
    not_digits = measures.not_digits
    assert digits is not None  # there are left-out digits
    temperature = fit_temperature(digits.probabilities, digits.truths)
    fold_temperature(model, temperature)
    highest = [
        at_temperature(answers.probabilities, temperature).max(axis=1) if answers is not None else np.empty(0)
        for answers in (digits, not_digits)
    ]
    return {
        "temperature": round(temperature, 4),
        "min_probability": choose_min_probability(*highest),
        "ece_uncalibrated": round(expected_calibration_error(digits.probabilities, digits.truths), 5),
    }


def fold_temperature(model: keras.Model, temperature: float) -> None:
    """Divide the last dense layer's weights by the temperature, so that the network itself says calibrated numbers.

    Raises:
        ModelError: the network does not end in a dense layer and a softmax.
    """
    if not (isinstance(model.layers[-1], keras.layers.Softmax) and isinstance(model.layers[-2], keras.layers.Dense)):
        raise ModelError("network-no-calibration")
    model.layers[-2].set_weights([weights / np.float32(temperature) for weights in model.layers[-2].get_weights()])


def measure_left_out(stored: StoredModel, data: TrainingData) -> Measures:
    """Measure a stored network on MNIST's test digits and on the writers left out."""
    return measure(
        Recognizer(Network(stored)), mnist=data.mnist, digits=data.left_out_digits, letters=data.left_out_letters
    )


def describe(recipe: Recipe, data: TrainingData, seed: int) -> dict[str, Any]:
    """What a card says about a network before it is trained."""
    learns_strokes = bool(recipe.drawn_digits and data.digits)
    return {
        "title": recipe.title,
        "description": recipe.description,
        **({"adaptation": recipe.adaptation} if recipe.adaptation else {}),
        "architecture": recipe.architecture,
        "recipe": recipe.name,
        "command": shlex.join(["python", "-m", "digitdemo", "train", "--recipe", recipe.name, "--seed", str(seed)]),
        "epochs": recipe.all_epochs,
        "seed": seed,
        "min_probability": 0.0,
        "data": [
            MNIST_LICENCE,
            *([STROKES_LICENCE] if learns_strokes else []),
            *([HANDS_LICENCE] if recipe.more_hands else []),
        ],
        "split": {
            "training_writers": _training_writers(data) if learns_strokes else [],
            "left_out_writers": data.left_out_writers,
            **({"left_out_people": data.left_out_people} if recipe.more_hands else {}),
        },
        "versions": {
            "python": platform.python_version(),
            "tensorflow": tf.__version__,
            "keras": keras.__version__,
            "numpy": np.__version__,
        },
    }


def _training_writers(data: TrainingData) -> list[int]:
    """Of the first collection, whose writers are numbered; the others are all but those left out."""
    return sorted({sign.writer for sign in data.digits if isinstance(sign.writer, int)})
