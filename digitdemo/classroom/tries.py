"""How often codes may be tried that do not exist: per address, in memory.

A whole school may come from one address. Three hundred pupils who scan the right code are no attack; and whoever tries
codes there does not lock the others out: a class that somebody opened or joined from an address stays open to it. (Who
goes on trying there could find no other class than those of the same address.)
"""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import TypeVar

from digitdemo.errors import ClassError

Kept = TypeVar("Kept")

MOST_WRONG = 30
WITHIN_S = 60.0
_MOST_ADDRESSES = 10_000
_MOST_CODES = 500
"""Known to one address."""


class Tries:
    """Counts wrong codes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a clock: seconds that never go back."""
        self._clock = clock
        self._guard = threading.Lock()
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._right: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()

    def check(self, address: str, code: str = "") -> None:
        """Refuse whoever has tried too many, unless the code is one that this address knows.

        Raises:
            ClassError: too many wrong codes from this address within a minute.
        """
        with self._guard:
            if code in self._right.get(address, ()):
                return
            times = self._wrong.get(address, deque())
            while times and self._clock() - times[0] > WITHIN_S:
                times.popleft()
            if len(times) >= MOST_WRONG:
                raise ClassError("class-too-many-tries")

    def note_wrong(self, address: str) -> None:
        """Count one more."""
        with self._guard:
            self._of(self._wrong, address, lambda: deque(maxlen=MOST_WRONG)).append(self._clock())

    def note_right(self, address: str, code: str) -> None:
        """A class was opened from this address, or found by its code."""
        with self._guard:
            known = self._of(self._right, address, OrderedDict)
            known[code] = None
            if len(known) > _MOST_CODES:
                known.popitem(last=False)

    def _of(self, of_all: OrderedDict[str, Kept], address: str, make: Callable[[], Kept]) -> Kept:
        """What is kept of one address; the oldest address goes when there are too many: memory is bounded."""
        if address not in of_all and len(of_all) >= _MOST_ADDRESSES:
            of_all.popitem(last=False)
        return of_all.setdefault(address, make())


TRIES = Tries()
"""Of this process."""
