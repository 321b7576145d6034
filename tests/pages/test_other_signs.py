"""A network for letters or signs is chosen: every page calls what it tells apart by its own names, or says why not."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.drawing.drawing import Drawing
from digitdemo.networks.task import LETTERS
from digitdemo.storage.models import STORE_VARIABLE, find_model
from digitdemo.ui.canvas_format import drawing_to_canvas
from tests.conftest import PROJECT, CanvasDouble

LINE = np.array([(140, 60), (140, 220)], float)
HOSTILE = "<b>w"


@pytest.fixture
def app(canvas: CanvasDouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """One more network: LeNet-5, whose card calls its outputs letters, one of them by a name that is HTML."""
    folder = tmp_path / "letters"
    shutil.copytree(find_model("lenet5").bundle.place, folder)
    card = json.loads((folder / "card.json").read_text())
    classes = [HOSTILE if name == "w" else name for name in LETTERS]
    (folder / "card.json").write_text(json.dumps({**card, "title": "My letters", "classes": classes}))
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    return AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=30)


def choose(app: AppTest, name: str, page: str) -> AppTest:
    app.session_state["chosen_model"] = name
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    said = (element.value for kind in (app.markdown, app.info, app.caption, app.error) for element in kind)
    return " ".join([*(element.proto.body for element in app.main.get("html")), *said])


def test_draw_names_letters(app: AppTest, canvas: CanvasDouble) -> None:
    choose(app, "letters", "draw")
    assert "Draw one of these, with the mouse or a finger: e h k m n r u v &lt;b&gt;w x" in shown(app)
    canvas.json_data = drawing_to_canvas(Drawing((LINE,), 280, 280, 18), "#000")
    app.run()
    assert not app.exception
    digit = shown(app).split('dd-digit">')[1].split("<")[0]
    assert digit == LETTERS[1]  # LeNet-5 reads a 1, its second output
    assert f">{LETTERS[1]}</dt>" in shown(app)
    assert "Next best: 1" not in shown(app)
    assert "only digits are kept to learn from" in shown(app)
    assert HOSTILE not in shown(app)


def test_draw_names_signs(app: AppTest) -> None:
    assert "÷" in shown(choose(app, "symbols", "draw"))
    assert app.title[0].value == "Draw a sign"
    assert shown(app).count("</dt>") == 22


def test_compare_keeps_apart_what_tells_other_signs_apart(app: AppTest, canvas: CanvasDouble) -> None:
    canvas.json_data = drawing_to_canvas(Drawing((LINE,), 280, 280, 18), "#000")
    choose(app, "letters", "compare")
    assert " read a 1." in shown(app)
    assert f"The network reads: {LETTERS[1]}<" in shown(app)
    assert f"<b>{LETTERS[0]}</b>" in shown(app)
    assert HOSTILE not in shown(app)
    app.button_group(key="compare_choice").set_value("symbols").run()
    assert app.session_state["chosen_model"] == "symbols"


def test_a_number_is_read_by_a_network_for_digits(app: AppTest) -> None:
    choose(app, "letters", "number")
    assert "“My letters” tells other signs apart than digits, so “Our network” reads here." in shown(app)
    choose(app, "lenet5", "number")
    assert "tells other signs apart" not in shown(app)


def test_push_names_letters_once_one_is_drawn(app: AppTest, canvas: CanvasDouble) -> None:
    choose(app, "letters", "push")
    assert "no sample of them is here: e h k" in shown(app)
    canvas.json_data = drawing_to_canvas(Drawing((LINE,), 280, 280, 18), "#000")
    choose(app, "letters", "draw")
    choose(app, "letters", "push")
    assert app.button_group(key="push_truth").options[:3] == ["e", "h", "k"]
    assert app.multiselect(key="push_networks").options == ["My letters"]
    assert f"Still an {LETTERS[1]}" in shown(app)
    assert "Still a 1" not in shown(app)
    choose(app, "digitdemo", "push")
    assert "Still a 1" in shown(app)


def test_push_has_samples_of_the_digits_among_the_signs(app: AppTest) -> None:
    choose(app, "symbols", "push")
    assert app.button_group(key="push_sample").options == list("0123456789")
    assert "Still a 7" in shown(app)


def test_a_link_chooses_a_network_for_letters(app: AppTest) -> None:
    app.query_params["network"] = "letters"
    app.run()
    assert app.session_state["chosen_model"] == "letters"
    app.query_params["network"] = "detector"  # finds digits on a sheet: nothing that a page could read with
    app.run()
    assert app.session_state["chosen_model"] == "letters"


def learning(app: AppTest, name: str) -> AppTest:
    app.session_state["learning_network"] = name
    return choose(app, name, "learning")


def test_learning_names_letters_once_one_is_drawn(app: AppTest, canvas: CanvasDouble) -> None:
    learning(app, "letters")
    assert "no sample of them is here: e h k" in shown(app)
    canvas.json_data = drawing_to_canvas(Drawing((LINE,), 280, 280, 18), "#000")
    choose(app, "letters", "draw")
    learning(app, "letters")
    assert app.selectbox(key="learning_truth").value == 1
    assert app.selectbox(key="learning_truth").options[1] == LETTERS[1]
    assert f"The right answer is {LETTERS[1]}" in shown(app)
    assert f"| {LETTERS[2]} |" in shown(app)
    assert app.button_group(key="learning_target").options[0] == LETTERS[0]
    assert "This part is about the ten digits" in shown(app)
    assert HOSTILE not in shown(app)
    learning(app, "lenet5")  # the same drawing, for a network that tells digits apart
    assert "The right answer is 1" in shown(app)
    assert "This part is about the ten digits" not in shown(app)


def test_learning_has_samples_of_what_a_training_was_tested_with(app: AppTest, tmp_path: Path) -> None:
    images = np.zeros((20, 28, 28), np.uint8)
    images[np.arange(20), 4:24, 13 + np.arange(20) // 10] = 255  # each letter twice, here and there
    np.savez(tmp_path / "letters" / "test.npz", images=images, digits=np.tile(np.arange(10), 2))
    learning(app, "letters")
    assert "Nothing is drawn yet" in shown(app)
    assert "Where this page says “digit”, it means one of them." in shown(app)
    app.button_group(key="learning_cost_of").set_value("batch").run()
    assert not app.exception
    assert sorted(app.dataframe[0].value.iloc[:, 0]) == sorted([*LETTERS[:8], HOSTILE, "x"])


def test_learning_has_samples_of_the_digits_among_the_signs(app: AppTest) -> None:
    learning(app, "symbols")
    assert "The right answer is 7" in shown(app)
    assert "| ÷ |" in shown(app)
