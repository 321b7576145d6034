"""The modules that read in the browser, against LiteRT, NumPy and the Python preparation: in a real browser."""

import base64
import contextlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.errors import SettingError
from digitdemo.explaining.browser_network import BrowserNetwork, folded_weights
from digitdemo.explaining.gallery import gallery
from digitdemo.networks.blocks import parse_blocks
from digitdemo.networks.layers import plan_layers
from digitdemo.networks.presets import PRESETS
from digitdemo.reading.network import Network
from digitdemo.reading.preprocessing import prepare_strokes
from digitdemo.reading.recognizer import Recognizer
from digitdemo.storage.models import StoredModel, find_model, shipped_models
from digitdemo.ui import live
from digitdemo.ui.reading import percent
from tests.browser.conftest import SharedApp
from tests.explaining.random_networks import random_networks
from tests.explaining.reference_network import run_layers

IMPORT = """const load = (name) => import(`/api/live/test/${name}.js`);
const text = (values) => {
  let letters = "";
  for (const byte of new Uint8Array(Float32Array.from(values).buffer)) letters += String.fromCharCode(byte);
  return btoa(letters);
};"""

RUN = """async ([content, inputs, only]) => {
  const { unpackNetwork } = await load("engine");
  const network = unpackNetwork(Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)).buffer);
  return inputs.map((input) => {
    network.input.set(input);
    network.run();
    const wanted = [...network.outputs].filter(([layer]) => !only || layer === only);
    return Object.fromEntries(wanted.map(([layer, { values }]) => [layer, text(values)]));
  });
}"""

PREPARE = """async ([constants, drawings]) => {
  const { createPreparation, Points } = await load("preprocessing");
  const prepare = createPreparation(constants);
  const points = new Points();
  return drawings.map((strokes) => {
    points.clear();
    for (const stroke of strokes) {
      for (const [x, y] of stroke) points.add(x, y);
      points.endStroke();
    }
    const field = new Float64Array(constants.field_px ** 2);
    return prepare(points, field) ? [...field] : null;
  });
}"""


@pytest.fixture(scope="module")
def modules(browser: Browser, shared_app: SharedApp) -> Iterator[Page]:
    """A page without an app, at the address where the modules are."""
    page = browser.new_page()
    page.goto(f"{shared_app.for_try('modules', 1)[1]}/_stcore/health")
    yield page
    page.close()


def call(page: Page, function: str, argument: object = None) -> object:
    return page.evaluate(f"async (argument) => {{ {IMPORT} return await ({function})(argument); }}", argument)


def run_in_browser(
    page: Page, network: BrowserNetwork, inputs: np.ndarray, only: str = ""
) -> list[dict[str, np.ndarray]]:
    content = base64.b64encode(network.pack()).decode()
    answers = call(page, RUN, [content, inputs.reshape(len(inputs), -1).tolist(), only])
    shapes = {step["layer"]: step["out"] for step in network.steps}
    return [{layer: numbers(values).reshape(shapes[layer]) for layer, values in answer.items()} for answer in answers]


def numbers(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), "<f4")


def prepare_in_browser(page: Page, drawings: list[list[np.ndarray]]) -> list[np.ndarray | None]:
    listed = [[stroke.tolist() for stroke in strokes] for strokes in drawings]
    return [None if field is None else np.array(field) for field in call(page, PREPARE, [live.constants(), listed])]


@pytest.mark.parametrize("model", shipped_models(), ids=lambda model: model.name)
def test_a_shipped_network_gives_litert_s_values_layer_by_layer(modules: Page, model: StoredModel) -> None:
    inputs = gallery().inputs[::25]
    network = Network(model)
    answers = run_in_browser(modules, folded_weights(model.layers()), inputs)
    for network_input, answer in zip(inputs, answers, strict=True):
        expected = network.layer_outputs(network_input)
        for layer, values in answer.items():
            np.testing.assert_allclose(values, expected[layer], atol=1e-3 * max(1, np.abs(expected[layer]).max()))
        np.testing.assert_allclose(list(answer.values())[-1], network.probabilities(network_input), atol=1e-3)


