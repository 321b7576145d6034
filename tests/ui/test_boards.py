import base64

import numpy as np
import pytest

from digitdemo.ui.boards import Board, content_of, tiles
from digitdemo.ui.colour_scales import AMOUNT, SIGNED, coloured, round_limit


def test_white_is_nothing_blue_is_more_orange_is_less() -> None:
    colours = coloured(np.array([-2.0, -1, 0, 1, 2, np.nan]), limit=1)
    assert colours[2].tolist() == colours[5].tolist() == [255, 255, 255]
    assert colours[0].tolist() == colours[1].tolist()
    assert colours[1][0] > colours[1][2]  # orange
    assert colours[3][2] > colours[3][0]  # blue


def test_both_directions_are_equally_dark() -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2

    assert len(SIGNED) == 2 * len(AMOUNT) - 1
    for below, above in zip(SIGNED[: len(AMOUNT)], reversed(AMOUNT), strict=True):
        assert lightness(below) == pytest.approx(lightness(above), abs=0.09)


@pytest.mark.parametrize(("top", "limit"), [(0.23, 0.5), (1, 1), (1.01, 2), (49, 50), (0, 1)])
def test_a_scale_ends_at_a_round_number(top: float, limit: float) -> None:
    assert round_limit(np.array([-top, top / 2])) == pytest.approx(limit)


def test_exact_numbers_travel_as_they_are() -> None:
    values = np.array([[[0.5, -3.25], [np.nan, 7]]], np.float32)
    content = content_of(Board(values))
    sent = np.frombuffer(base64.b64decode(content["values"]), np.float32)
    assert np.array_equal(sent.reshape(values.shape), values, equal_nan=True)
    assert content["limits"] == [10]


def test_many_numbers_travel_as_shares_of_their_limit() -> None:
    values = np.linspace(-2, 2, 12, dtype=np.float32).reshape(2, 3, 2)
    content = content_of(Board(values, exact=False, limits=np.array([2.0, 4.0])))
    shares = np.frombuffer(base64.b64decode(content["values"]), np.int8).reshape(values.shape) / 127
    np.testing.assert_allclose(shares * np.array([2, 4])[:, None, None], values, atol=4 / 127)


def test_maps_become_tiles() -> None:
    assert tiles(np.zeros((14, 13, 5))).shape == (5, 14, 13)
