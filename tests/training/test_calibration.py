import keras
import numpy as np
import pytest
from keras import layers

from digitdemo.errors import ModelError
from digitdemo.training.calibration import (
    MOST_DIGITS_TURNED_AWAY,
    at_temperature,
    calibrate_crosswise,
    choose_min_probability,
    fit_temperature,
)
from digitdemo.training.measures import Answers, expected_calibration_error, reliability, sureness
from digitdemo.training.shipping import fold_temperature


def tiny(*, with_softmax: bool = True) -> keras.Model:
    inputs = keras.Input((28, 28, 1))
    x = layers.Dense(10, bias_initializer="normal", kernel_initializer="normal")(layers.Flatten()(inputs))
    return keras.Model(inputs, layers.Softmax()(x) if with_softmax else x)


def overconfident(temperature: float) -> tuple[np.ndarray, np.ndarray]:
    """Readings whose honest probabilities were sharpened by 1 / temperature."""
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, (20_000, 10))
    honest = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    digits = (honest.cumsum(axis=1) > rng.random((len(honest), 1))).argmax(axis=1)
    return at_temperature(honest, 1 / temperature), digits


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_the_temperature_that_spoiled_probabilities_is_found(temperature: float) -> None:
    probabilities, digits = overconfident(temperature)
    found = fit_temperature(probabilities, digits)
    assert found == pytest.approx(temperature, rel=0.05)
    assert expected_calibration_error(at_temperature(probabilities, found), digits) < 0.01


def test_temperature_leaves_every_ranking_as_it_was() -> None:
    probabilities, _ = overconfident(1.7)
    order = np.argsort(probabilities, axis=1)
    assert np.array_equal(np.argsort(at_temperature(probabilities, 3.0), axis=1), order)
    assert np.allclose(at_temperature(probabilities, 3.0).sum(axis=1), 1)


def test_a_folded_temperature_is_the_same_as_one_applied_afterwards() -> None:
    model = tiny()
    pictures = np.random.default_rng(1).random((20, 28, 28, 1), np.float32)
    before = np.asarray(model(pictures))
    fold_temperature(model, 2.5)
    after = np.asarray(model(pictures))
    assert np.allclose(after, at_temperature(before, 2.5), atol=1e-5)
    assert np.array_equal(after.argmax(axis=1), before.argmax(axis=1))


def test_only_a_dense_layer_and_a_softmax_can_be_calibrated() -> None:
    with pytest.raises(ModelError, match="softmax"):
        fold_temperature(tiny(with_softmax=False), 2.0)


def test_the_limit_turns_away_as_many_digits_as_it_may() -> None:
    digits = np.linspace(0.2, 1.0, 1001)
    limit = choose_min_probability(digits, np.full(1000, 0.1))
    assert (digits < limit).sum() == 1000 * MOST_DIGITS_TURNED_AWAY
    assert choose_min_probability(digits, np.full(1000, 0.9)) == limit  # no more, whatever letters look like


def test_without_letters_nothing_is_turned_away() -> None:
    assert choose_min_probability(np.ones(5), np.empty(0)) == 0


def test_calibration_error_by_hand() -> None:
    probabilities = np.zeros((4, 10))
    probabilities[:, 0] = [0.9, 0.9, 0.6, 0.6]
    probabilities[:, 1] = [0.1, 0.1, 0.4, 0.4]
    digits = np.array([0, 1, 0, 1])  # half right at 90 %, half right at 60 %
    assert expected_calibration_error(probabilities, digits, bins=10) == pytest.approx(0.5 * 0.4 + 0.5 * 0.1)
    assert [entry[2] for entry in reliability(probabilities, digits, bins=10)] == [0.5, 0.5]


def test_full_certainty_has_a_bin() -> None:
    assert expected_calibration_error(np.eye(10), np.arange(10)) == 0


def judged_crosswise(
    probabilities: np.ndarray, digits: np.ndarray, writers: np.ndarray, not_digits: np.ndarray
) -> dict[str, float]:
    unseen = np.zeros((len(digits), 28, 28), np.uint8)
    answers = Answers(digits, probabilities, probabilities.argmax(axis=1), unseen, np.zeros(len(digits)))
    return sureness(calibrate_crosswise(answers, writers, not_digits))


def test_a_writer_is_judged_by_what_the_others_give() -> None:
    honest, digits = overconfident(1.0)
    writers = np.repeat([1, 2], len(digits) // 2)
    spoiled = np.where(writers[:, None] == 2, at_temperature(honest, 1 / 3), honest)
    noise = np.full((10, 10), 0.1)
    alike, unlike = (judged_crosswise(some, digits, writers, noise) for some in (honest, spoiled))
    assert alike["ece"] < 0.015 < 0.05 < unlike["ece"]
    assert alike["turned_away"] == pytest.approx(MOST_DIGITS_TURNED_AWAY, abs=0.003)
    right = (honest.argmax(axis=1) == digits).mean()
    assert right < alike["answered_right"] < right + 0.02


def test_turning_nothing_away_needs_no_limit() -> None:
    probabilities, digits = overconfident(1.0)
    judged = judged_crosswise(probabilities, digits, np.arange(len(digits)) % 3, np.empty((0, 10)))
    assert judged["turned_away"] == 0
    assert judged["answered_right"] == pytest.approx((probabilities.argmax(axis=1) == digits).mean(), abs=1e-5)
