"""One training: from a recipe and data to a trained Keras model."""

from collections.abc import Sequence

import keras
import numpy as np

from digitdemo.training.builder import build_preset, load_stored
from digitdemo.training.data import MadeEpochs, TrainingData, make_epoch
from digitdemo.training.recipe import Recipe

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
    """Train a new network by a recipe and by those that go on from it.

    Args:
        seed: of the first weights and of everything random in the examples.
        verbose: 1 shows Keras's progress bar.
    """
    keras.utils.set_random_seed(seed)
    model = load_stored(recipe.start_from) if recipe.start_from else build_preset(recipe.architecture)
    step: Recipe | None = recipe
    number = 0
    while step is not None:
        learn_step(model, step, data, seed=[seed, number], callbacks=callbacks, verbose=verbose)
        step, number = step.then, number + 1
    return model


def learn_step(
    model: keras.Model,
    recipe: Recipe,
    data: TrainingData,
    *,
    seed: Sequence[int],
    callbacks: Sequence[keras.callbacks.Callback] = (),
    verbose: int = 1,
) -> None:
    """Take a network through one recipe: the learning rate rises and falls to nothing; the averaged weights stay."""
    before = model.get_weights()
    rng = np.random.default_rng(seed)
    batches = MadeEpochs(lambda: make_epoch(data, recipe, rng), recipe.epochs, recipe.batch_size)
    model.compile(_optimizer(recipe, len(batches)), "categorical_crossentropy", metrics=["accuracy"])
    model.fit(batches, epochs=recipe.epochs, shuffle=False, verbose=verbose, callbacks=list(callbacks))
    if recipe.before_share:
        blend_weights(model, before, recipe.before_share)
    if recipe.averaging or recipe.before_share:
        settle_normalisations(model, batches)


def blend_weights(model: keras.Model, others: Sequence[np.ndarray], share: float) -> None:
    """Move a network's weights towards others of the same shapes, by a share of the way."""
    model.set_weights(
        [(1 - share) * own + share * other for own, other in zip(model.get_weights(), others, strict=True)]
    )


def settle_normalisations(model: keras.Model, batches: MadeEpochs) -> None:
    """Let batch normalisation's running averages follow the averaged weights, which it never saw while learning."""
    for index in range(min(_SETTLING_BATCHES, len(batches))):
        model(batches[index][0], training=True)


def _optimizer(recipe: Recipe, steps_an_epoch: int) -> keras.optimizers.Optimizer:
    steps = steps_an_epoch * recipe.epochs
    warm_up = max(1, int(_WARM_UP_SHARE * steps))
    rate = keras.optimizers.schedules.CosineDecay(
        recipe.learning_rate / 30,
        max(1, steps - warm_up),
        alpha=0.002,
        warmup_target=recipe.learning_rate,
        warmup_steps=warm_up,
    )
    return keras.optimizers.AdamW(
        rate, weight_decay=recipe.weight_decay, use_ema=recipe.averaging > 0, ema_momentum=recipe.averaging or 0.99
    )
