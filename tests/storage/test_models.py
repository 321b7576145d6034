"""Stored networks: found, listed, and cards that cannot be read."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from digitdemo.errors import ModelError
from digitdemo.storage import models
from digitdemo.storage.keras_file import read_layers
from digitdemo.storage.models import (
    CARD_FILE,
    KERAS_FILE,
    STORE_VARIABLE,
    find_model,
    read_card,
    retrained_models,
    shipped_models,
)
from digitdemo.storage.store import bundle_at


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    return tmp_path


def put_copy(folder):
    shutil.copytree(find_model().bundle.place, folder)
    return folder


def test_ours_is_the_first_of_those_that_ship():
    assert shipped_models()[0].name == models.DEFAULT_MODEL
    assert find_model().parameters > 0


def test_the_shipped_files_are_small():
    assert sum(path.stat().st_size for path in Path(find_model().bundle.place).iterdir()) < 2_000_000


def test_retrained_networks_are_found_by_name_newest_first(store):
    import os

    for age, name in enumerate(("old", "older")):
        card = put_copy(store / name) / CARD_FILE
        os.utime(card, (1e9 - age, 1e9 - age))
    put_copy(store / "new")
    assert [model.name for model in retrained_models()] == ["new", "old", "older"]
    assert find_model("old").bundle.place == str(store / "old")


def test_one_damaged_card_does_not_hide_the_others(store):
    put_copy(store / "whole")
    (put_copy(store / "damaged") / CARD_FILE).write_text("{")
    assert [model.name for model in retrained_models()] == ["whole"]
    with pytest.raises(ModelError, match="damaged"):
        find_model("damaged")


@pytest.mark.parametrize(
    "content",
    ["", "[]", "7", "{}", '{"title": "x"}', '{"title": "x", "parameters": "many", "outputs": []}', "[" * 100_000],
)
def test_a_card_that_cannot_be_read_is_named(tmp_path, content):
    (tmp_path / CARD_FILE).write_text(content)
    with pytest.raises(ModelError, match=CARD_FILE):
        read_card(bundle_at(tmp_path))


def test_the_card_says_what_the_keras_file_holds():
    model = find_model()
    layers = model.layers()
    assert sum(array.size for layer in layers for array in layer.weights.values()) >= model.parameters
    named = [layer.name for layer in layers if layer.kind != "InputLayer"]
    assert [entry["layer"] for entry in model.card["outputs"]] == named


def test_a_layers_weights_have_their_shapes():
    layers = {layer.kind: layer for layer in find_model().layers()}
    kernel = layers["Conv2D"].weights["kernel"]
    assert kernel.ndim == 4
    assert kernel.dtype == np.float32
    assert layers["Dense"].weights["kernel"].shape[1] == 10


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.99])
def test_a_truncated_keras_file_is_refused(tmp_path, keep):
    content = find_model().bundle.read(KERAS_FILE)
    path = tmp_path / KERAS_FILE
    path.write_bytes(content[: int(keep * len(content))])
    with pytest.raises(ModelError, match=KERAS_FILE):
        read_layers(path)


def test_a_zip_that_is_no_network_is_refused(tmp_path):
    import zipfile

    path = tmp_path / KERAS_FILE
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", json.dumps({"config": {"layers": [{}]}}))
        archive.writestr("model.weights.h5", b"nothing")
    with pytest.raises(ModelError, match=KERAS_FILE):
        read_layers(path)
