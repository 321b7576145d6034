"""The pictures of a setting: gathered from its sources, split into learning, checking and testing."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from digitdemo.datasets.augmentation import picture_of_strokes
from digitdemo.datasets.handwriting import Handwriting, make_handwriting
from digitdemo.datasets.mnist import find_mnist, load_mnist
from digitdemo.datasets.picture_folder import PictureSet, blank_set, load_picture_set
from digitdemo.errors import BlankDrawingError, DataError, SettingError
from digitdemo.planning.setting import Setting
from digitdemo.planning.signs import SIGN_CLASSES, gather_signs
from digitdemo.reading.preprocessing import PEN_WIDTH_IN_BOX_PX
from digitdemo.storage.labelled import LabelledDrawing, list_labelled

SOURCES = ("synthetic", "mnist", "drawings", "pictures", "symbols", "letters")
CHECK_SHARE = 0.1
MAX_CHECK = 2000
"""More would cost time after every epoch and tell hardly more: ±0.5 % at 98 %."""

PERSONS_A_SOURCE = 1000
"""Numbers of persons: those of the second source begin here, and so on."""

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
        names: what persons are called, by their number, as far as they may be named.
    """

    images: np.ndarray
    digits: np.ndarray
    persons: np.ndarray
    sources: np.ndarray
    names: Mapping[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.digits)


@dataclass(frozen=True)
class Source:
    """Pictures of one source: those to learn and check with, and those kept aside to test with; made when asked for."""

    make_pictures: Callable[[], PictureSet]
    make_test: Callable[[], PictureSet]

    @property
    def pictures(self) -> PictureSet:
        """Those to learn and check with."""
        return self.make_pictures()

    @property
    def test(self) -> PictureSet:
        """Those to test with."""
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
            chosen, kept = _learn_and_check(name, setting, mnist_path, rng)
            learn.append(part_of(chosen, place))
            check.append(part_of(kept, place))
    to_learn, to_check = join(learn), join(check)
    if len(to_learn) < 10 or not len(to_check):
        raise SettingError("setting-too-few", count=len(to_learn))
    return to_learn, to_check


def _learn_and_check(
    name: str, setting: Setting, mnist_path: Path | None, rng: np.random.Generator
) -> tuple[PictureSet, PictureSet]:
    wanted = getattr(setting, name)
    if name in SIGN_CLASSES:
        signs = gather_signs(name, wanted, setting.seed)
        return signs.learn, signs.check
    return split_off(LOADERS[name](setting, mnist_path).pictures, wanted, rng)


def gather_test(setting: Setting, mnist_path: Path | None = None) -> Part:
    """Gather what a run is tested with at the end; none of it is learned from.

    Raises:
        DataError: a source is not there.
        SettingError: there is nothing to test with.
    """
    parts = []
    for place, name in enumerate(SOURCES):
        if setting.test == name or (setting.test == "same kind" and getattr(setting, name)):
            parts.append(part_of(LOADERS[name](setting, mnist_path).test, place))
    test = join(parts)
    if not len(test):
        raise SettingError("setting-no-test")
    return test


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


def _load_synthetic(setting: Setting, _: Path | None) -> Source:
    count = made_count(setting)
    # The test's seed does not depend on the setting's: runs with other seeds are tested with the same digits.
    return Source(
        lambda: without_persons(*made(count, setting.handwriting, setting.seed)),
        lambda: without_persons(*made(MADE_FOR_TEST, setting.handwriting, TEST_SEED)),
    )


def made_count(setting: Setting) -> int:
    """How many digits are made: those to learn from, and a tenth more to check with."""
    return setting.synthetic + min(MAX_CHECK, int(setting.synthetic * CHECK_SHARE) + 1)


