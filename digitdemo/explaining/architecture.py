"""A network as a chain of steps that a page can show one by one: shapes, parameters, what each sees and does.

A layer with an activation inside becomes two steps, because the courses teach them separately. Nothing here needs
TensorFlow; a kind of layer that is not known is kept as a step that can be shown but not explained.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from digitdemo.errors import ModelError
from digitdemo.explaining.activations import function_of
from digitdemo.networks.receptive_field import Axis, ReceptiveField, output_length, padding_of
from digitdemo.reading.preprocessing import FIELD_PX
from digitdemo.storage.keras_file import Layer

Shape = tuple[int, ...]

OUTPUT_ONLY = "other"
"""The kind of a step whose numbers can be shown but not derived here."""

_ACTIVATIONS = {"ReLU", "LeakyReLU", "ELU", "Softmax", "Activation"}
_ONLY_WHILE_TRAINING = {"Dropout", "SpatialDropout2D", "GaussianDropout", "GaussianNoise", "AlphaDropout"}
_POOLING = {"MaxPooling2D": "max", "AveragePooling2D": "mean"}
_GLOBAL_POOLING = {"GlobalMaxPooling2D": "max", "GlobalAveragePooling2D": "mean"}


@dataclass(frozen=True)
class Step:
    """One step of a network.

    Attributes:
        name: unique; the layer's name, or ``<layer> · <function>`` for an activation inside a layer.
        kind: convolution, normalisation, activation, maxout, pooling, global pooling, flatten, reshape, dropout,
            dense, softmax, or other.
        layer: the stored layer it belongs to.
        function: of an activation: relu, tanh, ...; of a pooling: max or mean; else "".
        inside: True for an activation that is part of its layer: LiteRT gives its result only.
        input_shape: (height, width, channels) or (units,).
        output_shape: likewise.
        field: what one number of its output sees; None where that cannot be said.
        parameters: how many numbers it keeps; None where that cannot be said.
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
        config = self.layer.config
        if self.kind == "convolution":
            return pair(config["kernel_size"])
        if self.kind == "pooling":
            return pair(config["pool_size"])
        return self.input_shape[:2] if self.kind == "global pooling" else (1, 1)  # type: ignore[return-value]

    @property
    def stride(self) -> tuple[int, int]:
        """How far the window moves, rows and columns."""
        config = self.layer.config
        if self.kind not in ("convolution", "pooling"):
            return 1, 1
        return pair(config.get("strides") or config.get("pool_size") or 1)

    @property
    def dilation(self) -> int:
        """How far apart a kernel's weights lie; 1 side by side."""
        return pair(self.layer.config.get("dilation_rate") or 1)[0] if self.kind == "convolution" else 1

    @property
    def padding(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Zeros before and after, along rows and along columns."""
        if self.kind not in ("convolution", "pooling"):
            return (0, 0), (0, 0)
        how = str(self.layer.config.get("padding", "valid"))
        (rows, columns), (down, right) = self.window, self.stride
        return (
            padding_of(self.input_shape[0], rows, down, how, self.dilation),
            padding_of(self.input_shape[1], columns, right, how, self.dilation),
        )

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
    shape: Shape = (FIELD_PX, FIELD_PX, 1)
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


def pair(value: int | list[int] | tuple[int, ...]) -> tuple[int, int]:
    """Keras writes a square's side as one number or as two."""
    return (value, value) if isinstance(value, int) else (int(value[0]), int(value[1]))


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
    if main.kind not in ("convolution", "dense"):
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
    kind = layer.kind
    if kind == "Conv2D" and len(shape) == 3 and layer.config.get("groups", 1) == 1:
        return _windowed(replace(step, kind="convolution"), int(layer.config["filters"]))
    if kind in _POOLING and len(shape) == 3:
        return _windowed(replace(step, kind="pooling", function=_POOLING[kind]), shape[2])
    if kind in _GLOBAL_POOLING and len(shape) == 3 and not layer.config.get("keepdims"):
        whole = _whole_map(field, shape)
        return replace(
            step, kind="global pooling", function=_GLOBAL_POOLING[kind], output_shape=(shape[2],), field=whole
        )
    if kind == "Dense" and len(shape) == 1:
        whole = ReceptiveField(Axis(FIELD_PX, 0), Axis(FIELD_PX, 0))
        return replace(step, kind="dense", output_shape=(int(layer.config["units"]),), field=whole)
    return _without_window(step, given)


def _without_window(step: Step, given: Shape | None) -> Step:
    kind, shape = step.layer.kind, step.input_shape
    if kind == "BatchNormalization" and _normalises_last_axis(step.layer, shape):
        return replace(step, kind="normalisation")
    if kind in _ACTIVATIONS:
        activation = function_of(kind, step.layer.config)
        if activation is not None:
            kind_here = "softmax" if activation[0] == "softmax" else "activation"
            return replace(step, kind=kind_here, function=activation[0])
    if kind in _ONLY_WHILE_TRAINING:
        return replace(step, kind="dropout")
    if kind == "Flatten":
        return replace(step, kind="flatten", output_shape=(math.prod(shape),))
    if kind == "Reshape" and -1 not in step.layer.config["target_shape"]:
        target = tuple(int(side) for side in step.layer.config["target_shape"])
        return replace(step, kind="reshape", output_shape=target, field=_field_if_same(step, target))
    if given is None:
        raise ModelError(f"The layer “{step.layer.name}” is a {kind}; its shape cannot be told from its settings.")
    parameters = step.parameters if step.layer.weights or kind in _ACTIVATIONS else None
    return replace(step, output_shape=given, field=_field_if_same(step, given), parameters=parameters)


def _windowed(step: Step, channels: int) -> Step:
    how = str(step.layer.config.get("padding", "valid"))
    (rows, columns), (down, right), (height, width, _) = step.window, step.stride, step.input_shape
    shape = (
        output_length(height, rows, down, how, step.dilation),
        output_length(width, columns, right, how, step.dilation),
        channels,
    )
    field = step.field
    if field is not None:
        (above, _), (before, _) = step.padding
        field = ReceptiveField(
            field.rows.after(rows, down, above, step.dilation),
            field.columns.after(columns, right, before, step.dilation),
        )
    return replace(step, output_shape=shape, field=field)


def _whole_map(field: ReceptiveField | None, shape: Shape) -> ReceptiveField | None:
    if field is None:
        return None
    rows, columns = field.rows.after(shape[0], 1, 0), field.columns.after(shape[1], 1, 0)
    return ReceptiveField(replace(rows, jump=0), replace(columns, jump=0))


def _field_if_same(step: Step, shape: Shape) -> ReceptiveField | None:
    """A step that keeps rows and columns and has no window sees what the step before it saw, as far as is known."""
    keeps = len(shape) == len(step.input_shape) == 3 and shape[:2] == step.input_shape[:2]
    return step.field if keeps and step.layer.kind in ("Reshape", "PReLU", "Rescaling") else None


def _normalises_last_axis(layer: Layer, shape: Shape) -> bool:
    axis = layer.config.get("axis", -1)
    axis = axis[0] if isinstance(axis, list) else axis
    return axis in (-1, len(shape)) and "moving_mean" in layer.weights
