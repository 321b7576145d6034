"""How often codes may be tried that do not exist: per address, in memory. Right codes cost nothing.

A whole school may come from one address; three hundred pupils who scan the right code are no attack.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

from digitdemo.errors import ClassError

MOST_WRONG = 30
WITHIN_S = 60.0
_MOST_ADDRESSES = 10_000


class Tries:
    """Counts wrong codes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a clock: seconds that never go back."""
        self._clock = clock
        self._guard = threading.Lock()
        self._wrong: dict[str, deque[float]] = {}

    def check(self, address: str) -> None:
        """Refuse whoever has tried too many.

        Raises:
            ClassError: too many wrong codes from this address within a minute.
        """
        with self._guard:
            times = self._wrong.get(address, deque())
            while times and self._clock() - times[0] > WITHIN_S:
                times.popleft()
            if len(times) >= MOST_WRONG:
                raise ClassError("class-too-many-tries")

    def note_wrong(self, address: str) -> None:
        """Count one more."""
        with self._guard:
            if address not in self._wrong and len(self._wrong) >= _MOST_ADDRESSES:
                self._wrong.pop(next(iter(self._wrong)))  # the oldest address: memory is bounded
            self._wrong.setdefault(address, deque(maxlen=MOST_WRONG)).append(self._clock())


TRIES = Tries()
"""Of this process."""
