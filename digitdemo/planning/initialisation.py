"""What a network's weights begin with: the usual, or what a class tries to see why the usual is usual."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from digitdemo.networks.layers import PlannedLayer

USUAL = "usual"
_BEGINNINGS: dict[str, Any] = {
    USUAL: None,  # Keras's: evenly spread, the less the more numbers go in and out (Glorot and Bengio, 2010)
    "he": "he_normal",  # for ReLU, which lets half of the numbers through (He et al., 2015)
    "large": {"class_name": "RandomNormal", "config": {"stddev": 1.0}},
    "zeros": "zeros",
}
INITIALISATIONS = tuple(_BEGINNINGS)
_ARGUMENTS = {
    "Conv2D": "kernel_initializer",
    "Dense": "kernel_initializer",
    "DepthwiseConv2D": "depthwise_initializer",
}


def begin_with(layers: Sequence[PlannedLayer], initialisation: str) -> list[PlannedLayer]:
    """Layers whose kernels begin in one of the ``INITIALISATIONS``; all else in them begins as usual."""
    beginning = _BEGINNINGS[initialisation]
    if beginning is None:
        return list(layers)
    return [
        dataclasses.replace(layer, arguments={**layer.arguments, _ARGUMENTS[layer.keras_class]: beginning})
        if layer.keras_class in _ARGUMENTS
        else layer
        for layer in layers
    ]
