"""How far can a network be pushed: a digit turned, shifted, resized, thickened, covered with noise, erased, inverted.

Everything here changes the network's input, the (28, 28) field, and not the drawing. The usual preparation crops,
scales and centres; it would take a shift or another size back before the network saw anything of it. So these curves
show what the network alone can bear. ``prepared_again`` runs the preparation afterwards: the difference between
the two curves is what the preparation is worth.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from digitdemo.errors import BlankDrawingError
from digitdemo.reading.preprocessing import BOX_PX, FIELD_PX, centre_by_mass, crop, scale_into_box

_OVERSAMPLING = 4  # lines grow and shrink by quarters of a pixel
_NOISE_SEED = 28  # the same noise for every network and every amount, only stronger


def turn(network_input: np.ndarray, angle_deg: float) -> np.ndarray:
    """Turn a digit about the centre of its field; clockwise for positive angles, as a hand turns a sheet.

    Args:
        network_input: (28, 28) float32 in [0, 1], 0 paper to 1 ink; so for all functions below.

    Returns:
        (28, 28) float32 in [0, 1]; so for all functions below.
    """
    centre = ((FIELD_PX - 1) / 2, (FIELD_PX - 1) / 2)
    return _warp(network_input, cv2.getRotationMatrix2D(centre, -angle_deg, 1.0))


def resize(network_input: np.ndarray, factor: float) -> np.ndarray:
    """Make a digit ``factor`` times as large about the centre of its field; what leaves the field is lost.

    Raises:
        ValueError: the factor is not positive.
    """
    if factor <= 0:
        raise ValueError(f"A size must be above 0. Received {factor}.")
    centre = ((FIELD_PX - 1) / 2, (FIELD_PX - 1) / 2)
    if factor >= 1:
        return _warp(network_input, cv2.getRotationMatrix2D(centre, 0, factor))
    # Shrinking has to average, or lines break up: blur by what one target pixel covers, then sample.
    sigma = 0.5 * np.sqrt(1 / factor**2 - 1)
    blurred = cv2.GaussianBlur(network_input, (0, 0), sigma) if sigma > 0.05 else network_input
    return _warp(blurred, cv2.getRotationMatrix2D(centre, 0, factor))


def shift_sideways(network_input: np.ndarray, right_px: float) -> np.ndarray:
    """Shift a digit to the right by pixels of the field; what leaves the field is lost."""
    return _warp(network_input, np.array([[1, 0, right_px], [0, 1, 0]], np.float64))


def shift_upright(network_input: np.ndarray, down_px: float) -> np.ndarray:
    """Shift a digit down by pixels of the field; what leaves the field is lost."""
    return _warp(network_input, np.array([[1, 0, 0], [0, 1, down_px]], np.float64))


def thicken(network_input: np.ndarray, wider_px: float) -> np.ndarray:
    """Make lines ``wider_px`` wider, or thinner where it is negative (morphological dilation and erosion)."""
    radius = round(abs(wider_px) / 2 * _OVERSAMPLING)
    if radius == 0:
        return network_input.copy()
    side = FIELD_PX * _OVERSAMPLING
    fine = cv2.resize(network_input, (side, side), interpolation=cv2.INTER_LINEAR)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    changed = cv2.dilate(fine, disc) if wider_px > 0 else cv2.erode(fine, disc)
    return cv2.resize(changed, (FIELD_PX, FIELD_PX), interpolation=cv2.INTER_AREA)


def add_noise(network_input: np.ndarray, strength: float) -> np.ndarray:
    """Add grey noise to every pixel: ``strength`` standard deviations of a normal distribution, of full ink = 1."""
    noise = np.random.default_rng(_NOISE_SEED).standard_normal(network_input.shape, dtype=np.float32)
    return np.clip(network_input + np.float32(strength) * noise, 0, 1)


def erase_from_top(network_input: np.ndarray, share: float) -> np.ndarray:
    """Erase this share, 0 to 1, of the inked rows from the top."""
    inked = np.flatnonzero(network_input.max(axis=1) > 0)
    if not len(inked):
        return network_input.copy()
    end = inked[0] + share * (inked[-1] + 1 - inked[0])  # in rows, between two pixels too
    kept = np.clip(np.arange(FIELD_PX) + 1 - end, 0, 1).astype(np.float32)
    return network_input * kept[:, None]


def erase_from_bottom(network_input: np.ndarray, share: float) -> np.ndarray:
    """Erase this share, 0 to 1, of the inked rows from the bottom."""
    return np.ascontiguousarray(erase_from_top(network_input[::-1], share)[::-1])


def erase_from_left(network_input: np.ndarray, share: float) -> np.ndarray:
    """Erase this share, 0 to 1, of the inked columns from the left."""
    return np.ascontiguousarray(erase_from_top(network_input.T, share).T)


def erase_from_right(network_input: np.ndarray, share: float) -> np.ndarray:
    """Erase this share, 0 to 1, of the inked columns from the right."""
    return np.ascontiguousarray(erase_from_bottom(network_input.T, share).T)


def invert(network_input: np.ndarray, share: float) -> np.ndarray:
    """Fade from the digit (0) over even grey (0.5) to its negative (1)."""
    return (network_input + np.float32(share) * (1 - 2 * network_input)).astype(np.float32)


@dataclass(frozen=True)
class Distortion:
    """One way to push a digit.

    Attributes:
        key: what cards and charts call it.
        unit: of the amounts: deg, px (of the field), times, or share (0 to 1).
        neutral: the amount that changes nothing.
        amounts: what a sweep tries, rising; the neutral amount is one of them.
        fine: the smallest difference worth telling, where a reading flips.
        apply: (28, 28) input, amount -> (28, 28) input.
    """

    key: str
    unit: str
    neutral: float
    amounts: tuple[float, ...]
    fine: float
    apply: Callable[[np.ndarray, float], np.ndarray]

    def __call__(self, network_input: np.ndarray, amount: float) -> np.ndarray:
        """Push one input; the neutral amount gives it back as it is, pixel by pixel."""
        if amount == self.neutral:
            return network_input.astype(np.float32)
        return self.apply(network_input.astype(np.float32), amount)


def _steps(low: float, high: float, step: float) -> tuple[float, ...]:
    return tuple(round(low + index * step, 6) for index in range(round((high - low) / step) + 1))


_SHARES = _steps(0, 1, 0.05)

DISTORTIONS: dict[str, Distortion] = {
    distortion.key: distortion
    for distortion in (
        Distortion("turn", "deg", 0, _steps(-180, 180, 5), 1, turn),
        Distortion("shift_sideways", "px", 0, _steps(-14, 14, 1), 0.25, shift_sideways),
        Distortion("shift_upright", "px", 0, _steps(-14, 14, 1), 0.25, shift_upright),
        Distortion("resize", "times", 1, _steps(0.2, 2.0, 0.05), 0.01, resize),
        Distortion("thicken", "px", 0, _steps(-3, 6, 0.5), 0.5, thicken),
        Distortion("noise", "share", 0, _SHARES, 0.01, add_noise),
        Distortion("erase_from_top", "share", 0, _SHARES, 0.01, erase_from_top),
        Distortion("erase_from_bottom", "share", 0, _SHARES, 0.01, erase_from_bottom),
        Distortion("erase_from_left", "share", 0, _SHARES, 0.01, erase_from_left),
        Distortion("erase_from_right", "share", 0, _SHARES, 0.01, erase_from_right),
        Distortion("invert", "share", 0, _SHARES, 0.01, invert),
    )
}


def prepared_again(network_input: np.ndarray) -> np.ndarray:
    """Crop, scale and centre what a distortion left, as for a new drawing; a blank field stays as it is."""
    ink = np.round(np.clip(network_input, 0, 1) * 255).astype(np.uint8)
    try:
        box = scale_into_box(crop(ink), BOX_PX)
    except BlankDrawingError:
        return network_input
    return centre_by_mass(box, FIELD_PX).astype(np.float32) / np.float32(255)


def _warp(network_input: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Cubic resampling overshoots at edges, hence the clip."""
    warped = cv2.warpAffine(network_input, matrix, (FIELD_PX, FIELD_PX), flags=cv2.INTER_CUBIC)
    return np.clip(warped, 0, 1)
