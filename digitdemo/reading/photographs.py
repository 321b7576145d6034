"""Ink on photographed paper or on a board: uneven light, shadows, printed lines, the table beside the sheet.

The paper is what remains when everything as thin as a pen's line is closed away (a morphological closing); ink is what
is darker than the paper at its place. How thin that is nobody knows beforehand: kernels grow until the lines found
are much thinner than the kernel. Shadows are wider than that, so a narrow kernel never sees them.
"""

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np

from digitdemo.errors import BlankDrawingError

MIN_CONTRAST = 24
"""Of 255: what stands out less from the paper is paper."""

_LINE_SHARES = (0.1, 0.14, 0.2, 0.28, 0.4)  # of the shorter side: kernels, narrow to wide
_PAPER_GLOW = 4  # of 255, added before dividing: a shadow's noise is not ink
_BOARD_GLOW = 60  # more for a picture turned into its negative, whose lightest grey is hardly above zero
_FITTING = 0.42  # of the kernel's side: wider lines may be wider still than such a kernel can see
_NOISES = 6  # standard deviations of the paper's grain: ink is darker than that
_AT_THE_RIM = 0.25  # at the rim closing sees one side only, and light that falls off there looks like pale ink
_SPECK_SHARE = 0.03  # of the largest piece's area: smaller pieces are dirt

NEAR_SHARE = 0.3
"""Of the largest piece's longer side: what lies farther off is not part of one digit."""


class Wanted(NamedTuple):
    """Which pieces belong to what is written.

    Attributes:
        near_share: of the largest piece's longer side: what lies farther off does not; endless for a whole number.
        speck_share: of the largest piece's area: smaller pieces are dirt.
    """

    near_share: float = NEAR_SHARE
    speck_share: float = _SPECK_SHARE


ONE_DIGIT = Wanted()


def find_ink_in_photograph(picture: np.ndarray, wanted: Wanted = ONE_DIGIT) -> np.ndarray:
    """Find ink in uneven light.

    Args:
        picture: (height, width) or (height, width, 3) uint8; ink darker or lighter than the paper.
        wanted: which pieces belong together.

    Returns:
        (height, width) uint8, 0 paper to 255 full ink.

    Raises:
        BlankDrawingError: nothing stands out from the paper.
    """
    smooth = cv2.GaussianBlur(picture if picture.ndim == 3 else cv2.merge([picture] * 3), (0, 0), 0.8)
    found = [_find_dark_lines(smooth, _PAPER_GLOW, wanted), _find_dark_lines(255 - smooth, _BOARD_GLOW, wanted)]
    best = max((lines for lines in found if lines is not None), key=_likeness_to_writing, default=None)
    if best is None:
        raise BlankDrawingError("picture-flat")
    return best.ink


@dataclass(frozen=True)
class _Lines:
    """What is darker than its surroundings and thinner than a kernel.

    Attributes:
        kernel_px: the kernel's side.
        mask: (height, width) uint8, 0 or 255.
        darkness: typical share of the light that it takes away.
        ink: (height, width) uint8 with smooth edges.
    """

    kernel_px: int
    mask: np.ndarray
    darkness: float
    ink: np.ndarray

    @property
    def fits(self) -> bool:
        """True where the widest line is much narrower than the kernel."""
        return _width_px(self.mask) <= _FITTING * self.kernel_px


def _width_px(mask: np.ndarray) -> float:
    """Of the widest line."""
    return 2 * float(cv2.distanceTransform(mask, cv2.DIST_L2, 3).max())


def _find_dark_lines(picture: np.ndarray, glow: float, wanted: Wanted) -> _Lines | None:
    """Dark lines of whatever width; None where none stands out."""
    best: _Lines | None = None
    for share in _LINE_SHARES:
        if best is None or not best.fits or share == _LINE_SHARES[-1]:
            found = _find_lines(picture, _kernel_px(picture, share), glow, wanted)
            if found is not None and (best is None or _is_better(found, best)):
                best = found
    return best


def _likeness_to_writing(lines: _Lines) -> float:
    """Writing is dark, long, thin and large; a reflection, a shadow's tip, the paper inside a loop are not."""
    _, _, width, height = cv2.boundingRect(lines.mask)
    length_in_widths = float((lines.mask > 0).sum()) / max(_width_px(lines.mask), 1.0) ** 2
    return min(length_in_widths, 10.0) * lines.darkness * max(width, height) ** 0.5


def _kernel_px(picture: np.ndarray, share: float) -> int:
    return max(5, int(min(picture.shape[:2]) * share) | 1)


def _find_lines(picture: np.ndarray, kernel_px: int, glow: float, wanted: Wanted) -> _Lines | None:
    """Lines thinner than the kernel; None where none stands out.

    Args:
        picture: (height, width, 3) uint8, ink darker than the paper.
    """
    darkness, noise = _darkness(picture, kernel_px, glow)
    kept, full = _keep_dark_pieces(darkness, wanted)
    least = MIN_CONTRAST / 2 / 255 if _is_inside(kept) else _AT_THE_RIM
    if full < max(least, _NOISES * noise):
        return None
    pale = 0.27 * full
    ink = np.clip((darkness - pale) / (full - pale), 0, 1) * 255
    around = cv2.dilate(kept, np.ones((5, 5), np.uint8))  # the smooth edges of what was kept
    return _Lines(kernel_px, kept, full, np.where(around > 0, np.round(ink), 0).astype(np.uint8))