@pytest.mark.parametrize("name", random_networks())
def test_a_built_network_gives_the_values_of_plain_arithmetic(modules: Page, name: str) -> None:
    layers = random_networks()[name]
    inputs = gallery().inputs[::25]
    answers = run_in_browser(modules, folded_weights(layers), inputs)
    for network_input, answer in zip(inputs, answers, strict=True):
        expected = run_layers(layers, network_input)
        for layer, values in answer.items():
            np.testing.assert_allclose(values, expected[layer], atol=1e-4, err_msg=layer)


WORDS = (
    "c6k3", "c5k4s2", "c8k5v", "c4k2b", "c6k7s3", "norm", "norm", "relu", "leaky", "elu", "tanh", "sigmoid", "maxout",
    "max2", "max3s2", "mean2", "mean3s1", "drop30", "d24", "d16", "dw1k3", "dw2k5s2v",
)  # fmt: skip


LIGHT = "c6k3-dw2k5s2-norm-relu-c8k1-relu-gmean"


def random_notations(count: int) -> list[str]:
    """Networks as the retrain page could build them, at random, each with a convolution or a dense block."""
    rng = np.random.default_rng(11)
    found: list[str] = []
    while len(found) < count:
        notation = "-".join(rng.choice(WORDS, rng.integers(4, 11)))
        with contextlib.suppress(SettingError):
            plan_layers(parse_blocks(notation))
            found.append(notation)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    "notation",
    [*(preset.notation for preset in PRESETS.values()), "c6k3-dw2k5s2-norm-relu-c8k1-relu-gmean", *random_notations(5)],
)
def test_what_keras_builds_gives_litert_s_values(modules: Page, notation: str, tmp_path: Path) -> None:
    keras = pytest.importorskip("keras")
    from digitdemo.storage.store import bundle_at
    from digitdemo.training.builder import build_layers
    from digitdemo.training.convert import store_model

    keras.utils.set_random_seed(4)
    built = build_layers(plan_layers(parse_blocks(notation)))
    rng = np.random.default_rng(4)
    for weight in built.weights:  # normalisations that have learned something, biases that are not 0
        spread = np.abs(weight.numpy()).mean() + 0.1
        moved = weight.numpy() + rng.normal(0, 0.3 * spread, weight.shape)
        weight.assign(np.maximum(moved, 0.2) if weight.name == "moving_variance" else moved)
    model = store_model(built, bundle_at(tmp_path / "built"), {"title": "Built"})
    test_a_shipped_network_gives_litert_s_values_layer_by_layer(modules, model)


def line(*points: tuple[float, float]) -> np.ndarray:
    return np.array(points, float)


HAND_MADE = {
    "a dot": [line((100, 100))],
    "a level line": [line((40, 140), (200, 140))],
    "an upright line": [line((140, 30), (140.5, 250))],
    "two strokes": [line((60, 60), (200, 60), (120, 240)), line((90, 150), (190, 150))],
    "tiny": [line((10, 10), (12, 10), (11, 14))],
    "huge": [line((-400, 20), (900, 500), (300, 1200))],
    "a thousand points": [np.stack([140 + 90 * np.cos(np.linspace(0, 7, 1000)), np.linspace(20, 260, 1000)], axis=1)],
    "a stroke without length": [line((50, 50), (50, 50), (50, 50)), line((50, 90), (80, 200))],
}


@pytest.mark.parametrize("name", HAND_MADE)
def test_hand_made_drawings_are_prepared_as_in_python(modules: Page, name: str) -> None:
    (field,) = prepare_in_browser(modules, [HAND_MADE[name]])
    expected = prepare_strokes(HAND_MADE[name], pen_width_px=18, width_px=280).network_input.ravel()
    assert field is not None
    assert np.abs(field - expected).mean() < 0.025
    assert np.abs(field - expected).max() < 0.5


def test_a_blank_drawing_has_no_input(modules: Page) -> None:
    assert prepare_in_browser(modules, [[]]) == [None]


