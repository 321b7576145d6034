"""From a picture's ink to the sheet that the detector gets: cut out, scaled, so that usual digits have a usual size."""

from dataclasses import dataclass

import cv2
import numpy as np

from digitdemo.detecting.grid import CELL_PX
from digitdemo.reading.preprocessing import INK_THRESHOLD

LONGEST_PX = 448
"""Of a sheet's longer side, as in YOLO; more would take longer than it is worth."""

USUAL_PX = 56.0
"""Of usual signs' longer side: few and large ones are made small, so that they are as large as those learned from."""

_MARGIN_PX = 8
_SPECK = 0.15  # of the largest sign: what is smaller says nothing about the size of signs
_WIDE = 1.1  # times wider than high: of 1,900 digits one in a hundred is more
_LONG = 5.0  # times longer than wide, and longer than half of all ink: a ruled line says nothing either


@dataclass(frozen=True)
class Sheet:
    """What the detector gets.

    Attributes:
        ink: (height, width) uint8, 0 paper to 255 ink, both multiples of a cell's side.
        scale: pixels of the sheet for each pixel of the picture.
        left: of the picture, where the sheet's left side lies.
        top: of the picture, where the sheet's top lies.
    """

    ink: np.ndarray
    scale: float
    left: float
    top: float

    def from_picture(self, boxes: np.ndarray) -> np.ndarray:
        """Boxes (..., 4) in the picture's pixels, to the sheet's."""
        return np.asarray((boxes - (self.left, self.top, self.left, self.top)) * self.scale)

    def to_picture(self, boxes: np.ndarray) -> np.ndarray:
        """Boxes (..., 4) on the sheet, to the picture's pixels."""
        return np.asarray(boxes / self.scale + (self.left, self.top, self.left, self.top))


def as_sheet(ink: np.ndarray) -> Sheet | None:
    """Cut out the part with ink and scale it; None where there is none.

    Args:
        ink: (height, width) uint8, 0 paper to 255 ink.
    """
    is_ink = (ink > INK_THRESHOLD).astype(np.uint8)
    left, top, width, height = cv2.boundingRect(is_ink)
    if width == 0:
        return None
    cut = ink[top : top + height, left : left + width]
    room = LONGEST_PX - 2 * _MARGIN_PX
    scale = min(room / max(width, height), USUAL_PX / usual_side(is_ink[top : top + height, left : left + width]))
    sides = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(cut, sides, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    # The picture's own ratio, which rounding changes a little, is that of the longer side.
    scale = max(sides) / max(width, height)
    around = [2 * _MARGIN_PX + side for side in (sides[1], sides[0])]
    rows, columns = (-(-side // CELL_PX) * CELL_PX for side in around)
    sheet = np.zeros((rows, columns), np.uint8)
    sheet[_MARGIN_PX : _MARGIN_PX + sides[1], _MARGIN_PX : _MARGIN_PX + sides[0]] = small
    return Sheet(sheet, scale, left - _MARGIN_PX / scale, top - _MARGIN_PX / scale)


def usual_side(is_ink: np.ndarray) -> float:
    """The usual longer side of a sign: the median of what hangs together, without specks and ruled lines.

    What is wider than high is probably several digits that touch, and counts by its height.

    Args:
        is_ink: (height, width) uint8, 0 or 1, with some ink.
    """
    _, _, stats, _ = cv2.connectedComponentsWithStats(is_ink, connectivity=8)
    wide, high = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    longer, shorter = np.maximum(wide, high), np.minimum(wide, high)
    is_line = (longer > _LONG * shorter) & (longer > 0.5 * max(is_ink.shape)) & (len(longer) > 1)
    is_sign = ~is_line if not is_line.all() else np.ones(len(longer), bool)
    is_sign &= longer >= _SPECK * longer[is_sign].max()
    return float(np.median(np.where(wide > _WIDE * high, high, longer)[is_sign]))
