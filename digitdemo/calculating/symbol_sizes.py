"""How large each sign is written beside the others: what tells a comma from a bracket when the shape is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_SMALLEST = 0.04
"""Of a usual sign's height: a dot may have no height at all."""

_TRUST = 0.7
"""How far sizes count beside the shape; with 1 the two would have to be independent."""

_FLOOR = 0.12
"""Standard deviation, of the logarithm, that no label goes below: few people wrote some of the signs."""


@dataclass(frozen=True)
class SymbolSizes:
    """What was measured on the calculations that the network learned from.

    Attributes:
        means: (classes, 2) of the logarithms of width and height, in heights of a usual sign.
        covariances: (classes, 2, 2) of the same.
        log_weights: (classes,) how much more often a label is in calculations than in what the network learned from.
    """

    means: np.ndarray
    covariances: np.ndarray
    log_weights: np.ndarray

    @classmethod
    def from_card(cls, kept: dict[str, Any]) -> "SymbolSizes":
        """Read what ``for_card`` wrote."""
        return cls(*(np.array(kept[name], np.float64) for name in ("means", "covariances", "log_weights")))

    def for_card(self) -> dict[str, Any]:
        """As lists, rounded."""
        return {name: np.round(getattr(self, name), 3).tolist() for name in ("means", "covariances", "log_weights")}


def measure_sizes(
    classes: Sequence[str], labels: Sequence[str], sizes: np.ndarray, learned_shares: np.ndarray
) -> SymbolSizes:
    """Fit one two-dimensional normal distribution a label.

    Args:
        labels: of the calculations' signs, and of groups that are no sign.
        sizes: (signs, 2) widths and heights, in heights of a usual sign.
        learned_shares: (classes,) of what the network learned from.
    """
    logs = np.log(np.maximum(sizes, _SMALLEST))
    everything = np.cov(logs.T)
    means, covariances, counts = [], [], []
    for label in classes:
        own = logs[[other == label for other in labels]]
        means.append(own.mean(axis=0) if len(own) else logs.mean(axis=0))
        # Ten signs' worth of doubt towards what all signs have in common.
        spread = np.cov(own.T) if len(own) > 2 else everything
        covariances.append((len(own) * spread + 10 * everything / 4) / (len(own) + 10) + _FLOOR**2 * np.eye(2))
        counts.append(len(own) + 2)
    weights = np.log(np.array(counts) / sum(counts)) - np.log(np.maximum(learned_shares, 1e-4))
    return SymbolSizes(np.array(means), np.array(covariances), weights)


def label_scores(
    known: SymbolSizes, shapes: np.ndarray, sizes: np.ndarray, counts: np.ndarray | float = 0.0
) -> np.ndarray:
    """What each group is, by its shape, its size and its number of strokes.

    Args:
        shapes: (groups, classes) probabilities by shape alone.
        sizes: (groups, 2) widths and heights, in heights of a usual sign.
        counts: (groups, classes) what the number of strokes says, log-probabilities.

    Returns:
        (groups, classes) probabilities.
    """
    logs = np.log(np.maximum(sizes, _SMALLEST))
    apart = logs[:, None] - known.means[None]  # (groups, classes, 2)
    inverse = np.linalg.inv(known.covariances)
    distance = np.einsum("gci,cij,gcj->gc", apart, inverse, apart)
    # Beyond three deviations it is strange, not stranger and stranger.
    density = -0.5 * np.minimum(distance, 12.0) - 0.5 * np.log(np.linalg.det(known.covariances))
    scores = np.log(np.maximum(shapes, 1e-7)) + _TRUST * (density + known.log_weights) + counts
    scores -= scores.max(axis=1, keepdims=True)
    odds = np.exp(scores)
    answer: np.ndarray = odds / odds.sum(axis=1, keepdims=True)
    return answer
