"""Other classes than the digits: people stay apart, every class comes equally often, what is missing is said."""

import json
from pathlib import Path

import numpy as np
import pytest

from digitdemo.datasets.expression_file import EXPRESSIONS_VARIABLE
from digitdemo.datasets.stroke_file import LETTERS_VARIABLE
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import DataError, SettingError
from digitdemo.networks.task import DIGITS, LETTERS, SYMBOLS
from digitdemo.planning.gathering import gather, gather_test
from digitdemo.planning.preview import SplitSizes, preview, split_sizes
from digitdemo.planning.setting import Setting
from digitdemo.planning.signs import evenly, gather_signs, signs_are_here
from digitdemo.storage.labelled_signs import keep_sign
from digitdemo.storage.models import STORE_VARIABLE

LETTERS_ONLY = Setting(synthetic=0, letters=60)


def test_the_symbols_are_the_digits_and_then_the_others() -> None:
    assert SYMBOLS[:10] == DIGITS
    assert len(set(SYMBOLS)) == 22


def test_what_is_learned_decides_what_is_told_apart() -> None:
    assert Setting().classes == DIGITS
    assert Setting(symbols=100).classes == SYMBOLS
    assert LETTERS_ONLY.classes == LETTERS
    assert Setting(symbols=100).layers()[-1].shape == (22,)
    assert Setting(symbols=100, start_from="digitdemo").to_query() == {"symbols": "100", "start_from": "digitdemo"}


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (Setting(letters=60), "learned alone"),
        (Setting(synthetic=0, letters=60, test="mnist"), "only be tested with letters"),
        (Setting(synthetic=0, symbols=90_000), "20,000"),
    ],
)
def test_what_does_not_go_together_is_said(setting: Setting, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        setting.check()


def test_every_class_comes_as_often_as_any_other_while_there_are_some() -> None:
    labels = np.array([0] * 50 + [1] * 4 + [2] * 30)
    chosen = labels[evenly(labels, 20, np.random.default_rng(1))]
    assert sorted(np.bincount(chosen)) == [4, 8, 8]
    assert len(evenly(labels, 1000, np.random.default_rng(1))) == 84


def test_letters_are_split_by_person_and_drawn(letter_file: Path) -> None:
    signs = gather_signs("letters", 60, seed=3)
    people = [set(part.persons.tolist()) for part in (signs.learn, signs.check, signs.test)]
    assert all(people)
    assert len(set.union(*people)) == sum(map(len, people))
    assert np.bincount(signs.learn.digits).tolist() == [6] * 10
    assert signs.learn.images.shape == (60, 28, 28)
    assert signs.learn.images.max() > 200


def test_a_run_learns_from_them(letter_file: Path) -> None:
    learn, check = gather(LETTERS_ONLY)
    test = gather_test(LETTERS_ONLY)
    assert len(learn) == 60
    assert not set(learn.persons.tolist()) & {*check.persons.tolist(), *test.persons.tolist()}
    assert 0 < len(preview(LETTERS_ONLY)) <= 90
    assert split_sizes(LETTERS_ONLY) == SplitSizes(len(learn), len(check), len(test))


def test_without_a_file_this_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in (LETTERS_VARIABLE, EXPRESSIONS_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    assert not signs_are_here("symbols")
    with pytest.raises(DataError, match="no symbols on this server"):
        gather(Setting(synthetic=0, symbols=100))
    with pytest.raises(DataError, match="no letters on this server"):
        gather_test(LETTERS_ONLY)


def test_a_file_by_too_few_people_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stroke = [[0.2, 0.2], [0.8, 0.8]]
    drawings = [{"writer": 1, "letter": letter, "strokes": [stroke]} for letter in LETTERS]
    (tmp_path / "letters.json").write_text(json.dumps({"drawings": drawings}))
    monkeypatch.setenv(LETTERS_VARIABLE, str(tmp_path / "letters.json"))
    with pytest.raises(DataError, match="by 1 people"):
        gather_signs("letters", 20, seed=1)


def test_symbols_are_read_from_a_file_of_calculations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    symbols = [
        {"writer": f"w{writer}", "label": label, "strokes": [rng.uniform(0, 1, (5, 2)).tolist()]}
        for writer in range(10)
        for label in SYMBOLS
    ]
    (tmp_path / "some.json").write_text(json.dumps({"expressions": [], "symbols": symbols}))
    monkeypatch.setenv(EXPRESSIONS_VARIABLE, str(tmp_path / "some.json"))
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "store"))
    assert signs_are_here("symbols")
    learn, _ = gather(Setting(synthetic=0, symbols=44))
    assert np.bincount(learn.digits).tolist() == [2] * 22

    stroke = np.array([[0.0, 0.0], [40.0, 60.0]])
    for label in ("\\cdot", "/"):
        keep_sign(Drawing((stroke,), 100, 100, 5), label)
    learn, check = gather(Setting(synthetic=0, symbols=44))
    assert len(learn) == 44
    assert np.bincount(learn.digits)[[SYMBOLS.index("."), SYMBOLS.index("/")]].tolist() == [3, 3]
    assert (learn.persons < 0).sum() == 2
    assert split_sizes(Setting(synthetic=0, symbols=44)).check == len(check)
