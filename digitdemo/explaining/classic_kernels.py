"""The courses' classic kernels, and which of them a learned kernel is closest to."""

from dataclasses import dataclass

import numpy as np

CLASSIC_KERNELS: dict[str, np.ndarray] = {
    "identity": np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]], np.float64),
    "mean blur": np.full((3, 3), 1 / 9),
    "Gaussian blur": np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]], np.float64),
    "sharpen": np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], np.float64),
    "vertical edge": np.array([[1, -1]], np.float64),
    "Laplacian": np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]], np.float64),
    "Laplacian of eight neighbours": np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]], np.float64),
    "cross": np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.float64),
}
"""As they stand in the course "Les réseaux de neurones"; sharpen = identity + Laplacian."""


@dataclass(frozen=True)
class Likeness:
    """Which classic kernel comes closest.

    Attributes:
        name: of the classic kernel.
        correlation: 0 to 1; 1 is the same but for its strength.
        is_reversed: True where dark and light, or left and right, are exchanged.
    """

    name: str
    correlation: float
    is_reversed: bool


def closest_classic_kernel(kernel: np.ndarray) -> Likeness:
    """Find the classic kernel that looks most like a learned one: a hint, not an explanation.

    The correlation is the cosine of the angle between both, means not taken away: a blur would have none left.

    Args:
        kernel: (rows, columns).
    """
    length = float(np.linalg.norm(kernel))
    best = Likeness("identity", 0.0, False)
    if length == 0:
        return best
    for name, patterns in _patterns(*kernel.shape).items():
        for pattern in patterns:
            cosine = float((kernel * pattern).sum()) / (length * float(np.linalg.norm(pattern)))
            if abs(cosine) > best.correlation:
                best = Likeness(name, abs(cosine), cosine < 0)
    return best


def _patterns(rows: int, columns: int) -> dict[str, list[np.ndarray]]:
    """The classic patterns at any size, made from a Gaussian and its derivatives; edges and lines at every 45°."""
    y, x = np.mgrid[:rows, :columns].astype(float)
    y, x = y - (rows - 1) / 2, x - (columns - 1) / 2
    width = max(rows, columns) / 4 + 0.1
    bell = np.exp(-(x**2 + y**2) / (2 * width**2))
    patterns = {"mean blur": [np.ones((rows, columns))], "Gaussian blur": [bell]}
    if min(rows, columns) < 2:
        return patterns
    diagonals = {"vertical": x, "horizontal": y, "rising diagonal": x + y, "falling diagonal": x - y}
    for name, across in diagonals.items():
        patterns[f"{name} edge"] = [bell * across]
        if min(rows, columns) > 2:
            line = bell * np.exp(-(across**2) / (1.2 * (across**2).mean() + 1e-9) * 2)
            patterns[f"{name} line"] = [line - line.mean()]
    if rows == columns == 3:
        patterns |= {name: [CLASSIC_KERNELS[name]] for name in ("identity", "sharpen", "Laplacian")}
        patterns["Laplacian of eight neighbours"] = [CLASSIC_KERNELS["Laplacian of eight neighbours"]]
    elif min(rows, columns) > 2:
        point = np.zeros((rows, columns))
        point[rows // 2, columns // 2] = 1
        surround = bell * (1 - (x**2 + y**2) / (2 * width**2))
        patterns |= {"identity": [point], "Laplacian": [surround - surround.mean()]}
    return patterns
