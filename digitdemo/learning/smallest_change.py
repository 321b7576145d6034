"""The smallest change to a picture that makes a network say something else: steps down the slope of the pixels."""

from dataclasses import dataclass

import numpy as np

from digitdemo.learning.network import LearningNetwork

MOST_STEPS = 60
STEP = 0.25
"""How far a step goes, as the length of the change over all pixels; ink is 1."""
_HALVINGS = 8


@dataclass(frozen=True)
class Change:
    """A picture that reads as the chosen digit, as near to the first one as was found.

    Attributes:
        picture: (28, 28) float64 in [0, 1].
        reads: what the network says to it.
        steps: how many steps it took.
    """

    picture: np.ndarray
    reads: int
    steps: int


def smallest_change(network: LearningNetwork, drawing: np.ndarray, target: int) -> Change:
    """Change pixels, a little at a time, until the network reads ``target``; then go back as far as it still does.

    Args:
        network: whose chain begins with the drawing.
        drawing: (28, 28) in [0, 1].

    Returns:
        After ``MOST_STEPS`` what there is by then, which may read otherwise.
    """
    precision = next(iter(next(weights for weights in network.weights.values() if weights).values())).dtype
    first = drawing.astype(precision)[None, :, :, None]
    picture, steps = first, 0
    while _reads(network, picture) != target and steps < MOST_STEPS:
        slope = network.gradients(picture, np.array([target])).inputs[0]
        # A pixel that is white or black already can only go one way: its slope the other way is no way down.
        stuck = ((picture <= 0) & (slope > 0)) | ((picture >= 1) & (slope < 0))
        way = np.where(stuck, 0, slope)
        length = float(np.sqrt((way**2).sum()))
        if length == 0 or not np.isfinite(length):
            break
        picture = np.clip(picture - STEP * way / length, 0, 1)
        steps += 1
    if steps and _reads(network, picture) == target:
        picture = _back_to_the_edge(network, first, picture, target)
    return Change(picture[0, :, :, 0].astype(np.float64), _reads(network, picture), steps)


def _reads(network: LearningNetwork, picture: np.ndarray) -> int:
    return int(network.scores(picture)[0].argmax())


def _back_to_the_edge(network: LearningNetwork, first: np.ndarray, last: np.ndarray, target: int) -> np.ndarray:
    """Between the first picture and the last one, the nearest that still reads as the target: by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _reads(network, first + middle * (last - first)) == target:
            high = middle
        else:
            low = middle
    return np.asarray(first + high * (last - first))
