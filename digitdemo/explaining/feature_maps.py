"""A stored network made explainable: its steps, and every step's output for one digit."""

from dataclasses import dataclass

import numpy as np

from digitdemo.explaining.architecture import Stage, Step, read_steps, stages_of
from digitdemo.explaining.forward import run_step
from digitdemo.reading.network import Network
from digitdemo.reading.preprocessing import FIELD_PX
from digitdemo.storage.models import StoredModel

DRAWING = "drawing"
"""The name under which the network's input stands among the feature maps."""

DEAD_BELOW = 1e-6
"""A map whose numbers all lie this close to each other, and to 0 behind a ReLU, shows nothing."""


@dataclass(frozen=True)
class ExplainedNetwork:
    """A network that reads, together with what is known about its steps.

    >>> explained = ExplainedNetwork.load(find_model())
    >>> feature_maps(explained, network_input)["relu_1"].shape
    (28, 28, 24)
    """

    network: Network
    steps: tuple[Step, ...]
    stages: tuple[Stage, ...]

    @classmethod
    def load(cls, model: StoredModel, network: Network | None = None) -> "ExplainedNetwork":
        """Read a stored network's files; ``network`` saves loading it twice.

        Raises:
            ModelError: a file is missing or damaged, or the network branches.
        """
        reader = network or Network(model)
        blank = reader.layer_outputs(np.zeros((FIELD_PX, FIELD_PX), np.float32))
        shapes = {name: tuple(output.shape) for name, output in blank.items()}
        steps = read_steps(model.layers(), shapes)
        return cls(reader, tuple(steps), tuple(stages_of(steps)))

    def step(self, name: str) -> Step:
        """The step of that name."""
        return self.steps[self.index(name)]

    def index(self, name: str) -> int:
        """Its place in the chain.

        Raises:
            KeyError: there is none.
        """
        for index, step in enumerate(self.steps):
            if step.name == name:
                return index
        raise KeyError(name)

    def before(self, step: Step) -> str:
        """The name of what the step gets: the step before it, or the drawing."""
        index = self.index(step.name)
        return self.steps[index - 1].name if index else DRAWING

    @property
    def convolutions(self) -> list[Step]:
        """Its convolution steps."""
        return [step for step in self.steps if step.has_kernels]


def feature_maps(explained: ExplainedNetwork, network_input: np.ndarray) -> dict[str, np.ndarray]:
    """Every step's output for one digit.

    LiteRT gives every layer's; what a layer computes before an activation inside it, NumPy adds.

    Args:
        network_input: (28, 28) float32 in [0, 1].

    Returns:
        By step name, in the order in which data pass, the drawing first: (height, width, channels) or (units,)
        float32.
    """
    outputs = explained.network.layer_outputs(network_input)
    drawing = np.asarray(network_input, np.float32).reshape(FIELD_PX, FIELD_PX, 1)
    maps = {DRAWING: drawing}
    steps = explained.steps
    latest = drawing
    for step, following in zip(steps, (*steps[1:], None), strict=True):
        hidden = following is not None and following.inside
        latest = run_step(step, latest[None])[0] if hidden else outputs[step.layer.name]
        maps[step.name] = latest
    return maps


def dead_maps(maps: np.ndarray) -> np.ndarray:
    """Which maps show nothing for this digit: the same number everywhere.

    Args:
        maps: (height, width, channels) float32.

    Returns:
        (channels,) bool.
    """
    return np.asarray(np.ptp(maps, axis=(0, 1)) < DEAD_BELOW)
