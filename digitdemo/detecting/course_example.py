"""The course's own example of a cell that describes a box: 448 pixels cut into 3 × 3 cells of 149 pixels.

The box is 224 pixels wide and 143 high, and its middle lies at (220, 190), in the middle cell:
x = (220 − 149) / 149 = 0.48, y = (190 − 149) / 149 = 0.28, w = 224 / 448 = 0.50, h = 143 / 448 = 0.32.
"""

from dataclasses import dataclass

import numpy as np

PICTURE_PX = 448
CELL_PX = 149
"""The course rounds 448 / 3 down."""
MIDDLE_PX = (220, 190)
SIZE_PX = (224, 143)


@dataclass(frozen=True)
class CellBox:
    """A box as a cell of YOLO describes it.

    Attributes:
        row, column: of the cell.
        x, y: of the box's middle, within the cell, 0 to 1.
        width, height: as shares of the whole picture.
    """

    row: int
    column: int
    x: float
    y: float
    width: float
    height: float

    def in_pixels(self, picture_px: float = PICTURE_PX, cell_px: float = CELL_PX) -> np.ndarray:
        """(4,) left, top, right, bottom."""
        middle = np.array([self.column + self.x, self.row + self.y]) * cell_px
        half = np.array([self.width, self.height]) * picture_px / 2
        return np.concatenate([middle - half, middle + half])


def describe(
    middle: tuple[float, float],
    size: tuple[float, float],
    picture_px: tuple[float, float] = (PICTURE_PX, PICTURE_PX),
    cell_px: float = CELL_PX,
) -> CellBox:
    """From a box in pixels to the four numbers of the cell in which its middle lies."""
    column, row = (int(place // cell_px) for place in middle)
    x, y = middle[0] / cell_px - column, middle[1] / cell_px - row
    return CellBox(row, column, x, y, size[0] / picture_px[0], size[1] / picture_px[1])


def the_courses_box() -> CellBox:
    """X = 0.48, y = 0.28, w = 0.50, h = 0.32, in the middle cell."""
    return describe(MIDDLE_PX, SIZE_PX)
