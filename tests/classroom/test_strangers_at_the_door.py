"""What a stranger, or a pupil who would like to be the teacher, may try over the real wire; and what comes of it."""

import asyncio
import html
import json
import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from digitdemo.classroom import collecting
from digitdemo.classroom.tries import MOST_WRONG
from tests.browser.conftest import start_app
from tests.wire import Visitor, ask, events_of

CODE = re.compile(r'dd-class-code">([A-Z]{6})<')
SCHOOL, ATTACKER = "127.0.0.3", "127.0.0.2"
"""Addresses of this machine that are not the one that stands for the server itself."""

LINE = [[[100, 40], [140, 140], [140, 240]]]
SCRIPT = "<img src=x onerror=1>"
PICTURE = re.compile(r"data:image/svg\+xml,[^\"']*")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("strangers")
    process, url = start_app(folder / "log.txt", DIGITDEMO_STORE=str(folder))
    yield url, folder
    process.terminate()
    process.wait(20)
    assert "Traceback" not in (folder / "log.txt").read_text()


def alone(test: Callable[[], Awaitable[Any]]) -> Any:
    """Run it in a thread of its own: Playwright's loop runs in this one once a browser test came before."""
    with ThreadPoolExecutor(1) as own_thread:
        return own_thread.submit(asyncio.run, test()).result()


class Room:
    """A class with its teacher, and visitors who come and go."""

    def __init__(self, url: str, stack: AsyncExitStack) -> None:
        self.url, self.stack = url, stack

    async def open(self, address: str = "") -> str:
        self.teacher = await self.visit("class", address=address)
        await self.teacher.press("class_open")
        self.code = (await self.teacher.until(lambda tab: CODE.search(tab.text("class-code")), "the code"))[1]
        return self.code

    async def visit(self, page: str, query: str = "", address: str = "") -> Visitor:
        return await self.stack.enter_async_context(Visitor(self.url, page, query, address=address))

    async def pupil(self, query: str = "", address: str = "") -> Visitor:
        tab = await self.visit("join", query or f"code={self.code}", address)
        await tab.until(lambda page: page.text("class-task"), "a place in the class")
        return tab

    async def collect(self, *pupils: Visitor) -> None:
        await self.teacher.press("class_collect")
        for pupil in pupils:
            await self.follow(pupil)
            await pupil.until(lambda tab: tab.data("join_hand_in_component"), "the canvas")

    async def follow(self, tab: Visitor) -> None:
        """What its listener would do: run the fragment again."""
        name = next(name for name in ("join", "show", "class") if tab.data(f"{name}_follow_component"))
        version = tab.data(f"{name}_follow_component")["version"]
        async for event in events_of(self.url + tab.data(f"{name}_follow_component")["url"]):
            if event[tab.data(f"{name}_follow_component")["watch"]] > version:
                break
        await tab.trigger(f"{name}_follow_component", "changed", version + 1)

    async def hand_in(self, pupil: Visitor, **changes: object) -> tuple[int, dict[str, Any]]:
        data = pupil.data("join_hand_in_component")
        drawing = {"token": data["token"], "number": 1, "digit": 3, "strokes": LINE, **changes}
        status, answer = await ask(self.url + data["url"], "POST", json.dumps(drawing).encode())
        return status, json.loads(answer)

    async def vote(self, pupil: Visitor, **changes: object) -> tuple[int, dict[str, Any]]:
        data = pupil.data("join_vote_component")
        ballot = {name: data[name] for name in ("token", "round", "ballot")}
        status, answer = await ask(self.url + data["url"], "POST", json.dumps({**ballot, **changes}).encode())
        return status, json.loads(answer)


def in_a_room(url: str, play: Callable[[Room], Awaitable[Any]]) -> Any:
    async def test() -> Any:
        async with AsyncExitStack() as stack:
            return await play(Room(url, stack))

    return alone(test)


def rows(folder: Path, query: str) -> list[tuple]:
    with sqlite3.connect(f"file:{folder / 'classes.sqlite'}?mode=ro", uri=True) as database:
        return database.execute(query).fetchall()


