"""What the cards say, measured again; and the whole way from a recipe to a stored network."""

import json
import math
import os
from pathlib import Path

import pytest

from digitdemo import Recognizer
from digitdemo.command_line import main
from digitdemo.datasets.mnist import MNIST_VARIABLE
from digitdemo.datasets.not_digits import KINDS
from digitdemo.datasets.stroke_file import LETTERS_VARIABLE, STROKES_VARIABLE
from digitdemo.reading.network import Network
from digitdemo.storage.models import SHIPPED_MODELS, StoredModel, find_model, shipped_models
from digitdemo.training.measures import Measures, measure

PROJECT = Path(__file__).resolve().parents[2]
SIDE_BY_SIDE = {
    *("digitdemo", "without-variations", "author", "mlp", "no-hidden-layer", "lenet5", "keras-example", "many-hands")
}


@pytest.fixture(params=shipped_models(), ids=lambda model: model.name)
def shipped(request: pytest.FixtureRequest) -> StoredModel:
    return request.param


def test_all_that_should_ship_ship() -> None:
    assert {model.name for model in shipped_models()} == SIDE_BY_SIDE


def test_the_files_are_small_enough() -> None:
    sizes = {
        folder.name: sum(path.stat().st_size for path in folder.iterdir())
        for folder in SHIPPED_MODELS.iterdir()
        if folder.name in SIDE_BY_SIDE
    }
    assert sum(sizes.values()) < 6_100_000
    assert sizes["digitdemo"] < 2_000_000
    assert find_model("digitdemo").litert_bytes <= 650 * 1024
    assert find_model("digitdemo").parameters <= 150_000


def test_every_card_is_complete(shipped: StoredModel) -> None:
    card = shipped.card
    for key in ("title", "description", "architecture", "recipe", "command", "epochs", "seed", "training_time_s"):
        assert card[key] not in ("", None), key
    assert card["description"].endswith(".")
    assert card["command"].startswith("python -m digitdemo train --recipe " + card["recipe"])
    assert {"python", "tensorflow", "keras", "numpy"} <= card["versions"].keys()
    assert any(data["name"] == "MNIST" and "CC BY-SA" in data["licence"] for data in card["data"])
    assert len(card["split"]["left_out_writers"]) == 8
    assert not set(card["split"]["left_out_writers"]) & set(card["split"]["training_writers"])
    accuracies = {f"{way}_{pen}" for way in ("strokes", "pictures") for pen in (10, 18, 26)}
    assert accuracies | {"mnist_test", "mnist_test_pictures", "turned_30"} <= card["accuracy"].keys()
    assert all(0 <= share <= 1 for share in card["accuracy"].values())
    for key in ("ece", "turned_away", "answered_right", "letters_turned_away", "shapes_turned_away"):
        assert 0 <= card[key] <= 1, key
    assert 0 <= card["min_probability"] < 1
    assert 0 < card["reading_time_ms"] < 20


def test_every_card_keeps_how_far_its_network_can_be_pushed(shipped: StoredModel) -> None:
    curves = shipped.card["robustness"]["curves"]
    assert {"turn", "shift_sideways", "resize", "thicken", "noise"} <= curves.keys()
    for curve in curves.values():
        assert len(curve["amounts"]) == len(curve["accuracy"])
        assert all(0 <= share <= 1 for share in curve["accuracy"])
    assert max(curves["turn"]["accuracy"]) > (0.7 if shipped.name == "no-hidden-layer" else 0.8)


def test_every_network_reads(shipped: StoredModel) -> None:
    probabilities = Recognizer(Network(shipped)).read_strokes([[(140, 28), (140, 252)]]).probabilities
    assert math.isclose(float(probabilities.sum()), 1, abs_tol=1e-4)


@pytest.fixture(scope="module")
def figures(dev_digits, dev_letters, mnist) -> Measures:
    """Ours, on the dev writers that its card says were left out."""
    recognizer = Recognizer.load()
    left_out = set(recognizer.model.card["split"]["left_out_writers"])
    return measure(
        recognizer,
        mnist=mnist,
        digits=[sign for sign in dev_digits if sign.writer in left_out],
        letters=[sign for sign in dev_letters if sign.writer in left_out],
    )


@pytest.mark.slow
def test_ours_reads_mnist(figures: Measures) -> None:
    assert figures.by_name["mnist_test"].accuracy >= 0.994  # the card says 0.9945; the aim is 0.996
    assert figures.by_name["mnist_test_pictures"].accuracy >= 0.994


@pytest.mark.slow
@pytest.mark.parametrize("pen", [10, 18, 26])
@pytest.mark.parametrize("way", ["strokes", "pictures"])
def test_ours_reads_writers_it_does_not_know(figures: Measures, way: str, pen: int) -> None:
    """400 digits by eight writers, among them the hardest hands: one digit is 0.25 %."""
    assert figures.by_name[f"{way}_{pen}"].accuracy >= 0.9875


@pytest.mark.slow
def test_ours_knows_when_not_to_say(figures: Measures) -> None:
    card = figures.for_card()
    assert card["turned_away"] <= 0.01
    assert card["letters_turned_away"] >= 0.9
    for kind in KINDS:
        assert figures.by_name[kind].turned_away >= 0.9, kind
    assert card["answered_right"] >= 0.995
    assert card["ece"] <= 0.01


@pytest.mark.slow
def test_the_cards_figures_are_those_measured(figures: Measures) -> None:
    card, measured = find_model().card, figures.for_card()
    for name, share in card["accuracy"].items():
        assert measured["accuracy"][name] == pytest.approx(share, abs=0.003), name
    for key in ("ece", "turned_away", "letters_turned_away"):
        assert measured[key] == pytest.approx(card[key], abs=0.005), key


@pytest.mark.slow
def test_from_a_recipe_to_a_stored_network(tmp_path: Path, dev_digits, dev_letters, mnist, monkeypatch) -> None:
    """One epoch, as the command line trains it; it need not be good, it must be whole."""
    for variable, name in (
        (MNIST_VARIABLE, "mnist.npz"),
        (STROKES_VARIABLE, "drawn-digits-dev.json.gz"),
        (LETTERS_VARIABLE, "drawn-letters-dev.json.gz"),
    ):
        beside = PROJECT.parent / "shared" / "data" / name
        monkeypatch.setenv(variable, os.environ.get(variable) or str(beside))
    assert main(["train", "--recipe", "quick", "--epochs", "1", "--out", str(tmp_path / "quick")]) == 0
    model = find_model(tmp_path / "quick")
    card = json.loads((tmp_path / "quick" / "card.json").read_text())
    assert card["accuracy"]["mnist_test"] > 0.8
    assert card["accuracy"]["strokes_18"] > 0.7
    assert "temperature" in card
    assert Recognizer(Network(model)).read_strokes(dev_digits[0].on_canvas(280)).preparation is not None
