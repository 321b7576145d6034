"""A stored network, run with LiteRT: no TensorFlow, a tenth of a millisecond a digit."""

import threading

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from digitdemo.errors import ModelError
from digitdemo.reading.preprocessing import FIELD_PX
from digitdemo.storage.models import LITERT_FILE, StoredModel


class Network:
    """Reads 28x28 digits; gives every layer's output. Safe to share between threads."""

    def __init__(self, model: StoredModel) -> None:
        """Load the network and read one blank field, so that what is wrong shows now.

        Raises:
            ModelError: the file is missing, truncated, or not a network from 28x28 to ten probabilities.
        """
        self.model = model
        self._lock = threading.Lock()  # an interpreter is not thread-safe
        self._interpreter = _load_interpreter(model)
        self._input_index = self._interpreter.get_input_details()[0]["index"]
        outputs = self._interpreter.get_output_details()
        try:
            self._tensor_of_layer = {
                entry["layer"]: outputs[entry["index"]]["index"] for entry in model.card["outputs"]
            }
            self._probabilities_layer = model.card["outputs"][-1]["layer"]
        except (KeyError, IndexError, TypeError) as error:
            raise ModelError("network-card-does-not-fit", name=model.name, file=LITERT_FILE) from error
        try:
            probabilities = self.probabilities(np.zeros((FIELD_PX, FIELD_PX), np.float32))
        except (RuntimeError, ValueError, TypeError) as error:
            raise ModelError("network-damaged", path=_place(model)) from error
        if probabilities.shape != (len(model.classes),):
            raise ModelError(
                "network-wrong-outputs", path=_place(model), classes=len(model.classes), shape=probabilities.shape
            )

    def probabilities(self, network_input: np.ndarray) -> np.ndarray:
        """Read one digit.

        Args:
            network_input: (28, 28) float32 in [0, 1], 0 paper to 1 ink.

        Returns:
            (classes,) float32, sums to 1.
        """
        with self._lock:
            self._run(network_input)
            return self._interpreter.get_tensor(self._tensor_of_layer[self._probabilities_layer])[0]

    def layer_outputs(self, network_input: np.ndarray) -> dict[str, np.ndarray]:
        """Every layer's output for one digit, by layer name, in the order in which data pass.

        Returns:
            (height, width, channels) or (units,) float32 each.
        """
        with self._lock:
            self._run(network_input)
            return {layer: self._interpreter.get_tensor(index)[0] for layer, index in self._tensor_of_layer.items()}

    def _run(self, network_input: np.ndarray) -> None:
        batch = np.asarray(network_input, np.float32).reshape(1, FIELD_PX, FIELD_PX, 1)
        self._interpreter.set_tensor(self._input_index, batch)
        self._interpreter.invoke()


def _place(model: StoredModel) -> str:
    return f"{model.bundle.place}/{LITERT_FILE}"


def _load_interpreter(model: StoredModel) -> Interpreter:
    content = model.litert()
    try:
        interpreter = Interpreter(model_content=content, num_threads=1)
        interpreter.allocate_tensors()
    except (ValueError, RuntimeError, OSError) as error:
        raise ModelError("network-damaged", path=_place(model)) from error
    shape = tuple(interpreter.get_input_details()[0]["shape"])
    if shape != (1, FIELD_PX, FIELD_PX, 1):
        raise ModelError("network-wrong-input", path=_place(model), shape=tuple(map(int, shape)))
    return interpreter
