"""What can be taken along from a run."""

import io
import xml.dom.minidom
import zipfile
from pathlib import Path

import numpy as np
import pytest

from digitdemo.planning.setting import Setting
from digitdemo.runs.catalogue import create_run
from digitdemo.runs.report import report_of
from digitdemo.runs.tensorboard import tensorboard_of
from digitdemo.storage.models import STORE_VARIABLE


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    run = create_run(Setting(epochs=2, seed=9).to_json(), "A <b>run</b>")
    (Path(run.bundle.place) / "history.csv").write_text(
        "epoch,loss,accuracy,check_loss,check_accuracy,learned_accuracy,learning_s\n"
        "1,1.25,0.5,1.0,0.75,0.7,1\n2,0.5,0.875,0.625,0.8125,0.9,2\n3,0."
    )
    (Path(run.bundle.place) / "batches.csv").write_text("batch,at,loss,accuracy,learning_rate\n1,0.1,2.5,0.1,0.001\n")
    rng = np.random.default_rng(0)
    np.savez(
        Path(run.bundle.place) / "test.npz",
        images=rng.integers(0, 255, (20, 28, 28), np.uint8),
        digits=np.arange(20, dtype=np.uint8) % 10,
        probabilities=rng.dirichlet(np.ones(10), 20),
    )
    return run


def test_tensorflow_reads_tensorboards_logs(run, tmp_path):
    tf = pytest.importorskip("tensorflow")
    with zipfile.ZipFile(io.BytesIO(tensorboard_of(run))) as archive:
        archive.extractall(tmp_path / "logs")
    found = {}
    for part in ("train", "validation"):
        (path,) = (tmp_path / "logs" / run.name / part).iterdir()
        assert "tfevents" in path.name
        # It reads what TensorBoard reads, and checks every checksum.
        for event in tf.compat.v1.train.summary_iterator(str(path)):
            for value in event.summary.value:
                found.setdefault((part, value.tag), []).append((event.step, value.simple_value))
    assert found["train", "epoch_loss"] == [(1, 1.25), (2, 0.5)]  # the unfinished line is left out
    assert found["validation", "epoch_accuracy"] == [(1, 0.75), (2, 0.8125)]
    assert found["train", "batch_loss"] == [(1, 2.5)]


def test_the_report_is_one_page_with_nothing_to_load(run):
    report = report_of(run)
    assert "A &lt;b&gt;run" in report
    assert "Verdict: overfitting" in report
    assert "seed" in report
    assert "<script" not in report
    assert "http" not in report
    body = report[report.index("<body>") : report.index("</html>")]
    xml.dom.minidom.parseString(body)  # every element is closed
    assert body.count("<img") > 5


def test_a_run_that_has_hardly_begun_can_be_reported(tmp_path, monkeypatch):
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    run = create_run(Setting().to_json(), "New")
    assert "too early to say" in report_of(run)
    assert tensorboard_of(run)
