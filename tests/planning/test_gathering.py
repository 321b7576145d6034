"""Where the pictures come from, and how they are split."""

import io
import zipfile

import cv2
import numpy as np
import pytest

from digitdemo.datasets.handwriting import Handwriting, make_handwriting
from digitdemo.datasets.picture_folder import PictureSet, import_zip, keep_pictures, load_picture_set, saturate
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import DataError, DrawingError, SettingError
from digitdemo.planning.gathering import differs_in_kind, gather, gather_test
from digitdemo.planning.preview import preview, split_sizes
from digitdemo.planning.setting import Setting
from digitdemo.storage.labelled import (
    append_labelled,
    change_label,
    delete_labelled,
    export_labelled,
    import_labelled,
    list_labelled,
)
from digitdemo.storage.models import STORE_VARIABLE


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    return tmp_path


def drawing_of(x: float) -> Drawing:
    return Drawing((np.array([[x, 20.0], [x + 5, 200.0]]),), 280, 280, 18)


def zip_of(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def pictures_by_persons(persons: int = 4, each: int = 10) -> dict[str, bytes]:
    images, digits = make_handwriting(persons * each, Handwriting(), np.random.default_rng(0))
    files = {}
    for number, (image, digit) in enumerate(zip(images, digits, strict=True)):
        large = cv2.resize(255 - image, (84, 84), interpolation=cv2.INTER_CUBIC)
        files[f"person{number % persons}/{digit}/{number}.png"] = cv2.imencode(".png", large)[1].tobytes()
    return files


def test_the_same_setting_gives_the_same_pictures():
    first, again = gather(Setting(synthetic=300)), gather(Setting(synthetic=300))
    other = gather(Setting(synthetic=300, seed=2))
    assert np.array_equal(first[0].images, again[0].images)
    assert not np.array_equal(first[0].images, other[0].images)
    assert (len(first[0]), len(first[1])) == (300, 30)
    assert np.array_equal(gather_test(Setting()).images, gather_test(Setting(seed=5)).images)


def test_no_picture_is_in_two_parts():
    learn, check = gather(Setting(synthetic=400))
    test = gather_test(Setting(synthetic=400))
    seen = [{image.tobytes() for image in part.images} for part in (learn, check, test)]
    assert not (seen[0] & seen[1])
    assert not (seen[0] & seen[2])
    assert not (seen[1] & seen[2])


def test_pictures_of_one_person_stay_in_one_part():
    import_zip("mine", zip_of(pictures_by_persons()))
    setting = Setting(synthetic=0, pictures=30, picture_set="mine")
    learn, check = gather(setting)
    persons = [set(part.persons) for part in (learn, check, gather_test(setting))]
    assert all(persons)
    assert not (persons[0] & persons[1])
    assert not (persons[0] & persons[2])
    assert not (persons[1] & persons[2])


def test_a_mixture_holds_its_kinds_and_says_when_the_test_is_of_another():
    import_zip("mine", zip_of(pictures_by_persons()))
    mixture = Setting(synthetic=100, pictures=20, picture_set="mine")
    learn, _ = gather(mixture)
    assert set(learn.sources) == {0, 3}
    assert not differs_in_kind(mixture)
    assert differs_in_kind(Setting(test="mnist"))
    assert not differs_in_kind(Setting(synthetic=0, mnist=100, test="mnist"))


def test_too_little_is_said(monkeypatch, tmp_path):
    with pytest.raises(DataError, match="0 labelled drawings; 10 are needed"):
        gather(Setting(drawings=50))
    monkeypatch.setenv("DIGITDEMO_MNIST", "")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(DataError, match="synthetic handwriting"):
        gather(Setting(mnist=100))
    with pytest.raises(SettingError, match="nothing to test"):
        gather_test(Setting(synthetic=0))


def test_a_preview_shows_each_kind_without_loading_everything():
    part = preview(Setting(synthetic=5000), 20)
    assert len(part) == 20
    assert list(part.digits) == sorted(part.digits)


def test_labelled_drawings_are_kept_corrected_and_carried(store):
    kept = append_labelled(drawing_of(100), 1, "anna")
    append_labelled(drawing_of(120), 7)
    change_label(kept.name, 7)
    assert [entry.digit for entry in list_labelled()] == [7, 7]
    export = export_labelled()
    delete_labelled(kept.name)
    assert len(list_labelled()) == 1
    assert import_labelled(export).new == 1
    assert import_labelled(export).new == 0
    assert {entry.person for entry in list_labelled()} == {"anna", ""}
    with pytest.raises(DrawingError):
        append_labelled(Drawing((), 280, 280, 18), 1)
    with pytest.raises(DrawingError):
        append_labelled(drawing_of(3), 10)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 no zip", zip_of({"../../0123456789ab.json": b"{}"}), zip_of({"1/0123456789ab.json": b"[1]"})],
)
def test_what_is_no_export_is_refused_and_nothing_is_written(content, store):
    with pytest.raises(DrawingError):
        import_labelled(content)
    assert not list(store.rglob("*.json"))


def test_what_is_no_picture_in_a_zip_is_left_out():
    files = pictures_by_persons(3, 8)
    taken = import_zip("a", zip_of({**files, "person0/3/broken.png": b"no picture", "person0/notes.txt": b"x"}))
    assert len(taken.digits) == 24
    assert taken.left_out == 1
    assert set(load_picture_set("a").persons) == {0, 1, 2}
    assert load_picture_set("a").names == ("person0", "person1", "person2")
    assert load_picture_set("a", saturated=True).images.shape == (24, 28, 28)


@pytest.mark.parametrize("content", [b"", b"no zip", zip_of({"a.png": b"x"}), zip_of({"p/11/a.png": b"x"})])
def test_zips_that_are_laid_out_otherwise_are_refused(content):
    with pytest.raises(DataError):
        import_zip("x", content)


def test_saturation_pushes_greys_apart():
    assert saturate(np.array([[0, 100, 127, 128, 155, 255]], np.uint8)).tolist() == [[0, 45, 126, 129, 210, 255]]


def test_people_of_a_zip_are_called_as_their_folders():
    import_zip("mine", zip_of(pictures_by_persons()))
    setting = Setting(synthetic=0, pictures=5000, picture_set="mine")
    test = gather_test(setting)
    assert {test.names[person] for person in test.persons} <= {f"person{number}" for number in range(4)}
    drawn = Setting(synthetic=20, pictures=5000, picture_set="mine", test="same kind")
    assert -1 in gather_test(drawn).persons  # made digits have no writer, and no name


@pytest.mark.parametrize(
    "changes",
    [
        {"synthetic": 400},
        {"synthetic": 0, "pictures": 5000, "picture_set": "four"},
        {"synthetic": 100, "pictures": 60, "picture_set": "four", "test": "pictures"},
        {"synthetic": 0, "pictures": 5000, "picture_set": "one"},
    ],
)
def test_the_split_that_is_announced_is_the_one_that_is_made(changes):
    rng = np.random.default_rng(0)
    images, digits = rng.integers(0, 255, (600, 28, 28), np.uint8), np.arange(600, dtype=np.uint8) % 10
    for name, persons in (("four", np.arange(600) % 4), ("one", np.full(600, -1))):
        keep_pictures(name, PictureSet(images, digits, persons.astype(np.int32)))
    setting = Setting(**changes)
    sizes = split_sizes(setting)
    learn, check = gather(setting)
    assert (sizes.learn, sizes.check, sizes.test) == (len(learn), len(check), len(gather_test(setting)))
