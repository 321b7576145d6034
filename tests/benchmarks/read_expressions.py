"""How well written calculations are read: all signs and all places right, by kind and by number of signs.

    DIGITDEMO_EXPRESSIONS=FILE python -m tests.benchmarks.read_expressions [--all-writers] [--pictures] [--causes]

Judged are the writers whom the symbols network did not learn from, as its card names them. ``--pictures`` draws the
same calculations with pens of several widths, and as photographs of paper, and reads the pictures. ``--causes`` says
which step the wrong ones are lost at.
"""

import argparse
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from digitdemo.calculating.picture_strokes import strokes_in_picture
from digitdemo.calculating.reading import ExpressionReading, read_expression
from digitdemo.calculating.symbol_network import load_symbol_network
from digitdemo.datasets.expression_file import EXPRESSIONS_VARIABLE, WrittenExpression, load_expression_file
from digitdemo.reading.pictures import open_picture
from digitdemo.reading.strokes import draw
from tests.benchmarks.expression_causes import print_causes
from tests.calculating.floods import floods
from tests.conftest import shared_file
from tests.reading.photographs import photographed_calculation

LENGTHS = ((1, 1), (2, 5), (6, 10), (11, 20), (21, 99))
WORST = 20


@dataclass(frozen=True)
class Read:
    """One calculation and what was read."""

    written: WrittenExpression
    reading: ExpressionReading

    @property
    def is_right(self) -> bool:
        return self.reading.latex == self.written.latex

    @property
    def kind(self) -> str:
        return (
            "fractions, roots, powers"
            if any(part in self.written.latex for part in ("frac", "sqrt", "^"))
            else "one line"
        )

    @property
    def right_signs(self) -> int:
        """With exactly their strokes and their label; a dot that multiplies is labelled as a point."""
        read = {symbol.strokes: symbol.label.replace("\\cdot", ".") for symbol in self.reading.symbols}
        return sum(read.get(tuple(sorted(symbol.strokes))) == symbol.label for symbol in self.written.symbols)


def judged_expressions(all_writers: bool) -> list[WrittenExpression]:
    """Those of the writers left out."""
    written = load_expression_file(shared_file(EXPRESSIONS_VARIABLE, "drawn-expressions-dev.json.gz"))
    left_out = load_symbol_network().model.card["split"]["left_out_writers"]
    return [expression for expression in written.expressions if all_writers or expression.writer in left_out]


def read_all(expressions: list[WrittenExpression]) -> list[Read]:
    return [Read(expression, read_expression(expression.strokes)) for expression in expressions]


def share_right(reads: list[Read]) -> float:
    return sum(read.is_right for read in reads) / max(1, len(reads))


def share_of_signs(reads: list[Read]) -> float:
    return sum(read.right_signs for read in reads) / sum(len(read.written.symbols) for read in reads)


def pictures_of(expression: WrittenExpression, seed: int) -> dict[str, np.ndarray]:
    """The same calculation drawn with two pens, 900 pixels wide, and photographed."""
    drawn = {f"pen of {pen} px": 255 - draw(expression.strokes, 900, 320, pen) for pen in (3, 5)}
    photograph = open_picture(photographed_calculation(expression.strokes, np.random.default_rng(seed)))
    return drawn | {"photograph": photograph}


def read_pictures(expressions: list[WrittenExpression]) -> None:
    """Print how many pictures are read right, and how long half of them take."""
    right: dict[str, list[bool]] = defaultdict(list)
    times_ms: dict[str, list[float]] = defaultdict(list)
    for seed, expression in enumerate(expressions):
        for name, picture in pictures_of(expression, seed).items():
            started = time.perf_counter()
            drawing = strokes_in_picture(picture)
            reading = read_expression(drawing.strokes, drawing.width_px, drawing.height_px)
            times_ms[name].append(1000 * (time.perf_counter() - started))
            right[name].append(reading.latex == expression.latex)
    for name, answers in right.items():
        share = 100 * sum(answers) / len(answers)
        print(f"{name:26} {len(answers):8} {share:7.1f} %   median {statistics.median(times_ms[name]):.0f} ms")


def processor_ms(expressions: list[WrittenExpression]) -> float:
    """Of one reading of 15 to 25 signs, whatever else the machine has to do; a little larger, to be read anew."""
    long = [
        [stroke * 1.001 for stroke in expression.strokes]
        for expression in expressions
        if 15 <= len(expression.symbols) <= 25
    ]
    started = time.process_time()
    for strokes in long:
        read_expression(strokes)
    return 1000 * (time.process_time() - started) / max(1, len(long))


def flood_times_ms() -> tuple[float, float]:
    """The longest of all, on the clock and of one processor core."""
    walls, cores = [], []
    for seed in range(3):
        for strokes in floods(seed):
            started = time.process_time()
            walls.append(read_expression(strokes).elapsed_ms)
            cores.append(1000 * (time.process_time() - started))
    return max(walls), max(cores)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all-writers", action="store_true", help="also those that the network learned from")
    parser.add_argument("--pictures", action="store_true", help="pictures of them, instead of their strokes")
    parser.add_argument("--causes", action="store_true", help="which step the wrong ones are lost at")
    options = parser.parse_args()
    expressions = judged_expressions(options.all_writers)
    if options.pictures:
        read_pictures(expressions)
        return
    reads = read_all(expressions)
    groups: dict[str, list[Read]] = defaultdict(list)
    for read in reads:
        groups["all"].append(read)
        groups[read.kind].append(read)
        count = len(read.written.symbols)
        low, high = next(pair for pair in LENGTHS if pair[0] <= count <= pair[1])
        groups[f"{low} to {high} signs"].append(read)
        if count <= 20:
            groups["up to 20 signs"].append(read)
    print(f"{'':26} {'written':>8} {'right':>8} {'signs':>8}")
    for name, group in sorted(groups.items()):
        print(f"{name:26} {len(group):8} {100 * share_right(group):7.1f} % {100 * share_of_signs(group):6.2f} %")
    if options.causes:
        print_causes([(read.written, read.reading) for read in reads], load_symbol_network())
    times = sorted(read.reading.elapsed_ms for read in reads)
    long = [read.reading.elapsed_ms for read in reads if 15 <= len(read.written.symbols) <= 25] or [0.0]
    print(f"median {statistics.median(times):.1f} ms, longest {times[-1]:.0f} ms")
    print(f"15 to 25 signs: median {statistics.median(long):.0f} ms")
    print(f"15 to 25 signs: {processor_ms([read.written for read in reads]):.0f} ms of one processor core each")
    print("scribbles and floods: longest {:.0f} ms, {:.0f} ms of one processor core".format(*flood_times_ms()))
    wrong = sorted(
        (read for read in reads if not read.is_right), key=lambda read: read.right_signs - len(read.written.symbols)
    )
    for read in wrong[:WORST]:
        print(f"  {read.written.writer:16.16} {read.written.latex}   read as   {read.reading.latex or '–'}")


if __name__ == "__main__":
    main()
