"""What the page on pushing digits says: names, units, and how far a digit can be pushed."""

from collections.abc import Sequence

from digitdemo.networks.task import DIGITS
from digitdemo.reading.distortions import Distortion
from digitdemo.reading.sweeps import Stretch
from digitdemo.sentences import say

KINDS = {
    # kind's sentence: {direction's sentence: distortion}; one direction only needs no name
    "push-kind-turn": {"": "turn"},
    "push-kind-shift": {"push-way-sideways": "shift_sideways", "push-way-upright": "shift_upright"},
    "push-kind-resize": {"": "resize"},
    "push-kind-thicken": {"": "thicken"},
    "push-kind-noise": {"": "noise"},
    "push-kind-erase": {
        "push-way-top": "erase_from_top",
        "push-way-bottom": "erase_from_bottom",
        "push-way-left": "erase_from_left",
        "push-way-right": "erase_from_right",
    },
    "push-kind-invert": {"": "invert"},
}

AXES = {
    "turn": "push-axis-turn",
    "shift_sideways": "push-axis-shift-sideways",
    "shift_upright": "push-axis-shift-upright",
    "resize": "push-axis-resize",
    "thicken": "push-axis-thicken",
    "noise": "push-axis-noise",
    "erase_from_top": "push-axis-erase-top",
    "erase_from_bottom": "push-axis-erase-bottom",
    "erase_from_left": "push-axis-erase-left",
    "erase_from_right": "push-axis-erase-right",
    "invert": "push-axis-invert",
}

AXIS_FORMATS = {"deg": "d", "px": "d", "times": ".1f", "share": ".0%"}


def amount_in_words(distortion: Distortion, amount: float) -> str:
    """An amount with its unit, a minus sign rather than a hyphen."""
    if distortion.unit == "share":
        return f"{100 * amount:.0f}\u00a0%"
    if distortion.unit == "times":
        return say("push-times", amount=f"{amount:.2f}")
    sign = "" if amount == 0 else "+" if amount > 0 else "−"
    if distortion.unit == "deg":
        return f"{sign}{abs(amount):.0f}°"
    return say("push-pixels", amount=f"{sign}{abs(amount):.4g}")


def bearing_in_words(
    distortion: Distortion, place: int, found: Sequence[Stretch], names: Sequence[str] = DIGITS
) -> str:
    """Every stretch in which the digit is read, and what is read elsewhere, in sentences.

    Args:
        place: of the digit among the network's classes.
        names: what people call them.
    """
    digit = names[place]
    if all(each.said == place for each in found):
        return say("push-all-the-way", digit=digit)
    home = next(each for each in found if each.low <= distortion.neutral <= each.high)
    sentences = [_at_rest(distortion, place, home, names)]
    others = [each for each in found if each.said == place and each is not home]
    for each in others:
        low, high = (amount_in_words(distortion, amount) for amount in (each.low, each.high))
        if low == high:
            sentences.append(say("push-again-at", digit=digit, low=low))
        else:
            sentences.append(say("push-again", digit=digit, low=low, high=high))
    if home.said != place and not others:
        sentences.append(say("push-never", digit=digit))
    return " ".join([*sentences, _elsewhere(place, found, names)])


def _at_rest(distortion: Distortion, place: int, home: Stretch, names: Sequence[str]) -> str:
    if home.said is None:
        return say("push-unsure-at-rest")
    if home.said != place:
        return say("push-not-at-rest", other=names[home.said])
    low, high = (amount_in_words(distortion, amount) for amount in (home.low, home.high))
    if low == high:
        return say("push-only-at", digit=names[place], low=low)
    return say("push-from-to", digit=names[place], low=low, high=high)


def _elsewhere(place: int, found: Sequence[Stretch], names: Sequence[str]) -> str:
    read = [each.said for each in found if each.said is not None and each.said != place]
    digits = ", ".join(names[each] for each in dict.fromkeys(read))
    is_unsure = any(each.said is None for each in found)
    if not digits:
        return say("push-elsewhere-only-unsure")
    return say("push-elsewhere-unsure" if is_unsure else "push-elsewhere", digits=digits)
