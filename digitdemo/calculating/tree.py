"""What a calculation is made of: signs in a row, fractions, roots, powers; and its LaTeX."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Sign:
    """One digit or sign.

    Attributes:
        label: its LaTeX.
        symbol: which of the reading's symbols.
    """

    label: str
    symbol: int


@dataclass(frozen=True)
class Fraction:
    """What stands above and below a bar."""

    top: "Row"
    bottom: "Row"
    symbol: int


@dataclass(frozen=True)
class Root:
    """What stands under a root."""

    content: "Row"
    symbol: int


@dataclass(frozen=True)
class Item:
    """One part of a row, with what is raised behind it."""

    node: Sign | Fraction | Root
    raised: "Row | None" = None


@dataclass(frozen=True)
class Row:
    """Parts from left to right."""

    items: tuple[Item, ...] = ()


def latex_of(row: Row) -> str:
    r"""LaTeX without blanks: ``\frac{1}{2}``, ``\sqrt{5}``, ``2^{3}``."""
    return "".join(_item_latex(item) for item in row.items)


def symbols_in(row: Row) -> Iterator[int]:
    """The symbols in the order in which the LaTeX names them."""
    for item in row.items:
        node = item.node
        yield node.symbol
        if isinstance(node, Fraction):
            yield from symbols_in(node.top)
            yield from symbols_in(node.bottom)
        elif isinstance(node, Root):
            yield from symbols_in(node.content)
        if item.raised is not None:
            yield from symbols_in(item.raised)


def relabelled(row: Row, symbol: int, label: str) -> Row:
    """The same row with another label for one of its signs."""
    return Row(tuple(_relabelled_item(item, symbol, label) for item in row.items))


def _relabelled_item(item: Item, symbol: int, label: str) -> Item:
    node = item.node
    if isinstance(node, Fraction):
        node = Fraction(relabelled(node.top, symbol, label), relabelled(node.bottom, symbol, label), node.symbol)
    elif isinstance(node, Root):
        node = Root(relabelled(node.content, symbol, label), node.symbol)
    elif node.symbol == symbol:
        node = Sign(label, symbol)
    return Item(node, None if item.raised is None else relabelled(item.raised, symbol, label))


def _item_latex(item: Item) -> str:
    node = item.node
    if isinstance(node, Fraction):
        text = f"\\frac{{{latex_of(node.top)}}}{{{latex_of(node.bottom)}}}"
    elif isinstance(node, Root):
        text = f"\\sqrt{{{latex_of(node.content)}}}"
    else:
        text = node.label
    return text if item.raised is None else f"{text}^{{{latex_of(item.raised)}}}"
