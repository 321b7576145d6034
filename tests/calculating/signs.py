"""Signs drawn by hand, point by point, for tests; and calculations from their LaTeX."""

import re
from itertools import pairwise

import numpy as np

from digitdemo.calculating.grouping import Box, Group
from digitdemo.calculating.tree import Fraction, Item, Root, Row, Sign

SHAPES = {
    "1": [[(0.5, 0), (0.5, 1)]],
    "7": [[(0.1, 0), (0.85, 0.02), (0.3, 1)]],
    "4": [[(0.5, 0), (0.1, 0.65), (0.85, 0.62)], [(0.6, 0.35), (0.58, 1)]],
    "+": [[(0.15, 0.5), (0.85, 0.5)], [(0.5, 0.2), (0.5, 0.85)]],
    "-": [[(0.1, 0.5), (0.9, 0.5)]],
    "=": [[(0.1, 0.4), (0.9, 0.4)], [(0.1, 0.65), (0.9, 0.65)]],
}


def dense(points: list[tuple[float, float]]) -> np.ndarray:
    """Points every few hundredths, as a pen leaves them."""
    corners = np.array(points, float)
    parts = [np.linspace(a, b, 12) for a, b in pairwise(corners)]
    return np.concatenate(parts)


def write(text: str, left: float = 40, top: float = 100, height: float = 80) -> list[np.ndarray]:
    """Signs in a row, in pixels."""
    return [
        dense(stroke) * (0.7 * height, height) + (left + index * 0.95 * height, top)
        for index, sign in enumerate(text)
        for stroke in SHAPES[sign]
    ]


def group(label: str, left: float, top: float, width: float, height: float, chance: float = 0.98) -> Group:
    """A group that is surely one sign."""
    return Group((0,), Box(left, top, left + width, top + height), {label: chance}, 0.0)


def row_of(latex: str) -> Row:
    """The tree of a LaTeX in the project's spelling: what ``latex_of`` undoes."""
    tokens = re.findall(r"\\[a-z]+|.", latex)
    position = 0

    def row() -> Row:
        nonlocal position
        items: list[Item] = []
        while position < len(tokens) and tokens[position] != "}":
            token = tokens[position]
            position += 1
            if token == "\\frac":
                items.append(Item(Fraction(braces(), braces(), 0)))
            elif token == "\\sqrt":
                items.append(Item(Root(braces(), 0)))
            elif token == "^":
                items[-1] = Item(items[-1].node, braces())
            else:
                items.append(Item(Sign(token, 0)))
        return Row(tuple(items))

    def braces() -> Row:
        nonlocal position
        position += 1
        inside = row()
        position += 1
        return inside

    return row()
