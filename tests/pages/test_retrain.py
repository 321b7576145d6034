"""The Retrain page from the entry point."""

import dataclasses
import time
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.planning.setting import Setting
from digitdemo.runs.catalogue import all_runs, find_run
from digitdemo.runs.dispatcher import dispatcher
from digitdemo.runs.queue import join_line
from digitdemo.runs.status import DONE, STATES
from digitdemo.storage.kept_weights import keep_weights
from digitdemo.storage.models import SHIPPED_MODELS, STORE_VARIABLE
from digitdemo.training.preset_command import TERMINAL
from digitdemo.ui.retrain.experiments import EXPERIMENTS, setting_of_experiment
from tests.conftest import PROJECT
from tests.sentences.naked import naked_texts, names_of_networks

HISTORY = """\
epoch,loss,accuracy,check_loss,check_accuracy,learned_accuracy,learning_s
1,1.2,.6,1.1,.7,.71,1
2,.5,.8,.6,.8,.93,2
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    monkeypatch.setenv("DIGITDEMO_SPARE_WORKER", "0")
    # Nothing is trained here: another process seems to lead the line.
    monkeypatch.setattr("digitdemo.runs.dispatcher.Dispatcher.leads", False)
    yield tmp_path
    dispatcher().close()


@pytest.fixture
def page(canvas, store) -> AppTest:
    app = AppTest.from_file(PROJECT / "streamlit_app.py", default_timeout=30)
    app.switch_page("pages/retrain.py")
    return app


def visit(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception, page.exception
    assert not page.error, page.error
    return page


def finish(name: str, title: str = "Done") -> None:
    """Make a run look finished, with the shipped network as its own."""
    run = find_run(name)
    for file in ("network.keras", "network.tflite", "card.json"):
        (Path(run.bundle.place) / file).write_bytes((SHIPPED_MODELS / "digitdemo" / file).read_bytes())
    (Path(run.bundle.place) / "history.csv").write_text(HISTORY)
    rng = np.random.default_rng(0)
    probabilities = rng.dirichlet(np.ones(10), 50).astype(np.float32)
    digits = np.arange(50, dtype=np.uint8) % 10
    images = rng.integers(0, 255, (50, 28, 28), np.uint8)
    np.savez(Path(run.bundle.place) / "test.npz", images=images, digits=digits, probabilities=probabilities)
    np.savez(
        Path(run.bundle.place) / "errors.npz", images=images[:3], digits=digits[:3], probabilities=probabilities[:3]
    )
    (Path(run.bundle.place) / "results.json").write_text(
        '{"test_accuracy": 0.8, "test_pictures": 50, "parameters": 1000, "learning_s": 2, "reading_ms": 0.1, '
        '"calibration": {"error": 0.02, "bins": [[0.5, 0.4, 20], [0.95, 0.9, 30]]}, "accuracy_by_person": {"3": 0.8}}'
    )
    run.change_about(title=title)
    run.write_status(dataclasses.replace(run.status(), state=DONE, progress=1.0, ended_at=time.time()))


def text(page: AppTest) -> str:
    return "\n".join(str(element.value) for element in [*page.markdown, *page.caption, *page.info, *page.warning])


def test_one_click_trains_the_default(page):
    visit(page)
    page.button("retrain_train").click().run()
    assert not page.exception
    (run,) = all_runs()
    assert run.setting() == Setting()
    assert next(line.value for line in page.markdown if line.value.strip("*").startswith(STATES)).startswith(
        "**waiting**"
    )
    assert page.button("retrain_stop").label == "Stop"
    assert page.button("retrain_pause").label == "Pause"
    # A second place in line is not to be had.
    page.button("retrain_train").click().run()
    assert "a place in line already" in text(page)
    assert len(all_runs()) == 1
    page.button("retrain_stop").click().run()
    assert run.status().state == "stopped"


def test_a_link_is_the_setting(page):
    page.query_params["architecture"] = "tiny"
    page.query_params["epochs"] = "7"
    page.query_params["handwriting.slant"] = "0.5"
    visit(page)
    assert page.selectbox("retrain_w_architecture").value == "tiny"
    assert page.number_input("retrain_w_epochs").value == 7
    assert page.slider("retrain_w_handwriting_slant").value == 0.5
    page.number_input("retrain_w_epochs").set_value(3).run()
    assert page.query_params.get("epochs") in (None, [])  # the default needs no word


def test_a_damaged_link_is_said_and_the_default_shown(page):
    page.query_params["epochs"] = "many"
    visit(page)
    assert "cannot be read" in text(page)
    assert page.number_input("retrain_w_epochs").value == Setting().epochs


def test_absurd_values_of_a_link_become_the_nearest_allowed_and_are_said(page):
    absurd = {"optimiser": "nonsense", "learning_rate": "1e99", "batch": "-5", "test": "<b>x", "initialisation": "no"}
    for name, value in absurd.items():
        page.query_params[name] = value
    visit(page)
    said = " ".join(warning.value for warning in page.warning)
    assert len(page.warning) == len(absurd)
    assert "nonsense" in said
    assert "<b>" not in said
    assert page.selectbox("retrain_w_optimiser").value == "adam"
    assert page.number_input("retrain_w_learning_rate").value == 10
    assert page.number_input("retrain_w_batch").value == 1
    assert not page.button("retrain_train").disabled


@pytest.mark.parametrize(
    ("link", "said", "taken"),
    [
        ({"start_from": "digitdemo", "frozen": "50"}, "of this network 5 can stay", ("start_from", "digitdemo")),
        ({"start_from": "../../etc", "frozen": "-3"}, "There is no network called", ("start_from", "")),
        ({"epochs": "1e400"}, "“Epochs” must be 1 to 200: 200 is taken for 1e400.", ("epochs", "200")),
        ({"architecture": "d99999-d1"}, "its size must be 1 to 4,096", ("architecture", "d99999-d1")),
    ],
)
def test_what_a_link_asks_too_much_of_is_said_and_the_page_goes_on(page, link, said, taken):
    for name, value in link.items():
        page.query_params[name] = value
    visit(page)
    assert any(said in warning.value for warning in page.warning)
    assert str(getattr(page.session_state["retrain_setting"], taken[0])) == taken[1]
    if link.get("frozen") == "50":
        assert page.session_state["retrain_setting"].frozen == 5


@pytest.mark.parametrize("name", [name for tries in EXPERIMENTS.values() for name in tries])
def test_each_experiment_can_be_trained(name):
    changes = next(tries[name] for tries in EXPERIMENTS.values() if name in tries)
    setting_of_experiment(changes).check()


def test_an_experiment_sets_everything(page):
    visit(page)
    page.button("retrain_try_clipped").click().run()
    assert not page.exception
    assert page.number_input(key_of(page, "clip")).value == 0.05
    assert page.number_input(key_of(page, "learning_rate")).value == 10
    assert page.query_params["architecture"] in ("depth-1", ["depth-1"])


def key_of(page: AppTest, name: str) -> str:
    """A widget's key as it is after it was made anew."""
    return next(one.key for one in page.number_input if one.key and one.key.startswith(f"retrain_w_{name}"))


