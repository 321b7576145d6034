"""A whole lesson with a class: python tests/benchmarks/lesson.py [--pupils 40 80 120].

Pupils over Streamlit's own protocol and the class's routes, four of them in real browsers (two with a phone's screen
and a processor four times slower), all beside the server: they join, follow the teacher, draw what is asked for, a
fifth of them reload at random, vote, wait for a training, vote while another network learns, and leave.

Prints as p50 / p95 / p99: the teacher's press → on a phone's screen, and the same while a network learns; Hand in
pressed → accepted; accepted → counted on the board; the last vote → counted on the board; a browser's first load
beyond Streamlit's own. Forty pupils take some four minutes; all three sizes at most eight with
``--pupils 40 80 120 --digits 5 --pause 2 --votes 3 --follows 3 --within 140``.
"""

import argparse
import asyncio
import contextlib
import itertools
import sqlite3
import sys
import tempfile
from pathlib import Path

import numpy as np
import psutil

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from tests.benchmarks.lesson_course import Lesson, Options  # noqa: E402
from tests.browser.conftest import start_app  # noqa: E402

COLUMNS = (
    ("screen", "screens"),
    ("… in a browser", "browsers"),
    ("… training beside", "beside_training"),
    ("Hand in → accepted", "accepted"),
    ("accepted → board", "board"),
    ("last vote → board", "bars"),
)
AIM_S = 1.0
LEAVING_S = 15.0
"""So long a lesson that is broken off may take to close its tabs."""


def kept(store: Path) -> tuple[list[int], int]:
    """What the database holds: the numbers of all drawings, and how many votes."""
    with sqlite3.connect(store / "classes.sqlite") as database:
        numbers = [number for (number,) in database.execute("SELECT number FROM drawings")]
        return numbers, database.execute("SELECT COUNT(*) FROM votes").fetchone()[0]


def losses(lesson: Lesson) -> tuple[int, int, int]:
    """Drawings told to be accepted that are not kept once; drawings kept twice or never told; votes off the count."""
    numbers, votes = kept(lesson.store)
    told = [number for pupil in lesson.pupils for number in pupil.accepted]
    in_browsers = sum(pupil.accepted for pupil in lesson.in_browsers)
    taken = sum(pupil.votes for pupil in (*lesson.pupils, *lesson.in_browsers))
    lost = len(set(told) - set(numbers)) + max(0, len(told) + in_browsers - len(numbers))
    return lost, max(0, len(numbers) - len(told) - in_browsers), abs(votes - taken)


def spread(values: list[float]) -> str:
    """Milliseconds."""
    if not values:
        return "–"
    p50, p95, p99 = 1e3 * np.percentile(values, (50, 95, 99))
    return f"{p50:.0f} / {p95:.0f} / {p99:.0f} ms"


def row(lesson: Lesson) -> str:
    """The table's row of one lesson."""
    lost, doubled, votes_off = losses(lesson)
    spreads = " | ".join(spread(getattr(lesson.measured, name)) for _, name in COLUMNS)
    used_s, took_s = lesson.cpu.get("collect", (0.0, 1.0))
    counts = f"{lost} / {doubled} / {votes_off} | {len(lesson.measured.errors)}"
    server = f"{lesson.server.peak_mib:.0f} MiB | {used_s / took_s:.0%} of a core"
    each_ms = 1e3 * lesson.cpu.get("follow", (0.0, 0.0))[0] / max(2 * lesson.options.follows * lesson.count, 1)
    return f"| {lesson.count} | {spreads} | {counts} | {server} | {each_ms:.1f} ms |"


def passes_aim_at(lessons: list[Lesson]) -> str:
    """With how many pupils a screen's p95 passes a second: on the line between the two lessons around it."""
    measured = [lesson for lesson in lessons if lesson.measured.screens]
    points = [(lesson.count, float(np.percentile(lesson.measured.screens, 95))) for lesson in measured]
    if not points:
        return "an unknown number of pupils: nothing was measured"
    for (fewer, quicker), (more, slower) in itertools.pairwise(points):
        if quicker <= AIM_S < slower:
            return f"{fewer + (more - fewer) * (AIM_S - quicker) / (slower - quicker):.0f} pupils"
    return f"fewer than {points[0][0]} pupils" if points[0][1] > AIM_S else f"more than {points[-1][0]} pupils"


async def hold(lesson: Lesson, within_s: float) -> None:
    """One lesson, its server watched; what takes too long is broken off, and what was measured until then counts."""
    watching, holding = asyncio.create_task(lesson.server.watch()), asyncio.create_task(lesson.hold())
    try:
        await asyncio.wait({holding}, timeout=within_s)
        if not holding.done():
            lesson.measured.errors.append(f"broken off after {within_s:.0f} s")
            holding.cancel()
            await asyncio.wait({holding}, timeout=LEAVING_S)
        elif (error := holding.exception()) is not None:  # the other lessons' rows must be printed
            lesson.measured.errors.append(f"broken off: {error!r}")
        lesson.row = row(lesson)
        print(f"  {lesson.row}", flush=True)
    finally:
        watching.cancel()
        with contextlib.suppress(psutil.NoSuchProcess):
            lesson.server.process.terminate()  # whoever has not left yet has nobody to wait for


def lesson_with(count: int, options: Options, within_s: float) -> Lesson:
    """A lesson on a server of its own."""
    print(f"{count} pupils:", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        process, url = start_app(Path(folder) / "log.txt", DIGITDEMO_STORE=folder)
        try:
            lesson = Lesson(url, Path(folder), count, options, psutil.Process(process.pid))
            asyncio.run(hold(lesson, within_s))
        finally:
            process.terminate()
            process.wait(20)
    return lesson


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pupils", type=int, nargs="+", default=[40])
    parser.add_argument("--digits", type=int, default=20, help="that each pupil draws")
    parser.add_argument("--pause", type=float, default=4.0, help="seconds a digit")
    parser.add_argument("--votes", type=int, default=10, help="rounds")
    parser.add_argument("--follows", type=int, default=5, help="how often everybody looks up and goes on")
    parser.add_argument("--browsers", type=int, default=4, help="how many of the pupils have a real one")
    parser.add_argument("--within", type=float, default=900.0, help="seconds a lesson, then it is broken off")
    parser.add_argument("--no-training", action="store_true")
    given = parser.parse_args()
    options = Options(given.digits, given.pause, given.votes, given.follows, given.browsers, not given.no_training)
    lessons = [lesson_with(count, options, given.within) for count in given.pupils]
    names = " | ".join(name for name, _ in COLUMNS)
    print(f"| pupils | {names} | lost / doubled / votes off | errors | memory | collecting | processor a screen |")
    print("|---" * (len(COLUMNS) + 6) + "|")
    for lesson in lessons:
        print(lesson.row)
    if given.browsers:
        print(f"a phone's first load, beyond Streamlit's own: {lessons[0].load_kib:.0f} KiB")
    print(f"a screen's p95 passes 1 s with {passes_aim_at(lessons)}")
    for error in sorted({error[:300] for lesson in lessons for error in lesson.measured.errors})[:8]:
        print(f"  {error}")


if __name__ == "__main__":
    main()
