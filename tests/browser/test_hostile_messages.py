"""Canvas messages that no canvas sends, over the real wire: refused in a sentence, and the next stroke is read."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
import websockets

from tests.benchmarks.classroom import Pupil

LINE = [{"type": "Path", "path": [["M", 140, 40], ["L", 140, 240]]}]

NESTED = "[" * 100_000 + "]" * 100_000
HOSTILE = {
    "nested": NESTED,
    "nested where strokes are": '{"drawing":{"raw":{"objects":' + NESTED + "}}}",
    "not JSON": "{",
    "no drawing": '{"drawing": 7}',
    "numbers without end": '{"drawing":{"raw":{"objects":[{"type":"path","path":[["M",1e999,NaN]]}]}}}',
    "100,000 strokes": '{"drawing":{"raw":{"objects":['
    + ",".join(['{"type":"path","path":[["M",1,1]]}'] * 100_000)
    + "]}}}",
}


@pytest.mark.parametrize("message", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_message_is_refused_and_the_next_stroke_is_read(app_url: str, message: str) -> None:
    with ThreadPoolExecutor(1) as own_thread:  # Playwright's loop runs in this one once a browser test came before
        answered, errors = own_thread.submit(asyncio.run, send_and_draw(app_url, message)).result()
    assert errors == []
    assert answered == "1"


async def send_and_draw(url: str, message: str) -> tuple[str, list[str]]:
    """What is read of a stroke after the message; and every exception that the page showed."""
    pupil = Pupil([])
    address = url.replace("http", "ws") + "/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as socket:
        await socket.send(pupil.rerun())
        await finished(pupil, socket)
        await socket.send(pupil.rerun_with(message))
        await finished(pupil, socket)
        await socket.send(pupil.rerun(LINE))
        return await pupil.answer(socket, 0.0), pupil.errors


async def finished(pupil: Pupil, socket: websockets.ClientConnection) -> None:
    while (await pupil.receive(socket)).WhichOneof("type") != "script_finished":
        pass
