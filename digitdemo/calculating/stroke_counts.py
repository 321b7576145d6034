"""With how many strokes people write each sign: a bracket hardly ever with two."""

from collections.abc import Sequence

import numpy as np

_SHARES = {
    "0": (0.977, 0.022, 0.002),
    "1": (0.947, 0.052, 0.001),
    "2": (0.982, 0.017, 0.001),
    "3": (0.993, 0.004, 0.002),
    "4": (0.294, 0.695, 0.012),
    "5": (0.266, 0.717, 0.017),
    "6": (0.994, 0.006, 0.000),
    "7": (0.215, 0.782, 0.004),
    "8": (0.975, 0.025, 0.000),
    "9": (0.947, 0.053, 0.000),
    "+": (0.002, 0.976, 0.022),
    "-": (0.983, 0.016, 0.000),
    "\\times": (0.002, 0.995, 0.002),
    "\\div": (0.105, 0.057, 0.838),
    "/": (0.979, 0.014, 0.007),
    "=": (0.006, 0.970, 0.024),
    "(": (0.990, 0.010, 0.000),
    ")": (0.990, 0.010, 0.000),
    ".": (0.977, 0.022, 0.001),
    ",": (0.996, 0.004, 0.000),
    "\\sqrt": (0.876, 0.116, 0.008),
}
"""With one stroke, two, three or more: of 20,085 signs by the people whom the network learned from."""

_LEAST = 0.01
"""Added to every share: other people may write otherwise."""
_TRUST = 0.7
"""How far it counts beside the shape, which shows some of it."""

_UNKNOWN = (1 / 3, 1 / 3, 1 / 3)


def count_scores(classes: Sequence[str], counts: Sequence[int]) -> np.ndarray:
    """(groups, classes) log-probabilities of writing each label with so many strokes or more.

    Too few strokes say nothing: a picture shows a plus as one piece, and some hands do not lift the pen.
    """
    shares = np.array([_SHARES.get(label, _UNKNOWN) for label in classes])
    at_least = np.stack([np.ones(len(classes)), shares[:, 1:].sum(axis=1), shares[:, 2]], axis=1)
    logs = _TRUST * np.log((at_least + _LEAST) / (1 + _LEAST))
    scores: np.ndarray = logs[:, np.clip(np.asarray(counts, int), 1, 3) - 1].T
    return scores
