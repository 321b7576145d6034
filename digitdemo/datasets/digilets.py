"""DigiLeTs from its public home: what people wrote on a pen tablet, made into two stroke files.

One text file a writer. Two lines a sign: the points, each ``x y pressure pen_down time`` and all in one line, then
which of the 62 signs it is, one-hot; five times each sign, 0 to 9, a to z, A to Z. ``pen_down`` is 1 on a stroke's
first point. x to the right, y up, the writing square 0..1 (github.com/CognitiveModeling/DigiLeTs, README).
"""

import gzip
import json
import os
import re
import string
import urllib.request
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from digitdemo.errors import DataError

DIGITS_FILE = "drawn-digits.json.gz"
LETTERS_FILE = "drawn-letters.json.gz"

COMMIT = "2829370fa1707b142473b1f671cbfabe5e30f26e"
LIST_ADDRESS = (
    "https://api.github.com/repos/CognitiveModeling/DigiLeTs/contents/data/preprocessed/complete?ref=" + COMMIT
)

WRITERS = frozenset(
    [5, 8, 10, 18, 20, 22, 26, 32, 33, 36, 38, 40, 45, 54, 55, 57, 64, 65, 66, 69, 72, 74, 75, 76, 78, 81, 82, 84]
    + [91, 92, 93, 95, 96, 98, 104, 105, 106, 111]
)
"""The writers that the shipped network is made with; the other 39 are kept for judging it and are never fetched."""

LETTERS = "AEHKMNRWXehkmnruvwx"
"""Letters that nobody takes for a digit: no O, I, S, Z, B, g, q, …"""

_SIGNS = string.digits + string.ascii_lowercase + string.ascii_uppercase
_FILE_NAME = re.compile(r"^(\d{3})-[a-z]-\d+-(?:left|right)_[\d-]+_preprocessed$")
_NUMBERS_A_POINT = 5
_TIMEOUT_S = 30
_MAX_BYTES = 20_000_000  # a writer's file has about one million


def download_digilets(
    folder: Path,
    *,
    list_address: str = LIST_ADDRESS,
    writers: Collection[int] = WRITERS,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Path, Path]:
    """Fetch the writers' files and write ``DIGITS_FILE`` and ``LETTERS_FILE``.

    Args:
        folder: where the two files go; made if it is not there.
        list_address: of a JSON list of ``{"name", "download_url"}``, as GitHub gives a folder's contents.
        progress: called with the number of writers fetched and to fetch.

    Raises:
        DataError: something cannot be fetched, is missing, or is laid out otherwise.
    """
    addresses = _addresses(list_address, writers)
    drawings: list[dict[str, Any]] = []
    for done, writer in enumerate(sorted(addresses)):
        progress(done, len(addresses))
        drawings += parse_writer(writer, _fetch(addresses[writer]).decode("ascii", "replace"))
    progress(len(addresses), len(addresses))
    digits = [drawing for drawing in drawings if "digit" in drawing]
    letters = [drawing for drawing in drawings if drawing.get("letter", "0") in LETTERS]
    folder.mkdir(parents=True, exist_ok=True)
    return _write(folder / DIGITS_FILE, digits, writers), _write(folder / LETTERS_FILE, letters, writers)


def parse_writer(writer: int, text: str) -> list[dict[str, Any]]:
    """Read one writer's file: drawings as a stroke file has them, y turned to point down.

    Raises:
        DataError: lines that are not laid out as described.
    """
    lines = text.splitlines()
    try:
        return [
            _drawing(writer, points, label) for points, label in zip(lines[::2], lines[1::2], strict=True) if points
        ]
    except (ValueError, IndexError) as error:
        raise DataError("data-digilets-writer", writer=f"{writer:03d}", reason=str(error)) from error


def _drawing(writer: int, points_line: str, label_line: str) -> dict[str, Any]:
    sign = _SIGNS[[float(value) for value in label_line.split()].index(1.0)]
    numbers = [float(value) for value in points_line.split()]
    if len(numbers) % _NUMBERS_A_POINT:
        raise ValueError(f"{len(numbers)} numbers are not a whole number of points")
    strokes: list[list[list[float]]] = []
    for start in range(0, len(numbers), _NUMBERS_A_POINT):
        x, y, _, pen_down, _ = numbers[start : start + _NUMBERS_A_POINT]
        if pen_down == 1 or not strokes:
            strokes.append([])
        strokes[-1].append([round(x, 4), round(1 - y, 4)])
    kind: dict[str, Any] = {"digit": int(sign)} if sign.isdigit() else {"letter": sign}
    return {"writer": writer, **kind, "strokes": strokes}


def _addresses(list_address: str, writers: Collection[int]) -> dict[int, str]:
    try:
        entries = [(str(entry["name"]), str(entry["download_url"])) for entry in json.loads(_fetch(list_address))]
    except (ValueError, KeyError, TypeError) as error:
        raise DataError("data-no-file-list", address=list_address, reason=str(error)) from error
    found = {int(match[1]): address for name, address in entries if (match := _FILE_NAME.match(name))}
    missing = sorted(set(writers) - found.keys())
    if missing:
        raise DataError("data-writers-missing", address=list_address, writers=str(missing))
    return {writer: found[writer] for writer in writers}


def _fetch(address: str) -> bytes:
    if not address.startswith(("https://", "http://127.0.0.1:")):
        raise DataError("data-no-web-address", address=address)
    try:
        with urllib.request.urlopen(address, timeout=_TIMEOUT_S) as answer:
            content: bytes = answer.read(_MAX_BYTES + 1)
    except OSError as error:
        raise DataError("data-cannot-be-fetched", address=address, reason=str(error)) from error
    if len(content) > _MAX_BYTES:
        raise DataError("data-too-large", address=address, megabytes=_MAX_BYTES // 1_000_000)
    return content


def _write(path: Path, drawings: list[dict[str, Any]], writers: Collection[int]) -> Path:
    content = {
        "source": f"DigiLeTs, github.com/CognitiveModeling/DigiLeTs, data/preprocessed/complete, commit {COMMIT}",
        "units": "x right, y down; the writing square is 0..1, strokes may leave it",
        "writers": sorted(writers),
        "drawings": drawings,
    }
    aside = path.with_name(f".{path.name}.{os.getpid()}.aside")
    aside.write_bytes(gzip.compress(json.dumps(content).encode(), mtime=0))
    os.replace(aside, path)
    return path
