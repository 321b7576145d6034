"""Strokes as pieces: what touches, where one stroke is cut."""

import numpy as np
import pytest

from digitdemo.reading.stroke_pieces import take_apart

BODY = np.array([(0.0, 0), (60, 0), (20, 100)])
BAR = np.array([(15.0, 50), (65, 50)])
FAR = np.array([(120.0, 0), (120, 100)])


def test_a_bar_touches_what_it_crosses_and_nothing_else():
    parts, pieces = take_apart([FAR, BODY, BAR])
    order = [next(n for n, s in enumerate((BODY, BAR, FAR)) if s is part) for part in parts]
    body, bar, far = (order.index(n) for n in range(3))
    assert pieces.contact[body, bar]
    assert pieces.contact[bar, body]
    assert pieces.contact.sum() == 2
    assert not pieces.contact[far].any()
    assert pieces.height == 100


def test_pieces_stand_from_left_to_right():
    parts, pieces = take_apart([FAR, BODY])
    assert parts[0] is BODY
    np.testing.assert_array_equal(pieces.boxes, [[0, 0, 60, 100], [120, 0, 120, 100]])


def test_a_stroke_through_two_digits_is_cut_where_the_line_between_them_begins_and_ends():
    one_one = np.array([(0.0, 0), (0, 100), (90, 0), (90, 100)])
    parts, pieces = take_apart([one_one])
    assert len(parts) == 3
    np.testing.assert_allclose(pieces.boxes, [[0, 0, 0, 100], [0, 0, 90, 100], [90, 0, 90, 100]], atol=6)
    assert np.count_nonzero(pieces.joined) == 4
    assert set(pieces.source.tolist()) == {0}
    assert not pieces.contact.any()


@pytest.mark.parametrize(
    "whole",
    [
        np.array([(35.0, 0), (0, 50), (35, 100), (70, 50), (35, 0)]),  # a 0
        np.array([(0.0, 10), (50, 0), (0, 100), (80, 100)]),  # a 2: its tail has no height
        np.array([(0.0, 0), (30, 100)]),  # narrow
    ],
)
def test_one_digit_is_not_cut(whole):
    assert len(take_apart([whole])[0]) == 1


def test_a_wide_seven_is_not_cut_if_it_is_surely_a_digit():
    seven = np.array([(0.0, 30), (85, 0), (72, 100)])
    assert len(take_apart([seven], lambda stroke: True)[0]) == 1
    two_wide = np.array([(0.0, 0), (0, 100), (130, 0), (130, 100)])
    assert len(take_apart([two_wide], lambda stroke: True)[0]) > 1


def test_a_long_line_and_a_dot_are_not_cut():
    assert len(take_apart([np.array([(0.0, 0), (900, 5)])])[0]) == 1
    assert len(take_apart([np.array([(5.0, 5)])])[0]) == 1
