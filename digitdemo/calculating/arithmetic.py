"""What a calculation comes to: exact, step by step as a pupil would, and whether an equation is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction as Number

from digitdemo.calculating.numerals import MAX_DIGITS, as_number, checked, latex_numeral, power, square_root
from digitdemo.calculating.step_lines import mixed_line, power_line, product_line, quotient_line, sum_line
from digitdemo.calculating.tree import Fraction, Item, Root, Row, Sign
from digitdemo.errors import CalculationError

_SUM_SIGNS = ("+", "-")
_PRODUCT_SIGNS = ("\\times", "\\cdot", "\\div", ":", "/")
_NUMERAL_SIGNS = "0123456789.,"
_DEEPEST = 60


@dataclass(frozen=True)
class Step:
    """One calculation on the way: LaTeX, as ``3+4=7``."""

    latex: str


@dataclass(frozen=True)
class Outcome:
    """What a calculation comes to.

    Attributes:
        value: of a calculation; for an equation whether it is right; None where neither can be said.
        sides: the value of each side of the equals signs, as far as they could be worked out.
        steps: in the order in which they are worked out.
        problem: why there is no value, a message id with its parameters; None where nothing is wrong.
        mark: before decimals, as it was written, where numbers are to be shown with decimals; else empty.
        rounded: the sides differ, but the last one is the first one rounded to as many decimals as are written.
    """

    value: Number | bool | None = None
    sides: tuple[Number, ...] = ()
    steps: tuple[Step, ...] = ()
    problem: CalculationError | None = None
    mark: str = ""
    rounded: bool = False


def work_out(row: Row) -> Outcome:
    """Work a calculation out; whatever is wrong with it is in the outcome, never raised."""
    written = [item.node.label for item in _all_items(row) if isinstance(item.node, Sign)]
    worker = _Worker(mark="." if "." in written else "," if "," in written else "")
    sides: list[Number] = []
    parts = _split(row.items, "=")
    asked = len(parts) > 1 and not parts[-1]  # nothing behind the last equals sign: to be worked out
    try:
        if not row.items:
            raise CalculationError("calculate-nothing")
        for part in parts[:-1] if asked else parts:
            sides.append(worker.side(part))
    except CalculationError as error:
        return Outcome(None, tuple(sides), tuple(worker.steps), error, worker.mark)
    value: Number | bool = sides[0] if len(sides) == 1 else all(side == sides[0] for side in sides)
    rounded = value is False and _is_rounded(sides, parts[-1])
    return Outcome(value, tuple(sides), tuple(worker.steps), None, worker.mark, rounded)


class _Worker:
    """Reads one side after the other; keeps the steps."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.steps: list[Step] = []
        self._items: Sequence[Item] = ()
        self._at = 0
        self._depth = 0

    def side(self, items: Sequence[Item]) -> Number:
        """Work out one side of an equation, or what stands over a bar, under it, under a root, or raised."""
        kept = self._items, self._at
        self._items, self._at = items, 0
        self._depth += 1
        if self._depth > _DEEPEST:
            raise CalculationError("calculate-too-large")
        value = self._sum()
        if self._at < len(items):
            raise CalculationError("calculate-unexpected", sign=_name(items[self._at]))
        self._items, self._at = kept
        self._depth -= 1
        return value

    def _next(self) -> str:
        """The label of the next sign; ``value`` for a fraction or a root; empty at the end."""
        if self._at >= len(self._items):
            return ""
        node = self._items[self._at].node
        return node.label if isinstance(node, Sign) else "value"

    def _sum(self) -> Number:
        value = self._product()
        while self._next() in _SUM_SIGNS:
            sign = self._take()
            other = self._product()
            result = checked(value + other if sign == "+" else value - other)
            self._step(sum_line(value, sign, other, self.mark))
            value = result
        return value

    def _product(self) -> Number:
        value = self._signed()
        while True:
            label = self._next()
            if label in _PRODUCT_SIGNS:
                self._take()
                other = self._signed()
            elif label == "(" or label == "value" or (label and label in "0123456789"):
                label, other = "\\cdot", self._powered()
            else:
                return value
            divides = label in ("\\div", ":", "/")
            result = _divide(value, other) if divides else checked(value * other)
            self._step((quotient_line if divides else product_line)(value, label, other, self.mark))
            value = result

    def _signed(self) -> Number:
        signs = 0
        while self._next() in _SUM_SIGNS:
            signs += self._take() == "-"
        value = self._powered()
        return -value if signs % 2 else value

    def _powered(self) -> Number:
        value, raised = self._value()
        if raised is None:
            return value
        exponent = self.side(raised.items)
        result = power(value, exponent)
        self._step(power_line(value, exponent, result, self.mark))
        return result

    def _value(self) -> tuple[Number, Row | None]:
        """A number, a bracket, a fraction or a root, and what is raised behind it."""
        label = self._next()
        if label == "value":
            item = self._items[self._at]
            self._at += 1
            return self._structure(item.node), item.raised
        if label == "(":
            return self._bracket()
        if label and label in _NUMERAL_SIGNS:
            return self._number()
        if not label:
            raise CalculationError("calculate-something-missing")
        raise CalculationError("calculate-unexpected", sign=_name(self._items[self._at]))

    def _bracket(self) -> tuple[Number, Row | None]:
        self._at += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            raise CalculationError("calculate-too-large")
        value = self._sum()
        self._depth -= 1
        if self._next() != ")":
            raise CalculationError("calculate-bracket-open")
        closing = self._items[self._at]
        self._at += 1
        return value, closing.raised

    def _number(self) -> tuple[Number, Row | None]:
        text = ""
        raised = None
        while raised is None and (label := self._next()) and label in _NUMERAL_SIGNS:
            text += label
            raised = self._items[self._at].raised
            self._at += 1
        number = as_number(text)
        if raised is not None or not text.isdigit() or (part := self._proper_fraction()) is None:
            return number, raised
        self._at += 1
        self._step(mixed_line(number, part, self.mark))
        return number + part, None

    def _proper_fraction(self) -> Number | None:
        """What comes next, where it makes a mixed number of the number before it: digits over a bar, under it more."""
        if self._next() != "value":
            return None
        item = self._items[self._at]
        if not isinstance(item.node, Fraction) or item.raised is not None:
            return None
        top, bottom = _digits_in(item.node.top), _digits_in(item.node.bottom)
        return Number(int(top), int(bottom)) if top and bottom and int(top) < int(bottom) else None

    def _structure(self, node: Sign | Fraction | Root) -> Number:
        if isinstance(node, Root):
            inside = self.side(node.content.items)
            root = square_root(inside)
            self._step(f"\\sqrt{{{latex_numeral(inside, self.mark)}}}={latex_numeral(root, self.mark)}")
            return root
        assert isinstance(node, Fraction)
        top, bottom = self.side(node.top.items), self.side(node.bottom.items)
        result = _divide(top, bottom)
        self._step(quotient_line(top, "\\frac", bottom, self.mark))
        return result

    def _take(self) -> str:
        label = self._next()
        if self._items[self._at].raised is not None:
            raise CalculationError("calculate-unexpected", sign=_name(self._items[self._at]))
        self._at += 1
        return label

    def _step(self, line: str) -> None:
        """Keep a line, if there is one to write."""
        if line:
            self.steps.append(Step(line))