def test_a_link_to_a_setting_shows_the_choices_even_after_a_run(page, store):
    finish(join_line(Setting(), "x", "").name)
    page.query_params["epochs"] = "7"
    visit(page)
    assert "retrain_use" not in [button.key for button in page.button]
    assert page.number_input("retrain_w_epochs").value == 7


def test_a_strangers_page_shows_no_run_of_the_command_line(page, store):
    finish(join_line(Setting(), "x", TERMINAL).name)
    visit(page)
    assert "retrain_use" not in [button.key for button in page.button]


def test_all_that_is_said_after_a_run_stands_in_the_catalogue(page, store, monkeypatch):
    run = join_line(Setting(), "x", "")
    finish(run.name)
    monkeypatch.setenv("DIGITDEMO_LANG", "xx")
    page.session_state["retrain_details"] = True  # the fold is open
    visit(page)
    assert "«Which for which»" in [tab.label for tab in page.tabs]
    found = naked_texts(page, names_of_networks() | {"Done", run.name})
    assert found == []


def test_a_link_that_keeps_too_many_layers_keeps_the_most_that_can_be(page):
    page.query_params["start_from"] = "digitdemo"
    page.query_params["frozen"] = "50"
    visit(page)
    frozen = page.number_input(key="retrain_w_frozen")
    assert 0 < frozen.value == frozen.max < 50
    assert f"{frozen.max:.0f} can stay as they are" in page.warning[0].value


