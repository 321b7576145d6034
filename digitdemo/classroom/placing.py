"""Placing points of many dimensions on a plane so that neighbours stay neighbours, with NumPy alone.

t-SNE (van der Maaten and Hinton, "Visualizing Data using t-SNE", JMLR 2008), exact, begun from the two main directions
so that the same points always lie in the same places. The main directions alone do not separate ten digits: of 800
made digits 83 % have their own kind around them there, and 95 % here (``python -m tests.benchmarks.class_map``).
Of 1,000, half of which descend, 94 %.
"""

import numpy as np

NEIGHBOURS = 20
"""About so many neighbours count for each point: t-SNE's perplexity."""

MOST_DESCENDING = 500
"""So many find their places together, in time that grows with their square; further ones join those most like them."""

_AMONG = 3
"""Neighbours among which a further point is placed."""

STEPS, PUSHED_TOGETHER = 300, 80
"""Of the descent; in its first part likeness counts twelvefold, so that groups find together."""

_MAIN_DIRECTIONS = 20
_SEARCH = 40
_TOGETHER = 12.0


def place_points(features: np.ndarray) -> np.ndarray:
    """Place points; far apart means little, close together means alike.

    Args:
        features: (count, features).

    Returns:
        (count, 2) float32 in [0, 1].
    """
    count = len(features)
    if count < 2:
        return np.full((count, 2), 0.5, np.float32)
    main = _main_directions(np.asarray(features, np.float64))
    if count < 5:
        return _into_unit_square(main[:, :2])
    first = np.unique(np.linspace(0, count - 1, min(count, MOST_DESCENDING)).round().astype(int))
    descended = _descend(_likeness(main[first]), main[first, :2])
    return _into_unit_square(descended if len(first) == count else _among(main, first, descended))


def _among(points: np.ndarray, first: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Place all points where those that were placed first are most like them.

    Args:
        points: (count, directions).
        first: which of them are placed already.
        places: (len(first), 2).
    """
    distances = _squared_distances_between(points, points[first])
    nearest = np.argsort(distances, axis=1)[:, :_AMONG]
    weights = 1 / (np.take_along_axis(distances, nearest, axis=1) + 1e-9)
    found = (places[nearest] * weights[:, :, None]).sum(axis=1) / weights.sum(axis=1, keepdims=True)
    found[first] = places
    return np.asarray(found)


def on_grid(places: np.ndarray, columns: int, rows: int) -> np.ndarray:
    """Give every point a cell of its own, near its place; who is in the middle of a crowd comes first.

    Args:
        places: (count, 2) in [0, 1]; no more than there are cells.

    Returns:
        (count, 2) column and row of each.
    """
    across, down = np.meshgrid(np.arange(columns), np.arange(rows))
    cells = np.stack([across.ravel(), down.ravel()], axis=1)
    wanted = places * [columns - 1, rows - 1]
    is_free = np.ones(len(cells), bool)
    found = np.zeros((len(places), 2), int)
    for point in np.argsort(((places - 0.5) ** 2).sum(axis=1), kind="stable"):
        distances = np.where(is_free, ((cells - wanted[point]) ** 2).sum(axis=1), np.inf)
        cell = int(distances.argmin())
        is_free[cell], found[point] = False, cells[cell]
    return found


def _main_directions(features: np.ndarray) -> np.ndarray:
    """(count, up to 20) coordinates along the directions in which the points differ most; two at least."""
    left, sizes, _ = np.linalg.svd(features - features.mean(axis=0), full_matrices=False)
    main = left[:, :_MAIN_DIRECTIONS] * sizes[:_MAIN_DIRECTIONS]
    return np.pad(main, ((0, 0), (0, max(0, 2 - main.shape[1]))))


def _likeness(points: np.ndarray) -> np.ndarray:
    """(count, count) float32, sums to 1: how much two points are each other's neighbours."""
    count = len(points)
    distances = _squared_distances(points)
    entropy = np.log(min(NEIGHBOURS, (count - 1) / 3))
    sharpness = 1 / np.maximum(np.median(distances, axis=1), 1e-12)
    low, high = np.zeros(count), np.full(count, np.inf)
    for _ in range(_SEARCH):
        weights, sums = _neighbours(distances, sharpness)
        is_wide = np.log(sums) + sharpness * (weights * distances).sum(axis=1) / sums > entropy
        low, high = np.where(is_wide, sharpness, low), np.where(is_wide, high, sharpness)
        sharpness = np.where(np.isinf(high), sharpness * 2, (low + np.minimum(high, 1e300)) / 2)
    weights, sums = _neighbours(distances, sharpness)
    shares = weights / sums[:, None]
    return np.asarray((shares + shares.T) / (2 * count), np.float32)


def _neighbours(distances: np.ndarray, sharpness: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    weights = np.exp(-np.minimum(distances * sharpness[:, None], 700))
    np.fill_diagonal(weights, 0)
    return weights, weights.sum(axis=1) + 1e-300


def _descend(likeness: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Follow the gradient of how far the plane's neighbours differ from the true ones.

    Steps grow and shrink as in Jacobs (1988), which the method's authors do too.
    """
    places = np.asarray(start / max(float(start.std()), 1e-12) * 1e-4, np.float32)
    speed, gains = np.zeros_like(places), np.ones_like(places)
    rate = max(len(places) / (4 * _TOGETHER), 50.0)
    for step in range(STEPS):
        is_early = step < PUSHED_TOGETHER
        near = 1 / (1 + _squared_distances(places))
        np.fill_diagonal(near, 0)
        pull = (likeness * (_TOGETHER if is_early else 1) - near / near.sum()) * near
        gradient = 4 * (pull.sum(axis=1)[:, None] * places - pull @ places)
        turns = np.sign(gradient) != np.sign(speed)
        gains = np.maximum(np.where(turns, gains + 0.2, gains * 0.8), 0.01)
        speed = (0.5 if is_early else 0.8) * speed - rate * gains * gradient
        places = places + speed
    return places


def _squared_distances(points: np.ndarray) -> np.ndarray:
    return _squared_distances_between(points, points)


def _squared_distances_between(points: np.ndarray, others: np.ndarray) -> np.ndarray:
    squares, of_others = (points * points).sum(axis=1), (others * others).sum(axis=1)
    return np.asarray(np.maximum(squares[:, None] + of_others - 2 * points @ others.T, 0))


def _into_unit_square(places: np.ndarray) -> np.ndarray:
    low, high = places.min(axis=0), places.max(axis=0)
    return np.asarray((places - low) / np.maximum(high - low, 1e-12), np.float32)
