"""Scenes: sheets with digits anywhere on them, put together from single ones, to learn finding from.

A scene is made at the size at which the network sees it. Each digit is drawn, or taken from MNIST, with its box; so
are things that are no digits: letters, scribbles, shapes, ruled lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from digitdemo.datasets.augmentation import ANOTHER_HAND, GENTLE, vary_pictures, vary_strokes
from digitdemo.datasets.handwriting import Handwriting, write_strokes
from digitdemo.datasets.not_digits import make_not_digits
from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.drawing.strokes import Stroke
from digitdemo.networks.task import CLASSES
from digitdemo.reading.preprocessing import INK_THRESHOLD, crop

OVERSAMPLING = 3
PEN_WIDTHS_PX = (0.8, 5.5)
"""Of the network's input; more thin ones than thick ones."""

_HAND = replace(ANOTHER_HAND, stray=0.0)  # a stray dot would make a digit's box too large
_THICKEST = 0.2  # of a sign's longer side: a thicker pen fills its loops
_SMALLEST_PX, _LARGEST_PX = 14.0, 130.0
_USUAL_PX = (22.0, 76.0)
_LARGEST_MNIST_PX = 48.0  # MNIST's own 20 pixels, enlarged further, are a blur
_TRIES = 12  # to find a free place for a sign
_CLOSE = (-0.12, 0.04)  # boxes that overlap by so much: the pens of most touch, those of slanting ones may not


@dataclass(frozen=True)
class Scene:
    """A sheet with digits.

    Attributes:
        ink: (height, width) uint8, 0 paper to 255 ink.
        boxes: (digits, 4) float64: left, top, right, bottom of each digit's ink.
        digits: (digits,) integers.
    """

    ink: np.ndarray
    boxes: np.ndarray
    digits: np.ndarray


@dataclass(frozen=True)
class Sources:
    """What scenes are put together from.

    Attributes:
        digits: that people drew.
        letters: that people drew; unlike any digit.
        mnist_images: (count, 28, 28) uint8; may be empty.
        mnist_digits: (count,).
        shares: how often a digit is drawn by people, made up, or taken from MNIST.
        others_share: of the scenes that hold letters or shapes too.
        most_others: of one scene.
    """

    digits: Sequence[WrittenSign]
    letters: Sequence[WrittenSign]
    mnist_images: np.ndarray = field(default_factory=lambda: np.zeros((0, 28, 28), np.uint8))
    mnist_digits: np.ndarray = field(default_factory=lambda: np.zeros(0, np.uint8))
    shares: tuple[float, float, float] = (0.55, 0.25, 0.2)
    others_share: float = 0.65
    most_others: int = 5


@dataclass(frozen=True)
class Sign:
    """Something to be put on a sheet: strokes or ink; ``digit`` is None where it is none."""

    digit: int | None
    strokes: list[Stroke] | None = None
    ink: np.ndarray | None = None


def make_scenes(count: int, side_px: int, sources: Sources, rng: np.random.Generator) -> list[Scene]:
    """Make square scenes."""
    plans = [_plan(side_px, sources, rng) for _ in range(count)]
    digits = iter(_make_digits(sum(plan.digits for plan in plans), sources, rng))
    others = iter(_make_others(sum(plan.others for plan in plans), sources, rng))
    return [_make_scene(plan, side_px, digits, others, rng) for plan in plans]


@dataclass(frozen=True)
class _Plan:
    """How a scene shall be: how many digits and other signs, how large, how far apart, with which pen.

    Gaps, from one sign's ink to the next one's, are shares of a usual sign's size; below 0 they touch or overlap.
    """

    digits: int
    others: int
    usual_px: float
    spread: float
    gaps: tuple[float, float]
    pen_px: float | None
    in_line: bool


def _plan(side_px: int, sources: Sources, rng: np.random.Generator) -> _Plan:
    usual_px = float(np.exp(rng.uniform(*np.log(_USUAL_PX))))
    room = min(12.0, (side_px / (1.35 * usual_px)) ** 2)
    digits = 0 if rng.random() < 0.04 else int(rng.integers(1, max(2, round(room)) + 1))
    in_line = bool(rng.random() < 0.35)
    close = rng.random() < (0.5 if in_line else 0.12)
    gap = float(rng.uniform(0.04, 0.4))
    return _Plan(
        digits=digits,
        others=int(rng.integers(1, sources.most_others + 1)) if rng.random() < sources.others_share else 0,
        usual_px=usual_px,
        spread=float(rng.uniform(0, 0.75)) if rng.random() < 0.7 else 0.08,
        gaps=_CLOSE if close else (gap, gap + 0.1),
        pen_px=_pen(rng) if rng.random() < 0.7 else None,
        in_line=in_line,
    )


