"""Strokes to pixels, by hand-counted pixels."""

import numpy as np
import pytest

from digitdemo.errors import BlankDrawingError
from digitdemo.reading.strokes import bounding_box, draw, redraw


def test_the_bounding_box_spans_all_strokes():
    low, high = bounding_box([np.array([[3.0, 9.0], [5.0, 2.0]]), np.array([[-1.0, 4.0]])])
    np.testing.assert_array_equal(low, [-1, 2])
    np.testing.assert_array_equal(high, [5, 9])


def test_no_stroke_is_a_blank_drawing():
    with pytest.raises(BlankDrawingError):
        bounding_box([])


def test_a_line_through_pixel_centres_covers_these_pixels():
    ink = draw([np.array([[2.5, 4.5], [7.5, 4.5]])], 10, 8, 1)
    assert ink.shape == (8, 10)
    assert np.argwhere(ink > 127).tolist() == [[4, x] for x in range(2, 8)]


def test_a_pen_is_as_wide_as_asked_for():
    ink = draw([np.array([[10.0, 50.0], [90.0, 50.0]])], 100, 100, 18)
    assert 17 <= (ink[:, 50] > 127).sum() <= 20  # OpenCV's smooth edges add up to two pixels


def test_a_tap_is_a_dot():
    ink = draw([np.array([[20.0, 20.0]])], 40, 40, 10)
    assert 60 <= (ink > 127).sum() <= 105  # pi 5^2 = 79
    assert ink[20, 20] == 255


def test_what_lies_outside_is_cut_off():
    ink = draw([np.array([[-500.0, 5.5], [500.0, 5.5]])], 10, 10, 1)
    assert (ink[5] > 127).all()
    assert not draw([np.array([[-50.0, -50.0], [-40.0, -90.0]])], 10, 10, 5).any()


@pytest.mark.parametrize("factor", [0.01, 1, 1000])
def test_redrawn_ink_just_fills_the_box_whatever_its_size_was(factor):
    tall = [np.array([[0.0, 0.0], [1.0, 4.0]]) * factor]
    ink = redraw(tall, 20, 2.6, 8)
    assert ink.shape[0] == 160
    assert ink.shape[1] % 8 == 0
    rows, columns = np.nonzero(ink.any(axis=1))[0], np.nonzero(ink.any(axis=0))[0]
    assert rows[0] <= 2
    assert rows[-1] >= 157
    assert columns[0] <= 8
    assert columns[-1] >= ink.shape[1] - 9


def test_a_redrawn_dot_is_small_and_finite():
    ink = redraw([np.array([[5.0, 5.0]])], 20, 2.6, 8)
    assert ink.any()
    assert max(ink.shape) <= 160