def _divide(value: Number, by: Number) -> Number:
    if by == 0:
        raise CalculationError("calculate-divides-by-zero")
    return checked(value / by)


def _split(items: Sequence[Item], label: str) -> list[list[Item]]:
    parts: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item.node, Sign) and item.node.label == label and item.raised is None:
            parts.append([])
        else:
            parts[-1].append(item)
    return parts


def _digits_in(row: Row) -> str:
    """A row's digits; empty where it is more than a plain whole number."""
    signs = [item.node.label if isinstance(item.node, Sign) and item.raised is None else "" for item in row.items]
    text = "".join(signs)
    return text if all(signs) and text.isdigit() and len(text) <= MAX_DIGITS else ""


def _is_rounded(sides: Sequence[Number], last: Sequence[Item]) -> bool:
    """True where the last side is a plain number that the first side rounds to."""
    labels = [item.node.label if isinstance(item.node, Sign) else "" for item in last]
    number = "".join(labels).lstrip("-").replace(",", ".")
    if not number or any(label not in (*_NUMERAL_SIGNS, "-") for label in labels):
        return False
    places = len(number.partition(".")[2])
    return sides[-1] != 0 and abs(sides[0] - sides[-1]) * 2 * 10**places <= 1


def _all_items(row: Row) -> list[Item]:
    found = []
    for item in row.items:
        found.append(item)
        inside = [item.raised] if item.raised is not None else []
        if isinstance(item.node, Fraction):
            inside += [item.node.top, item.node.bottom]
        elif isinstance(item.node, Root):
            inside.append(item.node.content)
        for part in inside:
            found += _all_items(part)
    return found


def _name(item: Item) -> str:
    if isinstance(item.node, Sign):
        return SPOKEN.get(item.node.label, item.node.label)
    return "√" if isinstance(item.node, Root) else "/"


SPOKEN = {"\\times": "×", "\\div": "÷", "\\cdot": "·", "\\sqrt": "√", "-": "−"}
"""How a label looks in plain text."""
