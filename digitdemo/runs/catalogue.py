"""All runs of a store: making them, finding them, putting them away."""

import json
import re
import secrets
import time
from collections.abc import Mapping
from typing import Any

from digitdemo.errors import RunError
from digitdemo.runs.run import ABOUT, SETTING, STATUS, Run
from digitdemo.runs.status import OPEN_STATES, WAITING, Status
from digitdemo.storage.store import Bundle, Store, server_store

KEEP_DELETED_S = 24 * 3600
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def create_run(
    setting_text: str,
    title: str,
    owner: str = "",
    parts: Mapping[str, bytes] | None = None,
    state: str = WAITING,
    store: Store | None = None,
    beside: str = "",
) -> Run:
    """Make a run; it waits from now on.

    Args:
        state: another than waiting, for whoever trains it without the queue.
        parts: what else it has from the start, by name.
        store: where it is kept; the server's own if None.
        beside: name of a run that it is to be compared with.

    Raises:
        StoreError: nothing can be kept there now.
    """
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:24] or "run"
    name = f"{time.strftime('%m%d-%H%M')}-{words}-{secrets.token_hex(2)}"
    about = {"title": title, "owner": owner, "note": "", **({"beside": beside} if beside else {})}
    status = Status(state, queued_at=time.time(), beat_at=time.time())
    texts = {
        SETTING: setting_text,
        ABOUT: json.dumps(about, indent=1, ensure_ascii=False) + "\n",
        STATUS: status.to_json(),
    }
    bundle = Bundle(store or server_store(), name)
    bundle.store.create(name, {**{part: text.encode() for part, text in texts.items()}, **(parts or {})})
    return Run(bundle)


def all_runs(store: Store | None = None) -> list[Run]:
    """Every run of a store, newest first; of the server's own if none is named."""
    store = store or server_store()
    runs = [Run(Bundle(store, name)) for name in store.names(STATUS)]
    return sorted(runs, key=lambda run: run.status().queued_at, reverse=True)


def find_run(name: str, store: Store | None = None) -> Run:
    """Find a run by name.

    Raises:
        RunError: there is none.
    """
    run = Run(Bundle(store or server_store(), name))
    if not _NAME.fullmatch(name) or not run.bundle.has(STATUS):
        raise RunError("runs-no-such-run", name=name[:60])
    return run


def delete_run(name: str, store: Store | None = None) -> None:
    """Put a run away; ``restore_run`` brings it back for a day.

    Raises:
        RunError: there is none, or it is still going on.
    """
    run = find_run(name, store)
    if run.status().state in OPEN_STATES:
        raise RunError("runs-still-goes-on")
    run.bundle.store.put_away(name, KEEP_DELETED_S)


def erase_run(name: str, store: Store | None = None) -> None:
    """Delete a run and its network for good, also one that was put away.

    Raises:
        RunError: it is still going on.
    """
    chosen = store or server_store()
    if Run(Bundle(chosen, name)).status().state in OPEN_STATES and chosen.has(name, STATUS):
        raise RunError("runs-still-goes-on")
    chosen.erase(name)


def restore_run(name: str, store: Store | None = None) -> Run:
    """Undo ``delete_run``.

    Raises:
        RunError: it is not there any more.
    """
    if not _NAME.fullmatch(name) or not (store or server_store()).bring_back(name):
        raise RunError("runs-not-there-any-more", name=name[:60])
    return find_run(name, store)


def describe_runs() -> list[dict[str, Any]]:
    """Every run as plain values, newest first: what ``python -m digitdemo runs`` prints."""
    return [_describe(run) for run in all_runs()]


def _describe(run: Run) -> dict[str, Any]:
    status = run.status()
    return {
        "name": run.name,
        "title": run.title,
        "note": run.about.get("note", ""),
        **status.values(),
        "words": status.said(),
        "has_network": run.has_network,
        "folder": run.bundle.place,
        "setting": run.setting_values(),
        "results": run.results(),
    }
