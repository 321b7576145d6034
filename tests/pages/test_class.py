"""A class's three pages from the entry point, with a stand-in for the canvas."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.classroom import classes, collecting, tries
from digitdemo.classroom.class_map import ClassMap, map_drawings
from digitdemo.classroom.classes import (
    COLLECTING,
    ON_YOUR_OWN,
    PUBLISHED,
    TRAINING,
    SchoolClass,
    change_activity,
    find_class,
    open_class,
    teachers_class,
)
from digitdemo.classroom.collecting import asked_digit, collected, hand_in
from digitdemo.classroom.entries import entries_of
from digitdemo.classroom.following import Place, lead_to, place_of
from digitdemo.classroom.forgetting import end_lesson
from digitdemo.classroom.guessing import current_round, vote
from digitdemo.classroom.leaving_out import repeat_of
from digitdemo.classroom.members import join_class, member_of_token, members_of
from digitdemo.classroom.training import ALONE, start_training
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import ClassError
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.catalogue import find_run
from digitdemo.runs.run import Run
from digitdemo.runs.status import DONE
from digitdemo.storage.drawings import drawing_to_json
from digitdemo.ui.classroom import class_map
from tests.classroom.hands import new_number
from tests.conftest import PROJECT, CanvasDouble

SEVEN = {"objects": [{"type": "path", "path": [["M", 80, 60], ["L", 200, 60], ["L", 120, 220]]}]}


@pytest.fixture(autouse=True)
def store(canvas: CanvasDouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    monkeypatch.setattr(collecting, "MOST_AT_ONCE", 10**6)
    monkeypatch.setattr(classes, "TRIES", tries.Tries())


def visit(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def one(app: AppTest, name: str) -> str:
    """A parameter of the address: AppTest gives a list for what came with it, a text for what the page set."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


def words(app: AppTest) -> str:
    texts = [element.value for element in app.markdown] + [element.proto.body for element in app.get("html")]
    return "\n".join([*texts, *(element.value for element in app.warning)])


def test_opening_a_class_gives_a_code_and_a_way_back() -> None:
    app = visit("lesson")
    app.button("class_open").click().run()
    assert not app.exception
    key = one(app, "key")
    opened = teachers_class(key)
    assert opened.code in words(app)
    assert f"/class?key={key}" in words(app)
    assert opened.code in words(visit("lesson", key=key))


def test_a_pupil_joins_hands_in_and_comes_back() -> None:
    opened, key = open_class()
    change_activity(key, COLLECTING)
    phone = visit("phone", code=opened.code)
    assert "Draw a <b>0</b>" in words(phone)
    token = one(phone, "me")
    drawn_by(opened, token)
    again = visit("phone", code=opened.code, me=token)
    assert "1 drawing accepted" in words(again)
    assert "Draw a <b>1</b>" in words(again)
    assert len(members_of(opened)) == 1


def drawn_by(opened: SchoolClass, token: str) -> None:
    """Hand in a seven for whoever holds the token, as the phone's canvas does over its own route."""
    member = member_of_token(token, opened)
    assert member is not None
    seven = np.array([[80.0, 60], [200, 60], [120, 220]])
    hand_in(member, new_number(), asked_digit(member), Drawing((seven,), 280, 280, 18))


def test_the_projector_hides_names_until_the_teacher_shows_them_and_runs_no_script() -> None:
    opened, key = open_class()
    change_activity(key, COLLECTING)
    phone = visit("phone", code=opened.code)
    name = "<img src=x>**a**"
    phone.session_state["join_me"] = True
    phone.run()
    phone.text_input("join_name").input(name).run()
    phone.button("join_name_take").click().run()
    drawn_by(opened, one(phone, "me"))
    board = words(visit("projector", code=opened.code))
    assert "1 drawing" in board
    assert "src=x" not in board
    assert key not in board
    teacher = visit("lesson", key=key)
    teacher.toggle("class_names").set_value(True).run()
    board = words(visit("projector", code=opened.code))
    assert "&lt;img src=x&gt;**a**" in board
    for app in (board, words(teacher), words(phone)):
        assert "<img src=x" not in app


def a_class_with_drawings(pupils: int = 2, each: int = 3) -> tuple[SchoolClass, str]:
    opened, key = open_class()
    change_activity(key, COLLECTING)
    for pupil in range(pupils):
        member, _ = join_class(opened.code)
        for _ in range(each):
            seven = np.array([[60.0, 60 + pupil], [200.0, 61], [120, 220]])
            hand_in(member, new_number(), asked_digit(member), Drawing((seven,), 280, 280, 18))
    return teachers_class(key), key


