"""Networks to begin with, in the notation of ``blocks``."""

from dataclasses import dataclass
from typing import Any


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
    "ours": Preset(
        "Ours",
        "c32k5-norm-relu-max2-c48k3-norm-relu-c48k3-norm-relu-max2-c80k3-norm-relu-c80k3-norm-relu-max2-drop30",
        "The network that reads on the Draw page; takes minutes to train.",
        learning_rate=0.004,
    ),
    "author": Preset(
        "The course author's 32–16–8–4",
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
    "keras": Preset(
        "Keras’s example",
        "c32k3v-relu-max2-c64k3v-relu-max2-drop50",
        "What most tutorials build.",
        learning_rate=0.003,
    ),
    "mlp": Preset(
        "Multi-layer perceptron",
        "d128-relu-d64-relu",
        "No convolution at all: every pixel with every unit.",
        learning_rate=0.002,
    ),
}

DEFAULT_PRESET = "small"


def notation_of(architecture: str) -> str:
    """A preset's notation, or the notation itself."""
    preset = PRESETS.get(architecture)
    return preset.notation if preset else architecture
