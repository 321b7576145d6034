"""The network itself, and networks that are missing, damaged or of another shape."""

import json
import shutil

import numpy as np
import pytest

from digitdemo import Recognizer
from digitdemo.errors import ModelError
from digitdemo.storage.models import CARD_FILE, LITERT_FILE, find_model


@pytest.fixture
def copied(tmp_path):
    folder = tmp_path / "copied"
    shutil.copytree(find_model().bundle.place, folder)
    return folder


def test_layer_outputs_come_in_order_and_end_in_the_probabilities(recognizer):
    field = np.random.default_rng(1).random((28, 28), dtype=np.float32)
    outputs = recognizer.network.layer_outputs(field)
    assert list(outputs) == [entry["layer"] for entry in recognizer.model.card["outputs"]]
    last = list(outputs.values())[-1]
    assert last.shape == (10,)
    np.testing.assert_array_equal(last, recognizer.network.probabilities(field))


def test_a_copied_network_reads_alike(copied, recognizer):
    strokes = [[(140, 40), (140, 240)]]
    np.testing.assert_array_equal(
        Recognizer.load(copied).read_strokes(strokes).probabilities, recognizer.read_strokes(strokes).probabilities
    )


def test_a_missing_file_is_named(copied):
    (copied / LITERT_FILE).unlink()
    with pytest.raises(ModelError, match=rf"{LITERT_FILE} is missing"):
        Recognizer.load(copied)


@pytest.mark.parametrize("keep", [0.0, 0.01, 0.25, 0.5, 0.9, 0.9999])
def test_a_truncated_file_is_named(copied, keep):
    content = (copied / LITERT_FILE).read_bytes()
    (copied / LITERT_FILE).write_bytes(content[: int(keep * len(content))])
    with pytest.raises(ModelError, match=rf"{LITERT_FILE} is damaged"):
        Recognizer.load(copied)


def test_a_file_with_a_hole_is_named(copied):
    content = bytearray((copied / LITERT_FILE).read_bytes())
    third = len(content) // 3
    content[third : 2 * third] = bytes(third)
    (copied / LITERT_FILE).write_bytes(content)
    with pytest.raises(ModelError, match=LITERT_FILE):
        Recognizer.load(copied)


def test_a_network_that_gives_something_else_is_refused(copied):
    card = json.loads((copied / CARD_FILE).read_text())
    card["outputs"] = card["outputs"][:1]  # its "probabilities" are feature maps now
    (copied / CARD_FILE).write_text(json.dumps(card))
    with pytest.raises(ModelError, match="10 probabilities"):
        Recognizer.load(copied)


@pytest.mark.parametrize("outputs", [[], None, [{"layer": "x"}], [{"layer": "x", "index": 9999}], "text", 5])
def test_a_card_of_another_network_is_refused(copied, outputs):
    card = json.loads((copied / CARD_FILE).read_text())
    card["outputs"] = outputs
    (copied / CARD_FILE).write_text(json.dumps(card))
    with pytest.raises(ModelError, match="card"):
        Recognizer.load(copied)


@pytest.mark.parametrize("name", ["no-such-network", "", "..", "../..", "/nowhere/at/all"])
def test_a_network_that_is_not_there_is_named(name):
    with pytest.raises(ModelError, match="no network called"):
        Recognizer.load(name)
