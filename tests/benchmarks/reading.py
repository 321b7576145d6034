"""How long one reading takes: python tests/benchmarks/reading.py.

One core, and its processor time, so that whatever else the machine does counts little.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from digitdemo import Recognizer  # noqa: E402
from digitdemo.datasets.stroke_file import STROKES_VARIABLE, load_stroke_file, path_from_environment  # noqa: E402
from digitdemo.reading.pictures import open_picture  # noqa: E402
from digitdemo.reading.preprocessing import prepare_picture, prepare_strokes  # noqa: E402
from digitdemo.reading.strokes import draw  # noqa: E402
from tests.reading.photographs import plain  # noqa: E402


def time_each(call: Callable[[Any], object], inputs: Sequence[Any]) -> np.ndarray:
    """Milliseconds of processor time for each input, after one round to warm up."""
    for each in inputs[:5]:
        call(each)
    elapsed = []
    for each in inputs:
        started = time.process_time_ns()
        call(each)
        elapsed.append((time.process_time_ns() - started) / 1e6)
    return np.asarray(elapsed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    recognizer = Recognizer.load()
    signs = load_stroke_file(
        path_from_environment(STROKES_VARIABLE) or PROJECT.parent / "shared/data/drawn-digits-dev.json.gz"
    )
    signs = [signs[index] for index in np.random.default_rng(1).permutation(len(signs))[: options.count]]
    drawings = [sign.on_canvas(280) for sign in signs]
    canvases = [255 - draw(strokes, 280, 280, 18) for strokes in drawings]
    inputs = [prepare_picture(canvas).network_input for canvas in canvases]
    small = [np.round(each * 255).astype(np.uint8) for each in inputs]
    photos = [open_picture(plain(sign.strokes, np.random.default_rng(1))) for sign in signs[:20]]
    rows = {
        "network alone, 28 × 28": (recognizer.network.probabilities, inputs),
        "network, every layer's output": (recognizer.network.layer_outputs, inputs),
        "prepare strokes": (lambda strokes: prepare_strokes(strokes, pen_width_px=18, width_px=280), drawings),
        "prepare + read strokes": (recognizer.read_strokes, drawings),
        "prepare + read a canvas, 280 × 280": (recognizer.read, canvases),
        "prepare + read a 28 × 28 picture": (recognizer.read, small),
        "prepare + read a photograph, 960 × 720": (recognizer.read, photos),
    }
    print(f"machine's load: {os.getloadavg()[0]:.1f}; {recognizer.model.parameters:,} parameters")
    print("| what | p50 | p95 | readings a second on one core |\n|---|---|---|---|")
    for what, (call, each) in rows.items():
        elapsed = time_each(call, each)
        print(
            f"| {what} | {np.percentile(elapsed, 50):.2f} ms | {np.percentile(elapsed, 95):.2f} ms "
            f"| {1e3 / elapsed.mean():,.0f} |"
        )


if __name__ == "__main__":
    main()
