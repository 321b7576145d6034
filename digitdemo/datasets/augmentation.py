"""Variations of what people drew: the same digit as another hand, another pen or another day would have made it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from digitdemo.drawing.strokes import Stroke
from digitdemo.limits import limited
from digitdemo.reading.preprocessing import BOX_PX, FIELD_PX, centre_by_mass, crop, scale_into_box
from digitdemo.reading.strokes import redraw


@dataclass(frozen=True)
class Augmentation:
    """How far a digit may be changed; each amount is drawn anew for every picture.

    Attributes:
        turn_deg: up to this to either side.
        shift_px: up to this in each direction, of the 28x28 field.
        scale: sides are multiplied by up to 1 + scale, or divided by it; x and y apart.
        shear: tangent of the slant, to either side.
        elastic_px: typical size of smooth local shifts.
        thickness: share of pictures whose lines are made thicker or thinner.
        noise: standard deviation of grey noise, of full ink = 1.
        loose: how far strokes of one drawing move, turn and stretch apart from each other, in 1/20 of its longer side.
        tremor_px: shiver of the pen from point to point, in 1/20 of the drawing's longer side.
        ends: strokes begin later or end earlier by up to this share of their length.
        stray: share of drawings that get a dot or dash more, where the pen touched by accident.
        coarse: share of drawings as a coarse device keeps them: few points a stroke, or points on a grid only.
    """

    turn_deg: float = limited(0.0, 0, 45, "retrain-augmentation-turn")
    shift_px: float = limited(0.0, 0, 6, "retrain-augmentation-shift")
    scale: float = limited(0.0, 0, 0.6, "retrain-augmentation-scale")
    shear: float = limited(0.0, 0, 0.6, "retrain-augmentation-shear")
    elastic_px: float = limited(0.0, 0, 2.5, "retrain-augmentation-elastic")
    thickness: float = limited(0.0, 0, 1, "retrain-augmentation-thickness")
    noise: float = limited(0.0, 0, 0.5, "retrain-augmentation-noise")
    loose: float = limited(0.0, 0, 2)
    tremor_px: float = limited(0.0, 0, 2)
    ends: float = limited(0.0, 0, 0.5)
    stray: float = limited(0.0, 0, 1)
    coarse: float = limited(0.0, 0, 1)


GENTLE = Augmentation(turn_deg=10, shift_px=1.2, scale=0.12, shear=0.15, elastic_px=0.7, thickness=0.1)
"""For digits already centred in 28x28: what MNIST's own writers differ by."""

ANOTHER_HAND = Augmentation(
    turn_deg=8, scale=0.18, shear=0.14, elastic_px=0.4, loose=0.3, tremor_px=0.12, ends=0.04, stray=0.04
)
"""For strokes: how another person might have written the same form.

Little turning and slanting: a European 1 and a 7 without a bar differ by the angle of one short stroke.
"""

_GRID = 5  # elastic shifts are drawn on a grid of so many points a side and spread smoothly
_CHUNK = 2048  # pictures whose maps are computed at once: 25 MB


def vary_pictures(images: np.ndarray, how: Augmentation, rng: np.random.Generator) -> np.ndarray:
    """Vary each picture by its own random amounts, in one resampling.

    Args:
        images: (count, height, width) uint8, 0 paper to 255 ink.

    Returns:
        (count, height, width) uint8.
    """
    varied = np.empty_like(images)
    for start in range(0, len(images), _CHUNK):
        chunk = images[start : start + _CHUNK]
        sources = _random_sources(chunk.shape, how, rng)  # (n, 2, height, width)
        for index, (picture, (map_x, map_y)) in enumerate(zip(chunk, sources, strict=True), start):
            varied[index] = cv2.remap(picture, map_x, map_y, cv2.INTER_LINEAR)
    if how.thickness > 0:
        _change_thickness(varied, how.thickness, rng)
    if how.noise > 0:
        varied = np.clip(varied + rng.normal(0, how.noise * 255, varied.shape), 0, 255).astype(np.uint8)
    return varied


def vary_strokes(strokes: Sequence[Stroke], how: Augmentation, rng: np.random.Generator) -> list[Stroke]:
    """Vary a drawing before it has any pixels; ``elastic_px`` counts in 1/20 of its longer side.

    Returns:
        Strokes in units of the drawing's longer side, (0, 0) the middle of its bounding box before it was varied.
    """
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    size = max(float((high - low).max()), 1e-9)
    centre = (low + high) / 2
    matrix = np.linalg.inv(_random_matrices(1, how, rng)[0])
    wave = rng.normal(0, how.elastic_px / BOX_PX, (3, 3, 2))
    varied = []
    for stroke in strokes:
        placed = (_shorten(stroke, how.ends, rng) - centre) / size
        moved = placed @ matrix.T + _smooth_shift(placed, wave)
        varied.append(_loosen(moved, how, rng))
    if rng.random() < how.stray:
        varied.append(rng.uniform(-0.9, 0.9, 2) + rng.normal(0, 0.02, (2, 2)))
    return _coarsen(varied, rng) if rng.random() < how.coarse else varied


def picture_of_strokes(strokes: Sequence[Stroke], pen_width_px: float, oversampling: int = 4) -> np.ndarray:
    """The network's input for strokes: (28, 28) uint8, drawn with a pen that is so wide in the 20-pixel box."""
    ink = redraw(strokes, BOX_PX, pen_width_px, oversampling)
    return centre_by_mass(scale_into_box(crop(ink)), FIELD_PX)


