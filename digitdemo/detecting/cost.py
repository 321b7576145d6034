"""The cost of one cell, term by term: what training makes smaller. ``training.detector_training`` says it in Keras."""

import math
from dataclasses import dataclass

import numpy as np

from digitdemo.detecting.grid import Cells
from digitdemo.reading.boxes import overlaps

EMPTY_SHARE, MIDDLE_SHARE, SIZE_SHARE, DIGIT_SHARE = 0.5, 5.0, 2.0, 1.0
"""What the parts weigh beside the confidence of cells with a digit.

As in YOLO the many empty cells count half, and the middle five times.
"""

_LEAST = 1e-9


@dataclass(frozen=True)
class CellCost:
    """What a cell's answer costs.

    Attributes:
        overlap: intersection over union of its box with the true one; 0 where no digit's middle lies in it.
        confidence: cross-entropy of its confidence with ``overlap``, which it should be.
        middle: squared distance of the middles, in cells.
        size: squared differences of the logarithms of width and height.
        digit: −ln of the probability of the right digit.
        total: all of them, weighed.
    """

    overlap: float
    confidence: float
    middle: float
    size: float
    digit: float
    total: float


def cost_of_cell(
    cells: Cells, row: int, column: int, true_box: np.ndarray | None = None, true_digit: int | None = None
) -> CellCost:
    """The cost of what one cell says.

    Args:
        true_box: (4,) left, top, right, bottom of the digit whose middle lies in the cell, in the input's pixels;
            None where there is none.
        true_digit: which digit it is.
    """
    said = float(np.clip(cells.confidence[row, column], _LEAST, 1 - 1e-12))
    if true_box is None or true_digit is None:
        confidence = -math.log(1 - said)
        return CellCost(0.0, confidence, 0.0, 0.0, 0.0, EMPTY_SHARE * confidence)
    overlap = float(overlaps(cells.boxes()[row, column][None], true_box[None])[0, 0])
    confidence = -overlap * math.log(said) - (1 - overlap) * math.log(1 - said)
    true_middle = (true_box[:2] + true_box[2:]) / 2 / cells.cell_px - (column, row)
    true_size = np.maximum(true_box[2:] - true_box[:2], _LEAST) / cells.cell_px
    middle = float(np.square(cells.middle[row, column] - true_middle).sum())
    size = float(np.square(np.log(cells.size[row, column]) - np.log(true_size)).sum())
    digit = -math.log(max(float(cells.probabilities[row, column, true_digit]), _LEAST))
    total = confidence + MIDDLE_SHARE * middle + SIZE_SHARE * size + DIGIT_SHARE * digit
    return CellCost(overlap, confidence, middle, size, digit, total)