def _keep_dark_pieces(darkness: np.ndarray, wanted: Wanted) -> tuple[np.ndarray, float]:
    """The pieces of ink, and their typical darkness; 0 where there are none.

    What runs off the picture (a table) may be so dark that the ink looks like paper beside it. So the threshold is
    taken again from what was kept.
    """
    first, _ = cv2.threshold(_in_8_bits(darkness), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    kept, full = keep_large_pieces(_in_8_bits(darkness > 0.5 * first / 255), wanted), 0.0
    if not _is_inside(kept):
        kept = keep_large_pieces(_in_8_bits(darkness > first / 255), wanted)
    for _ in range(2):
        if not kept.any():
            return kept, 0.0
        full = float(np.percentile(darkness[kept > 0], 70))
        kept = keep_large_pieces(_in_8_bits(darkness > 0.45 * full), wanted)
    return kept, full


def _darkness(picture: np.ndarray, kernel_px: int, glow: float) -> tuple[np.ndarray, float]:
    """The share of light that lines thinner than the kernel take away, and how much it trembles on bare paper.

    A quotient, not a difference: ink takes away the same share in the sun as in the shade. Channels count by how
    much the lines show in them: red ink on pink paper shows in green and blue only.

    Returns:
        (height, width) float32 in [0, 1], closing's choice of the brightest grain taken off; its standard deviation
        on bare paper.
    """
    paper = close_lines(picture, kernel_px)
    taken = 1 - (picture + np.float32(glow)) / (paper + np.float32(glow))  # (height, width, 3)
    strength = np.percentile(taken[::4, ::4].reshape(-1, 3), 98, axis=0) ** 2 + 1e-6
    darkness = taken @ (strength / strength.sum()).astype(np.float32)
    bright, bare = np.percentile(darkness[::3, ::3], (5, 40))  # less than half is ink
    darkness = np.clip((darkness - bare) / (1 - bare), 0, 1).astype(np.float32)
    return darkness, float(bare - bright) / 1.39  # between these shares of a normal distribution


def close_lines(picture: np.ndarray, kernel_px: int) -> np.ndarray:
    """Paint over dark lines thinner than ``kernel_px`` (closing by an octagon: a square, then small diamonds).

    A square alone would be ten times cheaper than a disc, too, but would paint over the round end of a shadow.
    """
    diamond_px = round(0.29 * kernel_px)
    square = np.ones((kernel_px - 2 * diamond_px,) * 2, np.uint8)
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    grown = cv2.dilate(cv2.dilate(picture, square), cross, iterations=diamond_px)
    return cv2.erode(cv2.erode(grown, square), cross, iterations=diamond_px)


def _is_better(wide: _Lines, narrow: _Lines) -> bool:
    """True where the narrower kernel was too narrow: for its own lines, or it missed as dark a one."""
    if wide.darkness < 0.8 * narrow.darkness:
        return False
    if not narrow.fits:
        return True
    missed = (wide.mask > 0) & (cv2.dilate(narrow.mask, np.ones((5, 5), np.uint8)) == 0)
    return wide.fits and float(missed.sum()) > 0.5 * float((narrow.mask > 0).sum())


def keep_large_pieces(is_ink: np.ndarray, wanted: Wanted = ONE_DIGIT) -> np.ndarray:
    """Keep the largest piece and what is near it: a photograph's dirt is small, its table runs off the picture.

    Args:
        is_ink: (height, width) uint8, 0 or 255.
    """
    height, width = is_ink.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(is_ink, connectivity=8)
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    inside = (left > 0) & (top > 0) & (right < width) & (bottom < height)
    area = stats[:, cv2.CC_STAT_AREA].astype(np.float64)
    area[0] = 0  # the paper
    longest = np.maximum(right - left, bottom - top)
    large_inside = inside & (longest >= 0.1 * min(height, width)) & (area >= 0.05 * area.max())
    candidates = (inside | ~large_inside.any()) & (area > 0)
    if not candidates.any():
        return np.zeros_like(is_ink)
    main = int(np.argmax(np.where(candidates, area, 0)))
    gap_x = np.maximum(left - right[main], left[main] - right)
    gap_y = np.maximum(top - bottom[main], top[main] - bottom)
    near = np.maximum(gap_x, gap_y) < wanted.near_share * longest[main]
    keep = candidates & near & (area >= wanted.speck_share * area[main])
    return _in_8_bits(keep[labels])


def _is_inside(mask: np.ndarray) -> bool:
    """True where something is on the mask and nothing touches its rim."""
    rim = max(mask[0].max(), mask[-1].max(), mask[:, 0].max(), mask[:, -1].max())
    return rim == 0 and bool(mask.any())


def _in_8_bits(values: np.ndarray) -> np.ndarray:
    """Bool or [0, 1] to uint8 0..255."""
    return np.round(values * np.float32(255)).astype(np.uint8)
