"""What a stored network is worth, measured the way people meet it: through the recogniser. No TensorFlow."""

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np

from digitdemo.datasets.mnist import Mnist
from digitdemo.datasets.not_digits import KINDS, make_not_digits
from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.drawing.strokes import Stroke
from digitdemo.reading.recognizer import Reading, Recognizer
from digitdemo.reading.strokes import draw

CANVAS_PX = 280
PENS_PX = (10, 18, 26)
TURN_DEG = 30
_SHAPES_A_KIND = 100
_SEED = 3


@dataclass(frozen=True)
class Answers:
    """What a network made of signs whose truth is known.

    Attributes:
        truths: (count,) int digits; -1 where no digit was drawn.
        probabilities: (count, 10) float32.
        said: (count,) int; -1 where the network would not say.
        inputs: (count, 28, 28) float32: what the network saw.
        elapsed_ms: (count,) preparation and network.
    """

    truths: np.ndarray
    probabilities: np.ndarray
    said: np.ndarray
    inputs: np.ndarray
    elapsed_ms: np.ndarray

    @property
    def accuracy(self) -> float:
        """Share whose most probable digit is the true one, said or not."""
        return float((self.probabilities.argmax(axis=1) == self.truths).mean())

    @property
    def turned_away(self) -> float:
        """Share of which the network would not say a digit."""
        return float((self.said < 0).mean())

    @property
    def answered_right(self) -> float:
        """Of those of which it said a digit, the share that is right."""
        answered = self.said >= 0
        return float((self.said == self.truths)[answered].mean()) if answered.any() else 1.0


@dataclass(frozen=True)
class Measures:
    """All figures of one network.

    Attributes:
        by_name: answers by what was read: ``mnist_test``, ``mnist_test_pictures``, ``strokes_18``, ``pictures_18``,
            ``turned_30``, ``letters``, ``scribble``, ...; only what there were data for.
    """

    by_name: dict[str, Answers] = field(default_factory=dict)

    def joined(self, *prefixes: str) -> Answers | None:
        """All answers whose names begin so, as one; None if there are none."""
        chosen = [answers for name, answers in self.by_name.items() if name.startswith(prefixes)]
        if not chosen:
            return None
        names = ("truths", "probabilities", "said", "inputs", "elapsed_ms")
        return Answers(*(np.concatenate([getattr(answers, name) for answers in chosen]) for name in names))

    @property
    def digits(self) -> Answers | None:
        """The writers' digits with every pen, as strokes and as pictures, in the order in which each was read."""
        return self.joined("strokes_", "pictures_")

    @property
    def not_digits(self) -> Answers | None:
        """Letters and made shapes."""
        return self.joined("letters", *KINDS)

    def for_card(self) -> dict[str, Any]:
        """The figures as a card keeps them, rounded to what they are worth."""
        digits, shapes = self.digits, self.joined(*KINDS)
        figures: dict[str, Any] = {
            "accuracy": {
                name: round(answers.accuracy, 5)
                for name, answers in self.by_name.items()
                if name.startswith(("mnist", "strokes", "pictures", "turned"))
            }
        }
        if digits is not None:
            figures |= sureness(digits)
            figures["reading_time_ms"] = round(statistics.median(digits.elapsed_ms), 3)
        if "letters" in self.by_name:
            figures["letters_turned_away"] = round(self.by_name["letters"].turned_away, 4)
        if shapes is not None:
            figures["shapes_turned_away"] = round(shapes.turned_away, 4)
        return figures


def measure(
    recognizer: Recognizer,
    *,
    mnist: Mnist | None = None,
    digits: Sequence[WrittenSign] = (),
    letters: Sequence[WrittenSign] = (),
    progress: Callable[[str], None] = lambda name: None,
) -> Measures:
    """Read everything there is, each the way a person would have it read.

    Args:
        digits: by writers whom the network does not know; drawn on a canvas with three pens, and read both as strokes
            and as the canvas's picture.
        letters: to be turned away; made shapes are added if there are digits.
        progress: called with the name of what was just read.
    """
    by_name: dict[str, Answers] = {}
    parts: list[Iterator[tuple[str, Answers]]] = []
    if mnist is not None:
        parts.append(_measure_mnist(recognizer, mnist))
    if digits:
        parts += [_measure_digits(recognizer, digits), _measure_shapes(recognizer, digits)]
    if letters:
        written = [sign.on_canvas(CANVAS_PX) for sign in letters]
        parts.append(iter([("letters", read_as_strokes(recognizer, written, [-1] * len(letters)))]))
    for name, answers in chain(*parts):
        by_name[name] = answers
        progress(name)
    return Measures(by_name)


def _measure_mnist(recognizer: Recognizer, mnist: Mnist) -> Iterator[tuple[str, Answers]]:
    yield "mnist_test", _read_inputs(recognizer, mnist)
    yield "mnist_test_pictures", _collect(map(recognizer.read, mnist.test_images), mnist.test_digits)


def _measure_digits(recognizer: Recognizer, digits: Sequence[WrittenSign]) -> Iterator[tuple[str, Answers]]:
    truths = [sign.digit for sign in digits]
    drawn = [sign.on_canvas(CANVAS_PX) for sign in digits]
    for pen in PENS_PX:
        yield f"strokes_{pen}", read_as_strokes(recognizer, drawn, truths, pen)
        yield f"pictures_{pen}", read_as_pictures(recognizer, drawn, truths, pen)
    turned = [turn(strokes, angle) for angle in (-TURN_DEG, TURN_DEG) for strokes in drawn]
    yield f"turned_{TURN_DEG}", read_as_strokes(recognizer, turned, truths * 2)


