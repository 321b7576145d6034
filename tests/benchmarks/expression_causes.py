"""Why written calculations are read wrong: the first step that goes wrong though all before it are put right."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from digitdemo.calculating.alternatives import consider
from digitdemo.calculating.grouping import Group, Grouping, box_of, score_candidates, usual_height_px
from digitdemo.calculating.layout import lay_out
from digitdemo.calculating.reading import ExpressionReading
from digitdemo.calculating.symbol_network import SymbolNetwork
from digitdemo.calculating.tree import latex_of
from digitdemo.datasets.expression_file import WrittenExpression

SURE = 0.98
CAUSES = {
    "places": "wrong although every sign is known",
    "signs": "wrong although it is known which strokes make one sign",
    "doubt": "the likeliest reading is right, but another one was taken for what was meant",
    "grouping": "wrong only because strokes were put together wrongly",
}


def cause_of(written: WrittenExpression, reading: ExpressionReading, network: SymbolNetwork) -> str:
    """Empty where the reading is right."""
    if reading.latex == written.latex:
        return ""
    known = tuple(
        Group(symbol.strokes, box_of([written.strokes[index] for index in symbol.strokes]), {symbol.label: SURE}, 0.0)
        for symbol in written.symbols
    )
    if consider([(Grouping(known, 0.0), lay_out(known))])[0].latex != written.latex:
        return "places"
    groups = well_grouped(written, network)
    laid = lay_out(groups)
    if consider([(Grouping(groups, 0.0), laid)])[0].latex != written.latex:
        return "doubt" if latex_of(laid.row) == written.latex else "signs"
    return "grouping"


def well_grouped(written: WrittenExpression, network: SymbolNetwork) -> tuple[Group, ...]:
    """Each sign's own strokes, and what the network says of them."""
    height_px = usual_height_px(written.strokes)
    apart = np.full((len(written.strokes), len(written.strokes)), -1.0)
    strokes = [tuple(sorted(symbol.strokes)) for symbol in written.symbols]
    return tuple(score_candidates(network, written.strokes, strokes, apart, height_px))


def print_causes(reads: Sequence[tuple[WrittenExpression, ExpressionReading]], network: SymbolNetwork) -> None:
    """How many are read wrong by each cause."""
    counts = Counter(cause_of(written, reading, network) for written, reading in reads)
    for cause, meaning in CAUSES.items():
        print(f"{counts[cause]:4} {meaning}")
