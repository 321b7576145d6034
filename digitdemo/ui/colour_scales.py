"""The two colour scales, everywhere alike: white is 0, blue is more, orange is less than 0.

Amounts (ink, activations) use the blue half only, signed numbers (weights, sums) both halves. Blue and orange of one
step are equally dark, so that both directions weigh the same, and everybody tells them apart.
"""

import numpy as np

AMOUNT = (
    "#ffffff", "#e8f0f8", "#cfe0f0", "#abcbe6", "#7fb1d9", "#5396cb", "#2e7cbb", "#1561a3", "#084983", "#06305a",
)  # fmt: skip
_BELOW_ZERO = (
    "#522502", "#773703", "#9c4b06", "#bd6314", "#d98032", "#eba25e", "#f5c190", "#fbdcc0", "#fdeee0",
)  # fmt: skip
SIGNED = _BELOW_ZERO + AMOUNT


def coloured(values: np.ndarray, limit: float | None = None) -> np.ndarray:
    """Numbers as colours.

    Args:
        values: any shape; what is not finite becomes white.
        limit: the number that gets the darkest blue, its negative the darkest orange; the largest one if None.

    Returns:
        (*values.shape, 3) uint8 RGB.
    """
    finite = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    top = limit or float(np.abs(finite).max(initial=0)) or 1.0
    stops = np.array([[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in SIGNED], np.float64)
    place = (np.clip(finite / top, -1, 1) + 1) / 2 * (len(stops) - 1)
    channels = [np.interp(place, np.arange(len(stops)), stops[:, channel]) for channel in range(3)]
    return np.round(np.stack(channels, axis=-1)).astype(np.uint8)


def round_limit(values: np.ndarray) -> float:
    """A round number (1, 2 or 5 times a power of ten) that no value exceeds: the end of a fixed scale."""
    finite = values[np.isfinite(values)]
    top = float(np.abs(finite).max(initial=0))
    if top == 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(top))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= top * 0.999999))
