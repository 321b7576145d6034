"""How often a moved line is read as a chosen neighbour, how far its points moved, and how long the search takes.

``python -m tests.benchmarks.line_change [digits]``, with ``DIGITDEMO_STROKES`` naming a file of people's digits; those
of people whom the network knows are left out. Each digit has one neighbour by form (4 → 9, 3 → 8, …). A reading counts
only where the network does not turn it away. Beside it: how often one that was not asked (many-hands) reads the same.
"""

import os
import sys
import time

import numpy as np

from digitdemo.datasets.stroke_file import STROKES_VARIABLE, load_stroke_file
from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.learning.line_change import change_line
from digitdemo.learning.network import LearningNetwork
from digitdemo.learning.pen_line import place
from digitdemo.reading.recognizer import Recognizer
from digitdemo.storage.models import find_model
from digitdemo.training.evaluation_command import unknown_to

NEIGHBOURS = {0: 6, 1: 7, 2: 7, 3: 8, 4: 9, 5: 6, 6: 0, 7: 9, 8: 3, 9: 4}


def main(count: int) -> None:
    model, judge = find_model(), Recognizer.load()
    network, other = LearningNetwork.of(ExplainedNetwork.load(model).steps), Recognizer.load("many-hands")
    written = unknown_to(model, load_stroke_file(os.environ[STROKES_VARIABLE]))
    chosen = np.random.default_rng(15).choice(len(written), count, replace=False)
    flipped = agreed = asked = 0
    means, furthest, times = [], [], []
    for sign in (written[index] for index in chosen):
        target = NEIGHBOURS[sign.digit]
        if judge.network.probabilities(place(sign.strokes).field).argmax() == target:
            continue
        start = time.perf_counter()
        change = change_line(network, sign.strokes, target, model.min_probability)
        times.append(time.perf_counter() - start)
        asked += 1
        field = place(change.after).field
        read = judge.network.probabilities(field)
        if read.argmax() == target and read[target] >= model.min_probability:
            flipped += 1
            agreed += bool(other.network.probabilities(field).argmax() == target)
            means.append(change.distances().mean())
            furthest.append(change.distances().max())
    print(f"read as the neighbour, not turned away  {flipped} of {asked}: {100 * flipped / asked:.1f} %")
    print(f"read so by another network too          {100 * agreed / max(flipped, 1):.0f} % of them")
    print(
        f"points moved, of a field of 28 mm       mean {np.median(means):.2f} mm, furthest {np.median(furthest):.2f} mm"
    )
    print(f"time                  median {np.median(times):.2f} s, 95 % {np.quantile(times, 0.95):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
