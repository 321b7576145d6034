"""Retrain's part on other classes: both ways are put in line together, and stand side by side when they are done."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.runs.catalogue import all_runs
from digitdemo.runs.dispatcher import dispatcher
from digitdemo.runs.run import RESULTS, Run
from digitdemo.runs.status import DONE
from digitdemo.storage.models import STORE_VARIABLE
from tests.conftest import PROJECT


@pytest.fixture
def page(canvas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "store"))
    monkeypatch.setenv("DIGITDEMO_SPARE_WORKER", "0")
    monkeypatch.delenv("DIGITDEMO_EXPRESSIONS", raising=False)
    monkeypatch.delenv("DIGITDEMO_LETTERS", raising=False)
    monkeypatch.setattr("digitdemo.runs.dispatcher.Dispatcher.leads", False)  # nothing is trained here
    app = AppTest.from_file(PROJECT / "streamlit_app.py", default_timeout=30)
    app.switch_page("pages/retrain.py")
    app.session_state["retrain_shoulders"] = True
    yield app
    dispatcher().close()


def finish(run: Run, accuracies: list[float]) -> None:
    folder = Path(run.bundle.place)
    lines = [f"{epoch},1,.5,1,{share},{share},1" for epoch, share in enumerate(accuracies, 1)]
    head = "epoch,loss,accuracy,check_loss,check_accuracy,learned_accuracy,learning_s"
    (folder / "history.csv").write_text("\n".join([head, *lines]) + "\n")
    results = {"test_accuracy": accuracies[-1], "test_pictures": 400, "ending": "finished"}
    (folder / RESULTS).write_text(json.dumps(results))
    status = json.loads((folder / "status.json").read_text())
    (folder / "status.json").write_text(json.dumps({**status, "state": DONE, "epochs": len(accuracies)}))


def test_both_ways_are_put_in_line_and_compared(page: AppTest, letter_file: Path) -> None:
    page.run()
    assert not page.exception
    page.slider(key="retrain_other_examples").set_value(10).run()
    page.button(key="retrain_other_learn").click().run()
    assert not page.exception
    scratch, knowing = sorted(all_runs(), key=lambda run: not run.about.get("beside"))
    assert scratch.about["beside"] == knowing.name
    assert (knowing.setting().start_from, knowing.setting().frozen, knowing.setting().letters) == ("digitdemo", 2, 100)
    assert (scratch.setting().start_from, scratch.setting().letters) == ("", 100)
    page.button(key="retrain_other_learn").click().run()  # the place is taken
    assert len(all_runs()) == 2
    assert page.warning
    finish(knowing, [0.7, 0.92])
    finish(scratch, [0.3, 0.81])
    page.run()
    assert not page.exception
    shown = " ".join(str(each.value) for each in page.get("html")) + " ".join(str(each.value) for each in page.markdown)
    assert "92.0" in shown
    assert "81.0" in shown
    assert "is worth 11.0 percentage points" in shown


def test_where_no_file_is_this_is_said(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert any("no letters and no symbols" in each.value for each in page.info)
