"""Handing in: the canvas on a pupil's phone, which works without the server, and the route that takes what it sends."""

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from digitdemo.classroom.classes import SchoolClass, find_class
from digitdemo.classroom.collecting import counts_of, hand_in
from digitdemo.classroom.members import Member, member_of_token
from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX, DEFAULT_SIDE_PX, Drawing, check_stroke_count
from digitdemo.drawing.strokes import as_strokes
from digitdemo.errors import ClassError, DigitDemoError, StoreError
from digitdemo.networks.task import CLASSES as DIGITS
from digitdemo.sentences import say, say_error
from digitdemo.ui.classroom.address import senders_address
from digitdemo.ui.live import component, modules_version

MOST_BYTES = 128 * 1024
"""Of what is handed in; a digit has about 1,000."""

_STATUS = {"class-not-there": 404, "class-not-a-member": 403, "class-not-collecting": 409, "class-locked": 409}
_STATUS |= {"class-too-fast": 429, "class-too-many-tries": 429, "class-too-large": 413}
_TEXTS = {
    "undo": "canvas-undo",
    "clear": "canvas-clear",
    "group": "canvas-buttons",
    "hand_in": "join-hand-in",
    "thanks": "join-thanks",
    "blank": "class-blank",
    "full": "join-waiting-full",
    "canvas": "join-canvas",
}


def show_hand_in(now: SchoolClass, member: Member, token: str) -> None:
    """The canvas and its buttons; what is handed in goes over the route below, not through this page.

    Args:
        token: by which the phone is known.
    """
    component("hand_in")(
        key="join_hand_in_component",
        data={
            "module": f"/api/live/{modules_version()}/hand_in.js",
            "url": f"/api/classes/{now.code}/drawings",
            "token": token,
            "place": f"{now.code}-{member.place}",
            "first": member.place % DIGITS,
            "counts": counts_of(member),
            "side_px": DEFAULT_SIDE_PX,
            "pen_width_px": DEFAULT_PEN_WIDTH_PX,
            "texts": {**{name: say(sentence) for name, sentence in _TEXTS.items()}, "waits": _waits()},
        },
    )


def _waits() -> str:
    return say("join-waiting", count="{count}")


async def take_drawing(request: Request) -> Response:
    """Take one drawing: ``{"token", "number", "digit", "strokes"}``.

    The answer is ``{"counts", "says"}``: how many of each digit were accepted, and the sum in words. Where it is
    refused, ``{"says"}`` with 403 (no member), 404 (no class), 409 (not now), 413 (too large), 429 (too fast; try
    again), 503 (the database is away; try again), 400 (anything else).
    """
    try:
        content = await _body(request)
        counts = await asyncio.to_thread(_take, request.path_params["code"], senders_address(request), content)
    except DigitDemoError as error:
        status = 503 if isinstance(error, StoreError) else _STATUS.get(error.code or "", 400)
        return JSONResponse({"says": say_error(error)}, status)
    return JSONResponse({"counts": counts, "says": say("join-accepted", count=sum(counts))})


async def _body(request: Request) -> bytes:
    """What was sent, read no further than it may be.

    Raises:
        ClassError: it is too much.
    """
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > MOST_BYTES:
            raise ClassError("class-too-large")
    return bytes(content)


def _take(code: str, address: str, content: bytes) -> list[int]:
    sent = _opened(content)
    now = find_class(code, address)
    member = member_of_token(str(sent.get("token")), now)
    if member is None:
        raise ClassError("class-not-a-member")
    number, digit, strokes = (sent.get(name) for name in ("number", "digit", "strokes"))
    if type(number) is not int or type(digit) is not int or not isinstance(strokes, list):
        raise ClassError("class-no-digit")
    check_stroke_count(strokes)
    drawing = Drawing(tuple(as_strokes(strokes)), DEFAULT_SIDE_PX, DEFAULT_SIDE_PX, DEFAULT_PEN_WIDTH_PX)
    return hand_in(member, number, digit, drawing)


def _opened(content: bytes) -> dict[str, Any]:
    """The JSON object in what was sent.

    Raises:
        ClassError: there is none.
    """
    try:
        sent = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ClassError("class-no-digit") from error
    if not isinstance(sent, dict):
        raise ClassError("class-no-digit")
    return sent
