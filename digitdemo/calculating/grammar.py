"""What may follow what in a calculation: a reading that could be worked out is likelier than one that could not.

Costs are natural logarithms of how much rarer the odd neighbour is, set by hand and checked on the calculations that
the network learned from.
"""

from functools import lru_cache
from typing import NamedTuple

DIGITS = frozenset("0123456789")
POINTS = frozenset(".,")
OPERATORS = frozenset(("+", "-", "\\times", "\\div", "\\cdot", "/", ":", "="))
VALUES_END = DIGITS | {")", "value"}
"""What a value may end with; ``value`` stands for a fraction or a root."""

_NEVER, _RARE, _SELDOM = 5.0, 2.5, 1.0
_COMMA_IN_RESULT = 2.0
_LEADING_ZERO = 2.0
"""For a digit behind a 0 that begins a number."""


class Place(NamedTuple):
    """How far a row has been read: enough to say what may come next.

    Attributes:
        before: the label before, "0" for any digit, "." for either point, "+" for any operator but "=".
        open: brackets that are still open.
        points: in the number that is being written.
        zero_first: that number is a 0 so far.
        in_number: a number is being written.
        in_result: an equals sign was read.
        commas: a comma was read.
    """

    before: str = ""
    open: int = 0
    points: int = 0
    zero_first: bool = False
    in_number: bool = False
    in_result: bool = False
    commas: bool = False

    def after(self, label: str) -> "Place":
        """The place behind one more part."""
        depth = max(0, self.open + (label == "(") - (label == ")"))
        commas = self.commas or label == ","
        if label in DIGITS or label in POINTS:
            points = (self.points if self.in_number else 0) + (label in POINTS)
            zero = label == "0" and not self.in_number
            return Place("0" if label in DIGITS else ".", depth, points, zero, True, self.in_result, commas)
        before = "+" if label in OPERATORS and label != "=" else label
        return Place(before, depth, in_result=self.in_result or label == "=", commas=commas)

    def cost(self, label: str) -> float:
        """How odd it would be here; 0 for what is usual."""
        before = self.before
        if label in POINTS:
            return (
                self._mark_cost(label)
                + (0.0 if before in DIGITS else _NEVER)
                + (_RARE if self.in_number and self.points else 0.0)
            )
        if label in OPERATORS:
            return self._operator_cost(label)
        if label == ")":
            return (_NEVER if self.open == 0 else 0.0) + (0.0 if before in VALUES_END else _NEVER)
        if label in DIGITS:
            if self.zero_first:
                return _LEADING_ZERO
            return _RARE if before == ")" else _SELDOM if before == "value" else 0.0
        if before in POINTS:
            return _NEVER
        return _SELDOM if before in VALUES_END else 0.0

    def _mark_cost(self, label: str) -> float:
        """Who writes a comma once writes it again; else many write one where the result was printed with a point."""
        if self.commas:
            return _SELDOM if label == "." else 0.0
        return _COMMA_IN_RESULT if label == "," and self.in_result else 0.0

    def _operator_cost(self, label: str) -> float:
        before = self.before
        if before in VALUES_END:
            return 0.0
        if before in POINTS:
            return _NEVER
        if label in ("-", "+"):
            start = _SELDOM if before in ("", "(", "=") else _RARE
            return start if label == "-" else start + 1.5
        return _NEVER

    def end_cost(self) -> float:
        """How odd it would be to end here."""
        unfinished = self.before in POINTS or (self.before in OPERATORS and self.before != "=") or not self.before
        return _RARE * self.open + (_NEVER if unfinished else 0.0)


@lru_cache(maxsize=4096)
def cost_at(place: Place, label: str) -> float:
    """``place.cost(label)``, remembered: there are few places, and they are asked about all the time."""
    return place.cost(label)
