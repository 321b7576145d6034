"""From a picture or a drawing to a digit: preparation, network, and what the answer is worth."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX, DEFAULT_SIDE_PX
from digitdemo.drawing.strokes import as_strokes, thin
from digitdemo.errors import BlankDrawingError
from digitdemo.reading.network import Network
from digitdemo.reading.preprocessing import (
    Preparation,
    Step,
    prepare_ink,
    prepare_picture,
    prepare_strokes,
    shrink_whole,
)
from digitdemo.reading.strokes import bounding_box
from digitdemo.storage.models import DEFAULT_MODEL, StoredModel, find_model

_MOST_POINTS = 2000
"""Of one digit, which has some 250: more would cost time and change nothing."""


@dataclass(frozen=True)
class Reading:
    """What a network makes of one drawing.

    Attributes:
        digit: 0 to 9, for other classes the place among them; None where nothing is drawn or the network will not say.
        probabilities: (classes,) float32, sums to 1; all alike where nothing is drawn.
        preparation: the way to the network's input; None where nothing is drawn.
        model: who read.
        elapsed_ms: preparation and network together, milliseconds.
    """

    digit: int | None
    probabilities: np.ndarray
    preparation: Preparation | None
    model: StoredModel
    elapsed_ms: float

    @property
    def is_blank(self) -> bool:
        """True where nothing is drawn."""
        return self.preparation is None

    @property
    def closest(self) -> int:
        """The most probable digit, said or not."""
        return int(self.probabilities.argmax())

    @property
    def runner_up(self) -> int:
        """The second most probable digit."""
        return int(np.argsort(self.probabilities)[-2])


class Recognizer:
    """Reads digits from pictures and from pen strokes. Safe to share between threads."""

    def __init__(self, network: Network) -> None:
        """Take a loaded network; ``Recognizer.load`` finds one by name."""
        self.network = network
        self.model = network.model

    @classmethod
    def load(cls, name_or_folder: str | Path = DEFAULT_MODEL) -> "Recognizer":
        """Load a stored network, the shipped one unless told otherwise.

        Raises:
            ModelError: it is missing or damaged.
        """
        return cls(Network(find_model(name_or_folder)))

    def read(self, image: np.ndarray) -> Reading:
        """Read the digit on a picture.

        Args:
            image: (height, width), (height, width, 3) RGB or (height, width, 4) RGBA uint8, ink darker or lighter
                than the paper.

        Raises:
            PictureError: another shape or type.
        """
        return self._read(lambda: prepare_picture(image))

    def read_ink(self, ink: np.ndarray) -> Reading:
        """Read found ink, as of one digit of a number: (height, width) uint8, 0 paper to 255 ink."""
        return self._read(lambda: prepare_ink(ink))

    def read_strokes(
        self,
        strokes: Iterable[Sequence[Any] | np.ndarray],
        *,
        pen_width_px: float = DEFAULT_PEN_WIDTH_PX,
        canvas_side_px: int = DEFAULT_SIDE_PX,
        canvas_height_px: int | None = None,
    ) -> Reading:
        """Read the digit that pen strokes draw; they are redrawn at one width first.

        Args:
            strokes: each a sequence of (x, y), in pixels of the canvas (those of a stroke file are scaled first).
            pen_width_px: of the pen that drew them.
            canvas_side_px: the canvas's width, and its height too unless ``canvas_height_px`` says otherwise.

        Raises:
            DrawingError: malformed or too many strokes.
        """
        checked = thin(as_strokes(strokes), _MOST_POINTS)
        reading = self._read(
            lambda: prepare_strokes(
                checked, pen_width_px=pen_width_px, width_px=canvas_side_px, height_px=canvas_height_px
            )
        )
        if reading.is_blank or not _is_dot(checked, pen_width_px):
            return reading
        return Reading(None, reading.probabilities, reading.preparation, reading.model, reading.elapsed_ms)

    def read_step(self, step: Step) -> np.ndarray:
        """What the network would say if it got this step's picture, shrunk to its field as it is.

        Returns:
            (10,) float32, sums to 1.
        """
        picture = step.picture if step.picture.ndim == 2 else step.picture.mean(axis=2).astype(np.uint8)
        return self.network.probabilities(shrink_whole(picture))

    def _read(self, prepare: Callable[[], Preparation]) -> Reading:
        started = time.perf_counter()
        try:
            preparation = prepare()
        except BlankDrawingError:
            uniform = np.full(len(self.model.classes), 1 / len(self.model.classes), np.float32)
            return Reading(None, uniform, None, self.model, 1e3 * (time.perf_counter() - started))
        probabilities = self.network.probabilities(preparation.network_input)
        sure = float(probabilities.max()) >= self.model.min_probability
        digit = int(probabilities.argmax()) if sure else None
        return Reading(digit, probabilities, preparation, self.model, 1e3 * (time.perf_counter() - started))


def _is_dot(strokes: Sequence[np.ndarray], pen_width_px: float) -> bool:
    """True where the pen hardly moved: less than half its own width."""
    low, high = bounding_box(strokes)
    return float((high - low).max()) < pen_width_px / 2
