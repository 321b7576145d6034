import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from digitdemo.command_line import main
from digitdemo.datasets.mnist import MNIST_VARIABLE
from digitdemo.datasets.stroke_file import LETTERS_VARIABLE, STROKES_VARIABLE

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _no_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in (MNIST_VARIABLE, STROKES_VARIABLE, LETTERS_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """A picture of a plain 1, black on white."""
    picture = np.full((120, 120), 255, np.uint8)
    picture[20:100, 56:66] = 0
    Image.fromarray(picture).save(tmp_path / "one.png")
    return tmp_path / "one.png"


@pytest.mark.parametrize("command", [[], ["read"], ["train"], ["evaluate"]])
def test_help(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--help"])
    assert stopped.value.code == 0
    assert "usage: python -m digitdemo" in capsys.readouterr().out


def test_read_prints_json(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(one)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["digit"] == 1
    assert answer["model"] == "digitdemo"
    assert len(answer["probabilities"]) == 10
    assert sum(answer["probabilities"]) == pytest.approx(1, abs=0.01)


def test_read_of_empty_paper_says_no_digit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("L", (50, 50), 255).save(tmp_path / "blank.png")
    assert main(["read", str(tmp_path / "blank.png")]) == 0
    assert json.loads(capsys.readouterr().out)["digit"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "none.png"], "none.png"),
        (["read", "empty.png"], "empty"),
        (["read", "text.png"], "not a picture"),
        (["read", "folder"], "folder"),
        (["read", "one.png", "--model", "none"], "no network"),
        (["evaluate", "--model", "../etc"], "no network"),
        (["evaluate"], "nothing to measure with"),
        (["evaluate", "--strokes", "text.png"], "not a stroke file"),
        (["evaluate", "--mnist", "text.png"], "not an MNIST file"),
        (["evaluate", "--mnist", "none.npz"], "no MNIST file"),
    ],
)
def test_bad_input_is_said_in_words(
    arguments: list[str],
    said: str,
    one: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(one.parent)
    Path("empty.png").touch()
    Path("text.png").write_text("no picture")
    Path("folder").mkdir()
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert said in printed.err
    assert "Traceback" not in printed.err


@pytest.mark.parametrize("arguments", [[], ["paint"], ["read"], ["train", "--epochs", "0"], ["train", "--epochs", "x"]])
def test_wrong_usage_stops_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_reading_and_evaluating_leave_tensorflow_out(one: Path) -> None:
    script = (
        "import sys; from digitdemo.command_line import main; "
        f"main(['read', {str(one)!r}]); main(['evaluate']); "
        "import digitdemo.training.evaluation_command; "
        "sys.exit(any(name.split('.')[0] in ('tensorflow', 'keras') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, check=False).returncode == 0


def test_evaluate_prints_writes_and_plots(tmp_path: Path, capsys: pytest.CaptureFixture[str], recognizer) -> None:
    strokes = [[[0.5, 0.1], [0.5, 0.9]]]
    drawings = [{"writer": writer, "digit": 1, "strokes": strokes} for writer in (900, 901)]
    (tmp_path / "digits.json").write_text(json.dumps({"drawings": drawings}))
    status = main(["evaluate", "--strokes", str(tmp_path / "digits.json"), "--plot", str(tmp_path / "plots")])
    printed = capsys.readouterr().out
    assert status == 0
    assert "2 digits and 0 letters by 2 writers, none of whom it learned from" in printed
    assert "writers' digits, pen 18 px, as strokes" in printed
    assert "turned away, limit of the other writers" in printed
    assert "true \\ read" in printed
    assert Image.open(tmp_path / "plots" / "worst-errors.png").size[0] > 100
    assert Image.open(tmp_path / "plots" / "reliability.png").size == (600, 600)


def test_evaluate_measures_people_who_wrote_calculations(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], recognizer
) -> None:
    seven = [[[0, 0], [1, 0], [0.4, 1]]]
    symbols = [{"writer": f"anna {number}", "label": "7", "strokes": seven} for number in range(8)]
    (tmp_path / "calculations.json").write_text(json.dumps({"units": "px", "expressions": [], "symbols": symbols}))
    assert main(["evaluate", "--expressions", str(tmp_path / "calculations.json")]) == 0
    printed = capsys.readouterr().out
    assert "2 digits by 2 people who wrote calculations" in printed  # a quarter of eight is kept aside
    assert "their digits read right                  100.00 %" in printed


def test_train_lists_recipes_and_knows_no_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--recipe", "list"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in ("digitdemo", "author", "mlp", "lenet5", "keras-example"))
    assert main(["train", "--recipe", "none"]) == 1
    assert "no recipe" in capsys.readouterr().err
