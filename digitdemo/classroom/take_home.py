"""Take home: what a class or one pupil drew and voted, the network, and a report, in one zip made in memory.

======================================  ====================================================================
file                                    holds
======================================  ====================================================================
report.html                             what we drew, what the network learned, what gets mixed up, my digits
drawings/<pupil>/<digit>/*.png, .json   the drawings as pictures and as strokes
votes.csv                               the votes on drawings whose answer was told
network/*                               the class's network, where one was trained
======================================  ====================================================================
"""

import csv
import io
import zipfile
from collections.abc import Iterable

from sqlalchemy import select

from digitdemo.classroom.class_report import ReadDrawing, report_of_class
from digitdemo.classroom.classes import SchoolClass, teachers_class
from digitdemo.classroom.collecting import collected
from digitdemo.classroom.database import reading
from digitdemo.classroom.guessing import REVEALED, standing
from digitdemo.classroom.members import Member, members_of
from digitdemo.classroom.pictures import picture_png
from digitdemo.classroom.puzzles import read_drawing
from digitdemo.classroom.tables import MEMBERS, ROUNDS, VOTES
from digitdemo.classroom.training import compare, run_of
from digitdemo.reading.recognizer import Recognizer
from digitdemo.storage.drawings import drawing_to_json
from digitdemo.storage.models import CARD_FILE, KERAS_FILE, LITERT_FILE

_OF_A_NETWORK = (CARD_FILE, LITERT_FILE, KERAS_FILE)
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("drawing", "shown", "pupil", "ballot", "vote", "meant", "network")


def take_class_home(key: str, before: Recognizer, after: Recognizer | None) -> bytes:
    """Everything of a class, for its teacher.

    Args:
        before: the network that came with the lab.
        after: the class's own; None before the first training.

    Raises:
        ClassError: the key is wrong.
    """
    return _pack(teachers_class(key), None, before, after)


def take_mine_home(of_class: SchoolClass, member: Member, before: Recognizer, after: Recognizer | None) -> bytes:
    """What one pupil drew and voted, with the class's network; nobody else's drawing or name is in it."""
    return _pack(of_class, member, before, after)


def _pack(now: SchoolClass, only: Member | None, before: Recognizer, after: Recognizer | None) -> bytes:
    drawings = collected(now, only)
    reader = after or before
    read = [ReadDrawing(one, read_drawing(reader, one.drawing).closest) for one in drawings]
    run = run_of(now)
    comparison = compare(now, before, after) if after and run is not None else None
    whole = len(collected(now)), len(members_of(now))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        report = report_of_class(
            read, only, whole, standing(now), comparison, run.history().to_dict("records") if run else []
        )
        archive.writestr("report.html", report)
        archive.writestr("votes.csv", _votes_csv(now, only))
        _write_drawings(archive, now, read)
        if after and run is not None:
            for part in _OF_A_NETWORK:
                if run.bundle.has(part):
                    archive.writestr(f"network/{part}", run.bundle.read(part))
    return packed.getvalue()


def _write_drawings(archive: zipfile.ZipFile, now: SchoolClass, read: Iterable[ReadDrawing]) -> None:
    folders = {member.id: folder_of(member) for member in members_of(now)}
    for number, each in enumerate(read, 1):
        place = f"drawings/{folders[each.drawn.member_id]}/{each.drawn.digit}/{number:05d}"
        archive.writestr(f"{place}.png", picture_png(each.drawn.drawing))
        archive.writestr(f"{place}.json", drawing_to_json(each.drawn.drawing))


def folder_of(member: Member) -> str:
    """A pupil's folder: a number that no other has, and of the name what every file system takes."""
    letters = "".join(sign if sign.isalnum() else "-" for sign in member.name).strip("-")
    return f"{member.place + 1:03d}-{letters}" if letters else f"{member.place + 1:03d}"


def _votes_csv(now: SchoolClass, only: Member | None) -> str:
    """The votes of rounds whose answer was told; what has not been told is in nobody's file."""
    columns = (ROUNDS.c.id, ROUNDS.c.way, ROUNDS.c.digit.label("meant"), ROUNDS.c.network_digit)
    wanted = select(*columns, MEMBERS.c.name, VOTES.c.ballot, VOTES.c.digit.label("vote"))
    wanted = wanted.join(ROUNDS, ROUNDS.c.id == VOTES.c.round_id).join(MEMBERS, MEMBERS.c.id == VOTES.c.member_id)
    wanted = wanted.where(ROUNDS.c.class_id == now.id, ROUNDS.c.phase == REVEALED)
    if only is not None:
        wanted = wanted.where(VOTES.c.member_id == only.id)
    with reading() as connection:
        rows = connection.execute(wanted.order_by(ROUNDS.c.id, MEMBERS.c.place, VOTES.c.ballot)).all()
    numbers = {round_id: number for number, round_id in enumerate(dict.fromkeys(row.id for row in rows), 1)}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for row in rows:
        shown = (numbers[row.id], row.way, safe_cell(row.name), row.ballot, row.vote, row.meant, row.network_digit)
        writer.writerow(shown)
    return text.getvalue()


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