def test_the_teacher_orders_the_board_and_pupils_stay_without_names() -> None:
    opened, key = a_class_with_drawings()
    name = members_of(opened)[0].name
    teacher = visit("lesson", key=key)
    teacher.segmented_control("class_board").set_value("pupil").run()
    board = words(visit("projector", code=opened.code))
    assert "<b>Pupil 1</b><small>3</small>" in board
    assert name not in board
    teacher.toggle("class_names").set_value(True).run()
    assert f"<b>{name}</b>" in words(visit("projector", code=opened.code))
    teacher.segmented_control("class_board").set_value("digit").run()
    assert "<b>9</b><small>0</small>" in words(visit("projector", code=opened.code))


def test_the_teacher_takes_out_relabels_and_locks() -> None:
    opened, key = a_class_with_drawings()
    first, second, *_ = collected(opened)
    teacher = visit("lesson", key=key)
    teacher.session_state["class_look"] = True
    teacher.run()
    teacher.selectbox(f"class_is_{first.id}_{first.digit}").set_value(9).run()
    assert collected(opened)[0].digit == 9
    teacher.selectbox(f"class_is_{second.id}_{second.digit}").set_value(-1).run()
    assert len(collected(opened)) == 5
    teacher.button("class_put_back").click().run()
    assert len(collected(opened)) == 6
    who = members_of(opened)[1]
    teacher.selectbox("class_look_pupil").set_value(who.id).run()
    assert len([box for box in teacher.selectbox if str(box.key).startswith("class_is_")]) == 3
    teacher.toggle("class_lock").set_value(True).run()
    assert not teacher.exception
    assert "No more drawings are accepted" in words(visit("phone", code=opened.code))


def test_who_leaves_is_told_so_and_does_not_join_again_by_themselves() -> None:
    opened, _ = a_class_with_drawings()
    phone = visit("phone", code=opened.code)
    assert len(members_of(opened)) == 3
    phone.session_state["join_me"] = True
    phone.run()
    phone.button("join_leave").click().run()
    assert not phone.exception
    assert "You have left the class" in " ".join(element.value for element in phone.success)
    assert len(members_of(opened)) == 2


def test_a_pupils_token_or_a_wrong_key_opens_no_teachers_page() -> None:
    opened, _ = open_class()
    phone = visit("phone", code=opened.code)
    token = one(phone, "me")
    for wrong in (token, opened.code, "x" * 5000, "<script>"):
        app = visit("lesson", key=wrong)
        assert "not a teacher's link" in words(app)
        assert [button.key for button in app.button] == ["class_open"]


@pytest.mark.parametrize("page", ["phone", "projector"])
@pytest.mark.parametrize("code", ["", "QQQQQQ", "../../etc", "<b>", "x" * 5000])
def test_a_wrong_code_is_said(page: str, code: str) -> None:
    assert "no such class" in words(visit(page, code=code))


def test_phones_read_with_the_published_network(canvas: CanvasDouble) -> None:
    from sqlalchemy import update

    from digitdemo.classroom.database import changing
    from digitdemo.classroom.tables import CLASSES

    opened, _ = open_class()
    with changing() as connection:
        connection.execute(update(CLASSES).values(activity=PUBLISHED, network="lenet5"))
    canvas.json_data = SEVEN
    phone = visit("phone", code=opened.code)
    assert "LeNet" in words(phone)
    assert ">7<" in words(phone)
    phone.button("join_use").click().run()
    assert phone.session_state["chosen_model"] == "lenet5"


def test_no_page_gives_the_answer_away_before_the_reveal() -> None:
    opened, key = open_class()
    teacher = visit("lesson", key=key)
    teacher.button("class_guess").click().run()
    assert not teacher.exception
    phone = visit("phone", code=opened.code)
    member, latest = member_of_token(one(phone, "me"), opened), current_round(opened)
    assert member is not None
    assert latest is not None
    vote(member, latest.id, 3, 1)
    board = visit("projector", code=opened.code)
    assert "1 of 1 have voted" in words(board)
    for app in (phone, board, visit("lesson", key=key)):
        assert "meant to be a" not in words(app)
        assert "reads a" not in words(app)
        assert "votes" not in "".join(element.proto.body for element in app.get("html"))
    teacher.run()
    teacher.button("guess_ask").click().run()
    assert "It was meant to be a" in words(visit("projector", code=opened.code))
    assert "You said 3" in words(visit("phone", code=opened.code, me=one(phone, "me")))


@pytest.mark.parametrize(
    ("button", "said"),
    [
        ("class_look_up", "Look up!"),
        ("class_on_your_own", "Where do you want to go?"),
        ("class_pause", "Eyes to the front"),
    ],
)
def test_every_phone_follows_what_the_teacher_says(button: str, said: str) -> None:
    opened, key = open_class()
    teacher = visit("lesson", key=key)
    teacher.button(button).click().run()
    assert not teacher.exception
    assert said in words(visit("phone", code=opened.code))


