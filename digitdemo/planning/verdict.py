"""What a run's numbers say, and the methodology course's remedy for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from digitdemo.sentences import Message, say

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
    reasons: tuple[Message, ...]
    remedies: tuple[Message, ...]

    def title(self) -> str:
        """The word, in the reader's language."""
        return say(f"verdict-{self.word.replace(' ', '-')}")


def judge(
    history: Sequence[Mapping[str, float]],
    results: Mapping[str, Any],
    learning_rate: float | None = None,
    optimiser: str = "",
    initialisation: str = "",
) -> Verdict:
    """Judge a run.

    Args:
        history: lines of ``history.csv``: ``loss``, ``learned_accuracy``, ``check_accuracy``, ``check_loss``.
        results: what ``results.json`` holds, so far.
        learning_rate: the highest of its schedule; None where the setting cannot be read.
        optimiser: the setting's, ``adadelta`` among them; decides which rate is large.
        initialisation: the setting's; ``zeros`` explains why nothing is learned.
    """
    if results.get("ending") == "diverged":
        return Verdict(DIVERGING, (Message("verdict-no-number"),), _REMEDIES[DIVERGING])
    if not history:
        return Verdict(TOO_EARLY, (Message("verdict-no-epoch"),), ())
    last = history[-1]
    learned, check = last["learned_accuracy"], last["check_accuracy"]
    facts = Message("verdict-reads", learned=_percent(learned), checked=_percent(check))
    why_diverging = _why_diverging(
        [line["loss"] for line in history], learned, learning_rate, LARGE_RATES.get(optimiser, LARGE_RATE)
    )
    if why_diverging:
        return Verdict(DIVERGING, (why_diverging, facts), _REMEDIES[DIVERGING])
    if learned < GUESSING:
        why = Message("verdict-zeros") if initialisation == "zeros" else Message("verdict-guesses")
        return Verdict(UNDERFITTING, (facts, why), _REMEDIES_OF_GUESSING)
    gap = learned - check
    if learned < LEAST_LEARNED and gap < MUCH_LARGER_GAP:
        why = Message("verdict-own-misread", percent=_percent(1 - learned))
        return Verdict(UNDERFITTING, (facts, why), _REMEDIES[UNDERFITTING])
    if gap > LARGEST_GAP:
        why = Message("verdict-gap", points=f"{100 * gap:.1f}")
        return Verdict(OVERFITTING, (facts, why), _REMEDIES[OVERFITTING])
    return _judge_test(facts, check, results)


def _why_diverging(
    losses: Sequence[float], learned: float, learning_rate: float | None, large_rate: float
) -> Message | None:
    """Say why the steps were too large; None where they were not.

    A network that has learned in the end is forgiven a bad beginning.
    """
    lowest, highest, last = min(losses), max(losses), losses[-1]
    if last / max(lowest, 1e-9) > LARGEST_RISE and last > 0.3:
        return Message("verdict-loss-rose", last=f"{last:.2f}", lowest=f"{lowest:.2f}")
    if learned < LEAST_LEARNED and highest > LARGEST_LOSS:
        return Message("verdict-loss-huge", highest=f"{highest:,.0f}")
    if learned < GUESSING and learning_rate is not None and learning_rate >= large_rate:
        return Message("verdict-only-guesses", rate=f"{learning_rate:g}")
    return None


def _percent(share: float) -> str:
    return f"{100 * share:.1f}\u00a0%"


def _judge_test(facts: Message, check: float, results: Mapping[str, Any]) -> Verdict:
    test = results.get("test_accuracy")
    if test is None or check - test <= LARGEST_KIND_GAP:
        return Verdict(FINE, (facts, Message("verdict-close")), _REMEDIES[FINE])
    why = Message("verdict-other-kind", percent=_percent(test))
    remedy = Message("verdict-like-those")
    return Verdict(FINE, (facts, why), (remedy,))


_REMEDIES_OF_GUESSING = (
    Message("verdict-another-rate"),
    Message("verdict-usual-beginning"),
    Message("verdict-longer"),
)
_REMEDIES = {
    UNDERFITTING: (
        Message("verdict-longer"),
        Message("verdict-larger"),
        Message("verdict-fewer-brakes"),
    ),
    OVERFITTING: (
        Message("verdict-more-pictures"),
        Message("verdict-more-brakes"),
        Message("verdict-smaller"),
    ),
    DIVERGING: (
        Message("verdict-lower-rate"),
        Message("verdict-clip"),
        Message("verdict-normalise"),
    ),
    FINE: (Message("verdict-worst-errors"),),
}
