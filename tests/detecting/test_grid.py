"""The grid: what a cell should say and what it says, by hand."""

import numpy as np
import pytest

from digitdemo.detecting.grid import CELL_PX, CHANNELS, decode, encode

BOX = np.array([[24.0, 4, 40, 36]])
"""16 × 32 pixels around (32, 20): in the second row and third column of cells of 16 pixels."""


def test_the_cell_with_the_middle_speaks_for_the_digit():
    targets = encode(BOX, np.array([7]), rows=3, columns=4)
    assert np.argwhere(targets[..., 0]).tolist() == [[1, 2]]
    assert targets[1, 2] == pytest.approx([1, 0, 4 / 16, np.log(1), np.log(2), 7])


def test_of_two_digits_in_one_cell_the_larger_is_learned():
    targets = encode(np.array([[2.0, 2, 14, 14], [0, 0, 15, 15]]), np.array([3, 5]), 1, 1)
    assert targets[0, 0, 5] == 5
    assert encode(np.array([[-30.0, 0, -20, 10]]), np.array([3]), 2, 2).max() == 0


def test_what_is_encoded_comes_back():
    targets = encode(BOX, np.array([7]), 3, 4)[1, 2]
    outputs = np.zeros((3, 4, CHANNELS))
    x, y = (float(value) for value in targets[1:3])
    outputs[1, 2, 0] = np.log(9)
    outputs[1, 2, 1:3] = np.log(max(x, 1e-9) / (1 - x)), np.log(y / (1 - y))
    outputs[1, 2, 3:5] = targets[3:5]
    outputs[1, 2, 5 + 7] = 50
    cells = decode(outputs)
    assert cells.shape == (3, 4)
    assert cells.confidence[1, 2] == pytest.approx(0.9)
    assert cells.boxes()[1, 2] == pytest.approx(BOX[0], abs=1e-3)
    assert cells.probabilities[1, 2].argmax() == 7
    assert cells.probabilities.sum(axis=2) == pytest.approx(np.ones((3, 4)))


def test_a_cell_that_says_nothing_in_particular():
    cells = decode(np.zeros((1, 2, CHANNELS)))
    assert cells.confidence == pytest.approx(np.full((1, 2), 0.5))
    assert cells.boxes()[0, 1] == pytest.approx([CELL_PX, 0, 2 * CELL_PX, CELL_PX])


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
def test_a_damaged_networks_numbers_stay_numbers(value):
    cells = decode(np.full((2, 2, CHANNELS), value))
    for part in (cells.confidence, cells.boxes(), cells.probabilities):
        assert np.isfinite(part).all()
