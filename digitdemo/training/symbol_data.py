"""What the network for symbols is trained on: signs by people, digits, and groups of strokes that are no sign."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from digitdemo.datasets.augmentation import ANOTHER_HAND, Augmentation, picture_of_strokes, vary_strokes
from digitdemo.datasets.expression_file import OTHER, UNNAMED_WRITERS, ExpressionFile, WrittenExpression
from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.drawing.strokes import Stroke
from digitdemo.networks.task import SYMBOLS
from digitdemo.reading.preprocessing import PEN_WIDTH_IN_BOX_PX

Examples = tuple[np.ndarray, np.ndarray]
"""(count, 28, 28, 1) uint8 pictures, 0 paper to 255 ink, and (count, classes) float32 probabilities to learn."""

CLASSES = SYMBOLS
"""What the network tells apart, in the order of its outputs."""

VARIATIONS: Augmentation = replace(ANOTHER_HAND, turn_deg=6, shear=0.12, stray=0.0)
"""Stray dots would make another sign of a line or a pair of lines."""

NARROW: Augmentation = Augmentation(turn_deg=4, scale=0.1, shear=0.08, elastic_px=0.25, loose=0.15, tremor_px=0.08)
"""For the last epochs: wide variations teach what a sign may look like, narrow ones what it mostly looks like."""

NARROW_FROM = 0.7
"""Of all epochs: where the narrow variations begin."""

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
    """

    learned: ExpressionFile
    judged: ExpressionFile
    digits: list[WrittenSign]
    learned_writers: list[str]
    judged_writers: list[str]


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
    """Makes epochs' examples, each sign varied anew; other processes can take it along."""

    def __init__(self, data: SymbolData, counts: Sequence[int], epochs: int) -> None:
        """Say how many signs, digits and groups that are no sign make an epoch."""
        signs, digits, no_signs = counts
        self._epochs = epochs
        self._symbols = all_signs(data.learned)
        self._shares = sampling_shares([sign.sign for sign in self._symbols])
        self._expressions = [entry for entry in data.learned.expressions if len(entry.strokes) > 2]
        self._digits = data.digits
        self._signs, self._digit_count = signs, digits if data.digits else 0
        self._no_signs = no_signs if self._expressions else 0

    def __call__(self, epoch: int, rng: np.random.Generator) -> Examples:
        """One epoch's pictures and targets, in random order; epochs count from 0."""
        chosen = [self._symbols[i] for i in rng.choice(len(self._symbols), self._signs, p=self._shares)]
        drawings: list[Sequence[Stroke]] = [sign.strokes for sign in chosen]
        labels = [sign.sign for sign in chosen]
        for index in rng.integers(max(1, len(self._digits)), size=self._digit_count):
            drawings.append(self._digits[index].strokes)
            labels.append(self._digits[index].sign)
        for index in rng.integers(max(1, len(self._expressions)), size=self._no_signs):
            drawings.append(wrong_group(self._expressions[index], rng))
            labels.append(OTHER)
        how = VARIATIONS if epoch < NARROW_FROM * self._epochs else NARROW
        return as_examples(drawings, labels, how, rng)


def as_examples(
    drawings: Sequence[Sequence[Stroke]], labels: Sequence[str], how: Augmentation, rng: np.random.Generator
) -> Examples:
    """Vary drawings, draw them and shuffle them."""
    pens = np.exp(rng.uniform(np.log(1.6), np.log(4.0), len(drawings)))
    pens[rng.random(len(drawings)) < 0.6] = PEN_WIDTH_IN_BOX_PX  # strokes are always redrawn with this one to be read
    pictures = np.stack(
        [
            picture_of_strokes(vary_strokes(strokes, how, rng), float(pen))
            for strokes, pen in zip(drawings, pens, strict=True)
        ]
    )
    targets = np.eye(len(CLASSES), dtype=np.float32)[[CLASSES.index(label) for label in labels]]
    order = rng.permutation(len(labels))
    return pictures[order, ..., None], targets[order]


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
