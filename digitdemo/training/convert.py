"""From a Keras model to the files of a stored network: Keras, LiteRT with every layer's output, card."""

import contextlib
import io
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter

from digitdemo.errors import ModelError
from digitdemo.storage.models import KERAS_FILE, LITERT_FILE, StoredModel
from digitdemo.storage.store import Bundle
from digitdemo.training.cards import write_card


def store_model(model: keras.Model, bundle: Bundle, card: dict[str, Any]) -> StoredModel:
    """Write a network's three files, each whole and the card last, so that no half-written one is ever found.

    Args:
        model: functional, (batch, 28, 28, 1) to (batch, classes) probabilities.
        card: what is known about it; ``name``, ``parameters`` and ``outputs`` are added here.
    """
    content, outputs = convert(model)
    bundle.write_with(KERAS_FILE, without_optimizer(model).save)
    bundle.write(LITERT_FILE, content)
    full_card = {**card, "name": bundle.name, "parameters": int(model.count_params()), "outputs": outputs}
    return write_card(bundle, full_card)


def convert(model: keras.Model) -> tuple[bytes, list[dict[str, Any]]]:
    """Convert a model so that LiteRT returns every layer's output.

    Returns:
        The LiteRT file's content; and for each layer, in the order in which data pass, which output is its:
        ``{"layer": name, "index": place among the outputs}``.

    Raises:
        ModelError: a layer's output cannot be told from the others'.
    """
    layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    with_every_output = keras.Model(model.inputs, {layer.name: layer.output for layer in layers})
    with contextlib.redirect_stdout(io.StringIO()):  # the converter prints every layer's signature
        content: bytes = tf.lite.TFLiteConverter.from_keras_model(with_every_output).convert()
    probe = np.random.default_rng(0).random((1, 28, 28, 1), np.float32)
    expected = {name: np.asarray(value) for name, value in with_every_output(probe, training=False).items()}
    interpreter = Interpreter(model_content=content)
    interpreter.allocate_tensors()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], probe)
    interpreter.invoke()
    given = [interpreter.get_tensor(output["index"]) for output in interpreter.get_output_details()]
    return content, [{"layer": layer.name, "index": _place_of(expected[layer.name], given)} for layer in layers]


def _place_of(expected: np.ndarray, given: list[np.ndarray]) -> int:
    """Outputs come back in another order under other names; their values tell which is which.

    Two layers with equal values (dropout and what it passes on, at reading time) may share a place.
    """
    distances = [
        float(np.abs(values - expected).max()) if values.shape == expected.shape else np.inf for values in given
    ]
    place = int(np.argmin(distances))
    if distances[place] > 1e-3 * max(1.0, float(np.abs(expected).max())):
        raise ModelError("network-output-lost")
    return place


def without_optimizer(model: keras.Model) -> keras.Model:
    """The same layers and weights, not compiled: an optimizer's memory makes a file three times as large."""
    copy = model.__class__.from_config(model.get_config())
    copy.set_weights(model.get_weights())
    return copy
