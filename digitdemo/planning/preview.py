"""Before anything is gathered: some of the pictures of a setting, and how many will be in each part; quick."""

from dataclasses import dataclass

import numpy as np

from digitdemo.datasets.handwriting import make_handwriting
from digitdemo.planning.gathering import (
    LOADERS,
    MADE_FOR_TEST,
    MNIST_TO_LEARN,
    MNIST_TO_TEST,
    SOURCES,
    TEST_SEED,
    Part,
    Source,
    choose,
    join,
    made,
    made_count,
    mnist_is_here,
    part_of,
    share_out,
    source_of,
    split_off,
    without_persons,
)
from digitdemo.planning.setting import Setting
from digitdemo.planning.signs import SIGN_CLASSES, count_signs, gather_signs
from digitdemo.storage.labelled import count_labelled, labelled_names, read_labelled

PREVIEWED_SIGNS = 90
PREVIEWED_DRAWINGS = 400
"""Of the labelled drawings so many are opened to show some: all of 20,000 would take seconds."""


@dataclass(frozen=True)
class SplitSizes:
    """How many pictures a setting learns from, is checked with after every epoch, and is tested with at the end."""

    learn: int
    check: int
    test: int


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
        return *share_out(made_count(setting), wanted), MADE_FOR_TEST
    if name == "mnist":
        return *share_out(MNIST_TO_LEARN, wanted), MNIST_TO_TEST
    if name in SIGN_CLASSES:
        return count_signs(name, wanted, setting.seed)
    source = _load_for_preview(name, setting)
    unopened = max(1.0, count_labelled() / PREVIEWED_DRAWINGS) if name == "drawings" else 1.0
    chosen, kept = split_off(source.pictures, max(1, round(wanted / unopened)), rng)
    learned, checked, tested = (round(len(part.digits) * unopened) for part in (chosen, kept, source.test))
    return learned, checked, tested


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
            parts.append(part_of(without_persons(images, digits), place))
            continue
        pictures = _load_for_preview(name, setting).pictures
        chosen = np.random.default_rng(setting.seed).permutation(len(pictures.digits))[:wanted]
        parts.append(part_of(choose(pictures, chosen), place))
    joined = join(parts)
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
                pictures = without_persons(*made(count, setting.handwriting, TEST_SEED))
            else:
                pictures = _load_for_preview(name, setting).test
            chosen = np.random.default_rng(setting.seed).permutation(len(pictures.digits))[:count]
            parts.append(part_of(choose(pictures, chosen), place))
    return join(parts)


def _load_for_preview(name: str, setting: Setting) -> Source:
    if name in SIGN_CLASSES:
        few = gather_signs(name, PREVIEWED_SIGNS, setting.seed, PREVIEWED_SIGNS)
        return Source(lambda: few.learn, lambda: few.test)
    if name != "drawings":
        return LOADERS[name](setting, None)
    names = labelled_names()
    some = np.random.default_rng(setting.seed).permutation(len(names))[:PREVIEWED_DRAWINGS]
    return source_of(read_labelled(names[place] for place in sorted(some))[0], setting.seed)
