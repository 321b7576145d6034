"""Handwriting made on the spot: any amount of digits, no download; a network can learn from nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from digitdemo.datasets.letterforms import FORMS, Form, Path, paths_of
from digitdemo.drawing.strokes import Stroke
from digitdemo.limits import limited
from digitdemo.reading.preprocessing import BOX_PX, FIELD_PX


@dataclass(frozen=True)
class Handwriting:
    """How far the made-up hands differ from the forms of the copybook; 0 everywhere writes those.

    Attributes:
        slant: typical lean to either side, as a tangent.
        proportions: typical change of heights, widths and loops, as a share of the digit.
        wobble: typical deviation of the pen from its path, as a share of the digit.
        joins: typical distance by which strokes miss or pass each other, as a share of the digit.
        european: share of digits written the European way where there is one: the 1 with an upstroke, the barred 7.
        thinnest_px: of the pens, in pixels of the 20-pixel box.
        thickest_px: of the pens.
    """

    slant: float = limited(0.25, 0, 0.6, "retrain-handwriting-slant")
    proportions: float = limited(0.09, 0, 0.2, "retrain-handwriting-proportions")
    wobble: float = limited(0.025, 0, 0.08, "retrain-handwriting-wobble")
    joins: float = limited(0.06, 0, 0.2, "retrain-handwriting-joins")
    european: float = limited(0.45, 0, 1, "retrain-handwriting-european")
    thinnest_px: float = limited(1.3, 0.8, 3, "retrain-handwriting-thinnest")
    thickest_px: float = limited(4.2, 1.5, 6, "retrain-handwriting-thickest")


@dataclass(frozen=True)
class _PreparedForm:
    form: Form
    paths: tuple[Path, ...]


_OVERSAMPLING = 4
_WIDTHS = (0.85, 0.55, 0.85, 0.72, 0.75, 0.78, 0.68, 0.72, 0.65, 0.65)
"""Of height 1: how wide each digit is on average."""

_TIDIEST, _WILDEST = 0.25, 1.45
"""Some hands are tidy, some are wild: a digit's proportions and wobble are multiplied by something in between."""
_WAVES = 3  # cosines per direction of the smooth field that changes proportions


def make_handwriting(
    count: int, how: Handwriting, rng: np.random.Generator, digits: Sequence[int] = range(10)
) -> tuple[np.ndarray, np.ndarray]:
    """Write digits, as a network gets them.

    Args:
        count: how many.
        digits: which ones, equally often.

    Returns:
        (count, 28, 28) uint8, 0 paper to 255 ink, made the way MNIST was: longest side 20 px, centred by mass; and
        (count,) uint8, the digits.
    """
    wanted = rng.permutation(np.resize(np.asarray(digits, np.uint8), count))
    strokes = write_strokes(wanted, how, rng)
    # More thin pens than thick ones, as people have: the logarithm is even.
    pens = np.exp(rng.uniform(np.log(how.thinnest_px), np.log(max(how.thickest_px, how.thinnest_px)), count))
    images = np.empty((count, FIELD_PX, FIELD_PX), np.uint8)
    for index, (drawing, pen_width_px) in enumerate(zip(strokes, pens, strict=True)):
        images[index] = draw_in_field(drawing, float(pen_width_px))
    return images, wanted


def write_strokes(digits: np.ndarray, how: Handwriting, rng: np.random.Generator) -> list[list[Stroke]]:
    """Write digits as pen strokes, in units of about the digit's height.

    Args:
        digits: (count,) integers 0 to 9.
    """
    drawings: list[list[Stroke]] = [[] for _ in digits]
    for digit in np.unique(digits):
        places = np.flatnonzero(digits == digit)
        forms, chances = _forms_of(int(digit), how.european)
        chosen = rng.choice(len(forms), len(places), p=chances)
        for number, prepared in enumerate(forms):
            here = places[chosen == number]
            if len(here):
                for place, drawing in zip(here, _write_form(prepared, len(here), how, rng), strict=True):
                    drawings[place] = drawing
    return drawings


