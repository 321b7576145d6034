"""The network for symbols, trained on a handful of made calculations; who learns and who judges."""

import gzip
import json

import numpy as np
import pytest

from digitdemo.calculating.reading import read_expression
from digitdemo.calculating.symbol_network import SymbolNetwork
from digitdemo.datasets.expression_file import UNNAMED_WRITERS, load_expression_file
from digitdemo.errors import DataError
from digitdemo.storage.models import find_model, shipped_models
from digitdemo.training import symbol_command
from digitdemo.training.symbol_data import CLASSES, split_writers, written_by, wrong_group
from tests.calculating.signs import write


def expression(writer: str, text: str) -> dict:
    strokes, symbols = [], []
    for index, sign in enumerate(text):
        own = write(sign, 40 + 76 * index)
        symbols.append({"label": sign, "strokes": list(range(len(strokes), len(strokes) + len(own)))})
        strokes += [stroke.tolist() for stroke in own]
    return {"writer": writer, "latex": text, "strokes": strokes, "symbols": symbols}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    writers = ["a", "b", "c", "d", *UNNAMED_WRITERS]
    symbols = [
        {"writer": writer, "label": sign, "strokes": [(stroke / 80).tolist() for stroke in write(sign)]}
        for writer in writers
        for sign in "147+-="
    ]
    expressions = [expression(writer, text) for writer in writers for text in ("4+7=", "1-4")]
    path = tmp_path_factory.mktemp("data") / "calculations.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"expressions": expressions, "symbols": symbols}).encode()))
    return path


def test_no_writer_is_on_both_sides_and_the_unnamed_are_learned_from(file):
    written = load_expression_file(file)
    learned, judged = split_writers(written, 0.25, seed=1)
    assert len(judged) == 1
    assert not set(learned) & set(judged)
    assert set(learned) >= UNNAMED_WRITERS
    assert {entry.writer for entry in written_by(written, judged).expressions} == set(judged)


def test_a_wrong_group_is_never_one_sign(file):
    entry = load_expression_file(file).expressions[0]
    rng = np.random.default_rng(0)
    signs = [{id(entry.strokes[index]) for index in symbol.strokes} for symbol in entry.symbols]
    for _ in range(50):
        group = {id(stroke) for stroke in wrong_group(entry, rng)}
        assert not any(group <= sign for sign in signs)


def test_a_small_training_gives_a_network_that_reads(file, tmp_path):
    symbol_command.run(expressions=file, strokes=None, epochs=4, seed=1, folder=tmp_path / "symbols", size=0.06)
    stored = find_model(tmp_path / "symbols")
    assert stored.card["classes"] == list(CLASSES)
    assert not stored.reads_digits
    assert "non-commercial" in stored.card["licence"]
    network = SymbolNetwork(stored)
    chances = network.probabilities(np.random.default_rng(0).random((70, 28, 28), np.float32))
    assert chances.shape == (70, len(CLASSES))
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-4)
    assert len(read_expression(write("4+7="), network=network).groups) > 4


def test_too_little_data_is_said(tmp_path):
    path = tmp_path / "none.json"
    path.write_text('{"expressions": [], "symbols": []}')
    with pytest.raises(DataError, match="too little"):
        symbol_command.run(expressions=path, strokes=None, epochs=1, seed=1, folder=tmp_path / "symbols")


def test_the_network_for_symbols_is_not_offered_for_digits():
    names = {model.name for model in shipped_models()}
    assert "digitdemo" in names
    assert "symbols" not in names
    assert not find_model("symbols").reads_digits
