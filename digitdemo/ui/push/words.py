"""What the page on pushing digits says: names, units and sentences, each whole."""

from digitdemo.reading.distortions import Distortion
from digitdemo.reading.sweeps import Bearing

KINDS = {
    # kind: {direction: distortion}; one direction only needs no name
    "Turn": {"": "turn"},
    "Shift": {"Sideways": "shift_sideways", "Up and down": "shift_upright"},
    "Resize": {"": "resize"},
    "Line width": {"": "thicken"},
    "Noise": {"": "noise"},
    "Erase": {
        "From the top": "erase_from_top",
        "From the bottom": "erase_from_bottom",
        "From the left": "erase_from_left",
        "From the right": "erase_from_right",
    },
    "Invert": {"": "invert"},
}

AXES = {
    "turn": "turned by (degrees; above 0: clockwise)",
    "shift_sideways": "shifted by (pixels of 28; above 0: to the right)",
    "shift_upright": "shifted by (pixels of 28; above 0: down)",
    "resize": "size (1: as it was)",
    "thicken": "lines wider by (pixels of 28; below 0: thinner)",
    "noise": "strength of the noise (of full ink)",
    "erase_from_top": "erased from the top (of the digit's height)",
    "erase_from_bottom": "erased from the bottom (of the digit's height)",
    "erase_from_left": "erased from the left (of the digit's width)",
    "erase_from_right": "erased from the right (of the digit's width)",
    "invert": "inverted (50 %: even grey)",
}

_AMOUNTS = {"deg": "{:+.0f}°", "px": "{:+.4g} pixels", "times": "{:.2f} times", "share": "{:.0%}"}
AXIS_FORMATS = {"deg": "d", "px": "d", "times": ".1f", "share": ".0%"}

NOT_EVEN_AT_REST = "reads a {other} even before anything is changed."
ALL_THE_WAY = "still a {digit}, all the way."
UP_TO = "still a {digit} up to {high}; then it reads a {above}."
DOWN_TO = "still a {digit} down to {low}; then it reads a {below}."
BETWEEN = "still a {digit} from {low} to {high}; outside it reads a {below} or a {above}."
BETWEEN_ALIKE = "still a {digit} from {low} to {high}; outside it reads a {above}."

SAMPLE = "Nothing is drawn yet, so this is a sample."
DRAW_ONE = "Draw your own digit"
YOURS = "This is your digit. It is a"
INTRODUCTION = "Change a digit little by little, and watch where a network loses it."
WHAT_IS_CHANGED = (
    "What is changed is the network's input, the 28 × 28 picture. Your drawing is always cropped, scaled and centred "
    "first, which takes back a shift or another size. Here the network has to bear them alone. "
    "Switch on “Prepare again”, and see what the preparation is worth."
)


def amount_in_words(distortion: Distortion, amount: float) -> str:
    """An amount with its unit, a minus sign rather than a hyphen."""
    if amount == 0 and distortion.unit in ("deg", "px"):
        return "0°" if distortion.unit == "deg" else "0 pixels"
    return _AMOUNTS[distortion.unit].format(amount).replace("-", "−").replace("%", " %")


def bearing_in_words(distortion: Distortion, digit: int, found: Bearing | None, at_rest: int) -> str:
    """How far the digit can be pushed, as a sentence without its subject.

    Args:
        at_rest: what is read of the digit as it was.
    """
    if found is None:
        return NOT_EVEN_AT_REST.format(other=at_rest)
    low_end, high_end = found.read_below is None, found.read_above is None
    alike = found.read_below == found.read_above
    sentence = (
        ALL_THE_WAY
        if low_end and high_end
        else UP_TO
        if low_end
        else DOWN_TO
        if high_end
        else BETWEEN_ALIKE
        if alike
        else BETWEEN
    )
    return sentence.format(
        digit=digit,
        low=amount_in_words(distortion, found.low),
        high=amount_in_words(distortion, found.high),
        below=found.read_below,
        above=found.read_above,
    )
