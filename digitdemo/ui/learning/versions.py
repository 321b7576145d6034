"""Every kept version of a lesson's network, as the browser's engine takes it."""

from dataclasses import replace
from typing import Any

from digitdemo.explaining.browser_network import folded_weights
from digitdemo.learning.lesson import Lesson, history_of
from digitdemo.storage.keras_file import Layer
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
    return {"url": f"/api/lessons/{lesson.name}/{batch}.bin?v={version}", "min_probability": 0}
