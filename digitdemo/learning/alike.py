"""Digits like mine: the nearest examples in what a network's last layer gets."""

from functools import lru_cache

import numpy as np

from digitdemo.datasets.handwriting import Handwriting, make_handwriting
from digitdemo.learning.network import LearningNetwork

EXAMPLES = 300


@lru_cache(maxsize=1)
def examples() -> tuple[np.ndarray, np.ndarray]:
    """Handwriting made by the project itself, always the same: (300, 28, 28) float32 in [0, 1], and its digits."""
    pictures, digits = make_handwriting(EXAMPLES, Handwriting(), np.random.default_rng(1967))
    return pictures.astype(np.float32) / 255, digits.astype(np.int64)


def last_features(network: LearningNetwork, values: np.ndarray) -> np.ndarray:
    """What the last dense layer gets, (batch, features).

    Args:
        values: (batch, *input shape).
    """
    last = max(index for index, step in enumerate(network.steps) if step.kind == "dense")
    return network.outputs(values)[last].reshape(len(values), -1)


def nearest(features: np.ndarray, mine: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The nearest examples, the nearest first, and how far away they are.

    Args:
        features: (examples, features).
        mine: (features,).

    Returns:
        (count,) places and (count,) Euclidean distances.
    """
    distances = np.sqrt(((features - mine) ** 2).sum(axis=1))
    order = np.argsort(distances, kind="stable")[:count]
    return order, distances[order]


def prototypes(features: np.ndarray, digits: np.ndarray) -> np.ndarray:
    """Of each digit the place of the example nearest to the mean of its kind, (10,)."""
    found = []
    for digit in range(10):
        places = np.flatnonzero(digits == digit)
        middle = features[places].mean(axis=0)
        found.append(int(places[nearest(features[places], middle, 1)[0][0]]))
    return np.array(found)
