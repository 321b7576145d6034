"""A person against a network: what counts as an answer, and that the digits are hard but readable."""

import numpy as np

from digitdemo.explaining.contest import DIGITS, FEWEST, LONGEST_S, Contest, hard_digits
from digitdemo.reading.recognizer import Recognizer


def test_answers_come_one_after_the_other_and_a_second_click_does_not_count() -> None:
    contest = Contest()
    contest.answer(7, 0, 1.5)
    contest.answer(7, 0, 1.6)  # the same digit clicked twice
    contest.answer(3, 5, 1.0)  # one that is not shown
    contest.answer(12, 1, 1.0)
    contest.answer(4, 1, 4000.0)
    assert contest.answers == [7, 4]
    assert contest.times_s == [1.5, LONGEST_S]


def test_it_is_over_after_all_digits_or_when_enough_are_read() -> None:
    contest = Contest()
    for place in range(DIGITS):
        if place == FEWEST - 1:
            contest.stop()  # too early
        assert not contest.is_over
        contest.answer(1, place, 1.0)
    assert contest.is_over
    contest.answer(1, DIGITS, 1.0)
    assert contest.place == DIGITS
    short = Contest(answers=[1] * FEWEST, times_s=[1.0] * FEWEST)
    short.stop()
    assert short.is_over


def test_the_digits_are_hard_and_each_set_is_another(recognizer: Recognizer) -> None:
    right = []
    for number in range(4):
        pictures, digits = hard_digits(number)
        assert pictures.shape == (DIGITS, 28, 28)
        read = [recognizer.network.probabilities(picture).argmax() for picture in pictures]
        right.append(float((np.array(read) == digits).mean()))
    assert 0.75 < np.mean(right) < 0.99, right
    assert not np.array_equal(hard_digits(0)[0], hard_digits(1)[0])
    np.testing.assert_array_equal(hard_digits(20)[0], hard_digits(0)[0])
