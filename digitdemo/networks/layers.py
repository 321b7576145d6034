"""From blocks to Keras layers, with shapes and parameters by arithmetic: what does not fit is told before it is built.

The page draws these plans and prints them as code; the worker builds them. So the code shown is the network trained.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from digitdemo.errors import SettingError
from digitdemo.networks.kinds.kind import KERNEL_PX, STRIDE_PX, Block, BlockKind, Draft, Shape
from digitdemo.networks.kinds.others import dense_drafts
from digitdemo.networks.kinds.table import BLOCK_KINDS, LAYER_KINDS
from digitdemo.networks.task import CLASSES, INPUT_SHAPE
from digitdemo.sentences import Message

MAX_PARAMETERS = 5_000_000
"""More would need more memory and patience than a class has."""

MAX_MULTIPLICATIONS = 200_000_000
"""For one picture; the Keras example needs 2.4 million."""

_NOT_NUMBERED = ("flatten", "outputs", "probabilities")


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
    shape: Shape
    parameters: int = 0
    multiplications: int = 0
    block: int | None = None

    @property
    def name(self) -> str:
        """Unique in its network."""
        return str(self.arguments["name"])


def plan_layers(blocks: Sequence[Block], classes: int = CLASSES) -> list[PlannedLayer]:
    """Plan all layers, one output a class and their softmax included.

    Raises:
        SettingError: a block does not fit behind the ones before it, a number is out of range, or it gets too large.
    """
    planner = _Planner()
    for index, block in enumerate(blocks):
        following = blocks[index + 1].kind if index + 1 < len(blocks) else ""
        try:
            planner.add(index, block, following)
        except SettingError as error:
            raise SettingError("networks-block", block=index + 1, why=error) from error
    planner.finish(classes)
    total, work = count_parameters(planner.layers), count_multiplications(planner.layers)
    if total > MAX_PARAMETERS:
        raise SettingError("networks-too-many-parameters", parameters=total, most=MAX_PARAMETERS)
    if work > MAX_MULTIPLICATIONS:
        raise SettingError("networks-too-slow", multiplications=work)
    return planner.layers


def count_parameters(layers: Sequence[PlannedLayer]) -> int:
    """How many numbers the network holds, as Keras counts them."""
    return sum(layer.parameters for layer in layers)


def count_multiplications(layers: Sequence[PlannedLayer]) -> int:
    """How many multiplications one picture takes."""
    return sum(layer.multiplications for layer in layers)


def layers_in_order(layers: Sequence[PlannedLayer]) -> Iterator[tuple[PlannedLayer, Shape]]:
    """Each layer with the shape that comes in."""
    shape: Shape = INPUT_SHAPE
    for layer in layers:
        yield layer, shape
        shape = layer.shape


class _Planner:
    """Walks along the blocks with the shape that has come out so far."""

    def __init__(self) -> None:
        self.layers: list[PlannedLayer] = []
        self.shape: Shape = INPUT_SHAPE
        self._numbers: dict[str, int] = {}

    def add(self, index: int, block: Block, following: str) -> None:
        """Add one block's layers."""
        kind = BLOCK_KINDS.get(block.kind)
        if kind is None:
            raise SettingError("networks-no-kind", kind=block.kind[:40])
        self._check(kind, block)
        for draft in kind.drafts(block, self.shape, following):
            self._add(draft, index)

    def finish(self, classes: int) -> None:
        """Add the outputs."""
        for draft in [*dense_drafts(classes, "outputs", self.shape), Draft("Softmax", "probabilities")]:
            self._add(draft, None)

    def _add(self, draft: Draft, block: int | None) -> None:
        kind, arguments = LAYER_KINDS[draft.keras_class], draft.arguments
        self._check_window(draft)
        name = draft.name
        if name not in _NOT_NUMBERED:
            self._numbers[name] = self._numbers.get(name, 0) + 1
            name = f"{name}_{self._numbers[name]}"
        shape = kind.output_shape(arguments, self.shape)
        counted = kind.parameters(arguments, self.shape), kind.multiplications(arguments, self.shape)
        self.layers.append(PlannedLayer(draft.keras_class, {**arguments, "name": name}, shape, *counted, block))
        self.shape = shape

    def _check(self, kind: BlockKind, block: Block) -> None:
        if kind.sizes and not kind.sizes.allow(block.size):
            limits = {"low": int(kind.sizes.low), "high": int(kind.sizes.high)}
            raise SettingError("networks-size", kind=Message(kind.sentence), size=f"{block.size}", **limits)
        if kind.needs_maps and len(self.shape) != 3:
            raise SettingError("networks-needs-maps", kind=Message(kind.sentence))
        if kind.has_kernel and not (KERNEL_PX.allow(block.kernel) and STRIDE_PX.allow(block.stride)):
            raise SettingError("networks-kernel-range", high=int(KERNEL_PX.high))

    def _check_window(self, draft: Draft) -> None:
        geometry = LAYER_KINDS[draft.keras_class].geometry(draft.arguments, self.shape)
        if geometry is None or min(geometry.output_size((self.shape[0], self.shape[1]))) >= 1:
            return
        window, (height, width, _) = geometry.window, self.shape
        sides = {"rows": window[0], "columns": window[1], "height": height, "width": width}
        is_kernel = "kernel_size" in draft.arguments
        raise SettingError("networks-kernel-too-large" if is_kernel else "networks-window-too-large", **sides)