@lru_cache(maxsize=2)
def made(count: int, how: Handwriting, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Made digits and what they are; the last two lots are remembered."""
    return make_handwriting(count, how, np.random.default_rng([seed, 100]))


def _load_mnist(setting: Setting, path: Path | None) -> Source:
    found = path or find_mnist()
    if found is None:
        raise DataError("setting-no-mnist")
    mnist = load_mnist(found)
    learn = without_persons(mnist.train_images, mnist.train_digits)
    return Source(lambda: learn, lambda: without_persons(mnist.test_images, mnist.test_digits))


def _load_drawings(setting: Setting, _: Path | None) -> Source:
    return source_of(list_labelled(), setting.seed)


def source_of(drawings: Sequence[LabelledDrawing], seed: int) -> Source:
    """Labelled drawings as a source.

    Raises:
        DataError: they are too few.
    """
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
        raise DataError("setting-few-drawings", count=len(images))
    everything = PictureSet(np.stack(images), np.array(digits, np.uint8), np.array(people, np.int32))
    return _with_test(everything, seed)


def _load_pictures(setting: Setting, _: Path | None) -> Source:
    return _with_test(load_picture_set(setting.picture_set, saturated=setting.saturate), setting.seed)


def _load_signs(name: str, setting: Setting) -> Source:
    signs = gather_signs(name, getattr(setting, name), setting.seed)
    return Source(lambda: signs.learn, lambda: signs.test)


LOADERS: dict[str, Callable[[Setting, Path | None], Source]] = {
    "synthetic": _load_synthetic,
    "mnist": _load_mnist,
    "drawings": _load_drawings,
    "pictures": _load_pictures,
    "symbols": lambda setting, _: _load_signs("symbols", setting),
    "letters": lambda setting, _: _load_signs("letters", setting),
}


def _with_test(everything: PictureSet, seed: int) -> Source:
    rng = np.random.default_rng([seed, 200])
    rest, test = split_off(everything, len(everything.digits), rng, share=0.2, most=10_000)
    return Source(lambda: rest, lambda: test)


def split_off(
    pictures: PictureSet, wanted: int, rng: np.random.Generator, share: float = CHECK_SHARE, most: int = MAX_CHECK
) -> tuple[PictureSet, PictureSet]:
    """``wanted`` pictures to learn from, others to check with; by person wherever there are two or more persons.

    Where there are not enough for both, the wanted ones are shared out.
    """
    count = len(pictures.digits)
    learn_count, aside = share_out(count, wanted, share, most)
    persons = np.unique(pictures.persons)
    if len(persons) >= 2:
        is_aside = np.zeros(count, bool)
        for person in _by_lot(pictures, persons, rng)[: len(persons) - 1]:
            if is_aside.sum() >= aside:
                break
            is_aside |= pictures.persons == person
        learn, check = rng.permutation(np.flatnonzero(~is_aside)), np.flatnonzero(is_aside)
        return choose(pictures, learn[:wanted]), choose(pictures, check)
    order = rng.permutation(count)
    return choose(pictures, order[:learn_count]), choose(pictures, order[learn_count : learn_count + aside])


def share_out(count: int, wanted: int, share: float = CHECK_SHARE, most: int = MAX_CHECK) -> tuple[int, int]:
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


def choose(pictures: PictureSet, places: np.ndarray) -> PictureSet:
    """Some pictures of a set, by their places."""
    return PictureSet(pictures.images[places], pictures.digits[places], pictures.persons[places], names=pictures.names)


def without_persons(images: np.ndarray, digits: np.ndarray) -> PictureSet:
    """A set of which nobody knows who wrote it."""
    return PictureSet(images, digits, np.full(len(digits), -1, np.int32))


def part_of(pictures: PictureSet, place: int) -> Part:
    """A set as a part of a split; ``place`` is its source's in ``SOURCES``."""
    # Persons of different sources are different persons.
    first = PERSONS_A_SOURCE * place
    persons = np.where(pictures.persons >= 0, pictures.persons + first, -1).astype(np.int32)
    names = {first + number: name for number, name in enumerate(pictures.names)}
    return Part(pictures.images, pictures.digits, persons, np.full(len(persons), place, np.uint8), names)


def join(parts: list[Part]) -> Part:
    """Parts of several sources as one."""
    nothing = part_of(blank_set(), 0)
    images, digits, persons, sources = (
        np.concatenate([getattr(part, name) for part in [nothing, *parts]])
        for name in ("images", "digits", "persons", "sources")
    )
    names = {number: name for part in parts for number, name in part.names.items()}
    return Part(images, digits, persons, sources, names)
