"""Signs of calculations that visitors put right by hand: drawings with their label, a small JSON part each."""

import json
import re
import secrets
import time
from dataclasses import dataclass

from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import DrawingError
from digitdemo.networks.task import SYMBOLS
from digitdemo.server_settings import server_settings
from digitdemo.storage.drawings import MAX_FILE_BYTES, drawing_from_json, drawing_to_json
from digitdemo.storage.store import Bundle, server_store

BUNDLE = "signs"
_ENDING = ".json"
_MAX_PERSON = 40
_NAME = re.compile(r"[0-9a-f]{8,40}")

_LEARNED_AS = {"\\cdot": ".", ":": "\\div"}
"""A dot that multiplies has a point's form: its place tells the two apart. Two dots divide, as with a bar between."""


@dataclass(frozen=True)
class LabelledSign:
    """A drawing and its sign.

    Attributes:
        name: its part's, without the ending.
        sign: one of ``SYMBOLS``.
        person: who put it right: a name without meaning, the same for one visitor.
        drawing: the strokes.
    """

    name: str
    sign: str
    person: str
    drawing: Drawing


def learned_as(label: str) -> str | None:
    """Which class of the networks for symbols a label belongs to; None for those that have none."""
    known = _LEARNED_AS.get(label, label)
    return known if known in SYMBOLS else None


def keep_sign(drawing: Drawing, label: str, person: str = "") -> LabelledSign:
    """Keep a drawing as an example of a sign.

    Raises:
        DrawingError: blank, a label that no network here tells apart, or too many are kept already.
    """
    sign = learned_as(label)
    if sign is None:
        raise DrawingError("drawing-label-no-sign", label=label)
    if drawing.visible().is_blank:
        raise DrawingError("drawing-blank-no-example")
    kept, most = list_signs(), server_settings()
    if len(kept) >= most.max_drawings:
        raise DrawingError("drawing-kept-full", kept=len(kept), most=most.max_drawings)
    person = person[:_MAX_PERSON]
    if person and sum(other.person == person for other in kept) >= most.max_drawings_a_person:
        raise DrawingError("drawing-kept-yours", most=most.max_drawings_a_person)
    new = LabelledSign(f"{time.time_ns():016x}{secrets.token_hex(2)}", sign, person, drawing)
    content = {"sign": sign, "person": person, "drawing": json.loads(drawing_to_json(drawing))}
    _kept().write(new.name + _ENDING, json.dumps(content))
    return new


def list_signs() -> list[LabelledSign]:
    """All of them, oldest first; files that cannot be read are left out."""
    kept = _kept()
    names = sorted(part.removesuffix(_ENDING) for part in kept.parts() if part.endswith(_ENDING))
    found = (_read(kept, name) for name in names if _NAME.fullmatch(name))
    return [sign for sign in found if sign is not None]


def delete_sign(name: str) -> None:
    """Take one away; nothing happens where somebody else has just done so."""
    if _NAME.fullmatch(name) and _kept().has(name + _ENDING):
        _kept().remove(name + _ENDING)


def _kept() -> Bundle:
    return Bundle(server_store(), BUNDLE)


def _read(kept: Bundle, name: str) -> LabelledSign | None:
    try:
        text = kept.read(name + _ENDING)
        if len(text) > MAX_FILE_BYTES:
            return None
        content = json.loads(text)
        sign, person = content["sign"], str(content.get("person", ""))[:_MAX_PERSON]
        drawing = drawing_from_json(json.dumps(content["drawing"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, DrawingError):
        return None  # one damaged file must not take the others away
    return LabelledSign(name, sign, person, drawing) if sign in SYMBOLS and not drawing.is_blank else None
