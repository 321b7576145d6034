"""Drawings that are no calculation: scribbles, and far too much."""

from collections.abc import Iterator

import numpy as np

from digitdemo.calculating.reading import MAX_STROKES_READ
from digitdemo.drawing.strokes import Stroke


def floods(seed: int) -> Iterator[list[Stroke]]:
    """One after the other."""
    rng = np.random.default_rng(seed)
    yield [rng.uniform(0, 900, (400, 2)) for _ in range(5)]
    yield [rng.uniform(0, 300, (1, 2)) for _ in range(MAX_STROKES_READ)]
    yield [rng.uniform(0, 300) + rng.normal(0, 5, (6, 2)) for _ in range(MAX_STROKES_READ)]
    yield [np.array([[0, y], [900, y]], float) for y in range(MAX_STROKES_READ)]
    yield [rng.uniform(0, 900, (1, 2)) + np.array([[0, 0], [3, 20]]) for _ in range(MAX_STROKES_READ)]
    yield [rng.uniform(0, 900, (3, 2)) for _ in range(2000)]
    yield [np.zeros((1, 2))] * 40
    yield [np.array([[1e6, -1e6], [-1e6, 1e6]])]
