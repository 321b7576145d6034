"""The route on which a class's changes are pushed: server-sent events, three small numbers each and no content."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from digitdemo.classroom import events
from digitdemo.classroom.classes import SchoolClass, find_class
from digitdemo.errors import DigitDemoError
from digitdemo.sentences import say, say_error

MOST_LISTENERS = 1_500
"""Of one class: phones, projectors, teachers, and those that a reload left behind for a moment."""

STILL_HERE_S = 20.0
"""So often something is sent, so that nothing between server and phone takes the line for dead."""

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def send_events(request: Request) -> Response:
    """A stream of the class's changes; 404 where there is no such class, 503 where too many listen."""
    address = request.client.host if request.client else ""
    try:
        now = await asyncio.to_thread(find_class, request.path_params["code"], address)
    except DigitDemoError as error:
        return PlainTextResponse(say_error(error), 404)
    if events.listener_count(now.code) >= MOST_LISTENERS:
        return PlainTextResponse(say("class-too-many-listen"), 503)
    return StreamingResponse(_changes(now), media_type="text/event-stream", headers=_HEADERS)


async def _changes(now: SchoolClass) -> AsyncIterator[str]:
    """The class as it is, then every change; of several that come at once only the last."""
    waiting: asyncio.Queue[events.Change] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def tell(change: events.Change) -> None:
        with suppress(RuntimeError):  # the server is closing: its loop takes nothing more
            loop.call_soon_threadsafe(waiting.put_nowait, change)

    leave = events.listen(now.code, tell)
    try:
        yield _event(now.version, now.activity_version)
        while True:
            try:
                change = await asyncio.wait_for(waiting.get(), STILL_HERE_S)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            while not waiting.empty():
                change = waiting.get_nowait()
            yield _event(change.version, change.activity_version)
    finally:
        leave()


def _event(version: int, activity_version: int) -> str:
    return f"data: {json.dumps({'version': version, 'activity_version': activity_version})}\n\n"
