import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from digitdemo.command_line import main
from digitdemo.datasets.mnist import Mnist
from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.storage.models import SHIPPED_MODELS, find_model
from digitdemo.training import training_command


@pytest.fixture
def folds_learned(
    monkeypatch: pytest.MonkeyPatch,
    little_mnist: Mnist,
    few_digits: list[WrittenSign],
    few_letters: list[WrittenSign],
) -> list[list[int]]:
    """Writers left out of each training; nothing is trained, the first network is worth 90 %, the second 80 %."""
    left_out: list[list[int]] = []

    def train_network(recipe, data, folder, *, seed):
        left_out.append(data.left_out_writers)
        share = 1 - len(left_out) / 10
        return SimpleNamespace(card={"accuracy": {"strokes_18": share}, "letters_turned_away": 1.0})

    monkeypatch.setattr(training_command, "train_network", train_network)
    monkeypatch.setattr(training_command, "fetch_mnist", lambda path: little_mnist)
    monkeypatch.setattr(training_command, "fetch_strokes", lambda *files, progress: (few_digits, few_letters))
    return left_out


def test_a_cross_validation_is_printed_and_kept_in_a_card(
    tmp_path: Path, folds_learned: list[list[int]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "digitdemo"
    shutil.copytree(SHIPPED_MODELS / "digitdemo", folder)
    assert main(["train", "--recipe", "quick", "--folds", "2", "--card", str(folder)]) == 0
    assert sorted(writer for fold in folds_learned for writer in fold) == [1, 2, 3, 4, 5, 6]
    kept = find_model(folder).card["cross_validation"]
    assert kept["strokes_18"] == {"folds": [0.9, 0.8], "mean": 0.85, "standard_deviation": pytest.approx(0.0707)}
    assert kept["command"] == "python -m digitdemo train --recipe quick --folds 2 --seed 1"
    assert "mean  85.00 %" in capsys.readouterr().out


def test_a_card_that_is_not_there_is_said_before_anything_is_trained(
    folds_learned: list[list[int]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "--recipe", "quick", "--folds", "2", "--card", "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err
    assert folds_learned == []


def test_a_recipe_that_needs_calculations_says_how_to_name_them(
    folds_learned: list[list[int]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIGITDEMO_EXPRESSIONS", raising=False)
    assert main(["train", "--recipe", "many-hands"]) == 1
    assert "--expressions" in capsys.readouterr().err
    assert folds_learned == []
