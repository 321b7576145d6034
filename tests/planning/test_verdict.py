"""What the numbers say."""

import pytest

from digitdemo.planning.verdict import judge


def line(loss: float, learned: float, check: float) -> dict[str, float]:
    return {"loss": loss, "learned_accuracy": learned, "check_accuracy": check, "check_loss": loss}


@pytest.mark.parametrize(
    ("history", "results", "word", "in_remedy"),
    [
        ([line(0.5, 0.9, 0.9), line(0.1, 0.985, 0.98)], {"test_accuracy": 0.98}, "fine", "worst errors"),
        ([line(0.5, 0.9, 0.9), line(0.01, 1.0, 0.93)], {}, "overfitting", "more pictures"),
        ([line(1.5, 0.5, 0.5), line(0.9, 0.7, 0.69)], {}, "underfitting", "more epochs"),
        ([line(0.4, 0.9, 0.9), line(2.3, 0.1, 0.1)], {}, "diverging", "lower learning rate"),
        ([], {"ending": "diverged"}, "diverging", "lower learning rate"),
        ([line(0.1, 0.985, 0.98)], {"test_accuracy": 0.7}, "fine", "pictures like those"),
    ],
)
def test_verdicts_and_remedies(history, results, word, in_remedy):
    verdict = judge(history, results)
    assert verdict.word == word
    assert in_remedy in " ".join(verdict.remedies)
    assert any(character.isdigit() for character in " ".join(verdict.reasons)) or word == "diverging"


def test_nothing_done_is_too_early():
    assert judge([], {}).word == "too early to say"
