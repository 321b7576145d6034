"""Digits found anywhere with the shipped detector; bad pictures; which networks are offered for single digits."""

import numpy as np
import pytest

from digitdemo import find_digits
from digitdemo.datasets.stroke_file import choose_writers, split_by_writer
from digitdemo.detecting.counting import Tally, tally
from digitdemo.detecting.finding import find_digits_in_ink, in_lines
from digitdemo.detecting.ink_boxes import ConnectedInk, fit_to_ink
from digitdemo.detecting.network import DetectorNetwork, load_detector
from digitdemo.detecting.sheet import LONGEST_PX, as_sheet
from digitdemo.detecting.sliding import slide_everywhere
from digitdemo.errors import ModelError, PictureError
from digitdemo.storage.models import find_model, shipped_models
from tests.datasets.written_scenes import write_scene


@pytest.fixture(scope="module")
def strangers(dev_digits):
    """Digits of the writers whom the detector never saw."""
    return split_by_writer(dev_digits, choose_writers(dev_digits, 8, seed=1))[1]


@pytest.mark.parametrize("read_again", [True, False])
def test_people_never_learned_from_are_found_and_read(strangers, read_again):
    rng = np.random.default_rng(3)
    total = Tally()
    for _ in range(12):
        scene = write_scene("scattered", strangers, [], rng)
        finding = find_digits(scene.picture(), read_again=read_again)
        boxes = np.array([found.box for found in finding.digits])
        total += tally(boxes, np.array([found.digit for found in finding.digits]), scene.boxes, scene.digits)
    assert total.digits > 60
    assert total.right_share > (0.96 if read_again else 0.92)
    assert total.false_alarms <= 2


def test_light_ink_transparency_and_large_pictures_are_read_alike(strangers):
    scene = write_scene("scattered", strangers, [], np.random.default_rng(5))
    picture = scene.picture()
    expected = [found.digit for found in find_digits(picture).digits]
    colour = np.repeat(picture[..., None], 3, axis=2)
    transparent = np.dstack([np.zeros_like(colour), 255 - picture])
    large = colour.repeat(3, axis=0).repeat(3, axis=1)
    for same in (255 - picture, colour, transparent, large):
        finding = find_digits(same)
        assert [found.digit for found in finding.digits] == expected
        assert (finding.width_px, finding.height_px) == (same.shape[1], same.shape[0])
    last = find_digits(large).digits[-1].box / 3
    assert last == pytest.approx(find_digits(picture).digits[-1].box, abs=3)


@pytest.mark.parametrize(
    "picture",
    [
        np.full((60, 60), 255, np.uint8),
        np.zeros((1, 1), np.uint8),
        np.full((3, 900, 4), 0, np.uint8),
        np.random.default_rng(0).integers(0, 256, (300, 500, 3)).astype(np.uint8),
        np.tile(np.array([[0, 255], [255, 0]], np.uint8), (200, 300)),
        np.eye(700, dtype=np.uint8) * 255,
    ],
    ids=["blank", "one pixel", "transparent strip", "noise", "chessboard", "diagonal"],
)
def test_pictures_without_digits_are_no_error(picture):
    finding = find_digits(picture)
    assert len(finding.digits) <= 3 or picture.std() > 50
    assert all(np.isfinite(found.box).all() and 0 <= found.probability <= 1 for found in finding.digits)


@pytest.mark.parametrize("picture", [np.zeros((0, 5), np.uint8), np.zeros((9, 9)), "sheet", np.zeros((2, 2, 2), "u1")])
def test_what_is_no_picture_is_said(picture):
    with pytest.raises(PictureError, match="must be an array"):
        find_digits(picture)


def test_a_sheet_is_cut_out_and_never_larger_than_the_network_likes():
    ink = np.zeros((3000, 500), np.uint8)
    ink[100:2900, 240:260] = 255
    sheet = as_sheet(ink)
    assert max(sheet.ink.shape) <= LONGEST_PX
    assert sheet.to_picture(sheet.from_picture(np.array([1.0, 2, 3, 4]))) == pytest.approx([1, 2, 3, 4])
    assert as_sheet(np.zeros((10, 10), np.uint8)) is None


def test_a_box_is_fitted_to_the_ink_that_lies_in_it():
    ink = np.zeros((50, 60), np.uint8)
    ink[10:40, 20:23] = 255
    ink[5:45, 40:43] = 255
    fitted = fit_to_ink(ConnectedInk.of(ink), np.array([[15.0, 8, 27, 42], [0, 0, 8, 8]]))
    assert fitted.tolist() == [[20, 10, 23, 40], [0, 0, 8, 8]]


def test_reading_order_is_line_by_line():
    boxes = np.array([[50.0, 0, 60, 20], [0, 0, 10, 20], [0, 60, 10, 80], [50, 62, 60, 82]])
    assert in_lines(boxes) == [[1, 0], [2, 3]]
    assert in_lines(np.zeros((0, 4))) == []


def test_the_window_everywhere_chooses_among_sizes(strangers, recognizer):
    rng = np.random.default_rng(2)
    total, sizes = Tally(), set()
    for _ in range(6):
        scene = write_scene("mixed sizes", strangers, [], rng)
        sliding = slide_everywhere(recognizer.network, 255 - scene.picture())
        total += tally(sliding.found, sliding.digits, scene.boxes, scene.digits)
        sizes |= set(sliding.sizes[list(sliding.suppression.kept)])
    assert total.right_share > 0.7
    assert len(sizes) > 1
    nothing = slide_everywhere(recognizer.network, np.zeros((40, 90), np.uint8))
    assert len(nothing.found) == 0


def test_the_detector_is_not_offered_for_single_digits():
    assert "detector" not in {model.name for model in shipped_models()}
    stored = find_model("detector")
    assert not stored.reads_digits
    assert stored.parameters <= 200_000


def test_another_network_is_no_detector(tmp_path):
    with pytest.raises(ModelError, match="is damaged"):
        DetectorNetwork(find_model("digitdemo"))
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "card.json").write_bytes(find_model("detector").bundle.read("card.json"))
    (folder / "network.tflite").write_bytes(find_model("detector").litert()[:5000])
    with pytest.raises(ModelError, match="is damaged"):
        load_detector(folder)


def test_ink_and_picture_are_found_alike(strangers):
    scene = write_scene("line", strangers, [], np.random.default_rng(8))
    picture = scene.picture()
    assert find_digits_in_ink(255 - picture).text == find_digits(picture).text
