"""A visitor without a browser: Streamlit's own protocol over a websocket, and a class's events over HTTP.

It keeps what the server has put on its page, as a browser does, and can press, set and send whatever it likes, also
what no page of ours would send.
"""

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

import websockets
from streamlit.proto.AutoRerun_pb2 import AutoRerun
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

WITHIN_S = 30.0
AGAIN_S = 4.0
"""After so long a stream that ended is opened again, and a run that did not come is asked for again; ``push.js``."""
_TEXT_OF = {
    "html": lambda element: element.html.body,
    "markdown": lambda element: element.markdown.body,
    "heading": lambda element: element.heading.body,
    "button": lambda element: element.button.label,
    "alert": lambda element: element.alert.body,
    "exception": lambda element: element.exception.message,
}
Path = tuple[int, ...]


@dataclass
class Placed:
    """Something on the page, and the run that put it there."""

    delta: Delta
    run: int


@dataclass
class Visitor:
    """One tab: opened with ``async with``.

    Attributes:
        url: of the server.
        page: its path.
        query: of its address, as the page itself may change it.
        address: from which it comes; one of this machine's, empty for any.
        placed: what stands on the page.
        errors: what the page could not do, and breaks of the line.
        bytes_in: received so far.
        finished: runs that are over.
    """

    url: str
    page: str
    query: str = ""
    address: str = ""
    placed: dict[Path, Placed] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    bytes_in: int = 0
    finished: int = 0

    async def __aenter__(self) -> Self:
        """Connect and open the page."""
        server = self.url.replace("http", "ws", 1) + "/_stcore/stream"
        self._hash, self._run, self._fragments, self._news = "", 0, [""], asyncio.Event()
        self._timers: set[asyncio.Task] = set()
        self._socket = await websockets.connect(
            server,
            subprotocols=[websockets.Subprotocol("streamlit")],
            max_size=None,
            compression=None,
            **_coming_from(self.address),
        )
        self._reader = asyncio.create_task(self._listen())
        await self.send(self._message(page_name=self.page))
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the tab."""
        for task in (self._reader, *self._timers):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reader
        await self._socket.close()

    async def until(self, is_so: Callable[[Self], Any], what: str = "", within_s: float = WITHIN_S) -> Any:
        """Wait until the page is so; what comes back is what ``is_so`` says.

        Raises:
            TimeoutError: says what the page shows instead.
        """
        ends = time.monotonic() + within_s
        while not (answer := is_so(self)):
            self._news.clear()
            if self._reader.done() or (left := ends - time.monotonic()) <= 0:
                why = "the line broke" if self._reader.done() else "in vain"
                raise TimeoutError(f"{self.page}: waited for {what or is_so} ({why}); it shows: {self.text()[:400]}")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), left)
        return answer

    async def press(self, key: str) -> None:
        """Press the button with this key."""
        placed = await self.until(lambda page: page.button(key), f"the button {key}")
        await self.change(WidgetState(id=placed.delta.new_element.button.id, trigger_value=True), placed)

    async def write(self, key: str, text: str) -> None:
        """Have a text stand in a field; it is sent with the next message."""
        placed = await self.until(lambda page: page._find("text_input", key), f"the field {key}")
        state = WidgetState(id=placed.delta.new_element.text_input.id, string_value=text)
        self.states[state.id] = state

    async def turn_on(self, key: str) -> None:
        """Turn a switch on."""
        placed = await self.until(lambda page: page._find("checkbox", key), f"the switch {key}")
        state = WidgetState(id=placed.delta.new_element.checkbox.id, bool_value=True)
        self.states[state.id] = state
        await self.change(None, placed)

    async def unfold(self, key: str) -> None:
        """Open a fold whose content is made only then."""

        def fold(page: Self) -> Placed | None:
            blocks = (one for one in page.placed.values() if one.delta.WhichOneof("type") == "add_block")
            return next((one for one in blocks if one.delta.add_block.expandable.id.endswith(f"-{key}")), None)

        placed = await self.until(fold, f"the fold {key}")
        state = WidgetState(id=placed.delta.add_block.expandable.id, bool_value=True)
        self.states[state.id] = state
        await self.change(None, placed)

    async def run_again(self) -> None:
        """Have the whole page run, and wait until it has."""
        before = self.finished
        await self.send(self._message())
        await self.until(lambda page: page.finished > before, "the end of the run")

    async def trigger(self, key: str, event: str, value: object) -> None:
        """Have a component of ours tell something."""
        placed = await self.until(lambda page: page.component(key), f"the component {key}")
        identity = f"$$STREAMLIT_INTERNAL_KEY_{placed.delta.new_element.bidi_component.id}__events"
        told = json.dumps([{"event": event, "value": value}])
        await self.change(WidgetState(id=identity, json_trigger_value=told), placed)

    async def change(self, now: WidgetState | None, placed: Placed) -> None:
        """Send one more widget's value, and run the fragment in which something stands."""
        message = self._message()
        message.rerun_script.fragment_id = placed.delta.fragment_id
        if now is not None:
            message.rerun_script.widget_states.widgets.append(now)
        await self.send(message)

    async def send(self, message: BackMsg) -> None:
        """Send anything."""
        await self._socket.send(message.SerializeToString())

    def button(self, key: str) -> Placed | None:
        """The button with this key, if it stands on the page."""
        return self._find("button", key)

    def component(self, key: str) -> Placed | None:
        """A component of ours."""
        return self._find("bidi_component", key)

    def data(self, key: str) -> Any:
        """What a component of ours was given; None where it does not stand on the page."""
        placed = self.component(key)
        if placed is None:
            return None
        given = placed.delta.new_element.bidi_component
        return json.loads(given.json or given.mixed.json)

    def everything(self) -> str:
        """All that the server put on the page, to the last word; styles are left out."""
        found = (str(one.delta.new_element) for _, one in sorted(self.placed.items()))
        return "\n".join(text for text in found if "<style" not in text)

    def text(self, container: str = "") -> str:
        """What the page says, or what one container with a key says; empty where there is none."""
        inside: list[Path] = [()]
        if container:
            blocks = ((path, one.delta.add_block.id) for path, one in self.placed.items())
            inside = [path for path, block in blocks if block.endswith(f"-{container}") or block == container]
        texts = (
            _TEXT_OF[kind](one.delta.new_element)
            for path, one in sorted(self.placed.items())
            if any(path[: len(start)] == start for start in inside)
            and (kind := one.delta.new_element.WhichOneof("type")) in _TEXT_OF
        )
        return "\n".join(text for text in texts if not text.startswith("<style"))

    def _find(self, kind: str, key: str) -> Placed | None:
        for one in self.placed.values():
            element = one.delta.new_element
            if element.WhichOneof("type") == kind and getattr(element, kind).id.endswith(f"-{key}"):
                return one
        return None

    def _message(self, page_name: str = "") -> BackMsg:
        message = BackMsg()
        run = message.rerun_script
        run.page_script_hash, run.query_string, run.page_name = self._hash, self.query, page_name
        run.context_info.color_scheme, run.context_info.url = "light", f"{self.url}/{self.page}"
        run.widget_states.widgets.extend(self.states.values())
        return message

    async def follow(self, component: str) -> None:
        """Listen to a class and run the fragment again when it changed, as ``push.js`` does, until cancelled.

        A stream that ends is opened again, as a browser's EventSource does; what ends this itself stands in ``errors``.
        """
        try:
            while True:
                data = self.data(component)
                with contextlib.suppress(OSError):  # the server is away: it may come back
                    async for event in events_of(self.url + data["url"]) if data else _nothing():
                        await self._heed(component, event)
                await asyncio.sleep(AGAIN_S)
        except Exception as error:
            self.errors.append(f"{self.page} follows no longer: {error!r}")
            raise

    async def _heed(self, component: str, event: dict[str, int]) -> None:
        """Run the fragment until it shows what an event tells; the server may pass over what it was asked."""
        while (data := self.data(component)) is not None and event[data["watch"]] > data["version"]:
            await asyncio.sleep(data["pause_ms"] / 1000)
            told = event[data["watch"]]
            await self.trigger(component, "changed", told)
            with contextlib.suppress(TimeoutError):
                await self.until(
                    lambda tab, told=told: (now := tab.data(component)) is None or now["version"] >= told,
                    within_s=AGAIN_S,
                )

    async def _listen(self) -> None:
        try:
            async for content in self._socket:
                self.bytes_in += len(content)
                message = ForwardMsg()
                message.ParseFromString(content)
                self._take(message)
                self._news.set()
        except websockets.ConnectionClosed as error:
            self.errors.append(f"the line broke: {error}")
        finally:
            self._news.set()

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._run += 1
            self._fragments = list(message.metadata.run.fragment_ids)
        elif kind == "delta":
            if message.delta.new_element.WhichOneof("type") == "exception":
                self.errors.append(message.delta.new_element.exception.message)
            self.placed[tuple(message.metadata.delta_path)] = Placed(message.delta, self._run)
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            task = asyncio.create_task(self._run_again_and_again(message.auto_rerun))
            self._timers.add(task)
            task.add_done_callback(self._timers.discard)
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self._forget_stale()
            self.finished += 1

    async def _run_again_and_again(self, order: AutoRerun) -> None:
        """A fragment that asked to be run every so often, for as long as something of it stands on the page."""
        while True:
            await asyncio.sleep(order.interval)
            if all(one.delta.fragment_id != order.fragment_id for one in self.placed.values()):
                return
            message = self._message()
            message.rerun_script.fragment_id, message.rerun_script.is_auto_rerun = order.fragment_id, True
            await self.send(message)

    def _forget_stale(self) -> None:
        """What the run that is over did not put there again is gone; a fragment's run clears the fragment alone."""
        for path, one in list(self.placed.items()):
            if one.run < self._run and (not self._fragments or one.delta.fragment_id in self._fragments):
                del self.placed[path]


