"""One training: from a recipe and data to a trained Keras model."""

from collections.abc import Sequence

import keras
import numpy as np

from digitdemo.training.architectures import ARCHITECTURES
from digitdemo.training.data import MadeEpochs, TrainingData, make_epoch
from digitdemo.training.recipe import Cycle, Recipe

_WARM_UP_SHARE = 0.05  # of all steps
_SETTLING_BATCHES = 300  # at BatchNormalization's momentum of 0.99, the old averages weigh 5 % after so many


def learn(
    recipe: Recipe,
    data: TrainingData,
    *,
    seed: int,
    callbacks: Sequence[keras.callbacks.Callback] = (),
    verbose: int = 1,
) -> keras.Model:
    """Train a new network, one cycle of the recipe after the other.

    Args:
        seed: of the first weights and of everything random in the examples.
        verbose: 1 shows Keras's progress bar.
    """
    keras.utils.set_random_seed(seed)
    model = ARCHITECTURES[recipe.architecture]()
    for number in range(len(recipe.cycles)):
        learn_cycle(model, recipe, data, number, seed=seed, callbacks=callbacks, verbose=verbose)
    return model


def learn_cycle(
    model: keras.Model,
    recipe: Recipe,
    data: TrainingData,
    number: int,
    *,
    seed: int,
    callbacks: Sequence[keras.callbacks.Callback] = (),
    verbose: int = 1,
) -> None:
    """Take a network through one cycle: the learning rate rises, falls to nothing, and the averaged weights stay."""
    cycle = recipe.cycles[number]
    rng = np.random.default_rng([seed, number])
    batches = MadeEpochs(lambda: make_epoch(data, recipe, rng), cycle.epochs, recipe.batch_size)
    model.compile(_optimizer(recipe, cycle, len(batches)), "categorical_crossentropy", metrics=["accuracy"])
    model.fit(batches, epochs=cycle.epochs, shuffle=False, verbose=verbose, callbacks=list(callbacks))
    if recipe.averaging:
        settle_normalisations(model, batches)


def settle_normalisations(model: keras.Model, batches: MadeEpochs) -> None:
    """Let batch normalisation's running averages follow the averaged weights, which it never saw while learning."""
    for index in range(min(_SETTLING_BATCHES, len(batches))):
        model(batches[index][0], training=True)


def _optimizer(recipe: Recipe, cycle: Cycle, steps_an_epoch: int) -> keras.optimizers.Optimizer:
    steps = steps_an_epoch * cycle.epochs
    warm_up = max(1, int(_WARM_UP_SHARE * steps))
    rate = keras.optimizers.schedules.CosineDecay(
        cycle.learning_rate / 30,
        max(1, steps - warm_up),
        alpha=0.002,
        warmup_target=cycle.learning_rate,
        warmup_steps=warm_up,
    )
    return keras.optimizers.AdamW(
        rate, weight_decay=recipe.weight_decay, use_ema=recipe.averaging > 0, ema_momentum=recipe.averaging or 0.99
    )
