"""Training on a class, publishing, and forgetting it: canaries are searched for in everything that is kept."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from digitdemo.classroom import collecting, forgetting, training
from digitdemo.classroom.classes import (
    COLLECTING,
    PUBLISHED,
    TOURNAMENT,
    SchoolClass,
    change_activity,
    open_class,
    teachers_class,
)
from digitdemo.classroom.collecting import asked_digit, collected, hand_in
from digitdemo.classroom.database import engine
from digitdemo.classroom.entries import enter, start_tournament
from digitdemo.classroom.following import Place, lead_to
from digitdemo.classroom.forgetting import end_lesson, forget_ended_classes
from digitdemo.classroom.guessing import start_round, vote
from digitdemo.classroom.leaving_out import leave_me_out
from digitdemo.classroom.members import join_class, members_of, rename
from digitdemo.classroom.puzzles import Puzzle
from digitdemo.classroom.take_home import take_class_home
from digitdemo.classroom.training import ALONE, BESIDES, MNIST, compare, publish, run_of, set_of, start_training
from digitdemo.datasets.picture_folder import load_picture_set, picture_sets
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import ClassError, DataError
from digitdemo.planning.gathering import gather, gather_test
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.catalogue import all_runs
from digitdemo.runs.run import Run
from digitdemo.runs.status import DONE, RUNNING
from digitdemo.storage.drawings import drawing_to_json
from tests.classroom.hands import new_number

pytestmark = pytest.mark.usefixtures("database")

CANARY = "Canarybird7391"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    monkeypatch.setattr(collecting, "MOST_AT_ONCE", 10**6)
    monkeypatch.setattr(forgetting, "STOPS_WITHIN_S", 0.3)
    return tmp_path


def a_class(pupils: int = 5, drawings_each: int = 10) -> tuple[SchoolClass, str]:
    opened, key = open_class()
    change_activity(key, COLLECTING)
    for pupil in range(pupils):
        member, token = join_class(opened.code)
        rename(token, opened, f"{CANARY}{pupil}")
        for _ in range(drawings_each):
            seven = np.array([[60.0, 60 + pupil], [200.125, 61], [120, 220]])
            hand_in(member, new_number(), asked_digit(member), Drawing((seven,), 280, 280, 18))
    return teachers_class(key), key


def test_too_little_is_not_trained_on() -> None:
    for pupils, each in ((2, 20), (5, 5)):
        _, key = a_class(pupils, each)
        with pytest.raises(ClassError, match="Collect more first"):
            start_training(key)
    assert all_runs() == []


def test_a_class_learns_beside_made_digits_or_mnist_or_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "mnist_is_here", lambda: True)
    _, key = a_class(3)
    found = []
    for beside in BESIDES:
        run = start_training(key, beside=beside)
        run.write_status(run.status().changed("", state=DONE))
        setting = run.setting()
        found.append((setting.synthetic, setting.mnist, setting.pictures, setting.test))
    assert found == [(3000, 0, 30, "pictures"), (0, 3000, 30, "pictures"), (0, 0, 30, "pictures")]


def test_where_mnist_is_not_nobody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "mnist_is_here", lambda: False)
    _, key = a_class(3)
    with pytest.raises(DataError, match="MNIST is not on this server"):
        start_training(key, beside=MNIST)
    assert all_runs() == []


def test_some_pupils_are_kept_out_whole() -> None:
    opened, key = a_class()
    run = start_training(key, beside=ALONE)
    learned, checked = gather(run.setting())
    tested = gather_test(run.setting())
    people = [set(part.persons.tolist()) for part in (learned, checked, tested)]
    assert all(people)
    assert sum(map(len, people)) == len(set.union(*people)) == 5
    assert len(learned) + len(checked) + len(tested) == 50
    assert picture_sets() == []
    assert len(load_picture_set(set_of(opened)).digits) == 50
    with pytest.raises(ClassError, match="still going on"):
        start_training(key)


def test_before_and_after_are_counted_on_those_kept_out_and_on_the_others(recognizer: Recognizer) -> None:
    _, key = a_class()
    start_training(key)
    result = compare(teachers_class(key), recognizer, recognizer)
    assert result.before_strangers == result.after_strangers
    assert result.before_strangers.count == 10 * len(result.kept_out)
    assert result.before_strangers.count + result.before_others.count == 50
    assert result.before_others.right == result.before_others.count // 10  # every drawing is a 7; one in ten says so


def test_only_a_trained_network_is_published() -> None:
    _, key = a_class()
    with pytest.raises(ClassError, match="Train first"):
        publish(key)
    run = start_training(key)
    with pytest.raises(ClassError, match="Train first"):
        publish(key)
    run.bundle.write("card.json", "{}")
    published = publish(key)
    assert (published.activity, published.network) == (PUBLISHED, run.name)


def everything_kept(store: Path) -> bytes:
    names = "\n".join(str(path.relative_to(store)) for path in store.rglob("*")).encode()
    return names + b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())


def as_done(run: Run) -> None:
    run.write_status(run.status().changed("", state=DONE))


@pytest.mark.sqlite  # its file is searched
def test_ending_the_lesson_leaves_no_trace_of_it(
    store: Path, recognizer: Recognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(store / "temporary"))
    (store / "temporary").mkdir()
    opened, key = a_class()
    run = start_training(key)
    run.bundle.write("test.npz", b"pictures " + CANARY.encode())
    run.bundle.write("card.json", "{}")
    run.write_status(run.status().changed("", state=DONE))
    members, drawing = members_of(opened), collected(opened)[0]
    started = start_round(key, Puzzle("strokes", drawing.drawing, drawing.digit, drawing.id))
    vote(members[0], started.id, 7, 1)
    as_done(leave_me_out(teachers_class(key), members[0]))
    change_activity(key, TOURNAMENT)
    for member, network in zip(members, ("tiny", "mlp"), strict=False):
        enter(opened, member, f"{CANARY} group", network)
    start_tournament(key)
    lead_to(key, Place("draw", drawing_to_json(drawing.drawing), CANARY))
    assert len(take_class_home(key, recognizer, recognizer)) > 10_000
    assert list((store / "temporary").iterdir()) == []  # the zip is made in memory
    assert CANARY.encode() in everything_kept(store)
    assert b"200.1" in everything_kept(store)
    receipt = end_lesson(key)
    assert (receipt.drawings, receipt.pupils, receipt.votes, receipt.networks) == (50, 5, 1, 4)
    assert receipt.kept == ""
    kept = everything_kept(store)
    for canary in (CANARY.encode(), b"200.1", opened.code.encode(), run.name.encode(), b"class-"):
        assert canary not in kept, canary
    with pytest.raises(ClassError):
        teachers_class(key)


def kept_by_database(store: Path) -> bytes:
    """What stands in the files of the tables, free pages too; not PostgreSQL's own log."""
    if engine().dialect.name == "sqlite":
        return everything_kept(store)
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        return everything_kept(Path(str(connection.scalar(text("SHOW data_directory")))) / "base")


