"""One line, from left to right: which label each of its signs has, and what is raised."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from digitdemo.calculating.grammar import DIGITS, OPERATORS, POINTS, Place, cost_at
from digitdemo.calculating.grouping import Box
from digitdemo.calculating.tree import Fraction, Item, Root, Row, Sign

_BEAM, _HOPELESS = 8, 14.0
"""So many readings of a line's beginning are gone on from, none that is so much less likely than the best one."""

_LEVELS = 3
"""The line, raised, and raised on raised."""

# A pair of neighbours: how far the second one's middle lies above the first one's, in heights of the first, and the
# logarithm of its height against the first one's (of a minus: its width). (mean, standard deviation), measured on
# calculations learned from; spreads are wider than measured, for other people's hands.
_Spread = tuple[float, float]
_DIGIT: tuple[_Spread, _Spread] = ((0.0, 0.16), (0.0, 0.26))
_ON_LINE: dict[str, tuple[_Spread, _Spread | None]] = {
    "+": ((-0.02, 0.2), (-0.33, 0.4)),
    "-": ((-0.15, 0.24), (-0.66, 0.32)),
    "\\times": ((-0.16, 0.2), (-0.38, 0.33)),
    "\\div": ((-0.15, 0.2), (-0.2, 0.33)),
    "=": ((-0.14, 0.24), (-1.05, 0.55)),
    "/": ((0.0, 0.2), (0.3, 0.33)),
    ":": ((-0.1, 0.24), None),
    "\\cdot": ((0.0, 0.24), None),
    "(": ((0.0, 0.2), None),
    ")": ((0.0, 0.2), None),
    ".": ((0.07, 0.24), None),
    ",": ((-0.3, 0.3), (-0.75, 0.5)),
}
"""For signs; digits all stand alike. A point's and a comma's place is taken from the foot of the line."""
_RAISED = ((0.65, 0.25), (-0.61, 0.34))
_RAISED_COST = 1.2
_RAISED_SIGN_COST = 0.6
"""Exponents are mostly plain numbers."""
_BACK_COST = 0.3
_FAR, _STRANGE = 16.0, 9.0
"""Squared deviations beyond which a place or a size is not stranger and stranger."""

_NEVER_FIRST_RAISED = frozenset((")", "=", *POINTS))
_NO_HEIGHT = POINTS | OPERATORS | {"(", ")"}
"""Labels whose height does not say how tall a line is."""


@dataclass(frozen=True)
class Atom:
    """What stands in a row by itself: a sign, or a whole fraction or root.

    Attributes:
        box: around it.
        symbol: which of the reading's symbols.
        options: labels with their log-probabilities.
        node: the fraction or the root; None for a sign.
    """

    box: Box
    symbol: int
    options: tuple[tuple[str, float], ...]
    node: Fraction | Root | None = None


@dataclass(frozen=True)
class Part:
    """An atom as it was read: on which level (0 the line, 1 raised, 2 raised on raised), and as what."""

    level: int
    atom: Atom
    label: str


@dataclass(frozen=True)
class Line:
    """The likeliest reading of a line, a log-probability up to what all readings share."""

    parts: tuple[Part, ...]
    score: float


class _Choice(NamedTuple):
    """A label that an atom may have, and what it would say about its line.

    Attributes:
        label: its LaTeX.
        chance: log-probability.
        middle: where the line's middle runs, pixels.
        tall: the line's height, pixels; None where the label does not say.
        size: the sign's own height, a minus's width, where it is to be compared with its neighbour's; else None.
    """

    label: str
    chance: float
    middle: float
    tall: float | None
    size: float | None


class _Way(NamedTuple):
    """One reading of a line so far.

    Attributes:
        score: log-probability.
        parts: the last part, and all before it in the same form.
        places: of each open level.
        last: middle and height of each open level, pixels.
    """

    score: float
    parts: tuple[Part, object] | None
    places: tuple[Place, ...]
    last: tuple[tuple[float, float], ...]


def read_line(atoms: Sequence[Atom]) -> Line:
    """Choose each sign's label and whether it is raised.

    Args:
        atoms: from left to right, at least one.
    """
    beam = [_Way(0.0, None, (Place(),), ())]
    height = _line_height(atoms)
    for atom in atoms:
        beam = _go_on(beam, atom, _choices(atom, height), height)
    ended = [(way.score - sum(place.end_cost() for place in way.places), way.parts) for way in beam]
    score, parts = max(ended, key=lambda entry: entry[0])
    found: list[Part] = []
    while parts is not None:
        part, parts = parts  # type: ignore[assignment]
        found.append(part)
    return Line(tuple(reversed(found)), score)


def as_row(parts: Sequence[Part], level: int = 0) -> Row:
    """As a tree: what is raised hangs on the part before it."""
    found: list[Item] = []
    index = 0
    while index < len(parts):
        stop = index
        while stop < len(parts) and parts[stop].level > level:
            stop += 1
        if stop > index:
            raised = as_row(parts[index:stop], level + 1)
            if found:
                found[-1] = replace(found[-1], raised=raised)
            index = stop
            continue
        part = parts[index]
        found.append(Item(part.atom.node or Sign(part.label, part.atom.symbol)))
        index += 1
    return Row(tuple(found))


