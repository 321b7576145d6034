"""What every store promises, asked of two: folders, and one that is no folder; and a run's life on each."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from digitdemo.datasets import picture_folder
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import DataError, DrawingError, RunError, StoreError
from digitdemo.planning.setting import Setting
from digitdemo.reading.network import Network
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.catalogue import all_runs, create_run, delete_run, find_run, restore_run
from digitdemo.runs.queue import go_on, has_worker, recover_runs, stop, waiting_runs
from digitdemo.runs.recorder import Recorder
from digitdemo.runs.report import report_of
from digitdemo.runs.run import HISTORY, KERNELS
from digitdemo.runs.status import FAILED, RUNNING, STOPPED, WAITING
from digitdemo.sentences import Message
from digitdemo.storage import labelled
from digitdemo.storage.folder_store import FolderStore
from digitdemo.storage.models import CARD_FILE, KERAS_FILE, LITERT_FILE, find_model, model_of
from digitdemo.storage.store import Bundle, Store
from tests.storage.memory_store import MemoryStore


@pytest.fixture(params=["folders", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return FolderStore(tmp_path / "store") if request.param == "folders" else MemoryStore()


def test_parts_are_written_read_appended_and_removed(store: Store) -> None:
    bundle = Bundle(store, "one")
    assert (bundle.has("a"), bundle.version("a", "b"), bundle.size_bytes("a"), bundle.read_text("a")) == (
        False,
        (0, 0),
        0,
        "",
    )
    with pytest.raises(FileNotFoundError):
        bundle.read("a")
    with pytest.raises(FileNotFoundError), bundle.as_file("a"):
        pass
    bundle.write("a", "first")
    before = bundle.version("a")
    bundle.write("a", "second, longer")
    bundle.append("lines", "1\n")
    bundle.append("lines", "2\n")
    bundle.write_with("file.bin", lambda path: path.write_bytes(b"\x00\xff"))
    assert bundle.version("a") != before
    assert (bundle.read("a"), bundle.read("lines"), bundle.size_bytes("file.bin")) == (b"second, longer", b"1\n2\n", 2)
    with bundle.as_file("file.bin") as path:
        assert path.suffix == ".bin"
        assert path.read_bytes() == b"\x00\xff"
    assert bundle.read_text("file.bin") == "\x00\ufffd"
    assert store.names("a") == ["one"]
    bundle.remove("a", "lines", "never there")
    assert store.names("a") == []


def test_bundles_are_made_put_away_and_brought_back(store: Store) -> None:
    store.create("one", {"a": b"1", "b": b"2"})
    assert Bundle(store, "one").read("b") == b"2"
    store.put_away("one", 60)
    assert store.names("a") == []
    assert not store.has("one", "a")
    assert store.bring_back("one")
    assert Bundle(store, "one").read("a") == b"1"
    assert not store.bring_back("one")
    assert not store.bring_back("never there")


def test_what_is_erased_is_gone_for_good_put_away_or_not(store: Store) -> None:
    for name in ("one", "two", "three"):
        store.create(name, {"a": b"1"})
    store.put_away("two", 60)
    for name in ("one", "two", "never there"):
        store.erase(name)
    assert store.names("a") == ["three"]
    assert not store.bring_back("one")
    assert not store.bring_back("two")


def test_a_lock_is_held_by_one(store: Store) -> None:
    store.create("one", {"a": b""})
    first, second, other = store.lock("one"), store.lock("one"), store.lock()
    assert first.take()
    assert first.take()
    assert not second.take()
    assert other.take()
    first.give_back()
    assert second.take()


def test_a_run_lives_behind_its_own_door(store: Store) -> None:
    run = create_run(Setting(epochs=3).to_json(), "A run", "anna", store=store)
    assert [found.name for found in waiting_runs(store)] == [run.name]
    assert find_run(run.name, store).setting().epochs == 3
    recorder = Recorder(run)
    recorder.say(Message("runs-learning"), state=RUNNING)
    recorder.note_batch(1, 0.1, 2.3, 0.1, 0.001, 50)
    line = {
        "epoch": 1,
        "loss": 1.5,
        "accuracy": 0.5,
        "check_loss": 1.25,
        "check_accuracy": 0.75,
        "learned_accuracy": 0.7,
    }
    recorder.note_line(HISTORY, line)
    run.bundle.append(HISTORY, "2,1.")  # a worker was killed while it wrote
    run.keep_arrays(KERNELS, kernels=np.ones((2, 3, 3, 1, 4), np.float32))
    assert run.history().to_dict("records") == [line]
    assert len(run.batches()) == 1
    assert run.arrays(KERNELS)["kernels"].shape == (2, 3, 3, 1, 4)
    assert run.arrays("test.npz") == {}
    assert not run.can_resume
    run.save_checkpoint({"epoch": 1, "batch": 7}, lambda path: path.write_bytes(b"network"))
    assert run.can_resume
    lock = run.lock()
    lock.take()
    assert has_worker(run)
    assert not recover_runs(store)
    lock.give_back()
    assert recover_runs(store)
    assert run.status().state == WAITING
    run.write_status(run.status().changed("Killed.", state=FAILED))
    go_on(run)
    assert run.status().state == WAITING
    stop(run)
    assert run.status().state == WAITING  # a worker makes a network of what was saved
    run.forget_checkpoint()
    stop(run)
    assert run.status().state == STOPPED
    assert "A run" in report_of(run)
    delete_run(run.name, store)
    assert all_runs(store) == []
    with pytest.raises(RunError):
        find_run(run.name, store)
    assert restore_run(run.name, store).title == "A run"


def test_a_network_is_read_from_any_store(store: Store) -> None:
    shipped = find_model("author")
    store.create("copy", {part: shipped.bundle.read(part) for part in (KERAS_FILE, LITERT_FILE, CARD_FILE)})
    model = model_of(Bundle(store, "copy"))
    assert len(model.layers()) == len(shipped.layers())
    assert Recognizer(Network(model)).read_strokes([[(140, 28), (140, 252)]]).digit == 1


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a").write_text("x")
    for name in ("", ".", "..", "../secret", "/etc", ".hidden", "a/b"):
        assert not store.has(name, "a")
        assert store.version(name, "a") == 0
        with pytest.raises(StoreError):
            store.write(name, "a", b"")
        with pytest.raises(StoreError):
            store.create(name, {"a": b""})
        with pytest.raises(StoreError):
            store.read(name, "a")
        assert not store.bring_back(name)
    assert {path.name for path in tmp_path.iterdir()} <= {"secret", "store"}


def test_a_folder_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(tmp_path)
    with pytest.raises(TypeError):
        store.create("one", {"a": b"1", "b": None})  # type: ignore[dict-item]
    assert list(tmp_path.iterdir()) == []


def test_what_was_put_away_too_long_ago_is_deleted(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.create("one", {"a": b"1"})
    store.create("two", {"a": b"1"})
    store.put_away("one", 60)
    store.put_away("two", -1)
    assert not store.bring_back("one")
    assert store.bring_back("two")
    shutil.rmtree(tmp_path)
    assert store.names("a") == []


def test_a_bundle_tells_its_parts_and_that_one_came_or_went(store: Store) -> None:
    bundle = Bundle(store, "drawings")
    assert (bundle.parts(), bundle.parts_version()) == ([], 0)
    seen = set()
    for name in ("a.json", "b.json"):
        bundle.write(name, "{}")
        seen.add(bundle.parts_version())
    assert sorted(bundle.parts()) == ["a.json", "b.json"]
    bundle.remove("a.json")
    assert bundle.parts() == ["b.json"]
    assert len(seen | {bundle.parts_version()}) == 3
    assert Bundle(store, "../outside").parts() == []


def test_labelled_drawings_are_kept_in_any_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digitdemo.storage.labelled.server_store", lambda: store)
    drawing = Drawing((np.array([[60.0, 60], [200, 60], [120, 240]]),), 280, 280, 18)
    one, two = (labelled.append_labelled(drawing, digit, "anna") for digit in (7, 1))
    assert labelled.labelled_names() == [one.name, two.name]
    labelled.change_label(one.name, 4)
    assert [entry.digit for entry in labelled.list_labelled()] == [4, 1]
    exported = labelled.export_labelled()
    assert labelled.delete_labelled(two.name).digit == 1
    assert labelled.import_labelled(exported).new == 1
    assert labelled.count_labelled() == 2
    with pytest.raises(DrawingError, match="not there any more"):
        labelled.delete_labelled("0" * 20)


def test_sets_of_pictures_are_kept_in_any_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digitdemo.datasets.picture_folder.server_store", lambda: store)
    images = np.arange(12 * 28 * 28, dtype=np.uint8).reshape(12, 28, 28)
    kept = picture_folder.PictureSet(images, np.arange(12, dtype=np.uint8) % 10, np.zeros(12, np.int32))
    for name in ("ours", "class-a", "class-a-without-1"):
        picture_folder.keep_pictures(name, kept)
    assert picture_folder.picture_sets() == ["ours"]
    np.testing.assert_array_equal(picture_folder.load_picture_set("class-a").images, images)
    picture_folder.forget_sets_of_a_class("class-a")
    assert store.parts("pictures") == ["ours.npz"]
    with pytest.raises(DataError):
        picture_folder.load_picture_set("class-a")
