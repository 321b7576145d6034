"""What a network is trained on: MNIST and other people's strokes, split by writer, varied anew for every epoch.

No Keras: other processes make epochs too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from digitdemo.datasets.augmentation import picture_of_strokes, vary_ink, vary_pictures, vary_strokes
from digitdemo.datasets.expression_file import ExpressionFile, digits_among, not_digits_among
from digitdemo.datasets.handwriting import Handwriting, write_strokes
from digitdemo.datasets.mnist import Mnist
from digitdemo.datasets.not_digits import KINDS, make_not_digits
from digitdemo.datasets.stroke_file import WrittenSign, choose_writers, split_by_writer
from digitdemo.drawing.strokes import Stroke
from digitdemo.networks.task import CLASSES
from digitdemo.reading.preprocessing import PEN_WIDTH_IN_BOX_PX
from digitdemo.training.recipe import Recipe

Examples = tuple[np.ndarray, np.ndarray]
"""(count, 28, 28, 1) uint8 pictures, 0 paper to 255 ink, and (count, 10) float32 probabilities to learn."""

_NOT_DIGITS = (*KINDS, "overlay")  # the hardest to tell from a digit twice as often


@dataclass(frozen=True)
class TrainingData:
    """What was found to train on and to check with; no writer is on both sides.

    Attributes:
        mnist: its training part is learned, its test part only ever measured.
        digits: drawn by the writers to learn from.
        letters: by the same writers, to be told from digits; may be empty.
        left_out_digits: drawn by the writers left out.
        left_out_letters: by the writers left out.
        strangers: digits by other people on other devices, none of whom is learned from; may be empty.
        left_out_people: who they are.
    """

    mnist: Mnist
    digits: list[WrittenSign]
    letters: list[WrittenSign]
    left_out_digits: list[WrittenSign]
    left_out_letters: list[WrittenSign]
    strangers: list[WrittenSign] = field(default_factory=list)
    left_out_people: list[str] = field(default_factory=list)

    @property
    def left_out_writers(self) -> list[int]:
        """Who was left out."""
        return sorted({int(sign.writer) for sign in self.left_out_digits})


def split_data(
    mnist: Mnist, digits: Sequence[WrittenSign], letters: Sequence[WrittenSign], left_out: int, seed: int
) -> TrainingData:
    """Leave out some writers, with their digits and their letters."""
    writers = choose_writers(digits, left_out, seed)
    return leave_out(mnist, digits, letters, writers)


def leave_out(
    mnist: Mnist, digits: Sequence[WrittenSign], letters: Sequence[WrittenSign], writers: Sequence[int]
) -> TrainingData:
    """Leave out these writers, with their digits and their letters."""
    learned_digits, left_out_digits = split_by_writer(digits, set(writers))
    learned_letters, left_out_letters = split_by_writer(letters, set(writers))
    return TrainingData(mnist, learned_digits, learned_letters, left_out_digits, left_out_letters)


def with_more_hands(data: TrainingData, written: ExpressionFile) -> TrainingData:
    """Learn from those who wrote calculations too; a quarter of them is kept aside, as strangers."""
    learned, aside = written.split()
    return replace(
        data,
        digits=[*data.digits * _OWN_HANDS_WEIGHT, *digits_among(learned)],
        letters=[*data.letters, *not_digits_among(learned)],
        left_out_letters=[*data.left_out_letters, *not_digits_among(aside)],
        strangers=digits_among(aside),
        left_out_people=sorted(written.left_out_people()),
    )


_OWN_HANDS_WEIGHT = 2
"""Those of the first collection count twice: it has 1,500 digits to learn from, the other five times as many."""


def make_epoch(data: TrainingData, recipe: Recipe, epoch: int, rng: np.random.Generator) -> Examples:
    """Make one epoch's examples: every picture varied anew, in random order; all epochs of a recipe are alike."""
    mnist_pictures, mnist_digits = _some_of_mnist(data.mnist, recipe, rng)
    pictures, digits = [mnist_pictures], [mnist_digits]
    drawings: list[Sequence[Stroke]] = []
    if recipe.drawn_digits and data.digits:
        chosen = [data.digits[index] for index in rng.integers(len(data.digits), size=recipe.drawn_digits)]
        drawings += [sign.strokes for sign in chosen]
        digits.append(np.array([sign.digit for sign in chosen]))
    if recipe.made_digits:
        made = rng.integers(CLASSES, size=recipe.made_digits)
        drawings += write_strokes(made, Handwriting(), rng)
        digits.append(made)
    not_digits: list[Sequence[Stroke]] = []
    if recipe.letters and data.letters:
        chosen = [data.letters[index] for index in rng.integers(len(data.letters), size=recipe.letters)]
        not_digits += [sign.strokes for sign in chosen]
    if recipe.made_not_digits and data.digits:
        not_digits += make_not_digits(recipe.made_not_digits, data.digits, rng, _NOT_DIGITS)
    if drawings or not_digits:
        pictures.append(_varied_drawings([*drawings, *not_digits], recipe, rng))
    targets = np.concatenate([targets_for(np.concatenate(digits), recipe.label_smoothing), _uniform(len(not_digits))])
    order = rng.permutation(len(targets))
    return np.concatenate(pictures)[order, ..., None], targets[order]


def targets_for(digits: np.ndarray, label_smoothing: float = 0.0) -> np.ndarray:
    """(count,) digits -> (count, 10) float32: one, less what smoothing spreads evenly over all ten."""
    one_hot = np.eye(CLASSES, dtype=np.float32)[digits]
    return one_hot * np.float32(1 - label_smoothing) + np.float32(label_smoothing / CLASSES)


def _uniform(count: int) -> np.ndarray:
    """What a network should say of something that is no digit: each as likely as the others."""
    return np.full((count, CLASSES), 1 / CLASSES, np.float32)


def _some_of_mnist(mnist: Mnist, recipe: Recipe, rng: np.random.Generator) -> Examples:
    chosen = rng.permutation(len(mnist.train_images))[: recipe.mnist_digits]
    pictures, digits = mnist.train_images[chosen], mnist.train_digits[chosen]
    if recipe.vary_mnist is not None:
        pictures = vary_ink(vary_pictures(pictures, recipe.vary_mnist, rng), recipe.vary_ink_share / 2, rng)
    return pictures, digits


def _varied_drawings(drawings: Sequence[Sequence[Stroke]], recipe: Recipe, rng: np.random.Generator) -> np.ndarray:
    thinnest, thickest = np.log(recipe.pen_widths_px)
    widths = np.exp(rng.uniform(thinnest, thickest, len(drawings)))
    # A good part as strokes are redrawn for reading, the others as pictures come, with any pen.
    widths[rng.random(len(drawings)) < recipe.one_pen_share] = PEN_WIDTH_IN_BOX_PX
    pictures = [
        picture_of_strokes(vary_strokes(strokes, recipe.vary_strokes, rng), float(width))
        for strokes, width in zip(drawings, widths, strict=True)
    ]
    return vary_ink(np.stack(pictures), recipe.vary_ink_share, rng)
