"""From signs and their places to rows, fractions, roots and powers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from digitdemo.calculating.grammar import DIGITS, OPERATORS, POINTS, Place
from digitdemo.calculating.grouping import Box, Group
from digitdemo.calculating.structures import BAR_SHARE, ROOT_SHARE, over_and_under, root_content, share_of
from digitdemo.calculating.tree import Fraction, Item, Root, Row, Sign

_BEAM = 14
_ALTERNATIVES = 4
_LEAST = 1e-5
_COMMA_FOR_POINT = 0.4
_DEEPEST = 12

# A pair of neighbours: how far the second one's middle lies above the first one's, in heights of the first, and the
# logarithm of its height against the first one's. (mean, standard deviation), measured on calculations learned from.
_ON_LINE = ((0.0, 0.16), (0.0, 0.26))
_RAISED = ((0.65, 0.25), (-0.61, 0.34))
_RAISED_COST = 1.2
_OPERATOR_SPREAD = 0.24
"""How far up or down operators stray, in heights of a digit."""
_RAISED_SIGN_COST = 0.6
"""Exponents are mostly plain numbers."""
_BACK_COST = 0.3


@dataclass(frozen=True)
class Laid:
    """A row, how likely it is, and which label each of its symbols got."""

    row: Row
    score: float
    labels: dict[int, str]


@dataclass(frozen=True)
class _Atom:
    """What stands in a row by itself: a sign, or a whole fraction or root."""

    box: Box
    symbol: int
    options: tuple[tuple[str, float], ...]  # label, log-probability
    node: Fraction | Root | None = None


@dataclass(frozen=True)
class _Way:
    """One reading of a row so far. Levels: 0 the line, 1 raised, 2 raised on raised."""

    score: float
    items: tuple[tuple[int, _Atom, str], ...]  # level, atom, label
    places: tuple[Place, ...]
    last: tuple[tuple[float, float], ...]  # on each open level: middle and height of the last tall sign


def lay_out(groups: Sequence[Group]) -> Laid:
    """Find the likeliest reading of signs.

    Args:
        groups: one a sign; their order does not matter.
    """
    return _lay_out(list(enumerate(groups)), 0)


def _lay_out(numbered: list[tuple[int, Group]], depth: int) -> Laid:
    if not numbered:
        return Laid(Row(), -6.0, {})
    atoms, score, labels = _take_structures(numbered, depth)
    if depth > _DEEPEST:
        atoms = atoms[:1]
    way = _read_line(sorted(atoms, key=lambda atom: atom.box.left))
    own = {atom.symbol: label for _, atom, label in way.items if atom.node is None}
    return Laid(_as_row(way.items, 0), score + way.score, labels | own)


def _take_structures(numbered: list[tuple[int, Group]], depth: int) -> tuple[list[_Atom], float, dict[int, str]]:
    """Take roots and fractions out, the widest first, each with what belongs to it; what stays are plain signs."""
    left = dict(numbered)
    atoms: list[_Atom] = []
    score = 0.0
    labels: dict[int, str] = {}
    for number, group in sorted(numbered, key=lambda entry: -entry[1].box.width):
        if number not in left:
            continue
        others = [(index, other) for index, other in left.items() if index != number]
        root = root_content(group, others) if share_of(group, "\\sqrt") > ROOT_SHARE else None
        if root is not None:
            content = _lay_out(root, depth + 1)
            node: Fraction | Root = Root(content.row, number)
            inside, laid, label = root, [content], "\\sqrt"
        else:
            above, below = over_and_under(group, others) if share_of(group, "-") > BAR_SHARE else ([], [])
            if not above or not below:
                continue
            top, bottom = _lay_out(above, depth + 1), _lay_out(below, depth + 1)
            node = Fraction(top.row, bottom.row, number)
            inside, laid, label = above + below, [top, bottom], "-"
        for index in (number, *(index for index, _ in inside)):
            left.pop(index, None)
        score += sum(part.score for part in laid) + math.log(max(group.probabilities[label], _LEAST))
        for part in laid:
            labels |= part.labels
        labels[number] = label
        atoms.append(_Atom(_around([group, *(other for _, other in inside)], group), number, (("value", 0.0),), node))
    atoms += [_Atom(group.box, number, _options(group)) for number, group in left.items()]
    return atoms, score, labels


def _around(groups: Sequence[Group], centre: Group) -> Box:
    """Around all, but with the bar's or the root's own left edge."""
    boxes = [group.box for group in groups]
    return Box(
        min(centre.box.left, min(box.left for box in boxes)),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _options(group: Group) -> tuple[tuple[str, float], ...]:
    marks = group.probabilities.get(".", 0.0), group.probabilities.get(",", 0.0)
    # A point may be written as a comma, so what looks like a comma may be one.
    chances = group.probabilities | ({".": max(marks[0], _COMMA_FOR_POINT * marks[1])} if any(marks) else {})
    known = sorted(chances.items(), key=lambda entry: -entry[1])[:_ALTERNATIVES]
    options = [(label, math.log(max(chance, _LEAST))) for label, chance in known if label != "\\sqrt"]
    return tuple(options) or (("?", -12.0),)


def _read_line(atoms: Sequence[_Atom]) -> _Way:
    """Choose each sign's label and whether it is raised, from left to right."""
    beam = [_Way(0.0, (), (Place(),), ())]
    height = _line_height(atoms)
    for atom in atoms:
        longer = [new for way in beam for new in _go_on(way, atom, height)]
        beam = sorted(longer, key=lambda way: -way.score)[:_BEAM]
    ended = [replace(way, score=way.score - sum(place.end_cost() for place in way.places)) for way in beam]
    return max(ended, key=lambda way: way.score)


