"""The Draw page from the entry point, with a stand-in for the canvas."""

import re
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.storage import models
from digitdemo.storage.drawings import drawing_to_json
from digitdemo.storage.folder_store import FolderStore
from digitdemo.storage.models import CARD_FILE, LITERT_FILE
from digitdemo.ui.canvas_buttons import answer_buttons
from digitdemo.ui.canvas_format import drawing_from_canvas
from tests.conftest import PROJECT
from tests.reading.bad_pictures import BAD_FILES, encode, line_picture


@pytest.fixture
def app(canvas) -> AppTest:
    return AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=30)


def drawn(*strokes):
    objects = [{"type": "path", "path": [["M", *stroke[0]], *(["L", *p] for p in stroke[1:])]} for stroke in strokes]
    return {"objects": objects}


SEVEN = [(84, 70), (140, 67), (202, 70), (168, 126), (146, 174), (126, 230)]
BAR = [(106, 146), (143, 143), (185, 140)]


SEVEN = [(84, 70), (140, 67), (202, 70), (168, 126), (146, 174), (126, 230)]
BAR = [(106, 146), (143, 143), (185, 140)]


def texts(app: AppTest) -> str:
    return " ".join(str(each.value if hasattr(each, "value") else each) for each in app.main)


def reading_html(app: AppTest) -> str:
    return next(each.proto.body for each in app.get("html") if "dd-digit" in each.proto.body)


def digit_of(app: AppTest) -> str:
    return reading_html(app).split('dd-digit">')[1].split("<")[0]


def test_nothing_drawn_invites(app):
    app.run()
    assert not app.exception
    assert digit_of(app) == "–"
    assert "Draw a digit" in reading_html(app)
    assert "%" not in reading_html(app).split("dd-bars")[1].replace("width:0.0%", "")
    assert not app.error


def test_a_seven_is_read_with_its_small_print(app, canvas):
    canvas.json_data = drawn(SEVEN, BAR)
    app.run()
    assert not app.exception
    assert digit_of(app) == "7"
    assert f"{models.find_model().parameters:,}" in reading_html(app)
    assert " ms" in reading_html(app)


def test_the_way_shows_every_step(app, canvas):
    canvas.json_data = drawn(SEVEN)
    app.run()
    steps = next(each.proto.body for each in app.get("html") if "dd-steps" in each.proto.body)
    assert steps.count("<img") == 6
    assert steps.count("Read from this") == 6


def press(app, action):
    """A button of the canvas's, where the browser asks the server; page tests have no browser."""
    state = app.session_state["draw_canvas_state"]
    answer_buttons(state, {"action": action, "mount": state.mount})
    app.run()


def test_the_canvas_is_made_anew_only_where_it_must_be(app, canvas):
    app.run()
    mount = app.session_state["draw_canvas_state"].mount
    for strokes in ((SEVEN,), (SEVEN, BAR), (SEVEN,), (), (BAR,)):  # drawn, undone, cleared in the browser
        canvas.json_data = drawn(*strokes)
        app.run()
        assert len(app.session_state["draw_canvas_state"].drawing.strokes) == len(strokes)
    assert app.session_state["draw_canvas_state"].mount == mount


@pytest.mark.parametrize("asked", [None, 3, {}, {"action": "undo"}, {"action": "undo", "mount": -1}, {"action": "x"}])
def test_what_asks_nothing_of_this_canvas_is_passed_over(app, canvas, asked):
    canvas.json_data = drawn(SEVEN, BAR)
    app.run()
    state = app.session_state["draw_canvas_state"]
    answer_buttons(state, asked)
    assert len(state.drawing.strokes) == 2
    assert state.mounted is not None


def test_undo_redo_and_clear(app, canvas):
    canvas.json_data = drawn(SEVEN, BAR)
    app.run()
    canvas.json_data = None  # from now on the canvas keeps what it is given
    press(app, "undo")
    assert len(app.session_state["draw_canvas_state"].drawing.strokes) == 1
    press(app, "redo")
    assert len(app.session_state["draw_canvas_state"].drawing.strokes) == 2
    press(app, "clear")
    assert digit_of(app) == "–"
    press(app, "redo")
    press(app, "redo")
    assert len(app.session_state["draw_canvas_state"].drawing.strokes) == 2
    assert not app.exception


def test_another_pen_keeps_the_drawing(app, canvas):
    canvas.json_data = drawn(SEVEN, BAR)
    app.run()
    canvas.json_data = None
    app.slider(key="draw_pen").set_value(30).run()
    assert digit_of(app) == "7"
    assert canvas.calls[-1]["stroke_width"] == 30
    assert not app.exception


def send_as(app, mount, *strokes):
    app.session_state[f"draw_canvas_{mount}"] = {"drawing": {"raw": drawn(*strokes)}}


