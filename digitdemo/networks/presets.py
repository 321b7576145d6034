"""Networks known by name, in the notation of ``blocks``: each is defined here and nowhere else.

Page, link, command line and the recipes of the networks that ship name them.
"""

from dataclasses import dataclass
from typing import Any

from digitdemo.networks.blocks import parse_blocks
from digitdemo.networks.layers import PlannedLayer, plan_layers
from digitdemo.networks.task import CLASSES


@dataclass(frozen=True)
class Preset:
    """A network known by name.

    Attributes:
        title: what people call it.
        notation: its blocks.
        note: one sentence about it.
        learning_rate: what it learns well with, the highest of the schedule; page and command line begin with it.
        optimiser: likewise.
    """

    title: str
    notation: str
    note: str
    learning_rate: float = 0.01
    optimiser: str = "adam"

    @property
    def learning(self) -> dict[str, Any]:
        """The fields of a training's setting that come with this network."""
        return {"learning_rate": self.learning_rate, "optimiser": self.optimiser}


PRESETS: dict[str, Preset] = {
    "small": Preset(
        "Small and fast",
        "c16k5s2-norm-relu-c24k3-norm-relu-max2-c32k3-norm-relu",
        "Three convolutions; learns to read in seconds.",
    ),
    "tiny": Preset(
        "Tiny",
        "c8k5s2-norm-relu-c16k3s2-norm-relu",
        "Two convolutions; so small that you can look at every kernel.",
    ),
    "digitdemo": Preset(
        "Our network",
        "c32k5-norm-relu-max2-c48k3-norm-relu-c48k3-norm-relu-max2-c80k3-norm-relu-c80k3-norm-relu-max2-drop30",
        "The network that reads on the Draw page; takes minutes to train.",
        learning_rate=0.004,
    ),
    "author": Preset(
        "The course author’s 32–16–8–4",
        "c32k8-norm-relu-c16k6-norm-relu-c8k4-norm-relu-c4k2-norm-relu",
        "Fewer and fewer filters, no pooling: a student's first own network.",
        learning_rate=0.002,
    ),
    "lenet5": Preset(
        "LeNet-5",
        "c6k5-tanh-mean2-c16k5v-tanh-mean2-d120-tanh-d84-tanh",
        "The network that read bank cheques in the nineties.",
        learning_rate=0.003,
    ),
    "keras-example": Preset(
        "Keras’s example",
        "c32k3v-relu-max2-c64k3v-relu-max2-drop50",
        "What most tutorials build.",
        learning_rate=0.003,
    ),
    "symbols": Preset(
        "Our network for symbols",
        "c32k5s2-norm-relu-c48k3-norm-relu-max2-c80k3-norm-relu-c96k3-norm-relu-max2-drop30",
        "Like our network, lighter: its first look moves by two pixels.",
        learning_rate=0.004,
    ),
    "mlp": Preset(
        "Multi-layer perceptron",
        "d128-relu-d64-relu",
        "No convolution at all: every pixel with every unit.",
        learning_rate=0.002,
    ),
}

DEFAULT_PRESET = "small"


_EARLIER_NAMES = {"ours": "digitdemo", "keras": "keras-example"}
"""Links, runs and commands of earlier versions say these."""


def name_today(architecture: str) -> str:
    """A preset's name as it is today; everything else as it is."""
    return _EARLIER_NAMES.get(architecture, architecture)


def notation_of(architecture: str) -> str:
    """A preset's notation, or the notation itself."""
    preset = PRESETS.get(name_today(architecture))
    return preset.notation if preset else architecture


def layers_of(architecture: str, classes: int = CLASSES) -> list[PlannedLayer]:
    """The layers of a preset, or of a row of blocks.

    Raises:
        SettingError: no such blocks, or they do not fit.
    """
    return plan_layers(parse_blocks(notation_of(architecture)), classes)
