"""What the network for symbols is trained on: signs by people, digits, and groups of strokes that are no sign."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np

from digitdemo.calculating.grouping import find_candidates, usual_height_px
from digitdemo.calculating.stroke_pairs import pair_features, same_sign_log_odds
from digitdemo.datasets.augmentation import (
    ANOTHER_HAND,
    GENTLE,
    Augmentation,
    picture_of_strokes,
    vary_pictures,
    vary_strokes,
)
from digitdemo.datasets.expression_file import OTHER, UNNAMED_WRITERS, ExpressionFile, WrittenExpression
from digitdemo.datasets.handwriting import Handwriting, write_strokes
from digitdemo.datasets.mnist import Mnist
from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.drawing.strokes import Stroke
from digitdemo.networks.task import SYMBOLS
from digitdemo.reading.preprocessing import PEN_WIDTH_IN_BOX_PX

Examples = tuple[np.ndarray, np.ndarray]
"""(count, 28, 28, 1) float32 in [0, 1] pictures, and (count, classes) float32 probabilities to learn."""

CLASSES = SYMBOLS
"""What the network tells apart, in the order of its outputs."""

VARIATIONS: Augmentation = replace(ANOTHER_HAND, turn_deg=6, shear=0.12, stray=0.0)
"""Stray dots would make another sign of a line or a pair of lines."""

NARROW: Augmentation = Augmentation(turn_deg=4, scale=0.1, shear=0.08, elastic_px=0.25, loose=0.15, tremor_px=0.08)
"""For the last epochs: wide variations teach what a sign may look like, narrow ones what it mostly looks like."""

NARROW_FROM = 0.7
"""Of all epochs: where the narrow variations begin."""

_RANDOM_GROUPS = 0.25
"""Of the groups that are no sign: any strokes in a row; the others are those that reading has to choose from."""

_MAX_STRANGE_STROKES = 4
_FREQUENCY_POWER = 0.5  # between as often as written (1) and equally often (0)


@dataclass(frozen=True)
class SymbolData:
    """What is learned from, and what is judged; no writer is on both sides.

    Attributes:
        learned: calculations and single signs to learn from.
        judged: the same by the writers left out.
        digits: drawn on a tablet by yet other people; learned from.
        learned_writers: of the calculations.
        judged_writers: of the calculations.
        mnist: learned from, its training part only; may be missing.
    """

    learned: ExpressionFile
    judged: ExpressionFile
    digits: list[WrittenSign]
    learned_writers: list[str]
    judged_writers: list[str]
    mnist: Mnist | None = None


@dataclass(frozen=True)
class EpochCounts:
    """How many examples of each kind make an epoch.

    Attributes:
        signs: written by people, single or cut out of calculations.
        digits: drawn on a tablet by yet other people.
        no_signs: groups of strokes that are no sign.
        mnist: digits of MNIST's training part.
        made: digits of made-up hands.
    """

    signs: int = 19_000
    digits: int = 2_500
    no_signs: int = 5_000
    mnist: int = 3_000
    made: int = 1_500

    def times(self, size: float) -> "EpochCounts":
        """The same mixture, larger or smaller."""
        return EpochCounts(*(round(count * size) for count in astuple(self)))


def all_signs(written: ExpressionFile) -> list[WrittenSign]:
    """Single signs, and those of the calculations."""
    return [sign for sign in written.signs() if sign.sign in CLASSES]


def split_writers(written: ExpressionFile, judged_share: float, seed: int) -> tuple[list[str], list[str]]:
    """Deal the writers out: those to learn from, and a share of those with calculations to judge with.

    Nobody knows how many people a source that names none stands for; all of them are learned from.
    """
    named = sorted({entry.writer for entry in written.expressions} - UNNAMED_WRITERS)
    order = np.random.default_rng(seed).permutation(len(named))
    judged = sorted(named[index] for index in order[: round(judged_share * len(named))])
    everyone = {str(sign.writer) for sign in written.signs()}
    return sorted(everyone - set(judged)), judged


def written_by(written: ExpressionFile, writers: Collection[str]) -> ExpressionFile:
    """What these writers wrote."""
    return ExpressionFile(
        [expression for expression in written.expressions if expression.writer in writers],
        [sign for sign in written.symbols if sign.writer in writers],
    )


class EpochMaker:
    """Makes one epoch's examples after the other, each sign varied anew."""

    def __init__(self, data: SymbolData, counts: EpochCounts, pair_weights: np.ndarray, epochs: int, seed: int) -> None:
        """Say how much of what makes an epoch; the weights say which groups of strokes reading would try."""
        self._counts, self._epochs, self._made = counts, epochs, 0
        self._symbols = all_signs(data.learned)
        self._shares = sampling_shares([sign.sign for sign in self._symbols])
        self._expressions = [entry for entry in data.learned.expressions if len(entry.strokes) > 2]
        self._wrong = [group for entry in self._expressions for group in wrong_candidates(entry, pair_weights)]
        self._digits, self._mnist = data.digits, data.mnist
        self._rng = np.random.default_rng(seed)

    def make(self) -> Examples:
        """One epoch's pictures and targets, in random order."""
        rng = self._rng
        chosen = [self._symbols[i] for i in rng.choice(len(self._symbols), self._counts.signs, p=self._shares)]
        if self._digits:
            chosen += [self._digits[i] for i in rng.integers(len(self._digits), size=self._counts.digits)]
        drawings: list[Sequence[Stroke]] = [sign.strokes for sign in chosen]
        labels = [sign.sign for sign in chosen]
        made = rng.integers(10, size=self._counts.made)
        drawings += write_strokes(made, Handwriting(), rng)
        labels += map(str, made)
        no_signs = self._no_signs()
        drawings += no_signs
        labels += [OTHER] * len(no_signs)
        self._made += 1
        how = VARIATIONS if self._made <= NARROW_FROM * self._epochs else NARROW
        pictures, targets = as_examples(drawings, labels, how, rng)
        if self._mnist is not None and self._counts.mnist:
            more, digits = self._some_of_mnist(self._mnist)
            pictures, targets = np.concatenate([pictures, more]), np.concatenate([targets, digits])
        order = rng.permutation(len(targets))
        return pictures[order], targets[order]

    def _no_signs(self) -> list[Sequence[Stroke]]:
        rng = self._rng
        if not self._expressions:
            return []
        at_random = round(_RANDOM_GROUPS * self._counts.no_signs) if self._wrong else self._counts.no_signs
        groups: list[Sequence[Stroke]] = [
            wrong_group(self._expressions[index], rng) for index in rng.integers(len(self._expressions), size=at_random)
        ]
        if self._wrong:
            tried = rng.integers(len(self._wrong), size=self._counts.no_signs - at_random)
            groups += [self._wrong[index] for index in tried]
        return groups

    def _some_of_mnist(self, mnist: Mnist) -> Examples:
        chosen = self._rng.integers(len(mnist.train_digits), size=self._counts.mnist)
        pictures = vary_pictures(mnist.train_images[chosen], GENTLE, self._rng)
        targets = np.eye(len(CLASSES), dtype=np.float32)[mnist.train_digits[chosen]]
        return pictures[..., None].astype(np.float32) / np.float32(255), targets


