import logging
import shutil
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from digitdemo.drawing.drawing import Drawing
from digitdemo.drawing.strokes import MOST_POINTS
from digitdemo.reading.recognizer import Recognizer
from digitdemo.storage.models import find_model
from digitdemo.ui import live
from digitdemo.ui.routes import ROUTES
from tests.conftest import CanvasDouble

PROJECT = Path(__file__).resolve().parents[2]


def ask(path: str, query: str = "") -> Response:
    """What a route answers, without a server."""
    for route in ROUTES:
        scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "query_string": query.encode()}
        _, more = route.matches(scope)
        if more:
            return route.endpoint(Request({**scope, **more, "headers": []}))
    raise AssertionError(f"no route for {path}")


def draw_page() -> AppTest:
    return AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=20).run()


def has_live_reading(page: AppTest) -> bool:
    return "draw_live_reading" in [element.key for element in page.get("bidi_component")]


@pytest.mark.usefixtures("canvas")
def test_the_switch_takes_the_component_off_the_page() -> None:
    page = draw_page()
    assert has_live_reading(page)
    page.toggle(key="draw_live").set_value(False).run()
    assert not page.exception
    assert not has_live_reading(page)


@pytest.mark.usefixtures("canvas")
def test_the_environment_takes_it_off_for_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITDEMO_LIVE", "0")
    page = draw_page()
    assert not page.exception
    assert not has_live_reading(page)
    assert "draw_live" not in [toggle.key for toggle in page.toggle]


def test_a_network_that_the_browser_cannot_run_is_named(canvas: CanvasDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digitdemo.explaining.browser_network.MAX_PARAMETERS", 10)
    live._pack.cache_clear()
    page = draw_page()
    live._pack.cache_clear()
    assert not page.exception
    assert not has_live_reading(page)
    assert any("too large to run in a browser" in caption.value for caption in page.caption)
    assert canvas.calls


def test_a_current_address_is_kept_for_ever_and_another_one_asked_again(recognizer: Recognizer) -> None:
    address, query = live.describe_network(recognizer.model)["url"].split("?")
    assert "immutable" in ask(address, query).headers["cache-control"]
    assert ask(address, "v=older").headers["cache-control"] == "no-cache"
    content = ask(address).body
    assert len(content) > 4 * 100_000
    assert len(content) < 1_000_000
    module = f"/api/live/{live.modules_version()}/live.js"
    assert "immutable" in ask(module).headers["cache-control"]
    assert ask("/api/live/older/live.js").headers["cache-control"] == "no-cache"
    assert ask(module).media_type == "text/javascript"


def test_a_retrained_network_is_found_whatever_its_name(
    recognizer: Recognizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    shutil.copytree(recognizer.model.bundle.place, tmp_path / "Zoë’s net #1?")
    model = find_model("Zoë’s net #1?")
    address, query = live.describe_network(model)["url"].split("?")
    assert address.isascii()
    assert ask(unquote(address), query).status_code == 200


@pytest.mark.parametrize("name", ["nobody", "..", "../models/digitdemo", "%2e%2e", "retrained"])
def test_only_stored_networks_have_an_address(name: str) -> None:
    from digitdemo.ui.routes import send_network

    scope = {"type": "http", "query_string": b"", "headers": [], "path_params": {"name": name}}
    assert send_network(Request(scope)).status_code == 404


@pytest.mark.parametrize("name", ["component.js", "__init__.py", "../routes.py", "live.css"])
def test_only_modules_have_an_address(name: str) -> None:
    from digitdemo.ui.routes import send_module

    scope = {"type": "http", "query_string": b"", "headers": [], "path_params": {"name": name, "version": "x"}}
    assert send_module(Request(scope)).status_code == 404


def test_a_very_long_drawing_is_thinned_and_keeps_its_ends() -> None:
    rng = np.random.default_rng(0)
    strokes = tuple(rng.uniform(0, 280, (count, 2)) for count in (1, 9000, 15000))
    flat = live.flat_strokes(Drawing(strokes, 280, 280, 18))
    assert sum(map(len, flat)) / 2 < MOST_POINTS + 10
    for stroke, numbers in zip(strokes, flat, strict=True):
        np.testing.assert_allclose(numbers[:2], stroke[0], atol=0.05)
        np.testing.assert_allclose(numbers[-2:], stroke[-1], atol=0.05)
    assert live.flat_strokes(Drawing((), 280, 280, 18)) == []


def test_a_browser_s_problem_is_logged_once_and_cut_short(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Told:
        problem = "no canvas\n" * 100

    monkeypatch.setattr(live.st, "session_state", {"page_live": Told()})
    with caplog.at_level(logging.WARNING, "digitdemo"):
        live.log_problem("page_live")
        live.log_problem("page_live")
    assert len(caplog.records) == 1
    assert "\n" not in caplog.text.strip()
    assert len(caplog.text) < 500


def test_the_modules_name_no_other_address() -> None:
    for path in live.FOLDER.glob("*.js"):
        assert "http" not in path.read_text("utf-8").replace("https://", "http://"), path


def inside_page() -> AppTest:
    page = AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=30).switch_page("pages/inside.py")
    page.query_params["show"] = "live-maps"
    return page.run()


@pytest.mark.usefixtures("canvas")
def test_layers_with_maps_are_offered_each_with_the_end_of_its_scale(recognizer: Recognizer) -> None:
    from digitdemo.explaining.feature_maps import ExplainedNetwork
    from digitdemo.ui.live.maps import mapped_layers

    explained = ExplainedNetwork.load(recognizer.model, recognizer.network)
    layers = mapped_layers(explained)
    shapes = {step.name: step.output_shape for step in explained.steps}
    assert layers
    for name, layer in layers.items():
        assert len(shapes[name]) == 3
        assert layer.limit > 0
        assert f"{layer.limit:g}" in layer.caption
        assert ("−" in layer.caption) == layer.is_signed


@pytest.mark.usefixtures("canvas")
def test_the_inside_page_has_no_live_maps_where_the_environment_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "inside_live_layers" in [pills.key for pills in inside_page().pills]
    monkeypatch.setenv("DIGITDEMO_LIVE", "0")
    page = inside_page()
    assert not page.exception
    assert "inside_live_layers" not in [pills.key for pills in page.pills]
