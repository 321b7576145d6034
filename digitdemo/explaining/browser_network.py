"""A stored network as the browser's engine takes it: a list of steps and one block of numbers, nothing to work out.

Batch normalisation is folded into the layer before it (Jacob et al., "Quantization and Training of Neural Networks",
2018, section 3.2), paddings are counted in pixels, and what does nothing when reading (dropout) is left out.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from digitdemo.errors import ModelError
from digitdemo.networks.kinds.kind import pair
from digitdemo.networks.kinds.table import LAYER_KINDS
from digitdemo.networks.task import CLASSES, INPUT_SHAPE
from digitdemo.storage.keras_file import Layer

MAX_MULTIPLICATIONS = 60_000_000
"""For one reading; at about one thousand million a second, a browser's updates would be slower than 15 a second."""

MAX_PARAMETERS = 2_000_000
"""As 32-bit numbers: 8 MB, what a phone may load for it."""

_PASS = {"InputLayer", "ActivityRegularization"}


@dataclass(frozen=True)
class BrowserNetwork:
    """What the engine needs.

    Attributes:
        steps: each ``{"op", "layer", "in", "out", ...}``; ``layer`` names the last Keras layer that the step includes,
            so its values are that layer's output; pairs such as ``kernel`` are (place, count) in ``weights``.
        weights: (numbers,) float32.
        multiplications: for one reading.
    """

    steps: list[dict[str, Any]]
    weights: np.ndarray
    multiplications: int

    def pack(self) -> bytes:
        """One file: the JSON header's length (uint32, little endian), the header, the weights (float32)."""
        header = json.dumps({"input": INPUT_SHAPE, "steps": self.steps}).encode()
        header += b" " * (-len(header) % 4)  # the weights begin at a multiple of four
        return len(header).to_bytes(4, "little") + header + self.weights.astype("<f4").tobytes()


def folded_weights(layers: Sequence[Layer], classes: int = CLASSES) -> BrowserNetwork:
    """Prepare a network's layers for the browser.

    Args:
        layers: as ``storage.keras_file.read_layers`` gives them, from (28, 28, 1) to probabilities.
        classes: how many of them.

    Raises:
        ModelError: the engine cannot run it; the message names the layer.
    """
    folder = _Folder()
    for layer in layers:
        folder.add(layer)
    if folder.shape != (classes,):
        raise ModelError("networks-live-outputs", shape=folder.shape, classes=classes)
    weights = np.concatenate(folder.blocks).astype(np.float32) if folder.blocks else np.zeros(0, np.float32)
    if weights.size > MAX_PARAMETERS or folder.multiplications > MAX_MULTIPLICATIONS:
        raise ModelError("networks-live-too-large")
    return BrowserNetwork(folder.steps, weights, folder.multiplications)


@dataclass
class _Folder:
    """Walks along the layers with the shape that has come out so far."""

    steps: list[dict[str, Any]] = field(default_factory=list)
    blocks: list[np.ndarray] = field(default_factory=list)
    shape: tuple[int, ...] = INPUT_SHAPE
    multiplications: int = 0
    foldable: bool = False  # the last step is linear: a normalisation can go into its weights

    def add(self, layer: Layer) -> None:
        """Add one layer."""
        kind = LAYER_KINDS.get(layer.kind)
        if layer.kind in _PASS or (kind is not None and kind.name == "dropout"):
            return
        if kind is not None and kind.name in ("flatten", "reshape"):
            self.shape = kind.output_shape(layer.config, self.shape)
            self.foldable = False
            return
        if layer.kind == "BatchNormalization":
            self._normalise(layer)
            return
        make = _MAKERS.get(layer.kind)
        if make is None:
            raise ModelError("networks-live-no-kind", layer=layer.name, kind=layer.kind)
        make(self, layer)

    def store(self, values: np.ndarray) -> tuple[int, int]:
        """Keep weights; gives their place and count."""
        place = sum(block.size for block in self.blocks)
        self.blocks.append(values.ravel().astype(np.float64))
        return place, values.size

    def step(self, op: str, layer: Layer, out: tuple[int, ...], **more: Any) -> None:
        """Add a step."""
        self.steps.append({"op": op, "layer": layer.name, "in": self.shape, "out": out, **more})
        if layer.kind in LAYER_KINDS and op in _WEIGHING:
            self.multiplications += LAYER_KINDS[layer.kind].multiplications(layer.config, self.shape)
        self.shape = out
        self.foldable = op in _WEIGHING

    def activate(self, layer: Layer, activation: Any, settings: dict[str, Any]) -> None:
        """Add an activation by Keras's name for it."""
        if isinstance(activation, dict):  # an object with settings of its own
            settings = activation.get("config", {})
            activation = str(activation.get("class_name", "")).lower()
        if activation in (None, "linear"):
            return
        if activation not in _ACTIVATIONS:
            raise ModelError("networks-live-no-activation", layer=layer.name, activation=activation)
        op, more = _ACTIVATIONS[activation](settings)
        self.step(op, layer, self.shape, **more)

    def _normalise(self, layer: Layer) -> None:
        if not LAYER_KINDS[layer.kind].understands(layer.config, self.shape):
            raise ModelError("networks-live-normalises-otherwise", layer=layer.name)
        weights = layer.weights
        variance = weights["moving_variance"].astype(np.float64)
        scale = weights.get("gamma", np.ones(1)) / np.sqrt(variance + layer.config.get("epsilon", 1e-3))
        shift = weights.get("beta", np.zeros(1)) - weights["moving_mean"].astype(np.float64) * scale
        if not self.foldable:
            self.step("affine", layer, self.shape, scale=self.store(scale), shift=self.store(shift))
            return
        kernel, bias = self.blocks[-2], self.blocks[-1]  # (..., filters), the filters innermost
        self.blocks[-2] = (kernel.reshape(-1, scale.size) * scale).ravel()
        self.blocks[-1] = bias * scale + shift
        self.steps[-1]["layer"] = layer.name


