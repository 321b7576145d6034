"""Real workers: started, watched, paused, stopped, killed, resumed."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from digitdemo import Recognizer
from digitdemo.errors import RunError
from digitdemo.runs.catalogue import create_run, delete_run, describe_runs, restore_run
from digitdemo.runs.dispatcher import Dispatcher
from digitdemo.runs.queue import go_on, join_line, pause, place_of, stop, waiting_runs
from digitdemo.storage.folder_store import FolderStore
from digitdemo.storage.kept_weights import kept_epochs, weights_after
from digitdemo.storage.models import find_model
from tests.training.conftest import LONG, QUICK, wait_for, wait_for_end
from tests.training.workers import worker_pids

pytestmark = pytest.mark.skipif(find_spec("keras") is None, reason="needs Keras")


def learning(run) -> bool:
    return run.status().state == "running" and run.status().started_at is not None


def test_a_finished_run_leaves_everything_behind(finished):
    status, results = finished.status(), finished.results()
    assert (status.epoch, status.progress, status.remaining_s) == (2, 1.0, 0.0)
    history = finished.history()
    assert history["epoch"].tolist() == [1, 2]
    assert history["check_accuracy"].between(0, 1).all()
    batches = finished.batches()
    assert batches["batch"].iloc[0] == 1  # the very first one is told
    assert batches["batch"].is_monotonic_increasing
    with np.load(Path(finished.bundle.place) / "kernels_by_epoch.npz") as arrays:
        assert arrays["kernels"].shape == (3, 5, 5, 1, 4)  # before learning, and after each epoch
        assert not np.array_equal(arrays["kernels"][0], arrays["kernels"][2])
    assert kept_epochs(finished.bundle) == [0, 1, 2]
    layers = {layer.name: layer.weights for layer in find_model(finished.name).layers() if layer.weights}
    for layer, named in weights_after(finished.bundle, 2, layers).items():
        for name, value in named.items():
            np.testing.assert_allclose(value, layers[layer][name], atol=1e-6)
    readings = finished.drawing_readings()
    assert readings["epoch"].tolist() == [0, 1, 2]
    assert np.allclose(readings.drop(columns="epoch").sum(axis=1), 1, atol=1e-3)
    norms = finished.norms()
    assert set(norms["layer"]) == {"convolution_1", "outputs"}
    assert (norms[["weight_norm", "gradient_norm"]] > 0).all(axis=None)
    assert not list(Path(finished.bundle.place).glob("checkpoint*"))
    assert not list(Path(finished.bundle.place).glob("*.aside*"))
    with np.load(Path(finished.bundle.place) / "test.npz") as arrays:
        right = arrays["probabilities"].argmax(1) == arrays["digits"]
    assert results["test_accuracy"] == pytest.approx(right.mean())
    card = find_model(finished.name).card
    assert card["accuracy"]["own_test"] == pytest.approx(right.mean(), abs=1e-4)
    assert card["training_time_s"] == pytest.approx(status.learning_s, abs=0.1)
    assert results["finishing_s"] > 0
    np.testing.assert_allclose(finished.drawing_now(), readings.iloc[-1].drop("epoch"), atol=1e-3)


def test_its_network_reads(finished):
    reading = Recognizer.load(finished.name).read_strokes([[(140, 30), (140, 250)]])
    assert reading.probabilities.sum() == pytest.approx(1, abs=1e-4)
    assert find_model(finished.name).card["title"] == "Quick"


def test_the_list_of_runs_is_json(finished):
    described = json.loads(json.dumps(describe_runs()))
    mine = next(entry for entry in described if entry["name"] == finished.name)
    assert mine["state"] == "done"
    assert mine["has_network"]
    assert mine["setting"]["epochs"] == 2


def test_deleting_can_be_undone(finished):
    delete_run(finished.name)
    with pytest.raises(RunError):
        delete_run(finished.name)
    assert finished.name not in [entry["name"] for entry in describe_runs()]
    assert restore_run(finished.name).status().state == "done"


def test_two_at_once_pause_go_on_and_stop(queue, finished):
    first, second = join_line(LONG, "Long", "anna"), join_line(QUICK, "Next", "ben")
    assert [place_of(run).number for run in (first, second)] == [1, 2]
    queue.wake()
    wait_for(lambda: learning(first))
    assert second.status().state == "waiting"
    assert place_of(second).number == 1
    with pytest.raises(RunError, match="a place in line already"):
        join_line(QUICK, "Again", "ben")
    with pytest.raises(RunError, match="still goes on"):
        delete_run(first.name)
    pause(first)
    wait_for(lambda: first.status().state == "paused")
    before = first.status().progress
    time.sleep(0.5)
    assert first.status().progress == before
    go_on(first)
    wait_for(lambda: first.status().progress > before)
    stop(first)
    assert wait_for_end(first) == "stopped"
    assert first.has_network  # what was learned is kept
    assert wait_for_end(second) == "done"
    # The same setting, the same seed, the same curves.
    curves = [(Path(run.bundle.place) / "history.csv").read_text() for run in (finished, second)]
    columns = [run.history().drop(columns="learning_s") for run in (finished, second)]
    assert columns[0].equals(columns[1]), curves
    wait_for(lambda: not worker_pids(queue))


def test_killed_marked_with_its_last_words_and_gone_on_from_what_it_had(queue):
    run, next_one = join_line(LONG, "Killed", "anna"), join_line(QUICK, "Next", "ben")
    queue.wake()
    wait_for(lambda: run.can_resume)
    os.kill(worker_pids(queue)[0], signal.SIGKILL)
    assert wait_for_end(run) == "failed"
    assert "signal 9" in run.status().said()
    assert run.history()["epoch"].iloc[0] == 1
    assert wait_for_end(next_one) == "done"  # the next in line starts
    go_on(run)
    epoch = run.checkpoint_place()["epoch"]
    queue.wake()
    wait_for(lambda: run.status().epoch > epoch >= 1)
    stop(run)
    assert wait_for_end(run) == "stopped"
    epochs = run.history()["epoch"]
    assert epochs.is_monotonic_increasing
    assert run.has_network


def test_a_dispatcher_leaves_the_runs_of_another_store_alone(store, monkeypatch, tmp_path):
    mine = Dispatcher(FolderStore(tmp_path / "mine"))
    monkeypatch.setenv("DIGITDEMO_STORE", str(store / "other"))
    foreign = create_run(QUICK.to_json(), "Foreign", "anna")
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path / "mine"))
    run = create_run(QUICK.to_json(), "Mine", "anna")
    monkeypatch.setenv("DIGITDEMO_STORE", str(store / "other"))
    try:
        mine.wake()
        assert wait_for_end(run) == "done"
        mine.wake()
        time.sleep(1.0)  # two looks at the line
        assert foreign.status().state == "waiting"
    finally:
        mine.close()


def test_hung_ended_and_marked(queue, monkeypatch):
    run = join_line(LONG, "Hung", "anna")
    queue.wake()
    wait_for(lambda: learning(run))
    os.kill(worker_pids(queue)[0], signal.SIGSTOP)
    monkeypatch.setenv("DIGITDEMO_HANG_S", "2")
    assert wait_for_end(run) == "failed"
    assert "said nothing" in run.status().said()
    wait_for(lambda: not worker_pids(queue))


def test_a_server_that_ends_leaves_no_worker_and_the_next_goes_on(store, monkeypatch):
    folder = store / "restart"
    monkeypatch.setenv("DIGITDEMO_STORE", str(folder))
    run = create_run(LONG.to_json(), "Restarted", "anna")
    script = f"""
