"""Whether two strokes belong to one sign: how near they are, how they lie, and when they were written."""

from collections.abc import Sequence

import numpy as np

from digitdemo.drawing.strokes import Stroke

_POINTS = 24
FAR = 1.5
"""In heights of a usual sign: strokes farther apart are not asked about."""

_TOUCHING = 0.05

DISTANCE = 4
"""Which feature is the distance, up to ``FAR``."""


def pair_features(strokes: Sequence[Stroke], height_px: float) -> np.ndarray:
    """Describe every pair of strokes: a dozen measures, and the products of every two of them.

    Returns:
        (strokes, strokes, features) float64; the same both ways round.
    """
    plain = np.stack([column.astype(np.float64) for column in _measures(strokes, height_px)], axis=-1)
    first, second = np.triu_indices(plain.shape[-1])
    return plain[..., first] * plain[..., second]


def _measures(strokes: Sequence[Stroke], height_px: float) -> list[np.ndarray]:
    """(strokes, strokes) each."""
    count = len(strokes)
    low = np.array([stroke.min(axis=0) for stroke in strokes]) / height_px
    high = np.array([stroke.max(axis=0) for stroke in strokes]) / height_px
    side, middle = high - low, (low + high) / 2
    overlap = np.minimum(high[:, None], high[None]) - np.maximum(low[:, None], low[None])  # (n, n, 2); < 0 is a gap
    shared = np.clip(overlap / np.maximum(np.minimum(side[:, None], side[None]), 0.1), -1.5, 1.0)
    length = np.maximum(side.max(axis=1), 0.05)
    longer, shorter = np.maximum.outer(length, length), np.minimum.outer(length, length)
    flat = (side[:, 0] > 2.5 * side[:, 1]) & (side[:, 0] > 0.15)
    order = np.arange(count)
    is_later = order[:, None] > order
    moved = np.where(is_later, 1.0, -1.0)[..., None] * (middle[:, None] - middle[None])  # from the earlier to the later
    adjacent = np.abs(order[:, None] - order) == 1
    distance = _distances([stroke / height_px for stroke in strokes])
    small = length < 0.25
    return [
        np.ones((count, count)),
        np.clip(moved[..., 0], -1, 1),
        np.clip(moved[..., 1], -1, 1),
        np.log(np.where(is_later, length[:, None], length[None])),
        np.minimum(distance, FAR),
        distance < _TOUCHING,
        adjacent,
        (distance < _TOUCHING) & adjacent,
        shared[..., 0],
        shared[..., 1],
        np.outer(flat, flat) & (shared[..., 0] > 0.4) & (shorter > 0.45 * longer),
        np.log(longer),
        np.log(longer / shorter),
        np.logical_xor.outer(small, small),
    ]


def same_sign_log_odds(features: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(n, n) log-odds that two strokes belong to one sign, kept within what a few thousand pairs can teach."""
    odds: np.ndarray = np.clip(features @ weights, -6.0, 6.0)
    return odds


def fit_pairs(features: np.ndarray, is_same: np.ndarray, steps: int = 30, ridge: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method.

    Args:
        features: (pairs, features).
        is_same: (pairs,) bool.
    """
    weights = np.zeros(features.shape[1])
    for _ in range(steps):
        chances = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        gradient = features.T @ (chances - is_same) + ridge * weights
        curvature = (features * (chances * (1 - chances))[:, None]).T @ features + ridge * np.eye(len(weights))
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def _distances(strokes: Sequence[Stroke]) -> np.ndarray:
    """(n, n) smallest distance between points, many points a stroke taken evenly along it."""
    count = len(strokes)
    points = np.stack([_even_points(stroke) for stroke in strokes])  # (n, P, 2)
    distance = np.full((count, count), FAR)
    low, high = points.min(axis=1), points.max(axis=1)
    gap = np.maximum(np.maximum(low[:, None] - high[None], low[None] - high[:, None]), 0).max(axis=2)
    for first in range(count):
        near = [second for second in range(first + 1, count) if gap[first, second] < FAR]
        if near:
            apart = points[first][None, :, None] - points[near][:, None]  # (near, P, P, 2)
            distance[first, near] = np.sqrt((apart**2).sum(axis=-1).min(axis=(1, 2)))
            distance[near, first] = distance[first, near]
    return distance


def _even_points(stroke: Stroke) -> np.ndarray:
    """(P, 2) points at even distances along a stroke."""
    if len(stroke) == 1:
        return np.repeat(stroke, _POINTS, axis=0)
    way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(stroke, axis=0), axis=1))])
    at = np.linspace(0, way[-1], _POINTS)
    return np.stack([np.interp(at, way, stroke[:, axis]) for axis in (0, 1)], axis=1)
