"""Voting on a phone: ten digits to tap, which work while the network is away, and the route that takes the vote."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from digitdemo.classroom.classes import SchoolClass
from digitdemo.classroom.guessing import BALLOTS, Round, vote
from digitdemo.classroom.members import Member
from digitdemo.errors import ClassError
from digitdemo.sentences import say
from digitdemo.ui.classroom.posted import answer
from digitdemo.ui.live import component, modules_version


def show_vote(now: SchoolClass, member: Member, token: str, latest: Round, mine: dict[int, int]) -> None:
    """Ten digits; which one is tapped goes over the route below, not through this page.

    Args:
        token: by which the phone is known.
        latest: a round on which votes are taken now.
        mine: the member's votes on it: the digit on each ballot.
    """
    ballot = BALLOTS[latest.phase]
    said = {"said": say("guess-you-said", digit="{digit}"), "waits": say("guess-waits", digit="{digit}")}
    component("vote")(
        key="join_vote_component",
        data={
            "module": f"/api/live/{modules_version()}/vote.js",
            "url": f"/api/classes/{now.code}/votes",
            "token": token,
            "place": f"{now.code}-{member.place}",
            "round": latest.id,
            "ballot": ballot,
            "mine": mine.get(ballot),
            "texts": {"digits": say("guess-digits"), **said},
        },
    )


async def take_vote(request: Request) -> Response:
    """Take one vote: ``{"token", "round", "ballot", "digit"}``.

    The answer is ``{"digit"}``, which counts now; one that comes again, or for a ballot that is over, changes nothing.
    A refusal is as of ``posted.answer``.
    """
    return await answer(request, _take)


def _take(_now: SchoolClass, member: Member, sent: dict[str, Any]) -> dict[str, Any]:
    round_id, ballot, digit = (sent.get(name) for name in ("round", "ballot", "digit"))
    if type(round_id) is not int or type(ballot) is not int or type(digit) is not int:
        raise ClassError("class-no-digit")
    vote(member, round_id, digit, ballot)
    return {"digit": digit}
