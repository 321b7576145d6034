"""Labelled drawings: what visitors drew and said which digit it was. One folder, a small JSON file each.

The file is a drawing's own JSON inside ``{"digit", "person", "drawn_at", "drawing"}``; an export is a zip of them.
"""

import io
import json
import re
import secrets
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from digitdemo.errors import DrawingError
from digitdemo.storage.drawings import MAX_FILE_BYTES, Drawing
from digitdemo.storage.files import write_aside
from digitdemo.storage.models import store_folder

FOLDER = "drawings"
MAX_LABELLED = 20_000
MAX_EXPORT_BYTES = 64 * 1024 * 1024
_NAME = re.compile(r"[0-9a-f]{8,40}")


@dataclass(frozen=True)
class LabelledDrawing:
    """A drawing and its digit.

    Attributes:
        name: its file's, without the ending.
        digit: 0 to 9.
        person: who drew it, as far as known: a name without meaning, the same for one visitor.
        drawing: the strokes.
    """

    name: str
    digit: int
    person: str
    drawing: Drawing


def labelled_folder() -> Path:
    """Where they lie."""
    return store_folder() / FOLDER


def append_labelled(drawing: Drawing, digit: int, person: str = "") -> LabelledDrawing:
    """Keep a drawing as an example of a digit.

    Raises:
        DrawingError: blank, no digit, or too many are kept already.
    """
    if drawing.is_blank:
        raise DrawingError("A blank drawing is no example of a digit.")
    folder = labelled_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if sum(1 for _ in folder.glob("*.json")) >= MAX_LABELLED:
        raise DrawingError(f"{MAX_LABELLED:,} drawings are kept already: delete some, or export and clear them.")
    name = f"{time.time_ns():016x}{secrets.token_hex(2)}"
    labelled = LabelledDrawing(name, _as_digit(digit), str(person)[:40], drawing)
    write_aside(folder / f"{name}.json", _to_json(labelled))
    return labelled


def list_labelled() -> list[LabelledDrawing]:
    """All of them, oldest first; files that cannot be read are left out."""
    found = []
    for path in sorted(labelled_folder().glob("*.json")):
        try:
            found.append(_from_json(path.stem, path.read_bytes()))
        except (OSError, DrawingError):
            continue  # one damaged file must not take the others away
    return found


def change_label(name: str, digit: int) -> None:
    """Say that a drawing is another digit.

    Raises:
        DrawingError: there is no such drawing, or no such digit.
    """
    path = _path_of(name)
    old = _from_json(name, path.read_bytes())
    write_aside(path, _to_json(LabelledDrawing(name, _as_digit(digit), old.person, old.drawing)))


def delete_labelled(name: str) -> LabelledDrawing:
    """Take a drawing away; what is returned can be put back with ``append_labelled``.

    Raises:
        DrawingError: there is no such drawing.
    """
    path = _path_of(name)
    labelled = _from_json(name, path.read_bytes())
    path.unlink()
    return labelled


def export_labelled() -> bytes:
    """All of them as a zip file's content."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for labelled in list_labelled():
            archive.writestr(f"{labelled.digit}/{labelled.name}.json", _to_json(labelled))
    return packed.getvalue()


def import_labelled(content: bytes) -> int:
    """Take in an export; drawings that are here already are not doubled.

    Returns:
        How many are new.

    Raises:
        DrawingError: no such zip, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.endswith(".json")]
            if len(entries) > MAX_LABELLED or sum(entry.file_size for entry in entries) > MAX_EXPORT_BYTES:
                raise DrawingError(f"An export may hold at most {MAX_LABELLED:,} drawings and 64 MB.")
            # Only the last part of a name is used: no entry can climb out of the folder.
            texts = [(Path(entry.filename).stem, archive.read(entry)) for entry in entries]
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise DrawingError("This file is no zip of drawings that was exported here.") from error
    drawings = [_from_json(name, text) for name, text in texts]
    folder = labelled_folder()
    folder.mkdir(parents=True, exist_ok=True)
    new = [labelled for labelled in drawings if not (folder / f"{labelled.name}.json").exists()]
    for labelled in new:
        write_aside(folder / f"{labelled.name}.json", _to_json(labelled))
    return len(new)


def _path_of(name: str) -> Path:
    path = labelled_folder() / f"{name}.json"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise DrawingError("This drawing is not there any more.")
    return path


def _to_json(labelled: LabelledDrawing) -> str:
    content = {
        "digit": labelled.digit,
        "person": labelled.person,
        "drawing": json.loads(labelled.drawing.to_json()),
    }
    return json.dumps(content)


def _from_json(name: str, text: bytes) -> LabelledDrawing:
    if not _NAME.fullmatch(name) or len(text) > MAX_FILE_BYTES:
        raise DrawingError("This is not a labelled drawing.")
    try:
        content = json.loads(text)
        digit, person = _as_digit(content["digit"]), str(content.get("person", ""))[:40]
        drawing = Drawing.from_json(json.dumps(content["drawing"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DrawingError("This is not a labelled drawing.") from error
    return LabelledDrawing(name, digit, person, drawing)


def _as_digit(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 9:
        raise DrawingError("A label must be a digit from 0 to 9.")
    return value
