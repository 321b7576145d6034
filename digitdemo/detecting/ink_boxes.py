"""Boxes and the ink in them: fitted to what they hold, and what of the ink hangs together across several of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from digitdemo.reading.preprocessing import INK_THRESHOLD

_REACH = 0.15  # of a box's longer side: ink that leaves it so little still belongs to it
_OWN_SHARE = 0.7  # of what hangs together must lie in the reach to be taken whole
_HALF = 0.5  # of what hangs together: so much of it makes it a box's own, to be cut together with the rest


@dataclass(frozen=True)
class ConnectedInk:
    """A picture's ink, parted into pieces that hang together.

    Attributes:
        ink: (height, width) uint8, 0 paper to 255 ink.
        labels: (height, width) int32, the piece of each pixel; 0 is paper.
        stats: (pieces, 5) int32: left, top, width, height and area of each; the paper's first.
    """

    ink: np.ndarray
    labels: np.ndarray
    stats: np.ndarray

    @classmethod
    def of(cls, ink: np.ndarray) -> "ConnectedInk":
        """Part the ink of a picture."""
        is_ink = (ink > INK_THRESHOLD).astype(np.uint8)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(is_ink, connectivity=8)
        return cls(ink, labels, stats)

    @property
    def areas(self) -> np.ndarray:
        """(pieces,) pixels of each."""
        return np.asarray(self.stats[:, cv2.CC_STAT_AREA])

    def counts_in(self, box: np.ndarray, reach: float = 0.0) -> np.ndarray:
        """(pieces,) how many pixels of each lie in a box and so far around it; paper counts as none."""
        low, high = np.floor(box[:2] - reach), np.ceil(box[2:] + reach)
        size = self.ink.shape[::-1]
        (left, top), (right, bottom) = (np.clip(corner, 0, size).astype(int) for corner in (low, high))
        counts = np.bincount(self.labels[top:bottom, left:right].ravel(), minlength=len(self.stats))
        counts[0] = 0
        return counts

    def only(self, pieces: Sequence[int]) -> np.ndarray:
        """(height, width) uint8: the ink of these pieces alone."""
        is_kept = np.zeros(len(self.stats), bool)
        is_kept[list(pieces)] = True
        return np.where(is_kept[self.labels], self.ink, np.uint8(0))


def fit_to_ink(connected: ConnectedInk, boxes: np.ndarray) -> np.ndarray:
    """Move each box's sides to the ink that it holds: a 1 is so narrow that a guessed side is often a pixel off.

    Args:
        boxes: (count, 4) in the ink's pixels.

    Returns:
        (count, 4): around all that hangs together and lies mostly in the box; the box itself where nothing does.
    """
    fitted = np.array(boxes, np.float64)
    for index, box in enumerate(boxes):
        counts = connected.counts_in(box, _REACH * max(box[2:] - box[:2]) + 1)
        own = np.flatnonzero((counts > 0) & (counts >= _OWN_SHARE * connected.areas))
        if len(own):
            low = connected.stats[own, :2]
            fitted[index] = *low.min(axis=0), *(low + connected.stats[own, 2:4]).max(axis=0)
    return fitted


@dataclass(frozen=True)
class Clump:
    """Ink that hangs together, and the boxes that share it.

    Attributes:
        members: indices of the boxes whose ink is mostly this.
        share: how much of it the first of them holds, 0 to 1.
        pieces: this ink, and what else lies in its members.
    """

    members: tuple[int, ...]
    share: float
    pieces: tuple[int, ...]


def clumps(connected: ConnectedInk, boxes: np.ndarray) -> list[Clump]:
    """Group boxes by the piece of ink that each holds most of; boxes without ink are in none.

    Args:
        boxes: (count, 4) in the ink's pixels.
    """
    counts = [connected.counts_in(box) for box in boxes]
    members: dict[int, list[int]] = {}
    for index, here in enumerate(counts):
        if here.any():
            members.setdefault(int(here.argmax()), []).append(index)
    found = []
    for piece, indices in members.items():
        own = {piece, *(int(p) for i in indices for p in np.flatnonzero(_mostly(counts[i], connected.areas)))}
        share = float(counts[indices[0]][piece] / connected.areas[piece])
        found.append(Clump(tuple(indices), share, tuple(sorted(own))))
    return found


def _mostly(counts: np.ndarray, areas: np.ndarray) -> np.ndarray:
    return np.asarray((counts > 0) & (counts >= _HALF * areas))