def _pen(rng: np.random.Generator) -> float:
    return float(np.exp(rng.uniform(*np.log(PEN_WIDTHS_PX))))


def _make_digits(count: int, sources: Sources, rng: np.random.Generator) -> list[Sign]:
    """Digits by people, made up and from MNIST, each varied, in random order."""
    by_people, made, from_mnist = sources.shares
    shares = np.array([by_people * bool(sources.digits), made, from_mnist * bool(len(sources.mnist_images))])
    people, made_up, mnist = rng.multinomial(count, shares / shares.sum())
    signs = []
    for index in rng.integers(max(1, len(sources.digits)), size=people):
        written = sources.digits[index]
        signs.append(Sign(written.digit, vary_strokes(written.strokes, _HAND, rng)))
    wanted = rng.integers(CLASSES, size=made_up)
    signs += [
        Sign(int(digit), strokes)
        for digit, strokes in zip(wanted, write_strokes(wanted, Handwriting(), rng), strict=True)
    ]
    chosen = rng.integers(max(1, len(sources.mnist_images)), size=mnist)
    for index, picture in zip(chosen, vary_pictures(sources.mnist_images[chosen], GENTLE, rng), strict=True):
        signs.append(Sign(int(sources.mnist_digits[index]), ink=picture))
    return [signs[index] for index in rng.permutation(len(signs))]


def _make_others(count: int, sources: Sources, rng: np.random.Generator) -> list[Sign]:
    """Letters, scribbles and shapes."""
    letters = rng.random(count) < (0.6 if sources.letters else 0.0)
    shapes = iter(make_not_digits(int((~letters).sum()), [], rng, ("scribble", "polygon", "house", "lines")))
    signs = []
    for is_letter in letters:
        if is_letter:
            letter = sources.letters[int(rng.integers(len(sources.letters)))]
            signs.append(Sign(None, vary_strokes(letter.strokes, _HAND, rng)))
        else:
            signs.append(Sign(None, next(shapes)))
    return signs


def _make_scene(
    plan: _Plan, side_px: int, digits: Iterator[Sign], others: Iterator[Sign], rng: np.random.Generator
) -> Scene:
    signs = [next(digits) for _ in range(plan.digits)] + [next(others) for _ in range(plan.others)]
    placer = _Placer(side_px, plan, rng)
    sizes_px = plan.usual_px * np.exp(rng.uniform(-1, 1, len(signs)) * plan.spread)
    # On a line in any order; elsewhere the largest first, which would find no room among the others.
    order = rng.permutation(len(signs)) if plan.in_line else np.argsort(-sizes_px)
    for index in order:
        size_px = float(np.clip(sizes_px[index], _SMALLEST_PX, _LARGEST_PX))
        placer.put(signs[index], min(size_px, _LARGEST_MNIST_PX) if signs[index].ink is not None else size_px)
    ink = placer.ink
    if rng.random() < 0.2:
        _rule_lines(ink, rng)
    return Scene(_as_photographed(ink, rng), np.array(placer.boxes).reshape(-1, 4), np.array(placer.digits, np.int64))


class _Placer:
    """Puts signs on a sheet where there is room; what finds none after some tries is left out."""

    def __init__(self, side_px: int, plan: _Plan, rng: np.random.Generator) -> None:
        self.ink = np.zeros((side_px, side_px), np.uint8)
        self.boxes: list[tuple[float, float, float, float]] = []
        self.digits: list[int] = []
        self._taken: list[tuple[float, float, float, float]] = []
        self._side_px, self._plan, self._rng = side_px, plan, rng
        self._right = float(rng.uniform(2, 14))
        self._line = float(rng.uniform(0.2, 0.8)) * side_px

    def put(self, sign: Sign, size_px: float) -> None:
        pen_px = self._plan.pen_px or _pen(self._rng)
        sprite = as_sprite(sign, size_px, float(np.clip(pen_px, PEN_WIDTHS_PX[0], _THICKEST * size_px)))
        if sprite is None:
            return
        height, width = sprite.shape
        gap = float(self._rng.uniform(*self._plan.gaps)) * min(size_px, self._plan.usual_px)
        place = self._in_line(width, height, gap) if self._plan.in_line else self._anywhere(width, height, gap)
        if place is None:
            return
        left, top = place
        here = self.ink[top : top + height, left : left + width]
        np.maximum(here, sprite, out=here)
        box = (float(left), float(top), float(left + width), float(top + height))
        self._taken.append(box)
        if sign.digit is not None:
            self.boxes.append(box)
            self.digits.append(sign.digit)

    def _anywhere(self, width: int, height: int, gap: float) -> tuple[int, int] | None:
        if max(width, height) > self._side_px:
            return None
        taken = np.array(self._taken).reshape(-1, 4)
        for _ in range(_TRIES):
            left = int(self._rng.integers(self._side_px - width + 1))
            top = int(self._rng.integers(self._side_px - height + 1))
            free = (
                (left >= taken[:, 2] + gap)
                | (left + width + gap <= taken[:, 0])
                | (top >= taken[:, 3] + gap)
                | (top + height + gap <= taken[:, 1])
            )
            if free.all():
                return left, top
        return None

    def _in_line(self, width: int, height: int, gap: float) -> tuple[int, int] | None:
        """Beside the last one; at the right edge a new line begins below, while there is room."""
        if self._right + width > self._side_px:
            self._right = float(self._rng.uniform(2, 14))
            self._line += 1.6 * self._plan.usual_px
        left = max(0, round(self._right + (gap if self._taken else 0)))
        top = round(self._line - height / 2 + self._rng.normal(0, 0.08 * height))
        if left + width > self._side_px or top < 0 or top + height > self._side_px:
            return None
        self._right = left + width
        return left, top


