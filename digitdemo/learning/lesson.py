"""A lesson: a fresh network learns, batch after batch, and every version of it is kept.

The same lesson always runs the same way, so that a class shares it, and a version is named by lesson and batch.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

import numpy as np

from digitdemo.datasets.handwriting import Handwriting, make_handwriting
from digitdemo.errors import SettingError
from digitdemo.explaining.architecture import Step
from digitdemo.learning.fresh import fresh_network
from digitdemo.learning.network import LearningNetwork, Weights
from digitdemo.learning.stepping import Slopes, cut_to, slopes_of, step_down

BATCH = 32
PICTURES = 40 * BATCH
MOST_BATCHES = 120
"""Three times through all pictures; a version of the largest of these networks takes 50 KB."""

DEPTHS = {2: "tiny", 1: "d16-relu", 0: ""}
"""How many layers lie between drawing and answer, and the network's notation; the usual one first."""

STARTS = ("usual", "he", "large", "zeros")
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
CLIP = 1.0
"""The gradient's length at most, where it is cut."""

_LARGE = 20.0
"""Times the usual starting weights."""


@dataclass(frozen=True)
class Lesson:
    """What is learned with.

    Attributes:
        depth: layers between drawing and answer, a key of ``DEPTHS``.
        start: how the weights begin, one of ``STARTS``.
        rate: the learning rate, one of ``RATES``.
        clipped: whether a gradient longer than ``CLIP`` is cut to it.
    """

    depth: int = 2
    start: str = "usual"
    rate: float = 0.1
    clipped: bool = False

    def __post_init__(self) -> None:
        """Check.

        Raises:
            SettingError: there is no such lesson.
        """
        if self.depth not in DEPTHS or self.start not in STARTS or self.rate not in RATES:
            raise SettingError("learning-no-lesson")

    @property
    def name(self) -> str:
        """As it stands in an address, ``2-usual-0.1-free``."""
        return f"{self.depth}-{self.start}-{self.rate:g}-{'clipped' if self.clipped else 'free'}"

    @classmethod
    def named(cls, name: str) -> "Lesson":
        """The lesson with a name.

        Raises:
            SettingError: there is none.
        """
        found = _lessons().get(name)
        if found is None:
            raise SettingError("learning-no-lesson")
        return found


@lru_cache(maxsize=1)
def _lessons() -> dict[str, Lesson]:
    every = (
        Lesson(depth, start, rate, clipped)
        for depth in DEPTHS
        for start in STARTS
        for rate in RATES
        for clipped in (False, True)
    )
    return {lesson.name: lesson for lesson in every}


@dataclass(frozen=True)
class Taken:
    """What is known of a step that was taken.

    Attributes:
        cost: of its batch, before the step.
        lengths: of the slopes, by layer.
        length: of the whole gradient.
        cut: what all slopes were multiplied with.
    """

    cost: float
    lengths: dict[str, float]
    length: float
    cut: float


@dataclass
class History:
    """Every version of a lesson's network so far; it grows when a later one is asked for.

    Attributes:
        lesson: what it is the history of.
        steps: the network's, the last softmax included.
    """

    lesson: Lesson
    steps: tuple[Step, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.steps = fresh_network(DEPTHS[self.lesson.depth])
        first = LearningNetwork.of(self.steps, np.float32)
        self._versions = [_started(first, self.lesson.start)]
        self._taken: list[Taken] = []
        self._lock = Lock()  # several visitors may watch one lesson

    def version(self, batch: int) -> LearningNetwork:
        """The network after so many batches; 0 is the fresh one.

        Raises:
            SettingError: there are not so many batches.
        """
        if not 0 <= batch <= MOST_BATCHES:
            raise SettingError("learning-no-version", most=MOST_BATCHES)
        with self._lock:
            while len(self._versions) <= batch:
                self._learn()
        return self._versions[batch]

    def taken(self, batch: int) -> Taken:
        """What is known of the step of a batch, from 1 on."""
        self.version(batch)
        return self._taken[batch - 1]

    def slopes(self, batch: int) -> Slopes:
        """The slopes of a batch's step, computed again, from 1 on."""
        return slopes_of(self.version(batch - 1), *batch_of(batch))

    def _learn(self) -> None:
        network, batch = self._versions[-1], len(self._versions)
        slopes = slopes_of(network, *batch_of(batch))
        length = slopes.length()
        cut = cut_to(length, CLIP if self.lesson.clipped else 0)
        self._versions.append(step_down(network, slopes, self.lesson.rate, cut))
        self._taken.append(Taken(slopes.cost, slopes.lengths(), length, cut))


@lru_cache(maxsize=6)
def history_of(lesson: Lesson) -> History:
    """The one history of a lesson; six are kept, up to 6 MB each."""
    return History(lesson)


@lru_cache(maxsize=1)
def _pictures() -> tuple[np.ndarray, np.ndarray]:
    pictures, digits = make_handwriting(PICTURES, Handwriting(), np.random.default_rng(1986))
    return pictures[..., None].astype(np.float32) / 255, digits.astype(np.int64)


def batch_of(batch: int) -> tuple[np.ndarray, np.ndarray]:
    """The pictures that a step learns from, (32, 28, 28, 1) float32 in [0, 1], and their digits; from 1 on."""
    pictures, digits = _pictures()
    first = (batch - 1) * BATCH % PICTURES
    return pictures[first : first + BATCH], digits[first : first + BATCH]


def _started(network: LearningNetwork, start: str) -> LearningNetwork:
    """The network with other starting weights in its kernels."""
    rng = np.random.default_rng(0)
    weights: Weights = {layer: dict(named) for layer, named in network.weights.items()}
    for named in weights.values():
        if "kernel" in named:
            named["kernel"] = _kernel(named["kernel"], start, rng)
    return network.with_weights(weights)


def _kernel(usual: np.ndarray, start: str, rng: np.random.Generator) -> np.ndarray:
    if start == "zeros":
        return np.zeros_like(usual)
    if start == "large":
        return usual * np.float32(_LARGE)
    if start == "he":  # He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015
        inputs = usual.size // usual.shape[-1]
        return rng.normal(0, np.sqrt(2 / inputs), usual.shape).astype(np.float32)
    return usual