def test_the_end_asks_once_more_then_gives_a_receipt() -> None:
    opened, key = open_class()
    teacher = visit("lesson", key=key)
    teacher.button("class_end").click().run()
    assert teachers_class(key).code == opened.code
    teacher.button("class_end_now").click().run()
    assert not teacher.exception
    assert "Nothing is kept." in words(teacher)
    assert "no such class" in words(visit("phone", code=opened.code))


def test_the_end_forgets_what_pages_have_computed(monkeypatch: pytest.MonkeyPatch, recognizer: Recognizer) -> None:
    opened, key = a_class_with_drawings()
    drawings, computed = collected(opened), []

    def counted(*given: Any) -> ClassMap:
        computed.append(1)
        return map_drawings(*given)

    def ask() -> int:
        ids = tuple(one.id for one in drawings)
        class_map._placed(opened.code, recognizer.model.version, ids, drawings, recognizer)
        return len(computed)

    monkeypatch.setattr(class_map, "map_drawings", counted)
    assert (ask(), ask()) == (1, 1)
    teacher = visit("lesson", key=key)
    teacher.button("class_end").click().run()
    teacher.button("class_end_now").click().run()
    assert ask() == 2


def test_too_little_to_train_on_leaves_the_button_grey() -> None:
    _, key = open_class()
    teacher = visit("lesson", key=key)
    assert teacher.button("class_train").disabled
    assert teacher.button("class_publish").disabled


def test_the_map_shows_every_drawing_without_names_on_the_board_and_what_is_alike_on_a_phone(
    canvas: CanvasDouble,
) -> None:
    opened, key = a_class_with_drawings()
    names = [member.name for member in members_of(opened)]
    teacher = visit("lesson", key=key)
    teacher.button("class_map").click().run()
    assert not teacher.exception
    board = words(visit("projector", code=opened.code))
    assert board.count("<figure") == 6
    assert "Hardest to read" in board
    assert not any(name in board for name in names)
    assert any(f"{names[0]} drew a" in text for text in [words(teacher)])
    teacher.segmented_control("class_map_by").set_value("right").run()
    assert "dd-map-wrong" in words(visit("projector", code=opened.code))
    phone = visit("phone", code=opened.code)
    assert "Draw a digit, and see which" in words(phone)
    canvas.json_data = SEVEN
    phone.run()
    assert words(phone).count("<figure") == 5


def test_a_pupil_is_left_out_on_the_phone_and_told_what_changed() -> None:
    opened, key = a_class_with_drawings(pupils=5, each=10)
    assert "join_out" not in {str(fold.key) for fold in visit("phone", code=opened.code).expander}
    base = start_training(key, beside=ALONE)
    as_if_trained_to(base, "lenet5")
    member, token = join_class(opened.code)
    phone = visit("phone", code=opened.code, me=token)
    phone.session_state["join_out"] = True
    phone.run()
    phone.button("join_leave_out").click().run()
    assert "nothing from you" in words(phone)
    first = members_of(opened)[0]
    teacher = visit("lesson", key=key)
    teacher.session_state["class_out"] = True
    teacher.run()
    teacher.selectbox("class_out_pupil").set_value(first.id).run()
    teacher.button("class_leave_out").click().run()
    assert not teacher.exception
    run = repeat_of(teachers_class(key), first)
    assert run is not None
    as_if_trained_to(run, "keras-example")
    teacher.run()
    assert not teacher.exception
    assert "Everybody else's: **" in words(teacher)
    assert member.name not in words(visit("projector", code=opened.code))


def as_if_trained_to(run: Run, network: str) -> None:
    """Give a run the network of another one, instead of waiting for a worker."""
    run.write_status(run.status().changed("", state=DONE))
    for part in ("card.json", "network.tflite", "network.keras"):
        run.bundle.write(part, (PROJECT / "models" / network / part).read_bytes())


def test_a_tournament_from_the_phones_to_its_result() -> None:
    opened, key = a_class_with_drawings(pupils=10, each=3)
    teacher = visit("lesson", key=key)
    teacher.button("class_tournament").click().run()
    assert teacher.button("tournament_start").disabled
    for group, network in (("<b>Reds", "tiny"), ("Blues", "mlp")):
        phone = visit("phone", code=opened.code)
        phone.text_input("join_group").set_value(group)
        phone.selectbox("join_network").set_value(network)
        next(button for button in phone.button if button.label == "Enter").click().run()
        assert not phone.exception
        assert "Your network is in" in words(phone)
    teacher.run()
    teacher.button("tournament_start").click().run()
    assert "waits" in words(visit("projector", code=opened.code))
    for entry, network in zip(entries_of(opened), ("digitdemo", "lenet5"), strict=True):
        as_if_trained_to(find_run(entry.run), network)
    board = words(visit("projector", code=opened.code))
    assert "Tested on 18 drawings by 6 pupils" in board
    assert "&lt;b&gt;Reds" in board
    assert "<b>Reds" not in board
    assert ("wins!" in board) != ("Too close to call." in board)


