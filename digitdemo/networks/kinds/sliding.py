"""Layers whose window slides over maps: convolutions and poolings.

The arithmetic of their shapes is Dumoulin and Visin's, "A guide to convolution arithmetic for deep learning" (2016).
"""

from collections.abc import Sequence
from dataclasses import replace
from math import prod
from typing import Any

from digitdemo.limits import Limits
from digitdemo.networks.kinds.kind import Block, BlockKind, Config, Draft, LayerKind, Shape, pair
from digitdemo.networks.receptive_field import ReceptiveField
from digitdemo.networks.windows import Geometry


class Sliding(LayerKind):
    """What convolutions and poolings have in common: a window on maps (height, width, channels)."""

    size_setting = "kernel_size"

    def understands(self, config: Config, shape: Shape) -> bool:
        """Maps whose channels come last."""
        return len(shape) == 3 and config.get("data_format") != "channels_first"

    def geometry(self, config: Config, shape: Shape) -> Geometry:
        """By Keras's rules: ``same`` puts the odd pixel of padding below and to the right."""
        size = pair(config.get(self.size_setting) or 2)
        strides = pair(config.get("strides") or (1 if self.weights else size))
        gap = pair(config.get("dilation_rate") or 1)[0]
        return Geometry.of((shape[0], shape[1]), size, strides, str(config.get("padding", "valid")), gap)

    def channels(self, config: Config, shape: Shape) -> int:
        """How many maps come out."""
        return shape[2]

    def output_shape(self, config: Config, shape: Shape) -> Shape:
        """(height, width, channels)."""
        return (*self.geometry(config, shape).output_size((shape[0], shape[1])), self.channels(config, shape))

    def field(self, before: ReceptiveField | None, config: Config, shape: Shape) -> ReceptiveField | None:
        """Larger by the window, in steps of the stride."""
        return None if before is None else before.after(self.geometry(config, shape))


class Convolution(Sliding):
    """Every filter sees all channels."""

    name = "convolution"
    weights = ("kernel", "bias")

    def understands(self, config: Config, shape: Shape) -> bool:
        """Without groups."""
        return super().understands(config, shape) and config.get("groups", 1) == 1

    def channels(self, config: Config, shape: Shape) -> int:
        """One a filter."""
        return int(config["filters"])

    def weight_shapes(self, config: Config, shape: Shape) -> dict[str, Shape]:
        """Kernel (rows, columns, channels, filters), and perhaps a bias."""
        kernel = (*self.geometry(config, shape).window, shape[2], int(config["filters"]))
        return _with_bias(kernel, self.channels(config, shape), config)

    def multiplications(self, config: Config, shape: Shape) -> int:
        """All weights, at every place."""
        return prod(self.weight_shapes(config, shape)["kernel"]) * prod(self.output_shape(config, shape)[:2])


class DepthwiseConvolution(Convolution):
    """Every channel has filters of its own (Howard et al., "MobileNets", 2017)."""

    name = "depthwise convolution"

    def channels(self, config: Config, shape: Shape) -> int:
        """Each channel's, side by side."""
        return shape[2] * int(config.get("depth_multiplier", 1))

    def weight_shapes(self, config: Config, shape: Shape) -> dict[str, Shape]:
        """Kernel (rows, columns, channels, filters for each channel), and perhaps a bias."""
        kernel = (*self.geometry(config, shape).window, shape[2], int(config.get("depth_multiplier", 1)))
        return _with_bias(kernel, self.channels(config, shape), config)


class Pooling(Sliding):
    """One number of every window."""

    name = "pooling"
    size_setting = "pool_size"

    def __init__(self, function: str) -> None:
        """``max`` or ``mean``."""
        self.function = function


class GlobalPooling(Pooling):
    """One number of every map."""

    name = "global pooling"

    def understands(self, config: Config, shape: Shape) -> bool:
        """Where the numbers come out in a row."""
        return super().understands(config, shape) and not config.get("keepdims")

    def geometry(self, config: Config, shape: Shape) -> Geometry:
        """The window is the map."""
        return Geometry((shape[0], shape[1]))

    def output_shape(self, config: Config, shape: Shape) -> Shape:
        """(channels,), or (1, 1, channels) where it is told to keep the sides."""
        return (1, 1, shape[2]) if config.get("keepdims") else (shape[2],)

    def field(self, before: ReceptiveField | None, config: Config, shape: Shape) -> ReceptiveField | None:
        """The same for each number."""
        after = super().field(before, config, shape)
        if after is None:
            return None
        return ReceptiveField(replace(after.rows, jump=0), replace(after.columns, jump=0))


def _with_bias(kernel: Shape, channels: int, config: Config) -> dict[str, Shape]:
    return {"kernel": kernel, **({"bias": (channels,)} if config.get("use_bias", True) else {})}


def _convolution(block: Block, shape: Shape, following: str) -> Sequence[Draft]:
    return [Draft("Conv2D", "convolution", {"filters": block.size, **_kernel(block, following)})]


def _depthwise(block: Block, shape: Shape, following: str) -> Sequence[Draft]:
    arguments = _kernel(block, following)
    more = {"depth_multiplier": block.size} if block.size > 1 else {}
    return [Draft("DepthwiseConv2D", "depthwise", {**arguments, **more})]


def _kernel(block: Block, following: str) -> dict[str, Any]:
    """Before a normalisation no bias: its offset does that work."""
    arguments: dict[str, Any] = {"kernel_size": block.kernel}
    if block.stride > 1:
        arguments["strides"] = block.stride
    arguments["padding"] = "same" if block.padded else "valid"
    return arguments if block.biased or following != "normalisation" else {**arguments, "use_bias": False}


def _pooling(keras_class: str, block: Block) -> Sequence[Draft]:
    stride = {"strides": block.stride} if block.stride not in (0, block.size) else {}
    return [Draft(keras_class, "pooling", {"pool_size": block.size, **stride})]


SLIDING_LAYERS: dict[str, LayerKind] = {
    "Conv2D": Convolution(),
    "DepthwiseConv2D": DepthwiseConvolution(),
    "MaxPooling2D": Pooling("max"),
    "AveragePooling2D": Pooling("mean"),
    "GlobalMaxPooling2D": GlobalPooling("max"),
    "GlobalAveragePooling2D": GlobalPooling("mean"),
}

SLIDING_BLOCKS = [
    BlockKind(
        "convolution", "c", _convolution, Limits(1, 512), 16,
        has_kernel=True, has_stride=True, can_pad=True, needs_maps=True,
    ),
    BlockKind(
        "depthwise convolution", "dw", _depthwise, Limits(1, 8), 1,
        has_kernel=True, has_stride=True, can_pad=True, needs_maps=True,
    ),
    BlockKind(
        "max pooling", "max", lambda block, *_: _pooling("MaxPooling2D", block), Limits(1, 28), 2,
        has_stride=True, needs_maps=True,
    ),
    BlockKind(
        "mean pooling", "mean", lambda block, *_: _pooling("AveragePooling2D", block), Limits(1, 28), 2,
        has_stride=True, needs_maps=True,
    ),
    BlockKind(
        "global mean pooling", "gmean", lambda *_: [Draft("GlobalAveragePooling2D", "global_pooling")], needs_maps=True,
    ),
]  # fmt: skip
