"""Strokes from a picture of a calculation: every connected piece of ink, thinned to a line, becomes one stroke.

A picture does not tell how the pen went: signs that touch are one piece, and nobody knows what was written first. A
piece is walked along in one go, back and forth where it forks, so that drawn again it looks the same.
"""

import cv2
import numpy as np

from digitdemo.calculating.drawing_file import ExpressionDrawing
from digitdemo.drawing.strokes import Stroke
from digitdemo.reading.ink import find_ink
from digitdemo.reading.photographs import Wanted

PICTURE_SIDE_PX = 1200
"""Larger pictures are shrunk: a calculation of twenty signs needs so many pixels."""

_IS_INK = 110
_SPECK = 0.25
"""Of a square as wide as a usual line: smaller pieces are dirt."""

_SPECK_SHARE = 0.0015
"""Of the largest piece's area: a decimal point beside a long root is no dirt."""

_MOST_PIECES = 400
_SMOOTH = 5

_AROUND = ((-1, 0), (0, 1), (1, 0), (0, -1), (-1, 1), (1, 1), (1, -1), (-1, -1))
"""Rows and columns to a pixel's eight neighbours; those straight beside it first."""


def strokes_in_picture(picture: np.ndarray) -> ExpressionDrawing:
    """Find what is written.

    Args:
        picture: (height, width), (height, width, 3) RGB or (height, width, 4) RGBA uint8; ink darker or lighter than
            the paper.

    Returns:
        Strokes from left to right, in pixels of the picture as it was shrunk; its size.

    Raises:
        PictureError: another shape or type, or no pixel.
        BlankDrawingError: nothing stands out from the paper.
    """
    _, ink = find_ink(picture, PICTURE_SIDE_PX, Wanted(np.inf, _SPECK_SHARE))
    is_ink = (ink > _IS_INK).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(is_ink, connectivity=8)
    from_paper = cv2.distanceTransform(is_ink, cv2.DIST_L2, 3)
    line_px = 4 * float(np.median(from_paper[is_ink > 0])) if is_ink.any() else 1.0
    large = [piece for piece in range(1, count) if stats[piece, cv2.CC_STAT_AREA] > _SPECK * line_px**2]
    large.sort(key=lambda piece: -int(stats[piece, cv2.CC_STAT_AREA]))
    thin = thinned(is_ink)
    strokes = []
    for piece in sorted(large[:_MOST_PIECES], key=lambda piece: int(stats[piece, cv2.CC_STAT_LEFT])):
        left, top, width, height = (int(stats[piece, column]) for column in range(4))
        part = np.s_[top : top + height, left : left + width]
        rows, columns = np.nonzero((thin[part] > 0) & (labels[part] == piece))
        if len(rows) == 0:  # a spot of two by two pixels wears away whole
            rows, columns = np.array([height // 2]), np.array([width // 2])
        strokes.append(_smoothed(_walk(set(zip(rows.tolist(), columns.tolist(), strict=True)))) + (left, top))
    return ExpressionDrawing(strokes, ink.shape[1], ink.shape[0])


def thinned(is_ink: np.ndarray) -> np.ndarray:
    """Wear ink away from all sides until lines of one pixel are left; what hangs together stays together.

    T. Y. Zhang and C. Y. Suen, "A fast parallel algorithm for thinning digital patterns", 1984.

    Args:
        is_ink: (height, width) uint8, 0 or 1.

    Returns:
        The same; nonzero where the lines run.
    """
    ink = np.pad(is_ink, 1)
    pixels, row = ink.reshape(-1), ink.shape[1]
    # Clockwise from above: p2 to p9 of the paper.
    steps = np.array([-row, 1 - row, 1, 1 + row, row, row - 1, -1, -1 - row])
    places = went = np.flatnonzero(pixels)
    first = True
    while len(places):
        around = pixels[places[:, None] + steps].T  # (8, places)
        inked = around.sum(axis=0)
        turns = ((around == 0) & (np.roll(around, -1, axis=0) == 1)).sum(axis=0)
        above, right, below, left = around[::2]
        sides = (
            (above * right * below == 0) & (right * below * left == 0)
            if first
            else (above * right * left == 0) & (above * below * left == 0)
        )
        went_before, went = went, places[(inked >= 2) & (inked <= 6) & (turns == 1) & sides]
        pixels[went] = 0
        first = not first
        # Each half looks again only where something has changed since it looked last: at both halves' neighbours.
        places = np.unique(np.concatenate([went_before, went])[:, None] + steps)
        places = places[pixels[places] > 0]
    return ink[1:-1, 1:-1]


def _walk(pixels: set[tuple[int, int]]) -> Stroke:
    """(points, 2) float64 x, y: along a thinned piece, straight on where it crosses, back where a branch ends."""
    start = min(pixels, key=lambda pixel: (_degree(pixel, pixels), pixel[1], pixel[0]))
    left = set(pixels) - {start}
    way = [start]
    path = [start]
    while left:
        following = [(path[-1][0] + down, path[-1][1] + right) for down, right in _AROUND]
        free = [pixel for pixel in following if pixel in left]
        if not free:
            path.pop()
            if not path:  # the rest does not hang together with it
                break
            way.append(path[-1])
            continue
        before = path[-6] if len(path) > 5 else path[0]
        ahead = (path[-1][0] - before[0], path[-1][1] - before[1])
        chosen = max(free, key=lambda pixel: _straightness(path[-1], pixel, ahead))
        left.discard(chosen)
        path.append(chosen)
        way.append(chosen)
    return np.array([(column + 0.5, row + 0.5) for row, column in way], np.float64)


def _degree(pixel: tuple[int, int], pixels: set[tuple[int, int]]) -> int:
    return sum((pixel[0] + down, pixel[1] + right) in pixels for down, right in _AROUND)


def _straightness(here: tuple[int, int], there: tuple[int, int], ahead: tuple[int, int]) -> float:
    down, right = there[0] - here[0], there[1] - here[1]
    return float((down * ahead[0] + right * ahead[1]) / max(1, abs(down) + abs(right)) ** 0.5)


def _smoothed(points: Stroke) -> Stroke:
    """Without the stairs that pixels make; both ends stay."""
    if len(points) <= _SMOOTH:
        return points
    padded = np.concatenate([points[:1]] * (_SMOOTH // 2) + [points] + [points[-1:]] * (_SMOOTH // 2))
    return np.stack([np.convolve(padded[:, axis], np.full(_SMOOTH, 1 / _SMOOTH), "valid") for axis in (0, 1)], axis=1)