def test_every_screen_goes_where_the_teacher_is_with_drawing_and_choices() -> None:
    opened, key = open_class()
    phone, board = visit("phone", code=opened.code), visit("projector", code=opened.code)
    teacher = visit("lesson", key=key)
    teacher.button("class_lead").click().run()
    assert "Your teacher shows something" in words(phone.run())
    seven = Drawing((np.array([[80.0, 60], [200, 60], [120, 220]]),), 280, 280, 18)
    lead_to(key, Place("inside", drawing_to_json(seven), "lenet5", {"inside_map": 3, "secret": 1}))
    for screen in (phone, board):
        screen.run()
        assert not screen.exception
        assert screen.session_state["chosen_model"] == "lenet5"
        assert screen.session_state["inside_map"] == 3
        assert "secret" not in screen.session_state
        assert np.array_equal(screen.session_state["draw_canvas_state"].drawing.strokes[0], seven.strokes[0])
        assert screen.session_state["preparation"] is not None


def other_page(page: str, leads: str, follows: tuple[str, str, dict[str, str]] | None) -> AppTest:
    """What stands before every page, on a page of which nothing else is of interest."""

    def script(page: str) -> None:
        from digitdemo.ui.classroom.following import show_whom_it_follows

        show_whom_it_follows(page)

    app = AppTest.from_function(script, default_timeout=30, args=(page,))
    if leads:
        app.session_state["class_leads"] = leads
    if follows:
        app.session_state["class_follows"] = follows
    app.run()
    assert not app.exception
    return app


def test_a_page_that_leads_tells_where_it_is_and_lets_go() -> None:
    opened, key = open_class()
    follows = ("phone", "join", {"code": opened.code, "me": ""})
    lead_to(key, Place("lesson"))
    teacher = other_page("push", key, None)
    assert place_of(find_class(opened.code)) == Place("push")
    version = find_class(opened.code).version
    teacher.run()
    assert find_class(opened.code).version == version  # nothing has changed: nobody is told
    assert "follows your teacher" in words(other_page("push", "", follows).run())
    teacher.button("class_let_go").click().run()
    assert find_class(opened.code).activity == ON_YOUR_OWN
    assert "Every screen follows" not in words(teacher)
    assert "class_follows" in other_page("push", "", follows).session_state
    end_lesson(key)
    assert "class_follows" not in other_page("push", "", follows).session_state
    assert words(other_page("push", "", None)) == ""


def test_nobody_leads_a_class_with_a_wrong_key() -> None:
    opened, key = open_class()
    for wrong, page in (("x", "draw"), (opened.code, "inside"), (key, "retrain"), (key, "../etc")):
        with pytest.raises(ClassError):
            lead_to(wrong, Place(page))
    assert place_of(opened) is None
    with pytest.raises(ClassError, match="too long"):
        lead_to(key, Place("draw", "x" * 70_000))


def test_a_phone_shows_the_curve_then_its_own_digits_before_and_after() -> None:
    opened, key = a_class_with_drawings(pupils=5, each=10)
    run = start_training(key, beside=ALONE)
    member, token = join_class(opened.code)
    phone = visit("phone", code=opened.code, me=token)
    assert "The curve begins" in words(phone)
    run.append_line("batches.csv", "batch,at,accuracy\n1,0.5,0.3\n")
    run.append_line("history.csv", "epoch,check_accuracy\n1,0.625\n")
    assert "After round 1, 62 %" in words(visit("projector", code=opened.code))
    as_if_trained_to(run, "lenet5")
    assert "Your own digits" not in words(phone.run())  # nothing handed in
    change_activity(key, COLLECTING)
    drawn_by(opened, token)
    change_activity(key, TRAINING)
    phone.run()
    assert not phone.exception
    assert "Your own digits: **" in words(phone)
    assert "Our network has learned" in words(phone)
    assert member.name not in words(visit("projector", code=opened.code))


def test_what_is_kept_stands_on_one_page_that_every_phone_links_to() -> None:
    page = visit("privacy")
    for said in ("24 hours at the longest", "Names are hidden", "deletes their drawings, votes and name at once"):
        assert said in words(page)
    pupils = visit("phone", code=open_class()[0].code)
    pupils.session_state["join_me"] = True
    for app in (pupils.run(), visit("phone"), visit("lesson")):
        assert "What is kept of me" in " ".join(link.proto.label for link in app.get("page_link"))
