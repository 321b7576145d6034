"""Cards of stored networks, written so that nobody finds half of one."""

import json
from pathlib import Path
from typing import Any

from digitdemo.storage.files import write_aside
from digitdemo.storage.models import CARD_FILE, StoredModel, find_model


def write_card(folder: Path, card: dict[str, Any]) -> StoredModel:
    """Write a network's card and read the network anew."""
    write_aside(folder / CARD_FILE, (json.dumps(card, indent=2, ensure_ascii=False) + "\n").encode())
    return find_model(folder.resolve())


def add_to_card(stored: StoredModel, figures: dict[str, Any]) -> StoredModel:
    """Add figures to a stored network's card as it is now, or put new ones in their place.

    Raises:
        ModelError: the card is gone, or cannot be read.
    """
    return write_card(stored.folder, {**find_model(stored.folder.resolve()).card, **figures})