def test_what_an_old_canvas_sends_late_is_taken_up(app, canvas):
    """Clear is pressed while the canvas is made anew: it takes the strokes back one by one, and only the first is heard
    before the other canvas is on its way."""
    canvas.json_data = drawn(SEVEN, BAR)
    app.run()
    state = app.session_state["draw_canvas_state"]
    canvas.json_data = None
    send_as(app, state.mount, SEVEN)
    app.slider(key="draw_pen").set_value(30).run()
    old, new = state.mount - 1, state.mount
    assert len(state.drawing.strokes) == 1
    app.run()
    assert state.mount == new  # nothing came late: the canvas that stands stays
    send_as(app, old)
    app.run()
    assert state.drawing.is_blank
    assert digit_of(app) == "–"
    assert (state.mount, len(state.undone)) == (new + 1, 2)  # Redo brings both again
    canvas.json_data = drawn(BAR)  # begun on the new canvas,
    app.run()
    canvas.json_data = None
    send_as(app, old, SEVEN)  # and one that ended on the old one
    app.run()
    assert [stroke[0].tolist() for stroke in state.drawing.strokes] == [[*SEVEN[0]], [*BAR[0]]]
    send_as(app, old, SEVEN)
    app.session_state[f"draw_canvas_{old}"] = {"drawing": {"raw": {"objects": [{"type": "path", "path": 3}]}}}
    app.run()
    assert len(state.drawing.strokes) == 2
    assert not app.exception


@pytest.mark.parametrize(("second", "left"), [(7, 1), (8, 0)])
def test_a_press_that_is_asked_twice_is_done_once(app, canvas, second, left):
    canvas.json_data = drawn(SEVEN, BAR)
    app.run()
    state = app.session_state["draw_canvas_state"]
    for number in (7, second):
        answer_buttons(state, {"action": "undo", "mount": state.mount, "press": number})
    assert (len(state.drawing.strokes), state.answered) == (left, second)


def test_one_dot_is_a_question(app, canvas):
    canvas.json_data = drawn([(140, 140), (140, 140)])
    app.run()
    assert digit_of(app) == "?"
    assert not app.exception


def test_a_stroke_outside_the_field_is_nothing(app, canvas):
    canvas.json_data = drawn([(900, 900), (950, 950)])
    app.run()
    assert digit_of(app) == "–"
    assert not app.exception


def test_a_canvas_that_sends_nonsense_is_told_and_the_drawing_stays(app, canvas):
    canvas.json_data = drawn(SEVEN, BAR)
    app.run()
    canvas.json_data = {"objects": [{"type": "path", "path": [["M", float("nan"), 1]]}]}
    app.run()
    assert not app.exception
    assert app.error
    assert digit_of(app) == "7"


@pytest.mark.parametrize("what", [what for what in BAD_FILES if BAD_FILES[what][0]])
def test_a_bad_picture_is_told_and_the_drawing_stays(app, canvas, what):
    canvas.json_data = drawn(SEVEN, BAR)
    app.run()
    app.file_uploader(key="draw_file").upload("digit.png", BAD_FILES[what][0], "image/png").run()
    assert not app.exception
    assert app.error
    assert len(app.session_state["draw_canvas_state"].drawing.strokes) == 2


def first_step(app: AppTest) -> str:
    steps = next(each.proto.body for each in app.get("html") if "dd-steps" in each.proto.body)
    name, meaning = re.search(r'<strong>(.*?)</strong><span class="dd-meaning">(.*?)</span>', steps).groups()
    return f"{name}: {meaning}"


def test_a_picture_is_read_and_can_be_taken_away(app, canvas):
    canvas.json_data = drawn(SEVEN, BAR)
    app.run()
    app.file_uploader(key="draw_file").upload("one.png", encode(line_picture(), "PNG"), "image/png").run()
    assert digit_of(app) == "1"
    assert first_step(app) == "Your picture: As the camera saw it."
    app.file_uploader(key="draw_file").clear().run()
    assert digit_of(app) == "7"
    assert first_step(app) == "Your drawing: As you made it."
    assert not app.exception


def test_a_drawing_is_loaded_back(app, canvas):
    app.run()
    saved = drawing_to_json(drawing_from_canvas(drawn(SEVEN, BAR), width_px=280, height_px=280, pen_width_px=18))
    app.file_uploader(key="draw_load_0").upload("drawing.json", saved.encode(), "application/json").run()
    assert digit_of(app) == "7"
    assert not app.exception


@pytest.mark.parametrize("text", [b"", b"[]", b"7", b"{", b'{"format": "x"}', b"\xff\xfe", b"[" * 100_000])
def test_json_that_is_no_drawing_is_told_and_the_drawing_stays(app, canvas, text):
    canvas.json_data = drawn(SEVEN, BAR)
    app.run()
    app.file_uploader(key="draw_load_0").upload("drawing.json", text, "application/json").run()
    assert not app.exception
    assert app.error
    assert digit_of(app) == "7"


@pytest.mark.parametrize(
    ("file", "content"), [(LITERT_FILE, None), (LITERT_FILE, b"TFL3 no more"), (CARD_FILE, None), (CARD_FILE, b"{")]
)
def test_a_damaged_network_is_named_and_the_canvas_works(app, canvas, tmp_path, monkeypatch, file, content):
    shutil.copytree(models.SHIPPED_MODELS / models.DEFAULT_MODEL, tmp_path / models.DEFAULT_MODEL)
    monkeypatch.setattr(models, "_SHIPPED", FolderStore(tmp_path))
    path = tmp_path / models.DEFAULT_MODEL / file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    canvas.json_data = drawn(SEVEN, BAR)
    app.run()
    assert not app.exception
    assert file in " ".join(error.value for error in app.error)
    canvas.json_data = None
    press(app, "undo")
    assert not app.exception
    assert len(app.session_state["draw_canvas_state"].drawing.strokes) == 1
