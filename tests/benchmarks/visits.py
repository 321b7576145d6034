"""Visitors come and go: python -m tests.benchmarks.visits [--visits 1000] [--rest 150].

Each opens the Draw page over Streamlit's own protocol, as a browser does, draws a stroke, and leaves. Printed is the
web process's memory along the way, and after a rest in which Streamlit forgets those who left.
"""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

import psutil
import websockets

from tests.benchmarks.classroom import Pupil
from tests.browser.conftest import start_app

AT_ONCE = 4


async def visit(url: str) -> None:
    """Open the page, wait until it stands, leave."""
    pupil = Pupil([])
    address = url.replace("http", "ws") + "/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as socket:
        await socket.send(pupil.rerun())
        while (await pupil.receive(socket)).WhichOneof("type") != "script_finished":
            pass
        await socket.send(pupil.rerun([{"type": "Path", "path": [["M", 60, 60], ["L", 200, 60], ["L", 120, 240]]}]))
        await pupil.answer(socket, time.perf_counter())
    assert not pupil.errors, pupil.errors


async def come_and_go(url: str, visits: int) -> None:
    """So many visits, some at once."""
    for _ in range(0, visits, AT_ONCE):
        await asyncio.gather(*(visit(url) for _ in range(AT_ONCE)))


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=1000)
    parser.add_argument("--rest", type=float, default=150, metavar="SECONDS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        process, url = start_app(Path(folder) / "log.txt", DIGITDEMO_STORE=folder)
        server = psutil.Process(process.pid)
        print("| visits | memory |\n|---|---|")
        print(f"| 0 | {server.memory_info().rss / 2**20:.0f} MiB |", flush=True)
        for done in range(0, options.visits, 100):
            asyncio.run(come_and_go(url, 100))
            print(f"| {done + 100} | {server.memory_info().rss / 2**20:.0f} MiB |", flush=True)
        time.sleep(options.rest)
        print(f"| after {options.rest:.0f} s | {server.memory_info().rss / 2**20:.0f} MiB |")
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    main()
