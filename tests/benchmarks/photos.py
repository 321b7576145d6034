"""How well photographed digits are read: python tests/benchmarks/photos.py [--count 60] [--failures FOLDER]."""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from digitdemo import Recognizer  # noqa: E402
from digitdemo.datasets.stroke_file import STROKES_VARIABLE, WrittenSign, load_stroke_file, path_from_environment  # noqa: E402
from digitdemo.errors import DigitDemoError  # noqa: E402
from digitdemo.reading.pictures import open_picture  # noqa: E402
from tests.reading.photographs import HARD, MODERATE  # noqa: E402


def digits_to_photograph(count: int, recognizer: Recognizer, seed: int) -> list[WrittenSign]:
    """Digits by writers that the network has not learned from, and that it reads right as strokes."""
    path = path_from_environment(STROKES_VARIABLE) or PROJECT.parent / "shared/data/drawn-digits-dev.json.gz"
    signs = load_stroke_file(path)
    left_out = set(recognizer.model.card["split"]["left_out_writers"])
    unseen = [sign for sign in signs if sign.writer in left_out]
    right = [sign for sign in unseen if recognizer.read_strokes(sign.on_canvas(280)).digit == sign.digit]
    order = np.random.default_rng(seed).permutation(len(right))
    return [right[index] for index in order[:count]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60, help="photographs of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*")
    parser.add_argument("--failures", type=Path, help="write the misread ones into this folder")
    options = parser.parse_args()
    recognizer = Recognizer.load()
    signs = digits_to_photograph(options.count, recognizer, options.seed)
    totals: dict[str, list[float]] = {"moderate": [], "hard": []}
    print(f"{'kind':14} {'right':>7} {'wrong':>6} {'no digit':>9} {'no ink':>7} {'ms':>6}")
    for group, kinds in (("moderate", MODERATE), ("hard", HARD)):
        for kind, make in kinds.items():
            if options.kinds and kind not in options.kinds:
                continue
            right, wrong, unsure, blank, elapsed_s = 0, 0, 0, 0, 0.0
            for index, sign in enumerate(signs):
                content = make(sign.strokes, np.random.default_rng((options.seed, index)))
                started = time.perf_counter()
                try:
                    reading = recognizer.read(open_picture(content))
                except DigitDemoError as error:
                    print(f"  {kind} {index}: {error}")
                    continue
                elapsed_s += time.perf_counter() - started
                right += reading.digit == sign.digit
                blank += reading.is_blank
                unsure += reading.digit is None and not reading.is_blank
                wrong += reading.digit not in (None, sign.digit)
                if options.failures and reading.digit != sign.digit:
                    options.failures.mkdir(parents=True, exist_ok=True)
                    suffix = "png" if content[:4] == b"\x89PNG" else "jpg"
                    name = f"{kind}-{index:03d}-{sign.digit}-read-{reading.digit}.{suffix}"
                    (options.failures / name).write_bytes(content)
            count = len(signs)
            totals[group].append(right / count)
            shares = f"{right / count:7.1%} {wrong / count:6.1%} {unsure / count:9.1%} {blank / count:7.1%}"
            print(f"{kind:14} {shares} {1e3 * elapsed_s / count:6.1f}", flush=True)
    for group, shares in totals.items():
        if shares:
            print(f"{group}: {np.mean(shares):.1%} of {len(shares) * len(signs)}")


if __name__ == "__main__":
    main()
