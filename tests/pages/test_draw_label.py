"""“That was a 7”: the Draw page keeps labelled drawings."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.storage.labelled import append_labelled, list_labelled
from digitdemo.storage.models import STORE_VARIABLE
from digitdemo.ui.canvas import CanvasState
from digitdemo.ui.canvas_format import drawing_from_canvas
from digitdemo.ui.draw import label
from tests.conftest import PROJECT, CanvasDouble

SEVEN = {"objects": [{"type": "path", "path": [["M", 80, 60], ["L", 200, 60], ["L", 120, 220]]}]}


@pytest.fixture
def page(canvas: CanvasDouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    canvas.json_data = SEVEN
    page = AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=20).run()
    assert not page.exception
    return page


def press(page: AppTest, digit: int) -> None:
    pills = next(group for group in page.button_group if str(group.key).startswith("draw_label"))
    pills.set_value(digit).run()


def test_a_label_is_kept_replaced_and_taken_back(page: AppTest) -> None:
    press(page, 7)
    assert [kept.digit for kept in list_labelled()] == [7]
    press(page, 1)
    assert [kept.digit for kept in list_labelled()] == [1]
    page.button("draw_label_undo").click().run()
    assert not page.exception
    assert list_labelled() == []


def test_buttons_older_than_the_drawing_label_what_stands_on_the_canvas_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    state = CanvasState(drawing_from_canvas(SEVEN, width_px=280, height_px=280, pen_width_px=18), mount=1)
    kept_before = ("draw_label_1_3", append_labelled(state.drawing, 3, "somebody"))
    said = {"draw_label_1_3": 7, label._KEPT: kept_before}
    monkeypatch.setattr(label, "st", SimpleNamespace(session_state=said))
    label._keep(state, "draw_label_1_3")  # a stroke was taken back before the buttons were made anew
    assert sorted(kept.digit for kept in list_labelled()) == [3, 7]
    assert said["draw_label_1_1"] == 7