import time
from pathlib import Path
from digitdemo.runs.dispatcher import Dispatcher
from digitdemo.storage.folder_store import FolderStore
from tests.training.workers import worker_pids
queue = Dispatcher(FolderStore(Path({str(folder)!r})))
queue.wake()
while not worker_pids(queue): time.sleep(.05)
print(worker_pids(queue)[0], flush=True)
time.sleep(100)
"""
    server = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    pid = int(server.stdout.readline())
    wait_for(lambda: learning(run))
    server.kill()  # no chance to clean up
    server.wait()
    wait_for(lambda: not alive(pid))
    assert run.can_resume
    before = run.status()
    assert before.state == "running"  # nobody was there to say otherwise
    queue = Dispatcher(FolderStore(folder))
    try:
        queue.wake()
        wait_for(lambda: run.status().attempts == 2 and run.status().progress > before.progress)
    finally:
        queue.close()  # a server that ends in order: the run waits for the next
    assert run.status().state == "waiting"
    assert waiting_runs()[0].name == run.name


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    with open(f"/proc/{pid}/stat") as file:
        return file.read().split()[2] != "Z"


def test_bad_settings_fail_with_words(store):
    from digitdemo.training.session import train_run

    broken = create_run('{"epochs": "many"}', "Broken", "anna")
    missing = create_run(dataclasses.replace(QUICK, start_from="nowhere").to_json(), "Missing", "ben")
    for run in (broken, missing):
        assert train_run(run) == 0
        assert run.status().state == "failed"
    assert "cannot be read" in broken.status().said()
    assert "no network called" in missing.status().said()