_WEIGHING = ("convolution", "depthwise", "dense")


def _convolution(folder: _Folder, layer: Layer) -> None:
    if pair(layer.config.get("dilation_rate", 1)) != (1, 1) or layer.config.get("groups", 1) != 1:
        raise ModelError("networks-live-gaps", layer=layer.name)
    _slide(folder, layer, "depthwise" if layer.kind == "DepthwiseConv2D" else "convolution", **_weights(folder, layer))
    folder.activate(layer, layer.config.get("activation"), {})


def _dense(folder: _Folder, layer: Layer) -> None:
    if len(folder.shape) != 1:
        raise ModelError("networks-live-dense-on-maps", layer=layer.name)
    out = LAYER_KINDS[layer.kind].output_shape(layer.config, folder.shape)
    folder.step("dense", layer, out, **_weights(folder, layer))
    folder.activate(layer, layer.config.get("activation"), {})


def _pooling(folder: _Folder, layer: Layer) -> None:
    _slide(folder, layer, "maximum pooling" if layer.kind == "MaxPooling2D" else "mean pooling")


def _global_pooling(folder: _Folder, layer: Layer) -> None:
    out = LAYER_KINDS[layer.kind].output_shape(layer.config, folder.shape)
    folder.step("global maximum" if layer.kind == "GlobalMaxPooling2D" else "global mean", layer, out)


def _weights(folder: _Folder, layer: Layer) -> dict[str, tuple[int, int]]:
    """Kernel and bias, outputs innermost; a bias of 0 where there is none, for a normalisation to go into."""
    kernel = layer.weights["kernel"]
    outputs = kernel.shape[-1] * (kernel.shape[-2] if layer.kind == "DepthwiseConv2D" else 1)
    return {"kernel": folder.store(kernel), "bias": folder.store(layer.weights.get("bias", np.zeros(outputs)))}


def _slide(folder: _Folder, layer: Layer, op: str, **weights: Any) -> None:
    """A step whose window slides: where it goes, in pixels."""
    kind, shape = LAYER_KINDS[layer.kind], folder.shape
    geometry = (
        None if len(shape) != 3 or not kind.understands(layer.config, shape) else kind.geometry(layer.config, shape)
    )
    if geometry is None:
        raise ModelError("networks-live-needs-maps", layer=layer.name, shape=shape)
    window = {
        "window": geometry.window,
        "strides": geometry.stride,
        "padding": tuple(before for before, _ in geometry.padding),
    }
    folder.step(op, layer, kind.output_shape(layer.config, shape), **window, **weights)


def _rectifier(settings: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if settings.get("threshold"):
        raise ModelError("networks-live-threshold")
    more = {"slope": settings.get("negative_slope") or 0.0}
    return "rectifier", more | ({"ceiling": settings["max_value"]} if settings.get("max_value") is not None else {})


_ACTIVATIONS: dict[str, Callable[[dict[str, Any]], tuple[str, dict[str, Any]]]] = {
    "relu": _rectifier,
    "leaky_relu": lambda settings: ("rectifier", {"slope": settings.get("negative_slope", 0.2)}),
    "leakyrelu": lambda settings: ("rectifier", {"slope": settings.get("negative_slope", 0.3)}),
    "elu": lambda settings: ("elu", {"alpha": settings.get("alpha", 1.0)}),
    "tanh": lambda _: ("tanh", {}),
    "sigmoid": lambda _: ("sigmoid", {}),
    "softmax": lambda _: ("softmax", {}),
}

_MAKERS: dict[str, Callable[[_Folder, Layer], None]] = {
    "Conv2D": _convolution,
    "DepthwiseConv2D": _convolution,
    "Dense": _dense,
    "MaxPooling2D": _pooling,
    "AveragePooling2D": _pooling,
    "GlobalMaxPooling2D": _global_pooling,
    "GlobalAveragePooling2D": _global_pooling,
    "ReLU": lambda folder, layer: folder.activate(layer, "relu", layer.config),
    "LeakyReLU": lambda folder, layer: folder.activate(layer, "leakyrelu", layer.config),
    "ELU": lambda folder, layer: folder.activate(layer, "elu", layer.config),
    "Softmax": lambda folder, layer: folder.activate(layer, "softmax", layer.config),
    "Activation": lambda folder, layer: folder.activate(layer, layer.config.get("activation"), {}),
}
