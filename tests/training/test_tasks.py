"""What a run can be besides plain training: going on, and the aids. In this process, to save the workers' starts."""

import json
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from digitdemo.runs.catalogue import create_run
from digitdemo.storage.keras_file import read_layers
from tests.training.conftest import QUICK

pytestmark = pytest.mark.skipif(find_spec("keras") is None, reason="needs Keras")


def train(setting):
    from digitdemo.training.session import train_run

    run = create_run(setting.to_json(), "Task")
    assert train_run(run) == 0
    return run


@pytest.fixture(scope="module")
def trained(store):
    run = train(replace(QUICK, augmentation=replace(QUICK.augmentation, turn_deg=5, noise=0.05)))
    assert run.status().state == "done", run.status().said()
    return run


def kernels(run):
    return {
        layer.name: layer.weights["kernel"] for layer in read_layers(run.bundle.read("network.keras")) if layer.weights
    }


def test_going_on_keeps_fixed_layers_and_changes_the_others(trained):
    run = train(replace(QUICK, start_from=trained.name, frozen=1, epochs=1))
    assert run.status().state == "done", run.status().said()
    before, after = kernels(trained), kernels(run)
    assert np.array_equal(before["convolution_1"], after["convolution_1"])
    assert not np.array_equal(before["outputs"], after["outputs"])
    first = run.history()["check_loss"].iloc[0]
    assert first < trained.history()["check_loss"].iloc[0]  # it did not begin anew


def test_all_layers_fixed_is_refused(trained):
    run = train(replace(QUICK, start_from=trained.name, frozen=5))
    assert run.status().state == "failed"
    assert "at least one must learn" in run.status().said()


def test_a_setting_that_diverges_is_told(store):
    run = train(
        replace(QUICK, architecture="d64-relu-d64-relu", optimiser="sgd", learning_rate=10.0, schedule="constant")
    )
    results = run.results()
    told = run.status().said() + str(results.get("ending"))
    history = Path(run.bundle.place) / "history.csv"
    assert "diverge" in told or pd.read_csv(history)["check_loss"].iloc[-1] > 2


def test_learning_stops_early_without_progress(store):
    run = train(replace(QUICK, learning_rate=1e-6, schedule="constant", epochs=20, patience=2))
    assert run.status().state == "done"
    assert run.results()["ending"] in ("early", "finished")
    assert run.status().epoch < 20


def test_ten_pictures_are_learned_by_heart(store):
    run = train(replace(QUICK, task="ten pictures", architecture="c8k5s2-relu"))
    assert run.status().state == "done"
    assert 1 <= run.results()["steps"] <= 300
    assert not run.has_network


def test_the_sweep_suggests_a_rate_that_learns(store):
    run = train(replace(QUICK, task="rate sweep"))
    sweep = run.sweep()
    assert sweep["learning_rate"].is_monotonic_increasing
    assert 1e-4 <= run.results()["suggested"] <= 1


def test_backpropagation_and_nudging_agree(store):
    run = train(replace(QUICK, task="gradient check", architecture="c3k5s2-tanh-d12-sigmoid"))
    table = run.gradients()
    assert set(table["layer"]) == {"convolution_1", "dense_1", "outputs"}
    assert np.allclose(table["by_backpropagation"], table["by_nudging"], rtol=1e-4, atol=1e-9)
    assert run.results()["good"]


def test_a_crash_is_said_in_words(store, monkeypatch):
    import digitdemo.training.session as session

    for error, words in ((MemoryError(), "memory is full"), (OSError(28, "No space left on device"), "disk is full")):

        def fail(*_, error=error):
            raise error

        monkeypatch.setattr(session, "gather", fail)
        run = train(QUICK)
        assert run.status().state == "failed"
        assert words in run.status().said()
        assert json.loads((Path(run.bundle.place) / "status.json").read_text())["ended_at"]
