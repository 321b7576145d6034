"""A file of written calculations: what is read, what is refused, and who is kept aside."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from digitdemo.datasets.expression_file import (
    UNNAMED_WRITERS,
    digits_among,
    into_square,
    load_expression_file,
    not_digits_among,
)
from digitdemo.errors import DataError


def content(people: int = 8) -> dict:
    names = [f"anna {number}" for number in range(people)] + sorted(UNNAMED_WRITERS)
    expression = {
        "writer": "anna 0",
        "latex": "1+2",
        "strokes": [[[100, 50], [100, 150]], [[200, 100], [300, 100]], [[250, 50], [250, 150]], [[400, 60], [420, 90]]],
        "symbols": [{"label": "1", "strokes": [0]}, {"label": "+", "strokes": [1, 2]}, {"label": "2", "strokes": [3]}],
    }
    symbols = [{"writer": name, "label": "7", "strokes": [[[0, 0], [1, 0], [0.4, 1]]]} for name in names]
    return {"source": "made", "units": "px", "expressions": [expression], "symbols": symbols}


def written(path: Path, values: object) -> Path:
    path.write_bytes(gzip.compress(json.dumps(values).encode()))
    return path


def test_expressions_and_symbols_are_read(tmp_path: Path) -> None:
    file = load_expression_file(written(tmp_path / "file.json.gz", content()))
    (expression,) = file.expressions
    assert (expression.latex, len(expression.strokes)) == ("1+2", 4)
    assert [sign.sign for sign in expression.signs()] == ["1", "+", "2"]
    assert len(expression.signs()[1].strokes) == 2
    assert len(digits_among(file.signs())) == 12
    assert [sign.sign for sign in not_digits_among(file.signs())] == ["+"]


def test_a_symbol_lies_in_a_square_of_its_own(tmp_path: Path) -> None:
    for sign in load_expression_file(written(tmp_path / "file.json.gz", content())).signs():
        points = np.concatenate(sign.strokes)
        assert np.allclose((points.min(axis=0) + points.max(axis=0)) / 2, 0.5)
        assert (points.max(axis=0) - points.min(axis=0)).max() == pytest.approx(0.6)
    (dot,) = into_square([np.array([[7.0, 7.0]])])
    assert np.allclose(dot, 0.5)


def test_whole_people_are_kept_aside_and_never_those_without_a_name(tmp_path: Path) -> None:
    file = load_expression_file(written(tmp_path / "file.json.gz", content()))
    learned, aside = file.split()
    kept = {sign.writer for sign in aside}
    assert kept == file.left_out_people()
    assert len(kept) == 2
    assert not kept & {sign.writer for sign in learned}
    assert not kept & UNNAMED_WRITERS
    assert len(learned) + len(aside) == len(file.signs())


@pytest.mark.parametrize(
    "damage",
    [
        [],
        {},
        {"expressions": 1, "symbols": []},
        {"expressions": [{"writer": "a"}], "symbols": []},
        {"expressions": [], "symbols": [{"writer": "a", "label": "7", "strokes": []}]},
        {"expressions": [], "symbols": [{"writer": "a", "label": "7", "strokes": [[["x", 1]]]}]},
    ],
)
def test_another_layout_is_refused(tmp_path: Path, damage: object) -> None:
    with pytest.raises(DataError, match="not a file of written calculations"):
        load_expression_file(written(tmp_path / "file.json.gz", damage))
    missing = content()
    missing["expressions"][0]["symbols"][0]["strokes"] = [9]
    with pytest.raises(DataError, match="not there"):
        load_expression_file(written(tmp_path / "file.json.gz", missing))
    with pytest.raises(DataError):
        load_expression_file(tmp_path / "nothing.json")
