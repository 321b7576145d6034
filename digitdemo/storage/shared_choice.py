"""The network of everyone who has not chosen one: the shipped one, or a retrained one where the server allows it."""

import json

from digitdemo.errors import RunError
from digitdemo.server_settings import VARIABLES, server_settings
from digitdemo.storage.files import write_aside
from digitdemo.storage.models import DEFAULT_MODEL, find_model, store_folder

SHARE_VARIABLE = VARIABLES["share"]
"""Set to 1, visitors may choose the network for everyone."""

_FILE = "everyone.json"


def sharing_is_allowed() -> bool:
    """True where the server's owner lets visitors choose for everyone."""
    return server_settings().share


def shared_choice() -> str:
    """The network for those who chose none; the shipped one wherever another cannot be found."""
    try:
        name = str(json.loads((store_folder() / _FILE).read_text(encoding="utf-8"))["network"])
        return find_model(name).name
    except Exception:  # whatever lies there, everyone must be able to read digits
        return DEFAULT_MODEL


def share_choice(name: str) -> None:
    """Choose for everyone.

    Raises:
        RunError: the server does not allow it.
        ModelError: there is none of that name.
    """
    if not sharing_is_allowed():
        raise RunError("networks-no-sharing", variable=SHARE_VARIABLE)
    find_model(name)
    write_aside(store_folder() / _FILE, json.dumps({"network": name}) + "\n")