def test_what_a_lesson_leaves_is_on_no_free_page_of_the_database(store: Path) -> None:
    _, key = a_class(3)
    assert CANARY.encode() in kept_by_database(store)
    assert b"200.1" in kept_by_database(store)
    end_lesson(key)
    kept = kept_by_database(store)
    assert CANARY.encode() not in kept
    assert b"200.1" not in kept


def test_a_kept_network_keeps_no_picture(store: Path) -> None:
    _, key = a_class()
    run = start_training(key)
    run.write_status(run.status().changed("", state=DONE))
    for part in ("card.json", "network.tflite", "test.npz", "errors.npz"):
        run.bundle.write(part, f"{part} {CANARY}" if part.endswith("npz") else "{}")
    receipt = end_lesson(key, keep_network=True)
    assert (receipt.networks, receipt.kept) == (0, run.name)
    assert run.bundle.has("network.tflite")
    assert CANARY.encode() not in everything_kept(store)


def test_a_training_that_does_not_stop_keeps_the_class_until_it_has() -> None:
    _, key = a_class()
    run = start_training(key)
    run.write_status(run.status().changed("", state=RUNNING))
    with pytest.raises(ClassError, match="once more"):
        end_lesson(key)
    assert run_of(teachers_class(key)) == run
    run.write_status(run.status().changed("", state=DONE))
    assert end_lesson(key).networks == 1


def test_a_class_whose_time_is_over_is_forgotten(store: Path) -> None:
    from sqlalchemy import update

    from digitdemo.classroom.database import changing
    from digitdemo.classroom.tables import CLASSES

    a_class()
    _, other_key = a_class(1, 1)
    with changing() as connection:
        connection.execute(update(CLASSES).where(CLASSES.c.id == 1).values(ends_at=1.0))
    assert [receipt.drawings for receipt in forget_ended_classes()] == [50]
    assert teachers_class(other_key).activity == COLLECTING
