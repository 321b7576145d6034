"""The detector that ships, run with LiteRT on sheets of any size."""

import threading
from functools import lru_cache
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from digitdemo.detecting.grid import CELL_PX, CHANNELS, Cells, decode
from digitdemo.errors import ModelError
from digitdemo.storage.models import StoredModel, find_model

DETECTOR_MODEL = "detector"


class DetectorNetwork:
    """Reads sheets of ink. Safe to share between threads."""

    def __init__(self, model: StoredModel) -> None:
        """Load the network and read one empty sheet, so that what is wrong shows now.

        Raises:
            ModelError: a file is missing or damaged, or it is no detector.
        """
        self.model = model
        self._lock = threading.Lock()  # an interpreter is not thread-safe
        try:
            self._interpreter = Interpreter(model_content=model.litert(), num_threads=1)
            self._input = self._interpreter.get_input_details()[0]["index"]
            self._output = self._interpreter.get_output_details()[0]["index"]
            self._shape: tuple[int, int] = (0, 0)
            self.cells(np.zeros((2 * CELL_PX, CELL_PX), np.uint8))
        except (ValueError, RuntimeError, LookupError, TypeError) as error:
            raise ModelError("detecting-network-damaged", path=model.bundle.place) from error

    def cells(self, sheet: np.ndarray) -> Cells:
        """What every cell says of a sheet.

        Args:
            sheet: (height, width) uint8, 0 paper to 255 ink, both multiples of ``CELL_PX``.
        """
        with self._lock:
            if sheet.shape != self._shape:
                self._interpreter.resize_tensor_input(self._input, (1, *sheet.shape, 1))
                self._interpreter.allocate_tensors()
                self._shape = sheet.shape
            self._interpreter.set_tensor(self._input, sheet[None, ..., None].astype(np.float32) / np.float32(255))
            self._interpreter.invoke()
            outputs = self._interpreter.get_tensor(self._output)[0]
        if outputs.shape != (sheet.shape[0] // CELL_PX, sheet.shape[1] // CELL_PX, CHANNELS):
            raise ValueError(f"a grid of {outputs.shape} does not fit")
        return decode(outputs)


@lru_cache(maxsize=2)
def load_detector(name_or_folder: str | Path = DETECTOR_MODEL) -> DetectorNetwork:
    """Load a stored detector, once; the shipped one unless told otherwise.

    Raises:
        ModelError: it is missing or damaged.
    """
    return DetectorNetwork(find_model(name_or_folder))
