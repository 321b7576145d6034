"""Cards of stored networks, written so that nobody finds half of one."""

import json
from typing import Any

from digitdemo.storage.models import CARD_FILE, StoredModel, model_of
from digitdemo.storage.store import Bundle


def write_card(bundle: Bundle, card: dict[str, Any]) -> StoredModel:
    """Write a network's card and read the network anew."""
    bundle.write(CARD_FILE, json.dumps(card, indent=2, ensure_ascii=False) + "\n")
    return model_of(bundle)


def add_to_card(stored: StoredModel, figures: dict[str, Any]) -> StoredModel:
    """Add figures to a stored network's card as it is now, or put new ones in their place.

    Raises:
        ModelError: the card is gone, or cannot be read.
    """
    return write_card(stored.bundle, {**model_of(stored.bundle).card, **figures})
