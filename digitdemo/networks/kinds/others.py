"""Layers without a window: dense ones, normalisations, activations, and those that only arrange numbers anew."""

from collections.abc import Sequence
from math import prod
from typing import Any

from digitdemo.errors import SettingError
from digitdemo.limits import Limits
from digitdemo.networks.activations import LEAK, function_of
from digitdemo.networks.kinds.kind import Block, BlockKind, Config, Draft, LayerKind, Shape
from digitdemo.networks.receptive_field import Axis, ReceptiveField
from digitdemo.networks.task import INPUT_SHAPE


class Dense(LayerKind):
    """Every unit sees every number of a row."""

    name = "dense"
    weights = ("kernel", "bias")

    def understands(self, config: Config, shape: Shape) -> bool:
        """A row."""
        return len(shape) == 1

    def output_shape(self, config: Config, shape: Shape) -> Shape:
        """(units,)."""
        return (int(config["units"]),)

    def weight_shapes(self, config: Config, shape: Shape) -> dict[str, Shape]:
        """Kernel (inputs, units), and perhaps a bias."""
        units = int(config["units"])
        return {"kernel": (shape[-1], units), **({"bias": (units,)} if config.get("use_bias", True) else {})}

    def multiplications(self, config: Config, shape: Shape) -> int:
        """One a weight."""
        return shape[-1] * int(config["units"])

    def field(self, before: ReceptiveField | None, config: Config, shape: Shape) -> ReceptiveField | None:
        """The whole drawing."""
        return ReceptiveField(Axis(INPUT_SHAPE[0], 0), Axis(INPUT_SHAPE[1], 0))


class Normalisation(LayerKind):
    """Each channel shifted and stretched to a usual range (Ioffe and Szegedy, "Batch normalization", 2015)."""

    name = "normalisation"
    weights = ("gamma", "beta", "moving_mean", "moving_variance")

    def understands(self, config: Config, shape: Shape) -> bool:
        """Channel by channel."""
        axis = config.get("axis", -1)
        return (axis[0] if isinstance(axis, list | tuple) else axis) in (-1, len(shape))

    def weight_shapes(self, config: Config, shape: Shape) -> dict[str, Shape]:
        """(channels,) each."""
        return dict.fromkeys(self.weight_names(config), shape[-1:])

    def weight_names(self, config: Config) -> tuple[str, ...]:
        """Factor and offset can be switched off."""
        off = {"gamma": not config.get("scale", True), "beta": not config.get("center", True)}
        return tuple(name for name in self.weights if not off.get(name))


class Activation(LayerKind):
    """Every number bent by the same curve; the softmax among them."""

    name = "activation"

    def __init__(self, keras_class: str) -> None:
        """Which of Keras's layers it is."""
        self._keras_class = keras_class

    def understands(self, config: Config, shape: Shape) -> bool:
        """A function that is known here."""
        return function_of(self._keras_class, dict(config)) is not None

    def step_name(self, config: Config) -> tuple[str, str]:
        """The function decides."""
        found = function_of(self._keras_class, dict(config))
        function = found[0] if found else ""
        return ("softmax" if function == "softmax" else self.name), function


class Flatten(LayerKind):
    """Maps as one long row."""

    name = "flatten"

    def output_shape(self, config: Config, shape: Shape) -> Shape:
        """(all numbers,)."""
        return (prod(shape),)


class Reshape(LayerKind):
    """The same numbers in another arrangement."""

    name = "reshape"

    def output_shape(self, config: Config, shape: Shape) -> Shape:
        """As asked; one side may be −1: what is left."""
        target = [int(side) for side in config["target_shape"]]
        if -1 in target:
            target[target.index(-1)] = prod(shape) // -prod(target)
        return tuple(target)

    def field(self, before: ReceptiveField | None, config: Config, shape: Shape) -> ReceptiveField | None:
        """As before while rows and columns stay."""
        target = self.output_shape(config, shape)
        return before if len(target) == len(shape) == 3 and target[:2] == shape[:2] else None


class OnlyWhileTraining(LayerKind):
    """Passes everything on when a network reads."""

    name = "dropout"


def dense_drafts(units: int, name: str, shape: Shape, biased: bool = True) -> list[Draft]:
    """A dense layer, behind flattened maps where maps come in."""
    flat = [Draft("Flatten", "flatten")] if len(shape) == 3 else []
    arguments: dict[str, Any] = {"units": units, **({} if biased else {"use_bias": False})}
    return [*flat, Draft("Dense", name, arguments)]


def _dense(block: Block, shape: Shape, following: str) -> Sequence[Draft]:
    return dense_drafts(block.size, "dense", shape, following != "normalisation")


def _dropout(block: Block, shape: Shape, following: str) -> Sequence[Draft]:
    return [Draft("Dropout", "dropout", {"rate": block.size / 100})]


def _maxout(block: Block, shape: Shape, following: str) -> Sequence[Draft]:
    """The larger of each two neighbouring channels (Goodfellow et al., "Maxout networks", 2013)."""
    *sides, channels = shape
    if channels % 2:
        raise SettingError("networks-maxout-odd", channels=channels)
    return [
        Draft("Reshape", "maxout_pairs", {"target_shape": (prod(sides), channels, 1)}),
        Draft("MaxPooling2D", "maxout", {"pool_size": (1, 2)}),
        Draft("Reshape", "maxout_maps", {"target_shape": (*sides, channels // 2)}),
    ]


def _activation(name: str, keras_class: str, **arguments: Any) -> BlockKind:
    return BlockKind(name, name, lambda *_: [Draft(keras_class, name, dict(arguments))])


_BENDING = ("ReLU", "LeakyReLU", "ELU", "Softmax", "Activation")
_ONLY_WHILE_TRAINING = ("Dropout", "SpatialDropout2D", "GaussianDropout", "GaussianNoise", "AlphaDropout")

OTHER_LAYERS: dict[str, LayerKind] = {
    "Dense": Dense(),
    "BatchNormalization": Normalisation(),
    "Flatten": Flatten(),
    "Reshape": Reshape(),
    **{keras_class: Activation(keras_class) for keras_class in _BENDING},
    **{keras_class: OnlyWhileTraining() for keras_class in _ONLY_WHILE_TRAINING},
}

OTHER_BLOCKS = [
    BlockKind("normalisation", "norm", lambda *_: [Draft("BatchNormalization", "normalisation")]),
    _activation("relu", "ReLU"),
    _activation("leaky", "LeakyReLU", negative_slope=LEAK),
    _activation("elu", "ELU"),
    _activation("tanh", "Activation", activation="tanh"),
    _activation("sigmoid", "Activation", activation="sigmoid"),
    BlockKind("maxout", "maxout", _maxout),
    BlockKind("dropout", "drop", _dropout, Limits(1, 90), 25),
    BlockKind("dense", "d", _dense, Limits(1, 4096), 64),
]
