"""One training: from a recipe and data to a trained Keras model."""

from collections.abc import Sequence
from functools import partial

import keras
import numpy as np

from digitdemo.training.builder import build_preset, load_stored
from digitdemo.training.data import TrainingData, make_epoch
from digitdemo.training.epochs import MadeEpochs
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
    for number, step in enumerate(recipe.steps()):
        learn_step(model, step, data, seed=[seed, number], callbacks=callbacks, verbose=verbose)
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
    batches = MadeEpochs(partial(make_epoch, data, recipe), recipe.epochs, recipe.batch_size, seed)
    go_through(
        model,
        batches,
        loss="categorical_crossentropy",
        learning_rate=recipe.learning_rate,
        weight_decay=recipe.weight_decay,
        averaging=recipe.averaging,
        callbacks=callbacks,
        verbose=verbose,
    )
    if recipe.before_share:
        blend_weights(model, before, recipe.before_share)
    if recipe.averaging or recipe.before_share:
        settle_normalisations(model, batches)


def go_through(
    model: keras.Model,
    batches: MadeEpochs,
    *,
    loss: str | keras.losses.Loss,
    learning_rate: float,
    weight_decay: float,
    averaging: float,
    metrics: Sequence[str] = ("accuracy",),
    callbacks: Sequence[keras.callbacks.Callback] = (),
    verbose: int = 1,
) -> None:
    """Learn all epochs once: the rate climbs to ``learning_rate`` and falls along half a cosine to next to nothing.

    Args:
        averaging: momentum of the weights' moving average that is kept in the end; 0 for none.
    """
    steps = max(2, len(batches) * batches.epochs)
    warm_up = max(1, int(_WARM_UP_SHARE * steps))
    rate = keras.optimizers.schedules.CosineDecay(
        learning_rate / 30, max(1, steps - warm_up), alpha=0.002, warmup_target=learning_rate, warmup_steps=warm_up
    )
    optimizer = keras.optimizers.AdamW(
        rate, weight_decay=weight_decay, use_ema=averaging > 0, ema_momentum=averaging or 0.99
    )
    model.compile(optimizer, loss, metrics=list(metrics))
    model.fit(batches, epochs=batches.epochs, shuffle=False, verbose=verbose, callbacks=list(callbacks))


def blend_weights(model: keras.Model, others: Sequence[np.ndarray], share: float) -> None:
    """Move a network's weights towards others of the same shapes, by a share of the way."""
    model.set_weights(
        [(1 - share) * own + share * other for own, other in zip(model.get_weights(), others, strict=True)]
    )


def settle_normalisations(model: keras.Model, batches: MadeEpochs) -> None:
    """Let batch normalisation's running averages follow the averaged weights, which it never saw while learning."""
    for index in range(min(_SETTLING_BATCHES, len(batches))):
        model(batches[index][0], training=True)
