import dataclasses
import shutil
from pathlib import Path

import pytest

from digitdemo.command_line import main
from digitdemo.datasets.mnist import Mnist
from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.storage.models import SHIPPED_MODELS, find_model
from digitdemo.storage.store import bundle_at
from digitdemo.training import ablation
from digitdemo.training.ablation import ABLATIONS
from digitdemo.training.cards import add_to_card, write_card
from digitdemo.training.recipe import QUICK, Recipe


def examples(recipe: Recipe) -> int:
    names = ("mnist_digits", "drawn_digits", "made_digits", "letters", "made_not_digits")
    return sum(getattr(recipe, name) for name in names)


@pytest.mark.parametrize("what", list(ABLATIONS)[1:])
def test_each_ablation_leaves_something_out_and_learns_equally_long(what: str) -> None:
    recipe = ABLATIONS[what]
    changed = [
        field.name for field in dataclasses.fields(Recipe) if getattr(recipe, field.name) != getattr(QUICK, field.name)
    ]
    assert changed
    assert examples(recipe) == examples(QUICK)
    assert recipe.epochs == QUICK.epochs


def test_the_table_is_printed_and_kept_in_the_card(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    little_mnist: Mnist,
    few_digits: list[WrittenSign],
    few_letters: list[WrittenSign],
) -> None:
    """Two ablations of a small network in one short epoch each; what they are worth does not matter here."""
    folder = tmp_path / "digitdemo"
    shutil.copytree(SHIPPED_MODELS / "digitdemo", folder)
    short = {
        "architecture": "mlp",
        "epochs": 1,
        "batch_size": 16,
        "mnist_digits": 40,
        "drawn_digits": 30,
        "made_digits": 20,
        "letters": 12,
        "made_not_digits": 6,
    }
    two = {what: dataclasses.replace(ABLATIONS[what], **short) for what in list(ABLATIONS)[:2]}
    monkeypatch.setattr(ablation, "ABLATIONS", two)
    monkeypatch.setattr(ablation, "fetch_mnist", lambda path: little_mnist)
    monkeypatch.setattr(ablation, "fetch_strokes", lambda digits, letters: (few_digits, few_letters))
    assert main(["ablate", "--leave-out", "2", "--card", str(folder)]) == 0
    printed = capsys.readouterr().out
    kept = find_model(folder).card["ingredients"]
    assert [row["what"] for row in kept["rows"]] == list(two)
    for row in kept["rows"]:
        assert row["what"] in printed
        assert all(0 <= row[name] <= 1 for name in ablation._COLUMNS)


def test_figures_are_added_to_the_card_as_it_is_by_then(tmp_path) -> None:
    card = {"title": "A network", "parameters": 1, "outputs": []}
    stored = write_card(bundle_at(tmp_path), card)
    add_to_card(stored, {"ingredients": 1})
    assert add_to_card(stored, {"ece": 2}).card == {**card, "ingredients": 1, "ece": 2}
