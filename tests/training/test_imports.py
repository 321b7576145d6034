"""Networks that people bring: what is taken, what is refused and why, and that nothing in them runs."""

import io
import json
import pickle
import zipfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from digitdemo.errors import ModelError
from digitdemo.planning.setting import Setting
from digitdemo.runs.catalogue import create_run
from digitdemo.storage.models import STORE_VARIABLE, find_model

pytestmark = pytest.mark.skipif(find_spec("keras") is None, reason="needs Keras")


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "store"))


def saved(tmp_path: Path, layers: list, shape=(28, 28, 1)) -> Path:
    import keras

    path = tmp_path / "brought.keras"
    keras.Sequential([keras.Input(shape), *layers]).save(path)
    return path


def changed(path: Path, **files: bytes) -> Path:
    """The same file with some entries replaced or added."""
    with zipfile.ZipFile(path) as archive:
        entries = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**entries, **files}.items():
            archive.writestr(name.replace("__", "/"), content)
    return path


def bring(content: bytes):
    from digitdemo.training.session import train_run

    run = create_run(Setting(task="import").to_json(), "Brought", "", {"import.keras": content})
    train_run(run)
    return run


def test_a_sequential_network_is_taken_and_reads_alike(tmp_path):
    import keras
    from keras import layers

    path = saved(tmp_path, [layers.Conv2D(4, 5, activation="relu"), layers.Flatten(), layers.Dense(10, "softmax")])
    run = bring(path.read_bytes())
    assert run.status().state == "done", run.status().said()
    from digitdemo.reading.network import Network

    picture = np.random.default_rng(0).random((28, 28), np.float32)
    expected = keras.models.load_model(path)(picture[None, ..., None]).numpy()[0]
    assert np.allclose(Network(find_model(run.name)).probabilities(picture), expected, atol=1e-4)
    assert "Imported" in run.status().said()


def test_logits_get_a_softmax(tmp_path):
    from keras import layers

    run = bring(saved(tmp_path, [layers.Flatten(), layers.Dense(10)]).read_bytes())
    assert run.status().state == "done", run.status().said()
    from digitdemo.reading.network import Network

    assert Network(find_model(run.name)).probabilities(np.zeros((28, 28), np.float32)).sum() == pytest.approx(1)


def test_wrong_shapes_are_refused_with_the_reason(tmp_path):
    from keras import layers

    eleven = bring(saved(tmp_path, [layers.Flatten(), layers.Dense(11, "softmax")]).read_bytes())
    assert eleven.status().state == "failed"
    assert "must have 10 outputs" in eleven.status().said()
    assert "11" in eleven.status().said()
    assert not eleven.has_network
    large = bring(saved(tmp_path, [layers.Flatten(), layers.Dense(10)], (32, 32, 3)).read_bytes())
    assert "must read 28×28×1 pictures. This one reads 32×32×3" in large.status().said()


