"""A drawing in a file, and the command that reads it."""

import json

import pytest

from digitdemo.calculating.drawing_file import load_drawing
from digitdemo.command_line import main
from digitdemo.errors import CalculationError
from tests.calculating.signs import write


def test_a_drawing_is_read_by_the_command(tmp_path, capsys):
    path = tmp_path / "drawing.json"
    path.write_text(json.dumps({"strokes": [stroke.tolist() for stroke in write("4+7=")]}))
    assert main(["read", "--expression", str(path)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["latex"], answer["value"]) == ("4+7=", "11")


def test_a_plain_list_is_strokes(tmp_path):
    path = tmp_path / "drawing.json"
    path.write_text("[[[1, 2], [3, 4]]]")
    assert load_drawing(path).strokes[0].tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", "null", '{"strokes": 3}', '{"strokes": [], "width_px": -1}', "[" * 9999]
)
def test_what_is_no_drawing_is_said(tmp_path, text, capsys):
    path = tmp_path / "drawing.json"
    path.write_text(text)
    with pytest.raises(CalculationError):
        load_drawing(path)
    assert main(["read", "--expression", str(path)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CalculationError):
        load_drawing(tmp_path / "none.json")
