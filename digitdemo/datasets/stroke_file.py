"""Drawings of many writers in one JSON file: digits, or letters to be turned away.

Layout: ``{"source", "units", "drawings": [{"writer": int, "digit": 0-9 or "letter": str, "strokes": [...]}]}``,
each stroke a list of [x, y],
x to the right, y down, the writing square 0..1; plain or gzipped.
"""

import gzip
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from digitdemo.drawing.strokes import Stroke, as_strokes
from digitdemo.errors import DataError, DrawingError
from digitdemo.server_settings import VARIABLES, server_settings

STROKES_VARIABLE = VARIABLES["strokes"]
"""Names a stroke file of digits in the environment."""

LETTERS_VARIABLE = VARIABLES["letters"]
"""Names a stroke file of letters in the environment."""

LICENCE = "DigiLeTs, Fabi, Otte, Wiese and Butz, github.com/CognitiveModeling/DigiLeTs"


@dataclass(frozen=True)
class WrittenSign:
    """One digit or letter that a person wrote.

    Attributes:
        writer: who wrote it; data are split by writer, never by drawing.
        sign: "0" to "9", a letter, or the LaTeX of another sign.
        strokes: each (points, 2) float64 in the writing square, 0..1.
    """

    writer: int | str
    sign: str
    strokes: list[Stroke]

    @property
    def digit(self) -> int:
        """The digit, for a sign that is one."""
        return int(self.sign)

    def on_canvas(self, side_px: float) -> list[Stroke]:
        """The strokes in pixels of a square canvas."""
        return [stroke * side_px for stroke in self.strokes]


def load_stroke_file(path: str | Path) -> list[WrittenSign]:
    """Read a stroke file.

    Raises:
        DataError: missing, no JSON, or not laid out as above.
    """
    try:
        raw = Path(path).read_bytes()
        text = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        return [_as_sign(entry) for entry in json.loads(text)["drawings"]]
    except (OSError, EOFError, ValueError, KeyError, TypeError, DrawingError) as error:
        raise DataError("data-no-strokes", path=str(path), reason=str(error)) from error


def split_by_writer(
    signs: Sequence[WrittenSign], left_out: Collection[int | str]
) -> tuple[list[WrittenSign], list[WrittenSign]]:
    """Those by all other writers, and those by the writers left out."""
    return (
        [sign for sign in signs if sign.writer not in left_out],
        [sign for sign in signs if sign.writer in left_out],
    )


def choose_writers(signs: Sequence[WrittenSign], count: int, seed: int) -> list[int]:
    """Choose writers to leave out: ``count`` of them, at random but the same ones for the same seed."""
    writers = sorted({sign.writer for sign in signs})
    chosen = np.random.default_rng(seed).permutation(writers)[:count]
    return sorted(int(writer) for writer in chosen)


def path_from_environment(variable: str) -> Path | None:
    """The file that a variable of the environment names, if it names one.

    Raises:
        DataError: it names a file that is not there.
    """
    setting = next(name for name, each in VARIABLES.items() if each == variable)
    named: Path | None = getattr(server_settings(), setting)
    if named is not None and not named.is_file():
        raise DataError("data-variable-names-none", variable=variable, path=str(named))
    return named


def _as_sign(entry: dict[str, Any]) -> WrittenSign:
    sign = str(entry["digit"] if "digit" in entry else entry["letter"])
    return WrittenSign(int(entry["writer"]), sign, as_strokes(entry["strokes"]))