def draw_in_field(strokes: Sequence[Stroke], pen_width_px: float) -> np.ndarray:
    """Draw strokes so that their ink just fills the 20-pixel box, its centre of mass on the field's centre.

    The same as ``augmentation.picture_of_strokes`` in a third of the time: one drawing, one shrinking.

    Returns:
        (28, 28) uint8, 0 paper to 255 ink.
    """
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    extent = high - low
    thickness = max(1, round(pen_width_px * _OVERSAMPLING))
    # - 3: OpenCV's smooth lines reach one to one and a half pixels beyond their width, measured.
    scale = (BOX_PX * _OVERSAMPLING - thickness - 3) / max(float(extent.max()), 1e-9)
    side_px = FIELD_PX * _OVERSAMPLING
    middle = (low + high) / 2
    ink = np.zeros((side_px, side_px), np.uint8)
    paths = [np.round(((stroke - middle) * scale + side_px / 2 - 0.5) * 16).astype(np.int32) for stroke in strokes]
    cv2.polylines(ink, paths, False, 255, thickness, cv2.LINE_AA, 4)
    moments = cv2.moments(ink)
    mass = max(moments["m00"], 1e-9)
    centre = (moments["m10"] / mass + 0.5, moments["m01"] / mass + 0.5)
    # Whole pixels of the field, and never so far that ink is cut off.
    room = (side_px - BOX_PX * _OVERSAMPLING) // 2
    shift = [
        int(np.clip(round((side_px / 2 - place) / _OVERSAMPLING) * _OVERSAMPLING, -room, room)) for place in centre
    ]
    moved = np.roll(ink, (shift[1], shift[0]), axis=(0, 1))  # the rim of `room` px is empty paper
    return cv2.resize(moved, (FIELD_PX, FIELD_PX), interpolation=cv2.INTER_AREA)


def _write_form(prepared: _PreparedForm, count: int, how: Handwriting, rng: np.random.Generator) -> list[list[Stroke]]:
    """Write one form ``count`` times, all at once: (count, points, 2) a stroke."""
    wildness = rng.uniform(_TIDIEST, _WILDEST, (count, 1, 1))
    field = rng.normal(0, how.proportions, (count, _WAVES, _WAVES, 2)) * wildness[..., None]
    field /= 1 + np.add.outer(np.arange(_WAVES), np.arange(_WAVES))[None, :, :, None] / 2  # long waves rule
    affine = _random_affine(count, _WIDTHS[prepared.form.digit], how, rng)
    curves = []
    for path in prepared.paths:
        controls = path.controls + rng.normal(0, how.wobble, (count, *path.controls.shape)) * wildness
        controls += rng.normal(0, how.joins if len(prepared.paths) > 1 else 0.0, (count, 1, 2)) * 0.7
        _stretch_ends(controls, how.joins, rng)
        points = path.weights @ _deform(controls, field)  # (P, C) @ (count, C, 2) -> (count, P, 2)
        curves.append((points - 0.5) @ affine)
    return [[curve[index] for curve in curves] for index in range(count)]


def _deform(points: np.ndarray, field: np.ndarray) -> np.ndarray:
    """Shift (count, points, 2) by smooth random fields (count, waves, waves, 2) over the square."""
    orders = np.arange(_WAVES)
    across = np.cos(np.pi * points[..., 0, None] * orders)  # (count, points, waves)
    down = np.cos(np.pi * points[..., 1, None] * orders)
    return points + np.einsum("npi,npj,nijk->npk", across, down, field)


def _stretch_ends(controls: np.ndarray, joins: float, rng: np.random.Generator) -> None:
    """Let the pen start and stop a little early or late, along its path; in place."""
    count = len(controls)
    for end, neighbour in ((0, 1), (-1, -2)):
        direction = controls[:, end] - controls[:, neighbour]
        length = np.linalg.norm(direction, axis=1, keepdims=True)
        controls[:, end] += direction / np.maximum(length, 1e-9) * rng.normal(0, joins, (count, 1))


def _random_affine(count: int, mean_width: float, how: Handwriting, rng: np.random.Generator) -> np.ndarray:
    """(count, 2, 2) for row vectors: width against height, slant, and a little turn."""
    width = mean_width * np.exp(rng.normal(0, 2.5 * how.proportions, count))
    slant = rng.normal(0.08 if how.slant > 0 else 0.0, how.slant, count)  # right-handed writing leans to the right
    turn = rng.normal(0, how.slant / 4, count)
    cos, sin = np.cos(turn), np.sin(turn)
    matrix = np.zeros((count, 2, 2))
    matrix[:, 0, 0] = width
    matrix[:, 1, 0] = -slant  # y is down: a lean to the right moves the top to the right
    matrix[:, 1, 1] = 1
    return matrix @ np.stack([np.stack([cos, sin], -1), np.stack([-sin, cos], -1)], -2)


@cache
def _forms_of(digit: int, european: float) -> tuple[tuple[_PreparedForm, ...], np.ndarray]:
    """A digit's forms and how often each is to be written; European ones by the share asked for."""
    forms = [form for form in FORMS if form.digit == digit]
    shares = np.array([form.share for form in forms])
    weights = np.array([_weight(form, european) for form in forms])
    chances = shares * weights
    prepared = tuple(_PreparedForm(form, tuple(paths_of(form))) for form in forms)
    return prepared, chances / chances.sum()


def _weight(form: Form, european: float) -> float:
    if form.european is None:
        return 1.0
    return 2 * european if form.european else 2 * (1 - european)
