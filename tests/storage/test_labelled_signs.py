"""Signs put right by hand are kept, each as a file of its own; what is damaged takes nothing else away."""

import numpy as np
import pytest

from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import DrawingError
from digitdemo.storage.labelled_signs import delete_sign, keep_sign, list_signs
from digitdemo.storage.models import STORE_VARIABLE

SLASH = Drawing((np.array([[10.0, 90.0], [60.0, 10.0]]),), 100, 100, 5)


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    return tmp_path / "signs"


def test_what_is_kept_comes_back_oldest_first(store):
    kept = [keep_sign(SLASH, label, "anna") for label in ("/", "\\cdot", ":")]
    assert [sign.sign for sign in list_signs()] == ["/", ".", "\\div"]
    assert list_signs()[0].person == "anna"
    assert np.array_equal(list_signs()[0].drawing.strokes[0], SLASH.strokes[0])
    delete_sign(kept[0].name)
    delete_sign(kept[0].name)
    delete_sign("../../etc/passwd")
    assert [sign.sign for sign in list_signs()] == [".", "\\div"]
    (store / f"{kept[1].name}.json").write_text("{")
    assert [sign.sign for sign in list_signs()] == ["\\div"]


def test_what_cannot_be_learned_from_is_refused(monkeypatch):
    with pytest.raises(DrawingError, match="tells “<” apart"):
        keep_sign(SLASH, "<")
    with pytest.raises(DrawingError):
        keep_sign(Drawing((), 100, 100, 5), "/")
    monkeypatch.setenv("DIGITDEMO_MAX_DRAWINGS_A_PERSON", "1")
    keep_sign(SLASH, "/", "anna")
    keep_sign(SLASH, "/", "ben")
    with pytest.raises(DrawingError):
        keep_sign(SLASH, "/", "anna")
    monkeypatch.setenv("DIGITDEMO_MAX_DRAWINGS", "2")
    with pytest.raises(DrawingError):
        keep_sign(SLASH, "/", "carl")
    assert len(list_signs()) == 2
