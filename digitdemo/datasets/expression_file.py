"""Written calculations, and single symbols cut out of others, by many people, in one JSON file.

Layout: ``{"source", "units", "expressions": [{"writer": str, "latex": str, "strokes": [...], "symbols": [{"label": str,
"strokes": [index, ...]}]}], "symbols": [{"writer": str, "label": str, "strokes": [...]}]}``, each stroke a list of
[x, y], x to the right, y down; plain or gzipped. An expression's strokes are in writing order, pixels of a canvas of
900 by 320; of a single symbol the longer side is 1.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from digitdemo.datasets.stroke_file import WrittenSign, split_by_writer
from digitdemo.drawing.strokes import Stroke, as_strokes
from digitdemo.errors import DataError, DigitDemoError
from digitdemo.reading.strokes import bounding_box
from digitdemo.server_settings import VARIABLES

EXPRESSIONS_VARIABLE = VARIABLES["expressions"]
"""Names a file of written calculations in the environment."""

LICENCE = "CROHME 2016, University of Nantes and partners, CC BY-NC-SA 3.0"

OTHER = "other"
"""The label of a letter or sign that is in no calculation here."""

UNNAMED_WRITERS = frozenset({"MathBrush:?", "MfrDB:Unknown"})
"""Under these names stand many people: they can be learned from, but nobody knows who is judged with them."""


@dataclass(frozen=True)
class WrittenSymbol:
    """One symbol of an expression.

    Attributes:
        label: its LaTeX; a fraction bar's is ``-``.
        strokes: indices of the expression's strokes.
    """

    label: str
    strokes: tuple[int, ...]


@dataclass(frozen=True)
class WrittenExpression:
    """One calculation that a person wrote.

    Attributes:
        writer: who wrote it; unique within its source.
        latex: what it says, in one spelling, without blanks.
        strokes: in writing order, each (points, 2) float64, pixels of the canvas.
        symbols: which strokes belong together.
    """

    writer: str
    latex: str
    strokes: list[Stroke]
    symbols: tuple[WrittenSymbol, ...]

    def signs(self) -> list[WrittenSign]:
        """Its symbols, each cut out and moved into a writing square of its own."""
        return [
            WrittenSign(self.writer, symbol.label, into_square([self.strokes[index] for index in symbol.strokes]))
            for symbol in self.symbols
        ]


@dataclass(frozen=True)
class ExpressionFile:
    """What such a file holds."""

    expressions: list[WrittenExpression]
    symbols: list[WrittenSign]

    def signs(self) -> list[WrittenSign]:
        """Every symbol, single or cut out of an expression here."""
        return [*self.symbols, *(sign for expression in self.expressions for sign in expression.signs())]

    def left_out_people(self, share: float = 0.25, seed: int = 1) -> frozenset[str]:
        """Who is kept aside to judge with: a share of all who have a name, the same ones for the same seed."""
        people = sorted({str(sign.writer) for sign in self.signs()} - UNNAMED_WRITERS)
        chosen = np.random.default_rng(seed).permutation(people)[: int(len(people) * share)]
        return frozenset(map(str, chosen))

    def split(self, share: float = 0.25, seed: int = 1) -> tuple[list[WrittenSign], list[WrittenSign]]:
        """Symbols to learn from, and those by the people who are kept aside."""
        return split_by_writer(self.signs(), self.left_out_people(share, seed))


def load_expression_file(path: str | Path) -> ExpressionFile:
    """Read a file of written calculations.

    Raises:
        DataError: missing, no JSON, or not laid out as above.
    """
    try:
        raw = Path(path).read_bytes()
        content = json.loads(gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw)
        expressions = [_as_expression(entry) for entry in content["expressions"]]
        symbols = [
            WrittenSign(str(entry["writer"]), str(entry["label"]), into_square(as_strokes(entry["strokes"])))
            for entry in content["symbols"]
        ]
    except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, DigitDemoError) as error:
        raise DataError("data-no-expressions", path=str(path), reason=str(error)) from error
    return ExpressionFile(expressions, symbols)


NOT_DIGITS = frozenset({OTHER, "+", "=", r"\sqrt", r"\times", r"\div"})
"""Symbols to be told from digits; strokes and dots are left out, for a bare 1 looks like some of them."""


def not_digits_among(signs: Sequence[WrittenSign]) -> list[WrittenSign]:
    """Those that are surely no digit."""
    return [sign for sign in signs if sign.sign in NOT_DIGITS]


def digits_among(signs: Sequence[WrittenSign]) -> list[WrittenSign]:
    """Those that are one of the ten digits."""
    return [sign for sign in signs if len(sign.sign) == 1 and sign.sign in "0123456789"]


def into_square(strokes: Sequence[Stroke], share: float = 0.6) -> list[Stroke]:
    """Strokes in the writing square, 0..1: in its middle, their longer side this share of it."""
    low, high = bounding_box(strokes)
    scale = share / max(float((high - low).max()), 1e-9)
    return [(stroke - (low + high) / 2) * scale + 0.5 for stroke in strokes]


def _as_expression(entry: dict[str, Any]) -> WrittenExpression:
    strokes = as_strokes(entry["strokes"])
    symbols = tuple(
        WrittenSymbol(str(symbol["label"]), tuple(int(index) for index in symbol["strokes"]))
        for symbol in entry["symbols"]
    )
    if any(not 0 <= index < len(strokes) for symbol in symbols for index in symbol.strokes):
        raise IndexError("a symbol names a stroke that is not there")
    return WrittenExpression(str(entry["writer"]), str(entry["latex"]), strokes, symbols)
