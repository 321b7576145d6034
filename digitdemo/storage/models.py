"""Stored networks: a folder each, with the Keras file, the LiteRT file and a card that says what it is."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digitdemo.errors import ModelError
from digitdemo.server_settings import VARIABLES, server_settings

SHIPPED_MODELS = Path(__file__).resolve().parents[2] / "models"
DEFAULT_MODEL = "digitdemo"

KERAS_FILE = "network.keras"
LITERT_FILE = "network.tflite"
CARD_FILE = "card.json"

STORE_VARIABLE = VARIABLES["store"]
"""Names the folder for what visitors make: retrained networks and drawings."""


@dataclass(frozen=True)
class StoredModel:
    """One network on disk.

    Attributes:
        name: its folder's name.
        folder: holds ``network.keras``, ``network.tflite`` and ``card.json``.
        card: what the card says; see ``read_card`` for what every card has.
    """

    name: str
    folder: Path
    card: dict[str, Any]

    @property
    def keras_path(self) -> Path:
        """The file that training goes on from and that weights are read from."""
        return self.folder / KERAS_FILE

    @property
    def litert_path(self) -> Path:
        """The file that digits are read with; it gives every layer's output."""
        return self.folder / LITERT_FILE

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
        """True for ten outputs, the digits; the network for symbols has more and is offered where those are read."""
        return "classes" not in self.card or self.card["classes"] == list("0123456789")

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
    asked = Path(name_or_folder)
    places = [asked] if asked.is_absolute() or len(asked.parts) > 1 else []
    if not places and asked.name not in ("", ".", ".."):
        places = [SHIPPED_MODELS / asked, store_folder() / asked]
    for folder in places:
        if (folder / CARD_FILE).is_file():
            return StoredModel(folder.name, folder, read_card(folder / CARD_FILE))
    raise ModelError(f"There is no network called “{name_or_folder}”: no {CARD_FILE} in its folder.")


def shipped_models() -> list[StoredModel]:
    """The networks for digits that ship and whose cards can be read, ours first, then by name."""
    folders = sorted(path.parent for path in SHIPPED_MODELS.glob(f"*/{CARD_FILE}"))
    folders.sort(key=lambda folder: folder.name != DEFAULT_MODEL)
    return _readable(folders)


def retrained_models() -> list[StoredModel]:
    """The networks for digits that were trained here, newest first."""
    cards = sorted(store_folder().glob(f"*/{CARD_FILE}"), key=lambda path: path.stat().st_mtime, reverse=True)
    return _readable([card.parent for card in cards])


def read_card(path: Path) -> dict[str, Any]:
    """Read a card: at least ``title``, ``parameters`` and ``outputs`` ([{"layer": name, "index": int}]).

    Raises:
        ModelError: missing, no JSON, or one of these is not in it.
    """
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(card, dict):
            raise TypeError("a card is a JSON object")
        missing = {"title", "parameters", "outputs"} - card.keys()
        if missing:
            raise KeyError(", ".join(sorted(missing)))
        _check_types(card)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ModelError(f"The card {path} cannot be read: {str(error)[:200]}") from error
    return card


def _check_types(card: dict[str, Any]) -> None:
    """Refuse a card whose figures are none: pages compute with them."""
    if int(card["parameters"]) < 0:
        raise ValueError("a network has no fewer than 0 parameters")
    if not 0 <= float(card.get("min_probability", 0.0)) <= 1:
        raise ValueError("min_probability is a share")
    for output in card["outputs"]:
        if not isinstance(output["layer"], str) or int(output["index"]) < 0:
            raise TypeError("an output is a layer's name and a place")
    if not isinstance(card.get("accuracy", {}), dict):
        raise TypeError("accuracy holds a share by name")


def _readable(folders: list[Path]) -> list[StoredModel]:
    models = []
    for folder in folders:
        try:
            model = find_model(folder.resolve())
        except ModelError:
            continue  # one damaged folder must not hide the others; naming it directly says what is wrong
        if model.reads_digits:
            models.append(model)
    return models
