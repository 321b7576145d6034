"""From pen strokes to a calculation and its value: ``read_expression``."""

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np

from digitdemo.calculating.alternatives import Considered, consider
from digitdemo.calculating.arithmetic import Outcome
from digitdemo.calculating.grouping import (
    Box,
    Group,
    Grouping,
    best_groupings,
    find_candidates,
    join_dots,
    neighbouring_groupings,
    score_candidates,
    usual_height_px,
)
from digitdemo.calculating.layout import Laid, lay_out
from digitdemo.calculating.stroke_pairs import pair_features, same_sign_log_odds
from digitdemo.calculating.symbol_network import SymbolNetwork, load_symbol_network
from digitdemo.calculating.tree import Row
from digitdemo.drawing.strokes import Stroke, as_strokes

MAX_STROKES_READ = 80
"""More would take longer than a page may keep anybody waiting; the longest calculations that people wrote have 62."""

_SAMPLES_A_STROKE = 64
_OTHER_GROUPINGS, _GROUPINGS_WITHIN = 6, 6.0
"""So many other ways to group the strokes are laid out, as far as they are not much less likely than the best one."""
_ROUNDS = 3
"""So often the neighbours of a better calculation are looked at: two places may be grouped wrongly at once."""
_KEPT = 3
_LEAST_SURE = 0.25
"""Mean probability of its signs from which a drawing is taken for a calculation; scribbles stay below."""

_WORTH_SHOWING = 0.02


@dataclass(frozen=True)
class Symbol:
    """One sign of a calculation.

    Attributes:
        label: its LaTeX.
        probability: of the label, by shape and size.
        strokes: which of the drawing's strokes.
        box: around them, in pixels of the canvas.
        alternatives: label and probability, the likeliest first.
    """

    label: str
    probability: float
    strokes: tuple[int, ...]
    box: Box
    alternatives: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Candidate:
    """Another reading of the same strokes.

    Attributes:
        latex: what it says.
        probability: beside the others considered.
        labels: each sign's, by its strokes; given as corrections they bring this reading about.
    """

    latex: str
    probability: float
    labels: dict[tuple[int, ...], str]


@dataclass(frozen=True)
class ExpressionReading:
    """What a drawing says.

    Attributes:
        latex: empty where nothing could be read.
        probability: of this reading among those considered.
        symbols: in the order in which they were written.
        tree: what stands above, below, under and raised.
        outcome: value, steps, and what there is to remark.
        was_in_doubt: another reading fits shapes and places better, but does not come out right.
        others: the next best readings, the likeliest first.
        groups: every group of strokes that was looked at.
        remark: a message id where the drawing could not be read; empty otherwise.
        elapsed_ms: milliseconds.
    """

    latex: str = ""
    probability: float = 0.0
    symbols: tuple[Symbol, ...] = ()
    tree: Row = field(default_factory=Row)
    outcome: Outcome = field(default_factory=Outcome)
    was_in_doubt: bool = False
    others: tuple[Candidate, ...] = ()
    groups: tuple[Group, ...] = ()
    remark: str = ""
    elapsed_ms: float = 0.0

    @property
    def value(self) -> Fraction | bool | None:
        """What it comes to; for an equation whether it is right; None where neither can be said."""
        return self.outcome.value


def read_expression(
    strokes: Iterable[Sequence[Any] | Stroke],
    width_px: int = 900,
    height_px: int = 320,
    *,
    network: SymbolNetwork | None = None,
    corrections: dict[tuple[int, ...], str] | None = None,
) -> ExpressionReading:
    """Read a written calculation.

    Args:
        strokes: each a sequence of (x, y), in pixels of the canvas, in writing order.
        width_px: of the canvas; strokes far outside it are no part of a calculation.
        height_px: of the canvas.
        network: the shipped one if None.
        corrections: labels put right by hand, by the strokes of the sign.

    Raises:
        DrawingError: the strokes are malformed.
        ModelError: the network is missing or damaged.
    """
    started = time.perf_counter()
    drawn = [_thin(stroke) for stroke in as_strokes(strokes)]
    reading = _read(drawn, (width_px, height_px), network, corrections or {})
    elapsed_ms = 1000 * (time.perf_counter() - started)
    return ExpressionReading(**{**reading.__dict__, "elapsed_ms": elapsed_ms})


