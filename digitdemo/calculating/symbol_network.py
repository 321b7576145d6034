"""The network for the signs of a calculation, run with LiteRT on many groups of strokes at once."""

import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from digitdemo.calculating.symbol_sizes import SymbolSizes
from digitdemo.drawing.strokes import Stroke
from digitdemo.errors import ModelError
from digitdemo.reading.preprocessing import BOX_PX, FIELD_PX, PEN_WIDTH_IN_BOX_PX, centre_by_mass, crop, scale_into_box
from digitdemo.reading.strokes import redraw
from digitdemo.storage.models import StoredModel, find_model

SYMBOLS_MODEL = "symbols"

OVERSAMPLING = 4
_SURE = 0.97
_WIDTHS = (1.12, 0.9)
_MOST_UNSURE = 128

_BATCH = 32
"""Every batch is filled up to it: another size would make LiteRT plan its memory anew."""


class SymbolNetwork:
    """Reads groups of strokes. Safe to share between threads."""

    def __init__(self, model: StoredModel) -> None:
        """Load the network.

        Raises:
            ModelError: a file is missing or damaged, or the card's classes are not the network's.
        """
        self.model = model
        self.classes = model.classes
        self._lock = threading.Lock()
        try:
            self.sizes = SymbolSizes.from_card(model.card["sizes"])
            self.pair_weights = np.array(model.card["stroke_pairs"], np.float64)
            self._interpreter = Interpreter(model_content=model.litert(), num_threads=1)
            self._input = self._interpreter.get_input_details()[0]["index"]
            self._interpreter.resize_tensor_input(self._input, (_BATCH, FIELD_PX, FIELD_PX, 1))
            self._interpreter.allocate_tensors()
            place = model.card["outputs"][-1]["index"]
            self._output = self._interpreter.get_output_details()[place]["index"]
            width = self.probabilities(np.zeros((1, FIELD_PX, FIELD_PX), np.float32)).shape[1]
        except (OSError, ValueError, RuntimeError, LookupError, TypeError) as error:
            raise ModelError("symbols-network-damaged", path=model.bundle.place) from error
        if width != len(self.classes):
            raise ModelError("symbols-network-damaged", path=model.bundle.place)

    def probabilities(self, pictures: np.ndarray) -> np.ndarray:
        """Read many pictures.

        Args:
            pictures: (count, 28, 28) float32 in [0, 1], 0 paper to 1 ink.

        Returns:
            (count, classes) float32, each row sums to 1.
        """
        answers = []
        with self._lock:
            for start in range(0, len(pictures), _BATCH):
                some = pictures[start : start + _BATCH]
                batch = np.zeros((_BATCH, FIELD_PX, FIELD_PX, 1), np.float32)
                batch[: len(some), ..., 0] = some
                self._interpreter.set_tensor(self._input, batch)
                self._interpreter.invoke()
                answers.append(self._interpreter.get_tensor(self._output)[: len(some)])
        return np.concatenate(answers) if answers else np.zeros((0, len(self.classes)), np.float32)


@lru_cache(maxsize=4)
def load_symbol_network(name_or_folder: str | Path = SYMBOLS_MODEL) -> SymbolNetwork:
    """Load a stored network for symbols, once; the shipped one unless told otherwise.

    Raises:
        ModelError: it is missing or damaged.
    """
    return SymbolNetwork(find_model(name_or_folder))


def picture_of(strokes: Sequence[Stroke]) -> np.ndarray:
    """The network's input for a group of strokes: (28, 28) float32 in [0, 1], as it was shown when it learned."""
    ink = redraw(strokes, BOX_PX, PEN_WIDTH_IN_BOX_PX, OVERSAMPLING)
    return centre_by_mass(scale_into_box(crop(ink)), FIELD_PX).astype(np.float32) / np.float32(255)


def read_shapes(network: SymbolNetwork, groups: Sequence[Sequence[Stroke]]) -> np.ndarray:
    """Read groups of strokes; those the network is unsure of also a little wider and narrower, and averaged.

    Returns:
        (groups, classes) probabilities.
    """
    shapes = network.probabilities(np.stack([picture_of(strokes) for strokes in groups]))
    unsure = np.flatnonzero(shapes.max(axis=1) < _SURE)[:_MOST_UNSURE]
    if len(unsure) == 0:
        return shapes
    readings = [shapes[unsure]]
    for width in _WIDTHS:
        stretched = [[stroke * (width, 1.0) for stroke in groups[index]] for index in unsure]
        readings.append(network.probabilities(np.stack([picture_of(strokes) for strokes in stretched])))
    shapes[unsure] = np.mean(readings, axis=0)
    return shapes
