"""From blocks to Keras layers, with shapes and parameters by arithmetic: what does not fit is told before it is built.

The page draws these plans and prints them as code; the worker builds them. So the code shown is the network trained.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

from digitdemo.errors import SettingError
from digitdemo.networks.blocks import ACTIVATIONS, Block
from digitdemo.networks.task import CLASSES, INPUT_SHAPE

MAX_PARAMETERS = 5_000_000
"""More would need more memory and patience than a class has."""

MAX_MULTIPLICATIONS = 200_000_000
"""For one picture; the Keras example needs 2.4 million."""

LEAK = 0.1
"""What a leaky ReLU lets pass of negative values."""

_LIMITS = {"convolution": 512, "dense": 4096, "max pooling": 28, "mean pooling": 28, "dropout": 90}


@dataclass(frozen=True)
class PlannedLayer:
    """One Keras layer to be.

    Attributes:
        keras_class: its class in ``keras.layers``.
        arguments: its constructor's arguments, the name included.
        shape: its output's, (height, width, channels) or (units,).
        parameters: how many numbers it holds, those of a normalisation's running means included.
        multiplications: for one picture.
        block: place of the block that it comes from; None for what is always added.
    """

    keras_class: str
    arguments: dict[str, Any] = field(hash=False)
    shape: tuple[int, ...]
    parameters: int = 0
    multiplications: int = 0
    block: int | None = None

    @property
    def name(self) -> str:
        """Unique in its network."""
        return str(self.arguments["name"])


def plan_layers(blocks: Sequence[Block]) -> list[PlannedLayer]:
    """Plan all layers, the ten outputs and their softmax included.

    Raises:
        SettingError: a block does not fit behind the ones before it, a number is out of range, or it gets too large.
    """
    planner = _Planner()
    for index, block in enumerate(blocks):
        following = blocks[index + 1].kind if index + 1 < len(blocks) else ""
        planner.add(index, block, following)
    planner.finish()
    total, work = count_parameters(planner.layers), count_multiplications(planner.layers)
    if total > MAX_PARAMETERS:
        raise SettingError(f"This network would have {total:,} parameters; at most {MAX_PARAMETERS:,} are allowed.")
    if work > MAX_MULTIPLICATIONS:
        raise SettingError(f"This network needs {work:,} multiplications a picture: too slow to train here.")
    return planner.layers


def count_parameters(layers: Sequence[PlannedLayer]) -> int:
    """How many numbers the network holds, as Keras counts them."""
    return sum(layer.parameters for layer in layers)


def count_multiplications(layers: Sequence[PlannedLayer]) -> int:
    """How many multiplications one picture takes."""
    return sum(layer.multiplications for layer in layers)


class _Planner:
    """Walks along the blocks with the shape that has come out so far."""

    def __init__(self) -> None:
        self.layers: list[PlannedLayer] = []
        self.shape: tuple[int, ...] = INPUT_SHAPE
        self._numbers: dict[str, int] = {}
        self._index: int | None = None

    def add(self, index: int, block: Block, following: str) -> None:
        """Add one block's layers."""
        self._index = index
        self._check_size(block)
        if block.kind == "convolution":
            self._convolution(block, following)
        elif block.kind in ("max pooling", "mean pooling"):
            self._pooling(block)
        elif block.kind == "normalisation":
            self._layer("BatchNormalization", "normalisation", {}, self.shape, 4 * self.shape[-1])
        elif block.kind == "dropout":
            self._layer("Dropout", "dropout", {"rate": block.size / 100}, self.shape)
        elif block.kind == "dense":
            self._dense(block.size, "dense", following != "normalisation")
        elif block.kind == "maxout":
            self._maxout()
        elif block.kind in ACTIVATIONS:
            keras_class, arguments = _ACTIVATION_LAYERS[block.kind]
            self._layer(keras_class, block.kind, arguments, self.shape)
        else:
            raise SettingError(f"Block {index + 1}: there is no kind of block called “{block.kind}”.")

    def finish(self) -> None:
        """Add the ten outputs."""
        self._index = None
        self._dense(CLASSES, "outputs", True, numbered=False)
        self._layer("Softmax", "probabilities", {}, self.shape, numbered=False)

    def _convolution(self, block: Block, following: str) -> None:
        height, width, channels = self._maps(block)
        stride = block.stride or 1
        if not 1 <= block.kernel <= 28 or stride > 28:
            self._refuse("a kernel's side and its stride must be 1 to 28 pixels")
        if not block.padded and block.kernel > min(height, width):
            self._refuse(
                f"a {block.kernel}×{block.kernel} kernel is larger than the {height}×{width} map that comes in; "
                "make the kernel smaller, or turn padding on"
            )
        sides = [
            -(-side // stride) if block.padded else (side - block.kernel) // stride + 1 for side in (height, width)
        ]
        biased = block.biased or following != "normalisation"
        weights = block.kernel**2 * channels * block.size
        arguments = {"filters": block.size, "kernel_size": block.kernel}
        if stride > 1:
            arguments["strides"] = stride
        options = {"padding": "same" if block.padded else "valid", **({} if biased else {"use_bias": False})}
        shape = (sides[0], sides[1], block.size)
        parameters = weights + block.size * biased
        self._layer("Conv2D", "convolution", arguments | options, shape, parameters, weights * prod(sides))

    def _pooling(self, block: Block) -> None:
        height, width, channels = self._maps(block)
        if block.size > min(height, width):
            self._refuse(
                f"a {block.size}×{block.size} window is larger than the {height}×{width} map that comes in; "
                "take some pooling or stride away before it"
            )
        stride = block.stride or block.size
        shape = ((height - block.size) // stride + 1, (width - block.size) // stride + 1, channels)
        arguments = {"pool_size": block.size, **({"strides": stride} if stride != block.size else {})}
        keras_class = "MaxPooling2D" if block.kind == "max pooling" else "AveragePooling2D"
        self._layer(keras_class, "pooling", arguments, shape)

    def _dense(self, units: int, name: str, biased: bool, numbered: bool = True) -> None:
        if len(self.shape) == 3:
            self._layer("Flatten", "flatten", {}, (prod(self.shape),), numbered=False)
        weights = self.shape[0] * units
        arguments: dict[str, Any] = {"units": units, **({} if biased else {"use_bias": False})}
        self._layer("Dense", name, arguments, (units,), weights + units * biased, weights, numbered=numbered)

    def _maxout(self) -> None:
        """The larger of each two neighbouring channels (Goodfellow et al., "Maxout networks", 2013)."""
        *sides, channels = self.shape
        if channels % 2:
            self._refuse(f"maxout takes channels two by two, and {channels} is an odd number")
        area = prod(sides)
        self._layer("Reshape", "maxout_pairs", {"target_shape": (area, channels, 1)}, (area, channels, 1))
        self._layer("MaxPooling2D", "maxout", {"pool_size": (1, 2)}, (area, channels // 2, 1))
        shape = (*sides, channels // 2)
        self._layer("Reshape", "maxout_maps", {"target_shape": shape}, shape)

    def _layer(
        self,
        keras_class: str,
        name: str,
        arguments: dict[str, Any],
        shape: tuple[int, ...],
        parameters: int = 0,
        multiplications: int = 0,
        *,
        numbered: bool = True,
    ) -> None:
        if numbered:
            self._numbers[name] = self._numbers.get(name, 0) + 1
            name = f"{name}_{self._numbers[name]}"
        named = {**arguments, "name": name}
        self.layers.append(PlannedLayer(keras_class, named, shape, parameters, multiplications, self._index))
        self.shape = shape

    def _maps(self, block: Block) -> tuple[int, int, int]:
        if len(self.shape) != 3:
            self._refuse(f"a {block.kind} needs maps, but after a dense block there are none; put it before")
        return self.shape[0], self.shape[1], self.shape[2]

    def _check_size(self, block: Block) -> None:
        limit = _LIMITS.get(block.kind)
        if limit is not None and not 1 <= block.size <= limit:
            self._refuse(f"the size of a {block.kind} must be 1 to {limit}, not {block.size}")

    def _refuse(self, why: str) -> None:
        place = "" if self._index is None else f"Block {self._index + 1}: "
        raise SettingError(f"{place}{why}.")


_ACTIVATION_LAYERS: dict[str, tuple[str, dict[str, Any]]] = {
    "relu": ("ReLU", {}),
    "leaky": ("LeakyReLU", {"negative_slope": LEAK}),
    "elu": ("ELU", {}),
    "tanh": ("Activation", {"activation": "tanh"}),
    "sigmoid": ("Activation", {"activation": "sigmoid"}),
}


def layers_in_order(layers: Sequence[PlannedLayer]) -> Iterator[tuple[PlannedLayer, tuple[int, ...]]]:
    """Each layer with the shape that comes in."""
    shape: tuple[int, ...] = INPUT_SHAPE
    for layer in layers:
        yield layer, shape
        shape = layer.shape
