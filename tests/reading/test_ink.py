"""Ink on flat paper: hand-made cases; and that nothing but the ink decides."""

import cv2
import numpy as np
import pytest

from digitdemo.errors import BlankDrawingError, PictureError
from digitdemo.reading.ink import (
    check_picture,
    distance_from_flat_paper,
    drop_rims,
    find_ink,
    flatten_transparency,
    shrink_to,
    stretch_flat,
)
from digitdemo.reading.preprocessing import prepare_picture
from digitdemo.reading.strokes import draw

PAPER_INK_HALF = np.array([[200, 200, 200, 200], [200, 100, 150, 200], [200, 200, 200, 200]], np.uint8)


def test_distance_and_ink_by_hand():
    np.testing.assert_array_equal(
        distance_from_flat_paper(PAPER_INK_HALF), [[0, 0, 0, 0], [0, 100, 50, 0], [0, 0, 0, 0]]
    )
    _, ink = find_ink(PAPER_INK_HALF)
    np.testing.assert_array_equal(ink, [[0, 0, 0, 0], [0, 255, 127, 0], [0, 0, 0, 0]])  # 50 * 2.55 = 127.5


def test_a_colour_that_differs_in_one_channel_is_ink():
    picture = np.full((6, 6, 3), (10, 200, 30), np.uint8)
    picture[2:4, 3] = (10, 200, 130)
    _, ink = find_ink(picture)
    assert np.argwhere(ink == 255).tolist() == [[2, 3], [3, 3]]
    assert ink.sum() == 2 * 255


def test_paper_is_what_holds_the_rim_even_if_most_is_ink():
    picture = np.full((20, 20), 250, np.uint8)
    picture[3:17, 3:17] = 20  # 49 % ink
    _, ink = find_ink(picture)
    assert ink[10, 10] == 255
    assert ink[0, 0] == 0


def test_stretch_keeps_paper_within_its_tolerance():
    distance = np.array([[0, 6, 7, 60, 120]], np.uint8)
    np.testing.assert_array_equal(stretch_flat(distance), [[0, 0, 15, 128, 255]])  # 7 * 255 / 120 = 14.9


@pytest.mark.parametrize("value", [0, 90, 255])
def test_one_colour_is_blank(value):
    with pytest.raises(BlankDrawingError):
        find_ink(np.full((50, 50, 3), value, np.uint8))


def test_faint_noise_on_paper_is_blank():
    noise = np.random.default_rng(1).integers(246, 256, (300, 400, 3), dtype=np.uint8)
    with pytest.raises(BlankDrawingError):
        find_ink(noise)


def test_transparent_black_lies_on_white_and_white_on_black():
    picture = np.zeros((2, 2, 4), np.uint8)
    picture[0, 0] = (0, 0, 0, 255)
    picture[0, 1] = (0, 0, 0, 128)
    np.testing.assert_array_equal(flatten_transparency(picture)[..., 0], [[0, 127], [255, 255]])
    picture[..., :3] = 255
    np.testing.assert_array_equal(flatten_transparency(picture)[..., 0], [[255, 128], [0, 0]])


def test_a_wholly_transparent_picture_is_blank():
    with pytest.raises(BlankDrawingError):
        find_ink(np.zeros((30, 30, 4), np.uint8))


def test_shrinking_averages_and_never_enlarges():
    picture = np.tile(np.array([[0, 255], [255, 0]], np.uint8), (4, 2))  # (8, 4)
    np.testing.assert_array_equal(shrink_to(picture, 4), np.full((4, 2), 128))
    assert shrink_to(picture, 8) is picture
    assert shrink_to(np.zeros((1000, 2), np.uint8), 10).shape == (10, 1)


def test_a_scans_dark_rim_is_dropped_but_a_lone_bar_is_not():
    distance = np.zeros((100, 80), np.uint8)
    distance[:, 77:] = 200
    alone = drop_rims(distance)
    assert alone.any()
    distance[30:60, 30:36] = 150
    without = drop_rims(distance)
    assert not without[:, 77:].any()
    assert (without[30:60, 30:36] == 150).all()


