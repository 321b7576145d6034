"""A network as a chain of steps that a page can show one by one: shapes, parameters, what each sees and does.

A layer with an activation inside becomes two steps, because the courses teach them separately. Nothing here needs
TensorFlow; a kind of layer that is not known is kept as a step that can be shown but not explained.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from digitdemo.errors import ModelError
from digitdemo.networks.activations import function_of
from digitdemo.networks.kinds.kind import Shape, pair
from digitdemo.networks.kinds.table import LAYER_KINDS
from digitdemo.networks.receptive_field import ReceptiveField
from digitdemo.networks.task import INPUT_SHAPE
from digitdemo.networks.windows import Geometry
from digitdemo.reading.preprocessing import FIELD_PX
from digitdemo.storage.keras_file import Layer

OUTPUT_ONLY = "other"
"""The kind of a step whose numbers can be shown but not derived here."""

_ONE = Geometry((1, 1))
_MAY_BE_MISSING = {"bias", "gamma", "beta"}


@dataclass(frozen=True)
class Step:
    """One step of a network.

    Attributes:
        name: unique; the layer's name, or ``<layer> · <function>`` for an activation inside a layer.
        kind: the name of one of ``networks.kinds``: convolution, dense, pooling …; softmax, maxout; or other.
        layer: the stored layer it belongs to.
        function: of an activation: relu, tanh, ...; of a pooling: max or mean; else "".
        inside: True for an activation that is part of its layer: LiteRT gives its result only.
        input_shape: (height, width, channels) or (units,).
        output_shape: likewise.
        field: what one number of its output sees; None where that cannot be said.
        parameters: how many numbers it keeps; None where that cannot be said.
        sliding: how its window lies on the maps; None without one.
    """

    name: str
    kind: str
    layer: Layer
    function: str
    inside: bool
    input_shape: Shape
    output_shape: Shape
    field: ReceptiveField | None
    parameters: int | None
    sliding: Geometry | None = None

    @property
    def geometry(self) -> Geometry:
        """How its window lies on what comes in; one number at a time without a window."""
        return self.sliding or _ONE

    @property
    def has_kernels(self) -> bool:
        """True where small kernels slide over maps."""
        return self.sliding is not None and "kernel" in self.layer.weights

    @property
    def kernels(self) -> np.ndarray:
        """(rows, columns, channels that a filter sees, filters) float32, of a step with kernels."""
        kernel = self.layer.weights["kernel"]
        if self.kind == "depthwise convolution":  # stored as (rows, columns, channels, filters of each)
            return kernel.reshape(*kernel.shape[:2], 1, -1)
        return kernel

    def channels_seen(self, output: int) -> slice:
        """Which of the maps that come in one of the maps that go out sees."""
        if self.kind in ("convolution", "dense"):
            return slice(None)
        seen = output * self.input_shape[-1] // self.output_shape[-1]
        return slice(seen, seen + 1)

    @property
    def has_maps(self) -> bool:
        """True where the output is a stack of feature maps, (height, width, channels)."""
        return len(self.output_shape) == 3

    @property
    def outputs(self) -> int:
        """How many numbers come out."""
        return math.prod(self.output_shape)

    @property
    def inputs(self) -> int:
        """How many numbers go in."""
        return math.prod(self.input_shape)

    @property
    def window(self) -> tuple[int, int]:
        """Rows and columns of the sliding window; (1, 1) without one."""
        return self.geometry.window

    @property
    def stride(self) -> tuple[int, int]:
        """How far the window moves, rows and columns."""
        return self.geometry.stride

    @property
    def dilation(self) -> int:
        """How far apart a kernel's weights lie; 1 side by side."""
        return self.geometry.dilation

    @property
    def padding(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Zeros before and after, along rows and along columns."""
        return self.geometry.padding

    def seen(self, row: int, column: int) -> tuple[int, int, int, int] | None:
        """(top, left, height, width) of the drawing that the number at (row, column) sees; None if unknown."""
        return None if self.field is None else self.field.window(row, column, FIELD_PX, FIELD_PX)


@dataclass(frozen=True)
class Stage:
    """Steps that belong together: a convolution with its normalisation and activation, a pooling, a dense layer."""

    steps: tuple[Step, ...]

    @property
    def first(self) -> Step:
        """The step that gives the stage its name."""
        return next((step for step in self.steps if step.kind == "dense"), self.steps[0])

    @property
    def last(self) -> Step:
        """The step whose output the next stage gets."""
        return self.steps[-1]

    @property
    def parameters(self) -> int:
        """Of all its steps together."""
        return sum(step.parameters or 0 for step in self.steps)


def read_steps(layers: list[Layer], output_shapes: Mapping[str, Shape] | None = None) -> list[Step]:
    """Describe every step of a network, in the order in which data pass.

    Args:
        layers: as ``read_layers`` gives them.
        output_shapes: by layer name; needed only for kinds of layers that are not known here.

    Raises:
        ModelError: an unknown layer without a given shape.
    """
    shapes = output_shapes or {}
    steps: list[Step] = []
    shape: Shape = INPUT_SHAPE
    field: ReceptiveField | None = ReceptiveField()
    left = [layer for layer in layers if layer.kind != "InputLayer"]
    while left:
        taken = 1
        if _is_maxout(left[:3], shape):
            found, taken = [_maxout(left[2], shape, field)], 3
        else:
            found = _steps_of(left[0], shape, field, shapes.get(left[0].name))
        steps += found
        shape, field = found[-1].output_shape, found[-1].field
        left = left[taken:]
    return steps


def stages_of(steps: list[Step]) -> list[Stage]:
    """Group steps into stages."""
    stages: list[list[Step]] = []
    for step in steps:
        follows = step.kind in ("normalisation", "activation", "maxout", "softmax", "dropout")
        flat = bool(stages) and all(earlier.kind in ("flatten", "dropout", "reshape") for earlier in stages[-1])
        if stages and (follows or (step.kind in ("dense", "flatten") and flat)):
            stages[-1].append(step)
        else:
            stages.append([step])
    return [Stage(tuple(steps)) for steps in stages]


def _is_maxout(layers: list[Layer], shape: Shape) -> bool:
    """The larger of each two neighbouring channels, as a chain of Keras's own layers: reshape, pool, reshape back."""
    if [layer.kind for layer in layers] != ["Reshape", "MaxPooling2D", "Reshape"]:
        return False
    pairs, pooled, maps = (layer.config for layer in layers)
    *sides, channels = shape
    return (
        tuple(pairs["target_shape"]) == (math.prod(sides), channels, 1)
        and pair(pooled["pool_size"]) == pair(pooled.get("strides") or pooled["pool_size"]) == (1, 2)
        and tuple(maps["target_shape"]) == (*sides, channels // 2)
        and channels % 2 == 0
    )


def _maxout(layer: Layer, shape: Shape, field: ReceptiveField | None) -> Step:
    return Step(layer.name, "maxout", layer, "max", False, shape, (*shape[:-1], shape[-1] // 2), field, 0)


def _steps_of(layer: Layer, shape: Shape, field: ReceptiveField | None, given: Shape | None) -> list[Step]:
    main = _main_step(layer, shape, field, given)
    if "activation" not in layer.config or main.kind in ("activation", "softmax", OUTPUT_ONLY):
        return [main]
    activation = function_of("Activation", layer.config)
    if activation is None:  # an activation that is not known here: only the layer's result can be shown
        return [replace(main, kind=OUTPUT_ONLY)]
    if activation[0] == "linear":
        return [main]
    kind = "softmax" if activation[0] == "softmax" else "activation"
    inside = Step(
        f"{layer.name} · {activation[0]}", kind, layer, activation[0], True, main.output_shape, main.output_shape,
        main.field, 0,
    )  # fmt: skip
    return [main, inside]


def _main_step(layer: Layer, shape: Shape, field: ReceptiveField | None, given: Shape | None) -> Step:
    parameters = int(sum(weight.size for weight in layer.weights.values()))
    step = Step(layer.name, OUTPUT_ONLY, layer, "", False, shape, shape, field, parameters)
    kind, config = LAYER_KINDS.get(layer.kind), layer.config
    if kind is None or not kind.understands(config, shape):
        return _unknown(step, given)
    if not (kind.weight_shapes(config, shape).keys() - _MAY_BE_MISSING) <= layer.weights.keys():
        return _unknown(step, given)
    name, function = kind.step_name(config)
    return replace(
        step,
        kind=name,
        function=function,
        output_shape=kind.output_shape(config, shape),
        field=kind.field(field, config, shape),
        sliding=kind.geometry(config, shape),
    )


def _unknown(step: Step, given: Shape | None) -> Step:
    """A step whose result can be shown, not derived."""
    if given is None:
        raise ModelError(
            f"The layer “{step.layer.name}” is a {step.layer.kind}; its shape cannot be told from its settings."
        )
    keeps = len(given) == len(step.input_shape) == 3 and given[:2] == step.input_shape[:2]
    field = step.field if keeps and step.layer.kind in ("PReLU", "Rescaling") else None
    parameters = step.parameters if step.layer.weights or step.layer.kind == "Activation" else None
    return replace(step, output_shape=given, field=field, parameters=parameters)
