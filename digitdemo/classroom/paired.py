"""Whether two networks differ, or chance alone does: both read the same pupils' drawings."""

from collections.abc import Sequence

import numpy as np

LEVEL = 0.05
"""Where chance alone would do as much or more in less than one case of twenty, it is called a difference."""


def sign_flip_p(differences: Sequence[int]) -> float:
    """How often chance alone would make a difference at least as large, to either side.

    The exact test of Fisher (1935) on whole pupils: drawings of one hand are alike, so that a hand, not a drawing, is
    what counts as one observation. Were both networks equal, each pupil's difference could as well have had the other
    sign; all 2^n ways to set the signs are counted.

    Args:
        differences: of each pupil, how many drawings more one network read right than the other.
    """
    sizes = [abs(int(difference)) for difference in differences if difference]
    total = sum(sizes)
    ways = np.zeros(2 * total + 1)  # ways[s + total]: probability of the sum s
    ways[total] = 1.0
    for size in sizes:
        ways = (np.roll(ways, size) + np.roll(ways, -size)) / 2
    sums = np.abs(np.arange(-total, total + 1))
    return float(min(1.0, ways[sums >= abs(sum(int(difference) for difference in differences))].sum()))


def fewest_pupils() -> int:
    """With fewer pupils even a network that is better on every one of them cannot be told from a lucky one."""
    pupils = 1
    while 2.0 ** (1 - pupils) >= LEVEL:
        pupils += 1
    return pupils
