"""From a setting to a Keras model and its optimiser."""

import math
from collections.abc import Sequence
from pathlib import Path

import keras

from digitdemo.errors import ModelError, SettingError
from digitdemo.networks.layers import PlannedLayer
from digitdemo.networks.presets import layers_of
from digitdemo.networks.task import CLASSES, INPUT_SHAPE
from digitdemo.planning.setting import Setting
from digitdemo.storage.models import find_model


def build_model(setting: Setting) -> keras.Model:
    """Build the network that a setting asks for, or load the stored one that it goes on from.

    Raises:
        SettingError: a layer does not fit.
        ModelError: the stored network is not there.
    """
    if not setting.start_from:
        return build_layers(setting.layers())
    model = load_stored(setting.start_from)
    if find_model(setting.start_from).classes != setting.classes:
        model = with_new_outputs(model, len(setting.classes))
    freeze_first(model, setting.frozen)
    return model


def with_new_outputs(model: keras.Model, classes: int) -> keras.Model:
    """The same network with outputs for other classes: its last dense layer begins anew, all before it stays.

    Raises:
        SettingError: it does not end in a dense layer.
    """
    dense = next((layer for layer in reversed(model.layers) if isinstance(layer, keras.layers.Dense)), None)
    if dense is None or len(dense.input.shape) != 2:
        raise SettingError("setting-no-outputs-to-replace")
    outputs = keras.layers.Dense(classes, name="outputs")(dense.input)
    return keras.Model(model.inputs, keras.layers.Softmax(name="probabilities")(outputs))


def build_preset(name: str, classes: int = CLASSES) -> keras.Model:
    """Build a preset, or a row of blocks in their notation, with its first weights.

    Raises:
        SettingError: no such blocks, or they do not fit.
    """
    return build_layers(layers_of(name, classes))


def build_layers(layers: Sequence[PlannedLayer]) -> keras.Model:
    """Build planned layers, one behind the other."""
    inputs = keras.Input(INPUT_SHAPE, name="drawing")
    x = inputs
    for layer in layers:
        x = getattr(keras.layers, layer.keras_class)(**layer.arguments)(x)
    return keras.Model(inputs, x)


def load_stored(name: str) -> keras.Model:
    """Load a stored network by its name, to go on from it.

    Raises:
        ModelError: it is not there, or cannot be loaded.
    """
    try:
        with find_model(name).keras_file() as path:
            return load_model(path)
    except FileNotFoundError as error:
        raise ModelError("networks-file-missing", path=str(error)) from error


def load_model(path: Path) -> keras.Model:
    """Load a stored network without its optimiser; runs no code of the file's.

    Raises:
        ModelError: it cannot be loaded.
    """
    try:
        return keras.models.load_model(path, compile=False, safe_mode=True)
    except Exception as error:  # Keras raises whatever the file provokes
        raise ModelError("networks-cannot-be-loaded", file=path.name, reason=str(error)) from error


def freeze_first(model: keras.Model, count: int) -> None:
    """Keep the first ``count`` layers that have kernels as they are, with the normalisations between them.

    Raises:
        SettingError: no layer would be left to learn.
    """
    with_kernels = [layer for layer in model.layers if hasattr(layer, "kernel")]
    if count >= len(with_kernels):
        raise SettingError("setting-one-must-learn", layers=len(with_kernels), most=len(with_kernels) - 1)
    if count:
        first_free = model.layers.index(with_kernels[count])
        for layer in model.layers[:first_free]:
            layer.trainable = False


def make_optimiser(setting: Setting) -> keras.optimizers.Optimizer:
    """The optimiser; its learning rate is set before every batch."""
    decay = setting.weight_decay or None
    options = {"weight_decay": decay, "global_clipnorm": setting.clip or None}
    rate = setting.learning_rate
    makers = {
        "sgd": lambda: keras.optimizers.SGD(rate, **options),
        "momentum": lambda: keras.optimizers.SGD(rate, momentum=0.9, nesterov=True, **options),
        "adam": lambda: keras.optimizers.Adam(rate, **options),
        "rmsprop": lambda: keras.optimizers.RMSprop(rate, **options),
        "adadelta": lambda: keras.optimizers.Adadelta(rate, **options),
    }
    optimiser = makers[setting.optimiser]()
    if decay:
        optimiser.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return optimiser


RISE_SHARE = 0.25
"""Of all batches: how long a one-cycle schedule rises."""


def learning_rate_at(setting: Setting, share: float) -> float:
    """The learning rate when ``share`` of all batches are done.

    One-cycle: L. N. Smith and N. Topin, "Super-convergence", 2018; up in a line, down along a cosine.
    """
    if setting.schedule == "constant":
        return setting.learning_rate
    if setting.schedule == "one-cycle" and share < RISE_SHARE:
        return setting.learning_rate * (0.04 + 0.96 * share / RISE_SHARE)
    fallen = share if setting.schedule == "decay" else (share - RISE_SHARE) / (1 - RISE_SHARE)
    return setting.learning_rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(fallen, 1.0))))
