"""``train --preset``: the page's training, in the terminal; only the learning itself is stood in for."""

from pathlib import Path
from typing import Any

import pytest

from digitdemo.command_line import main
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.catalogue import all_runs
from digitdemo.runs.run import Run
from digitdemo.runs.status import DONE
from digitdemo.storage.models import CARD_FILE, KERAS_FILE, LITERT_FILE, SHIPPED_MODELS, find_model
from digitdemo.training import preset_command


@pytest.fixture(autouse=True)
def _learned_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The shipped network takes the place of one that would be learned."""

    def train_run(run: Run, recorder: Any) -> None:
        for name in (KERAS_FILE, LITERT_FILE, CARD_FILE):
            run.bundle.write(name, (SHIPPED_MODELS / "digitdemo" / name).read_bytes())
        run.write_results({"test_accuracy": 0.9, "test_pictures": 100})
        run.write_status(run.status().changed("Trained.", state=DONE))

    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(preset_command, "train_run", train_run)


def test_the_network_is_stored_where_out_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / "mine"
    assert main(["train", "--preset", "tiny", "--out", str(folder)]) == 0
    assert find_model(folder).card["name"] == "mine"
    assert Recognizer.load(str(folder)).read_strokes([[(140, 30), (140, 250)]]).digit == 1
    assert str(folder) in capsys.readouterr().out


def test_a_place_that_cannot_be_written_is_said_before_anything_is_trained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["train", "--preset", "tiny", "--out", str(tmp_path / "file" / "mine")]) == 1
    printed = capsys.readouterr().err
    assert "cannot keep anything" in printed
    assert "Traceback" not in printed
    assert all_runs() == []


def test_a_run_of_the_terminal_belongs_to_no_visitor() -> None:
    assert main(["train", "--preset", "tiny"]) == 0
    assert all_runs()[0].about["owner"] == preset_command.TERMINAL
