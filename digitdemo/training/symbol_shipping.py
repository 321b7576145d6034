"""The network for symbols that ships: trained, measured, stored, with a card that says all that."""

import platform
import shlex
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from digitdemo.calculating.grouping import box_of, usual_height_px
from digitdemo.calculating.stroke_pairs import DISTANCE, FAR, fit_pairs, pair_features
from digitdemo.calculating.symbol_sizes import measure_sizes
from digitdemo.datasets import stroke_file
from digitdemo.datasets.augmentation import picture_of_strokes
from digitdemo.datasets.expression_file import LICENCE, OTHER
from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.errors import DataError
from digitdemo.reading.preprocessing import PEN_WIDTH_IN_BOX_PX
from digitdemo.storage.models import StoredModel
from digitdemo.storage.store import bundle_at
from digitdemo.training.convert import store_model
from digitdemo.training.sources import fetch_expressions
from digitdemo.training.symbol_data import (
    CLASSES,
    SymbolData,
    all_signs,
    sampling_shares,
    split_writers,
    written_by,
    wrong_group,
)
from digitdemo.training.symbol_training import DIGITS, EPOCHS, NAME, NO_SIGNS, SIGNS, learn_symbols

JUDGED_SHARE = 0.25
"""Of the named writers of calculations."""


def load_data(path: Path | None, digits: Sequence[WrittenSign], seed: int) -> SymbolData:
    """Read the calculations and leave a part of their writers out.

    Raises:
        DataError: no file is named, or it cannot be read.
    """
    written = fetch_expressions(path)
    learned, judged = split_writers(written, JUDGED_SHARE, seed)
    known = written_by(written, learned)
    if not known.symbols or not known.expressions:
        raise DataError("expressions-too-few")
    return SymbolData(known, written_by(written, judged), list(digits), learned, judged)


def train_symbols(
    data: SymbolData, folder: Path, *, seed: int, epochs: int | None = None, verbose: int = 1, size: float = 1.0
) -> StoredModel:
    """Train the network, store it, and write into its card how well it reads the judged writers' signs.

    Args:
        size: of an epoch, 1 for the usual one; tests take less.
    """
    started = time.perf_counter()
    counts = [round(count * size) for count in (SIGNS, DIGITS, NO_SIGNS)]
    epochs = epochs or EPOCHS
    model = learn_symbols(data, counts, epochs, seed=seed, verbose=verbose)
    card = describe(data, seed, epochs) | geometry_for_card(data, counts, seed)
    card |= {"training_time_s": round(time.perf_counter() - started)}
    return store_model(model, bundle_at(folder), card | {"accuracy": measure(model, all_signs(data.judged))})


def geometry_for_card(data: SymbolData, counts: Sequence[int], seed: int) -> dict[str, Any]:
    """What the calculations learned from say about sizes of signs and about strokes that belong together."""
    features, is_same = [], []
    for expression in data.learned.expressions:
        of_stroke = {index: number for number, symbol in enumerate(expression.symbols) for index in symbol.strokes}
        described = pair_features(expression.strokes, usual_height_px(expression.strokes))
        first, second = np.triu_indices(len(expression.strokes), 1)
        near = described[first, second, DISTANCE] < FAR
        features.append(described[first, second][near])
        is_same.append(
            [of_stroke.get(a, -1) == of_stroke.get(b, -2) for a, b in zip(first[near], second[near], strict=True)]
        )
    weights = fit_pairs(np.concatenate(features), np.concatenate(is_same))
    return {"sizes": sizes_for_card(data, counts, seed), "stroke_pairs": np.round(weights, 3).tolist()}


def sizes_for_card(data: SymbolData, counts: Sequence[int], seed: int) -> dict[str, Any]:
    """How large signs are in the calculations learned from, and how often each label was shown."""
    rng = np.random.default_rng(seed)
    labels, sizes = [], []
    for expression in data.learned.expressions:
        groups = [
            (symbol.label, [expression.strokes[index] for index in symbol.strokes]) for symbol in expression.symbols
        ]
        if len(groups) > 1:
            groups += [(OTHER, wrong_group(expression, rng)) for _ in range(len(groups) // 2)]
        height_px = usual_height_px(expression.strokes)
        boxes = [box_of(strokes) for _, strokes in groups]
        labels += [label for label, _ in groups]
        sizes += [[box.width / height_px, box.height / height_px] for box in boxes]
    shown = np.ones(len(CLASSES))
    signs = [sign.sign for sign in all_signs(data.learned)]
    for label, share in zip(signs, sampling_shares(signs), strict=True):
        shown[CLASSES.index(label)] += share * counts[0]
    for digit in data.digits:
        shown[CLASSES.index(digit.sign)] += counts[1] / len(data.digits)
    shown[CLASSES.index(OTHER)] += counts[2]
    if not labels:
        raise DataError("expressions-too-few")
    return measure_sizes(CLASSES, labels, np.array(sizes), shown / shown.sum()).for_card()


def measure(model: keras.Model, signs: Sequence[WrittenSign]) -> dict[str, float]:
    """Shares of judged signs that are read right, by shape alone; digits among all classes."""
    if not signs:
        return {}
    pictures = np.stack([picture_of_strokes(symbol.strokes, PEN_WIDTH_IN_BOX_PX) for symbol in signs])
    inputs = pictures[..., None].astype(np.float32) / np.float32(255)
    right = model.predict(inputs, verbose=0).argmax(axis=1) == [CLASSES.index(symbol.sign) for symbol in signs]
    is_digit = np.array([symbol.sign.isdigit() for symbol in signs])
    figures = {"symbols": float(right.mean())}
    if is_digit.any():
        figures["digits"] = float(right[is_digit].mean())
    return {name: round(share, 5) for name, share in figures.items()}


def describe(data: SymbolData, seed: int, epochs: int) -> dict[str, Any]:
    """What the card says before anything is measured."""
    used_digits = [{"name": "DigiLeTs", "licence": stroke_file.LICENCE}] if data.digits else []
    return {
        "title": "Symbols of calculations",
        "description": "It tells the digits and signs of a written calculation apart, and what is neither.",
        "licence": f"{LICENCE}: for non-commercial use, to be shared alike",
        "classes": list(CLASSES),
        "architecture": NAME,
        "recipe": NAME,
        "command": shlex.join(["python", "-m", "digitdemo", "train", "--recipe", NAME, "--seed", str(seed)]),
        "epochs": epochs,
        "seed": seed,
        "min_probability": 0.0,
        "data": [{"name": "CROHME 2016, training parts", "licence": LICENCE}, *used_digits],
        "split": {"training_writers": len(data.learned_writers), "left_out_writers": data.judged_writers},
        "versions": {
            "python": platform.python_version(),
            "tensorflow": tf.__version__,
            "keras": keras.__version__,
            "numpy": np.__version__,
        },
    }
