"""Probabilities that mean what they say, and when not to say a digit: both measured on writers left out of training."""

from dataclasses import replace

import numpy as np

from digitdemo.training.measures import Answers

MOST_DIGITS_TURNED_AWAY = 0.008
"""Of the left-out writers' digits; the aim for writers never seen is at most 0.01."""

_SMALLEST = 1e-12


def fit_temperature(probabilities: np.ndarray, digits: np.ndarray) -> float:
    """Find the temperature that makes the true digits most likely.

    Source: Guo et al., "On Calibration of Modern Neural Networks", 2017.

    Args:
        probabilities: (count, 10), as the network gives them.
        digits: (count,), the true ones.

    Returns:
        What logarithms of probabilities are to be divided by: above 1 makes a network less sure.
    """
    candidates = np.exp(np.linspace(-1.5, 1.5, 301))
    losses = [
        -np.log(np.maximum(at_temperature(probabilities, t)[np.arange(len(digits)), digits], _SMALLEST)).mean()
        for t in candidates
    ]
    return float(candidates[int(np.argmin(losses))])


def at_temperature(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """(count, 10) -> (count, 10): what the network would say with its logits divided by ``temperature``."""
    logits = np.log(np.maximum(probabilities, _SMALLEST)) / temperature
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def choose_min_probability(digits: np.ndarray, not_digits: np.ndarray) -> float:
    """Choose below which highest probability to say nothing.

    As high as turning away few enough digits allows: most of the digits that it turns away would have been misread,
    and letters and shapes mostly lie far below.

    Args:
        digits: (count,) highest probabilities for digits.
        not_digits: (count,) highest probabilities for letters and shapes; without any, 0 is chosen.
    """
    if not len(digits) or not len(not_digits):
        return 0.0
    return round(float(np.quantile(digits, MOST_DIGITS_TURNED_AWAY, method="lower")), 4)


def calibrate_crosswise(answers: Answers, writers: np.ndarray, not_digits: np.ndarray) -> Answers:
    """What would be said to somebody new: each writer is answered with the temperature and limit of the others.

    Args:
        answers: to digits, of a network calibrated or not: fitting again finds what is missing.
        writers: (count,), who drew them; at least two.
        not_digits: (others, 10), for letters and shapes.
    """
    calibrated, said = np.empty_like(answers.probabilities), np.empty_like(answers.said)
    for writer in np.unique(writers):
        own = writers == writer
        known = answers.probabilities[~own]
        temperature = fit_temperature(known, answers.truths[~own])
        limit = choose_min_probability(*(at_temperature(some, temperature).max(axis=1) for some in (known, not_digits)))
        calibrated[own] = at_temperature(answers.probabilities[own], temperature)
        said[own] = np.where(calibrated[own].max(axis=1) >= limit, calibrated[own].argmax(axis=1), -1)
    return replace(answers, probabilities=calibrated, said=said)