def test_codes_are_not_found_by_trying_and_a_school_is_not_locked_out(server: tuple[str, Path]) -> None:
    url, _ = server

    async def play(room: Room) -> None:
        code = await room.open(SCHOOL)
        for address in (ATTACKER, SCHOOL):
            answers = {(await ask(f"{url}/api/classes/QQQQQQ/events", address=address))[0] for _ in range(MOST_WRONG)}
            assert answers == {404}
        status, said = await ask(f"{url}/api/classes/{code}/events", address=ATTACKER)
        assert (status, "Too many wrong codes" in said) == (429, True)
        stranger = await room.visit("join", f"code={code}", ATTACKER)
        await stranger.until(lambda tab: "Too many wrong codes" in tab.text(), "the refusal")
        names = [(await room.pupil(address=SCHOOL)).query for _ in range(5)]
        assert len(set(names)) == 5

    in_a_room(url, play)


def test_sixty_joins_by_one_script_keep_nobody_out(server: tuple[str, Path]) -> None:
    async def play(room: Room) -> None:
        await room.open()
        script = await room.pupil()
        for _ in range(59):
            script.query = f"code={room.code}"  # without its token it is a new pupil
            await script.run_again()
        pupil = await room.pupil()
        await room.collect(pupil)
        assert (await room.hand_in(pupil))[0] == 200

    in_a_room(server[0], play)


def test_a_pupil_cannot_act_as_the_teacher(server: tuple[str, Path]) -> None:
    url, folder = server

    async def play(room: Room) -> None:
        await room.open()
        pupil = await room.pupil()
        token = pupil.query.split("me=")[1]

        def states(teacher: Visitor) -> list[WidgetState]:
            shown = (one.delta for one in teacher.placed.values() if one.delta.HasField("new_element"))
            buttons = (delta.new_element.button for delta in shown)
            return [WidgetState(id=button.id, trigger_value=True) for button in buttons if button.id]

        await room.teacher.until(lambda tab: tab.button("class_collect") and len(states(tab)) >= 5, "the buttons")
        pressed = states(room.teacher)
        here = pupil.component("join_follow_component")
        for one in pressed:
            await pupil.change(one, here)
        for key in (token, room.code, "", "' OR 1=1 --"):
            tab = await room.visit("class", f"key={key}")
            await tab.until(
                lambda page: page.button("class_open") or "not a teacher's link" in page.text(), "a refusal"
            )
            assert not tab.button("class_collect")
        await pupil.run_again()
        query = f"SELECT activity, shows_names, locked, run FROM classes WHERE code = '{room.code}'"
        assert rows(folder, query) == [("waiting", 0, 0, "")]
        assert room.teacher.errors == pupil.errors == []

    in_a_room(url, play)


def test_a_pupil_reaches_only_their_own_drawings_in_their_own_class(server: tuple[str, Path]) -> None:
    url, folder = server

    async def play(room: Room) -> None:
        await room.open()
        ann, ben = await room.pupil(), await room.pupil()
        await room.collect(ann, ben)
        assert (await room.hand_in(ann, number=7, digit=1))[0] == 200
        status, answer = await room.hand_in(ben, number=7, digit=2)  # the same number is another drawing
        assert (status, answer["counts"]) == (200, [0, 0, 1] + [0] * 7)
        status, answer = await room.hand_in(ann, number=7, digit=5)  # and one's own is never changed
        assert (status, answer["counts"]) == (200, [0, 1] + [0] * 8)
        address = url + ann.data("join_hand_in_component")["url"]
        assert [(await ask(address, method))[0] for method in ("PUT", "DELETE", "PATCH")] == [405] * 3
        assert (await ask(address))[1].startswith("<!")  # Streamlit's own page, which knows nothing of it
        mine = ann.data("join_hand_in_component")["token"]
        other = Room(url, room.stack)
        await other.open()
        carl = await other.pupil(f"code={other.code}&me={mine}")  # Ann's token is nobody's there
        await other.collect(carl)
        assert carl.data("join_hand_in_component")["token"] != mine
        assert (await other.hand_in(carl, token=mine))[0] == 403
        assert (await room.hand_in(ann, token="x" * 5_000))[0] == 403
        assert len(rows(folder, "SELECT id FROM drawings")) >= 2
        query = f"SELECT digit FROM drawings JOIN classes ON class_id = classes.id WHERE code = '{other.code}'"
        assert rows(folder, query) == []

    in_a_room(url, play)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * 200_000, 413),
        (b"[" * 100_000, 400),
        (b"", 400),
        (b"[1, 2]", 400),
        (b"\xff\xfe{}", 400),
        (json.dumps({"token": ["a"], "number": 1, "digit": 1, "strokes": LINE}).encode(), 403),
    ],
)
def test_what_is_no_drawing_is_refused_in_a_sentence(server: tuple[str, Path], body: bytes, status: int) -> None:
    async def play(room: Room) -> None:
        code = await room.open()
        answered, said = await ask(f"{server[0]}/api/classes/{code}/drawings", "POST", body)
        assert (answered, json.loads(said)["says"].endswith(".")) == (status, True)

    in_a_room(server[0], play)


