"""Readings: what they hold, and when none is given."""

import threading

import numpy as np
import pytest

from digitdemo import Recognizer
from digitdemo.errors import DrawingError, PictureError
from digitdemo.reading.strokes import draw

ONE = [[(140, 40), (140, 240)]]


def test_the_shipped_network_reads_unseen_writers_strokes(recognizer, dev_digits):
    left_out = set(recognizer.model.card["split"]["left_out_writers"])
    signs = [sign for sign in dev_digits if sign.writer in left_out][::3]
    right = sum(recognizer.read_strokes(sign.on_canvas(280)).closest == sign.digit for sign in signs)
    assert right >= 0.97 * len(signs)


def test_reading_a_thousand_of_mnist_is_as_good_as_the_network_itself(recognizer, mnist):
    images, digits = mnist.test_images[:1000], mnist.test_digits[:1000]
    prepared = np.mean([recognizer.read(image).closest == digit for image, digit in zip(images, digits, strict=True)])
    inputs = images.astype(np.float32) / 255
    direct = np.mean(
        [recognizer.network.probabilities(each).argmax() == digit for each, digit in zip(inputs, digits, strict=True)]
    )
    assert abs(prepared - direct) <= 0.003


def test_a_reading_holds_what_it_says(recognizer):
    reading = recognizer.read_strokes([[(80, 60), (200, 60), (120, 240)]])
    assert isinstance(reading.digit, int)
    assert reading.probabilities.shape == (10,)
    assert reading.probabilities.dtype == np.float32
    assert reading.probabilities.sum() == pytest.approx(1, abs=1e-5)
    order = np.argsort(reading.probabilities)
    assert (reading.closest, reading.runner_up) == (order[-1], order[-2])
    assert reading.elapsed_ms > 0
    assert not reading.is_blank


@pytest.mark.parametrize("value", [0, 255])
def test_a_blank_or_all_black_picture_is_no_digit_and_no_error(recognizer, value):
    for shape in ((280, 280), (280, 280, 3), (280, 280, 4), (1, 1)):
        reading = recognizer.read(np.full(shape, value, np.uint8))
        assert reading.digit is None
        assert reading.is_blank
        np.testing.assert_allclose(reading.probabilities, 0.1)


def test_nothing_drawn_is_no_digit_and_no_error(recognizer):
    assert recognizer.read_strokes([]).is_blank
    assert recognizer.read_strokes([[]]).is_blank


@pytest.mark.parametrize("strokes", [[[(140, 140)]], [[(140, 140), (142, 141)]], [[(140, 140), (140, 140)]]])
def test_one_dot_is_no_digit(recognizer, strokes):
    reading = recognizer.read_strokes(strokes)
    assert reading.digit is None
    assert not reading.is_blank


@pytest.mark.parametrize("strokes", [[[(1, 1)]], [[(0, 0), (1.5, 1)]], [[(0.5, 0.1), (0.5, 0.9)]]])
def test_a_tap_in_the_corner_is_a_dot_and_no_page_wide_stroke(recognizer, strokes):
    reading = recognizer.read_strokes(strokes)  # pixels, however small the numbers
    assert reading.digit is None
    assert not reading.is_blank


def test_a_drawing_reads_as_its_picture(recognizer, dev_digits):
    signs = dev_digits[4::95]
    right = 0
    for sign in signs:
        picture = 255 - draw([stroke + 100 for stroke in sign.on_canvas(200)], 400, 400, 18)
        right += recognizer.read(picture).closest == recognizer.read_strokes(sign.on_canvas(200)).closest == sign.digit
    assert right >= len(signs) - 1


def test_strokes_outside_the_field_are_read_all_the_same(recognizer):
    np.testing.assert_allclose(
        recognizer.read_strokes([np.array(ONE[0]) + 5000.0]).probabilities,
        recognizer.read_strokes(ONE).probabilities,
        atol=1e-3,
    )


@pytest.mark.parametrize("strokes", [[[("a", "b")]], [[(1, 2, 3)]], [[(float("nan"), 1)]], [[(1e308, 1)]], [5]])
def test_malformed_strokes_are_refused(recognizer, strokes):
    with pytest.raises(DrawingError):
        recognizer.read_strokes(strokes)


def test_a_picture_of_floats_is_refused_with_advice(recognizer):
    with pytest.raises(PictureError, match="Multiply by 255 and convert"):
        recognizer.read(np.zeros((28, 28)))


def test_every_step_can_be_read_by_itself(recognizer):
    reading = recognizer.read_strokes(ONE)
    for step in reading.preparation.steps:
        assert recognizer.read_step(step).sum() == pytest.approx(1, abs=1e-5)
    np.testing.assert_allclose(recognizer.read_step(reading.preparation.steps[-1]), reading.probabilities, atol=1e-6)


def test_threads_do_not_disturb_each_other(recognizer, dev_digits):
    signs = dev_digits[::100]
    alone = [recognizer.read_strokes(sign.on_canvas(280)).probabilities for sign in signs]
    together: dict[tuple[int, int], np.ndarray] = {}

    def read_all(thread: int) -> None:
        for index, sign in enumerate(signs):
            together[thread, index] = recognizer.read_strokes(sign.on_canvas(280)).probabilities

    threads = [threading.Thread(target=read_all, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for (_, index), probabilities in together.items():
        np.testing.assert_array_equal(probabilities, alone[index])


def test_a_network_that_is_not_sure_enough_says_no_digit(recognizer):
    strict = Recognizer(recognizer.network)
    strict.model = type(recognizer.model)(recognizer.model.bundle, {**recognizer.model.card})
    strict.model.card["min_probability"] = 1.1
    reading = strict.read_strokes(ONE)
    assert reading.digit is None
    assert not reading.is_blank
