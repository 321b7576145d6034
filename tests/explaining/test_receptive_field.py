import numpy as np
import pytest

from digitdemo.explaining.architecture import read_steps
from digitdemo.explaining.forward import run_steps
from tests.explaining.chains import convolution, plain, pooling

CHAINS = {
    "same": [convolution("a", 2, 5, 1, padding="same"), convolution("b", 2, 3, 2, padding="same")],
    "strides": [
        convolution("a", 2, 4, 1, strides=[2, 2], padding="same"),
        convolution("b", 1, 3, 2, strides=[3, 3]),
    ],
    "pooling": [
        convolution("a", 2, 3, 1),
        pooling("p", side=3, strides=[2, 2], padding="same"),
        convolution("b", 2, 3, 2, padding="same"),
        pooling("q", "AveragePooling2D"),
    ],
    "global": [convolution("a", 2, 3, 1, strides=[2, 2]), plain("g", "GlobalAveragePooling2D")],
}


@pytest.mark.parametrize("chain", CHAINS)
def test_a_number_changes_with_exactly_the_pixels_of_its_receptive_field(chain: str) -> None:
    steps = read_steps(CHAINS[chain])
    drawing = np.zeros((1, 28, 28, 1), np.float32)
    before = run_steps(steps, drawing)
    sees = np.zeros((28, 28, *before.shape[1:3]), bool)
    for row in range(28):
        for column in range(28):
            pushed = drawing.copy()
            pushed[0, row, column] = 1000  # all weights are positive: nothing cancels, and a maximum notices
            sees[row, column] = (run_steps(steps, pushed) != before)[0].any(axis=-1)
    last = steps[-1]
    places = np.ndindex(last.output_shape[:2]) if last.has_maps else [(0, 0)]
    for row, column in places:
        top, left, height, width = last.seen(row, column)
        expected = np.zeros((28, 28), bool)
        expected[top : top + height, left : left + width] = True
        found = sees[:, :, row, column] if last.has_maps else sees.any(axis=2)
        assert (found == expected).all(), f"at {row, column}"
