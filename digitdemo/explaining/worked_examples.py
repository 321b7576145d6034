"""The courses' worked examples, with their settings, to be chosen in the lab."""

from dataclasses import dataclass

import numpy as np

from digitdemo.explaining.classic_kernels import CLASSIC_KERNELS


@dataclass(frozen=True)
class WorkedExample:
    """A convolution from the courses.

    Attributes:
        name: what the lab calls it, as the end of a sentence's id: ``lab-example-cross``.
        picture: (height, width) or (height, width, channels).
        kernels: one or more, each (rows, columns) or (rows, columns, channels).
        biases: one for each kernel.
    """

    name: str
    picture: np.ndarray
    kernels: tuple[np.ndarray, ...]
    biases: tuple[float, ...]
    stride: int = 1
    padding: str = "none"
    padding_px: int = 1


def _volume(*channels: list[list[int]]) -> np.ndarray:
    return np.stack([np.array(channel, np.float64) for channel in channels], axis=2)


CROSS = WorkedExample(
    "cross",
    np.array([[2, 0, 4, 1, 0], [1, 1, 1, 0, 0], [5, 1, 3, 0, 0], [1, 0, 0, 0, 0]], np.float64),
    (CLASSIC_KERNELS["cross"],),
    (0.0,),
    padding="keep",
)

ZERO_PADDING = WorkedExample(
    "zero-padding",
    np.arange(9, dtype=np.float64).reshape(3, 3),
    (np.array([[0, 1], [2, 3]], np.float64),),
    (0.0,),
    padding="zeros",
)

TWO_FILTERS = WorkedExample(
    "two-filters",
    _volume(
        [[2, 2, 2, 2, 0], [0, 0, 1, 2, 0], [0, 2, 2, 1, 0], [2, 1, 0, 1, 1], [2, 2, 2, 1, 1]],
        [[1, 0, 0, 0, 0], [0, 1, 2, 0, 2], [1, 2, 1, 0, 1], [1, 1, 1, 0, 2], [0, 1, 0, 1, 1]],
        [[0, 1, 2, 0, 0], [0, 0, 2, 0, 0], [2, 1, 1, 1, 2], [0, 1, 1, 1, 2], [2, 1, 0, 2, 1]],
    ),
    (
        _volume(
            [[-1, 0, -1], [-1, -1, 0], [0, 1, -1]],
            [[-1, 0, 0], [1, -1, 1], [-1, 1, 0]],
            [[1, 0, 1], [1, 0, 1], [-1, 1, -1]],
        ),
        _volume(
            [[1, -1, 1], [0, 0, -1], [0, -1, -1]],
            [[1, 0, -1], [1, 1, 1], [-1, 0, -1]],
            [[-1, 1, 1], [1, -1, 0], [-1, 0, 0]],
        ),
    ),
    (1.0, 0.0),
    stride=2,
    padding="zeros",
)
"""The volumes of CS231n's picture as far as the slides' transcription has them; the results are ours, by NumPy."""

CONVOLUTIONS = (CROSS, ZERO_PADDING, TWO_FILTERS)

POOLING_INPUT = np.array([[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]], np.float64)
"""Max pooling 2×2 with stride 2 gives [[6, 8], [3, 4]]."""

BATCH = np.array([[1, 3, 8], [3, 4, 3], [5, 6, 2], [7, 2, 1]], np.float64)
"""The vision slides' four features of three samples."""


@dataclass(frozen=True)
class NeuronExample:
    """The neuron of the course's exercise."""

    inputs: tuple[float, ...] = (0.5, 0.45)
    weights: tuple[float, ...] = (0.55, -0.35)
    bias: float = 0.15
    activation: str = "sigmoid"


NEURON = NeuronExample()
