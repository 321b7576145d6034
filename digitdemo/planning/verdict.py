"""What a run's numbers say, and the methodology course's remedy for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

UNDERFITTING, OVERFITTING, DIVERGING, FINE, TOO_EARLY = (
    "underfitting",
    "overfitting",
    "diverging",
    "fine",
    "too early to say",
)

LEAST_LEARNED = 0.95
"""A network that reads fewer of the very pictures it learned from has not learned them."""

LARGEST_GAP = 0.02
"""Between pictures learned from and others of the same kind."""

MUCH_LARGER_GAP = 0.08
"""Beyond it, learning by heart is the trouble even before the own pictures are learned."""

LARGEST_RISE = 1.5
"""Of the loss, over the least that it had been."""

LARGEST_LOSS = 10.0
"""Four times that of guessing among ten digits (ln 10 = 2.3): only steps far too large lead there."""

GUESSING = 0.15
"""Of the pictures; who always says the same digit reads about a tenth of them."""

LARGE_RATE = 0.1
"""A network that only guesses after learning at such a rate has been thrown off, not left behind."""

LARGE_RATES = {"adadelta": 10.0}
"""By optimiser, where it is another one: Adadelta finds its steps itself; its usual rate is 1 (Zeiler, 2012)."""

LARGEST_KIND_GAP = 0.03
"""Between the check pictures and a test of another kind."""


@dataclass(frozen=True)
class Verdict:
    """What the numbers say.

    Attributes:
        word: one of underfitting, overfitting, diverging, fine, too early to say.
        reasons: the numbers that led to it, a sentence each.
        remedies: what to try next, a sentence each.
    """

    word: str
    reasons: tuple[str, ...]
    remedies: tuple[str, ...]


def judge(
    history: Sequence[Mapping[str, float]],
    results: Mapping[str, Any],
    learning_rate: float | None = None,
    optimiser: str = "",
) -> Verdict:
    """Judge a run.

    Args:
        history: lines of ``history.csv``: ``loss``, ``learned_accuracy``, ``check_accuracy``, ``check_loss``.
        results: what ``results.json`` holds, so far.
        learning_rate: the highest of its schedule; None where the setting cannot be read.
        optimiser: the setting's, ``adadelta`` among them; decides which rate is large.
    """
    if results.get("ending") == "diverged":
        return Verdict(DIVERGING, ("The loss grew until it was no number any more.",), _REMEDIES[DIVERGING])
    if not history:
        return Verdict(TOO_EARLY, ("Not one epoch is done.",), ())
    last = history[-1]
    learned, check = last["learned_accuracy"], last["check_accuracy"]
    facts = f"It reads {learned:.1%} of the pictures it learned from and {check:.1%} of others of their kind."
    why_diverging = _why_diverging(
        [line["loss"] for line in history], learned, learning_rate, LARGE_RATES.get(optimiser, LARGE_RATE)
    )
    if why_diverging:
        return Verdict(DIVERGING, (why_diverging, facts), _REMEDIES[DIVERGING])
    gap = learned - check
    if learned < LEAST_LEARNED and gap < MUCH_LARGER_GAP:
        why = f"Even of its own pictures it misreads {1 - learned:.1%}."
        return Verdict(UNDERFITTING, (facts, why), _REMEDIES[UNDERFITTING])
    if gap > LARGEST_GAP:
        why = f"The gap of {100 * gap:.1f} points: it knows its own pictures better than the digits."
        return Verdict(OVERFITTING, (facts, why), _REMEDIES[OVERFITTING])
    return _judge_test(facts, check, results)


def _why_diverging(losses: Sequence[float], learned: float, learning_rate: float | None, large_rate: float) -> str:
    """Say why the steps were too large; empty where they were not.

    A network that has learned in the end is forgiven a bad beginning.
    """
    lowest, highest, last = min(losses), max(losses), losses[-1]
    if last / max(lowest, 1e-9) > LARGEST_RISE and last > 0.3:
        return f"The loss rose to {last:.2f} after it had been {lowest:.2f}."
    if learned < LEAST_LEARNED and highest > LARGEST_LOSS:
        return f"The loss was {highest:,.0f} on the way; whoever only guesses has 2.3."
    if learned < GUESSING and learning_rate is not None and learning_rate >= large_rate:
        return f"At the learning rate {learning_rate:g} it ended no better than by guessing."
    return ""


def _judge_test(facts: str, check: float, results: Mapping[str, Any]) -> Verdict:
    test = results.get("test_accuracy")
    if test is None or check - test <= LARGEST_KIND_GAP:
        return Verdict(FINE, (facts, "The two are close, so it has learned digits and not pictures."), _REMEDIES[FINE])
    why = f"On the test pictures it reads only {test:.1%}: they are of another kind than what it learned from."
    remedy = "Learn from pictures like those that it will meet: add some of them, or vary the pictures more."
    return Verdict(FINE, (facts, why), (remedy,))


_REMEDIES = {
    UNDERFITTING: (
        "Learn longer: more epochs.",
        "Raise the capacity: more filters or more layers.",
        "Take away dropout or weight decay if there is much of it.",
    ),
    OVERFITTING: (
        "Learn from more pictures, or vary them more.",
        "More dropout or weight decay.",
        "Less capacity: fewer filters or layers.",
    ),
    DIVERGING: (
        "Take a lower learning rate; the sweep under “Aids” suggests one.",
        "Watch the gradient norms, and put a normalisation behind each convolution.",
    ),
    FINE: ("For more, look at the worst errors below: what do they have in common?",),
}