def as_examples(
    drawings: Sequence[Sequence[Stroke]], labels: Sequence[str], how: Augmentation, rng: np.random.Generator
) -> Examples:
    """Vary drawings and draw them."""
    pens = np.exp(rng.uniform(np.log(1.6), np.log(4.0), len(drawings)))
    pens[rng.random(len(drawings)) < 0.6] = PEN_WIDTH_IN_BOX_PX  # strokes are always redrawn with this one to be read
    pictures = np.stack(
        [
            picture_of_strokes(vary_strokes(strokes, how, rng), float(pen))
            for strokes, pen in zip(drawings, pens, strict=True)
        ]
    )
    targets = np.eye(len(CLASSES), dtype=np.float32)[[CLASSES.index(label) for label in labels]]
    return pictures[..., None].astype(np.float32) / np.float32(255), targets


def wrong_candidates(expression: WrittenExpression, pair_weights: np.ndarray) -> list[list[Stroke]]:
    """The groups of strokes that reading would try and that are no sign: parts of one, or parts of several."""
    odds = same_sign_log_odds(pair_features(expression.strokes, usual_height_px(expression.strokes)), pair_weights)
    signs = {tuple(sorted(symbol.strokes)) for symbol in expression.symbols}
    return [[expression.strokes[index] for index in group] for group in find_candidates(odds) if group not in signs]


def wrong_group(expression: WrittenExpression, rng: np.random.Generator) -> list[Stroke]:
    """Strokes that follow each other in a calculation but are no sign: parts of two signs or more."""
    of_stroke = {index: number for number, symbol in enumerate(expression.symbols) for index in symbol.strokes}
    count = len(expression.strokes)
    for _ in range(50):
        length = int(rng.integers(2, min(_MAX_STRANGE_STROKES, count) + 1))
        first = int(rng.integers(0, count - length + 1))
        group = range(first, first + length)
        if len({of_stroke.get(index, -1) for index in group}) > 1:
            return [expression.strokes[index] for index in group]
    return list(expression.strokes)


def sampling_shares(labels: Sequence[str]) -> np.ndarray:
    """(count,) how likely each sign is to be taken: rare labels more often than they were written."""
    counts = Counter(labels)
    weights = np.array([counts[label] ** (_FREQUENCY_POWER - 1) for label in labels])
    return weights / weights.sum()