def test_limits_of_size_and_pace(server: tuple[str, Path]) -> None:
    async def play(room: Room) -> None:
        await room.open()
        pupil = await room.pupil()
        await room.collect(pupil)
        scribble = [[[x % 280 + 0.5, x % 277] for x in range(7_000)]]
        for wrong in (
            {"number": 1.5},
            {"number": -1},
            {"number": 2**70},
            {"digit": 10},
            {"digit": True},
            {"digit": "3"},
        ):
            assert (await room.hand_in(pupil, **wrong))[0] == 400
        for wrong in (
            [],
            "x",
            [[]],
            [[[1]]],
            [[["a", "b"]]],
            [[[1e400, 1]]],
            [[[9e9, 9e9]]],
            [[[1, 1]]] * 500,
            scribble,
        ):
            assert (await room.hand_in(pupil, strokes=wrong))[0] == 400
        other = await room.pupil()
        answers = [await room.hand_in(pupil, number=number) for number in range(collecting.MOST_AT_ONCE + 1)]
        assert [status for status, _ in answers] == [200] * collecting.MOST_AT_ONCE + [429]
        assert (await room.hand_in(other))[0] == 200  # from the same address

    in_a_room(server[0], play)


def test_nobody_votes_twice_and_the_answer_is_on_no_wire_before_the_reveal(server: tuple[str, Path]) -> None:
    url, folder = server

    async def play(room: Room) -> set[str]:
        code = await room.open()
        pupil, board = await room.pupil(), await room.visit("show", f"code={code}")
        await board.until(lambda tab: tab.text("class-count"), "the board")
        shown = set()
        for number in range(6):
            await room.teacher.press("guess_next" if number else "class_guess")
            await room.follow(pupil)
            await pupil.until(lambda tab: "Tap" in tab.text("class-task"), "the question")
            await board.trigger("show_follow_component", "changed", 0)
            await board.until(lambda tab: "0 of 1 have voted" in tab.text(), "the question on the board")
            told = await anext(events_of(f"{url}/api/classes/{code}/events"))
            assert set(told) == {"version", "activity_version"}
            await pupil.run_again()
            await board.run_again()
            assert "digit\\" not in pupil.everything() + board.everything()  # nor in what components were given
            score = board.text("class-standing").split("\n")  # of the rounds before
            words = PICTURE.sub("", f"{pupil.text()}\n{board.text()}").split("\n")
            shown.add("\n".join(line for line in words if line.strip() and line not in score))
            for digit in (3, 3, 4):
                assert await room.vote(pupil, digit=digit) == (200, {"digit": digit})
            for wrong in ({"digit": 10}, {"digit": "4"}, {"ballot": 2}, {"round": 10**6}, {"round": None}):
                assert (await room.vote(pupil, **{"digit": 4, **wrong}))[0] == 400
            assert (await room.vote(pupil, digit=5, token="x"))[0] == 403
            await room.teacher.press("guess_ask")
            await room.follow(pupil)
            await pupil.until(lambda tab: "You said" in tab.text("class-task"), "the answer")
        return shown

    shown = in_a_room(url, play)
    answers = {digit for (digit,) in rows(folder, "SELECT digit FROM rounds")}
    assert len(answers) > 1
    assert len(shown) == 1  # whatever the answer was: but for the picture, every screen was told the same
    assert set(rows(folder, "SELECT COUNT(*), MAX(digit) FROM votes GROUP BY round_id, member_id")) == {(1, 4)}


def test_a_name_runs_no_script(server: tuple[str, Path]) -> None:
    async def play(room: Room) -> None:
        code = await room.open()
        pupil, board = await room.pupil(), await room.visit("show", f"code={code}")
        await room.collect(pupil)
        await pupil.unfold("join_me")
        await pupil.write("join_name", SCRIPT)
        await pupil.press("join_name_take")
        await pupil.until(lambda tab: "onerror" in tab.everything(), "the new name")
        assert (await room.hand_in(pupil))[0] == 200
        await room.teacher.turn_on("class_names")
        await room.teacher.run_again()
        await board.run_again()
        assert html.escape(SCRIPT[:20]) in board.text()
        for tab in (board, pupil, room.teacher):
            assert "<img src=x" not in tab.text()

    in_a_room(server[0], play)
