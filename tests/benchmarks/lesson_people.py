"""Who takes part in the scripted lesson over the wire: pupils, the board, the teacher, and what is measured of them."""

import asyncio
import contextlib
import json
import re
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from digitdemo.classroom.collecting import next_digit
from digitdemo.datasets.handwriting import Handwriting, write_strokes
from tests.wire import Visitor, ask

NUMBER = re.compile(r"\d[\d,]*")
SIDE_PX = 280
"""Of a phone's canvas."""


@dataclass
class Measured:
    """Seconds, of everybody together.

    Attributes:
        screens: the teacher's press → on one phone's screen.
        beside_training: the same while a network learns.
        accepted: the button pressed → told that the drawing is accepted.
        board: told that a drawing is accepted → counted on the board.
        bars: the last vote taken → counted on the board.
        browsers: the teacher's press → on one real browser's screen.
        errors: whatever went wrong, in words.
    """

    screens: list[float] = field(default_factory=list)
    beside_training: list[float] = field(default_factory=list)
    accepted: list[float] = field(default_factory=list)
    board: list[float] = field(default_factory=list)
    bars: list[float] = field(default_factory=list)
    browsers: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class Screen:
    """A page that follows a class: ``opened``, as often as it is reloaded."""

    url: str
    page: str
    query: str
    measured: Measured
    tab: Visitor = field(init=False)

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator[Visitor]:
        """The page, with its listener; its address, with the phone's token, stays for the next time."""
        async with Visitor(self.url, self.page, self.query) as self.tab:
            await self.tab.until(lambda tab: tab.component(f"{self.page}_follow_component"), "the page")
            listener = asyncio.create_task(self.tab.follow(f"{self.page}_follow_component"))
            try:
                yield self.tab
            finally:
                listener.cancel()
                await asyncio.gather(listener, return_exceptions=True)  # what ended it stands in the tab's errors
                self.query = self.tab.query
                self.measured.errors.extend(self.tab.errors)

    async def sees(self, is_so: Callable[[Visitor], object], since: float, into: list[float]) -> None:
        """Wait until the screen shows something, and note how long it took."""
        with self.noting_errors():
            await self.tab.until(is_so, "a change of the lesson")
            into.append(time.perf_counter() - since)

    @contextlib.contextmanager
    def noting_errors(self) -> Iterator[None]:
        """Whatever takes too long or breaks is counted, and the lesson goes on."""
        try:
            yield
        except (TimeoutError, OSError) as error:
            self.measured.errors.append(repr(error))


@dataclass
class Pupil(Screen):
    """A phone.

    Attributes:
        accepted: numbers of the drawings that it was told are accepted.
        accepted_at: when it was told.
        votes: how many of its votes were taken.
    """

    rng: np.random.Generator = field(default_factory=np.random.default_rng)
    accepted: list[int] = field(default_factory=list)
    accepted_at: list[float] = field(default_factory=list)
    votes: int = 0
    counts: list[int] = field(default_factory=list)

    async def come(self, after_s: float) -> None:
        """Open the page, wait to be in."""
        await asyncio.sleep(after_s)
        self.leaving = contextlib.AsyncExitStack()
        await self.leaving.enter_async_context(self.opened())
        await self.tab.until(lambda tab: tab.text("class-task"), "my place in the class")

    async def leave(self) -> None:
        """Close the page."""
        await self.leaving.aclose()

    async def reload(self) -> None:
        """Leave and come back to the same address: the place, and what was accepted, must be the same."""
        await self.leave()
        await self.come(0.2)
        said = first_number(await self.tab.until(lambda tab: tab.text("class-accepted"), "what was accepted"))
        if said != len(self.accepted):
            self.measured.errors.append(f"after a reload {said} accepted drawings instead of {len(self.accepted)}")

    async def collect(self, digits: int, pause_s: float, reloads_before: int) -> None:
        """Draw what is asked for and hand it in, again and again."""
        await asyncio.sleep(pause_s * float(self.rng.random()))
        for number in range(digits):
            began = time.perf_counter()
            with self.noting_errors():
                if number == reloads_before:
                    await self.reload()
                await self.hand_in()
            await asyncio.sleep(max(0.0, pause_s - (time.perf_counter() - began)))

    async def hand_in(self) -> None:
        """One drawing, as the phone sends it."""
        data = await self.tab.until(lambda tab: tab.data("join_hand_in_component"), "the canvas")
        self.counts = self.counts or data["counts"]
        digit = next_digit(self.counts, data["first"])
        strokes = strokes_on_canvas(write_strokes(np.array([digit]), Handwriting(), self.rng)[0])
        drawing = {"token": data["token"], "number": secrets.randbits(53), "digit": digit, "strokes": strokes}
        sent = time.perf_counter()
        status, answer = await ask(self.url + data["url"], "POST", json.dumps(drawing).encode())
        if status != 200:
            self.measured.errors.append(f"{status}: {answer}")
            return
        self.measured.accepted.append(time.perf_counter() - sent)
        self.counts = json.loads(answer)["counts"]
        self.accepted.append(drawing["number"])
        self.accepted_at.append(time.perf_counter())

    async def vote(self, within_s: float) -> None:
        """Tap a digit some time, and wait until it is taken."""
        await asyncio.sleep(within_s * float(self.rng.random()))
        digit = int(self.rng.integers(10))
        with self.noting_errors():
            data = await self.tab.until(lambda tab: tab.data("join_vote_component"), "the digits to tap")
            ballot = {name: data[name] for name in ("token", "round", "ballot")}
            status, answer = await ask(self.url + data["url"], "POST", json.dumps({**ballot, "digit": digit}).encode())
            if status == 200:
                self.votes += 1
            else:
                self.measured.errors.append(f"{status}: {answer}")


def strokes_on_canvas(strokes: list[np.ndarray]) -> list[list[list[float]]]:
    """Strokes as large as a hand draws them: some 40 points a digit."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = 0.7 * SIDE_PX / max(float((high - low).max()), 1e-9)
    step = max(1, len(points) // 40)
    moved = [(stroke - (low + high) / 2) * scale + SIDE_PX / 2 for stroke in strokes]
    return [np.round(np.concatenate([stroke[:-1:step], stroke[-1:]]), 1).tolist() for stroke in moved]


def first_number(text: str) -> int:
    """The first whole number in a text, tags left out; −1 where there is none."""
    found = NUMBER.search(re.sub(r"<[^>]*>", " ", text))
    return int(found.group().replace(",", "")) if found else -1
