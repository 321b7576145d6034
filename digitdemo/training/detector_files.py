"""From a trained detector to its stored files: Keras, LiteRT for sheets of any size, card."""

import contextlib
import io
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from digitdemo.storage.models import KERAS_FILE, LITERT_FILE, StoredModel, model_of
from digitdemo.storage.store import Bundle
from digitdemo.training.cards import write_card
from digitdemo.training.convert import without_optimizer


def store_detector(
    model: keras.Model,
    bundle: Bundle,
    card: dict[str, Any],
    measure: Callable[[StoredModel], dict[str, Any]] = lambda stored: {},
) -> StoredModel:
    """Write a detector's three files, then measure it as it will be used, and add the figures to its card.

    Args:
        model: (batch, height, width, 1) to (batch, rows, columns, channels).
        measure: figures for the card, of the stored network.
    """
    with contextlib.redirect_stdout(io.StringIO()):  # the converter prints the signature
        content: bytes = tf.lite.TFLiteConverter.from_keras_model(model).convert()
    bundle.write_with(KERAS_FILE, without_optimizer(model).save)
    bundle.write(LITERT_FILE, content)
    outputs = [{"layer": model.layers[-1].name, "index": 0}]
    full = {**card, "name": bundle.name, "parameters": int(model.count_params()), "outputs": outputs}
    write_card(bundle, full)
    return write_card(bundle, {**full, **measure(model_of(bundle))})


def multiplications(model: keras.Model, height_px: int, width_px: int) -> int:
    """How many a sheet of this size takes."""
    shape: tuple[int, ...] = (1, height_px, width_px, 1)
    total = 0
    for layer in model.layers[1:]:
        shape = layer.compute_output_shape(shape)
        if isinstance(layer, keras.layers.Conv2D):
            total += int(np.prod(shape[1:3])) * int(np.prod(layer.kernel.shape))
    return total