def as_sprite(sign: Sign, size_px: float, pen_px: float) -> np.ndarray | None:
    """A sign's ink, cropped, its longer side about ``size_px``; None where nothing of it can be seen.

    Returns:
        (height, width) uint8.
    """
    if sign.ink is not None:
        if sign.ink.max() <= INK_THRESHOLD:
            return None
        cropped = crop(sign.ink)
        scale = size_px / max(cropped.shape)
        sides = (max(1, round(cropped.shape[1] * scale)), max(1, round(cropped.shape[0] * scale)))
        ink = cv2.resize(cropped, sides, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    else:
        ink = _draw_small(sign.strokes or [], size_px, pen_px)
    return crop(ink) if ink.max() > INK_THRESHOLD else None


def _draw_small(strokes: Sequence[Stroke], size_px: float, pen_px: float) -> np.ndarray:
    """Draw strokes with a pen that may be thinner than a pixel: large first, then shrunk by area."""
    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    scale = max(size_px - pen_px, 1.0) / max(float(extent.max()), 1e-9)
    margin_px = pen_px / 2 + 2
    sides = np.ceil(extent * scale + 2 * margin_px).astype(int)
    ink = np.zeros((sides[1] * OVERSAMPLING, sides[0] * OVERSAMPLING), np.uint8)
    factor = 16 * OVERSAMPLING
    paths = [np.round(((stroke - low) * scale + margin_px) * factor - 8).astype(np.int32) for stroke in strokes]
    cv2.polylines(ink, paths, False, 255, max(1, round(pen_px * OVERSAMPLING)), cv2.LINE_AA, 4)
    return cv2.resize(ink, (int(sides[0]), int(sides[1])), interpolation=cv2.INTER_AREA)


def _rule_lines(ink: np.ndarray, rng: np.random.Generator) -> None:
    """One to three long straight lines across the sheet; in place."""
    side_px = ink.shape[0]
    for _ in range(int(rng.integers(1, 4))):
        ends = rng.uniform(0, side_px, (2, 2))
        axis = int(rng.random() < 0.25)
        ends[:, axis] = rng.uniform(-0.2, 0.3) * side_px, rng.uniform(0.7, 1.2) * side_px
        if rng.random() < 0.8:
            ends[1, 1 - axis] = ends[0, 1 - axis] + rng.normal(0, 3)
        shade = int(rng.integers(60, 256))
        first, last = (tuple(int(value * 16) for value in end) for end in ends)
        line = np.zeros_like(ink)
        cv2.line(line, first, last, shade, int(rng.integers(1, 4)), cv2.LINE_AA, 4)
        np.maximum(ink, line, out=ink)


def _as_photographed(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Some sheets a little softer, paler or darker, with dust."""
    if rng.random() < 0.3:
        soft = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.3, 0.8)) if rng.random() < 0.6 else ink
        ink = np.clip(soft.astype(np.float32) * rng.uniform(0.6, 1.8), 0, 255).astype(np.uint8)
    if rng.random() < 0.15:
        for x, y in rng.integers(0, ink.shape[0], (int(rng.integers(1, 8)), 2)):
            cv2.circle(ink, (int(x), int(y)), int(rng.integers(0, 3)), int(rng.integers(60, 256)), -1)
    return ink
