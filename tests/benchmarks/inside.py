"""How long the Look inside page needs for one digit, without the browser.

    python -m tests.benchmarks.inside

Aims: everything for one digit within 150 ms, an occlusion map within 300 ms.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np

from digitdemo.explaining.arithmetic import arithmetic_of_pixel
from digitdemo.explaining.feature_maps import ExplainedNetwork, feature_maps
from digitdemo.explaining.gallery import excitements, gallery
from digitdemo.explaining.importance import evidence, probabilities_without_each_map
from digitdemo.explaining.occlusion import occlusion_map
from digitdemo.explaining.written_out import sum_text
from digitdemo.storage.models import find_model, retrained_models, shipped_models
from digitdemo.ui.boards import content_of
from digitdemo.ui.inside.glance import boards_of
from digitdemo.ui.inside.subject import Subject

REPEATS = 20


def milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """Median and slowest of some runs, the first one left out."""
    work()
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        times.append(1e3 * (time.perf_counter() - started))
    return statistics.median(times), max(times)


def everything(explained: ExplainedNetwork, network_input: np.ndarray) -> None:
    """All maps, the glance picture's data, and the arithmetic of one pixel in every step."""
    maps = feature_maps(explained, network_input)
    for board in boards_of(Subject(explained, network_input, maps, False)):
        content_of(board)
    for step in explained.steps:
        if step.kind != "other":
            sum_text(arithmetic_of_pixel(explained, maps, step.name, tuple(side // 2 for side in step.output_shape)))


def show(name: str, explained: ExplainedNetwork) -> None:
    network_input = gallery().inputs[gallery().first_of(7)]
    maps = feature_maps(explained, network_input)
    first = next((step.name for step in explained.steps if step.has_maps and step.kind == "activation"), "")
    works: dict[str, Callable[[], object]] = {
        "all maps": lambda: feature_maps(explained, network_input),
        "everything for one digit (aim 150)": lambda: everything(explained, network_input),
        "occlusion, window 5, step 2 (aim 300)": lambda: occlusion_map(explained.network, network_input),
        "occlusion, window 5, step 1": lambda: occlusion_map(explained.network, network_input, step_px=1),
        "why this digit and not that one": lambda: evidence(explained, maps, 7, 1),
        "the gallery through the network": lambda: excitements(explained),
    }
    if first:
        works["each map switched off"] = lambda: probabilities_without_each_map(explained, maps, first)
    print(f"\n{name}: {explained.network.model.parameters:,} parameters, {len(explained.steps)} steps")
    print(f"{'':40}{'median':>10}{'slowest':>10}  ms")
    for label, work in works.items():
        median, slowest = milliseconds(work)
        print(f"{label:40}{median:10.1f}{slowest:10.1f}")


if __name__ == "__main__":
    for model in [*shipped_models(), *retrained_models()[:3]] or [find_model()]:
        show(model.title, ExplainedNetwork.load(model))
