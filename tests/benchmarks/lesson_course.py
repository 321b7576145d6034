"""The course of the scripted lesson: what the teacher does, and what everybody does then."""

import asyncio
import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil

from tests.benchmarks.lesson_browsers import BrowserPupil, browser_pupils
from tests.benchmarks.lesson_people import Measured, Pupil, Screen, first_number
from tests.wire import Visitor

PROJECT = Path(__file__).resolve().parents[2]
CODE = re.compile(r'dd-class-code">([A-Z]{6})<')
ARRIVING_S, VOTING_S = 15.0, 2.0
RELOADING_SHARE = 0.2
TRAINING = ("train", "--preset", "small", "--data", "synthetic:5000", "--epochs", "200")


@dataclass(frozen=True)
class Options:
    """How long and how full the lesson is."""

    digits: int
    pause_s: float
    votes: int
    follows: int
    browsers: int
    trains: bool


@dataclass
class Server:
    """The app's process, looked at twice a second."""

    process: psutil.Process
    peak_mib: float = 0.0

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            self.peak_mib = max(self.peak_mib, self.process.memory_info().rss / 2**20)
            await asyncio.sleep(0.5)

    @property
    def cpu_s(self) -> float:
        """Seconds of processor so far."""
        return sum(self.process.cpu_times()[:2])