def test_a_link_to_a_network_that_is_gone_begins_from_scratch_and_says_so(page):
    page.query_params["start_from"] = "![x](http://nowhere.example)"
    visit(page)
    assert "begins from scratch" in page.warning[0].value
    assert "![x](" not in page.warning[0].value
    assert page.selectbox(key="retrain_w_start_from").value == ""


def test_what_cannot_be_is_told_before_anything_starts(page):
    page.query_params["architecture"] = "c8k3v-max2-max2-max2-max2-c8k3v"
    page.run()
    assert not page.exception
    assert page.button("retrain_train").disabled
    assert "Block 6: A 3×3 kernel is larger than the 1×1 map" in text(page)


def test_other_kinds_of_test_are_warned_of(page):
    page.query_params["test"] = "mnist"
    visit(page)
    assert "different kinds" in text(page)


def test_after_a_run_its_verdict_and_its_network(page, store):
    run = join_line(Setting(), "x", "")
    finish(run.name)
    visit(page)
    assert "Overfitting" in text(page)
    assert "More dropout" in text(page)
    page.button("retrain_use").click().run()
    assert not page.exception
    assert page.session_state["chosen_model"] == run.name
    assert page.title[0].value == "Draw a digit"
    page.switch_page("pages/retrain.py").run()
    page.button("retrain_use_shipped").click().run()
    assert page.session_state["chosen_model"] == "digitdemo"


def test_a_run_that_kept_its_epochs_leads_to_how_it_learned(page, store):
    run = join_line(Setting(), "x", "")
    finish(run.name)
    visit(page)
    assert "retrain_look_back" not in [button.key for button in page.button]
    keep_weights(run.bundle, 0, {})
    visit(page)
    page.button("retrain_look_back").click().run()
    assert not page.exception
    assert page.session_state["learning_network"] == run.name
    assert page.title[0].value == "How it learns"


def test_my_drawings_and_missing_data_say_what_to_do(page, monkeypatch, tmp_path):
    monkeypatch.setenv("DIGITDEMO_MNIST", "")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "none"))
    page.query_params["drawings"] = "100"
    page.query_params["mnist"] = "1000"
    visit(page)
    assert "no labelled drawings yet" in text(page)
    assert "downloaded when you press Train" in text(page)


def test_damaged_runs_do_not_harm_the_page(page, store):
    run = join_line(Setting(), "x", "")
    finish(run.name)
    for name, content in {"status.json": "{", "setting.json": "[", "results.json": "no", "history.csv": "\x00"}.items():
        (Path(run.bundle.place) / name).write_text(content)
    page.run()
    assert not page.exception


def test_letters_are_pictures_to_learn_from(page: AppTest, letter_file: Path) -> None:
    page.query_params["synthetic"], page.query_params["letters"] = "0", "60"
    visit(page)
    assert not page.exception
    shown = " ".join(str(each.value) for each in page.get("html"))
    assert "<figcaption>w</figcaption>" in shown
    assert not page.button(key="retrain_train").disabled


def test_where_no_symbols_are_this_is_said(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIGITDEMO_EXPRESSIONS", raising=False)
    page.query_params["symbols"] = "600"
    visit(page)
    assert not page.exception
    assert any("no symbols on this server" in each.value for each in page.info)
