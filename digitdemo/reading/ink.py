"""Which pixels of a picture are ink: flat drawings by their paper's colour, photographs by what is darker around.

A drawing program, a scan or the canvas gives paper of one colour; there the distance from that colour is the ink.
A photograph gives uneven light, shadows and noise; ``photographs`` finds the ink there.
"""

import cv2
import numpy as np

from digitdemo.errors import BlankDrawingError, PictureError
from digitdemo.reading.photographs import MIN_CONTRAST, ONE_DIGIT, Wanted, find_ink_in_photograph

WORKING_SIDE_PX = 400
"""Larger pictures are shrunk first: a digit needs far less, and a photograph's noise is averaged away."""

_FLAT_TOLERANCE = 6  # of 255; JPEG's ripples stay within it
_SAMPLE = 20_000  # pixels are enough to see which colour is the commonest
_FLAT_SHARE = 0.35  # of the pixels having one colour make a picture flat
_SMALLEST_PHOTOGRAPH_PX = 40
_STRAY_SHARE = 0.01  # of the pixels may be neither paper nor ink nor its edge


def find_ink(
    picture: np.ndarray, working_side_px: int = WORKING_SIDE_PX, wanted: Wanted = ONE_DIGIT
) -> tuple[np.ndarray, np.ndarray]:
    """Find the ink of a picture.

    Args:
        picture: (height, width), (height, width, 3) RGB or (height, width, 4) RGBA uint8.
        working_side_px: larger pictures are shrunk to it.
        wanted: of a photograph, which pieces belong together.

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
    ink = stretch_flat(drop_rims(distance)) if distance is not None else find_ink_in_photograph(opaque, wanted)
    return opaque, ink


def check_picture(picture: np.ndarray) -> None:
    """Refuse what is no picture, in words that say what would be one."""
    if not isinstance(picture, np.ndarray):
        raise PictureError("picture-no-array", received=type(picture).__name__)
    channels_fit = picture.ndim == 2 or (picture.ndim == 3 and picture.shape[2] in (3, 4))
    if picture.dtype != np.uint8 or not channels_fit:
        code = "picture-of-floats" if picture.dtype.kind == "f" else "picture-wrong-array"
        raise PictureError(code, kind=str(picture.dtype), shape=picture.shape)
    if picture.size == 0:
        raise PictureError("picture-empty-array", shape=picture.shape)


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

    The paper is the commonest colour; among the two commonest the one that also holds the picture's rim. Between
    paper and ink may lie the smooth edges of the ink, and nothing else: a gradient of light is no flat paper.

    Returns:
        (height, width) uint8, the largest difference over the channels; None where the paper is not flat.
    """
    channels = picture[..., None] if picture.ndim == 2 else picture
    best, best_score = None, 0.0
    distance = _distance(channels, _commonest_colour(channels.reshape(-1, channels.shape[2])))
    for _ in range(2):
        near = distance <= _FLAT_TOLERANCE
        share = float(near.mean())
        if share > _FLAT_SHARE and _stray_share(distance) < _STRAY_SHARE:
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


def _stray_share(distance: np.ndarray) -> float:
    """The share of pixels that are neither paper nor ink nor beside ink; 0 for a picture too small for a photograph.

    A tenth of a per cent of MNIST's digits have tails so pale that they would pass for a gradient of light.
    """
    if max(distance.shape) < _SMALLEST_PHOTOGRAPH_PX:
        return 0.0
    farthest = int(distance.max())
    is_ink = (distance > 0.5 * farthest).astype(np.uint8)
    beside_px = 2 * max(1, round(max(distance.shape) / 100)) + 1
    beside = cv2.dilate(is_ink, np.ones((beside_px, beside_px), np.uint8))
    return float(((distance > _FLAT_TOLERANCE) & (beside == 0)).mean()) if farthest > MIN_CONTRAST else 0.0


def stretch_flat(distance: np.ndarray) -> np.ndarray:
    """Full ink is the farthest colour; what is within the paper's tolerance is paper.

    Raises:
        BlankDrawingError: even the farthest is too near.
    """
    farthest = int(distance.max())
    if farthest < MIN_CONTRAST:
        raise BlankDrawingError("picture-flat")
    table = np.clip(np.arange(256) * (255 / farthest), 0, 255)
    table[: _FLAT_TOLERANCE + 1] = 0
    return cv2.LUT(distance, np.round(table).astype(np.uint8))


def drop_rims(distance: np.ndarray) -> np.ndarray:
    """Take away a scan's dark rims: pieces along a whole side, if something else is on the picture.

    Args:
        distance: (height, width) uint8, from the paper's colour.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats((distance > MIN_CONTRAST).astype(np.uint8))
    if count < 3:
        return distance
    rims = [piece for piece in range(1, count) if lies_along_a_side(labels == piece, stats[piece])]
    others = np.delete(stats[1:, cv2.CC_STAT_AREA], np.array(rims, int) - 1)
    if not rims or others.max(initial=0) < 0.002 * distance.size:
        return distance
    is_rim = cv2.dilate(np.isin(labels, rims).astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.where(is_rim > 0, np.uint8(0), distance)


def lies_along_a_side(piece: np.ndarray, box: np.ndarray) -> bool:
    """True where a piece touches nearly a whole side of the picture and reaches not far into it.

    Args:
        piece: (height, width) bool.
        box: its row of OpenCV's statistics: left, top, width, height, area.
    """
    height, width = piece.shape
    if max(box[2] / width, box[3] / height) < 0.9:
        return False
    sides = (piece[0], piece[-1], piece[:, 0], piece[:, -1])
    return max(float(side.mean()) for side in sides) > 0.9 and float(box[4]) < 0.4 * piece.size


def _commonest_colour(pixels: np.ndarray) -> np.ndarray:
    """(pixels, channels) uint8 -> (channels,): the middle of the fullest of 16^channels bins."""
    sample = pixels[:: max(1, len(pixels) // _SAMPLE)]
    bins = (sample >> 4).astype(np.int32) @ (16 ** np.arange(sample.shape[1]))
    fullest = np.bincount(bins).argmax()
    return np.median(sample[bins == fullest], axis=0)


def _distance(channels: np.ndarray, colour: np.ndarray) -> np.ndarray:
    return np.abs(channels.astype(np.int16) - colour.astype(np.int16)).max(axis=2).astype(np.uint8)
