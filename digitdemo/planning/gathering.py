"""The pictures of a setting: gathered from its sources, split into learning, checking and testing."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from digitdemo.datasets.augmentation import picture_of_strokes
from digitdemo.datasets.handwriting import Handwriting, make_handwriting
from digitdemo.datasets.mnist import find_mnist, load_mnist
from digitdemo.datasets.picture_folder import PictureSet, blank_set, load_picture_set
from digitdemo.errors import BlankDrawingError, DataError, SettingError
from digitdemo.planning.setting import Setting
from digitdemo.reading.preprocessing import PEN_WIDTH_IN_BOX_PX
from digitdemo.storage.labelled import LabelledDrawing, count_labelled, labelled_names, list_labelled, read_labelled

SOURCES = ("synthetic", "mnist", "drawings", "pictures")
CHECK_SHARE = 0.1
MAX_CHECK = 2000
"""More would cost time after every epoch and tell hardly more: ±0.5 % at 98 %."""

PREVIEWED_DRAWINGS = 400
"""Of the labelled drawings so many are opened to show some: all of 20,000 would take seconds."""

MADE_FOR_TEST = 2000
MNIST_TO_LEARN, MNIST_TO_TEST = 60_000, 10_000
TEST_SEED = 10_000_019


@dataclass(frozen=True)
class Part:
    """One part of a split.

    Attributes:
        images: (count, 28, 28) uint8, 0 paper to 255 ink.
        digits: (count,) uint8.
        persons: (count,) int32, -1 where not known.
        sources: (count,) uint8, places in ``SOURCES``.
    """

    images: np.ndarray
    digits: np.ndarray
    persons: np.ndarray
    sources: np.ndarray

    def __len__(self) -> int:
        return len(self.digits)


@dataclass(frozen=True)
class SplitSizes:
    """How many pictures a setting learns from, is checked with after every epoch, and is tested with at the end."""

    learn: int
    check: int
    test: int


@dataclass(frozen=True)
class _Source:
    """Pictures of one source: those to learn and check with, and those kept aside to test with; made when asked for."""

    make_pictures: Callable[[], PictureSet]
    make_test: Callable[[], PictureSet]

    @property
    def pictures(self) -> PictureSet:
        return self.make_pictures()

    @property
    def test(self) -> PictureSet:
        return self.make_test()


def gather(setting: Setting, mnist_path: Path | None = None) -> tuple[Part, Part]:
    """Gather what a run learns from, and what it is checked with after every epoch; always the same for a setting.

    Args:
        mnist_path: where MNIST lies, if the environment and Keras's cache do not know it.

    Raises:
        DataError: a source is not there.
        SettingError: too little is left to learn from.
    """
    learn, check = [], []
    for place, name in enumerate(SOURCES):
        wanted = getattr(setting, name)
        if wanted:
            rng = np.random.default_rng([setting.seed, place])
            chosen, kept = _split_off(_LOADERS[name](setting, mnist_path).pictures, wanted, rng)
            learn.append(_part(chosen, place))
            check.append(_part(kept, place))
    to_learn, to_check = _join(learn), _join(check)
    if len(to_learn) < 10 or not len(to_check):
        raise SettingError(f"{len(to_learn)} pictures are too few to learn from and to check with: take more.")
    return to_learn, to_check


def gather_test(setting: Setting, mnist_path: Path | None = None) -> Part:
    """Gather what a run is tested with at the end; none of it is learned from.

    Raises:
        DataError: a source is not there.
        SettingError: there is nothing to test with.
    """
    parts = []
    for place, name in enumerate(SOURCES):
        if setting.test == name or (setting.test == "same kind" and getattr(setting, name)):
            parts.append(_part(_LOADERS[name](setting, mnist_path).test, place))
    test = _join(parts)
    if not len(test):
        raise SettingError("There is nothing to test with: choose another test.")
    return test


def split_sizes(setting: Setting) -> SplitSizes:
    """How the pictures of a setting will be shared out; nothing is made or downloaded for it.

    Of very many labelled drawings only some are opened, and the numbers are then about right.

    Raises:
        DataError: a source is not there.
    """
    learn = check = test = 0
    for place, name in enumerate(SOURCES):
        wanted, is_test = getattr(setting, name), setting.test == name
        if not wanted and not is_test:
            continue
        learned, checked, tested = _sizes_of(name, setting, np.random.default_rng([setting.seed, place]))
        if wanted:
            learn, check = learn + learned, check + checked
        if is_test or setting.test == "same kind":
            test += tested
    return SplitSizes(learn, check, test)


def _sizes_of(name: str, setting: Setting, rng: np.random.Generator) -> tuple[int, int, int]:
    wanted = getattr(setting, name)
    if name == "synthetic":
        return *_share_out(_made_count(setting), wanted), MADE_FOR_TEST
    if name == "mnist":
        return *_share_out(MNIST_TO_LEARN, wanted), MNIST_TO_TEST
    source = _load_for_preview(name, setting)
    unopened = max(1.0, count_labelled() / PREVIEWED_DRAWINGS) if name == "drawings" else 1.0
    chosen, kept = _split_off(source.pictures, max(1, round(wanted / unopened)), rng)
    learned, checked, tested = (round(len(part.digits) * unopened) for part in (chosen, kept, source.test))
    return learned, checked, tested


def differs_in_kind(setting: Setting) -> bool:
    """True where the test is of another kind than what is learned from."""
    if setting.test == "same kind":
        return False
    learned = {name for name in SOURCES if getattr(setting, name)}
    return learned != {setting.test}


def mnist_is_here() -> bool:
    """True if MNIST need not be downloaded."""
    try:
        return find_mnist() is not None
    except DataError:
        return False


def preview(setting: Setting, count: int = 30) -> Part:
    """A few pictures that the setting would learn from, before they are varied; quick, nothing is downloaded."""
    total = max(setting.training_pictures, 1)
    parts = []
    for place, name in enumerate(SOURCES):
        wanted = min(getattr(setting, name), -(-count * getattr(setting, name) // total))
        if not wanted or (name == "mnist" and not mnist_is_here()):
            continue
        if name == "synthetic":
            images, digits = make_handwriting(wanted, setting.handwriting, np.random.default_rng(setting.seed))
            parts.append(_part(_without_persons(images, digits), place))
            continue
        pictures = _load_for_preview(name, setting).pictures
        chosen = np.random.default_rng(setting.seed).permutation(len(pictures.digits))[:wanted]
        parts.append(_part(_choose(pictures, chosen), place))
    joined = _join(parts)
    order = np.argsort(joined.digits, kind="stable")
    return Part(joined.images[order], joined.digits[order], joined.persons[order], joined.sources[order])


def preview_test(setting: Setting, count: int = 15) -> Part:
    """A few of the pictures that the setting would be tested with."""
    parts = []
    for place, name in enumerate(SOURCES):
        if setting.test == name or (setting.test == "same kind" and getattr(setting, name)):
            if name == "mnist" and not mnist_is_here():
                continue
            if name == "synthetic":
                pictures = _without_persons(*_made(count, setting.handwriting, TEST_SEED))
            else:
                pictures = _load_for_preview(name, setting).test
            chosen = np.random.default_rng(setting.seed).permutation(len(pictures.digits))[:count]
            parts.append(_part(_choose(pictures, chosen), place))
    return _join(parts)


def _load_synthetic(setting: Setting, _: Path | None) -> _Source:
    count = _made_count(setting)
    # The test's seed does not depend on the setting's: runs with other seeds are tested with the same digits.
    return _Source(
        lambda: _without_persons(*_made(count, setting.handwriting, setting.seed)),
        lambda: _without_persons(*_made(MADE_FOR_TEST, setting.handwriting, TEST_SEED)),
    )


def _made_count(setting: Setting) -> int:
    return setting.synthetic + min(MAX_CHECK, int(setting.synthetic * CHECK_SHARE) + 1)


@lru_cache(maxsize=2)
def _made(count: int, how: Handwriting, seed: int) -> tuple[np.ndarray, np.ndarray]:
    return make_handwriting(count, how, np.random.default_rng([seed, 100]))


def _load_mnist(setting: Setting, path: Path | None) -> _Source:
    found = path or find_mnist()
    if found is None:
        raise DataError("MNIST is not here and could not be downloaded. Choose synthetic handwriting instead.")
    mnist = load_mnist(found)
    learn = _without_persons(mnist.train_images, mnist.train_digits)
    return _Source(lambda: learn, lambda: _without_persons(mnist.test_images, mnist.test_digits))


def _load_for_preview(name: str, setting: Setting) -> _Source:
    if name != "drawings":
        return _LOADERS[name](setting, None)
    names = labelled_names()
    some = np.random.default_rng(setting.seed).permutation(len(names))[:PREVIEWED_DRAWINGS]
    return _source_of(read_labelled(names[place] for place in sorted(some))[0], setting.seed)


def _load_drawings(setting: Setting, _: Path | None) -> _Source:
    return _source_of(list_labelled(), setting.seed)


def _source_of(drawings: Sequence[LabelledDrawing], seed: int) -> _Source:
    images, digits, people = [], [], []
    names: dict[str, int] = {}
    for labelled in drawings:
        try:
            images.append(picture_of_strokes(labelled.drawing.strokes, PEN_WIDTH_IN_BOX_PX))
        except BlankDrawingError:
            continue
        digits.append(labelled.digit)
        people.append(names.setdefault(labelled.person, len(names)))
    if len(images) < 10:
        raise DataError(
            f"There are {len(images)} labelled drawings; 10 are needed. Draw digits and say which they are."
        )
    everything = PictureSet(np.stack(images), np.array(digits, np.uint8), np.array(people, np.int32))
    return _with_test(everything, seed)


def _load_pictures(setting: Setting, _: Path | None) -> _Source:
    return _with_test(load_picture_set(setting.picture_set, saturated=setting.saturate), setting.seed)


_LOADERS: dict[str, Callable[[Setting, Path | None], _Source]] = {
    "synthetic": _load_synthetic,
    "mnist": _load_mnist,
    "drawings": _load_drawings,
    "pictures": _load_pictures,
}


def _with_test(everything: PictureSet, seed: int) -> _Source:
    rng = np.random.default_rng([seed, 200])
    rest, test = _split_off(everything, len(everything.digits), rng, share=0.2, most=10_000)
    return _Source(lambda: rest, lambda: test)


def _split_off(
    pictures: PictureSet, wanted: int, rng: np.random.Generator, share: float = CHECK_SHARE, most: int = MAX_CHECK
) -> tuple[PictureSet, PictureSet]:
    """``wanted`` pictures to learn from, others to check with; by person wherever there are two or more persons.

    Where there are not enough for both, the wanted ones are shared out.
    """
    count = len(pictures.digits)
    learn_count, aside = _share_out(count, wanted, share, most)
    persons = np.unique(pictures.persons)
    if len(persons) >= 2:
        is_aside = np.zeros(count, bool)
        for person in _by_lot(pictures, persons, rng)[: len(persons) - 1]:
            if is_aside.sum() >= aside:
                break
            is_aside |= pictures.persons == person
        learn, check = rng.permutation(np.flatnonzero(~is_aside)), np.flatnonzero(is_aside)
        return _choose(pictures, learn[:wanted]), _choose(pictures, check)
    order = rng.permutation(count)
    return _choose(pictures, order[:learn_count]), _choose(pictures, order[learn_count : learn_count + aside])


def _share_out(count: int, wanted: int, share: float = CHECK_SHARE, most: int = MAX_CHECK) -> tuple[int, int]:
    """How many of ``count`` pictures by nobody known are learned from, and how many are kept to check with."""
    aside = max(1, min(most, int(min(wanted, count) * share)))
    return min(wanted, count - aside), aside


def _by_lot(pictures: PictureSet, persons: np.ndarray, rng: np.random.Generator) -> list[int]:
    """Persons in an order drawn by lot.

    Each one's lot is made of what they wrote: whoever joins or leaves changes no other's, and so a network that is
    trained again without somebody differs by them and not by a new draw.
    """
    salt = rng.bytes(16)

    def lot(person: int) -> bytes:
        return hashlib.sha256(salt + pictures.images[pictures.persons == person].tobytes()).digest()

    return sorted(persons.tolist(), key=lot)


def _choose(pictures: PictureSet, places: np.ndarray) -> PictureSet:
    return PictureSet(pictures.images[places], pictures.digits[places], pictures.persons[places])


def _without_persons(images: np.ndarray, digits: np.ndarray) -> PictureSet:
    return PictureSet(images, digits, np.full(len(digits), -1, np.int32))


def _part(pictures: PictureSet, place: int) -> Part:
    # Persons of different sources are different persons.
    persons = np.where(pictures.persons >= 0, pictures.persons + 1000 * place, -1).astype(np.int32)
    return Part(pictures.images, pictures.digits, persons, np.full(len(persons), place, np.uint8))


def _join(parts: list[Part]) -> Part:
    nothing = _part(blank_set(), 0)
    fields = ("images", "digits", "persons", "sources")
    return Part(*(np.concatenate([getattr(part, name) for part in [nothing, *parts]]) for name in fields))
