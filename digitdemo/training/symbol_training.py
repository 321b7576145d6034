"""Training the network for the symbols of a calculation. Any of Keras's backends will do."""

from collections.abc import Sequence

import keras

from digitdemo.training.builder import build_preset
from digitdemo.training.epochs import MadeEpochs
from digitdemo.training.learning import go_through, settle_normalisations
from digitdemo.training.symbol_data import CLASSES, EpochMaker, SymbolData

NAME = "symbols"
EPOCHS = 45
SIGNS, DIGITS, NO_SIGNS = 19_000, 3_000, 3_000
"""An epoch: signs by people, digits drawn on a tablet, groups of strokes that are no sign."""
BATCH_SIZE = 128
LEARNING_RATE = 3e-3
WEIGHT_DECAY = 0.02
AVERAGING = 0.998
LABEL_SMOOTHING = 0.02


def learn_symbols(
    data: SymbolData,
    counts: Sequence[int],
    epochs: int,
    *,
    seed: int,
    verbose: int = 1,
) -> keras.Model:
    """Train one network for symbols; the averaged weights stay."""
    keras.utils.set_random_seed(seed)
    model = build_preset(NAME, len(CLASSES))
    batches = MadeEpochs(EpochMaker(data, counts, epochs), epochs, BATCH_SIZE, [seed])
    go_through(
        model,
        batches,
        loss=keras.losses.CategoricalCrossentropy(label_smoothing=LABEL_SMOOTHING),
        learning_rate=LEARNING_RATE,
        weight_decay=WEIGHT_DECAY,
        averaging=AVERAGING,
        verbose=verbose,
    )
    settle_normalisations(model, batches)
    return model
