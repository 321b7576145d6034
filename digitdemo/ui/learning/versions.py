"""Every kept version of a network, as the browser's engine takes it."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from digitdemo.explaining.browser_network import folded_weights
from digitdemo.learning.lesson import Lesson, history_of
from digitdemo.networks.task import DIGITS
from digitdemo.storage.kept_weights import weights_after
from digitdemo.storage.keras_file import Layer
from digitdemo.storage.models import StoredModel
from digitdemo.ui.live import version_of


def packed_version(lesson: Lesson, batch: int) -> tuple[bytes, str]:
    """The network after so many batches, and a name that changes with its content.

    Raises:
        SettingError: there are not so many batches.
    """
    content = folded_weights(layers_of(lesson, batch)).pack()
    return content, version_of(content)


def layers_of(lesson: Lesson, batch: int) -> list[Layer]:
    """The network's layers with the weights that they had after so many batches."""
    history = history_of(lesson)
    weights = history.version(batch).weights
    layers = (step.layer for step in history.steps if not step.inside)
    return [replace(layer, weights=weights.get(layer.name, layer.weights)) for layer in layers]


def describe_version(lesson: Lesson, batch: int) -> dict[str, Any]:
    """Where the browser finds a version; a network that learns always names its best guess."""
    _, version = packed_version(lesson, batch)
    return {"url": f"/api/lessons/{lesson.name}/{batch}.bin?v={version}", "names": DIGITS, "min_probability": 0}


def packed_epoch(model: StoredModel, epoch: int) -> tuple[bytes, str]:
    """A network that was trained here, as it was after an epoch, and a name that changes with its content.

    Raises:
        ModelError: the weights of that epoch were not kept, or the browser's engine cannot run the network.
    """
    layers = model.layers()
    kept = weights_after(model.bundle, epoch, {layer.name: layer.weights for layer in layers if layer.weights})
    then = [replace(layer, weights=kept.get(layer.name, layer.weights)) for layer in layers]
    content = folded_weights(then, len(model.classes)).pack()
    return content, version_of(content)


def describe_epoch(model: StoredModel, epoch: int) -> dict[str, Any]:
    """Where the browser finds a network as it was after an epoch."""
    _, version = packed_epoch(model, epoch)
    url = f"/api/networks/{quote(model.name)}/{epoch}.bin?v={version}"
    return {"url": url, "names": model.class_names, "min_probability": 0}
