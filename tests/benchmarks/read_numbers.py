"""How well numbers are read: put together from digits of the dev writers whom no training saw.

    python -m tests.benchmarks.read_numbers [numbers for each line, 100 unless told]

Each line counts whole numbers: every digit found, in order, read and said. ``alone`` is the share of the same numbers
whose digits the network reads and says one by one, cut apart by hand: more cannot be had by cutting.
"""

import os
import sys
import time
from collections.abc import Sequence
from statistics import median

import numpy as np

from digitdemo.datasets.stroke_file import (
    STROKES_VARIABLE,
    WrittenSign,
    choose_writers,
    load_stroke_file,
    split_by_writer,
)
from digitdemo.reading.number import read_number, read_number_in_picture
from digitdemo.reading.recognizer import Recognizer
from digitdemo.reading.sliding_window import slide_along_strokes
from digitdemo.reading.strokes import draw
from tests.datasets.written_numbers import ORDINARY_GAPS, TOUCHING_GAPS, choose_digits, put_number_together

ROOMY_GAPS = (0.5, 0.8)


def measure_strokes(
    recognizer: Recognizer,
    signs: Sequence[WrittenSign],
    numbers: int,
    digits: int,
    gaps: tuple[float, float],
    slope: float = 0.0,
) -> str:
    rng = np.random.default_rng(digits)
    right = alone = slid = 0
    times = []
    for _ in range(numbers):
        chosen = choose_digits(signs, digits, rng)
        number = put_number_together(chosen, gaps, rng, slope=slope)
        size = {"width_px": number.width_px, "height_px": number.height_px}
        reading = read_number(recognizer, number.strokes, pen_width_px=18, **size)
        times.append(reading.elapsed_ms)
        right += reading.text == number.text
        alone += all(recognizer.read_strokes(sign.on_canvas(280)).digit == sign.digit for sign in chosen)
        slid += slide_along_strokes(recognizer.network, number.strokes, window=0.8).text == number.text
    shares = f"{right / numbers:7.1%} {alone / numbers:7.1%} {slid / numbers:7.1%}"
    return f"{shares}  {median(times):5.0f} {max(times):5.0f} ms"


def measure_pictures(
    recognizer: Recognizer,
    signs: Sequence[WrittenSign],
    numbers: int,
    digits: int,
    gaps: tuple[float, float],
    pen_px: int,
) -> str:
    rng = np.random.default_rng(digits)
    right = 0
    times = []
    for _ in range(numbers):
        number = put_number_together(choose_digits(signs, digits, rng), gaps, rng, ink_gap_px=pen_px)
        picture = 255 - draw(number.strokes, number.width_px, number.height_px, pen_px)
        started = time.perf_counter()
        right += read_number_in_picture(recognizer, picture).text == number.text
        times.append(1e3 * (time.perf_counter() - started))
    return f"{right / numbers:7.1%}                  {median(times):5.0f} {max(times):5.0f} ms"


def main(numbers: int) -> None:
    recognizer = Recognizer.load()
    signs = load_stroke_file(os.environ[STROKES_VARIABLE])
    left_out = split_by_writer(signs, choose_writers(signs, 8, seed=1))[1]
    print(f"{numbers} numbers a line, 8 writers left out; whole numbers read\n")
    print(f"{'strokes':34} {'read':>7} {'alone':>7} {'window':>7}  median and longest time")
    for name, gaps in (("ordinary gaps", ORDINARY_GAPS), ("touching", TOUCHING_GAPS), ("roomy", ROOMY_GAPS)):
        for digits in (2, 3, 5, 10):
            measured = measure_strokes(recognizer, left_out, numbers, digits, gaps)
            print(f"{name + f', {digits} digits':34} {measured}", flush=True)
    for slope in (-0.3, 0.3):
        measured = measure_strokes(recognizer, left_out, numbers, 5, ORDINARY_GAPS, slope)
        print(f"{f'ordinary gaps, slope {slope}, 5 digits':34} {measured}", flush=True)
    print("\npictures (gaps between ink)")
    for name, gaps in (("ordinary gaps", ORDINARY_GAPS), ("touching", TOUCHING_GAPS)):
        for digits in (2, 5, 10):
            for pen_px in (10, 18, 26):
                measured = measure_pictures(recognizer, left_out, numbers, digits, gaps, pen_px)
                print(f"{name + f', {digits} digits, pen {pen_px} px':34} {measured}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
