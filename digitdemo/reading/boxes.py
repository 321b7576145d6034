"""Boxes: how much two of them overlap, and which stay where several say the same.

A box is left, top, right, bottom, in any one unit, x to the right and y down.
"""

from dataclasses import dataclass

import numpy as np


def overlaps(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Intersection over union (IoU) of every box with every other: their common area through the area of both.

    Args:
        boxes: (count, 4) float.
        others: (others, 4) float.

    Returns:
        (count, others) float64, 0 apart to 1 alike; 0 for a box without area.
    """
    boxes, others = np.asarray(boxes, np.float64), np.asarray(others, np.float64)
    common = _common_areas(boxes, others)
    together = areas(boxes)[:, None] + areas(others)[None] - common
    return np.where(together > 0, common / np.where(together > 0, together, 1), 0.0)


def areas(boxes: np.ndarray) -> np.ndarray:
    """(count,) float64; a box turned inside out has none."""
    sides = np.clip(boxes[:, 2:] - boxes[:, :2], 0, None)
    return np.asarray(sides.prod(axis=1))


@dataclass(frozen=True)
class Suppression:
    """What non-maximum suppression left, and why the others went.

    Attributes:
        kept: indices of those that stay, the surest first.
        suppressor: for each box, the index of the kept one that it had to yield to; its own where it stays.
        overlap: for each box, its overlap with its suppressor; 0 where it stays.
    """

    kept: tuple[int, ...]
    suppressor: np.ndarray
    overlap: np.ndarray


def suppress(
    boxes: np.ndarray, confidences: np.ndarray, max_overlap: float, max_inside: float | None = None
) -> Suppression:
    """Non-maximum suppression: take the surest box, drop those that overlap it, and so on with the rest.

    Args:
        boxes: (count, 4) float.
        confidences: (count,) float, how sure each one is.
        max_overlap: boxes that overlap a kept one more than this go.
        max_inside: so do boxes that share more than this with a kept one, of the smaller one's area, as where one lies
            in the other; None: they stay.
    """
    boxes = np.asarray(boxes, np.float64).reshape(-1, 4)
    between = overlaps(boxes, boxes)
    inside = _shares_of_smaller(boxes) if max_inside is not None else np.zeros_like(between)
    suppressor = np.full(len(boxes), -1)
    overlap = np.zeros(len(boxes))
    kept = []
    for index in np.argsort(-np.asarray(confidences), kind="stable"):
        if suppressor[index] >= 0:
            continue
        kept.append(int(index))
        hit = (suppressor < 0) & ((between[index] > max_overlap) | (inside[index] > (max_inside or np.inf)))
        hit[index] = False
        suppressor[hit], overlap[hit] = index, between[index][hit]
        suppressor[index] = index
    return Suppression(tuple(kept), suppressor, overlap)


def _shares_of_smaller(boxes: np.ndarray) -> np.ndarray:
    """(count, count) the common area of two boxes, of the smaller one's."""
    own = areas(boxes)
    return np.asarray(_common_areas(boxes, boxes) / np.maximum(np.minimum(own[:, None], own[None]), 1e-12))


def _common_areas(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """(count, others): of every box with every other."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return np.asarray(np.clip(high - low, 0, None).prod(axis=2))
