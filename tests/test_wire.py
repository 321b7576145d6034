"""The visitor without a browser follows a class as a browser does: also over a stream that ends, and never silently."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests import wire
from tests.wire import Visitor


class Follower(Visitor):
    """Shows version 0 until it was told another one often enough; nothing else of a page."""

    def stand(self, passed_over: int = 0) -> None:
        """Have the server pass over so many of its wishes."""
        self.version, self.asked, self.left = 0, [], passed_over
        self._news, self._reader = asyncio.Event(), asyncio.get_running_loop().create_future()

    def data(self, key: str) -> Any:
        return {"url": "/", "watch": "version", "version": self.version, "pause_ms": 0}

    async def trigger(self, key: str, event: str, value: object) -> None:
        self.asked.append(value)
        self.left -= 1
        if self.left < 0:
            self.version = value
        self._news.set()


async def followed(streams: list[list[int]], follower: Follower, until: int, **how: Any) -> None:
    """Follow a server whose every connection gets the next of these streams of versions, which ends."""

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for version in streams.pop(0) if streams else []:
            writer.write(f"data: {json.dumps({'version': version})}\n\n".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    follower.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    follower.stand(**how)
    task = asyncio.create_task(follower.follow("x"))
    while follower.version < until and not task.done():
        await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    server.close()


@pytest.fixture
def follower(monkeypatch: pytest.MonkeyPatch) -> Follower:
    monkeypatch.setattr(wire, "AGAIN_S", 0.05)
    return Follower("", "join")


def play(*given: Any, **how: Any) -> None:
    with ThreadPoolExecutor(1) as own_thread:  # Playwright's loop runs in this one
        own_thread.submit(lambda: asyncio.run(followed(*given, **how))).result(30)


def test_a_stream_that_ends_is_opened_again(follower: Follower) -> None:
    play([[1, 2], [], [3]], follower, 3)
    assert (follower.version, follower.errors) == (3, [])


def test_a_run_that_the_server_passes_over_is_asked_for_again(follower: Follower) -> None:
    play([[1]], follower, 1, passed_over=2)
    assert follower.asked == [1, 1, 1]


def test_what_ends_the_following_is_said(follower: Follower, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> Any:
        raise ValueError("no stream")

    monkeypatch.setattr(wire, "events_of", broken)
    play([[1]], follower, 1)
    assert follower.errors == ["join follows no longer: ValueError('no stream')"]
