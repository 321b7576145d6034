"""The class map: every drawing where a network's own features put it; who is hard to read, and what gets mixed up."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from digitdemo.classroom.collecting import Collected
from digitdemo.classroom.placing import place_points
from digitdemo.classroom.puzzles import read_drawing
from digitdemo.drawing.drawing import Drawing
from digitdemo.learning.alike import nearest
from digitdemo.networks.task import CLASSES as DIGITS
from digitdemo.reading.recognizer import Recognizer

MOST_ON_MAP = 1_000
"""The newest so many: a second of processor to look at these, and one to place them."""

FEWEST_TO_COMPARE = 5
"""Drawings of a pupil; of fewer nobody can say that they are hard to read."""

NEAREST = 5


@dataclass(frozen=True)
class ClassMap:
    """Drawings on a plane.

    Attributes:
        drawings: the newest of the class, oldest first.
        places: (count, 2) float32 in [0, 1]; what lies close together is alike to the network.
        features: (count, features) float32, what its last layer gets.
        read_as: (count,) which digit the network reads.
    """

    drawings: tuple[Collected, ...]
    places: np.ndarray
    features: np.ndarray
    read_as: np.ndarray

    def with_labels(self, now: list[Collected]) -> "ClassMap":
        """The same map with today's digits and names; what was taken out meanwhile is left out."""
        current = {one.id: one for one in now}
        kept = [place for place, one in enumerate(self.drawings) if one.id in current]
        drawings = tuple(current[self.drawings[place].id] for place in kept)
        return ClassMap(drawings, self.places[kept], self.features[kept], self.read_as[kept])

    @property
    def is_wrong(self) -> np.ndarray:
        """(count,) bool: read as another digit than it was drawn for."""
        return np.array([one.digit for one in self.drawings], int) != self.read_as


@dataclass(frozen=True)
class Hand:
    """How well a pupil's digits are read.

    Attributes:
        member_id: whose.
        name: their name; show it with ``plain``.
        wrong: how many are read wrong.
        count: of how many.
    """

    member_id: int
    name: str
    wrong: int
    count: int


def map_drawings(
    drawings: list[Collected], reader: Recognizer, known: dict[int, tuple[np.ndarray, int]] | None = None
) -> ClassMap:
    """Let a network look at the drawings, and place them by what it sees.

    Args:
        known: what this network saw of drawings before, by their id; what it sees now is added.
    """
    newest, found = tuple(drawings[-MOST_ON_MAP:]), {} if known is None else known
    for one in newest:
        if one.id not in found:
            found[one.id] = features_of(reader, one.drawing)
    seen = [found[one.id] for one in newest]
    features = np.stack([found for found, _ in seen]) if seen else np.zeros((0, 1), np.float32)
    return ClassMap(newest, place_points(features), features, np.array([digit for _, digit in seen], int))


def features_of(reader: Recognizer, drawing: Drawing) -> tuple[np.ndarray, int]:
    """What a network's last layer gets of a drawing, (features,) float32, and the digit that it reads."""
    preparation = read_drawing(reader, drawing).preparation
    blank = np.zeros((28, 28), np.float32)
    outputs = list(reader.network.layer_outputs(blank if preparation is None else preparation.network_input).values())
    # The last are ten scores and ten probabilities; a network of one layer has nothing else.
    wide = [values for values in outputs[:-1] if values.size > DIGITS] or outputs[:1]
    return wide[-1].ravel(), int(outputs[-1].argmax())


def nearest_drawings(on_map: ClassMap, features: np.ndarray, count: int = NEAREST) -> list[Collected]:
    """Those that are most alike to the network, the most alike first."""
    places, _ = nearest(on_map.features, features, count)
    return [on_map.drawings[place] for place in places]


def hardest_hands(on_map: ClassMap) -> list[Hand]:
    """Pupils some of whose digits are read wrong, the hardest first."""
    counts = Counter(one.member_id for one in on_map.drawings)
    wrong = Counter(one.member_id for one, is_wrong in zip(on_map.drawings, on_map.is_wrong, strict=True) if is_wrong)
    names = {one.member_id: one.name for one in on_map.drawings}
    hands = [Hand(who, names[who], wrong[who], counts[who]) for who in wrong if counts[who] >= FEWEST_TO_COMPARE]
    return sorted(hands, key=lambda hand: (-hand.wrong / hand.count, hand.member_id))


def mixed_up(on_map: ClassMap) -> list[tuple[int, int, int]]:
    """Pairs of digits that are read for each other: the smaller, the larger, how often; the most frequent first."""
    pairs = Counter(
        (min(one.digit, read), max(one.digit, read))
        for one, read in zip(on_map.drawings, on_map.read_as.tolist(), strict=True)
        if one.digit != read
    )
    return [(*pair, count) for pair, count in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))]