def test_ink_that_touches_every_rim_stays(recognizer):
    zero = np.full((120, 100), 255, np.uint8)
    cv2.ellipse(zero, (50, 60), (44, 54), 0, 0, 360, 0, 14)
    assert min(zero[0].min(), zero[-1].min(), zero[:, 0].min(), zero[:, -1].min()) == 0
    assert recognizer.read(zero).digit == 0


def test_a_very_thick_digit_is_read(recognizer):
    one = np.full((100, 60), 255, np.uint8)
    one[5:95, 15:45] = 0  # 45 % ink
    _, ink = find_ink(one)
    assert ink[50, 30] == 255
    assert ink[50, 5] == 0


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (np.zeros((28, 28), np.float64), "Multiply by 255"),
        (np.zeros((28, 28), np.int64), "int64"),
        (np.zeros((28,), np.uint8), r"\(28,\)"),
        (np.zeros((28, 28, 2), np.uint8), r"\(28, 28, 2\)"),
        (np.zeros((1, 28, 28, 3), np.uint8), r"\(1, 28, 28, 3\)"),
        (np.zeros((0, 28), np.uint8), "empty"),
        ([[0, 255]], "list"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_rule(picture, said):
    with pytest.raises(PictureError, match=said):
        check_picture(picture)


def picture_of(sign, side=200, pen=12):
    return 255 - draw([stroke * side * 0.8 + side * 0.1 for stroke in sign.strokes], side, side, pen)


def input_of(picture):
    return prepare_picture(picture).network_input


@pytest.fixture(scope="module")
def pictures(dev_digits):
    return [picture_of(sign) for sign in dev_digits[::61]]


def test_inverting_and_channels_change_no_pixel(pictures):
    for picture in pictures:
        expected = input_of(picture)
        rgb = np.dstack([picture] * 3)
        opaque = np.dstack([rgb, np.full_like(picture, 255)])
        ink_only = np.dstack([np.zeros_like(rgb), 255 - picture])
        white_ink_only = np.dstack([np.full_like(rgb, 255), 255 - picture])
        for same in (255 - picture, rgb, 255 - rgb, opaque, ink_only, white_ink_only):
            np.testing.assert_array_equal(input_of(same), expected)


def test_shifting_and_padding_change_no_pixel(pictures):
    for picture in pictures:
        expected = input_of(picture)
        for pads in (((0, 90), (0, 0)), ((0, 0), (77, 3)), ((30, 60), (100, 5))):
            np.testing.assert_array_equal(input_of(np.pad(picture, pads, constant_values=255)), expected)


def test_flat_colours_change_next_to_nothing(pictures):
    rng = np.random.default_rng(5)
    for picture in pictures:
        share = picture[..., None] / 255
        paper, pen = np.array([250, 220, 90]) - rng.integers(0, 60, 3), rng.integers(0, 120, 3)
        coloured = np.round(paper * share + pen * (1 - share)).astype(np.uint8)
        assert np.abs(input_of(coloured) - input_of(picture)).mean() < 0.01


def test_scaling_leaves_the_reading(pictures, recognizer):
    for picture in pictures:
        expected = recognizer.read(picture)
        for side in (90, 400, 1000):
            scaled = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA if side < 200 else cv2.INTER_LINEAR)
            reading = recognizer.read(scaled)
            assert reading.closest == expected.closest
            assert np.abs(reading.probabilities - expected.probabilities).max() < 0.4


def test_thin_lines_on_large_pictures_and_thick_ones_on_small_are_read(dev_digits, recognizer):
    right = dict.fromkeys((1, 2, 30), 0)
    signs = dev_digits[::38]
    for pen in right:
        side = 1000 if pen < 3 else 200
        right[pen] = sum(recognizer.read(picture_of(sign, side, pen)).closest == sign.digit for sign in signs)
    assert min(right.values()) >= 0.9 * len(signs), right
