"""The grid of YOLO ("You Only Look Once", Redmon, Divvala, Girshick and Farhadi, 2016): a picture cut into cells.

A digit belongs to the cell in which its middle lies. That cell says how sure it is that there is one, where in the
cell the middle lies, how large the digit's box is, and which digit. All others say: nothing here.
"""

from dataclasses import dataclass

import numpy as np

from digitdemo.networks.task import CLASSES

CELL_PX = 16
"""Side of a cell, in pixels of the network's input."""

CONFIDENCE, MIDDLE, SIZE, DIGIT = slice(0, 1), slice(1, 3), slice(3, 5), slice(5, 5 + CLASSES)
"""What a cell's numbers are: one logit, two logits, two logarithms (of sides counted in cells), ten logits."""
CHANNELS = 5 + CLASSES

_MOST = 30.0  # beyond it a logarithm is a damaged network's, and its exponential would overflow


@dataclass(frozen=True)
class Cells:
    """What every cell of a grid says, in words of numbers.

    Attributes:
        confidence: (rows, columns) 0 to 1: P(a digit's middle lies here) · the overlap of the box with the digit.
        middle: (rows, columns, 2) x and y within the cell, 0 to 1.
        size: (rows, columns, 2) width and height, in cells.
        probabilities: (rows, columns, 10), each cell's sum to 1.
        cell_px: side of a cell.
    """

    confidence: np.ndarray
    middle: np.ndarray
    size: np.ndarray
    probabilities: np.ndarray
    cell_px: float = CELL_PX

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.confidence.shape[0], self.confidence.shape[1]

    def boxes(self) -> np.ndarray:
        """(rows, columns, 4) left, top, right, bottom, in the input's pixels."""
        rows, columns = self.shape
        corner = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=2)  # (rows, columns, 2) x, y
        middle = (corner + self.middle) * self.cell_px
        half = self.size * self.cell_px / 2
        return np.concatenate([middle - half, middle + half], axis=2)


def decode(outputs: np.ndarray, cell_px: float = CELL_PX) -> Cells:
    """From what the network gives to what it says.

    Args:
        outputs: (rows, columns, 15) float.
    """
    values = np.nan_to_num(np.asarray(outputs, np.float64), posinf=_MOST, neginf=-_MOST)
    scores = values[..., DIGIT]
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return Cells(
        _sigmoid(values[..., CONFIDENCE])[..., 0],
        _sigmoid(values[..., MIDDLE]),
        np.exp(np.clip(values[..., SIZE], -_MOST, _MOST)),
        raised / raised.sum(axis=-1, keepdims=True),
        cell_px,
    )


def encode(boxes: np.ndarray, digits: np.ndarray, rows: int, columns: int, cell_px: float = CELL_PX) -> np.ndarray:
    """What the cells should say of a scene; of two digits whose middles share a cell the larger one is learned.

    Args:
        boxes: (count, 4) in the input's pixels.
        digits: (count,) integers.

    Returns:
        (rows, columns, 6) float32: 1 where a digit's middle lies, x and y within the cell, the logarithms of width
        and height in cells, and the digit. All 0 elsewhere.
    """
    targets = np.zeros((rows, columns, 6), np.float32)
    sides = (boxes[:, 2:] - boxes[:, :2]) / cell_px
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2 / cell_px
    for index in np.argsort(sides.prod(axis=1), kind="stable"):
        column, row = np.floor(middles[index]).astype(int)
        if 0 <= row < rows and 0 <= column < columns:
            within = middles[index] - (column, row)
            targets[row, column] = (1, *within, *np.log(np.maximum(sides[index], 1e-3)), digits[index])
    return targets


def _sigmoid(values: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -60, 60))))
