"""The route on which a class's changes are pushed: server-sent events, three small numbers each and no content."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from digitdemo.classroom import events
from digitdemo.classroom.classes import SchoolClass, find_class
from digitdemo.classroom.relay import hear_other_processes
from digitdemo.errors import DigitDemoError
from digitdemo.sentences import say, say_error
from digitdemo.ui.classroom.address import senders_address

MOST_LISTENERS = 1_500
"""Of one class: phones, projectors, teachers, and those that a reload left behind for a moment."""

MOST_OF_AN_ADDRESS = 500
"""Of those: a script leaves room for who listens from elsewhere, and a school is behind one address."""

WATCH, ACTIVITY = "watch", "activity_version"
"""With ``?watch=activity_version`` only changes of what every phone does are sent."""

STILL_HERE_S = 20.0
"""So often something is sent, so that nothing between server and phone takes the line for dead."""

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_listening: Counter[tuple[str, str]] = Counter()


async def send_events(request: Request) -> Response:
    """A stream of the class's changes; 404 where there is no such class, 503 where too many listen."""
    address = senders_address(request)
    try:
        now = await asyncio.to_thread(find_class, request.path_params["code"], address)
    except DigitDemoError as error:
        status = {"class-too-many-tries": 429, "class-database-away": 503}.get(error.code or "", 404)
        return PlainTextResponse(say_error(error), status)
    of_address = _listening[now.code, address]
    if events.listener_count(now.code) >= MOST_LISTENERS or of_address >= MOST_OF_AN_ADDRESS:
        return PlainTextResponse(say("class-too-many-listen"), 503)
    hear_other_processes()
    every_change = request.query_params.get(WATCH) != ACTIVITY
    return StreamingResponse(
        _counted(_changes(now, every_change), now.code, address), media_type="text/event-stream", headers=_HEADERS
    )


async def _counted(stream: AsyncIterator[str], code: str, address: str) -> AsyncIterator[str]:
    """A stream, counted for as long as somebody takes it."""
    _listening[code, address] += 1
    try:
        async for part in stream:
            yield part
    finally:
        _listening[code, address] -= 1
        if not _listening[code, address]:
            del _listening[code, address]


async def _changes(now: SchoolClass, every_change: bool) -> AsyncIterator[str]:
    """The class as it is, then every change, or those of the activity; of several that come at once only the last."""
    latest, is_new = events.Change(now.code, now.version, now.activity_version), asyncio.Event()
    loop = asyncio.get_running_loop()

    def take(change: events.Change) -> None:
        nonlocal latest
        if change.version > latest.version:
            is_wanted = every_change or change.activity_version > latest.activity_version
            latest = change
            if is_wanted:
                is_new.set()

    def tell(change: events.Change) -> None:
        # Forty phones must not be woken by each of forty drawings: a phone hears only of what it does next.
        if every_change or change.activity_version > latest.activity_version:
            with suppress(RuntimeError):  # the server is closing: its loop takes nothing more
                loop.call_soon_threadsafe(take, change)

    leave = events.listen(now.code, tell)
    try:
        with suppress(DigitDemoError):  # it has ended meanwhile: there will be no more
            missed = await asyncio.to_thread(find_class, now.code)  # what changed before anybody listened
            take(events.Change(missed.code, missed.version, missed.activity_version))
        is_new.clear()
        yield _event(latest)
        while True:
            try:
                await asyncio.wait_for(is_new.wait(), STILL_HERE_S)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            is_new.clear()
            yield _event(latest)
    finally:
        leave()


def _event(change: events.Change) -> str:
    told = {"version": change.version, "activity_version": change.activity_version}
    return f"data: {json.dumps(told)}\n\n"
