"""What a network looks at: cover a part of the drawing, read again, see what is lost.

M. Zeiler and R. Fergus, "Visualizing and understanding convolutional networks" (2014).
"""

from dataclasses import dataclass

import numpy as np

from digitdemo.reading.network import Network
from digitdemo.reading.preprocessing import FIELD_PX

GREY = 0.5


@dataclass(frozen=True)
class Occlusion:
    """The readings with every part covered once.

    Attributes:
        probabilities: (places down, places across, classes) float32, with the window at each place.
        uncovered: (classes,) float32, with nothing covered.
        corners: first row or column of each place.
        window_px: side of the window.
    """

    probabilities: np.ndarray
    uncovered: np.ndarray
    corners: tuple[int, ...]
    window_px: int

    def lost(self, digit: int, against: int | None = None) -> np.ndarray:
        """How much each pixel matters: what its covering takes away, the mean over all windows on it.

        Args:
            digit: whose probability; positive where the reading needs the pixel, negative where it is in its way.
            against: compare with this digit: the loss of log(p(digit) / p(against)) instead, in nats.

        Returns:
            (28, 28) float32.
        """
        if against is None:
            losses = self.uncovered[digit] - self.probabilities[..., digit]
        else:
            logs = np.log(np.maximum(self.probabilities, 1e-7))
            before = np.log(np.maximum(self.uncovered, 1e-7))
            losses = before[digit] - before[against] - (logs[..., digit] - logs[..., against])
        return self._spread(losses)

    def _spread(self, losses: np.ndarray) -> np.ndarray:
        # Each window's loss belongs to the pixels that it covers: two matrix products do it for all windows at once.
        pixel = np.arange(FIELD_PX)
        first = np.array(self.corners)[:, None]
        covers = ((pixel >= first) & (pixel < first + self.window_px)).astype(np.float64)  # (places, 28)
        counts = np.outer(covers.sum(axis=0), covers.sum(axis=0))
        return np.asarray((covers.T @ losses @ covers) / np.maximum(counts, 1), np.float32)


def occlusion_map(
    network: Network, network_input: np.ndarray, *, window_px: int = 5, step_px: int = 2, cover: float = GREY
) -> Occlusion:
    """Slide a window over the drawing and read it at each place.

    Args:
        network_input: (28, 28) float32 in [0, 1].
        window_px: side of the square window, 1 to 28.
        step_px: how far it moves.
        cover: what stands in the window: 0 paper, 0.5 grey, 1 ink.
    """
    last = FIELD_PX - window_px
    corners = tuple(sorted({*range(0, last + 1, step_px), last}))  # the last one touches the edge
    covered = np.array(network_input, np.float32)
    uncovered = network.probabilities(covered)
    probabilities = np.empty((len(corners), len(corners), len(uncovered)), np.float32)
    for i, top in enumerate(corners):
        for j, left in enumerate(corners):
            place = (slice(top, top + window_px), slice(left, left + window_px))
            kept = covered[place].copy()
            covered[place] = cover
            probabilities[i, j] = network.probabilities(covered)
            covered[place] = kept
    return Occlusion(probabilities, uncovered, corners, window_px)
