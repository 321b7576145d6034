"""The number page from the entry point, with a stand-in for the canvas."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.drawing.drawing import Drawing
from digitdemo.ui.canvas_format import drawing_to_canvas
from tests.conftest import PROJECT

ONE = [(20, 30), (20, 140)]
SEVEN = [(0, 30), (60, 32), (50, 70), (25, 140)]


def open_page() -> AppTest:
    return AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=30)


def drawing_of(*strokes) -> dict:
    return drawing_to_canvas(Drawing(tuple(map(as_array, strokes)), 640, 220, 10), "#000")


def as_array(stroke):
    return np.array(stroke, float)


def moved(stroke, right):
    return [(x + right, y) for x, y in stroke]


@pytest.fixture
def page(canvas):
    app = open_page()
    app.switch_page("pages/number.py")
    return app


def shown(app: AppTest) -> str:
    return " ".join(str(element.proto) for element in app.main.get("html"))


def test_an_empty_file_is_said_to_be_empty(page):
    page.run()
    page.file_uploader(key="number_file").upload("number.png", b"", "image/png").run()
    assert not page.exception
    assert any("This file is empty." in error.value for error in page.error)


def test_an_empty_canvas_invites(page):
    page.run()
    assert not page.exception
    assert not page.error
    assert "Write a number" in shown(page)


def test_a_number_is_read_boxed_and_slid_along(page, canvas):
    canvas.json_data = drawing_of(moved(ONE, 20), moved(SEVEN, 100))
    page.run()
    assert not page.exception
    assert "I see 2 digits." in shown(page)
    assert shown(page).count("dd-mark") == 2
    assert len(re.findall(r"dd-way-read\W+17<", shown(page))) == 4  # all ways find them
    windows = next(table.value for table in page.dataframe if "Its middle (px)" in table.value.columns)
    happens = list(windows["What happens"])
    assert happens.count("stays") == 2
    stays = {number for number, said in zip(windows["Window"], happens, strict=True) if said == "stays"}
    yielded = {int(re.findall(r"number (\d+), overlap", said)[0]) for said in happens if said != "stays"}
    assert yielded
    assert yielded <= stays, "whoever yields says to which of those that stay"


def test_what_is_no_number_is_said(page, canvas):
    canvas.json_data = drawing_of([(10, 100), (620, 104)])
    page.run()
    assert not page.exception
    assert "nothing here that looks like a digit" in shown(page)


def test_malformed_strokes_are_said_in_words(page, canvas):
    canvas.json_data = {"objects": [{"type": "path", "path": [["M", "x", 3]]}]}
    page.run()
    assert not page.exception
    assert page.error
