"""Take home: the zip holds what it says, of one pupil or of all, and nothing in it runs."""

import csv
import io
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from digitdemo.classroom import collecting
from digitdemo.classroom.classes import COLLECTING, SchoolClass, change_activity, open_class, teachers_class
from digitdemo.classroom.collecting import collected, hand_in
from digitdemo.classroom.guessing import current_round, reveal, start_round, vote
from digitdemo.classroom.members import Member, join_class, rename
from digitdemo.classroom.puzzles import STROKE_BY_STROKE, Puzzle, made_drawings
from digitdemo.classroom.take_home import folder_of, safe_cell, take_class_home, take_mine_home
from digitdemo.classroom.training import ALONE, start_training
from digitdemo.datasets.picture_folder import import_zip
from digitdemo.errors import ClassError
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.status import DONE
from digitdemo.storage.drawings import drawing_from_json
from tests.classroom.hands import new_number

pytestmark = pytest.mark.usefixtures("database")

HOSTILE = ("<script>alert(1)</sc", "=HYPERLINK(1)", "../../etc/passwd", "' onload='x")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    monkeypatch.setattr(collecting, "MOST_AT_ONCE", 10**6)


def a_class(recognizer: Recognizer) -> tuple[SchoolClass, str, list[Member]]:
    """Four pupils with names that would like to run; ten drawings each; a revealed round, and one that is not."""
    opened, key = open_class()
    change_activity(key, COLLECTING)
    members = []
    for pupil, name in enumerate(HOSTILE):
        _, token = join_class(opened.code)
        members.append(rename(token, opened, name))
        for drawing, digit in made_drawings(10, np.random.default_rng(pupil)):
            hand_in(members[-1], new_number(), digit, drawing)
    for place, one in enumerate(collected(opened)[:2]):
        started = start_round(key, Puzzle(STROKE_BY_STROKE, one.drawing, one.digit, one.id))
        vote(members[0], started.id, 3, 1)
        vote(members[1], started.id, 4, 1)
        if place == 0:
            reveal(key, started.id, recognizer)
    return teachers_class(key), key, members


def opened_zip(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


class Tags(HTMLParser):
    """Collects what could run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        bad = [name for name, value in attributes if name.startswith("on") or "javascript:" in str(value)]
        loads = [value for name, value in attributes if name in ("src", "href") and not str(value).startswith("data:")]
        if tag in ("script", "iframe", "object", "embed", "link", "base", "form") or bad or loads:
            self.found.append(f"{tag} {attributes}")


def test_the_teachers_zip_holds_every_drawing_as_picture_and_strokes(recognizer: Recognizer) -> None:
    now, key, members = a_class(recognizer)
    content = take_class_home(key, recognizer, None)
    archive = opened_zip(content)
    names = archive.namelist()
    assert sum(name.endswith(".png") for name in names) == sum(name.endswith(".json") for name in names) == 40
    assert all(name.split("/")[0] in ("drawings", "report.html", "votes.csv") for name in names)
    assert {name.split("/")[1] for name in names if name.startswith("drawings/")} == set(map(folder_of, members))
    assert not any(".." in name or "\\" in name or name.startswith("/") for name in names)
    first = next(name for name in names if name.endswith("00001.json"))
    kept = collected(now)[0]
    assert np.allclose(drawing_from_json(archive.read(first)).strokes[0], kept.drawing.strokes[0])
    assert first.split("/")[2] == str(kept.digit)
    again = import_zip("again", content)
    assert (len(again.digits), len(np.unique(again.persons)), again.left_out) == (40, 4, 0)


def test_only_votes_whose_answer_was_told_and_no_formula(recognizer: Recognizer) -> None:
    now, key, members = a_class(recognizer)
    rows = list(
        csv.DictReader(io.StringIO(opened_zip(take_class_home(key, recognizer, None)).read("votes.csv").decode()))
    )
    assert [(row["pupil"], row["vote"]) for row in rows] == [(HOSTILE[0], "3"), ("'=HYPERLINK(1)", "4")]
    assert {row["meant"] for row in rows} == {str(collected(now)[0].digit)}
    mine = opened_zip(take_mine_home(now, members[1], recognizer, None)).read("votes.csv").decode()
    assert len(mine.splitlines()) == 2
    assert HOSTILE[0] not in mine
    latest = current_round(now)
    assert latest is not None
    assert latest.digit is None


@pytest.mark.sqlite
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_begins_like_a_formula_is_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell("Otter") == "Otter"


def test_no_report_runs_or_loads_anything(recognizer: Recognizer) -> None:
    now, key, members = a_class(recognizer)
    contents = [take_class_home(key, recognizer, None)]
    contents += [take_mine_home(now, member, recognizer, None) for member in members]
    for content in contents:
        report = opened_zip(content).read("report.html").decode()
        tags = Tags()
        tags.feed(report)
        assert tags.found == []
        assert "Content-Security-Policy" in report
        assert report.count("<figure") in (10, 40)


def test_a_pupils_zip_has_nobody_elses_name_or_drawing(recognizer: Recognizer) -> None:
    now, _, members = a_class(recognizer)
    archive = opened_zip(take_mine_home(now, members[2], recognizer, None))
    assert sum(name.endswith(".png") for name in archive.namelist()) == 10
    everything = b"".join(archive.read(name) for name in archive.namelist() if not name.endswith(".png"))
    for other in (HOSTILE[1], HOSTILE[3], HOSTILE[0], "HYPERLINK"):
        assert other.encode() not in everything
    assert b"Our class made 40 drawings, by 4 pupils." in everything


def test_a_trained_network_comes_along_with_before_and_after(recognizer: Recognizer) -> None:
    _, key, _ = a_class(recognizer)
    run = start_training(key, beside=ALONE)
    run.write_status(run.status().changed("", state=DONE))
    run.bundle.write("card.json", "{}")
    run.bundle.write("network.tflite", b"weights")
    run.append_line("history.csv", "epoch,check_accuracy\n")
    run.append_line("history.csv", "1,0.5\n")
    archive = opened_zip(take_class_home(key, recognizer, recognizer))
    assert archive.read("network/network.tflite") == b"weights"
    report = archive.read("report.html").decode()
    assert "Pupils whom it never met" in report
    assert "<polyline" in report


def test_a_wrong_key_takes_nothing_home(recognizer: Recognizer) -> None:
    now, _, _ = a_class(recognizer)
    for wrong in ("", now.code, "x"):
        with pytest.raises(ClassError, match="teacher"):
            take_class_home(wrong, recognizer, None)
