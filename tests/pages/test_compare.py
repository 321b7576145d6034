"""The compare page, with a second network that was trained here."""

import json
import shutil

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.drawing.drawing import Drawing
from digitdemo.storage.models import STORE_VARIABLE, find_model
from digitdemo.ui.canvas_format import drawing_to_canvas
from tests.conftest import PROJECT

SEVEN = np.array([(60, 60), (200, 62), (160, 130), (120, 240)], float)


@pytest.fixture
def page(canvas, tmp_path, monkeypatch):
    folder = tmp_path / "another"
    shutil.copytree(find_model().bundle.place, folder)
    card = json.loads((folder / "card.json").read_text())
    for key in ("accuracy", "training_time_s", "robustness"):
        card.pop(key, None)
    (folder / "card.json").write_text(json.dumps({**card, "title": "Another network"}))
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    app = AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=30)
    app.switch_page("pages/compare.py")
    return app


def shown(app: AppTest) -> str:
    return " ".join(str(element.proto) for element in app.main.get("html"))


def test_an_empty_canvas_invites_and_the_table_names_every_network(page):
    page.run()
    assert not page.exception
    assert "every network reads it" in shown(page)
    assert "Another network" in list(page.dataframe[0].value["Network"])


def test_what_a_card_lacks_stays_empty(page):
    page.run()
    table = page.dataframe[0].value.set_index("Network")
    assert np.isnan(table.loc["Another network", "MNIST"])
    assert table.loc["Another network", "Parameters"] > 0
    assert (table["Reading (ms)"] > 0).all()
    simplest = table.loc["Nearest neighbours"]
    assert simplest["Parameters"] == 1024 * simplest["File (KB)"] == 3_000 * 28 * 28
    assert simplest["Learning (min)"] == 0


def test_all_networks_read_the_drawing(page, canvas):
    canvas.json_data = drawing_to_canvas(Drawing((SEVEN,), 280, 280, 18), "#000")
    page.run()
    assert not page.exception
    assert "read a 7." in shown(page)
    assert shown(page).count("dd-reader-answer") == len(page.dataframe[0].value)
    assert "5 of 5 votes" in shown(page)
    assert "No hidden layer" in shown(page)
    assert any("3,000 pictures" in caption.value for caption in page.caption)


def test_the_chosen_network_is_used_everywhere(page):
    page.run()
    page.button_group(key="compare_choice").set_value("another").run()
    assert not page.exception
    assert page.session_state["chosen_model"] == "another"
    page.switch_page("pages/draw.py").run()
    assert "Another network" in shown(page)
    page.switch_page("pages/compare.py").run()
    assert page.session_state["chosen_model"] == "another"
