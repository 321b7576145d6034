"""The sliding window: suppression by hand, and real digits with room between them."""

import numpy as np
import pytest

from digitdemo.errors import BlankDrawingError
from digitdemo.reading.sliding_window import (
    MAX_WINDOWS,
    slide_along_ink,
    slide_along_strokes,
    suppress_windows,
)
from digitdemo.reading.strokes import draw
from tests.datasets.written_numbers import put_number_together


def test_the_surest_of_overlapping_windows_stays_and_the_others_say_to_which_they_yield():
    lefts = np.array([0.0, 2, 4, 20, 22])
    suppression = suppress_windows(lefts, 10, np.array([0.7, 0.9, 0.8, 0.6, 0.95]))
    assert suppression.suppressor.tolist() == [1, 1, 1, 4, 4]
    assert suppression.kept == (4, 1)
    assert suppression.overlap == pytest.approx(np.array([8 / 12, 0, 8 / 12, 8 / 12, 0]))


def test_windows_beside_each_other_all_stay_and_unsure_ones_go():
    assert suppress_windows(np.array([0.0, 10, 20]), 10, np.array([0.9, 0.3, 0.8])).suppressor.tolist() == [0, -1, 2]
    assert suppress_windows(np.array([0.0]), 10, np.array([0.1])).suppressor.tolist() == [-1]


def test_a_window_that_just_reaches_into_another_is_dropped():
    lefts, confidences = np.array([0.0, 9.0, 19.0]), np.array([0.9, 0.8, 0.7])
    assert suppress_windows(lefts, 10, confidences).suppressor.tolist() == [0, 0, 2]
    assert suppress_windows(lefts, 9, confidences).suppressor.tolist() == [0, 1, 2]


@pytest.fixture(scope="module")
def number(dev_digits):
    own = [sign for sign in dev_digits if sign.writer == dev_digits[0].writer]
    chosen = [next(sign for sign in own if sign.sign == digit) for digit in "2386"]
    return put_number_together(chosen, (0.7, 0.9), np.random.default_rng(0))


def test_digits_with_room_between_them_are_found(recognizer, number):
    sliding = slide_along_strokes(recognizer.network, number.strokes, window=0.8)
    assert sliding.text == number.text
    assert set(sliding.picked) == {int(sliding.suppression.suppressor[index]) for index in sliding.sure}
    assert sliding.inputs.shape == (len(sliding.lefts), 28, 28)
    assert sliding.probabilities.shape == (len(sliding.lefts), 10)


def test_each_pick_lies_on_its_digit(recognizer, number):
    sliding = slide_along_strokes(recognizer.network, number.strokes, window=0.8)
    for place, index in enumerate(sliding.picked):
        own = np.concatenate(
            [s for s, owner in zip(number.strokes, number.digit_of_stroke, strict=True) if owner == place]
        )
        assert own[:, 0].min() <= sliding.middles[index] <= own[:, 0].max()


def test_ink_and_strokes_give_one_answer(recognizer, number):
    ink = draw(number.strokes, number.width_px, number.height_px, 16)
    assert slide_along_ink(recognizer.network, ink, window=0.8).text == number.text


def test_smaller_steps_make_more_windows_up_to_a_limit(recognizer, number):
    few = slide_along_strokes(recognizer.network, number.strokes, step=0.4)
    many = slide_along_strokes(recognizer.network, number.strokes, step=0.05)
    assert len(few.lefts) < len(many.lefts)
    long = np.zeros((10, 9000), np.uint8)
    long[2:8, 5:8990:7] = 255
    assert len(slide_along_ink(recognizer.network, long, step=0.001).lefts) <= MAX_WINDOWS


def test_paper_between_digits_is_not_read(recognizer):
    far_apart = [np.array([(0.0, 0), (0, 50)]), np.array([(600.0, 0), (600, 50)])]
    sliding = slide_along_strokes(recognizer.network, far_apart)
    between = (sliding.middles > 100) & (sliding.middles < 500)
    assert sliding.confidences[between].max() == 0


def test_a_flat_line_a_dot_and_nothing(recognizer):
    slide_along_strokes(recognizer.network, [np.array([(0.0, 5), (3000, 5)])])
    slide_along_strokes(recognizer.network, [np.array([(5.0, 5)])])
    with pytest.raises(BlankDrawingError):
        slide_along_strokes(recognizer.network, [])
    with pytest.raises(BlankDrawingError):
        slide_along_ink(recognizer.network, np.zeros((20, 50), np.uint8))
