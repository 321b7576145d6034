"""Pictures laid out ``<person>/<digit>/*.png``, as github.com/kensanata/numbers lays them, in a folder or a zip.

They are kept as one part ``<name>.npz`` of the store's bundle ``pictures``, with ``images`` (n, 28, 28) uint8,
``digits`` (n,) uint8 and ``persons`` (n,) int32, prepared as on the Draw page; and the same, saturated first.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from digitdemo.errors import ArchiveError, BlankDrawingError, DataError, PictureError
from digitdemo.reading.pictures import size_from_header
from digitdemo.reading.preprocessing import FIELD_PX, prepare_picture
from digitdemo.storage.archive import open_archive
from digitdemo.storage.store import Bundle, server_store

BUNDLE = "pictures"
_ENDING = ".npz"
MAX_PICTURES = 60_000
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
MAX_PICTURE_BYTES = 4 * 1024 * 1024
MAX_SIDE_PX = 4000
MAX_PIXELS_IN_ALL = 400_000_000
"""Of all pictures of a set: 60,000 of 80 by 80, half a minute's work."""

CLASS_PREFIX = "class-"
"""Begins the names of sets that belong to a class: nobody else finds them in a list."""

_ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
_SATURATION = 3.0


@dataclass(frozen=True)
class PictureSet:
    """Pictures of digits by several people.

    Attributes:
        images: (count, 28, 28) uint8, 0 paper to 255 ink.
        digits: (count,) uint8.
        persons: (count,) int32: who wrote each; numbers without meaning.
        left_out: files that could not be used.
        names: what each person's folder is called, by their number; empty where nobody shall be named.
    """

    images: np.ndarray
    digits: np.ndarray
    persons: np.ndarray
    left_out: int = 0
    names: tuple[str, ...] = ()


def picture_sets() -> list[str]:
    """Names of the imported sets; those of classes are their own business."""
    return sorted(name for name in _all_names() if not name.startswith(CLASS_PREFIX))


def _kept() -> Bundle:
    return Bundle(server_store(), BUNDLE)


def _all_names() -> list[str]:
    return [part.removesuffix(_ENDING) for part in _kept().parts() if part.endswith(_ENDING)]


def keep_pictures(name: str, pictures: PictureSet) -> None:
    """Keep prepared pictures as a set of this name, in the place of an older one.

    Raises:
        StoreError: nothing can be kept now.
    """
    _write(name, pictures, pictures.images)


def forget_sets_of_a_class(name: str) -> None:
    """Delete a class's set, and those made of it, whose names begin with its own.

    Raises:
        StoreError: one cannot be deleted now.
    """
    begins = _safe(name)
    _kept().remove(*(found + _ENDING for found in sorted(_all_names()) if found.startswith(begins)))


def import_zip(name: str, content: bytes) -> PictureSet:
    """Take in a zip file; nothing of it is unpacked to disk.

    Raises:
        DataError: no zip, too large, or not laid out so.
    """
    try:
        with open_archive(content, max_files=MAX_PICTURES, max_unpacked_bytes=MAX_UNPACKED_BYTES) as archive:
            sizes = archive.sizes_bytes.items()
            return _keep(name, ((path, archive.read(path)) for path, size in sizes if size <= MAX_PICTURE_BYTES))
    except ArchiveError as error:
        raise DataError("data-zip-unreadable", reason=error) from error


def load_picture_set(name: str, *, saturated: bool = False) -> PictureSet:
    """Read an imported set.

    Raises:
        DataError: there is none of that name.
    """
    try:
        content = io.BytesIO(_kept().read(_safe(name) + _ENDING))
        with np.load(content, allow_pickle=False) as arrays:
            images = arrays["saturated" if saturated else "images"]
            names = tuple(map(str, arrays["names"])) if "names" in arrays else ()  # sets of older versions have none
            return PictureSet(images, arrays["digits"], arrays["persons"], names=names)
    except (OSError, ValueError, KeyError) as error:
        raise DataError("data-no-such-pictures", name=name[:60]) from error


def saturate(picture: np.ndarray) -> np.ndarray:
    """The course author's filter: push greys to black or white, so that compression leaves no dirt around a line.

    Args:
        picture: (height, width) uint8.
    """
    return np.clip((picture.astype(np.float32) - 127.5) * _SATURATION + 127.5, 0, 255).astype(np.uint8)


def _keep(name: str, files: Iterable[tuple[str, bytes]]) -> PictureSet:
    images, saturated, digits, persons, left_out = [], [], [], [], 0
    numbers: dict[str, int] = {}
    pixels_left = MAX_PIXELS_IN_ALL
    for person, digit, content in _labelled(files):
        picture = _decode(content, pixels_left)
        pixels_left -= 0 if picture is None else picture.size
        try:
            if picture is None:
                raise PictureError("not a picture")
            plain = prepare_picture(picture).steps[-1].picture
            sharp = prepare_picture(saturate(picture)).steps[-1].picture
        except (PictureError, BlankDrawingError):
            left_out += 1
            continue
        images.append(plain)
        saturated.append(sharp)
        digits.append(digit)
        persons.append(numbers.setdefault(person, len(numbers)))
    if len(images) < 10:
        raise DataError("data-folder-layout")
    people = np.array(persons, np.int32)
    kept = PictureSet(np.stack(images), np.array(digits, np.uint8), people, left_out, _names_of(list(numbers)))
    _write(name, kept, np.stack(saturated))
    return kept


def _names_of(folders: list[str]) -> tuple[str, ...]:
    """The last part of each person's path, or the whole one where two persons' last parts are the same."""
    last = [folder.rsplit("/", 1)[-1] for folder in folders]
    return tuple(short if last.count(short) == 1 else folder for short, folder in zip(last, folders, strict=True))


def _write(name: str, pictures: PictureSet, saturated: np.ndarray) -> None:
    arrays = {
        "images": pictures.images,
        "saturated": saturated,
        "digits": pictures.digits,
        "persons": pictures.persons,
        "names": np.array(pictures.names, np.str_),
    }
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]  # its stubs take the switch for an array's name
    _kept().write(_safe(name) + _ENDING, packed.getvalue())


def _labelled(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, int, bytes]]:
    """(person, digit, content) of each file whose last two folders are a person and a digit."""
    for path, content in files:
        parts = path.replace("\\", "/").split("/")
        if len(parts) < 3 or not path.lower().endswith(_ENDINGS) or parts[-1].startswith("."):
            continue
        if len(parts[-2]) == 1 and parts[-2] in "0123456789":
            yield "/".join(parts[:-2]), int(parts[-2]), content


def _decode(content: bytes, max_pixels: int) -> np.ndarray | None:
    """(height, width) uint8, or None where it is no picture of a bearable size, which its header says."""
    try:
        width, height = size_from_header(content)
        if not 4 <= min(width, height) <= max(width, height) <= MAX_SIDE_PX or width * height > max_pixels:
            return None
        return cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    except (PictureError, cv2.error):
        return None


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:40] or "pictures"


def blank_set() -> PictureSet:
    """A set without pictures."""
    return PictureSet(np.empty((0, FIELD_PX, FIELD_PX), np.uint8), np.empty(0, np.uint8), np.empty(0, np.int32))
