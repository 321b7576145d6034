"""Which pixels of a picture are ink: flat drawings by their paper's colour, photographs by what is darker around.

A drawing program, a scan or the canvas gives paper of one colour; there the distance from that colour is the ink.
A photograph gives uneven light, shadows and noise; there the paper is what remains when everything as thin as a
line is closed away (a morphological closing), and ink is what is darker than the paper at its place.
"""

import cv2
import numpy as np

from digitdemo.errors import BlankDrawingError, PictureError

WORKING_SIDE_PX = 400
"""Larger pictures are shrunk first: a digit needs far less, and a photograph's noise is averaged away."""

MIN_CONTRAST = 24
"""Of 255: what stands out less from the paper is paper."""

_FLAT_TOLERANCE = 6  # of 255; JPEG's ripples stay within it
_FLAT_SHARE = 0.35  # of the pixels having one colour make a picture flat
_LINE_SHARE = 0.3  # of the shorter side: structures wider than this are shadow or table, not ink
_SPECK_SHARE = 0.04  # of the largest piece's area: smaller pieces of a photograph are dirt


def find_ink(picture: np.ndarray, working_side_px: int = WORKING_SIDE_PX) -> tuple[np.ndarray, np.ndarray]:
    """Find the ink of a picture.

    Args:
        picture: (height, width), (height, width, 3) RGB or (height, width, 4) RGBA uint8.
        working_side_px: larger pictures are shrunk to it.

    Returns:
        The picture without transparency, at working size, (height, width[, 3]) uint8; and its ink,
        (height, width) uint8, 0 paper to 255 full ink.

    Raises:
        PictureError: another shape or type, or no pixel.
        BlankDrawingError: nothing stands out from the paper.
    """
    check_picture(picture)
    opaque = shrink_to(flatten_transparency(picture), working_side_px)
    distance = distance_from_flat_paper(opaque)
    ink = stretch_flat(distance) if distance is not None else find_ink_in_photograph(opaque)
    return opaque, ink


def check_picture(picture: np.ndarray) -> None:
    """Refuse what is no picture, in words that say what would be one."""
    rule = "A picture must be an array (H, W), (H, W, 3) or (H, W, 4) of uint8."
    if not isinstance(picture, np.ndarray):
        raise PictureError(f"{rule} Received {type(picture).__name__}.")
    channels_fit = picture.ndim == 2 or (picture.ndim == 3 and picture.shape[2] in (3, 4))
    if picture.dtype != np.uint8 or not channels_fit:
        hint = " Multiply by 255 and convert." if picture.dtype.kind == "f" else ""
        raise PictureError(f"{rule} Received {picture.dtype} {picture.shape}.{hint}")
    if picture.size == 0:
        raise PictureError(f"{rule} Received an empty one, {picture.shape}.")


def flatten_transparency(picture: np.ndarray) -> np.ndarray:
    """Lay a transparent picture on white paper, or on black if its ink is light.

    Returns:
        (height, width) or (height, width, 3) uint8.
    """
    if picture.ndim == 2 or picture.shape[2] == 3:
        return picture
    opacity = picture[..., 3:].astype(np.float32) / 255
    if opacity.min() == 1:
        return np.ascontiguousarray(picture[..., :3])
    weight = float(opacity.sum())
    mean_colour = float((picture[..., :3] * opacity).sum()) / (3 * weight) if weight else 0.0
    paper = 255.0 if mean_colour < 128 else 0.0
    flattened = picture[..., :3] * opacity + paper * (1 - opacity)
    return np.round(flattened).astype(np.uint8)


def shrink_to(picture: np.ndarray, longest_px: int) -> np.ndarray:
    """Shrink a picture by area until its longer side is at most ``longest_px``."""
    height, width = picture.shape[:2]
    scale = longest_px / max(height, width)
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def distance_from_flat_paper(picture: np.ndarray) -> np.ndarray | None:
    """How far each pixel's colour is from the paper's, if the paper has one colour.

    The paper is the commonest colour; among the two commonest the one that also holds the picture's rim.

    Returns:
        (height, width) uint8, the largest difference over the channels; None where no colour is common enough.
    """
    channels = picture[..., None] if picture.ndim == 2 else picture
    best, best_score = None, 0.0
    distance = _distance(channels, _commonest_colour(channels.reshape(-1, channels.shape[2])))
    for _ in range(2):
        near = distance <= _FLAT_TOLERANCE
        share = float(near.mean())
        if share > _FLAT_SHARE:
            rim_near = np.concatenate([near[0], near[-1], near[:, 0], near[:, -1]])
            score = share + float(rim_near.mean())
            if score > best_score:
                best, best_score = distance, score
        if near.all():
            break
        rest = channels[~near]
        if len(rest) < _FLAT_SHARE * near.size:
            break
        distance = _distance(channels, _commonest_colour(rest))
    return best


