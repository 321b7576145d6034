"""Four ways to find digits, on sheets by people whom nothing was learned from.

    python -m tests.benchmarks.detect [sheets for each line, 60 unless told] [--update-card | --limits]

Found and read right: the box overlaps the digit's by half or more (IoU), and the digit is the right one. False alarms
are boxes where no digit is, for each hundred digits that are there. Milliseconds are the processor's, the median of all
sheets, so that other work on the machine does not count. Multiplications, in millions, are those of the networks.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from itertools import product

import numpy as np

from digitdemo import Recognizer
from digitdemo.datasets.expression_file import EXPRESSIONS_VARIABLE, OTHER, digits_among, load_expression_file
from digitdemo.datasets.stroke_file import (
    LETTERS_VARIABLE,
    STROKES_VARIABLE,
    choose_writers,
    load_stroke_file,
    split_by_writer,
)
from digitdemo.detecting import finding
from digitdemo.detecting.counting import Tally, tally
from digitdemo.detecting.finding import find_digits
from digitdemo.detecting.fully_convolutional import FullyConvolutional
from digitdemo.detecting.network import DETECTOR_MODEL
from digitdemo.detecting.sheet import usual_side
from digitdemo.detecting.sliding import scaled_for_window, slide_everywhere
from digitdemo.explaining.architecture import Step, read_steps
from digitdemo.reading.ink import find_ink
from digitdemo.reading.number import PICTURE_SIDE_PX, read_number_in_picture
from digitdemo.reading.photographs import Wanted
from digitdemo.storage.models import find_model
from tests.datasets.written_scenes import KINDS, WrittenScene, write_scene

Found = tuple[np.ndarray, np.ndarray, float]
"""(found, 4) boxes in the picture's pixels, (found,) digits, and millions of multiplications."""

SEED = 2026


class Ways:
    """The ways to find digits, by name."""

    def __init__(self) -> None:
        self.recognizer = Recognizer.load()
        self.detector_layers = find_model(DETECTOR_MODEL).layers()
        self.one_reading = sum(
            layer.weights["kernel"].size * _places(step) for step, layer in _with_kernels(self.recognizer)
        )
        self.by_name: dict[str, Callable[[np.ndarray], Found]] = {
            "cut first": self.cut,
            "window everywhere": self.window,
            "one pass alone": lambda picture: self.one_pass(picture, read_again=False),
            "one pass, read again": lambda picture: self.one_pass(picture, read_again=True),
        }

    def cut(self, picture: np.ndarray) -> Found:
        reading = read_number_in_picture(self.recognizer, picture)
        said = [digit for digit in reading.digits if digit.reading.digit is not None]
        boxes = np.array([[digit.left, digit.top, digit.right, digit.bottom] for digit in said]).reshape(-1, 4)
        readings = reading.trials + len(reading.digits)
        scale = picture.shape[1] / reading.width_px
        return boxes * scale, np.array([digit.reading.digit for digit in said]), readings * self.one_reading

    def window(self, picture: np.ndarray) -> Found:
        _, ink = find_ink(picture, PICTURE_SIDE_PX, Wanted(np.inf))
        found = slide_everywhere(self.recognizer.network, ink)
        return found.found * picture.shape[1] / ink.shape[1], found.digits, len(found.boxes) * self.one_reading

    def one_pass(self, picture: np.ndarray, *, read_again: bool) -> Found:
        finding = find_digits(picture, recognizer=self.recognizer, read_again=read_again)
        boxes = np.array([found.box for found in finding.digits]).reshape(-1, 4)
        work = _detector_work(self.detector_layers, finding.sheet.ink.shape) if finding.sheet else 0
        return boxes, np.array([found.digit for found in finding.digits]), work + finding.readings * self.one_reading


def _with_kernels(recognizer: Recognizer):
    steps = read_steps(recognizer.model.layers())
    return [(step, step.layer) for step in steps if "kernel" in step.layer.weights and not step.inside]


def _places(step: Step) -> int:
    return int(np.prod(step.output_shape[:2])) if step.has_maps else 1