def _read(
    strokes: list[Stroke],
    size_px: tuple[int, int],
    network: SymbolNetwork | None,
    corrections: dict[tuple[int, ...], str],
) -> ExpressionReading:
    if not strokes:
        return ExpressionReading(remark="calculate-blank")
    if len(strokes) > MAX_STROKES_READ:
        return ExpressionReading(remark="calculate-too-much")
    network = network or load_symbol_network()
    height_px = usual_height_px(strokes)
    units = join_dots(strokes, height_px)
    drawn = [np.concatenate([strokes[index] for index in unit]) for unit in units]
    log_odds = same_sign_log_odds(pair_features(drawn, height_px), network.pair_weights)
    groups = score_candidates(network, drawn, find_candidates(log_odds), log_odds, height_px)
    groups = [_corrected(_of_strokes(group, units), corrections) for group in groups]
    best = best_groupings(groups, len(strokes), 1)
    if not best:
        return ExpressionReading(groups=tuple(groups), remark="calculate-no-sign")
    return _as_reading(consider(_laid_out_ways(best[0], groups)), groups)


def _laid_out_ways(best: Grouping, groups: list[Group]) -> list[tuple[Grouping, Laid]]:
    """The best grouping and its neighbours; where one of those is the better calculation, its neighbours too."""
    laid = {_strokes_of(best): (best, lay_out(best.groups))}
    middle = best
    for _ in range(_ROUNDS):
        for way in neighbouring_groupings(middle, groups, _OTHER_GROUPINGS, _GROUPINGS_WITHIN):
            if _strokes_of(way) not in laid:
                laid[_strokes_of(way)] = way, lay_out(way.groups)
        better, _ = max(laid.values(), key=lambda entry: entry[0].score + entry[1].score)
        if better is middle:
            break
        middle = better
    return list(laid.values())


def _strokes_of(way: Grouping) -> tuple[tuple[int, ...], ...]:
    return tuple(group.strokes for group in way.groups)


def _as_reading(considered: list[Considered], groups: list[Group]) -> ExpressionReading:
    best = considered[0]
    by_strokes = {group.strokes: group for group in groups}  # with all labels, also of a sign that is read otherwise
    symbols = tuple(
        _symbol(by_strokes[group.strokes], best.laid.labels.get(index, group.label))
        for index, group in enumerate(best.grouping.groups)
    )
    sure = math.prod(max(symbol.probability, 1e-6) for symbol in symbols) ** (1 / len(symbols))
    if sure < _LEAST_SURE or not best.latex:
        return ExpressionReading(symbols=symbols, groups=tuple(groups), remark="calculate-no-sign")
    weights: dict[str, float] = {}
    for other in considered:
        weight = math.exp(max(other.worth - best.worth, -50.0))
        weights[other.latex] = max(weights.get(other.latex, 0.0), weight)
    return ExpressionReading(
        latex=best.latex,
        probability=1 / sum(weights.values()),
        symbols=symbols,
        tree=best.laid.row,
        outcome=best.outcome,
        was_in_doubt=any(other.log_odds > best.log_odds for other in considered),
        others=_others(considered, weights),
        groups=tuple(groups),
    )


def _others(considered: list[Considered], weights: dict[str, float]) -> tuple[Candidate, ...]:
    """The next best readings that say something else."""
    found: dict[str, Candidate] = {}
    for other in considered[1:]:
        labels = {
            group.strokes: other.laid.labels.get(index, group.label)
            for index, group in enumerate(other.grouping.groups)
        }
        weight = weights[other.latex]
        if other.latex and other.latex != considered[0].latex and weight > _WORTH_SHOWING:
            found.setdefault(other.latex, Candidate(other.latex, weight / sum(weights.values()), labels))
    return tuple(found.values())[:_KEPT]


def _symbol(group: Group, label: str) -> Symbol:
    known = sorted(group.probabilities.items(), key=lambda entry: -entry[1])[:4]
    chance = group.probabilities.get("." if label == "\\cdot" else label, 0.0)
    return Symbol(label, chance, group.strokes, group.box, tuple(known))


def _of_strokes(group: Group, units: Sequence[tuple[int, ...]]) -> Group:
    """A group of units as a group of the drawing's strokes."""
    return replace(group, strokes=tuple(sorted(index for unit in group.strokes for index in units[unit])))


def _corrected(group: Group, corrections: dict[tuple[int, ...], str]) -> Group:
    label = corrections.get(group.strokes)
    return group if label is None else Group(group.strokes, group.box, {label: 1.0}, 10.0)


def _thin(stroke: Stroke) -> Stroke:
    """At most so many points: more say nothing about a sign's form and cost time."""
    if len(stroke) <= 4 * _SAMPLES_A_STROKE:
        return stroke
    step = len(stroke) / (2 * _SAMPLES_A_STROKE)
    indices = [min(int(step * index), len(stroke) - 1) for index in range(2 * _SAMPLES_A_STROKE)]
    return stroke[[*indices, len(stroke) - 1]]