def test_five_hundred_drawn_digits_are_read_alike(
    modules: Page, dev_digits: list[WrittenSign], recognizer: Recognizer
) -> None:
    chosen = np.random.default_rng(6).permutation(len(dev_digits))[:500]
    signs = [dev_digits[index] for index in chosen]
    drawings = [sign.on_canvas(280) for sign in signs]
    fields = prepare_in_browser(modules, drawings)
    network = folded_weights(recognizer.model.layers())
    answers = run_in_browser(modules, network, np.stack(fields), network.steps[-1]["layer"])
    here = np.array([next(iter(answer.values())).argmax() for answer in answers])
    there = np.array([recognizer.read_strokes(strokes).closest for strokes in drawings])
    digits = np.array([sign.digit for sign in signs])
    assert (here == there).mean() >= 0.995
    assert abs((here == digits).mean() - (there == digits).mean()) <= 0.003


def test_probabilities_are_worded_as_on_the_server(modules: Page) -> None:
    values = [0.0, 0.0005, 0.001, 0.0012, 0.25, 0.3333, 0.5, 0.98765, 0.999, 0.9991, 1.0]
    script = """async ([values, texts]) => {
      const { ReadingView } = await load("reading");
      const view = new ReadingView("body", texts, []);
      return values.map((value) => view.percent(value));
    }"""
    assert call(modules, script, [values, live.texts(find_model())]) == [percent(value) for value in values]


def test_the_server_s_reading_comes_back_whether_or_not_it_wrote_anew(modules: Page) -> None:
    script = """async (texts) => {
      const { ReadingView } = await load("reading");
      const bars = "<dt></dt><dd><span class='dd-fill'></span></dd><dd class='dd-percent'></dd>".repeat(10);
      const html = (digit) => `<div class="dd-reading"><p class="dd-digit">${digit}</p><p class="dd-words"><br>` +
        `<small></small></p><dl class="dd-bars">${bars}</dl><p class="dd-small">server</p></div>`;
      document.body.innerHTML = `<div id="place">${html(4)}</div>`;
      const view = new ReadingView("#place", texts, [..."ehkmnruvwx"]);
      const digit = () => document.querySelector(".dd-digit").textContent;
      const seen = [];
      const seven = [0, 0, 0, 0, 0, 0, 0, 0.9, 0.1, 0];
      view.show(seven, true, "browser");
      seen.push(digit(), document.querySelector(".dd-small").textContent);
      view.restore();                                         // the server wrote the same: nothing changed in the page
      seen.push(digit(), document.querySelector(".dd-small").textContent);
      view.show(seven, true, "browser");
      document.querySelector("#place").innerHTML = html(9);   // the server wrote anew
      view.restore();
      seen.push(digit());
      view.hold();
      view.show(seven, true, "browser");
      document.querySelector("#place").innerHTML = html(9);   // an answer to an earlier stroke, during the next one
      await Promise.resolve();
      seen.push(digit());
      view.release();
      view.restore();
      seen.push(digit());
      return seen;
    }"""
    assert call(modules, script, live.texts(find_model())) == ["v", "browser", "4", "server", "9", "v", "9"]


def test_a_long_line_is_remembered_from_its_beginning_to_its_end(modules: Page) -> None:
    script = """async () => {
      const { History } = await load("history");
      const history = new History(4, [..."ehkmnruvwx"]);
      history.least = 0.6;
      for (let moment = 1; moment <= 3000; moment++) {
        const sure = moment > 1500 ? 0.9 : 0.4;
        history.add([1 - sure, sure, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, moment / 3000], moment);
      }
      const kept = [history.nameAt(0), history.nameAt(history.count - 1)];
      const numbers = [history.count <= 512, history.shareAt(0), history.shareAt(history.knew), history.saidAt(0),
        history.saidAt(history.knew - 1), history.saidAt(history.count - 1), history.fieldAt(history.count - 1)[3]];
      history.tellApart(["yes", "no"]);                        // another network: nothing of the old one is left
      return [...numbers, ...kept, history.count];
    }"""
    fits, first, knew, said_first, said_before, said_last, ink, *names = call(modules, script)
    assert fits
    assert names == ["e", "h", 0]
    assert first < 0.02
    assert knew == pytest.approx(0.5, abs=0.02)
    assert (said_first, said_before, said_last, ink) == (0, None if said_before is None else 0, 1, 255)
