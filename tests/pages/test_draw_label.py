"""“That was a 7”: the Draw page keeps labelled drawings."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.storage.labelled import list_labelled
from digitdemo.storage.models import STORE_VARIABLE
from tests.conftest import PROJECT, CanvasDouble

SEVEN = {"objects": [{"type": "path", "path": [["M", 80, 60], ["L", 200, 60], ["L", 120, 220]]}]}


@pytest.fixture
def page(canvas: CanvasDouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    canvas.json_data = SEVEN
    page = AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=20).run()
    assert not page.exception
    return page


def label(page: AppTest, digit: int) -> None:
    pills = next(group for group in page.button_group if str(group.key).startswith("draw_label"))
    pills.set_value(digit).run()


def test_a_label_is_kept_replaced_and_taken_back(page: AppTest) -> None:
    label(page, 7)
    assert [kept.digit for kept in list_labelled()] == [7]
    label(page, 1)
    assert [kept.digit for kept in list_labelled()] == [1]
    page.button("draw_label_undo").click().run()
    assert not page.exception
    assert list_labelled() == []