def _line_height(atoms: Sequence[Atom]) -> float:
    """As tall as digits are; low signs say nothing of it where there are others."""
    tall = [atom for atom in atoms if atom.node is not None or atom.options[0][0] not in _NO_HEIGHT] or atoms
    heights = sorted(atom.box.height for atom in tall)
    return max(heights[round(0.75 * (len(heights) - 1))], 0.3 * max(atom.box.width for atom in tall), 1.0)


def _choices(atom: Atom, height: float) -> list[tuple[_Choice, _Choice]]:
    """Each label low on its line, and high: a dot at half height multiplies."""
    found = []
    for label, chance in atom.options:
        choice = _choice(atom, label, chance, height)
        found.append((choice, _choice(atom, "\\cdot", chance, height) if label == "." else choice))
    return found


def _choice(atom: Atom, label: str, chance: float, height: float) -> _Choice:
    box = atom.box
    middle = box.y - 0.45 * height if label in POINTS else box.y
    if atom.node is not None:
        return _Choice(label, chance, middle, (1.0 if isinstance(atom.node, Root) else 0.5) * box.height, None)
    tall = None if label in _NO_HEIGHT else box.height
    return _Choice(label, chance, middle, tall, box.width if label == "-" else box.height)


def _go_on(beam: list[_Way], atom: Atom, choices: list[tuple[_Choice, _Choice]], height: float) -> list[_Way]:
    """The best ways with one more part; of those that differ in nothing that matters later only the best one."""
    hopeless = beam[0].score - _HOPELESS  # they are sorted
    steps = [step for way in beam if way.score > hopeless for step in _steps(way, atom, choices)]
    steps.sort(key=lambda step: -step[0])
    kept: dict[object, _Way] = {}
    for score, way, level, choice in steps:
        places, last = way.places[:level], way.last
        place = _arrive(way, level)
        places = (*places, place.after(choice.label))
        last = (*last[:level], _mixed(last, level, choice, height))
        if (places, last) not in kept:
            kept[places, last] = _Way(score, (Part(level, atom, choice.label), way.parts), places, last)
            if len(kept) == _BEAM:
                break
    return list(kept.values())


def _steps(way: _Way, atom: Atom, choices: list[tuple[_Choice, _Choice]]) -> Iterator[tuple[float, _Way, int, _Choice]]:
    """Every label on every level, only scored: most of them are never gone on from."""
    depth = len(way.places)
    for level in range(min(depth + 1, _LEVELS)):
        if level == depth and way.places[-1].before not in ("0", ")", "value"):
            continue
        place = _arrive(way, level)
        score = way.score - _moving_cost(way, level)
        for low, high in choices:
            choice = low
            if low is not high and level < len(way.last):
                middle, tall = way.last[level]
                choice = high if atom.box.y < middle - 0.03 * tall else low
            label = choice.label
            if level == depth and label in _NEVER_FIRST_RAISED:
                continue
            sign_cost = _RAISED_SIGN_COST if level and label not in DIGITS else 0.0
            fit = _position(choice, way.last, level)
            yield score + choice.chance + fit - sign_cost - cost_at(place, label), way, level, choice


def _arrive(way: _Way, level: int) -> Place:
    """Where one stands on a level before the next part is read."""
    depth = len(way.places)
    if level == depth:
        return Place()
    return way.places[level] if level == depth - 1 else way.places[level].after("value")


def _moving_cost(way: _Way, level: int) -> float:
    """Of going up a level, or back down to one."""
    depth = len(way.places)
    if level == depth:
        return _RAISED_COST
    if level == depth - 1:
        return 0.0
    return _BACK_COST + sum(place.end_cost() for place in way.places[level + 1 :])


def _position(choice: _Choice, last: tuple[tuple[float, float], ...], level: int) -> float:
    """How well a part stands where it would have to stand: a log-probability."""
    if not last:
        return 0.0
    on_line = level < len(last)
    before, before_tall = last[level] if on_line else last[-1]
    (mean_up, sd_up), usual_size = _ON_LINE.get(choice.label, _DIGIT)
    mean_size, sd_size = usual_size or (0.0, 1.0)
    if not on_line:
        mean_up, sd_up = mean_up + _RAISED[0][0], _RAISED[0][1]
        mean_size, sd_size = mean_size + _RAISED[1][0], max(sd_size, _RAISED[1][1])
    up = (before - choice.middle) / before_tall
    score = -0.5 * min(((up - mean_up) / sd_up) ** 2, _FAR)
    if choice.size is not None and usual_size is not None:
        size = math.log(max(choice.size, 1.0) / before_tall)
        score -= 0.5 * min(((size - mean_size) / sd_size) ** 2, _STRANGE)
    return score


def _mixed(last: tuple[tuple[float, float], ...], level: int, choice: _Choice, height: float) -> tuple[float, float]:
    """Where the line of a level runs behind one more part; low signs do not say how tall it is."""
    middle, tall = choice.middle, choice.tall
    if tall is None:
        tall = last[level][1] if level < len(last) else height * (1.0 if level == 0 else 0.6**level)
        middle = middle if choice.label not in POINTS or level >= len(last) else last[level][0]
    if level < len(last):
        # A line wanders slowly: half of what was there stays.
        middle, tall = 0.5 * (middle + last[level][0]), max(0.5 * (tall + last[level][1]), 1.0)
    return middle, max(tall, 1.0)
