"""A class without its pages: joining, collecting, who may do what, and a database that survives."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from digitdemo.classroom import classes, collecting, events, members, switches, tries
from digitdemo.classroom.classes import COLLECTING, PUBLISHED, change_activity, find_class, open_class, teachers_class
from digitdemo.classroom.collecting import accepted_of, asked_digit, collected, hand_in, remove_drawing
from digitdemo.classroom.database import FILE
from digitdemo.classroom.members import (
    Member,
    give_animal_back,
    join_class,
    leave_class,
    member_of_token,
    members_of,
    rename,
)
from digitdemo.classroom.secrets_of_a_class import LETTERS
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import ClassError, DrawingError, StoreError
from tests.classroom.hands import new_number

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    monkeypatch.setattr(collecting, "MOST_AT_ONCE", 10**6)
    monkeypatch.setattr(classes, "TRIES", tries.Tries())
    return tmp_path


def a_drawing(shift: float = 0.0) -> Drawing:
    return Drawing((np.array([[60.0, 60 + shift], [200, 60], [120, 220]]),), 280, 280, 18)


def collecting_class() -> tuple[classes.SchoolClass, str]:
    _, key = open_class()
    return change_activity(key, COLLECTING), key


@pytest.mark.sqlite
def test_a_class_has_a_code_without_look_alikes_and_a_key_that_is_kept_as_a_hash(store: Path) -> None:
    opened, key = open_class()
    assert len(opened.code) == 6
    assert set(opened.code) <= set(LETTERS)
    assert find_class(f" {opened.code[:3].lower()}-{opened.code[3:]} ") == opened
    assert teachers_class(key) == opened
    assert not any(key.encode() in path.read_bytes() for path in store.glob(f"{FILE}*"))


def test_a_phone_that_comes_back_is_the_same_member_and_no_other_classs() -> None:
    (first, _), (second, _) = collecting_class(), collecting_class()
    member, token = join_class(first.code)
    assert member_of_token(token, first) == member
    assert member_of_token(token, second) is None
    assert member_of_token("' OR 1=1 --", first) is None


def test_names_are_animals_each_once_and_may_be_changed() -> None:
    opened, _ = open_class()
    joined = [join_class(opened.code) for _ in range(90)]
    names = [member.name for member, _ in joined]
    assert len(set(names)) == 90
    token = joined[0][1]
    assert rename(token, opened, "  <b>Zoë\n</b> " + "x" * 100).name == "<b>Zoë </b> xxxxxxxx"[:20]
    with pytest.raises(ClassError, match="letter or a digit"):
        rename(token, opened, " \u200b ")
    with pytest.raises(ClassError, match="not in this class"):
        rename("no token", opened, "Eve")


def test_digits_are_asked_in_turn_so_that_classes_stay_balanced() -> None:
    opened, _ = collecting_class()
    members = [join_class(opened.code)[0] for _ in range(3)]
    for _ in range(20):
        for member in members:
            hand_in(member, new_number(), asked_digit(member), a_drawing())
    digits = [drawing.digit for drawing in collected(opened)]
    assert [digits.count(digit) for digit in range(10)] == [6] * 10
    assert len({asked_digit(member) for member in members}) == 3


def test_nothing_arrives_twice_however_many_send_it_at_once() -> None:
    opened, _ = collecting_class()
    member, _ = join_class(opened.code)
    number = new_number()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: hand_in(member, number, 3, a_drawing()), range(24)))
    assert accepted_of(member) == len(collected(opened)) == 1


def test_forty_at_once_lose_nothing_and_double_nothing() -> None:
    opened, _ = collecting_class()

    def pupil(_: int) -> int:
        member, _token = join_class(opened.code)
        return [sum(hand_in(member, new_number(), asked_digit(member), a_drawing())) for _ in range(5)][-1]

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(pupil, range(40))) == [5] * 40
    assert len(collected(opened)) == 200
    assert [member.place for member in members_of(opened)] == list(range(40))


def test_what_was_said_to_be_accepted_stays_accepted_when_it_arrives_again_after_collecting() -> None:
    opened, key = collecting_class()
    member, _ = join_class(opened.code)
    number = new_number()
    hand_in(member, number, 3, a_drawing())
    change_activity(key, classes.WAITING)
    assert sum(hand_in(member, number, 3, a_drawing())) == 1
    with pytest.raises(ClassError, match="No drawings are collected now"):
        hand_in(member, new_number(), 3, a_drawing())


def test_what_is_no_drawing_is_refused() -> None:
    opened, _ = collecting_class()
    member, _ = join_class(opened.code)
    with pytest.raises(DrawingError, match="Draw something"):
        hand_in(member, new_number(), 3, Drawing((), 280, 280, 18))
    endless = Drawing((np.random.default_rng(1).uniform(0, 280, (5_000, 2)),), 280, 280, 18)
    with pytest.raises(ClassError, match="too long"):
        hand_in(member, new_number(), 3, Drawing(endless.strokes * 150, 280, 280, 18))
    for digit, number in ((10, 1), (-1, 1), (3, -1), (3, 2**62)):
        with pytest.raises(ClassError, match="Reload"):
            hand_in(member, number, digit, a_drawing())


def test_limits_of_pace_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    opened, _ = collecting_class()
    member, _ = join_class(opened.code)
    neighbour, _ = join_class(opened.code)
    monkeypatch.setattr(collecting, "MOST_AT_ONCE", 3)
    for _ in range(3):  # what a phone kept while its network was away comes at once
        hand_in(member, new_number(), 3, a_drawing())
    with pytest.raises(ClassError, match="quick"):
        hand_in(member, new_number(), 3, a_drawing())
    hand_in(neighbour, new_number(), 3, a_drawing())
    monkeypatch.setattr(collecting, "WITHIN_S", 0.0)
    hand_in(member, new_number(), 3, a_drawing())
    monkeypatch.setattr(collecting, "MOST_AT_ONCE", 10**6)
    monkeypatch.setattr(collecting, "MOST_OF_A_MEMBER", 1)
    with pytest.raises(ClassError, match="plenty"):
        hand_in(member, new_number(), 3, a_drawing())


def test_a_pupil_cannot_act_as_a_teacher_nor_a_teacher_on_another_class() -> None:
    opened, key = collecting_class()
    other, other_key = collecting_class()
    member, token = join_class(opened.code)
    hand_in(member, new_number(), 3, a_drawing())
    (drawing,) = collected(opened)
    for wrong in (token, opened.code, "", "x" * 10_000, key[:-1]):
        with pytest.raises(ClassError, match="teacher"):
            change_activity(wrong, classes.WAITING)
        with pytest.raises(ClassError, match="teacher"):
            remove_drawing(wrong, drawing.id)
    with pytest.raises(ClassError, match="not in your class"):
        remove_drawing(other_key, drawing.id)
    with pytest.raises(ClassError, match="not in this class"):
        hand_in(Member(member.id + 1000, other.id, 0, "Nobody"), new_number(), 3, a_drawing())
    assert collected(other) == []
    remove_drawing(key, drawing.id)
    assert (collected(opened), accepted_of(member)) == ([], 0)
    remove_drawing(key, drawing.id, removed=False)
    assert len(collected(opened)) == 1


def test_activities_follow_each_other_only_as_they_may() -> None:
    _, key = open_class()
    with pytest.raises(ClassError, match="cannot do this now"):
        change_activity(key, PUBLISHED)
    assert teachers_class(key).activity == classes.WAITING


@pytest.mark.sqlite
def test_codes_cannot_be_found_by_trying_while_three_hundred_pupils_join() -> None:
    opened, _ = open_class()
    for _ in range(300):
        join_class(opened.code, "10.0.0.1")
    for _ in range(tries.MOST_WRONG):
        with pytest.raises(ClassError, match="no such class"):
            find_class("QQQQQQ", "10.0.0.2")
    with pytest.raises(ClassError, match="Too many wrong codes"):
        find_class(opened.code, "10.0.0.2")
    assert find_class(opened.code, "10.0.0.1").code == opened.code


def test_who_tries_codes_does_not_lock_out_a_class_behind_the_same_address() -> None:
    opened, _ = open_class(address="10.0.0.9")
    elsewhere, _ = open_class(address="10.0.0.1")
    for _ in range(tries.MOST_WRONG + 5):
        with pytest.raises(ClassError):
            find_class("QQQQQQ", "10.0.0.9")
    assert join_class(opened.code, "10.0.0.9")[0].place == 0
    with pytest.raises(ClassError, match="Too many wrong codes"):
        find_class(elsewhere.code, "10.0.0.9")


def test_a_script_that_fills_a_class_gives_way_to_pupils_and_never_takes_a_place_that_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened, _ = collecting_class()
    monkeypatch.setattr(members, "MOST_MEMBERS", 4)
    pupil, token = join_class(opened.code)
    hand_in(pupil, new_number(), 3, a_drawing())
    script = [join_class(opened.code)[1] for _ in range(3)]
    with pytest.raises(ClassError, match="full"):
        join_class(opened.code)  # the others came just now
    monkeypatch.setattr(members, "IDLE_S", -1.0)
    late, late_token = join_class(opened.code)
    assert late.place == 4 - 1
    assert member_of_token(script[-1], opened) is None
    hand_in(late, new_number(), 3, a_drawing())
    for _ in range(10):
        join_class(opened.code)
    assert member_of_token(token, opened) == pupil
    assert member_of_token(late_token, opened) == late
    assert len({member.place for member in members_of(opened)}) == 4


def test_wrong_codes_are_forgiven_after_a_minute() -> None:
    now = [0.0]
    counted = tries.Tries(lambda: now[0])
    for _ in range(tries.MOST_WRONG):
        counted.note_wrong("10.0.0.2")
    with pytest.raises(ClassError):
        counted.check("10.0.0.2")
    now[0] = tries.WITHIN_S + 1
    counted.check("10.0.0.2")


def test_every_change_is_told_once_it_is_done() -> None:
    opened, key = open_class()
    heard: list[tuple[events.Change, int]] = []
    leave = events.listen(opened.code, lambda change: heard.append((change, find_class(opened.code).version)))
    change_activity(key, COLLECTING)
    member, _ = join_class(opened.code)
    hand_in(member, new_number(), 3, a_drawing())
    leave()
    hand_in(member, new_number(), 3, a_drawing())
    assert [(change.version, change.activity_version, seen) for change, seen in heard] == [
        (2, 2, 2),
        (3, 2, 3),
        (4, 2, 4),
    ]
    assert events.listener_count(opened.code) == 0


def test_locked_hand_ins_are_refused_until_they_are_unlocked() -> None:
    opened, key = collecting_class()
    member, _ = join_class(opened.code)
    assert switches.lock_hand_ins(key, True).locked
    with pytest.raises(ClassError, match="No more drawings"):
        hand_in(member, new_number(), 3, a_drawing())
    switches.lock_hand_ins(key, False)
    assert sum(hand_in(member, new_number(), 3, a_drawing())) == 1


def test_a_teacher_says_which_digit_a_drawing_is_and_nobody_else() -> None:
    opened, key = collecting_class()
    member, token = join_class(opened.code)
    hand_in(member, new_number(), 3, a_drawing())
    (drawing,) = collected(opened)
    collecting.relabel_drawing(key, drawing.id, 7)
    assert [one.digit for one in collected(opened)] == [7]
    _, other_key = collecting_class()
    for wrong, digit, why in ((token, 1, "teacher"), (other_key, 1, "not in your class"), (key, 10, "no drawing can")):
        with pytest.raises(ClassError, match=why):
            collecting.relabel_drawing(wrong, drawing.id, digit)
    assert [one.digit for one in collected(opened)] == [7]


def test_who_leaves_takes_drawings_and_name_along_and_nobody_gets_the_place() -> None:
    opened, _ = collecting_class()
    (first, token), (second, _) = (join_class(opened.code) for _ in range(2))
    for member in (first, second):
        hand_in(member, new_number(), 3, a_drawing())
    leave_class(token, opened)
    assert [one.member_id for one in collected(opened)] == [second.id]
    assert [member.id for member in members_of(opened)] == [second.id]
    assert member_of_token(token, opened) is None
    assert join_class(opened.code)[0].place == 2
    for do in (lambda: leave_class(token, opened), lambda: hand_in(first, new_number(), 3, a_drawing())):
        with pytest.raises(ClassError, match="not in this class"):
            do()


def test_a_teacher_gives_the_animals_name_back() -> None:
    opened, key = collecting_class()
    member, token = join_class(opened.code)
    rename(token, opened, "Silly")
    give_animal_back(key, member.id)
    assert [one.name for one in members_of(opened)] == [member.name]
    with pytest.raises(ClassError, match="teacher"):
        give_animal_back(token, member.id)


def test_a_pause_gives_back_what_the_screens_did() -> None:
    opened, key = collecting_class()
    for _ in range(2):
        assert switches.pause_screens(key).activity == classes.PAUSED
    with pytest.raises(ClassError, match="No drawings are collected"):
        hand_in(join_class(opened.code)[0], new_number(), 3, a_drawing())
    assert switches.resume_screens(key).activity == COLLECTING
    assert switches.resume_screens(key).activity == COLLECTING


def test_the_board_has_three_orders_and_no_other() -> None:
    _, key = open_class()
    assert [switches.order_board(key, order).board for order in switches.BOARDS] == list(switches.BOARDS)
    with pytest.raises(ClassError):
        switches.order_board(key, "by colour")


def test_a_class_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    opened, key = open_class(lives_s=-1)
    for ask in (lambda: find_class(opened.code), lambda: teachers_class(key), lambda: join_class(opened.code)):
        with pytest.raises(ClassError):
            ask()
    assert [ended.code for ended in classes.ended_classes()] == [opened.code]


@pytest.mark.sqlite
def test_a_newer_database_is_refused_in_a_sentence(store: Path) -> None:
    with sqlite3.connect(store / FILE) as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    with pytest.raises(ClassError, match=r"newer version \(9999\)"):
        open_class()


@pytest.mark.sqlite
def test_a_locked_or_damaged_database_is_said(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (store / FILE).write_bytes(b"this is no database, and never was one" * 100)
    with pytest.raises(StoreError, match="cannot be reached now"):
        open_class()
    monkeypatch.setenv("DIGITDEMO_DATABASE", "gopher://nowhere")
    with pytest.raises(ClassError, match="DIGITDEMO_DATABASE"):
        open_class()


def test_tables_and_migrations_agree(store: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from digitdemo.classroom.database import engine
    from digitdemo.classroom.tables import METADATA

    with engine().connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_two_threads_open_the_first_class_of_a_server_at_once() -> None:
    together = threading.Barrier(6)

    def open_one(_: int) -> str:
        together.wait()
        return open_class()[0].code

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(open_one, range(6)))) == 6
