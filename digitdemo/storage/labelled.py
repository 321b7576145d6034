"""Labelled drawings: what visitors drew and said which digit it was. One bundle of the store, a small JSON part each.

A part is a drawing's own JSON inside ``{"digit", "person", "drawn_at", "drawing"}``; an export is a zip of them.
"""

import io
import json
import re
import secrets
import threading
import time
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import ArchiveError, DrawingError
from digitdemo.server_settings import server_settings
from digitdemo.storage.archive import open_archive
from digitdemo.storage.drawings import MAX_FILE_BYTES, drawing_from_json, drawing_to_json
from digitdemo.storage.store import Bundle, server_store

BUNDLE = "drawings"
_ENDING = ".json"
MAX_NAME = 40
MAX_EXPORT_BYTES = 64 * 1024 * 1024
_NAME = re.compile(r"[0-9a-f]{8,40}")


@dataclass(frozen=True)
class LabelledDrawing:
    """A drawing and its digit.

    Attributes:
        name: its part's, without the ending.
        digit: 0 to 9.
        person: who drew it, as far as known: a name without meaning, the same for one visitor.
        drawing: the strokes.
    """

    name: str
    digit: int
    person: str
    drawing: Drawing


def _kept() -> Bundle:
    return Bundle(server_store(), BUNDLE)


def append_labelled(drawing: Drawing, digit: int, person: str = "") -> LabelledDrawing:
    """Keep a drawing as an example of a digit.

    Raises:
        DrawingError: blank, no digit, or too many are kept already, of this person or in all.
    """
    _check_usable(drawing)
    _check_room(1)
    person = str(person)[:MAX_NAME]
    if person and _INDEX.count_of(person) >= server_settings().max_drawings_a_person:
        most = server_settings().max_drawings_a_person
        raise DrawingError("drawing-kept-yours", most=most)
    name = f"{time.time_ns():016x}{secrets.token_hex(2)}"
    labelled = LabelledDrawing(name, _as_digit(digit), person, drawing)
    _kept().write(name + _ENDING, _to_json(labelled))
    return labelled


def count_labelled() -> int:
    """How many there are; damaged ones among them."""
    return len(_INDEX.names())


def labelled_names() -> list[str]:
    """Their names, oldest first; damaged ones among them."""
    return _INDEX.names()


def read_labelled(names: Iterable[str]) -> tuple[list[LabelledDrawing], list[str]]:
    """Those of these names that can be read, in the same order; and the names of those that cannot."""
    found, damaged = [], []
    for name in names:
        try:
            found.append(_from_json(name, _kept().read(name + _ENDING)))
        except FileNotFoundError:
            continue  # somebody has just deleted it
        except (OSError, DrawingError):
            damaged.append(name)  # one damaged file must not take the others away
    return found, damaged


def list_labelled() -> list[LabelledDrawing]:
    """All of them, oldest first; files that cannot be read are left out."""
    return read_labelled(labelled_names())[0]


def delete_damaged(names: Iterable[str]) -> None:
    """Remove files that cannot be read as drawings; others stay."""
    for name in read_labelled(names)[1]:
        _kept().remove(name + _ENDING)


def change_label(name: str, digit: int) -> None:
    """Say that a drawing is another digit.

    Raises:
        DrawingError: there is no such drawing, or no such digit.
    """
    old = _read(name)
    _kept().write(name + _ENDING, _to_json(LabelledDrawing(name, _as_digit(digit), old.person, old.drawing)))


def delete_labelled(name: str) -> LabelledDrawing:
    """Take a drawing away; what is returned can be put back with ``append_labelled``.

    Raises:
        DrawingError: there is no such drawing.
    """
    labelled = _read(name)
    _kept().remove(name + _ENDING)
    return labelled


