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
    assert in_remedy in " ".join(map(str, verdict.remedies))
    assert any(character.isdigit() for character in " ".join(map(str, verdict.reasons))) or word == "diverging"


def test_an_explosion_at_the_beginning_is_no_underfitting():
    verdict = judge([line(27e6, 0.11, 0.1), line(2.4, 0.1, 0.094)], {})
    assert verdict.word == "diverging"
    assert "27,000,000" in str(verdict.reasons[0])
    assert "lower learning rate" in str(verdict.remedies[0])


def test_a_network_thrown_off_by_a_large_rate_needs_a_lower_one():
    history = [line(2.5, 0.1, 0.1), line(2.4, 0.1, 0.094)]
    assert judge(history, {}, learning_rate=10).word == "diverging"
    assert judge(history, {}, learning_rate=1e-6).word == "underfitting"
    assert judge(history, {}).word == "underfitting"


def test_adadelta_at_its_usual_rate_is_left_behind_not_thrown_off():
    history = [line(2.30, 0.10, 0.10), line(2.29, 0.12, 0.11)]
    assert judge(history, {}, learning_rate=1, optimiser="adadelta").word == "underfitting"
    assert judge(history, {}, learning_rate=10, optimiser="adadelta").word == "diverging"
    assert judge(history, {}, learning_rate=1, optimiser="adam").word == "diverging"


def test_a_bad_beginning_is_forgiven_whoever_learned_in_the_end():
    assert judge([line(30.0, 0.5, 0.5), line(0.1, 0.985, 0.98)], {}, learning_rate=1).word == "fine"


def test_nothing_done_is_too_early():
    assert judge([], {}).word == "too early to say"


def test_who_only_guesses_is_not_told_to_learn_longer_first():
    flat = [line(2.3026, 0.1, 0.1)] * 3
    verdict = judge(flat, {}, learning_rate=0.002, initialisation="zeros")
    assert verdict.word == "underfitting"
    assert "began at 0" in str(verdict.reasons[1])
    assert "another learning rate" in str(verdict.remedies[0])
    assert "only guesses" in str(judge(flat, {}, learning_rate=0.002).reasons[1])
