"""Ink in photographs: shadows, light, lines, tables; hand-made cases, then whole photographs that are read."""

import numpy as np
import pytest

from digitdemo.errors import BlankDrawingError
from digitdemo.reading.photographs import close_lines, find_ink_in_photograph, keep_large_pieces
from digitdemo.reading.pictures import open_picture
from tests.reading.photographs import HARD, MODERATE


def test_closing_paints_over_lines_and_leaves_wide_things():
    picture = np.full((60, 80, 3), 200, np.uint8)
    picture[:, 20:23] = 50
    picture[10:50, 40:75] = 90
    closed = close_lines(picture, 9)
    assert (closed[:, 15:30] == 200).all()
    assert (closed[15:45, 45:70] == 90).all()


def test_closing_leaves_a_shadows_edge_where_it_is():
    picture = np.full((60, 60, 3), 200, np.uint8)
    picture[np.add.outer(np.arange(60), np.arange(60)) < 60] = 100
    np.testing.assert_array_equal(close_lines(picture, 11)[12:-12, 12:-12], picture[12:-12, 12:-12])


def test_specks_and_what_runs_off_the_picture_are_dropped():
    ink = np.zeros((100, 100), np.uint8)
    ink[30:70, 40:50] = 255  # the digit
    ink[30:36, 55:70] = 255  # its second stroke, near
    ink[10, 10] = 255  # dirt
    ink[90:, :] = 255  # the table
    ink[5:20, 85:92] = 255  # something far off
    expected = np.zeros_like(ink)
    expected[30:70, 40:50] = expected[30:36, 55:70] = 255
    np.testing.assert_array_equal(keep_large_pieces(ink), expected)


def test_ink_that_runs_off_the_picture_is_kept_if_it_is_all_there_is():
    ink = np.zeros((100, 100), np.uint8)
    ink[0:100, 40:50] = 255
    np.testing.assert_array_equal(keep_large_pieces(ink), ink)
    assert not keep_large_pieces(np.zeros_like(ink)).any()


@pytest.mark.parametrize("light", [False, True])
def test_a_line_under_uneven_light_is_found_dark_on_light_and_light_on_dark(light):
    y, x = np.mgrid[:200, :260]
    shade = 0.4 + 0.6 * x / 260
    reflectance = np.full((200, 260), 0.2 if light else 0.8)
    line = (y > 50) & (y < 150) & (x > 120) & (x < 128)
    reflectance[line] = 0.9 if light else 0.15
    noise = np.random.default_rng(3).normal(0, 2, reflectance.shape)
    ink = find_ink_in_photograph(np.clip(reflectance * shade * 255 + noise, 0, 255).astype(np.uint8))
    assert (ink[60:140, 123:126] > 200).all()
    assert not ink[:, :100].any()
    assert not ink[:, 150:].any()


def test_empty_paper_in_uneven_light_is_blank():
    x = np.mgrid[:200, :260][1]
    paper = 90 + 120 * x / 260 + np.random.default_rng(3).normal(0, 3, (200, 260))
    with pytest.raises(BlankDrawingError):
        find_ink_in_photograph(paper.astype(np.uint8))


@pytest.mark.parametrize("kind", [*MODERATE, *HARD])
def test_photographed_digits_are_read(kind, dev_digits, recognizer):
    make = MODERATE.get(kind) or HARD[kind]
    signs = dev_digits[5::317]  # six of them
    readings = [
        recognizer.read(open_picture(make(sign.strokes, np.random.default_rng((1, index)))))
        for index, sign in enumerate(signs)
    ]
    right = sum(reading.closest == sign.digit for reading, sign in zip(readings, signs, strict=True))
    assert right >= len(signs) - (2 if kind in HARD or kind == "tight" else 1)
