"""A network's layers and weights, read from its .keras file with NumPy and h5py alone: no TensorFlow, nothing run."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from digitdemo.errors import ArchiveError, ModelError
from digitdemo.networks.kinds.table import LAYER_KINDS
from digitdemo.storage.archive import open_archive

MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_FILES = 20
"""Keras writes three."""


@dataclass(frozen=True)
class Layer:
    """One layer of a stored network, in the order in which data pass.

    Attributes:
        name: unique in its network.
        kind: Keras's class name: Conv2D, BatchNormalization, ReLU, MaxPooling2D, Flatten, Dense, ...
        config: Keras's settings of the layer: strides, padding, activation, ...
        weights: float32 arrays by name: ``kernel`` (rows, columns, channels, filters) or (inputs, units), ``bias``;
            ``gamma``, ``beta``, ``moving_mean``, ``moving_variance`` of a normalisation.
    """

    name: str
    kind: str
    config: dict[str, Any]
    weights: dict[str, np.ndarray]


def read_layers(source: bytes | Path, name: str = "") -> list[Layer]:
    """Read the layers of a .keras file that is one chain, its input layer included.

    Args:
        source: its content, or its path.
        name: what people call it, if it has no path.

    Raises:
        ModelError: missing, damaged, or a network that branches.
    """
    try:
        with open_archive(source, max_files=MAX_FILES, max_unpacked_bytes=MAX_UNPACKED_BYTES) as archive:
            config = json.loads(archive.read("config.json"))
            stored = archive.read("model.weights.h5")
        with h5py.File(io.BytesIO(stored), "r") as weights:
            return [_read_layer(entry, weights) for entry in _in_order(config)]
    except (ArchiveError, OSError, LookupError, ValueError, TypeError, AttributeError, RuntimeError) as error:
        raise ModelError("networks-no-keras-file", name=str(name or source)[:200], reason=str(error)) from error


def _in_order(config: dict[str, Any]) -> list[dict[str, Any]]:
    layers = config["config"]["layers"]
    for entry in layers:
        if len(entry.get("inbound_nodes", [])) > 1:
            raise ModelError("networks-layer-used-twice", layer=entry["config"]["name"])
    return list(layers)


def _read_layer(entry: dict[str, Any], stored: h5py.File) -> Layer:
    config, kind = entry["config"], entry["class_name"]
    name = config["name"]
    weights: dict[str, np.ndarray] = {}
    group = _group_of(stored, name)
    if group is not None and "vars" in group:
        values = [np.asarray(group["vars"][str(index)], np.float32) for index in range(len(group["vars"]))]
        names = LAYER_KINDS[kind].weight_names(config) if kind in LAYER_KINDS else ()
        weights = dict(zip(names, values, strict=False))
    return Layer(name, kind, config, weights)


def _group_of(stored: h5py.File, name: str) -> Any:
    """Keras stores layers under automatic names and notes the given one as an attribute."""
    for group in stored["layers"].values() if "layers" in stored else ():
        if "vars" in group and group["vars"].attrs.get("name", "") == name:
            return group
    return stored["layers"].get(name) if "layers" in stored else None
