"""Handing in: the canvas on a pupil's phone, which works without the server, and the route that takes what it sends."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from digitdemo.classroom.classes import SchoolClass
from digitdemo.classroom.collecting import counts_of, hand_in
from digitdemo.classroom.members import Member
from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX, DEFAULT_SIDE_PX, Drawing, check_stroke_count
from digitdemo.drawing.strokes import as_strokes
from digitdemo.errors import ClassError
from digitdemo.networks.task import CLASSES as DIGITS
from digitdemo.sentences import say
from digitdemo.ui.classroom.posted import answer
from digitdemo.ui.live import component, modules_version

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

    The answer is ``{"counts", "says"}``: how many of each digit were accepted, and the sum in words; a refusal is as of
    ``posted.answer``.
    """
    return await answer(request, _take)


def _take(_now: SchoolClass, member: Member, sent: dict[str, Any]) -> dict[str, Any]:
    number, digit, strokes = (sent.get(name) for name in ("number", "digit", "strokes"))
    if type(number) is not int or type(digit) is not int or not isinstance(strokes, list):
        raise ClassError("class-no-digit")
    check_stroke_count(strokes)
    drawing = Drawing(tuple(as_strokes(strokes)), DEFAULT_SIDE_PX, DEFAULT_SIDE_PX, DEFAULT_PEN_WIDTH_PX)
    counts = hand_in(member, number, digit, drawing)
    return {"counts": counts, "says": say("join-accepted", count=sum(counts))}