@dataclass
class Lesson:
    """One lesson. ``cpu`` has for each part the seconds of the server's processor and of the clock."""

    url: str
    store: Path
    count: int
    options: Options
    process: psutil.Process
    measured: Measured = field(default_factory=Measured)
    cpu: dict[str, tuple[float, float]] = field(default_factory=dict)
    row: str = ""
    load_kib: float = 0.0

    def __post_init__(self) -> None:
        self.server = Server(self.process)
        self.pupils: list[Pupil] = []
        self.in_browsers: list[BrowserPupil] = []

    async def hold(self) -> None:
        """All of it, from the opening to the last phone that leaves."""
        async with contextlib.AsyncExitStack() as stack:
            await self.begin(stack)
            await self.timed("join", lambda: self.join(stack))
            await self.timed("follow", self.follow)
            await self.timed("collect", self.collect)
            await self.timed("vote", lambda: self.vote(self.options.votes, self.measured.screens))
            await self.timed("idle", lambda: asyncio.sleep(5))
            if self.options.trains:
                await self.timed("train", self.train)

    async def timed(self, part: str, do: Callable[[], Awaitable[object]]) -> None:
        """A part of the lesson, and what it costs the server."""
        cpu_s, began = self.server.cpu_s, time.perf_counter()
        try:
            await do()
        except TimeoutError as error:  # counted; what was measured until then is printed
            self.measured.errors.append(f"{part}: {error!r}"[:300])
        used_s, took_s = self.server.cpu_s - cpu_s, time.perf_counter() - began
        self.cpu[part] = used_s, took_s
        print(f"  {part}: {took_s:.1f} s, {used_s:.2f} s of the server's processor", flush=True)

    async def begin(self, stack: contextlib.AsyncExitStack) -> None:
        """The teacher opens a class, and the board is projected."""
        async with Visitor(self.url, "class") as opener:
            await opener.press("class_open")
            found = await opener.until(lambda tab: CODE.search(tab.text("class-code")), "the code")
            self.code, key = found[1], opener.query
        self.teacher = Screen(self.url, "class", key, self.measured)
        self.board = Screen(self.url, "show", f"code={self.code}", self.measured)
        for screen in (self.teacher, self.board):
            await stack.enter_async_context(screen.opened())

    async def join(self, stack: contextlib.AsyncExitStack) -> None:
        """Everybody comes within 15 seconds."""
        in_browsers = min(self.options.browsers, self.count)
        over_the_wire = self.count - in_browsers
        self.pupils = [
            Pupil(self.url, "join", f"code={self.code}", self.measured, np.random.default_rng(number))
            for number in range(over_the_wire)
        ]
        arriving_s = min(ARRIVING_S, self.count / 3)
        coming = asyncio.gather(
            *(pupil.come(arriving_s * number / self.count) for number, pupil in enumerate(self.pupils))
        )
        browsers = browser_pupils(self.url, self.code, in_browsers, self.measured)
        self.in_browsers, self.load_kib = await stack.enter_async_context(browsers)
        await coming
        for pupil in self.pupils:
            stack.push_async_callback(pupil.leave)

    async def everybody(self, key: str, words: str, into: list[float]) -> None:
        """The teacher presses, and every phone shows it."""
        began = time.perf_counter()
        await self.teacher.tab.press(key)
        over_the_wire = (pupil.sees(lambda tab: words in tab.text("class-task"), began, into) for pupil in self.pupils)
        await asyncio.gather(*over_the_wire, *(pupil.sees(words, began) for pupil in self.in_browsers))

    async def follow(self) -> None:
        """Everybody looks up, and goes on."""
        for _ in range(self.options.follows):
            await self.everybody("class_look_up", "Look up", self.measured.screens)
            await self.everybody("class_collect", "Draw a", self.measured.screens)

    async def collect(self) -> None:
        """Everybody draws; the board counts."""
        counted: list[tuple[float, int]] = []
        counting = asyncio.create_task(self.count_on_the_board(counted))
        digits, pause_s = self.options.digits, self.options.pause_s
        rng = np.random.default_rng(len(self.pupils))
        reloads = [int(rng.integers(1, max(digits, 2))) if rng.random() < RELOADING_SHARE else -1 for _ in self.pupils]
        over_the_wire = (pupil.collect(digits, pause_s, when) for pupil, when in zip(self.pupils, reloads, strict=True))
        await asyncio.gather(*over_the_wire, *(pupil.collect(digits, pause_s) for pupil in self.in_browsers))
        total = sum(len(pupil.accepted) for pupil in self.pupils) + sum(pupil.accepted for pupil in self.in_browsers)
        with self.board.noting_errors():
            await self.board.tab.until(lambda tab: first_number(tab.text("class-count")) >= total, "all drawings")
        await asyncio.sleep(0.1)
        counting.cancel()
        if not self.in_browsers:  # when the board must show which count is known of pupils over the wire alone
            told = sorted(when for pupil in self.pupils for when in pupil.accepted_at)
            shown = [next(moment for moment, count in counted if count >= number) for number in range(1, len(told) + 1)]
            self.measured.board.extend(max(0.0, seen - when) for seen, when in zip(shown, told, strict=True))

    async def count_on_the_board(self, counted: list[tuple[float, int]]) -> None:
        """Note when the board shows which count, until cancelled."""

        def more(tab: Visitor) -> bool:
            return first_number(tab.text("class-count")) > (counted[-1][1] if counted else 0)

        while True:
            await self.board.tab.until(more, within_s=3600)
            counted.append((time.perf_counter(), first_number(self.board.tab.text("class-count"))))

    async def vote(self, rounds: int, into: list[float]) -> None:
        """So many rounds: everybody votes within two seconds, then the network is asked."""
        everybody = f"{self.count} of {self.count}"
        for number in range(rounds):
            key = "class_guess" if self.teacher.tab.button("class_guess") else "guess_next"
            await self.everybody(key, "Tap", into)
            over_the_wire = (pupil.vote(VOTING_S) for pupil in self.pupils)
            await asyncio.gather(*over_the_wire, *(pupil.vote(number % 10) for pupil in self.in_browsers))
            taken = time.perf_counter()
            await self.board.sees(lambda tab: everybody in tab.text("class-voted"), taken, self.measured.bars)
            await self.everybody("guess_ask", "You said", into)

    async def train(self) -> None:
        """The class trains and publishes; then votes again while another network learns beside it."""
        await self.everybody("class_train", "learn", self.measured.screens)
        ready = lambda tab: (one := tab.button("class_publish")) and not one.delta.new_element.button.disabled  # noqa: E731
        await self.teacher.tab.until(ready, "the network", within_s=180)
        read_twice = lambda tab: "were read right before" in tab.text("class-my-digits")  # noqa: E731
        await asyncio.gather(*(pupil.tab.until(read_twice, "before and after") for pupil in self.pupils))
        await self.everybody("class_publish", "Our own network", self.measured.screens)
        command = [sys.executable, "-m", "digitdemo", *TRAINING, "--out", str(self.store / "beside")]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        beside = subprocess.Popen(command, cwd=PROJECT, preexec_fn=lambda: os.nice(10), **quiet)
        try:
            await asyncio.sleep(6)  # until TensorFlow is loaded and learns
            rounds = max(2, self.options.votes // 2)
            await self.timed("vote, training beside", lambda: self.vote(rounds, self.measured.beside_training))
            if beside.poll() is not None:
                self.measured.errors.append("the training beside the lesson ended too early")
        finally:
            beside.kill()  # nobody needs what it has learned
            beside.wait()