def _line_height(atoms: Sequence[_Atom]) -> float:
    heights = sorted(atom.box.height for atom in atoms)
    return max(heights[int(0.75 * (len(heights) - 1))], 0.3 * max(atom.box.width for atom in atoms), 1.0)


def _go_on(way: _Way, atom: _Atom, height: float) -> list[_Way]:
    longer = []
    for label, chance in atom.options:
        for level in range(min(len(way.places) + 1, 3)):
            step = _step(way, atom, label, level, height)
            if step is not None:
                longer.append(replace(step, score=step.score + chance))
    return longer


def _step(way: _Way, atom: _Atom, label: str, level: int, height: float) -> _Way | None:
    """One more part on a level; None where it cannot be."""
    deepest = len(way.places) - 1
    places, last = way.places, way.last
    score = way.score
    if level > deepest:
        before = places[-1].before
        if not (before in DIGITS or before in (")", "value")) or label in (")", "=", *POINTS):
            return None
        places = (*places, Place())
        score -= _RAISED_COST
    elif level < deepest:
        score -= _BACK_COST + sum(place.end_cost() for place in places[level + 1 :])
        places = (*places[:level], places[level].after("value"), *())
        last = last[: level + 1]
    if level and label not in DIGITS:
        score -= _RAISED_SIGN_COST
    label = _dot_or_point(label, atom, last, level)
    score += _position(atom, label, last, level, height)
    score -= places[level].cost(label)
    places = (*places[:level], places[level].after(label))
    return _Way(score, (*way.items, (level, atom, label)), places, _with_last(last, level, atom, label, height))


def _dot_or_point(label: str, atom: _Atom, last: tuple[tuple[float, float], ...], level: int) -> str:
    """A dot at half height multiplies; one at the foot of the line is a decimal point."""
    if label != "." or level >= len(last):
        return label
    middle, tall = last[level]
    return "\\cdot" if atom.box.y < middle - 0.03 * tall else label


def _position(atom: _Atom, label: str, last: tuple[tuple[float, float], ...], level: int, height: float) -> float:
    """How well a part stands where it would have to stand."""
    middle, tall = _middle_and_height(atom, label, height)
    if level < len(last):
        before, before_tall = last[level]
        up = (before - middle) / before_tall
        (mean_up, sd_up), (mean_size, sd_size) = _ON_LINE
        if label in OPERATORS or label in POINTS:
            sd_up = _OPERATOR_SPREAD
    elif last:
        before, before_tall = last[-1]
        up = (before - middle) / before_tall
        (mean_up, sd_up), (mean_size, sd_size) = _RAISED
    else:
        return 0.0
    score = -0.5 * min(((up - mean_up) / sd_up) ** 2, 16.0)
    if tall is not None and atom.node is None:
        size = math.log(max(tall, 1.0) / before_tall)
        score -= 0.5 * min(((size - mean_size) / sd_size) ** 2, 9.0)
    return score


def _middle_and_height(atom: _Atom, label: str, height: float) -> tuple[float, float | None]:
    """Where the line's middle runs if this part stands on it, and its height where that means something."""
    if label in POINTS:
        return atom.box.y - 0.45 * height, None
    if label in OPERATORS and label not in ("/",):
        return atom.box.y, None
    if isinstance(atom.node, Fraction):
        return atom.box.y, None
    if label in ("(", ")", "/"):
        return atom.box.y, None
    return atom.box.y, atom.box.height


def _with_last(
    last: tuple[tuple[float, float], ...], level: int, atom: _Atom, label: str, height: float
) -> tuple[tuple[float, float], ...]:
    """Remember where the line of a level runs; low signs do not say how tall it is."""
    middle, tall = _middle_and_height(atom, label, height)
    if atom.node is not None:
        tall = atom.box.height if isinstance(atom.node, Root) else 0.5 * atom.box.height
    if tall is None:
        tall = last[level][1] if level < len(last) else height * (1.0 if level == 0 else 0.6**level)
        middle = middle if label not in POINTS or level >= len(last) else last[level][0]
    if level < len(last):
        # A line wanders slowly: half of what was there stays.
        middle, tall = 0.5 * (middle + last[level][0]), max(0.5 * (tall + last[level][1]), 1.0)
    return (*last[:level], (middle, max(tall, 1.0)))


def _as_row(items: Sequence[tuple[int, _Atom, str]], level: int) -> Row:
    found: list[Item] = []
    index = 0
    while index < len(items):
        stop = index
        while stop < len(items) and items[stop][0] > level:
            stop += 1
        if stop > index:
            raised = _as_row(items[index:stop], level + 1)
            if found:
                found[-1] = replace(found[-1], raised=raised)
            index = stop
            continue
        _, atom, label = items[index]
        found.append(Item(atom.node or Sign(label, atom.symbol)))
        index += 1
    return Row(tuple(found))
