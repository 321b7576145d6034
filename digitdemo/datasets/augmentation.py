"""Variations of what people drew: the same digit as another hand, another pen or another day would have made it."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from digitdemo.reading.preprocessing import BOX_PX, FIELD_PX, centre_by_mass, crop, scale_into_box
from digitdemo.reading.strokes import redraw
from digitdemo.storage.strokes import Stroke

_NO_SECOND_MAP = np.empty(0, np.float32)  # cv2.remap takes one map of (x, y), or two


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
    """

    turn_deg: float = 0.0
    shift_px: float = 0.0
    scale: float = 0.0
    shear: float = 0.0
    elastic_px: float = 0.0
    thickness: float = 0.0
    noise: float = 0.0


GENTLE = Augmentation(turn_deg=10, shift_px=1.2, scale=0.1, shear=0.15, elastic_px=0.7, thickness=0.1)
"""For digits already centred in 28x28: what MNIST's own writers differ by."""


def vary_pictures(images: np.ndarray, how: Augmentation, rng: np.random.Generator) -> np.ndarray:
    """Vary each picture by its own random amounts, in one resampling.

    Args:
        images: (count, height, width) uint8, 0 paper to 255 ink.

    Returns:
        (count, height, width) uint8.
    """
    count, height, width = images.shape
    matrices = _random_matrices(count, how, rng)
    centre = np.array([(width - 1) / 2, (height - 1) / 2])
    shifts = rng.uniform(-how.shift_px, how.shift_px, (count, 2))
    # Where each target pixel comes from: centre + M (target - centre) + shift.
    grid = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=-1) - centre
    sources = np.einsum("nij,hwj->nhwi", matrices, grid) + centre + shifts[:, None, None]
    sources = sources.astype(np.float32)
    coarse = rng.normal(0, how.elastic_px, (count, 5, 5, 2)).astype(np.float32)
    varied = np.empty_like(images)
    for index in range(count):
        source = sources[index]
        if how.elastic_px > 0:
            source = source + cv2.resize(coarse[index], (width, height), interpolation=cv2.INTER_CUBIC)
        varied[index] = cv2.remap(images[index], source, _NO_SECOND_MAP, cv2.INTER_LINEAR)
    if how.thickness > 0:
        _change_thickness(varied, how.thickness, rng)
    if how.noise > 0:
        varied = np.clip(varied + rng.normal(0, how.noise * 255, varied.shape), 0, 255).astype(np.uint8)
    return varied


def vary_strokes(strokes: Sequence[Stroke], how: Augmentation, rng: np.random.Generator) -> list[Stroke]:
    """Vary a drawing before it has any pixels; ``elastic_px`` counts in 1/20 of its longer side.

    Returns:
        Strokes in units of the drawing's longer side.
    """
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    size = max(float((high - low).max()), 1e-9)
    centre = (low + high) / 2
    matrix = np.linalg.inv(_random_matrices(1, how, rng)[0])
    wave = rng.normal(0, how.elastic_px / BOX_PX, (3, 3, 2))
    varied = []
    for stroke in strokes:
        placed = (stroke - centre) / size
        varied.append(placed @ matrix.T + _smooth_shift(placed, wave) + rng.normal(0, how.shift_px / 100, 2))
    return varied


def picture_of_strokes(strokes: Sequence[Stroke], pen_width_px: float, oversampling: int = 4) -> np.ndarray:
    """The network's input for strokes: (28, 28) uint8, drawn with a pen that is so wide in the 20-pixel box."""
    ink = redraw(strokes, BOX_PX, pen_width_px, oversampling)
    return centre_by_mass(scale_into_box(crop(ink)), FIELD_PX)


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


def _change_thickness(images: np.ndarray, share: float, rng: np.random.Generator) -> None:
    """Make lines of some pictures thicker or thinner, by a blend with the dilated or eroded picture; in place."""
    kernel = np.ones((2, 2), np.uint8)
    for index in np.flatnonzero(rng.random(len(images)) < share):
        change = cv2.dilate if rng.random() < 0.5 else cv2.erode
        amount = rng.uniform(0.3, 1.0)
        changed = change(images[index], kernel)
        images[index] = cv2.addWeighted(images[index], 1 - amount, changed, amount, 0)