def _measure_shapes(recognizer: Recognizer, digits: Sequence[WrittenSign]) -> Iterator[tuple[str, Answers]]:
    rng = np.random.default_rng(_SEED)
    for kind in KINDS:
        shapes = [fit_canvas(strokes) for strokes in make_not_digits(_SHAPES_A_KIND, digits, rng, (kind,))]
        yield kind, read_as_strokes(recognizer, shapes, [-1] * len(shapes))


def read_as_strokes(
    recognizer: Recognizer, drawings: Iterable[Sequence[Stroke]], truths: Sequence[int], pen_px: float = 18
) -> Answers:
    """Read drawings on the 280 px canvas from their strokes."""
    readings = (
        recognizer.read_strokes(list[Any](strokes), pen_width_px=pen_px, canvas_side_px=CANVAS_PX)
        for strokes in drawings
    )
    return _collect(readings, truths)


def read_as_pictures(
    recognizer: Recognizer, drawings: Iterable[Sequence[Stroke]], truths: Sequence[int], pen_px: float = 18
) -> Answers:
    """Read drawings from the pixels that the 280 px canvas shows: black ink on white."""
    pictures = (255 - draw(strokes, CANVAS_PX, CANVAS_PX, pen_px) for strokes in drawings)
    return _collect(map(recognizer.read, pictures), truths)


def turn(strokes: Sequence[Stroke], angle_deg: float) -> list[Stroke]:
    """Turn a drawing about the middle of the canvas, clockwise for positive angles."""
    cos, sin = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    matrix = np.array([[cos, sin], [-sin, cos]])
    return [(stroke - CANVAS_PX / 2) @ matrix + CANVAS_PX / 2 for stroke in strokes]


def fit_canvas(strokes: Sequence[Stroke], share: float = 0.6) -> list[Stroke]:
    """Scale a drawing to this share of the canvas's side, in its middle."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = share * CANVAS_PX / max(float((high - low).max()), 1e-9)
    return [(stroke - (low + high) / 2) * scale + CANVAS_PX / 2 for stroke in strokes]


def _read_inputs(recognizer: Recognizer, mnist: Mnist) -> Answers:
    """MNIST's test digits as they are: already prepared."""
    inputs = mnist.test_images.astype(np.float32) / np.float32(255)
    probabilities = np.stack([recognizer.network.probabilities(picture) for picture in inputs])
    sure = probabilities.max(axis=1) >= recognizer.model.min_probability
    said = np.where(sure, probabilities.argmax(axis=1), -1)
    return Answers(mnist.test_digits.astype(int), probabilities, said, inputs, np.zeros(len(inputs)))


def _collect(readings: Iterable[Reading], truths: Sequence[int] | np.ndarray) -> Answers:
    blank = np.zeros((28, 28), np.float32)
    probabilities, said, inputs, elapsed = [], [], [], []
    for reading in readings:
        probabilities.append(reading.probabilities)
        said.append(-1 if reading.digit is None else reading.digit)
        inputs.append(blank if reading.preparation is None else reading.preparation.network_input)
        elapsed.append(reading.elapsed_ms)
    return Answers(
        np.asarray(truths, int), np.stack(probabilities), np.array(said), np.stack(inputs), np.array(elapsed)
    )


def by_writer(answers: Answers, signs: Sequence[WrittenSign]) -> dict[str, Any]:
    """How much of each writer's digits is read right, for a card, with the mean over writers and their spread.

    Args:
        answers: to ``signs``, in their order.
    """
    writers = np.array([sign.writer for sign in signs])
    right = answers.probabilities.argmax(axis=1) == answers.truths
    each = {str(writer): round(float(right[writers == writer].mean()), 4) for writer in np.unique(writers)}
    shares = list(each.values())
    return {
        "each": each,
        "mean": round(statistics.mean(shares), 4),
        "standard_deviation": round(statistics.stdev(shares), 4) if len(shares) > 1 else 0.0,
    }


def sureness(answers: Answers) -> dict[str, float]:
    """For a card: the calibration error, the share turned away, and the share right of what was answered."""
    return {
        "ece": round(expected_calibration_error(answers.probabilities, answers.truths), 5),
        "turned_away": round(answers.turned_away, 5),
        "answered_right": round(answers.answered_right, 5),
    }


def measure_strangers(recognizer: Recognizer, digits: Sequence[WrittenSign]) -> dict[str, float]:
    """How digits by other people on other devices are read, for a card; as strokes, pen 18 px."""
    drawn = [sign.on_canvas(CANVAS_PX) for sign in digits]
    answers = read_as_strokes(recognizer, drawn, [sign.digit for sign in digits])
    people = len({sign.writer for sign in digits})
    return {"people": people, "digits": len(digits), "right": round(answers.accuracy, 5), **sureness(answers)}


def expected_calibration_error(probabilities: np.ndarray, digits: np.ndarray, bins: int = 15) -> float:
    """How far "90 % sure" is from being right nine times in ten, on average (equal bins of the highest probability).

    Args:
        probabilities: (count, 10).
        digits: (count,), the true ones.

    Returns:
        0 (means what it says) to 1.
    """
    return float(sum(share * abs(sure - right) for share, sure, right in reliability(probabilities, digits, bins)))


def reliability(probabilities: np.ndarray, digits: np.ndarray, bins: int = 15) -> list[tuple[float, float, float]]:
    """For each bin of the highest probability that is not empty: share of all, mean probability, share right."""
    highest = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == digits
    places = np.minimum((highest * bins).astype(int), bins - 1)
    return [
        (float(inside.mean()), float(highest[inside].mean()), float(right[inside].mean()))
        for inside in (places == place for place in range(bins))
        if inside.any()
    ]
