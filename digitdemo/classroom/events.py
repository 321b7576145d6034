"""Telling whoever listens in this process that a class has changed; ``relay`` carries it to other processes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """What is told: two numbers that only grow, and nothing about the content.

    Attributes:
        code: of the class.
        version: of anything in it.
        activity_version: of what concerns every phone: the activity, the network.
        has_ended: whether the class is deleted.
    """

    code: str
    version: int
    activity_version: int
    has_ended: bool = False


Listener = Callable[[Change], None]

_guard = threading.Lock()
_listeners: dict[str, list[Listener]] = {}
_forgetting: list[Callable[[], None]] = []


def listen(code: str, listener: Listener) -> Callable[[], None]:
    """Have a class's changes told; the function that comes back ends it.

    Args:
        listener: is called from any thread, and must return at once.
    """
    with _guard:
        _listeners.setdefault(code, []).append(listener)

    def leave() -> None:
        with _guard:
            left = [other for other in _listeners.get(code, []) if other is not listener]
            if left:
                _listeners[code] = left
            else:
                _listeners.pop(code, None)

    return leave


def tell(change: Change) -> None:
    """Tell a change, after its transaction is done."""
    with _guard:
        listeners = list(_listeners.get(change.code, []))
    if change.has_ended:
        forget()
    for listener in listeners:
        listener(change)


def forget_at_an_end(forget: Callable[[], None]) -> None:
    """Have something that this process keeps in memory of classes forgotten when one ends, wherever it was ended.

    Args:
        forget: is called from any thread; what other classes still need is computed anew.
    """
    _forgetting.append(forget)


def forget() -> None:
    """Forget all that this process keeps in memory of classes."""
    for one in _forgetting:
        one()


def listener_count(code: str) -> int:
    """How many listen to a class."""
    with _guard:
        return len(_listeners.get(code, []))
