"""Strokes from pictures: thinned, walked along, read like any others; bad pictures."""

import json

import cv2
import numpy as np
import pytest
from PIL import Image

from digitdemo.calculating.picture_strokes import strokes_in_picture, thinned
from digitdemo.calculating.reading import read_expression
from digitdemo.command_line import main
from digitdemo.errors import BlankDrawingError
from digitdemo.reading.pictures import open_picture
from digitdemo.reading.strokes import draw
from tests.calculating.signs import write
from tests.reading.photographs import photographed_calculation


def picture(text: str, pen_px: float = 4) -> np.ndarray:
    return 255 - draw(write(text, height=70), 640, 280, pen_px)


def read(image: np.ndarray) -> str:
    drawing = strokes_in_picture(image)
    return read_expression(drawing.strokes, drawing.width_px, drawing.height_px).latex


def test_thinned_lines_are_one_pixel_wide_and_hang_together():
    ink = np.zeros((40, 60), np.uint8)
    cv2.rectangle(ink, (5, 5), (50, 12), 1, -1)
    cv2.rectangle(ink, (25, 5), (32, 35), 1, -1)
    thin = thinned(ink)
    assert cv2.connectedComponents(thin)[0] == 2  # the paper, and one piece
    assert not (thin[:-1, :-1] & thin[1:, :-1] & thin[:-1, 1:] & thin[1:, 1:]).any()
    assert thin.sum() < 0.2 * ink.sum()


def test_a_piece_drawn_again_looks_the_same():
    image = picture("4+")
    again = strokes_in_picture(image)
    drawn = draw(again.strokes, again.width_px, again.height_px, 4)
    both = np.minimum(drawn, 255 - image).sum()
    assert both > 0.8 * (255.0 - image).sum()
    assert len(again.strokes) == 2


@pytest.mark.parametrize("pen_px", [2, 4, 7])
def test_a_drawn_calculation_is_read(pen_px):
    assert read(picture("4+7=", pen_px)) == "4+7="
    assert read(255 - picture("7-4", pen_px)) == "7-4"


def test_a_photograph_is_read():
    content = photographed_calculation(write("7-4="), np.random.default_rng(5))
    assert read(open_picture(content)) == "7-4="


def test_empty_paper_is_said_to_be_empty():
    with pytest.raises(BlankDrawingError):
        strokes_in_picture(np.full((100, 200), 255, np.uint8))


@pytest.mark.parametrize("seed", range(3))
def test_noise_and_blots_end(seed):
    rng = np.random.default_rng(seed)
    noise = rng.integers(0, 256, (300, 500), dtype=np.uint8)
    blots = np.full((300, 500), 255, np.uint8)
    for x, y in rng.integers(0, 300, (600, 2)):
        cv2.circle(blots, (int(x), int(y)), 2, 0, -1)
    black = np.full((300, 500), 255, np.uint8)
    black[20:-20, 20:-20] = 0
    for image in (noise, blots, black):
        try:
            assert isinstance(read(image), str)
        except BlankDrawingError:
            continue


def test_the_command_line_reads_a_picture(tmp_path, capsys):
    path = tmp_path / "calculation.png"
    Image.fromarray(picture("4+7")).save(path)
    assert main(["read", "--expression", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["value"] == "11"
    assert main(["read", "--expression", str(tmp_path / "none.png")]) == 1
