"""Labelled drawings: what is taken in, what is left out, and how many."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import DrawingError
from digitdemo.server_settings import VARIABLES
from digitdemo.storage.drawings import drawing_to_json
from digitdemo.storage.labelled import (
    BUNDLE,
    append_labelled,
    count_labelled,
    delete_damaged,
    delete_labelled,
    export_labelled,
    import_labelled,
    labelled_names,
    list_labelled,
    read_labelled,
)
from digitdemo.storage.models import STORE_VARIABLE, store_folder

SEVEN = Drawing((np.array([[60.0, 60], [200, 60], [120, 240]]),), 280, 280, 18)
FAR_AWAY = Drawing((np.array([[5000.0, 5000], [5100, 5100]]),), 280, 280, 18)
BLANK = Drawing((), 280, 280, 18)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    return tmp_path


def zipped(*drawings: Drawing) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, drawing in enumerate(drawings):
            content = {"digit": 7, "person": "anna", "drawing": json.loads(drawing_to_json(drawing))}
            archive.writestr(f"7/{number:020x}.json", json.dumps(content))
    return packed.getvalue()


def test_what_cannot_be_seen_is_left_out_of_an_import() -> None:
    taken = import_labelled(zipped(SEVEN, BLANK, FAR_AWAY, SEVEN))
    assert (taken.new, taken.left_out) == (2, 2)
    assert count_labelled() == 2
    with pytest.raises(DrawingError, match="no drawing"):
        import_labelled(zipped(BLANK))


@pytest.mark.parametrize("drawing", [BLANK, FAR_AWAY])
def test_what_cannot_be_seen_is_not_kept(drawing: Drawing) -> None:
    with pytest.raises(DrawingError, match="blank"):
        append_labelled(drawing, 7)


def test_a_person_may_keep_so_many_and_all_together_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLES["max_drawings_a_person"], "2")
    monkeypatch.setenv(VARIABLES["max_drawings"], "4")
    kept = [append_labelled(SEVEN, 7, "anna") for _ in range(2)]
    with pytest.raises(DrawingError, match="by you"):
        append_labelled(SEVEN, 7, "anna")
    append_labelled(SEVEN, 7, "bert")
    with pytest.raises(DrawingError, match="3 drawings are kept already"):
        import_labelled(zipped(SEVEN, SEVEN))
    delete_labelled(kept[0].name)
    append_labelled(SEVEN, 7, "anna")
    assert count_labelled() == 3


def test_the_index_sees_what_others_do_to_the_folder() -> None:
    first, second = append_labelled(SEVEN, 7), append_labelled(SEVEN, 1)
    assert labelled_names() == [first.name, second.name]
    (store_folder() / BUNDLE / f"{first.name}.json").unlink()  # another server's visitor
    assert labelled_names() == [second.name]
    readable, damaged = read_labelled([first.name, second.name])  # a page that was made a moment ago asks for both
    assert ([each.name for each in readable], damaged) == ([second.name], [])


def test_a_damaged_file_hides_no_other_and_can_be_removed() -> None:
    kept = append_labelled(SEVEN, 7)
    (store_folder() / BUNDLE / f"{'0' * 20}.json").write_bytes(b"[" * 100_000)
    readable, damaged = read_labelled(labelled_names())
    assert ([each.name for each in readable], damaged) == ([kept.name], ["0" * 20])
    delete_damaged(labelled_names())
    assert labelled_names() == [kept.name]


def test_an_export_comes_back_whole_and_is_not_doubled() -> None:
    append_labelled(SEVEN, 7, "anna")
    export = export_labelled()
    assert import_labelled(export).new == 0
    delete_labelled(labelled_names()[0])
    assert import_labelled(export).new == 1
    assert list_labelled()[0].person == "anna"
