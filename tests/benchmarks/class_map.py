"""How well the class map keeps kinds together, and how long it takes: ``python -m tests.benchmarks.class_map [COUNT]``.

Prints the share of made digits whose five neighbours on the plane are most often of their own kind: along the two main
directions (PCA), and as the map places them.
"""

import sys
import time

import numpy as np

from digitdemo.classroom.class_map import map_drawings
from digitdemo.classroom.collecting import Collected
from digitdemo.classroom.puzzles import made_drawings
from digitdemo.reading.recognizer import Recognizer


def share_among_their_own(places: np.ndarray, kinds: np.ndarray) -> float:
    """Of points whose five neighbours are most often of their own kind."""
    distances = ((places[:, None] - places) ** 2).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    around = kinds[np.argsort(distances, axis=1)[:, :5]]
    return float(np.mean([np.bincount(row).argmax() == kind for row, kind in zip(around, kinds, strict=True)]))


def main(count: int) -> None:
    """Measure once."""
    made = made_drawings(count, np.random.default_rng(4))
    drawings = [Collected(place, place % 40, "", digit, drawn) for place, (drawn, digit) in enumerate(made)]
    recognizer = Recognizer.load()
    started = time.perf_counter()
    on_map = map_drawings(drawings, recognizer)
    elapsed_s = time.perf_counter() - started
    centred = on_map.features - on_map.features.mean(axis=0)
    left, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    print(f"{count} drawings, {elapsed_s:.1f} s to read and place them")
    print(f"own kind around, two main directions: {share_among_their_own(left[:, :2] * sizes[:2], on_map.read_as):.1%}")
    print(f"own kind around, on the map:          {share_among_their_own(on_map.places, on_map.read_as):.1%}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 800)