def export_labelled() -> bytes:
    """All of them as a zip file's content."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for labelled in list_labelled():
            archive.writestr(f"{labelled.digit}/{labelled.name}.json", _to_json(labelled))
    return packed.getvalue()


@dataclass(frozen=True)
class Imported:
    """What came of an import.

    Attributes:
        new: drawings that were not here before.
        left_out: files that are no drawing of a digit, or a blank one.
    """

    new: int
    left_out: int


def import_labelled(content: bytes) -> Imported:
    """Take in an export; drawings that are here already are not doubled.

    Raises:
        DrawingError: no such zip, nothing in it that can be used, or too much.
    """
    try:
        with open_archive(
            content, max_files=server_settings().max_drawings_a_zip, max_unpacked_bytes=MAX_EXPORT_BYTES
        ) as archive:
            # Only the last part of a name is used: no entry can climb out of the folder.
            texts = {Path(path).stem: archive.read(path) for path in archive.sizes_bytes if path.endswith(".json")}
    except ArchiveError as error:
        raise DrawingError("drawing-none-in-file", reason=error) from error
    drawings, left_out = [], 0
    for name, text in texts.items():
        try:
            drawings.append(_from_json(name, text))
        except DrawingError:
            left_out += 1
    if texts and not drawings:
        raise DrawingError("drawing-none-in-zip")
    here = set(labelled_names())
    new = [labelled for labelled in drawings if labelled.name not in here]
    _check_room(len(new))
    for labelled in new:
        _kept().write(labelled.name + _ENDING, _to_json(labelled))
    return Imported(len(new), left_out)


def _check_room(new: int) -> None:
    kept, most = count_labelled(), server_settings().max_drawings
    if kept + new > most:
        raise DrawingError("drawing-kept-full", kept=kept, most=most)


def _check_usable(drawing: Drawing) -> None:
    """A drawing of which nothing can be seen can neither be shown nor learned from."""
    if drawing.visible().is_blank:
        raise DrawingError("drawing-blank-no-example")


class _Index:
    """The names of all drawings, and who drew which, read again only where one came or went."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._key: tuple[str, int] = ("", 0)
        self._names: list[str] = []
        self._persons: dict[str, str] = {}

    def names(self) -> list[str]:
        """Of the drawings, oldest first."""
        kept = _kept()
        with self._guard:
            key = (kept.place, kept.parts_version())
            if key != self._key:
                stems = (part.removesuffix(_ENDING) for part in kept.parts() if part.endswith(_ENDING))
                self._names = sorted(stem for stem in stems if _NAME.fullmatch(stem))
                self._key = key
            return list(self._names)

    def count_of(self, person: str) -> int:
        """How many of one person's are kept; each part is read once while this process lives."""
        names = self.names()
        with self._guard:
            self._persons = {name: self._persons[name] for name in names if name in self._persons}
            for name in names:
                if name not in self._persons:
                    self._persons[name] = _person_of(name)
            return sum(owner == person for owner in self._persons.values())


_INDEX = _Index()


def _person_of(name: str) -> str:
    try:
        return str(json.loads(_kept().read(name + _ENDING)).get("person", ""))[:MAX_NAME]
    except (OSError, ValueError, AttributeError, RecursionError):
        return ""


def _read(name: str) -> LabelledDrawing:
    if not _NAME.fullmatch(name) or not _kept().has(name + _ENDING):
        raise DrawingError("drawing-gone")
    return _from_json(name, _kept().read(name + _ENDING))


def _to_json(labelled: LabelledDrawing) -> str:
    content = {
        "digit": labelled.digit,
        "person": labelled.person,
        "drawing": json.loads(drawing_to_json(labelled.drawing)),
    }
    return json.dumps(content)


def _from_json(name: str, text: bytes) -> LabelledDrawing:
    if not _NAME.fullmatch(name) or len(text) > MAX_FILE_BYTES:
        raise DrawingError("drawing-not-labelled")
    try:
        content = json.loads(text)
        digit, person = _as_digit(content["digit"]), str(content.get("person", ""))[:MAX_NAME]
        drawing = drawing_from_json(json.dumps(content["drawing"]))
        _check_usable(drawing)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DrawingError("drawing-not-labelled") from error
    return LabelledDrawing(name, digit, person, drawing)


def _as_digit(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 9:
        raise DrawingError("drawing-label-no-digit")
    return value