def _detector_work(layers, shape: tuple[int, int]) -> int:
    rows, columns = shape
    total = 0
    for layer in layers:
        if "kernel" in layer.weights:
            stride = np.atleast_1d(layer.config.get("strides", 1))[0]
            rows, columns = -(-rows // stride), -(-columns // stride)
            total += rows * columns * layer.weights["kernel"].size
    return total


def scenes_of(kind: str, count: int) -> list[WrittenScene]:
    """Sheets of one kind by the writers left out."""
    digits = load_stroke_file(os.environ[STROKES_VARIABLE])
    writers = choose_writers(digits, 8, seed=1)
    letters = load_stroke_file(os.environ[LETTERS_VARIABLE])
    rng = np.random.default_rng(SEED)
    theirs, their_letters = split_by_writer(digits, writers)[1], split_by_writer(letters, writers)[1]
    return [write_scene(kind, theirs, their_letters, rng) for _ in range(count)]


def compare_limits(count: int) -> None:
    """Found and right less false alarms, summed over all kinds of sheets, for limits of sureness."""
    written = load_expression_file(os.environ[EXPRESSIONS_VARIABLE])
    digits, others = digits_among(written.signs()), [sign for sign in written.symbols if sign.sign == OTHER]
    rng = np.random.default_rng(7)
    scenes = {kind: [write_scene(kind, digits, others, rng) for _ in range(count)] for kind in KINDS}
    for limits in product((0.15, 0.22, 0.3), (0.18, 0.25, 0.32)):
        finding.MIN_CONFIDENCE, finding.MIN_TOGETHER = limits
        way = Ways().by_name["one pass, read again"]
        lines = {kind: measure(way, some) for kind, some in scenes.items()}
        shares = {kind: (100 * line["found_and_right"], line["false_alarms_a_hundred"]) for kind, line in lines.items()}
        each = "  ".join(f"{kind} {right:.1f} / {alarms:.1f}" for kind, (right, alarms) in shares.items())
        print(f"{limits}: {sum(right - alarms for right, alarms in shares.values()):.1f}   {each}", flush=True)


def measure(way: Callable[[np.ndarray], Found], scenes: list[WrittenScene]) -> dict[str, float]:
    """One line of the table."""
    total, times, work = Tally(), [], []
    for scene in scenes:
        picture = scene.picture()
        started = time.process_time()
        boxes, digits, multiplied = way(picture)
        times.append(1e3 * (time.process_time() - started))
        work.append(multiplied / 1e6)
        total += tally(boxes, digits, scene.boxes, scene.digits)
    return {
        "digits": total.digits,
        "found_and_right": round(total.right_share, 5),
        "missed": total.missed,
        "misread": total.misread,
        "false_alarms_a_hundred": round(total.false_alarms_a_hundred, 2),
        "median_processor_ms": round(float(np.median(times)), 1),
        "millions_of_multiplications": round(float(np.median(work)), 1),
    }


def one_pass_and_windows() -> str:
    """The digit network over one sheet, both ways: multiplications, times, and the largest difference."""
    picture = scenes_of("scattered", 1)[0].picture()
    _, ink = find_ink(picture, PICTURE_SIDE_PX, Wanted(np.inf))
    network = FullyConvolutional.of(read_steps(Recognizer.load().model.layers()))
    small = scaled_for_window(ink, usual_side((ink > 40).astype(np.uint8)))
    sheet = np.pad(small, network.window_px // 2).astype(np.float32) / 255
    started = time.process_time()
    at_once = network.read(sheet[None])[0]
    between = time.process_time()
    one_by_one = network.read_windows(sheet)
    finished = time.process_time()
    counts = network.multiplications(*sheet.shape), network.multiplications_in_windows(*sheet.shape)
    return (
        f"{sheet.shape[1]} × {sheet.shape[0]} pixels, {at_once.shape[0]} × {at_once.shape[1]} readings: at once "
        f"{counts[0] / 1e6:,.0f} million multiplications, {1e3 * (between - started):.0f} ms; window by window "
        f"{counts[1] / 1e6:,.0f} million, {1e3 * (finished - between):.0f} ms; "
        f"largest difference {np.abs(at_once - one_by_one).max():.1e}"
    )


def main(count: int, update_card: bool) -> None:
    ways = Ways()
    figures: dict[str, dict[str, dict[str, float]]] = {}
    print(f"{count} sheets a line, 8 writers left out\n")
    print(
        f"{'sheets':18} {'way':21} {'digits':>6} {'right':>7} {'missed':>6} {'misread':>7} {'false/100':>9}  ms  Mmult"
    )
    for kind in KINDS:
        scenes = scenes_of(kind, count)
        for name, way in ways.by_name.items():
            line = measure(way, scenes)
            figures.setdefault(kind, {})[name] = line
            digits, right, missed, misread, alarms, elapsed, work = line.values()
            counts = f"{digits:6} {right:7.2%} {missed:6} {misread:7} {alarms:9.2f}"
            print(f"{kind:18} {name:21} {counts} {elapsed:4.0f} {work:6.0f}", flush=True)
    print(f"\nThe digit network in one pass: {one_pass_and_windows()}")
    if update_card:
        bundle = find_model(DETECTOR_MODEL).bundle
        card = json.loads(bundle.read("card.json"))
        command = f"python -m tests.benchmarks.detect {count} --update-card"
        card["left_out_people"] = {"command": command, "sheets_a_kind": count, **figures}
        bundle.write("card.json", json.dumps(card, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    sheets = numbers[0] if numbers else 60
    compare_limits(sheets) if "--limits" in sys.argv else main(sheets, "--update-card" in sys.argv)
