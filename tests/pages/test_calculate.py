"""The page Calculate from the entry point, with a stand-in for the canvas."""

import io

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from digitdemo.drawing.drawing import Drawing
from digitdemo.reading.strokes import draw
from digitdemo.storage.labelled import list_labelled
from digitdemo.storage.labelled_signs import list_signs
from digitdemo.storage.models import STORE_VARIABLE
from digitdemo.ui.calculate import picture
from digitdemo.ui.canvas_format import drawing_to_canvas
from tests.calculating.signs import write
from tests.conftest import PROJECT


@pytest.fixture
def page(canvas):
    app = AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=30)
    app.switch_page("pages/calculate.py")
    return app


def drawn(text: str) -> dict:
    return drawing_to_canvas(Drawing(tuple(write(text, 20, 90, 70)), 640, 280, 5), "#000")


def latex(app: AppTest) -> str:
    return app.code[0].value


def test_an_empty_canvas_invites(page):
    page.run()
    assert not page.exception
    assert latex(page) == "–"
    assert "Write a calculation" in page.info[0].value


def test_a_calculation_is_typeset_and_worked_out(page, canvas):
    canvas.json_data = drawn("4+7=")
    page.run()
    assert not page.exception
    assert latex(page) == "4+7="
    assert any(r"\mathbf{11}" in element.value for element in page.latex)
    assert any("4+7=11" in element.value for element in page.latex)
    assert "dd-mark" in " ".join(str(element.proto) for element in page.main.get("html"))


def test_an_equation_is_said_to_be_right_or_wrong(page, canvas):
    canvas.json_data = drawn("4+7=11")
    page.run()
    assert page.success[0].value.startswith("Right")
    canvas.json_data = drawn("7-4=1")
    page.run()
    assert "3 and 1" in page.error[0].value


def test_what_cannot_be_worked_out_is_said(page, canvas):
    canvas.json_data = drawn("4+")
    page.run()
    assert not page.exception
    assert "Something is missing" in page.warning[0].value


def test_a_sign_is_corrected_and_the_correction_taken_back(page, canvas):
    canvas.json_data = drawn("4+7")
    page.run()
    page.selectbox(key="calculate_which").set_value(2)
    page.selectbox(key="calculate_what").set_value("1").run()
    page.button(key="calculate_correct").click().run()
    assert latex(page) == "4+1"
    page.button(key="calculate_uncorrect").click().run()
    assert latex(page) == "4+7"
    canvas.json_data = drawn("4")  # the chosen sign is gone
    page.run()
    assert not page.exception
    page.button(key="calculate_correct").click().run()
    assert latex(page) == "1"


def test_malformed_strokes_are_said_in_words(page, canvas):
    canvas.json_data = {"objects": [{"type": "path", "path": [["M", "x", 3]]}]}
    page.run()
    assert not page.exception
    assert page.error


def test_a_corrected_sign_is_kept_as_an_example_where_that_is_wanted(page, canvas, tmp_path, monkeypatch):
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    canvas.json_data = drawn("4+7")
    page.run()
    page.selectbox(key="calculate_which").set_value(2)
    page.selectbox(key="calculate_what").set_value("1").run()
    page.button(key="calculate_correct").click().run()
    assert list_labelled() == []
    page.checkbox(key="calculate_keep").check()
    page.button(key="calculate_correct").click().run()
    assert not page.exception
    (kept,) = list_labelled()
    assert kept.digit == 1
    assert len(kept.drawing.strokes) == 1
    assert any("Kept as an example of “1”" in element.value for element in page.info)
    page.selectbox(key="calculate_what").set_value("\\times").run()
    page.button(key="calculate_correct").click().run()
    assert len(list_labelled()) == 1
    assert [sign.sign for sign in list_signs()] == ["1", "\\times"]
    assert any("Kept as an example of “×”" in element.value for element in page.info)
    page.selectbox(key="calculate_what").set_value(":").run()
    page.button(key="calculate_correct").click().run()
    assert not page.exception
    assert list_signs()[-1].sign == "\\div"
    assert any("take “:” and “÷” for one sign" in element.value for element in page.info)


def test_a_picture_is_read_instead_of_the_canvas(page, canvas, monkeypatch):
    file = io.BytesIO()
    Image.fromarray(255 - draw(write("7-4", 40, 80, 90), 640, 280, 5)).save(file, "PNG")
    monkeypatch.setattr(picture, "_uploaded", lambda: file)
    canvas.json_data = drawn("4+7")
    page.run()
    assert not page.exception
    assert latex(page) == "7-4"
    assert any("on your picture" in element.value for element in page.info)
    monkeypatch.setattr(picture, "_uploaded", lambda: io.BytesIO(b"no picture"))
    page.run()
    assert not page.exception
    assert page.error