def stretch_flat(distance: np.ndarray) -> np.ndarray:
    """Full ink is the farthest colour; a tenth of that is still paper.

    Raises:
        BlankDrawingError: even the farthest is too near.
    """
    farthest = int(distance.max())
    if farthest < MIN_CONTRAST:
        raise BlankDrawingError("Nothing on this picture stands out from its paper.")
    table = np.clip(np.arange(256) * (255 / farthest), 0, 255)
    table[: max(1, round(farthest * 0.1))] = 0
    return cv2.LUT(distance, np.round(table).astype(np.uint8))


def find_ink_in_photograph(picture: np.ndarray) -> np.ndarray:
    """Ink on paper in uneven light.

    Raises:
        BlankDrawingError: nothing stands out from the paper.
    """
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    grey = cv2.GaussianBlur(grey, (3, 3), 0)
    if _ink_is_light(grey):
        grey = 255 - grey
    kernel_px = max(3, int(min(grey.shape) * _LINE_SHARE) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (kernel_px, kernel_px))
    paper = cv2.GaussianBlur(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, kernel), (0, 0), kernel_px / 6)
    # Dark ink takes away a share of the light, in the sun as in the shade: a quotient, not a difference.
    darkness = np.clip(1 - (grey + 1.0) / (paper + 1.0), 0, 1)
    darkness_8bit = np.round(darkness * 255).astype(np.uint8)
    threshold, is_ink = cv2.threshold(darkness_8bit, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    noise = float(np.median(darkness_8bit[is_ink == 0])) if (is_ink == 0).any() else 0.0
    if threshold < max(MIN_CONTRAST / 2, 3 * noise):
        raise BlankDrawingError("Nothing on this picture stands out from its paper.")
    kept = keep_large_pieces(is_ink)
    full = float(np.percentile(darkness_8bit[kept > 0], 60)) if (kept > 0).any() else 255.0
    pale = 0.6 * threshold
    ink = np.clip((darkness_8bit - pale) / max(full - pale, 1.0), 0, 1) * 255
    around = cv2.dilate(kept, np.ones((5, 5), np.uint8))  # the smooth edges of what was kept
    return np.where(around > 0, np.round(ink), 0).astype(np.uint8)


def keep_large_pieces(is_ink: np.ndarray) -> np.ndarray:
    """Drop a photograph's dirt: small pieces, and pieces that run off the picture if something else is on it.

    Args:
        is_ink: (height, width) uint8, 0 or 255.
    """
    height, width = is_ink.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(is_ink, connectivity=8)
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    inside = (left > 0) & (top > 0) & (right < width) & (bottom < height)
    area = stats[:, cv2.CC_STAT_AREA].astype(np.float64)
    inside[0], area[0] = False, 0  # the paper
    candidates = inside if area[inside].max(initial=0) > 0.001 * is_ink.size else np.arange(count) > 0
    keep = candidates & (area >= _SPECK_SHARE * area[candidates].max(initial=0))
    return np.where(keep[labels], 255, 0).astype(np.uint8)


def _commonest_colour(pixels: np.ndarray) -> np.ndarray:
    """(pixels, channels) uint8 -> (channels,): the middle of the fullest of 16^channels bins."""
    bins = (pixels >> 4).astype(np.int32) @ (16 ** np.arange(pixels.shape[1]))
    fullest = np.bincount(bins).argmax()
    return np.median(pixels[bins == fullest], axis=0)


def _distance(channels: np.ndarray, colour: np.ndarray) -> np.ndarray:
    return np.abs(channels.astype(np.int16) - colour.astype(np.int16)).max(axis=2).astype(np.uint8)


def _ink_is_light(grey: np.ndarray) -> bool:
    """Lines are the rarer side of the picture: the skewness around the local median tells which side that is."""
    small = shrink_to(grey, 128)
    kernel_px = min(255, int(min(small.shape) * 0.6) | 1)
    residual = small.astype(np.float32) - cv2.medianBlur(small, max(3, kernel_px))
    return float((residual**3).mean()) > 0
