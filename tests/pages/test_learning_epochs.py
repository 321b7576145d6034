"""A network that was trained here, epoch by epoch: its layers, its readings, and what the browser gets."""

import math
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from digitdemo.explaining.browser_network import folded_weights
from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.learning.network import LearningNetwork
from digitdemo.storage.kept_weights import keep_weights, part_of
from digitdemo.storage.models import find_model
from digitdemo.ui.learning.versions import describe_epoch
from digitdemo.ui.routes import ROUTES
from tests.pages.learning_text import NUMBER, learning_page, number, numbers, visit

SHARES = {0: 0.05, 1: 0.5, 2: 1.0}


@pytest.fixture
def page(canvas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """lenet5 as if it had been trained here, its weights growing from a twentieth."""
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    shutil.copytree(find_model("lenet5").bundle.place, tmp_path / "mine")
    model = find_model("mine")
    for epoch, share in SHARES.items():
        weights = {
            layer.name: {name: value * share for name, value in layer.weights.items()}
            for layer in model.layers()
            if layer.weights
        }
        keep_weights(model.bundle, epoch, weights)
    app = learning_page()
    app.session_state["learning_network"] = "mine"
    return app


def reading(text: str) -> tuple[int, list[float], float]:
    found = re.search(r"After epoch (\d) it reads your digit as \*\*\d\*\* \((.*?)\)", text)
    (cost,) = numbers(rf"After epoch .*= \*\*{NUMBER}\*\*", text)
    return int(found[1]), [number(chance) for chance in re.findall(rf"\d: {NUMBER}", found[2])], cost


def test_each_epoch_reads_as_the_network_with_those_weights(page) -> None:
    text = visit(page)
    mine = page.session_state["preparation"].network_input
    for epoch in (2, 0, 1):
        page.select_slider(key="learning_time_epoch").set_value(epoch)
        text = visit(page)
        said, chances, cost = reading(text)
        assert said == epoch
        steps = ExplainedNetwork.load(find_model("mine")).steps
        network = LearningNetwork.of(steps)
        scaled = {
            layer: {name: value * SHARES[epoch] for name, value in named.items()}
            for layer, named in network.weights.items()
        }
        scores = network.with_weights(scaled).scores(mine[None, :, :, None].astype(np.float64))[0]
        expected = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
        np.testing.assert_allclose(chances, expected, rtol=2e-3, atol=1e-4)
        assert cost == pytest.approx(-math.log(chances[7]), abs=2e-3)


def test_how_far_each_layer_has_come(page) -> None:
    text = visit(page).replace("\\", "")
    line = next(line for line in text.splitlines() if line.startswith("How far the kernels have come until epoch 2"))
    shares = re.findall(rf": {NUMBER} %", line)
    assert len(shares) == 5  # of lenet5's two convolutions and three dense layers
    assert [number(share) for share in shares] == pytest.approx([1900] * 5, rel=1e-2)  # from 5 % to all of them


def test_a_fresh_one_can_be_watched_instead(page) -> None:
    assert "After epoch 2" in visit(page)
    page.segmented_control(key="learning_time_which").set_value("lesson")
    text = visit(page)
    assert "After epoch" not in text
    assert "After batch 0" in text


def test_networks_that_kept_no_epochs_show_the_fresh_one(page) -> None:
    page.session_state["learning_network"] = "lenet5"
    assert "After batch 0" in visit(page)


def test_a_damaged_epoch_is_said(page) -> None:
    find_model("mine").bundle.write(part_of(1), b"no zip")
    visit(page)
    assert any("after epoch 1 are missing or damaged" in error.value for error in page.error)


def ask(path: str, query: str = "") -> Response:
    for route in ROUTES:
        scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "query_string": query.encode()}
        _, more = route.matches(scope)
        if more:
            return route.endpoint(Request({**scope, **more, "headers": []}))
    raise AssertionError(f"no route for {path}")


def test_the_browser_gets_the_epoch_s_weights(page) -> None:
    model = find_model("mine")
    address, query = describe_epoch(model, 2)["url"].split("?")
    answer = ask(address, query)
    assert answer.body == folded_weights(model.layers()).pack()
    assert "immutable" in answer.headers["cache-control"]
    assert ask(address.replace("/2.", "/0.")).body != answer.body
    for missing in ("/api/networks/mine/3.bin", "/api/networks/mine/9999999.bin", "/api/networks/nobody/0.bin"):
        assert ask(missing).status_code == 404
