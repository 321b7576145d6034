"""What a kind of layer can tell about itself.

Two things meet here. A *block* is what people put into a network, with a word for it in the notation; a *layer* is what
Keras builds and stores. Most blocks are one layer each.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

from digitdemo.limits import Limits
from digitdemo.networks.receptive_field import ReceptiveField
from digitdemo.networks.windows import Geometry

Shape = tuple[int, ...]
"""(height, width, channels) or (units,)."""

Config = Mapping[str, Any]
"""Keras's settings of a layer, planned or stored; what is missing has Keras's default."""

KERNEL_PX = Limits(1, 28)
STRIDE_PX = Limits(0, 28)
"""0: the usual."""


class LayerKind:
    """One kind of Keras layer: what comes out of it, and what that takes.

    Attributes:
        name: what a step of this kind is called in data: ``convolution``.
        function: of a pooling ``max`` or ``mean``; else "".
        weights: the names of its arrays, in the order in which Keras stores them.
    """

    name = ""
    function = ""
    weights: tuple[str, ...] = ()

    def understands(self, config: Config, shape: Shape) -> bool:
        """True where everything that the settings ask for is known here, for an input of this shape."""
        return True

    def step_name(self, config: Config) -> tuple[str, str]:
        """Name and function of the step; an activation's depend on its settings."""
        return self.name, self.function

    def geometry(self, config: Config, shape: Shape) -> Geometry | None:
        """How its window lies on maps of this shape; None without a window."""
        return None

    def output_shape(self, config: Config, shape: Shape) -> Shape:
        """What comes out where ``shape`` goes in."""
        return shape

    def weight_shapes(self, config: Config, shape: Shape) -> dict[str, Shape]:
        """The arrays that it keeps, by name."""
        return {}

    def multiplications(self, config: Config, shape: Shape) -> int:
        """For one picture."""
        return 0

    def field(self, before: ReceptiveField | None, config: Config, shape: Shape) -> ReceptiveField | None:
        """What one of its numbers sees of the drawing, from what one before it sees; None where nobody can say."""
        return before

    def parameters(self, config: Config, shape: Shape) -> int:
        """How many numbers it keeps, as Keras counts them."""
        return sum(prod(sides) for sides in self.weight_shapes(config, shape).values())

    def weight_names(self, config: Config) -> tuple[str, ...]:
        """Of the arrays that a stored layer with these settings has, in order."""
        return self.weights


def pair(value: Any) -> tuple[int, int]:
    """Keras writes a square's side as one number or as two."""
    return (value, value) if isinstance(value, int) else (int(value[0]), int(value[1]))


@dataclass(frozen=True)
class Block:
    """One block of a network; numbers that its kind does not need are ignored.

    Attributes:
        kind: one of ``BLOCK_KINDS``.
        size: filters of a convolution, side of a pooling window, units of a dense block, percent of a dropout.
        kernel: side of a convolution's kernel, pixels.
        stride: step of a convolution or pooling, pixels; 0: 1 for a convolution, the window's side for a pooling.
        padded: True if a convolution's map keeps its size (before the stride).
        biased: True if a convolution has a bias even before a normalisation.
    """

    kind: str
    size: int = 0
    kernel: int = 3
    stride: int = 0
    padded: bool = True
    biased: bool = False


@dataclass(frozen=True)
class Draft:
    """A Keras layer that a block asks for.

    Attributes:
        keras_class: its class in ``keras.layers``.
        name: what it is called; a number follows.
        arguments: its constructor's.
    """

    keras_class: str
    name: str
    arguments: dict[str, Any] = field(default_factory=dict)


Drafts = Callable[[Block, Shape, str], Sequence[Draft]]
"""From a block, the shape that comes in and the next block's kind to the layers that it becomes."""


@dataclass(frozen=True)
class BlockKind:
    """One kind of block.

    Attributes:
        name: what data call it; people read the sentence ``networks-kind-<name>``.
        prefix: how its word begins in the notation.
        drafts: which layers it becomes.
        sizes: from the smallest to the largest size; None where it has none.
        usual_size: what a new one begins with.
        has_kernel: True if a side in pixels belongs to it.
        has_stride: True if it can step.
        can_pad: True if its map can keep its size.
        needs_maps: True if it cannot stand behind a dense block.
    """

    name: str
    prefix: str
    drafts: Drafts
    sizes: Limits | None = None
    usual_size: int = 0
    has_kernel: bool = False
    has_stride: bool = False
    can_pad: bool = False
    needs_maps: bool = False

    @property
    def sentence(self) -> str:
        """Id of what people call it."""
        return f"networks-kind-{self.name.replace(' ', '-')}"

    def write(self, block: Block) -> str:
        """Its word: c24k5s2."""
        size = f"{block.size}" if self.sizes else ""
        kernel = f"k{block.kernel}" if self.has_kernel else ""
        stride = f"s{block.stride}" if self.has_stride and block.stride else ""
        padding = ("" if block.padded else "v") + ("b" if block.biased else "") if self.can_pad else ""
        return f"{self.prefix}{size}{kernel}{stride}{padding}"

    def read(self, word: str) -> Block | None:
        """The block of a word; None for a word of another kind."""
        pattern = re.escape(self.prefix)
        pattern += r"(?P<size>\d+)" if self.sizes else ""
        pattern += r"k(?P<kernel>\d+)" if self.has_kernel else ""
        pattern += r"(?:s(?P<stride>\d+))?" if self.has_stride else ""
        pattern += r"(?P<valid>v?)(?P<biased>b?)" if self.can_pad else ""
        match = re.fullmatch(pattern, word, re.ASCII)
        if match is None:
            return None
        part = match.groupdict()
        return Block(
            self.name,
            int(part.get("size") or 0),
            int(part.get("kernel") or 3),
            int(part.get("stride") or 0),
            not part.get("valid"),
            bool(part.get("biased")),
        )
