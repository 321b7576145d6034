"""From signs and their places to rows, fractions, roots and powers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from digitdemo.calculating.grouping import Box, Group
from digitdemo.calculating.lines import Atom, as_row, read_line
from digitdemo.calculating.structures import BAR_SHARE, ROOT_SHARE, over_and_under, root_content, share_of
from digitdemo.calculating.tree import Fraction, Root, Row

_ALTERNATIVES = 4
_LEAST = 1e-5
_UNLIKELY = 0.001
"""Beside a sign's likeliest label: less likely ones are not tried."""

_COMMA_FOR_POINT = 0.4
_LEANS = math.log(0.3)
_DEEPEST = 12


@dataclass(frozen=True)
class Laid:
    """A row, how likely it is, and which label each of its symbols got."""

    row: Row
    score: float
    labels: dict[int, str]


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
    line = read_line(sorted(atoms, key=_begins))
    own = {part.atom.symbol: part.label for part in line.parts if part.atom.node is None}
    return Laid(as_row(line.parts), score + line.score, labels | own)


def _take_structures(numbered: list[tuple[int, Group]], depth: int) -> tuple[list[Atom], float, dict[int, str]]:
    """Take roots and fractions out, the widest first, each with what belongs to it; what stays are plain signs."""
    left = dict(numbered)
    atoms: list[Atom] = []
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
        atoms.append(Atom(_around([group, *(other for _, other in inside)], group), number, (("value", 0.0),), node))
    atoms += [Atom(group.box, number, _options(group)) for number, group in left.items()]
    return atoms, score, labels


def _begins(atom: Atom) -> float:
    """Where a part stands in its row: its left edge, but of what may be a slash its middle, as it leans."""
    leans = any(label == "/" and chance > _LEANS for label, chance in atom.options)
    return atom.box.x if leans else atom.box.left


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
    least = max(_LEAST, _UNLIKELY * known[0][1])
    options = [(label, math.log(chance)) for label, chance in known if label != "\\sqrt" and chance >= least]
    return tuple(options) or (("?", -12.0),)
