"""Networks that people bring: looked through before Keras opens them, tried, and stored like any other."""

import io
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np

from digitdemo.datasets.handwriting import Handwriting, make_handwriting
from digitdemo.errors import ArchiveError, ModelError
from digitdemo.runs.recorder import Recorder
from digitdemo.runs.status import DONE
from digitdemo.sentences import Message
from digitdemo.server_settings import server_settings
from digitdemo.storage.archive import open_archive
from digitdemo.training.builder import load_model
from digitdemo.training.convert import store_model
from digitdemo.training.import_estimate import estimate
from digitdemo.training.results import time_reading

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

MAX_FILE_BYTES = 40 * 1024 * 1024
MAX_UNPACKED_BYTES = 120 * 1024 * 1024
MAX_CONFIG_BYTES = 2 * 1024 * 1024
MAX_LAYERS = 100
MAX_FILES = 20
MAX_PARAMETERS = 5_000_000
_EXPECTED_FILES = {"config.json", "metadata.json", "model.weights.h5"}
_ALLOWED_LAYERS = frozenset(
    {
        *("InputLayer", "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Dense", "Flatten", "Reshape", "Permute"),
        *("BatchNormalization", "LayerNormalization", "GroupNormalization", "Rescaling", "ZeroPadding2D"),
        *("Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax", "MaxPooling2D", "AveragePooling2D"),
        *("GlobalAveragePooling2D", "GlobalMaxPooling2D", "Cropping2D", "UpSampling2D", "ActivityRegularization"),
        *("Dropout", "SpatialDropout2D", "GaussianDropout", "GaussianNoise"),
        *("Add", "Multiply", "Average", "Maximum", "Concatenate"),
    }
)


def import_network(recorder: Recorder) -> None:
    """Check the run's ``import.keras``, try it on made digits, store it as the run's network.

    Raises:
        ModelError: says why it is refused.
    """
    with limited_memory(server_settings().max_import_mb << 20):
        _import_network(recorder)


def _import_network(recorder: Recorder) -> None:
    recorder.say(Message("runs-looking-through"), epochs=0)
    with recorder.run.brought_file() as path:
        look_through(path)
        model = check_model(load_model(path))
    recorder.say(Message("runs-reading-made"), started_at=time.time(), progress=0.4)
    model, accuracy, adapted = _fit_to_house(model)
    recorder.say(Message("runs-storing"), progress=0.7)
    about = recorder.run.about
    stored = store_model(model, recorder.run.bundle, {"title": about.get("title") or "Imported", "imported": True})
    recorder.run.forget_brought()
    values = {"parameters": stored.parameters, "reading_ms": time_reading(stored), "made_accuracy": accuracy}
    recorder.run.write_results({**values, "ending": "finished", "adapted": adapted})
    code = "runs-imported-times-255" if adapted else "runs-imported"
    told = Message(code, percent=f"{100 * accuracy:.1f}")
    recorder.say(told, state=DONE, ended_at=time.time(), progress=1.0)


