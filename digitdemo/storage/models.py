"""Stored networks: a folder each, with the Keras file, the LiteRT file and a card that says what it is."""

import json
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from digitdemo.errors import ModelError
from digitdemo.networks.class_names import class_name
from digitdemo.networks.task import DIGITS
from digitdemo.server_settings import VARIABLES, server_settings
from digitdemo.storage.folder_store import FolderStore
from digitdemo.storage.keras_file import Layer, read_layers
from digitdemo.storage.store import Bundle, bundle_at, server_store

SHIPPED_MODELS = Path(__file__).resolve().parents[2] / "models"
DEFAULT_MODEL = "digitdemo"

MOST_CLASSES = 200

KERAS_FILE = "network.keras"
LITERT_FILE = "network.tflite"
CARD_FILE = "card.json"

_SHIPPED = FolderStore(SHIPPED_MODELS)

STORE_VARIABLE = VARIABLES["store"]
"""Names the folder for what visitors make: retrained networks and drawings."""


@dataclass(frozen=True)
class StoredModel:
    """One network on disk.

    Attributes:
        bundle: holds ``network.keras``, ``network.tflite`` and ``card.json``.
        card: what the card says; see ``read_card`` for what every card has.
    """

    bundle: Bundle
    card: dict[str, Any]

    @property
    def name(self) -> str:
        """What files and links call it."""
        return self.bundle.name

    @cached_property
    def version(self) -> str:
        """Where it lies, and a number that changes whenever its files do: for whoever keeps what it has computed."""
        return version_of(self.bundle)

    def layers(self) -> list[Layer]:
        """Its layers and weights, its input layer included.

        Raises:
            ModelError: missing, damaged, or a network that branches.
        """
        return read_layers(self._content(KERAS_FILE), f"{self.bundle.place}/{KERAS_FILE}")

    def keras_file(self) -> AbstractContextManager[Path]:
        """The file that training goes on from.

        Raises:
            FileNotFoundError: there is none.
        """
        return self.bundle.as_file(KERAS_FILE)

    def litert(self) -> bytes:
        """The file that digits are read with, as LiteRT takes it; it gives every layer's output.

        Raises:
            ModelError: it is missing.
        """
        return self._content(LITERT_FILE)

    @property
    def litert_bytes(self) -> int:
        """How large that file is."""
        return self.bundle.size_bytes(LITERT_FILE)

    def _content(self, part: str) -> bytes:
        try:
            return self.bundle.read(part)
        except OSError as error:
            raise ModelError("networks-file-missing", path=f"{self.bundle.place}/{part}") from error

    @property
    def title(self) -> str:
        """What people call it."""
        return str(self.card.get("title", self.name))

    @property
    def parameters(self) -> int:
        """How many numbers it learned."""
        return int(self.card["parameters"])

    @property
    def reads_digits(self) -> bool:
        """True where it tells the ten digits apart, and nothing else."""
        return self.classes == DIGITS and self.reads_one_sign

    @property
    def reads_one_sign(self) -> bool:
        """True where it names one sign a drawing; a detector, which finds many on a sheet, does not."""
        return "cell_px" not in self.card

    @property
    def classes(self) -> tuple[str, ...]:
        """What its outputs mean, in their order; the ten digits where the card names no others."""
        return tuple(map(str, self.card.get("classes", DIGITS)))

    @property
    def class_names(self) -> tuple[str, ...]:
        """What people call its classes, in the order of its outputs."""
        return tuple(map(class_name, self.classes))

    @property
    def min_probability(self) -> float:
        """Below this highest probability the network does not say a digit; 0 where none was measured."""
        return float(self.card.get("min_probability", 0.0))


def store_folder() -> Path:
    """Where retrained networks and runs live: named in the environment, or ``models/retrained``."""
    return server_settings().store


def find_model(name_or_folder: str | Path = DEFAULT_MODEL) -> StoredModel:
    """Find a shipped network by name, a retrained one by its run's name, or any by its folder.

    Raises:
        ModelError: there is none, or its card cannot be read.
    """
    return model_of(find_bundle(name_or_folder))