def vary_ink(pictures: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    """Make the ink of some pictures paler, harder or softer, as photographs and other programs do.

    Args:
        pictures: (count, height, width) uint8.
        share: of the pictures that are changed.

    Returns:
        (count, height, width) uint8.
    """
    changed = pictures.copy()
    for index in np.flatnonzero(rng.random(len(pictures)) < share):
        ink = pictures[index].astype(np.float32)
        if rng.random() < 0.5:
            ink = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.3, 0.7))
        changed[index] = np.clip(ink * rng.uniform(0.6, 2.0), 0, 255).astype(np.uint8)
    return changed


def _random_sources(shape: tuple[int, ...], how: Augmentation, rng: np.random.Generator) -> np.ndarray:
    """Where each target pixel comes from: centre + M (target - centre) + shift + smooth local shifts.

    All of it is linear in the random amounts, so one matrix product makes the maps of all pictures.

    Returns:
        (count, 2, height, width) float32: x and y.
    """
    count, height, width = shape
    amounts = np.zeros((count, 2, 3 + _GRID * _GRID), np.float32)
    amounts[:, :, 0] = (width - 1) / 2, (height - 1) / 2
    amounts[:, :, 0] += rng.uniform(-how.shift_px, how.shift_px, (count, 2))
    amounts[:, :, 1:3] = _random_matrices(count, how, rng)
    amounts[:, :, 3:] = rng.normal(0, how.elastic_px, (count, 2, _GRID * _GRID))
    sources: np.ndarray = amounts.reshape(count * 2, -1) @ _basis(height, width)
    return sources.reshape(count, 2, height, width)


@lru_cache(maxsize=4)
def _basis(height: int, width: int) -> np.ndarray:
    """(3 + grid points, height * width) float32: one, x and y from the centre, and a smooth hill at each grid point."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    hills = [
        cv2.resize(point.reshape(_GRID, _GRID).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
        for point in np.eye(_GRID * _GRID)
    ]
    rows = [np.ones_like(x), x - (width - 1) / 2, y - (height - 1) / 2, *hills]
    return np.stack(rows).reshape(len(rows), -1)


def _random_matrices(count: int, how: Augmentation, rng: np.random.Generator) -> np.ndarray:
    """(count, 2, 2): turn, slant and stretch, each from target to source."""
    angle = np.radians(rng.uniform(-how.turn_deg, how.turn_deg, count))
    shear = rng.uniform(-how.shear, how.shear, count)
    stretch = np.exp(rng.uniform(-1, 1, (count, 2)) * np.log1p(how.scale))
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.stack([np.stack([cos, -sin], -1), np.stack([sin, cos], -1)], -2)
    slant = np.zeros((count, 2, 2))
    slant[:, 0, 0], slant[:, 0, 1], slant[:, 1, 1] = stretch[:, 0], shear, stretch[:, 1]
    return turn @ slant


def _smooth_shift(points: np.ndarray, wave: np.ndarray) -> np.ndarray:
    """A smooth random field over the drawing: low cosines, each with a random amount."""
    x, y = points[:, 0] + 0.5, points[:, 1] + 0.5
    orders = np.arange(3)
    basis_x = np.cos(np.pi * x[:, None] * orders)
    basis_y = np.cos(np.pi * y[:, None] * orders)
    return np.einsum("pi,pj,ijk->pk", basis_x, basis_y, wave)


def _shorten(stroke: Stroke, ends: float, rng: np.random.Generator) -> Stroke:
    """Leave out a little of a stroke's beginning and end; at least two points stay."""
    if ends <= 0 or len(stroke) < 8:
        return stroke
    first, last = (rng.uniform(0, ends, 2) * len(stroke)).astype(int)
    return stroke[first : len(stroke) - last]


def _loosen(stroke: Stroke, how: Augmentation, rng: np.random.Generator) -> Stroke:
    """Move, turn and stretch one stroke by itself, and let the pen shiver."""
    if how.loose > 0:
        middle = stroke.mean(axis=0)
        apart = how.loose / BOX_PX
        matrix = np.eye(2) + rng.normal(0, 2 * apart, (2, 2))
        stroke = (stroke - middle) @ matrix.T + middle + rng.normal(0, apart, 2)
    if how.tremor_px > 0:
        stroke = stroke + rng.normal(0, rng.uniform(0, how.tremor_px / BOX_PX), stroke.shape)
    return stroke


_FEW_POINTS = (5, 14)  # of a stroke, between which a slow device's numbers lie
_GRID_STEPS = (9, 28)  # of a drawing's longer side, likewise for a mouse moved over few pixels


def _coarsen(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Keep a few points of each stroke, joined by straight lines, or move all of them onto a grid."""
    if rng.random() < 0.5:
        most = int(rng.integers(*_FEW_POINTS))
        return [
            stroke[np.linspace(0, len(stroke) - 1, min(most, len(stroke))).round().astype(int)] for stroke in strokes
        ]
    step = 1 / int(rng.integers(*_GRID_STEPS))
    return [np.round(stroke / step) * step for stroke in strokes]


def _change_thickness(images: np.ndarray, share: float, rng: np.random.Generator) -> None:
    """Make lines of some pictures thicker or thinner, by a blend with the dilated or eroded picture; in place."""
    kernel = np.ones((2, 2), np.uint8)
    for index in np.flatnonzero(rng.random(len(images)) < share):
        change = cv2.dilate if rng.random() < 0.5 else cv2.erode
        amount = rng.uniform(0.3, 1.0)
        changed = change(images[index], kernel)
        images[index] = cv2.addWeighted(images[index], 1 - amount, changed, amount, 0)
