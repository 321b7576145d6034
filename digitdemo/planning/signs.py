"""Signs of calculations and letters, as people wrote them: which of them a run learns from, checks and is tested with.

Split by person: nobody stands on two sides. Each class comes as often as any other, as far as there are enough of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from digitdemo.datasets.augmentation import picture_of_strokes
from digitdemo.datasets.expression_file import EXPRESSIONS_VARIABLE, UNNAMED_WRITERS, load_expression_file
from digitdemo.datasets.picture_folder import PictureSet
from digitdemo.datasets.stroke_file import LETTERS_VARIABLE, WrittenSign, load_stroke_file, path_from_environment
from digitdemo.errors import BlankDrawingError, DataError
from digitdemo.networks.task import LETTERS, SYMBOLS
from digitdemo.reading.preprocessing import FIELD_PX, PEN_WIDTH_IN_BOX_PX
from digitdemo.storage.labelled_signs import list_signs

SIGN_CLASSES = {"symbols": SYMBOLS, "letters": LETTERS}
"""What the network tells apart that learns from each of these sources."""

_VARIABLES = {"symbols": EXPRESSIONS_VARIABLE, "letters": LETTERS_VARIABLE}
_TEST_SHARE, _CHECK_SHARE = 0.2, 0.1
"""Of the people."""
MOST_TESTED = 2000
MOST_CHECKED = 1000


@dataclass(frozen=True)
class Signs:
    """The three parts, each of other people; labels are places among the classes."""

    learn: PictureSet
    check: PictureSet
    test: PictureSet


def signs_are_here(source: str) -> bool:
    """True where a file of them is named."""
    try:
        return path_from_environment(_VARIABLES[source]) is not None
    except DataError:
        return False


def gather_signs(source: str, wanted: int, seed: int, most: int = MOST_TESTED) -> Signs:
    """Draw the pictures of a source.

    Args:
        source: ``symbols`` or ``letters``.
        wanted: how many to learn from; of symbols, those that visitors put right are among them, half at most.
        seed: deals the people out, and chooses among what they wrote.
        most: to test with; a tenth of the people check the learning, with half as many at most.

    Raises:
        DataError: no file is named, or it cannot be used.
    """
    signs = _drawn(source, *_file_of(source), wanted, seed, most)
    return replace(signs, learn=_with_kept(signs.learn, wanted)) if source == "symbols" else signs


def count_signs(source: str, wanted: int, seed: int) -> tuple[int, int, int]:
    """How many ``gather_signs`` would give to learn from, to check and to test with; nothing is drawn.

    Raises:
        DataError: no file is named, or it cannot be used.
    """
    learn, check, test = map(len, _dealt(source, *_file_of(source), seed))
    if source == "symbols":
        learn += min(len(list_signs()), wanted // 2)
    return min(wanted, learn), min(MOST_CHECKED, check), min(MOST_TESTED, test)


def _file_of(source: str) -> tuple[Path, int]:
    """The file, and a number that changes with it."""
    path = path_from_environment(_VARIABLES[source])
    if path is None:
        raise DataError("signs-no-symbols" if source == "symbols" else "signs-no-letters", variable=_VARIABLES[source])
    return path, path.stat().st_mtime_ns


@lru_cache(maxsize=2)
def _dealt(source: str, path: Path, _version: int, seed: int) -> tuple[list[WrittenSign], ...]:
    """What people wrote: to learn from, to check and to test with, by different people."""
    written = load_expression_file(path).signs() if source == "symbols" else load_stroke_file(path)
    usable = [sign for sign in written if sign.sign in SIGN_CLASSES[source] and sign.writer not in UNNAMED_WRITERS]
    people = sorted({str(sign.writer) for sign in usable})
    if len(people) < 3:
        raise DataError("signs-too-few-people", people=len(people))
    dealt = [people[place] for place in np.random.default_rng([seed, 300]).permutation(len(people))]
    tested, checked = (max(1, round(share * len(people))) for share in (_TEST_SHARE, _CHECK_SHARE))
    parts = (dealt[tested + checked :], dealt[tested : tested + checked], dealt[:tested])
    return tuple([sign for sign in usable if str(sign.writer) in set(part)] for part in parts)


@lru_cache(maxsize=4)
def _drawn(source: str, path: Path, version: int, wanted: int, seed: int, most: int) -> Signs:
    dealt = _dealt(source, path, version, seed)
    people = sorted({str(sign.writer) for part in dealt for sign in part})
    number_of = {person: number for number, person in enumerate(people)}
    rng = np.random.default_rng([seed, 301])
    learn, check, test = (
        _pictures(part, count, SIGN_CLASSES[source], number_of, rng)
        for part, count in zip(dealt, (wanted, min(most // 2, MOST_CHECKED), most), strict=True)
    )
    return Signs(learn, check, test)


def _with_kept(learn: PictureSet, wanted: int) -> PictureSet:
    """What visitors put right on Calculate, the newest first, and of the file's what there is room for beside it."""
    kept = list_signs()[::-1][: wanted // 2]
    if not kept:
        return learn
    images = np.stack([picture_of_strokes(sign.drawing.strokes, PEN_WIDTH_IN_BOX_PX) for sign in kept])
    labels = np.array([SYMBOLS.index(sign.sign) for sign in kept], np.uint8)
    rest = max(0, wanted - len(kept))
    return PictureSet(
        np.concatenate([images, learn.images[:rest]]),
        np.concatenate([labels, learn.digits[:rest]]),
        np.concatenate([np.full(len(kept), -1, np.int32), learn.persons[:rest]]),
    )


def _pictures(
    signs: Sequence[WrittenSign],
    wanted: int,
    classes: Sequence[str],
    number_of: dict[str, int],
    rng: np.random.Generator,
) -> PictureSet:
    places = {name: place for place, name in enumerate(classes)}
    labels = np.array([places[sign.sign] for sign in signs], np.uint8)
    images, kept = [], []
    for index in evenly(labels, wanted, rng):
        try:
            images.append(picture_of_strokes(signs[index].strokes, PEN_WIDTH_IN_BOX_PX))
        except BlankDrawingError:
            continue
        kept.append(index)
    persons = np.array([number_of[str(signs[index].writer)] for index in kept], np.int32)
    drawn = np.stack(images) if images else np.zeros((0, FIELD_PX, FIELD_PX), np.uint8)
    return PictureSet(drawn, labels[kept], persons)


def evenly(labels: np.ndarray, wanted: int, rng: np.random.Generator) -> np.ndarray:
    """Places of ``wanted`` examples at most, of every class as many as of any other while there are some left.

    Args:
        labels: (count,) int.
    """
    order = rng.permutation(len(labels))
    shuffled = labels[order]
    rank = np.zeros(len(labels), int)
    for label in np.unique(labels):
        own = np.flatnonzero(shuffled == label)
        rank[own] = np.arange(len(own))
    return order[np.argsort(rank, kind="stable")][:wanted]
