"""Nearest neighbours: a reader that learns nothing, and asks which pictures that it keeps are most like a drawing.

Cover and Hart, "Nearest neighbor pattern classification", 1967. What it keeps are digits that the project writes
itself; its figures stand in the card beside this file, written by ``tests.benchmarks.neighbours``.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np

from digitdemo.datasets.handwriting import Handwriting, make_handwriting
from digitdemo.networks.task import CLASSES
from digitdemo.reading.network import Network
from digitdemo.reading.recognizer import Recognizer
from digitdemo.storage.models import model_of
from digitdemo.storage.store import bundle_at

KEPT_DIGITS = 3_000
NEIGHBOURS = 5
"""How many vote: of 1, 3 and 5 the best on the digits of 30 writers who are in no figure of the card."""

CARD_FOLDER = Path(__file__).with_name("nearest_neighbours")


class Neighbours(Network):
    """Reads wherever a network does, pixel by pixel instead of layer by layer. Safe to share between threads."""

    def __init__(self) -> None:
        """Write the digits that are kept; always the same ones."""
        self.model = model_of(bundle_at(CARD_FOLDER))
        pictures, self.digits = make_handwriting(KEPT_DIGITS, Handwriting(), np.random.default_rng(1967))
        self.pictures = pictures.astype(np.float32) / np.float32(255)  # (kept, 28, 28)
        self._flat = self.pictures.reshape(KEPT_DIGITS, -1)
        self._squares = (self._flat**2).sum(axis=1)

    @property
    def kept_bytes(self) -> int:
        """What the digits take, a byte a pixel."""
        return self.pictures.size

    def nearest(self, network_input: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The digits that are most like a drawing, the nearest first.

        Args:
            network_input: (28, 28) float32 in [0, 1].

        Returns:
            (NEIGHBOURS,) places among those kept, and (NEIGHBOURS,) Euclidean distances over all pixels.
        """
        mine = np.asarray(network_input, np.float32).ravel()
        squares = self._squares - 2 * (self._flat @ mine) + mine @ mine
        places = np.argsort(squares, kind="stable")[:NEIGHBOURS]
        return places, np.sqrt(np.maximum(squares[places], 0))

    def probabilities(self, network_input: np.ndarray) -> np.ndarray:
        """The share of the neighbours that vote for each digit, (10,) float32; of a tie the nearest's digit has it."""
        votes = self.digits[self.nearest(network_input)[0]]
        shares = np.bincount(votes, minlength=CLASSES).astype(np.float32) / NEIGHBOURS
        tied = shares == shares.max()
        first = next(int(digit) for digit in votes if tied[digit])
        shares[tied] -= np.float32(1e-4)
        shares[first] += np.float32(1e-4) * tied.sum()
        return shares

    def layer_outputs(self, network_input: np.ndarray) -> dict[str, np.ndarray]:
        """There are no layers, only the votes."""
        return {"votes": self.probabilities(network_input)}


@lru_cache(maxsize=1)
def neighbours() -> Neighbours:
    """The one of this process; to write its digits takes half a second."""
    return Neighbours()


def neighbour_reader() -> Recognizer:
    """Reads drawings as every network's reader does: one preparation, then the vote."""
    return Recognizer(neighbours())
