"""What a phone posts beside its page: read no further than it may be, from a member of the class, answered in JSON."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from digitdemo.classroom.classes import SchoolClass, find_class
from digitdemo.classroom.members import Member, member_of_token
from digitdemo.errors import ClassError, DigitDemoError, StoreError
from digitdemo.sentences import say_error
from digitdemo.ui.classroom.address import senders_address

MOST_BYTES = 128 * 1024
"""Of what is posted; a digit has about 1,000."""

_STATUS = {"class-not-there": 404, "class-not-a-member": 403, "class-not-collecting": 409, "class-locked": 409}
_STATUS |= {"class-too-fast": 429, "class-too-many-tries": 429, "class-too-large": 413}


async def answer(request: Request, take: Callable[[SchoolClass, Member, dict[str, Any]], dict[str, Any]]) -> Response:
    """Let something that a member posted be taken.

    Where it is refused, the answer is ``{"says"}`` with 403 (no member), 404 (no class), 409 (not now: keep it until
    the class goes on), 413 (too large), 429 (too fast; try again), 503 (the database is away; try again), 400 (anything
    else).

    Args:
        take: takes the JSON object that was posted; what it returns is the answer.
    """
    try:
        content = await _body(request)
        found = await asyncio.to_thread(_take, request.path_params["code"], senders_address(request), content, take)
    except DigitDemoError as error:
        status = 503 if isinstance(error, StoreError) else _STATUS.get(error.code or "", 400)
        return JSONResponse({"says": say_error(error)}, status)
    return JSONResponse(found)


def _take(
    code: str, address: str, content: bytes, take: Callable[[SchoolClass, Member, dict[str, Any]], dict[str, Any]]
) -> dict[str, Any]:
    sent = _opened(content)
    now = find_class(code, address)
    member = member_of_token(str(sent.get("token")), now)
    if member is None:
        raise ClassError("class-not-a-member")
    return take(now, member, sent)


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