class Ran:
    """Would leave a mark if anything unpickled it."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return (Path.touch, (self.mark,))


def test_a_pickle_in_disguise_is_refused_and_not_run(tmp_path):
    mark = tmp_path / "ran"
    run = bring(pickle.dumps(Ran(mark)))
    assert "no .keras file" in run.status().said()
    assert not mark.exists()


def test_code_in_a_network_is_refused_and_not_run(tmp_path):
    import keras
    from keras import layers

    from digitdemo.training.imports import look_through

    mark = tmp_path / "ran"
    inputs = keras.Input((28, 28, 1))
    x = layers.Lambda(lambda x: x, output_shape=(28, 28, 1))(inputs)
    path = tmp_path / "lambda.keras"
    keras.Model(inputs, layers.Dense(10)(layers.Flatten()(x))).save(path)
    with pytest.raises(ModelError, match="Lambda"):
        look_through(path)
    plain = saved(tmp_path, [layers.Flatten(), layers.Dense(10)])
    with zipfile.ZipFile(plain) as archive:
        config = json.loads(archive.read("config.json"))
    config["config"]["layers"][1]["config"]["activation"] = {
        "module": "os",
        "class_name": "system",
        "config": f"touch {mark}",
        "registered_name": None,
    }
    with pytest.raises(ModelError, match="“os”"):
        look_through(changed(plain, **{"config.json": json.dumps(config).encode()}))
    assert not mark.exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [("../../climbs.txt", "outside its folder"), ("/etc/climbs", "outside its folder"), ("C:evil", "outside")],
)
def test_a_zip_that_climbs_out_is_refused(tmp_path, name, words):
    from keras import layers

    from digitdemo.training.imports import look_through

    path = saved(tmp_path, [layers.Flatten(), layers.Dense(10)])
    with pytest.raises(ModelError, match=words):
        look_through(changed(path, **{name: b"x"}))


def test_bombs_are_refused_before_they_unpack(tmp_path):
    import h5py
    from keras import layers

    from digitdemo.training.imports import look_through

    path = saved(tmp_path, [layers.Flatten(), layers.Dense(10)])
    with pytest.raises(ModelError, match="unpacks to more than"):
        look_through(changed(path, assets__zeros=bytes(130 * 1024 * 1024)))
    packed = io.BytesIO()
    with h5py.File(packed, "w") as weights:  # a hundred gigabytes of nothing, in a few kilobytes
        weights.create_dataset("bomb", (10**10,), "f4", chunks=(2**20,), compression="gzip")
    path = saved(tmp_path, [layers.Flatten(), layers.Dense(10)])
    with pytest.raises(ModelError, match="weights unpack to more than"):
        look_through(changed(path, **{"model.weights.h5": packed.getvalue()}))
    packed = io.BytesIO()
    with h5py.File(packed, "w") as weights:
        weights["elsewhere"] = h5py.ExternalLink("/etc/passwd", "/")
    with pytest.raises(ModelError, match="outside their file"):
        look_through(changed(path, **{"model.weights.h5": packed.getvalue()}))


def test_two_hundred_layers_are_too_many(tmp_path):
    from keras import layers

    from digitdemo.training.imports import look_through

    path = saved(tmp_path, [layers.Flatten(), *(layers.Dense(10) for _ in range(200))])
    with pytest.raises(ModelError, match=r"at most 100 layers\. This one has 20"):
        look_through(path)


def test_deep_nesting_is_refused(tmp_path):
    from keras import layers

    from digitdemo.training.imports import look_through

    path = saved(tmp_path, [layers.Flatten(), layers.Dense(10)])
    with pytest.raises(ModelError):
        look_through(changed(path, **{"config.json": b"[" * 100_000 + b"]" * 100_000}))


def test_a_network_that_branches_is_taken(tmp_path):
    import keras
    from keras import layers

    inputs = keras.Input((28, 28, 1))
    two = [layers.Conv2D(4, size, padding="same")(inputs) for size in (3, 5)]
    path = tmp_path / "branches.keras"
    keras.Model(inputs, layers.Dense(10)(layers.Flatten()(layers.Concatenate()(two)))).save(path)
    run = bring(path.read_bytes())
    assert run.status().state == "done", run.status().said()


@pytest.mark.parametrize(
    "config",
    [
        {"class_name": "Sequential", "config": None},
        {"class_name": "Sequential", "config": {"layers": 7}},
        {"class_name": "Sequential", "config": {"layers": [7]}},
        {"class_name": "Functional", "config": {"layers": [{"class_name": "Dense", "config": {}}]}},
        [],
    ],
)
def test_a_damaged_description_is_refused_in_a_sentence(tmp_path, config):
    from keras import layers

    plain = saved(tmp_path, [layers.Flatten(), layers.Dense(10)])
    run = bring(changed(plain, **{"config.json": json.dumps(config).encode()}).read_bytes())
    assert run.status().state == "failed"
    assert run.status().said().endswith(".")


def test_a_damaged_stream_is_refused_in_a_sentence(tmp_path):
    from keras import layers

    content = bytearray(saved(tmp_path, [layers.Flatten(), layers.Dense(10)]).read_bytes())
    middle = len(content) // 2  # in the weights
    content[middle : middle + 30] = b"\xff" * 30
    run = bring(bytes(content))
    assert run.status().state == "failed"
    assert "no .keras file" in run.status().said()


def test_memory_is_limited_while_a_network_is_imported_and_free_afterwards():
    resource = pytest.importorskip("resource")
    from digitdemo.training.imports import limited_memory

    before = resource.getrlimit(resource.RLIMIT_AS)
    with limited_memory(256 * 1024**2), pytest.raises(MemoryError):
        np.empty(2 * 1024**3, np.uint8)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
