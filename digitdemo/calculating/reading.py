"""From pen strokes to a calculation and its value: ``read_expression``."""

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from digitdemo.calculating.arithmetic import Outcome, work_out
from digitdemo.calculating.grouping import (
    Box,
    Group,
    Grouping,
    best_groupings,
    find_candidates,
    score_candidates,
    usual_height_px,
)
from digitdemo.calculating.layout import Laid, lay_out
from digitdemo.calculating.stroke_pairs import pair_features, same_sign_log_odds
from digitdemo.calculating.symbol_network import SymbolNetwork, load_symbol_network
from digitdemo.calculating.tree import Row, latex_of
from digitdemo.drawing.strokes import Stroke, as_strokes

MAX_STROKES_READ = 120
"""More would take longer than a page may keep anybody waiting."""

_SAMPLES_A_STROKE = 64
_LAYOUT_SHARE = 1.0
_KEPT = 3
_REREAD, _REREAD_SIGNS = 4, 50
"""So many of the least sure signs are read otherwise, in calculations of up to so many signs: each costs a layout."""

_DOTS = {".": "\\cdot", "\\cdot": "."}
_OTHER_DOT = 0.1
"""How likely a decimal point is to be meant as a dot that multiplies, and the other way round."""
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
    log_odds = same_sign_log_odds(pair_features(strokes, height_px), network.pair_weights)
    groups = score_candidates(network, strokes, find_candidates(log_odds), log_odds, height_px)
    groups = [_corrected(group, corrections) for group in groups]
    laid = [(grouping, lay_out(grouping.groups)) for grouping in best_groupings(groups, len(strokes), _KEPT)]
    if not laid:
        return ExpressionReading(groups=tuple(groups), remark="calculate-no-sign")
    laid.sort(key=lambda entry: -_worth(*entry))
    return _as_reading(laid, groups)


def _worth(grouping: Grouping, laid: Laid) -> float:
    """Grouping's and layout's scores; signs' own probabilities are in both, those of the grouping stand for strokes."""
    return grouping.score + _LAYOUT_SHARE * laid.score


def _as_reading(laid: list[tuple[Grouping, Laid]], groups: list[Group]) -> ExpressionReading:
    grouping, best = laid[0]
    symbols = tuple(_symbol(group, best.labels.get(index, group.label)) for index, group in enumerate(grouping.groups))
    latex = latex_of(best.row)
    sure = math.prod(max(symbol.probability, 1e-6) for symbol in symbols) ** (1 / len(symbols))
    if sure < _LEAST_SURE or not latex:
        return ExpressionReading(symbols=symbols, groups=tuple(groups), remark="calculate-no-sign")
    others = _others(laid, latex)
    return ExpressionReading(
        latex=latex,
        probability=math.prod(symbol.probability for symbol in symbols) * (1 - min(1.0, _rivals(laid, latex))),
        symbols=symbols,
        tree=best.row,
        outcome=work_out(best.row),
        others=others,
        groups=tuple(groups),
    )


def _rivals(laid: list[tuple[Grouping, Laid]], latex: str) -> float:
    """How likely the other groupings are that say something else, among those laid out."""
    top = _worth(*laid[0])
    weights = [math.exp(max(_worth(*entry) - top, -50.0)) for entry in laid]
    other = [weight for entry, weight in zip(laid, weights, strict=True) if latex_of(entry[1].row) != latex]
    return sum(other) / sum(weights)


def _others(laid: list[tuple[Grouping, Laid]], latex: str) -> tuple[Candidate, ...]:
    """The next best readings: other ways to group the strokes, and the least sure sign read otherwise."""
    top = _worth(*laid[0])
    grouping, best = laid[0]
    found: dict[str, Candidate] = {}
    tried = [(way, other, math.exp(max(_worth(way, other) - top, -50.0))) for way, other in laid[1:]]
    unsure = sorted(enumerate(grouping.groups), key=lambda entry: entry[1].probabilities[entry[1].label])
    for index, group in unsure[:_REREAD] if len(unsure) <= _REREAD_SIGNS else []:
        label = best.labels.get(index, group.label)
        chance = max(group.probabilities.get("." if label == "\\cdot" else label, 0.0), 1e-6)
        chances = sorted(group.probabilities.items(), key=lambda entry: -entry[1])[:2]
        if label in _DOTS:
            chances.append((_DOTS[label], _OTHER_DOT * chance))
        for second, share in chances:
            if second != label and share > _WORTH_SHOWING:
                forced = Group(group.strokes, group.box, {second: share}, group.score)
                swapped = tuple(forced if other is group else other for other in grouping.groups)
                tried.append((Grouping(swapped, grouping.score), lay_out(swapped), share / chance))
    for way, other, weight in sorted(tried, key=lambda entry: -entry[2]):
        text = latex_of(other.row)
        labels = {group.strokes: other.labels.get(index, group.label) for index, group in enumerate(way.groups)}
        if text and text != latex and weight > _WORTH_SHOWING:
            found.setdefault(text, Candidate(text, weight / (1 + weight), labels))
    return tuple(found.values())[:_KEPT]


def _symbol(group: Group, label: str) -> Symbol:
    known = sorted(group.probabilities.items(), key=lambda entry: -entry[1])[:4]
    chance = group.probabilities.get("." if label == "\\cdot" else label, 0.0)
    return Symbol(label, chance, group.strokes, group.box, tuple(known))


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
