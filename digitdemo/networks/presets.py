"""Networks known by name, in the notation of ``blocks``: each is defined here and nowhere else.

Page, link, command line and the recipes of the networks that ship name them.
"""

from dataclasses import dataclass
from typing import Any

from digitdemo.networks.blocks import parse_blocks
from digitdemo.networks.layers import PlannedLayer, plan_layers
from digitdemo.networks.task import CLASSES
from digitdemo.sentences import say


@dataclass(frozen=True)
class Preset:
    """A network known by name; what people call it, and a sentence about it, stand in ``sentences/``.

    Attributes:
        name: in links and on the command line.
        notation: its blocks.
        learning_rate: what it learns well with, the highest of the schedule; page and command line begin with it.
        optimiser: likewise.
    """

    name: str
    notation: str
    learning_rate: float = 0.01
    optimiser: str = "adam"

    @property
    def title(self) -> str:
        """What people call it, in the reader's language."""
        return say(f"preset-{self.name}")

    @property
    def note(self) -> str:
        """One sentence about it."""
        return say(f"preset-{self.name}-note")

    @property
    def learning(self) -> dict[str, Any]:
        """The fields of a training's setting that come with this network."""
        return {"learning_rate": self.learning_rate, "optimiser": self.optimiser}


_OURS = "c32k5-norm-relu-max2-c48k3-norm-relu-c48k3-norm-relu-max2-c80k3-norm-relu-c80k3-norm-relu-max2-drop30"
_OURS_FOR_SYMBOLS = "c32k5s2-norm-relu-c48k3-norm-relu-max2-c80k3-norm-relu-c96k3-norm-relu-max2-drop30"
_PRESETS = (
    Preset("small", "c16k5s2-norm-relu-c24k3-norm-relu-max2-c32k3-norm-relu"),
    Preset("tiny", "c8k5s2-norm-relu-c16k3s2-norm-relu"),
    Preset("digitdemo", _OURS, learning_rate=0.004),
    Preset("author", "c32k8-norm-relu-c16k6-norm-relu-c8k4-norm-relu-c4k2-norm-relu", learning_rate=0.002),
    Preset("lenet5", "c6k5-tanh-mean2-c16k5v-tanh-mean2-d120-tanh-d84-tanh", learning_rate=0.003),
    Preset("keras-example", "c32k3v-relu-max2-c64k3v-relu-max2-drop50", learning_rate=0.003),
    Preset("symbols", _OURS_FOR_SYMBOLS, learning_rate=0.004),
    Preset("mlp", "d128-relu-d64-relu", learning_rate=0.002),
    Preset("too-simple", "c32k3", learning_rate=0.002),
    Preset("too-complex", "-".join(["c64k3-relu"] * 5), learning_rate=0.001),
    Preset("depth-0", "", learning_rate=0.002),
    Preset("depth-1", "d64-relu", learning_rate=0.002),
    Preset("depth-2", "d64-relu-d64-relu", learning_rate=0.002),
)
PRESETS = {preset.name: preset for preset in _PRESETS}

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