@contextmanager
def limited_memory(extra_bytes: int) -> Iterator[None]:
    """Let this process take so much address space beyond what it has, and no more; where the system can limit it.

    What asks for more is refused by the system: NumPy and Keras then raise, and TensorFlow at worst ends its process,
    the run's own.
    """
    if resource is None or not sys.platform.startswith("linux"):
        yield
        return
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + extra_bytes
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def look_through(path: Path) -> None:
    """Refuse a file before Keras sees it: no zip, too large unpacked, layers that could run code.

    Raises:
        ModelError: says what is wrong.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise ModelError("import-file-too-large", most=MAX_FILE_BYTES >> 20)
    try:
        with open_archive(path, max_files=MAX_FILES, max_unpacked_bytes=MAX_UNPACKED_BYTES) as archive:
            _check_entries(archive.sizes_bytes)
            config = json.loads(archive.read("config.json"))
            weights = archive.read("model.weights.h5")
    except (ArchiveError, OSError, ValueError, RecursionError) as error:
        if isinstance(error, ArchiveError):
            raise ModelError("import-no-keras-archive", reason=error) from error
        raise ModelError("import-no-keras-file") from error
    _check_config(config)
    estimate(config)
    _check_weights(weights)


def check_model(model: keras.Model) -> keras.Model:
    """Refuse a network that does not read 28×28 digits; give one that returns probabilities.

    Raises:
        ModelError: says what is wrong.
    """
    if not isinstance(model, keras.Model) or len(model.inputs) != 1 or len(model.outputs) != 1:
        raise ModelError("import-one-input")
    given, answered = tuple(model.inputs[0].shape[1:]), tuple(model.outputs[0].shape[1:])
    if given not in ((28, 28, 1), (28, 28)):
        raise ModelError("import-reads-other", shape=_times(given))
    if answered != (10,):
        raise ModelError("import-outputs", shape=_times(answered))
    if model.count_params() > MAX_PARAMETERS:
        raise ModelError("import-parameters", most=MAX_PARAMETERS)
    return model


def _check_entries(entries: dict[str, int]) -> None:
    if any(name.startswith(("/", "\\")) or ".." in Path(name).parts or ":" in name for name in entries):
        raise ModelError("import-outside-folder")
    if not entries.keys() >= _EXPECTED_FILES:
        raise ModelError("import-no-keras-file")
    if entries["config.json"] > MAX_CONFIG_BYTES:
        raise ModelError("import-description-too-large", most=MAX_CONFIG_BYTES >> 20)


def _check_config(config: Any) -> None:
    if not isinstance(config, dict) or config.get("class_name") not in ("Functional", "Sequential", "Model"):
        raise ModelError("import-plain-only")
    inner = config.get("config")
    layers = inner.get("layers") if isinstance(inner, dict) else None
    if not isinstance(layers, list) or not layers:
        raise ModelError("import-layers-damaged")
    if len(layers) > MAX_LAYERS:
        raise ModelError("import-too-many-layers", most=MAX_LAYERS, layers=len(layers))
    for layer in layers:
        kind = layer.get("class_name") if isinstance(layer, dict) else None
        if kind not in _ALLOWED_LAYERS:
            raise ModelError("import-layer-not-allowed", kind=str(kind)[:40])
    _check_modules(config)


def _check_modules(value: Any) -> None:
    """Every object that the file names must be Keras's own."""
    if isinstance(value, dict):
        module = value.get("module")
        if "class_name" in value and module is not None and not str(module).startswith("keras"):
            raise ModelError("import-foreign-code", module=str(module)[:40])
        if value.get("class_name") in ("__lambda__", "function", "Lambda"):
            raise ModelError("import-own-function")
        for inner in value.values():
            _check_modules(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_modules(inner)


def _check_weights(content: bytes) -> None:
    """Weights must lie in the file itself, not somewhere on this machine's disk, and not unpack without end."""
    total = 0

    def visit(group: h5py.Group) -> None:
        nonlocal total
        for name in group:
            if not isinstance(group.get(name, getlink=True), h5py.HardLink):
                raise ModelError("import-weights-outside")
            entry = group[name]
            if isinstance(entry, h5py.Group):
                visit(entry)
                continue
            if entry.external or entry.is_virtual:
                raise ModelError("import-weights-outside")
            total += int(np.prod(entry.shape, dtype=np.float64)) * entry.dtype.itemsize
            if total > MAX_UNPACKED_BYTES:
                raise ModelError("import-weights-too-large", most=MAX_UNPACKED_BYTES >> 20)

    try:
        with h5py.File(io.BytesIO(content), "r") as weights:
            visit(weights)
    except (OSError, RuntimeError, KeyError, ValueError, RecursionError) as error:
        raise ModelError("import-weights-damaged") from error


def _fit_to_house(model: keras.Model) -> tuple[keras.Model, float, bool]:
    """Pictures here are 0 to 1, ink 1; others learned from 0 to 255. Take what reads made digits better.

    Returns:
        The network, the share of made digits that it reads right, and whether a layer was put before it.
    """
    images, digits = make_handwriting(300, Handwriting(), np.random.default_rng(7))
    best: tuple[keras.Model, float, bool] | None = None
    for factor in (1.0, 255.0):
        if factor != 1 and not _is_chain(model):
            continue
        candidate = _wrap(model, factor)
        answers = np.asarray(candidate(images[..., None].astype(np.float32) / 255, training=False))
        if not np.isfinite(answers).all():
            raise ModelError("import-no-numbers")
        accuracy = float((answers.argmax(axis=1) == digits).mean())
        if best is None or accuracy > best[1] + 0.05:
            best = candidate, accuracy, factor != 1
    assert best is not None  # the loop ran
    return best


def _wrap(model: keras.Model, factor: float) -> keras.Model:
    """The same layers from (28, 28, 1) to probabilities.

    Raises:
        ModelError: its layers branch, and something would have to be put before them.
    """
    probe = np.asarray(model(np.random.default_rng(0).random((4, *model.inputs[0].shape[1:])), training=False))
    sums_to_one = bool(np.allclose(probe.sum(axis=1), 1, atol=1e-3) and probe.min() >= 0)
    if factor == 1 and len(model.inputs[0].shape) == 4:
        inputs, x = model.inputs[0], model.outputs[0]
    elif _is_chain(model):
        inputs = keras.Input((28, 28, 1), name="drawing")
        x = keras.layers.Rescaling(factor, name="to_255")(inputs) if factor != 1 else inputs
        if len(model.inputs[0].shape) == 3:
            x = keras.layers.Reshape((28, 28), name="without_channel")(x)
        for layer in model.layers:
            if not isinstance(layer, keras.layers.InputLayer):
                x = layer(x)
    else:
        raise ModelError("import-branches")
    return keras.Model(inputs, x if sums_to_one else keras.layers.Softmax(name="probabilities")(x))


def _is_chain(model: keras.Model) -> bool:
    """True where each layer takes what the one before gives."""
    layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    outputs = [model.inputs[0], *(layer.output for layer in layers)]
    return all(layer.input is before for layer, before in zip(layers, outputs, strict=False))


def _times(shape: tuple[int | None, ...]) -> str:
    return "×".join("any" if side is None else str(side) for side in shape) or "one number"
