"""What preparation is worth: the same networks on the same drawings, prepared as most demos do and as MNIST was made.

python -m tests.benchmarks.preparation [STROKE_FILE]
"""

import sys

import numpy as np

from digitdemo import Recognizer
from digitdemo.datasets.stroke_file import WrittenSign, load_stroke_file
from digitdemo.reading.preprocessing import prepare_picture, prepare_strokes, shrink_whole
from digitdemo.reading.strokes import draw
from tests.conftest import PROJECT

SIDE_PX, PEN_WIDTH_PX = 280, 18
PREPARATIONS = {
    "whole canvas shrunk": lambda strokes: shrink_whole(draw(strokes, SIDE_PX, SIDE_PX, PEN_WIDTH_PX)),
    "cropped, scaled, centred": lambda strokes: (
        prepare_picture(draw(strokes, SIDE_PX, SIDE_PX, PEN_WIDTH_PX)).network_input
    ),
    "the same, redrawn with one pen": lambda strokes: (
        prepare_strokes(strokes, pen_width_px=PEN_WIDTH_PX, width_px=SIDE_PX).network_input
    ),
}


def accuracy(recognizer: Recognizer, signs: list[WrittenSign], prepare: object) -> float:
    read = [recognizer.network.probabilities(prepare(sign.on_canvas(SIDE_PX))).argmax() for sign in signs]
    return float(np.mean([digit == sign.digit for digit, sign in zip(read, signs, strict=True)]))


def main() -> None:
    path = sys.argv[1] if len(sys.argv) > 1 else PROJECT.parent / "shared" / "data" / "drawn-digits-dev.json.gz"
    signs = load_stroke_file(path)
    shipped = Recognizer.load()
    left_out = set(shipped.model.card["split"]["left_out_writers"])
    unseen = [sign for sign in signs if sign.writer in left_out] or signs
    print(f"{len(unseen)} digits by {len({sign.writer for sign in unseen})} writers that no network learned from")
    print(f"{'preparation':32} {'Keras example':>14} {'ours':>8}")
    for name, prepare in PREPARATIONS.items():
        figures = [accuracy(each, unseen, prepare) for each in (Recognizer.load("keras-example"), shipped)]
        print(f"{name:32} {figures[0]:14.1%} {figures[1]:8.1%}")
    print("\nAll writers, the Keras example (it learned from MNIST alone)")
    for name, prepare in PREPARATIONS.items():
        print(f"{name:32} {accuracy(Recognizer.load('keras-example'), signs, prepare):14.1%}")


if __name__ == "__main__":
    main()
