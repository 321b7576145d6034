"""You against the network, on Compare: both results are counted anew from the listed mistakes."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.explaining.contest import DIGITS, FEWEST, hard_digits
from digitdemo.reading.recognizer import Recognizer
from tests.conftest import PROJECT


@pytest.fixture
def page(canvas) -> AppTest:
    app = AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=60)
    app.switch_page("pages/compare.py")
    app.run()
    app.button(key="compare_contest_begin").click().run()
    return app


def answer(page: AppTest, digit: int) -> None:
    page.button(key=f"compare_contest_{digit}").click().run()
    assert not page.exception


def text(page: AppTest) -> str:
    return "\n".join(str(element.value) for element in [*page.markdown, *page.caption])


def test_both_results_follow_from_the_mistakes(page, recognizer: Recognizer) -> None:
    pictures, digits = hard_digits(0)
    given = []
    for place in range(FEWEST + 4):
        assert f"Digit {place + 1} of {DIGITS}" in text(page)
        given.append(int(digits[place]) if place % 3 else int(9 - digits[place]))
        answer(page, given[-1])
    page.button(key="compare_contest_enough").click().run()
    found = text(page)
    count = len(given)
    mine = re.search(r"\*\*You\*\* read (\d+) of (\d+) right: an error rate of \*\*([\d.]+) %", found)
    its = re.search(r"read (\d+) of the same (\d+) right: an error rate of \*\*([\d.]+) %", found)
    mistakes = [
        tuple(map(int, each)) for each in re.findall(r"^\d+\. an? (\d): you said (\d), it said (\d)$", found, re.M)
    ]
    read = [int(recognizer.network.probabilities(picture).argmax()) for picture in pictures[:count]]
    for result, answers, which in ((mine, given, 1), (its, read, 2)):
        right = sum(said == meant for said, meant in zip(answers, digits[:count], strict=True))
        assert [int(result[1]), int(result[2])] == [right, count]
        assert float(result[3]) == pytest.approx(100 * (count - right) / count, abs=0.05)
        assert sum(each[which] != each[0] for each in mistakes) == count - right
    page.button(key="compare_contest_again").click().run()
    assert f"Digit 1 of {DIGITS}" in text(page)


def test_enough_is_offered_only_when_enough_are_read(page) -> None:
    for _ in range(FEWEST):
        assert "compare_contest_enough" not in [button.key for button in page.button]
        answer(page, 1)
    assert "compare_contest_enough" in [button.key for button in page.button]
