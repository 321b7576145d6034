"""What a network that somebody brought would cost, from its description alone: nothing of it is built."""

from collections.abc import Iterator
from math import prod
from typing import Any

import keras

from digitdemo.errors import ModelError
from digitdemo.networks.layers import MAX_MULTIPLICATIONS, MAX_PARAMETERS
from digitdemo.networks.task import INPUT_SHAPE

MAX_VALUES = 1_000_000
"""That one layer may give for one picture: 4 MB. 64 maps of 28×28 are 50,000."""

MAX_TIED_VALUES = 4_000_000
"""Of all layers together."""

Shape = tuple[int, ...]


def estimate(config: dict[str, Any]) -> None:
    """Walk through a network's layers with the shape of one picture, and refuse what would take too much.

    Args:
        config: of ``config.json``, its layers' kinds checked already.

    Raises:
        ModelError: too many parameters, multiplications or values, or layers that do not go together.
    """
    shapes: dict[str, list[Shape]] = {}
    before: list[Shape] = [INPUT_SHAPE]
    multiplications = parameters = values = 0
    for entry in config["config"]["layers"]:
        layer = _layer(entry)
        named = [shape for name in _sources(entry.get("inbound_nodes")) for shape in shapes.get(name, [])]
        given = _input_shapes(entry) or named or before
        out = _output_shape(layer, given)
        size = prod(out)
        values += size
        if size > MAX_VALUES or values > MAX_TIED_VALUES:
            raise ModelError("import-layer-too-large", layer=layer.name[:40], size=size)
        parameters += _parameters(layer, given[0], out)
        multiplications += _multiplications(layer, given[0], out)
        if parameters > MAX_PARAMETERS:
            raise ModelError("import-parameters", most=MAX_PARAMETERS)
        if multiplications > MAX_MULTIPLICATIONS:
            raise ModelError("import-multiplications", most=MAX_MULTIPLICATIONS)
        before = shapes[layer.name] = [out]


def _layer(entry: dict[str, Any]) -> keras.layers.Layer:
    """The layer, not built: it holds no weights yet."""
    try:
        layer = keras.layers.deserialize(
            {name: entry[name] for name in ("module", "class_name", "config", "registered_name") if name in entry}
        )
    except Exception as error:  # Keras and what it calls raise whatever a damaged description leads them to
        raise ModelError("import-layer-kind-damaged", kind=str(entry.get("class_name"))[:40]) from error
    if not isinstance(layer, keras.layers.Layer):
        raise ModelError("import-layer-damaged")
    return layer


def _sources(value: Any) -> Iterator[str]:
    """Names of the layers whose outputs come in."""
    if isinstance(value, dict):
        history = value.get("keras_history")
        if isinstance(history, list) and history:
            yield str(history[0])
        for inner in value.values():
            yield from _sources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sources(inner)


def _input_shapes(entry: dict[str, Any]) -> list[Shape]:
    """Of an input layer: the shape that it is made for."""
    if entry.get("class_name") != "InputLayer":
        return []
    batch_shape = entry["config"].get("batch_shape") or entry["config"].get("batch_input_shape")
    if not isinstance(batch_shape, list) or not all(isinstance(side, int) and side > 0 for side in batch_shape[1:]):
        raise ModelError("import-reads-pictures")
    return [tuple(batch_shape[1:])]


def _output_shape(layer: keras.layers.Layer, given: list[Shape]) -> Shape:
    if isinstance(layer, keras.layers.InputLayer):
        return given[0]
    batched = [(1, *shape) for shape in given]
    try:
        out = layer.compute_output_shape(batched[0] if len(batched) == 1 else batched)
        shape = tuple(int(side) for side in out[1:])
    except Exception as error:
        raise ModelError("import-layer-does-not-fit", layer=layer.name[:40]) from error
    if any(side < 1 for side in shape):
        raise ModelError("import-nothing-left", layer=layer.name[:40])
    return shape


def _window(layer: keras.layers.Layer) -> int:
    """Places under a convolution's kernel."""
    return prod(getattr(layer, "kernel_size", (1,)))


def _parameters(layer: keras.layers.Layer, given: Shape, out: Shape) -> int:
    channels = given[-1] if given else 1
    if isinstance(layer, keras.layers.SeparableConv2D):
        return _window(layer) * channels * layer.depth_multiplier + channels * layer.depth_multiplier * out[-1]
    if isinstance(layer, keras.layers.DepthwiseConv2D):
        return _window(layer) * out[-1]
    if isinstance(layer, keras.layers.Conv2D):
        return _window(layer) * channels * out[-1] // max(layer.groups, 1)
    if isinstance(layer, keras.layers.Dense):
        return channels * out[-1]
    if isinstance(layer, keras.layers.PReLU | keras.layers.LayerNormalization):
        return 2 * prod(given)
    return 4 * channels if isinstance(layer, keras.layers.BatchNormalization) else 0


def _multiplications(layer: keras.layers.Layer, given: Shape, out: Shape) -> int:
    weights = _parameters(layer, given, out)
    if isinstance(layer, keras.layers.Dense):
        return weights * prod(out[:-1])
    if hasattr(layer, "kernel_size"):
        # A separable convolution's first half works at the sides that come in: the larger of the two is counted.
        return weights * max(prod(out[:-1]), prod(given[:-1]) if hasattr(layer, "depth_multiplier") else 0)
    if hasattr(layer, "pool_size"):
        return prod(layer.pool_size) * prod(out)
    return prod(out)
