"""Lines of writing: how high their digits are, how they slope, where one ends and the next begins."""

import numpy as np

_LINE_SLOPES = (0.0, *(sign * slope / 20 for slope in range(1, 9) for sign in (1, -1)))  # up to 0.4, level first


def usual_height(heights: np.ndarray) -> float:
    """A usual digit's height among pieces, some of which are bars and dots: the median, each weighing its height.

    Args:
        heights: (pieces,) float, at least one.
    """
    order = np.sort(heights)
    weight = np.cumsum(order)
    if weight[-1] <= 0:
        return 1e-9
    return float(order[np.searchsorted(weight, weight[-1] / 2)])


def slope_of(boxes: np.ndarray) -> float:
    """The slope of a line of writing: the median of the slopes between all pairs of middles (Theil and Sen).

    Args:
        boxes: (pieces, 4) left, top, right, bottom.

    Returns:
        Pixels down for each pixel to the right; 0 for fewer than three pieces.
    """
    if len(boxes) < 3:
        return 0.0
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    first, second = np.triu_indices(len(boxes), 1)
    run, rise = x[second] - x[first], y[second] - y[first]
    apart = np.abs(run) > 0.5 * np.median(boxes[:, 3] - boxes[:, 1])
    return float(np.median(rise[apart] / run[apart])) if apart.any() else 0.0


def split_into_lines(boxes: np.ndarray) -> list[np.ndarray]:
    """Lines of writing, top to bottom: cut at the widest straight gap, level or sloping, with digits above and below.

    Digits that climb like stairs are one line: nothing stands below anything.

    Args:
        boxes: (pieces, 4) left, top, right, bottom.

    Returns:
        Indices of each line's pieces.
    """
    return _cut_at_gaps(boxes, np.arange(len(boxes)))


def _cut_at_gaps(boxes: np.ndarray, line: np.ndarray) -> list[np.ndarray]:
    if len(line) < 2:
        return [line]
    middle = (boxes[line, 0] + boxes[line, 2]) / 2
    widest, cut = 0.0, None
    for slope in _LINE_SLOPES:
        top, bottom = boxes[line, 1] - slope * middle, boxes[line, 3] - slope * middle
        order = np.argsort(top)
        gaps = top[order][1:] - np.maximum.accumulate(bottom[order])[:-1]
        for place in np.flatnonzero(gaps > widest):
            above, below = line[order[: place + 1]], line[order[place + 1 :]]
            if gaps[place] > widest and _are_two_lines(boxes[above], boxes[below]):
                widest, cut = float(gaps[place]), (above, below)
    if cut is None:
        return [line]
    return [*_cut_at_gaps(boxes, cut[0]), *_cut_at_gaps(boxes, cut[1])]


def _are_two_lines(above: np.ndarray, below: np.ndarray) -> bool:
    """Both as high as digits, and some digit right under another rather than beside it."""
    heights = [usual_height(part[:, 3] - part[:, 1]) for part in (above, below)]
    if min(heights) < 0.4 * max(heights):
        return False  # the bar of a 5, a dot
    tall_above, tall_below = (part[part[:, 3] - part[:, 1] >= 0.5 * max(heights)] for part in (above, below))
    right = np.minimum(tall_above[:, None, 2], tall_below[None, :, 2])
    left = np.maximum(tall_above[:, None, 0], tall_below[None, :, 0])
    widths = [part[:, 2] - part[:, 0] for part in (tall_above, tall_below)]
    narrower = np.minimum(widths[0][:, None], widths[1][None])
    return bool((right - left > 0.4 * narrower - 1e-9).any())
