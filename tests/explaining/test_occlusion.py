import numpy as np
import pytest

from digitdemo.explaining.occlusion import occlusion_map


class InkCounter:
    """Reads how much ink is on the left and on the right half."""

    def probabilities(self, network_input: np.ndarray) -> np.ndarray:
        probabilities = np.full(10, 0.01, np.float32)
        left, right = network_input[:, :14].sum(), network_input[:, 14:].sum()
        probabilities[1], probabilities[7] = left / 1000, right / 1000
        return probabilities


def test_covering_ink_costs_the_digit_that_needs_it() -> None:
    drawing = np.zeros((28, 28), np.float32)
    drawing[10:14, 4:8] = 1
    occlusion = occlusion_map(InkCounter(), drawing, window_px=4, step_px=2, cover=0)
    lost = occlusion.lost(1)
    assert lost.shape == (28, 28)
    assert np.unravel_index(lost.argmax(), lost.shape) in [(r, c) for r in range(10, 14) for c in range(4, 8)]
    assert lost[20:, 20:] == pytest.approx(0)
    assert occlusion.lost(7) == pytest.approx(0)
    assert occlusion.lost(1, against=7)[12, 6] > 0


@pytest.mark.parametrize(("window", "step"), [(1, 1), (5, 2), (5, 3), (28, 1), (9, 4)])
def test_every_pixel_is_covered_at_least_once(window: int, step: int) -> None:
    drawing = np.ones((28, 28), np.float32)
    occlusion = occlusion_map(InkCounter(), drawing, window_px=window, step_px=step, cover=0)
    assert ((occlusion.lost(1) + occlusion.lost(7)) > 0).all()
    assert (drawing == 1).all()


def test_the_reading_without_a_cover_is_the_networks(shipped, seven) -> None:
    occlusion = occlusion_map(shipped.network, seven, step_px=4)
    np.testing.assert_allclose(occlusion.uncovered, shipped.network.probabilities(seven), atol=1e-6)
    assert occlusion.probabilities.shape == (len(occlusion.corners), len(occlusion.corners), 10)
