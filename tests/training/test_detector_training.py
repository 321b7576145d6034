"""The detector's training: its cost against the arithmetic of one cell, its scenes, and a small training."""

import keras
import numpy as np
import pytest

from digitdemo.datasets.scenes import Sources, make_scenes
from digitdemo.detecting.cost import cost_of_cell
from digitdemo.detecting.grid import CELL_PX, CHANNELS, decode, encode
from digitdemo.detecting.network import DetectorNetwork
from digitdemo.storage.models import find_model
from digitdemo.training.detector_shipping import train_detector
from digitdemo.training.detector_training import DetectionCost, build

BOXES = np.array([[24.0, 4, 40, 36], [50, 34, 60, 46]])
DIGITS = np.array([7, 2])


@pytest.fixture(scope="module")
def sources(dev_digits, dev_letters):
    return Sources(dev_digits[:400], dev_letters[:100])


def test_the_cost_in_keras_is_the_sum_over_the_cells():
    outputs = np.random.default_rng(4).normal(0, 1, (1, 3, 4, CHANNELS)).astype(np.float32)
    targets = encode(BOXES, DIGITS, 3, 4)
    cells = decode(outputs[0])
    by_hand = 0.0
    for row, column in np.ndindex(3, 4):
        here = [i for i, box in enumerate(BOXES) if (box[:2] + box[2:]) // (2 * CELL_PX) @ [1, 10] == column + 10 * row]
        truth = (BOXES[here[0]], int(DIGITS[here[0]])) if here else (None, None)
        by_hand += cost_of_cell(cells, row, column, *truth).total
    assert float(DetectionCost()(targets[None], outputs)) == pytest.approx(by_hand / 4, rel=1e-4)


def test_a_cell_that_says_what_it_should_costs_next_to_nothing():
    targets = encode(BOXES[:1], DIGITS[:1], 3, 4)
    outputs = np.full((3, 4, CHANNELS), -12.0)
    _, x, y, width, height, _ = targets[1, 2]
    outputs[1, 2] = [12, np.log(x / (1 - x)), np.log(y / (1 - y)), width, height, *np.eye(10)[7] * 30]
    cells = decode(outputs)
    cost = cost_of_cell(cells, 1, 2, BOXES[0], 7)
    assert cost.overlap == pytest.approx(1, abs=1e-5)
    assert cost.total < 1e-3
    assert cost_of_cell(cells, 0, 0).total < 1e-4


def test_scenes_hold_their_digits_where_they_say(sources):
    scenes = make_scenes(30, 192, sources, np.random.default_rng(1))
    counts = [len(scene.digits) for scene in scenes]
    assert max(counts) > 4
    assert any(len(scene.digits) == 0 for scene in make_scenes(100, 192, sources, np.random.default_rng(2)))
    for scene in scenes:
        assert scene.ink.shape == (192, 192)
        assert len(scene.boxes) == len(scene.digits)
        for left, top, right, bottom in scene.boxes.astype(int):
            assert 0 <= left < right <= 192
            assert 0 <= top < bottom <= 192
            assert scene.ink[top:bottom, left:right].max() > 20


def test_the_same_seed_makes_the_same_scenes(sources):
    first, second = (make_scenes(3, 128, sources, np.random.default_rng(9)) for _ in range(2))
    assert all(np.array_equal(one.ink, other.ink) for one, other in zip(first, second, strict=True))


def test_the_network_is_small_and_reads_sheets_of_any_size():
    model = build()
    assert model.count_params() <= 200_000
    assert model(np.zeros((1, 64, 96, 1), np.float32)).shape == (1, 4, 6, CHANNELS)


def test_a_small_training_is_stored_with_its_card_and_reads_as_keras_does(sources, tmp_path):
    split = {"training_writers": [1], "left_out_writers": [2]}
    stored = train_detector(
        sources,
        tmp_path / "small",
        seed=1,
        split=split,
        epochs=1,
        scenes=32,
        verbose=0,
        measure=lambda _: {"a": 1},
    )
    assert stored.card["split"] == split
    assert stored.card["a"] == 1
    assert [entry["name"] for entry in stored.card["data"]] == ["DigiLeTs"]
    assert not stored.reads_digits
    sheet = make_scenes(1, 128, sources, np.random.default_rng(3))[0].ink
    cells = DetectorNetwork(find_model(tmp_path / "small")).cells(sheet)
    model = keras.models.load_model(tmp_path / "small" / "network.keras", compile=False)
    outputs = np.asarray(model(sheet[None, ..., None].astype(np.float32) / 255))[0]
    expected = decode(outputs)
    assert cells.confidence == pytest.approx(expected.confidence, abs=1e-4)
    assert cells.probabilities == pytest.approx(expected.probabilities, abs=1e-4)
