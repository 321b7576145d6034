"""How long learning takes without TensorFlow: a whole backward pass, and one click's answer in each part.

``python -m tests.benchmarks.learning`` prints medians. Aims: tiny at most 10 ms, the shipped network 60 ms,
a click 300 ms.
"""

import time
from collections.abc import Callable

import numpy as np

from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.explaining.gallery import gallery
from digitdemo.learning.brakes import dropout_masks, last_dense, normalised, scores_with_masks
from digitdemo.learning.fresh import fresh_network
from digitdemo.learning.lesson import Lesson, batch_of, history_of
from digitdemo.learning.line_change import change_line
from digitdemo.learning.network import LearningNetwork
from digitdemo.learning.one_weight import Weight, chain_of, cost_curve, finite_difference
from digitdemo.learning.smallest_change import smallest_change
from digitdemo.learning.valleys import Optimiser, TwoWeights, strongest_pair, way_down
from digitdemo.storage.models import find_model
from digitdemo.ui.learning.versions import packed_version

ROUNDS = 9


def median_ms(what: Callable[[], object]) -> float:
    what()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        what()
        times.append(1000 * (time.perf_counter() - start))
    return float(np.median(times))


def measure(title: str, network: LearningNetwork) -> None:
    light = network.in_precision(np.float32)
    shown = gallery()
    batch = np.array([shown.first_of(digit) for digit in range(10)])
    pictures, digits = shown.inputs[batch][..., None], shown.digits[batch]
    values = pictures.astype(np.float64)
    layer = next(step.layer.name for step in network.steps if step.kind == "convolution")
    weight = Weight(layer, "kernel", (1, 1, 0, 0))
    places = np.linspace(-2, 2, 41)

    last = last_dense(network)
    assert last is not None
    masks = dropout_masks(10, network.steps[last].input_shape[0], 0.5, seed=0)

    def race() -> None:
        first, second = strongest_pair(network, values, digits)
        valley = TwoWeights.of(network, first, second, values, digits)
        valley.costs(np.zeros((36 * 36, 2)))
        for _ in range(4):
            way_down(valley, np.zeros(2), Optimiser("adam", 0.1), 60)

    steps: dict[str, Callable[[], object]] = {
        "whole backward pass, float32": lambda: light.gradients(pictures[:1], digits[:1]),
        "whole backward pass, float64": lambda: network.gradients(values[:1], digits[:1]),
        "cost of a batch of ten": lambda: network.cost(values, digits),
        "one weight: curve of 41 points, my digit": lambda: cost_curve(light, weight, pictures[:1], digits[:1], places),
        "one weight: curve of 41 points, batch": lambda: cost_curve(light, weight, pictures, digits, places),
        "one weight: slope, batch": lambda: weight.slope(network, values, digits),
        "backwards: chain": lambda: chain_of(network, weight, values[:1], int(digits[0])),
        "backwards: nudged": lambda: finite_difference(network, weight, values[:1], digits[:1]),
        "valley: map and four ways": race,
        "brakes: ten masks": lambda: scores_with_masks(network, values[:1], masks, 0.5),
        "brakes: normalisation of ten digits": lambda: normalised(network, values, 1.0),
        "smallest change: 0 to 6": lambda: smallest_change(light, shown.inputs[batch[0]], 6),
        "smallest change of the line: 4 to 9": lambda: change_line(network, shown.strokes[batch[4]], 9),
    }
    for name, what in steps.items():
        print(f"{title:8} {name:42} {median_ms(what):8.1f} ms")


def measure_lesson() -> None:
    """The time machine: a step from a version already kept, ten of them, and a version for the browser."""
    shown, lesson = gallery(), Lesson()
    mine = shown.inputs[:1, ..., None]
    batch_of(1)  # the pictures are made once

    def ten_batches() -> None:
        history_of.cache_clear()
        history_of(lesson).version(10)

    def look() -> None:
        network = history_of(lesson).version(10)
        network.outputs(mine)
        network.scores(shown.inputs[..., None])
        history_of(lesson).slopes(10)

    for name, what in {
        "time machine: ten batches learned": ten_batches,
        "time machine: maps, 84 others, step shown": look,
        "time machine: a version for the browser": lambda: packed_version(lesson, 10),
    }.items():
        print(f"{'lesson':8} {name:42} {median_ms(what):8.1f} ms")


if __name__ == "__main__":
    measure("tiny", LearningNetwork.of(fresh_network("tiny")))
    measure("shipped", LearningNetwork.of(ExplainedNetwork.load(find_model()).steps))
    measure_lesson()
