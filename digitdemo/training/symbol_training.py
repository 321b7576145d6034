"""Training the network for symbols, and the large ones that it learns from. Any of Keras's backends will do."""

from collections.abc import Sequence

import keras

from digitdemo.training.builder import build_preset
from digitdemo.training.epochs import MadeEpochs
from digitdemo.training.learning import go_through, settle_normalisations
from digitdemo.training.recipe import LARGE
from digitdemo.training.symbol_data import CLASSES, EpochMaker, SymbolData
from digitdemo.training.teaching import Taught

NAME = "symbols"
EPOCHS = 60
SIGNS, DIGITS, NO_SIGNS = 44_000, 6_000, 10_000
"""An epoch: signs by people, digits drawn on a tablet, groups of strokes that are no sign."""
BATCH_SIZE = 256
LEARNING_RATE = 3e-3
WEIGHT_DECAY = 0.02
AVERAGING = 0.998
LABEL_SMOOTHING = 0.02
"""For a network without teachers; theirs would be as sure of every wrong answer as of any other."""
TEACHER, TEACHERS, TEACHER_EPOCHS = LARGE, 2, 40
"""What the network learns from, trained first: how it is built, how many of them, and how long each learns."""


def train_teachers(data: SymbolData, counts: Sequence[int], *, seed: int, verbose: int = 1) -> list[keras.Model]:
    """Train the large networks that the network learns from, each from a seed of its own."""
    seeds = [1000 * seed + number for number in range(TEACHERS)]
    return [learn_symbols(TEACHER, data, counts, TEACHER_EPOCHS, seed=one, verbose=verbose) for one in seeds]


def learn_symbols(
    architecture: str,
    data: SymbolData,
    counts: Sequence[int],
    epochs: int,
    *,
    seed: int,
    teachers: Sequence[keras.Model] = (),
    verbose: int = 1,
) -> keras.Model:
    """Train one network for symbols; the averaged weights stay."""
    keras.utils.set_random_seed(seed)
    model = build_preset(architecture, len(CLASSES))
    batches = MadeEpochs(EpochMaker(data, counts, epochs), epochs, BATCH_SIZE, [seed])
    go_through(
        Taught(model, teachers) if teachers else model,
        batches,
        loss=keras.losses.CategoricalCrossentropy(label_smoothing=LABEL_SMOOTHING),
        learning_rate=LEARNING_RATE,
        weight_decay=WEIGHT_DECAY,
        averaging=AVERAGING,
        verbose=verbose,
    )
    settle_normalisations(model, batches)
    return model
