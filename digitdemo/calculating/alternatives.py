"""Other readings of the same strokes, and the benefit of the doubt: which of them is meant."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from digitdemo.calculating.arithmetic import Outcome, work_out
from digitdemo.calculating.grammar import DIGITS
from digitdemo.calculating.grouping import Grouping
from digitdemo.calculating.layout import Laid, lay_out
from digitdemo.calculating.tree import latex_of, relabelled

_REREAD, _REREAD_SIGNS = 4, 50
"""So many of the least sure signs are read otherwise, in calculations of up to so many signs: each costs a layout."""

_SHARE = 0.01
"""Beside the likeliest label of a sign: less likely ones are not tried."""

_OTHER_DOT = 0.1
"""How likely a decimal point is to be meant as a dot that multiplies, and the other way round."""

_DOTS = {".": "\\cdot", "\\cdot": "."}

_BENEFIT = 3.0
"""Log-odds that a calculation which comes out right is what was meant, where a sign can be read in two ways: of 157
equations that people wrote 145 come out right. A sign that is clear is never read otherwise."""

_ODD_COST = 1.5
"""Log-odds against what cannot be worked out because a sign stands where none can."""

_ODD = frozenset(("calculate-unexpected", "calculate-number-malformed"))
"""What is missing at the end is not odd: it may yet be written."""

_MOST_PAIRS = 60

_BESIDE = 4
"""So many other groupings and signs are tried with another digit too."""


@dataclass(frozen=True)
class Considered:
    """One reading.

    Attributes:
        grouping: which strokes make one sign.
        laid: what they say.
        log_odds: against the reading that fits shapes and places best; 0 for that one.
    """

    grouping: Grouping
    laid: Laid
    log_odds: float = 0.0

    @cached_property
    def latex(self) -> str:
        """What it says."""
        return latex_of(self.laid.row)

    @cached_property
    def outcome(self) -> Outcome:
        """What it comes to."""
        return work_out(self.laid.row)

    @cached_property
    def worth(self) -> float:
        """Its log-odds, and whether it makes sense."""
        outcome = self.outcome
        if outcome.value is True or outcome.rounded:
            return self.log_odds + _BENEFIT
        odd = outcome.problem is not None and outcome.problem.code in _ODD
        return self.log_odds - _ODD_COST * odd


def consider(laid: Sequence[tuple[Grouping, Laid]]) -> list[Considered]:
    """All readings worth a thought, the likeliest first.

    Args:
        laid: the groupings that were laid out, at least one.
    """
    worths = [grouping.score + result.score for grouping, result in laid]
    top = max(worths)
    found = [Considered(*entry, worth - top) for entry, worth in zip(laid, worths, strict=True)]
    best = max(found, key=lambda considered: considered.log_odds)
    swaps = list(_other_digits(best))
    found += swaps
    found += [*_other_signs(best), *_dots_that_multiply(best)]
    first = max(found, key=lambda considered: considered.worth)
    if first.outcome.value is False and not first.outcome.rounded:
        found += _two_other_digits(best, swaps)
        found += _digits_beside(found, best)
    return sorted(found, key=lambda considered: -considered.worth)


def _label(considered: Considered, index: int) -> str:
    return considered.laid.labels.get(index, considered.grouping.groups[index].label)


def _other_digits(best: Considered) -> Iterator[Considered]:
    """Each digit read as another one: neither places nor grammar mind."""
    for index, group in enumerate(best.grouping.groups):
        label = _label(best, index)
        if label not in DIGITS:
            continue
        chance = max(group.probabilities.get(label, 0.0), 1e-6)
        for other, share in group.probabilities.items():
            if other != label and other in DIGITS and share > _SHARE * chance:
                yield _swapped(best, {index: other}, math.log(share / chance))


def _two_other_digits(best: Considered, swaps: Sequence[Considered]) -> Iterator[Considered]:
    """Two digits at once, the likeliest pairs: for a calculation that comes out wrong otherwise."""
    changes = [
        (
            swap.log_odds,
            next((i, label) for i, label in swap.laid.labels.items() if best.laid.labels.get(i) != label),
        )
        for swap in swaps
    ]
    pairs = [
        (one[0] + other[0], dict((one[1], other[1])))
        for one, other in combinations(changes, 2)
        if one[1][0] != other[1][0] and one[0] + other[0] > -_BENEFIT
    ]
    for log_odds, labels in sorted(pairs, key=lambda pair: -pair[0])[:_MOST_PAIRS]:
        yield _swapped(best, labels, log_odds)


def _digits_beside(found: Sequence[Considered], best: Considered) -> Iterator[Considered]:
    """A digit read otherwise together with another place, for the next best of what was laid out anew."""
    others = [other for other in found if other.grouping is not best.grouping]
    for other in sorted(others, key=lambda considered: -considered.log_odds)[:_BESIDE]:
        yield from (swap for swap in _other_digits(other) if swap.log_odds > -_BENEFIT)


def _swapped(best: Considered, labels: dict[int, str], log_odds: float) -> Considered:
    row = best.laid.row
    for index, label in labels.items():
        row = relabelled(row, index, label)
    return Considered(
        best.grouping, replace(best.laid, row=row, labels=best.laid.labels | labels), best.log_odds + log_odds
    )


def _other_signs(best: Considered) -> Iterator[Considered]:
    """The least sure signs read as their second label, where that may change what stands where."""
    groups = best.grouping.groups
    unsure = sorted(enumerate(groups), key=lambda entry: entry[1].probabilities[entry[1].label])
    for index, group in unsure[:_REREAD] if len(unsure) <= _REREAD_SIGNS else []:
        label = _label(best, index)
        chance = max(group.probabilities.get("." if label == "\\cdot" else label, 0.0), 1e-6)
        chances = sorted(group.probabilities.items(), key=lambda entry: -entry[1])[:2]
        if label in _DOTS:
            chances.append((_DOTS[label], _OTHER_DOT * chance))
        for second, share in chances:
            if second != label and share > _SHARE * chance and not {label, second} <= DIGITS:
                yield _laid_anew(best, {index: (second, share)})


def _dots_that_multiply(best: Considered) -> Iterator[Considered]:
    """All dots at once: who means one of them so means the others so too, which makes it no less likely."""
    dots = {
        index: group.probabilities["."]
        for index, group in enumerate(best.grouping.groups)
        if _label(best, index) in _DOTS and group.probabilities.get(".", 0.0) > _SHARE
    }
    if len(dots) > 1:
        first = min(dots)
        yield _laid_anew(best, {i: ("\\cdot", share * (_OTHER_DOT if i == first else 1)) for i, share in dots.items()})


def _laid_anew(best: Considered, forced: dict[int, tuple[str, float]]) -> Considered:
    """With some signs read as what is given, with its probability."""
    groups = tuple(
        replace(group, probabilities=dict([forced[index]])) if index in forced else group
        for index, group in enumerate(best.grouping.groups)
    )
    laid = lay_out(groups)
    log_odds = best.log_odds + laid.score - best.laid.score
    return Considered(Grouping(groups, best.grouping.score), laid, log_odds)
