import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from digitdemo.datasets.stroke_file import (
    STROKES_VARIABLE,
    choose_writers,
    load_stroke_file,
    path_from_environment,
    split_by_writer,
)
from digitdemo.errors import DataError

DRAWINGS = [
    {"writer": writer, "digit": digit, "strokes": [[[0.1, 0.2], [0.3, 0.4]], [[0.5, 0.5]]]}
    for writer in range(10)
    for digit in (1, 7)
]


def write(path: Path, content: object, zipped: bool = False) -> Path:
    raw = json.dumps(content).encode()
    path.write_bytes(gzip.compress(raw) if zipped else raw)
    return path


@pytest.mark.parametrize("zipped", [False, True])
def test_reads_digits(tmp_path: Path, zipped: bool) -> None:
    signs = load_stroke_file(write(tmp_path / "a.json", {"drawings": DRAWINGS}, zipped))
    assert len(signs) == 20
    assert (signs[1].writer, signs[1].sign, signs[1].digit) == (0, "7", 7)
    assert np.allclose(signs[0].strokes[0], [[0.1, 0.2], [0.3, 0.4]])
    assert np.allclose(signs[0].on_canvas(280)[1], [[140, 140]])


def test_reads_letters(tmp_path: Path) -> None:
    content = {"drawings": [{"writer": 3, "letter": "A", "strokes": [[[0, 0], [1, 1]]]}]}
    assert load_stroke_file(write(tmp_path / "a.json", content))[0].sign == "A"


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {"drawings": [{"writer": 1}]},
        {"drawings": [{"writer": "x", "digit": 1, "strokes": []}]},
        {"drawings": [{"writer": 1, "digit": 1, "strokes": [[[0, 0, 0]]]}]},
        {"drawings": [{"writer": 1, "digit": 1, "strokes": [[["a", "b"]]]}]},
        {"drawings": [{"writer": 1, "digit": 1, "strokes": [[[1e30, 0]]]}]},
        {"drawings": 5},
    ],
)
def test_says_what_is_no_stroke_file(tmp_path: Path, content: object) -> None:
    with pytest.raises(DataError, match="not a stroke file"):
        load_stroke_file(write(tmp_path / "bad.json", content))


@pytest.mark.parametrize("raw", [b"", b"\x1f\x8b", gzip.compress(b'{"drawings": []}')[:-9], b"\x00\x01", b"not json"])
def test_says_that_a_file_is_damaged(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "bad.json").write_bytes(raw)
    with pytest.raises(DataError):
        load_stroke_file(tmp_path / "bad.json")


def test_says_that_a_file_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataError):
        load_stroke_file(tmp_path / "none.json")
    monkeypatch.setenv(STROKES_VARIABLE, str(tmp_path / "none.json"))
    with pytest.raises(DataError, match=STROKES_VARIABLE):
        path_from_environment(STROKES_VARIABLE)
    monkeypatch.delenv(STROKES_VARIABLE)
    assert path_from_environment(STROKES_VARIABLE) is None


def test_no_writer_is_on_both_sides(tmp_path: Path) -> None:
    signs = load_stroke_file(write(tmp_path / "a.json", {"drawings": DRAWINGS}))
    left_out = choose_writers(signs, 3, seed=1)
    learned, checked = split_by_writer(signs, left_out)
    assert {sign.writer for sign in checked} == set(left_out)
    assert not {sign.writer for sign in learned} & set(left_out)
    assert len(learned) + len(checked) == len(signs)
    assert len(checked) == 6


def test_the_same_seed_leaves_out_the_same_writers(tmp_path: Path) -> None:
    signs = load_stroke_file(write(tmp_path / "a.json", {"drawings": DRAWINGS}))
    assert choose_writers(signs, 3, seed=1) == choose_writers(signs[::-1], 3, seed=1)
    assert len({tuple(choose_writers(signs, 3, seed=seed)) for seed in range(8)}) > 1
