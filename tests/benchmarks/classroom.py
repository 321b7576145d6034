"""A class draws at once: python tests/benchmarks/classroom.py [--pupils 40] [--seconds 60].

Each pupil is a session over Streamlit's own websocket protocol, as the browser speaks it, and sends a stroke every two
seconds: the canvas's state, and the fragment to run. Measured is stroke sent -> reading received.
"""

import argparse
import asyncio
import json
import os
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from digitdemo.datasets.stroke_file import (  # noqa: E402
    STROKES_VARIABLE,
    WrittenSign,
    load_stroke_file,
    path_from_environment,
)
from tests.browser.conftest import start_app  # noqa: E402

READING = re.compile(rb'dd-digit">([^<]+)<')
CANVAS = re.compile(rb"\$\$ID-[0-9a-f]+-draw_canvas_\d+")


@dataclass
class Pupil:
    """One session: what the page told it, and how long its strokes took."""

    signs: list[WrittenSign]
    canvas_id: str = ""
    fragment_id: str = ""
    page_script_hash: str = ""
    elapsed_s: list[float] = field(default_factory=list)
    right: int = 0
    digits: int = 0
    errors: list[str] = field(default_factory=list)

    def take_in(self, content: bytes) -> ForwardMsg:
        """Note the names that a rerun has to give."""
        message = ForwardMsg()
        message.ParseFromString(content)
        kind = message.WhichOneof("type")
        if kind == "new_session" and message.new_session.page_script_hash:
            self.page_script_hash = message.new_session.page_script_hash
        if kind == "delta" and (found := CANVAS.search(content)):
            self.canvas_id, self.fragment_id = found.group().decode(), message.delta.fragment_id
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            self.errors.append(message.delta.new_element.exception.message)
        return message

    def rerun(self, objects: list[dict] | None = None) -> bytes:
        """What the browser sends to open the page, or when strokes are drawn."""
        drawn = {"drawing": {"raw": {"version": "7.4.0", "objects": objects}}}
        return self.rerun_with(None if objects is None else json.dumps(drawn))

    def rerun_with(self, canvas_json: str | None) -> bytes:
        """The same, with anything in the canvas's place."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self.page_script_hash
        message.rerun_script.context_info.color_scheme = "light"
        if canvas_json is not None:
            message.rerun_script.fragment_id = self.fragment_id
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.canvas_id
            state.json_value = canvas_json
        return message.SerializeToString()

    async def attend(self, url: str, until: float, delay_s: float) -> None:
        """Open the page, then draw until the lesson is over."""
        try:
            async with websockets.connect(
                url.replace("http", "ws") + "/_stcore/stream", subprotocols=["streamlit"], max_size=None
            ) as socket:
                await socket.send(self.rerun())
                while (await self.receive(socket)).WhichOneof("type") != "script_finished":
                    pass
                await asyncio.sleep(delay_s)
                await self.draw(socket, until)
        except Exception as error:  # whatever goes wrong is counted
            self.errors.append(repr(error))

    async def receive(self, socket: websockets.ClientConnection) -> ForwardMsg:
        return self.take_in(await asyncio.wait_for(socket.recv(), 30))

    async def draw(self, socket: websockets.ClientConnection, until: float) -> None:
        for sign in self.signs:
            objects: list[dict] = []
            for stroke in sign.on_canvas(280):
                if time.perf_counter() > until:
                    return
                path = [["M", *map(float, stroke[0])], *(["L", *map(float, point)] for point in stroke[1:])]
                objects.append({"type": "Path", "path": path})
                sent = time.perf_counter()
                await socket.send(self.rerun(objects))
                answer = await self.answer(socket, sent)
                await asyncio.sleep(max(0.0, 2 - (time.perf_counter() - sent)))
            self.digits += 1
            self.right += answer == sign.sign

    async def answer(self, socket: websockets.ClientConnection, sent: float) -> str:
        answer = ""
        while True:
            message = await self.receive(socket)
            if not answer and (found := READING.search(message.SerializeToString())):
                answer = found.group(1).decode()
                self.elapsed_s.append(time.perf_counter() - sent)
            if message.WhichOneof("type") == "script_finished":
                if not answer:
                    self.errors.append("a stroke without an answer")
                return answer


async def hold_lesson(url: str, pupils: list[Pupil], seconds: float, server: psutil.Process) -> tuple[float, int]:
    """All draw; returned is the server's processor when all had come, and how many strokes had been read then."""
    arrival_s = 5.0  # a class comes in within some seconds
    until = time.perf_counter() + arrival_s + seconds
    async with asyncio.TaskGroup() as group:
        for number, pupil in enumerate(pupils):
            group.create_task(pupil.attend(url, until, delay_s=2 * number / len(pupils)))
            await asyncio.sleep(arrival_s / len(pupils))
        await asyncio.sleep(1)
        return sum(server.cpu_times()[:2]), sum(len(pupil.elapsed_s) for pupil in pupils)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    signs = load_stroke_file(
        path_from_environment(STROKES_VARIABLE) or PROJECT.parent / "shared/data/drawn-digits-dev.json.gz"
    )
    rng = np.random.default_rng(1)
    pupils = [Pupil([signs[index] for index in rng.permutation(len(signs))[:60]]) for _ in range(options.pupils)]
    with tempfile.TemporaryDirectory() as folder:
        process, url = start_app(Path(folder) / "log.txt", DIGITDEMO_STORE=folder)
        server = psutil.Process(process.pid)
        before_mib, load = server.memory_info().rss / 2**20, os.getloadavg()[0]
        cpu_s, started = sum(server.cpu_times()[:2]), time.perf_counter()
        all_there_s, strokes_before = asyncio.run(hold_lesson(url, pupils, options.seconds, server))
        ended_s, took_s = sum(server.cpu_times()[:2]), time.perf_counter() - started
        after_mib = server.memory_info().rss / 2**20
        process.terminate()
        process.wait(10)
    elapsed_ms = 1e3 * np.concatenate([pupil.elapsed_s for pupil in pupils])
    errors = [error for pupil in pupils for error in pupil.errors]
    a_stroke_ms = 1e3 * (ended_s - all_there_s) / max(len(elapsed_ms) - strokes_before, 1)
    p50, p95, p99 = np.percentile(elapsed_ms, (50, 95, 99))
    right, digits = sum(pupil.right for pupil in pupils), sum(pupil.digits for pupil in pupils)
    print(f"machine's load before the lesson: {load:.1f}")
    print("| pupils | strokes | p50 | p95 | p99 | errors | digits right | server CPU | a stroke | memory |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    print(
        f"| {options.pupils} | {len(elapsed_ms)} | {p50:.0f} ms | {p95:.0f} ms | {p99:.0f} ms | {len(errors)} "
        f"| {right} of {digits} | {(ended_s - cpu_s) / took_s:.0%} of a core | {a_stroke_ms:.1f} ms "
        f"| {before_mib:.0f} → {after_mib:.0f} MiB |"
    )
    for error in sorted(set(errors))[:5]:
        print(f"  {error}")


if __name__ == "__main__":
    main()