def find_bundle(name_or_folder: str | Path = DEFAULT_MODEL) -> Bundle:
    """Where such a network lies; its card is not read.

    Raises:
        ModelError: there is none.
    """
    asked = Path(name_or_folder)
    is_path = asked.is_absolute() or len(asked.parts) > 1
    by_name = [Bundle(store, asked.name) for store in (_SHIPPED, server_store())]
    for bundle in [bundle_at(asked)] if is_path else by_name:
        if bundle.has(CARD_FILE):
            return bundle
    raise ModelError("networks-not-there", name=str(name_or_folder), file=CARD_FILE)


def version_of(bundle: Bundle) -> str:
    """Where a network lies, and a number that changes whenever its files do."""
    return f"{bundle.place} {bundle.version(KERAS_FILE, LITERT_FILE, CARD_FILE)}"


def model_of(bundle: Bundle) -> StoredModel:
    """The network of a bundle.

    Raises:
        ModelError: there is none, or its card cannot be read.
    """
    return StoredModel(bundle, read_card(bundle))


def shipped_models() -> list[StoredModel]:
    """The networks for digits that ship and whose cards can be read, ours first, then by name."""
    return [model for model in _readable(_shipped()) if model.reads_digits]


def retrained_models() -> list[StoredModel]:
    """The networks for digits that were trained here, newest first."""
    return [model for model in _readable(_retrained()) if model.reads_digits]


def reading_models() -> list[StoredModel]:
    """All that name the sign which somebody drew: those for digits as above, then those for symbols and letters."""
    shipped, retrained = _readable(_shipped()), _readable(_retrained())
    others = [model for model in (*shipped, *retrained) if model.reads_one_sign and not model.reads_digits]
    return [*(model for model in (*shipped, *retrained) if model.reads_digits), *others]


def _shipped() -> list[Bundle]:
    names = sorted(_SHIPPED.names(CARD_FILE), key=lambda name: (name != DEFAULT_MODEL, name))
    return [Bundle(_SHIPPED, name) for name in names]


def _retrained() -> list[Bundle]:
    store = server_store()
    newest_first = sorted(store.names(CARD_FILE), key=lambda name: store.version(name, CARD_FILE), reverse=True)
    return [Bundle(store, name) for name in newest_first]


def read_card(bundle: Bundle) -> dict[str, Any]:
    """Read a card: at least ``title``, ``parameters`` and ``outputs`` ([{"layer": name, "index": int}]).

    Raises:
        ModelError: missing, no JSON, or one of these is not in it.
    """
    try:
        card = json.loads(bundle.read(CARD_FILE))
        if not isinstance(card, dict):
            raise TypeError("a card is a JSON object")
        missing = {"title", "parameters", "outputs"} - card.keys()
        if missing:
            raise KeyError(", ".join(sorted(missing)))
        _check_types(card)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ModelError(
            "networks-card-unreadable", path=f"{bundle.place}/{CARD_FILE}", reason=str(error)[:200]
        ) from error
    return card


def _check_types(card: dict[str, Any]) -> None:
    """Refuse a card whose figures are none: pages compute with them."""
    if int(card["parameters"]) < 0:
        raise ValueError("a network has no fewer than 0 parameters")
    if not 0 <= float(card.get("min_probability", 0.0)) <= 1:
        raise ValueError("min_probability is a share")
    classes = card.get("classes", DIGITS)
    if not 2 <= len(classes) <= MOST_CLASSES or len({str(name)[:20] for name in classes}) < len(classes):
        raise ValueError(f"a network has 2 to {MOST_CLASSES} classes with names of their own")
    for output in card["outputs"]:
        if not isinstance(output["layer"], str) or int(output["index"]) < 0:
            raise TypeError("an output is a layer's name and a place")
    if not isinstance(card.get("accuracy", {}), dict):
        raise TypeError("accuracy holds a share by name")


def _readable(bundles: Iterable[Bundle]) -> list[StoredModel]:
    models = []
    for bundle in bundles:
        try:
            models.append(model_of(bundle))
        except ModelError:
            continue  # one damaged folder must not hide the others; naming it directly says what is wrong
    return models
