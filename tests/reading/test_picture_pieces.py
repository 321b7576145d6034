"""A picture's ink as pieces: components, seams, and putting them together again."""

import numpy as np
import pytest

from digitdemo.reading.picture_pieces import find_components, put_together, take_apart
from digitdemo.reading.strokes import draw


def ink_of(*strokes, pen=10, width=300, height=160):
    return draw([np.array(stroke, float) for stroke in strokes], width, height, pen)


LEFT_RING = [(50 + 30 * np.cos(a), 80 + 50 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 40)]
RIGHT_RING = [(x + 68, y) for x, y in LEFT_RING]  # 8 px between the lines' middles: 10 px pens touch


def test_components_stand_from_left_to_right_without_specks():
    ink = ink_of([(200, 20), (200, 140)], [(40, 20), (40, 140)], [(120, 100), (121, 100)], pen=6)
    found = find_components(ink)
    assert [round((piece.box[0] + piece.box[2]) / 2) for piece in found] == [40, 200]


def test_an_empty_picture_has_none_and_a_lone_dot_is_kept():
    assert find_components(np.zeros((50, 50), np.uint8)) == []
    assert len(find_components(ink_of([(50, 50)]))) == 1


def test_digits_that_share_columns_stay_apart_if_they_do_not_touch():
    leaning = ink_of([(20, 20), (80, 140)], [(60, 20), (120, 140)])
    assert len(find_components(leaning)) == 2


def test_two_touching_rings_are_cut_between_them():
    components = find_components(ink_of(LEFT_RING, RIGHT_RING))
    assert len(components) == 1
    parts, pieces = take_apart(components)
    cuts = [
        n for n in range(1, len(parts)) if abs(max(p.box[2] for p in parts[:n]) - 84) < 6 and pieces.joined[n - 1, n]
    ]
    assert cuts  # some seam runs where they touch, at x = 84


def test_pieces_put_together_are_the_ink_again():
    components = find_components(ink_of(LEFT_RING, RIGHT_RING))
    parts, _ = take_apart(components)
    np.testing.assert_array_equal(put_together(parts) > 100, components[0].ink > 100)


def test_what_is_surely_a_digit_is_not_cut():
    components = find_components(ink_of(LEFT_RING))
    assert len(take_apart(components, lambda component: True)[0]) == 1


def test_what_is_wider_than_high_is_cut_even_if_it_reads_like_a_digit():
    components = find_components(ink_of(LEFT_RING, RIGHT_RING))
    assert len(take_apart(components, lambda component: True)[0]) > 1


@pytest.mark.parametrize("pen", [4, 30])
def test_a_blot_and_a_line_do_not_crash(pen):
    for ink in (np.full((60, 90), 255, np.uint8), ink_of([(5, 80), (295, 84)], pen=pen)):
        parts, pieces = take_apart(find_components(ink))
        assert len(parts) == len(pieces) >= 1
