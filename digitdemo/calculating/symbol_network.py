"""The network for the signs of a calculation, run with LiteRT on many groups of strokes at once."""

import hashlib
import threading
from collections import OrderedDict
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
_SURE = 0.9
_WIDTHS = (1.12, 0.9)
_MOST_UNSURE = 128

_REMEMBERED = 4096
"""Groups of strokes whose reading is kept: while somebody writes, most of them were there before the last stroke."""

_BATCH = 16
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
        self._shapes: OrderedDict[bytes, np.ndarray] = OrderedDict()
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

    def remembered(self, keys: Sequence[bytes]) -> dict[bytes, np.ndarray]:
        """What is known of groups of strokes, by their keys."""
        with self._lock:
            found = {key: self._shapes[key] for key in keys if key in self._shapes}
            for key in found:
                self._shapes.move_to_end(key)
        return found

    def remember(self, shapes: dict[bytes, np.ndarray]) -> None:
        """Keep what groups of strokes were read as; what was not asked for longest is forgotten."""
        with self._lock:
            self._shapes.update(shapes)
            while len(self._shapes) > _REMEMBERED:
                self._shapes.popitem(last=False)


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
    """Read groups of strokes, those that were read before from memory.

    Returns:
        (groups, classes) probabilities.
    """
    keys = [_key(strokes) for strokes in groups]
    known = network.remembered(keys)
    new = {key: strokes for key, strokes in zip(keys, groups, strict=True) if key not in known}
    if new:
        read = dict(zip(new, _read_anew(network, list(new.values())), strict=True))
        network.remember(read)
        known |= read
    return np.stack([known[key] for key in keys])


def _key(strokes: Sequence[Stroke]) -> bytes:
    told_apart = hashlib.blake2b(digest_size=16)
    for stroke in strokes:
        told_apart.update(len(stroke).to_bytes(4, "little"))
        told_apart.update(stroke.tobytes())
    return told_apart.digest()


def _read_anew(network: SymbolNetwork, groups: Sequence[Sequence[Stroke]]) -> np.ndarray:
    """Groups that the network is unsure of are read a little wider and narrower too, and averaged."""
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
