"""What earlier versions kept opens as it is: files of a run and a drawing, as commit 37a110b wrote them, and older."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from digitdemo import Recognizer
from digitdemo.runs.catalogue import all_runs
from digitdemo.runs.report import report_of
from digitdemo.storage.labelled import labelled_names, read_labelled
from digitdemo.storage.models import STORE_VARIABLE, find_model, retrained_models
from tests.conftest import PROJECT

NAME = "1127-0225-tiny-6a54"
SETTING = {
    "task": "train", "architecture": "tiny", "synthetic": 10000, "mnist": 0, "drawings": 0, "pictures": 0,
    "picture_set": "", "saturate": False, "test": "same kind",
    "handwriting": {"slant": 0.25, "proportions": 0.09, "wobble": 0.025, "joins": 0.06, "european": 0.45,
                    "thinnest_px": 1.3, "thickest_px": 4.2},
    "augmentation": {"turn_deg": 0.0, "shift_px": 0.0, "scale": 0.0, "shear": 0.0, "elastic_px": 0.0,
                     "thickness": 0.0, "noise": 0.0, "loose": 0.0, "tremor_px": 0.0, "ends": 0.0, "stray": 0.0},
    "optimiser": "adam", "learning_rate": 0.01, "schedule": "one-cycle", "batch": 64, "epochs": 2, "patience": 0,
    "weight_decay": 0.0, "seed": 1, "start_from": "", "frozen": 0,
}  # fmt: skip
STATUS = {
    "state": "done", "epoch": 2, "epochs": 2, "progress": 1.0, "remaining_s": 0.0, "learning_s": 25.52,
    "examples_per_s": 13486.5, "queued_at": 1795746355.7, "turn_at": 0.0, "started_at": 1795746417.4,
    "first_batch_s": 61.62, "ended_at": 1795746454.7, "beat_at": 1795746454.7, "attempts": 1, "pid": 12112,
}  # fmt: skip
HISTORY = """epoch,loss,accuracy,check_loss,check_accuracy,learned_accuracy,learning_s
1,0.846672,0.7225,0.639431,0.845,0.856,15.0943
2,0.322558,0.8997,0.341501,0.897,0.929,25.4831
"""
RESULTS = {
    "test_accuracy": 0.904, "test_pictures": 2000, "accuracy_by_source": {"synthetic": 0.904}, "accuracy_by_person": {},
    "ending": "finished", "parameters": 9298, "reading_ms": 0.0131, "learning_s": 25.52, "learned_pictures": 10000,
    "check_pictures": 1000,
}  # fmt: skip
DRAWING = {
    "digit": 1, "person": "anna",
    "drawing": {"format": "digitdemo drawing", "version": 1, "width_px": 280, "height_px": 280, "pen_width_px": 18,
                "strokes": [[[50.0, 40.0], [60.0, 200.0]]]},
}  # fmt: skip
MESSAGES = {
    "a code": {"message": {"code": "runs-all-epochs-done", "parameters": {}}, "words": ""},
    "a sentence": {"words": "It went through all its epochs."},
}


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.fixture(params=MESSAGES.values(), ids=MESSAGES)
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(find_model("lenet5").bundle.place, tmp_path / NAME)
    texts = {
        "setting.json": json.dumps(SETTING),
        "status.json": json.dumps({**STATUS, **request.param}),
        "about.json": json.dumps({"title": "Tiny", "owner": "terminal", "note": ""}),
        "results.json": json.dumps(RESULTS),
        "history.csv": HISTORY,
    }
    for part, text in texts.items():
        (tmp_path / NAME / part).write_text(text)
    (tmp_path / "drawings").mkdir()
    (tmp_path / "drawings" / "18ebc690cb3d00c8fb20.json").write_text(json.dumps(DRAWING))
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    return tmp_path


def test_a_run_a_network_and_a_drawing_open_unchanged(store: Path, canvas: object) -> None:
    before = digests(store)
    (run,) = all_runs()
    assert (run.name, run.title, run.status().state) == (NAME, "Tiny", "done")
    assert run.status().said() == "It went through all its epochs."
    assert (run.setting().synthetic, run.setting().clip, run.setting().letters) == (10000, 0.0, 0)
    assert run.history()["check_accuracy"].tolist() == [0.845, 0.897]
    assert "90.4" in report_of(run)
    assert [model.name for model in retrained_models()] == [NAME]
    assert Recognizer.load(NAME).read_strokes([[(140, 40), (140, 240)]]).closest == 1
    (labelled,), _ = read_labelled(labelled_names())
    assert (labelled.digit, labelled.person, len(labelled.drawing.strokes)) == (1, "anna", 1)
    app = AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=30)
    app.query_params["run"] = NAME
    app.switch_page("pages/retrain.py").run()
    assert not app.exception
    assert any("90.4" in str(element.proto) for element in app.main.get("html"))
    assert digests(store) == before