async def ask(url: str, method: str = "GET", body: bytes = b"", address: str = "") -> tuple[int, str]:
    """One HTTP request; the status and the whole text."""
    reader, writer = await _connect(url, method, body, address)
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        content = await reader.read()
    finally:
        writer.close()
    if "transfer-encoding: chunked" in head.lower():
        content = b"".join(part for part in content.split(b"\r\n")[1::2])
    return int(head.split()[1]), content.decode()


async def events_of(url: str) -> AsyncIterator[dict[str, int]]:
    """A class's events, as the browser's EventSource hands them on; ends where the server ends them."""
    reader, writer = await _connect(url, "GET", b"")
    try:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                yield json.loads(line[6:])
    finally:
        writer.close()


async def _nothing() -> AsyncIterator[dict[str, int]]:
    """No events: the page does not follow now."""
    for event in ():
        yield event


async def _connect(
    url: str, method: str, body: bytes, address: str = ""
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, **_coming_from(address))
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    head = [f"{method} {target} HTTP/1.1", f"Host: {parts.netloc}", "Connection: close"]
    writer.write("\r\n".join([*head, f"Content-Length: {len(body)}", "", ""]).encode() + body)
    await writer.drain()
    return reader, writer


def _coming_from(address: str) -> dict[str, Any]:
    """What makes a connection come from one of this machine's addresses."""
    return {"local_addr": (address, 0), "family": socket.AF_INET} if address else {}
