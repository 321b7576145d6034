"""Drawings as files and from the canvas; and JSON that is no drawing."""

import json

import numpy as np
import pytest

from digitdemo.drawing.drawing import Drawing
from digitdemo.drawing.strokes import MOST_POINTS
from digitdemo.errors import DrawingError
from digitdemo.storage.drawings import FORMAT, MAX_FILE_BYTES, drawing_from_json, drawing_to_json
from digitdemo.ui.canvas_format import drawing_from_canvas, drawing_to_canvas

DRAWING = Drawing((np.array([[10.0, 20.0], [30.5, 40.25]]), np.array([[5.0, 5.0]])), 280, 280, 18.0)


def content(**changes: object) -> str:
    return json.dumps({**json.loads(drawing_to_json(DRAWING)), **changes})


def test_a_drawing_comes_back_from_its_file():
    back = drawing_from_json(drawing_to_json(DRAWING))
    assert (back.width_px, back.height_px, back.pen_width_px) == (280, 280, 18)
    np.testing.assert_array_equal(back.strokes[0], [[10.0, 20.0], [30.5, 40.2]])  # to a tenth, half to even
    np.testing.assert_array_equal(back.strokes[1], [[5, 5]])
    assert drawing_to_json(drawing_from_json(drawing_to_json(DRAWING).encode())) == drawing_to_json(back)


def test_a_blank_drawing_comes_back_too():
    assert drawing_from_json(drawing_to_json(Drawing((), 280, 360, 18))).is_blank


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("nonsense", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"a":' * 50_000, "not JSON"),
        ("[1, 2, 3]", "not a drawing"),
        ("7", "not a drawing"),
        ("null", "not a drawing"),
        ('"text"', "not a drawing"),
        ("{}", "not a drawing"),
        ('{"format": "another"}', "not a drawing"),
        (content(version=99), "version"),
        (content(version=[1]), "version"),
        (content(strokes=None), "list of strokes"),
        (content(strokes={"0": [[1, 2]]}), "list of strokes"),
        (content(strokes=[5]), "shape"),
        (content(strokes=["text"]), "number pairs"),
        (content(strokes=[[["a", "b"]]]), "number pairs"),
        (content(strokes=[[[1, 2], [3]]]), "number pairs"),
        (content(strokes=[[[1, 2, 3]]]), "shape"),
        (content(strokes=[[{"x": 1, "y": 2}]]), "number pairs"),
        (content(strokes=[[[None, 2]]]), "usable number|number pairs"),
        (content(strokes=[[[float("nan"), 2]]]), "usable number"),
        (content(strokes=[[[float("inf"), 2]]]), "usable number"),
        (content(strokes=[[[1e308, 2]]]), "usable number"),
        (content(strokes=[[[10**400, 2]]]), "number pairs"),
        (content(strokes=[[[[[[1]]]]]]), "shape"),
        (content(strokes=[[[1, 2]] * 200_001]), "200,000 points"),
        (content(width_px=0), "width_px"),
        (content(width_px=1e9), "width_px"),
        (content(width_px="280"), "width_px"),
        (content(height_px=True), "height_px"),
        (content(height_px=None), "height_px"),
        (content(pen_width_px=-3), "pen_width_px"),
        (content(pen_width_px=float("nan")), "pen_width_px"),
    ],
)
def test_what_is_no_drawing_is_refused_in_words(text, said):
    with pytest.raises(DrawingError, match=said):
        drawing_from_json(text)


@pytest.mark.parametrize("size", [MAX_FILE_BYTES + 1, 50 * 1024 * 1024])
def test_a_huge_file_is_refused_unread(size):
    with pytest.raises(DrawingError, match="4 MB"):
        drawing_from_json(b"[" * size)


def test_a_million_points_are_refused():
    text = json.dumps({"format": FORMAT, "version": 1, "strokes": [[[1, 2]] * 1_000_000]})
    with pytest.raises(DrawingError):
        drawing_from_json(text)


def test_another_canvas_keeps_the_shape():
    wide = DRAWING.resized(560, 840)
    np.testing.assert_array_equal(wide.strokes[0], [[20, 40], [61, 80.5]])
    assert (wide.width_px, wide.height_px) == (560, 840)


def test_what_the_canvas_sends_comes_back_as_it_was_given():
    back = drawing_from_canvas(drawing_to_canvas(DRAWING, "#fff"), width_px=280, height_px=280, pen_width_px=18)
    np.testing.assert_array_equal(back.strokes[0], DRAWING.strokes[0])
    np.testing.assert_array_equal(np.unique(back.strokes[1], axis=0), [[5, 5]])


@pytest.mark.parametrize("json_data", [None, {}, {"objects": None}, {"objects": 5}, {"objects": "x"}, [], 5, "text"])
def test_a_canvas_that_sends_nothing_is_blank(json_data):
    assert drawing_from_canvas(json_data, width_px=280, height_px=280, pen_width_px=18).is_blank


def test_what_is_no_pen_stroke_is_left_out():
    objects = [5, None, {"type": "rect"}, {"type": "path", "path": [["M", 9, 9], ["L", 20, 20]]}]
    drawing = drawing_from_canvas({"objects": objects}, width_px=280, height_px=280, pen_width_px=18)
    assert len(drawing.strokes) == 1


def test_a_stroke_wholly_outside_the_field_is_left_out_and_one_at_its_rim_is_not():
    def path(x: float) -> dict:
        return {"type": "path", "path": [["M", x, 50], ["L", x, 90]]}

    drawing = drawing_from_canvas(
        {"objects": [path(-100), path(-5), path(400)]}, width_px=280, height_px=280, pen_width_px=18
    )
    assert [stroke[0, 0] for stroke in drawing.strokes] == [-5]


@pytest.mark.parametrize(
    "path", [None, [], "text", [["X", 1, 2]], [["M"]], [["Q", 1, 2]], [5], [["M", "a", "b"]], [["M", None, 1]]]
)
def test_a_path_that_no_canvas_draws_is_refused(path):
    with pytest.raises(DrawingError):
        drawing_from_canvas({"objects": [{"type": "path", "path": path}]}, width_px=280, height_px=280, pen_width_px=18)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1e308])
def test_a_path_to_nowhere_is_refused(number):
    entry = {"type": "path", "path": [["M", 1, 2], ["L", number, 3]]}
    with pytest.raises(DrawingError):
        drawing_from_canvas({"objects": [entry]}, width_px=280, height_px=280, pen_width_px=18)


def canvas_message(strokes: int, commands: int) -> dict:
    path = [["M", 10, 10], *(["Q", 20, 20, 30 + place % 7, 30] for place in range(commands - 1))]
    return {"objects": [{"type": "path", "path": path}] * strokes}


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (canvas_message(100_000, 1), "at most 200 strokes"),
        (canvas_message(200, 60), "too long"),
        (canvas_message(1, 10_001), "too long"),
        ({"objects": [{"type": "path", "path": [["M", 1, 2], ["Q", 1, 2]]}]}, "cannot be read"),
        ({"objects": [{"type": "path", "path": [[]]}]}, "cannot be read"),
        ({"objects": [{"type": "path", "path": [["X", 1, 2]]}]}, "cannot be read"),
        ({"objects": [{"type": "path", "path": [["M", {}, 2]]}]}, "cannot be read"),
    ],
)
def test_a_canvas_message_that_nobody_draws_is_refused(message: dict, words: str) -> None:
    with pytest.raises(DrawingError, match=words):
        drawing_from_canvas(message, width_px=280, height_px=280, pen_width_px=18)


def test_a_very_long_drawing_is_thinned() -> None:
    drawing = drawing_from_canvas(canvas_message(10, 990), width_px=280, height_px=280, pen_width_px=18)
    assert sum(map(len, drawing.strokes)) <= MOST_POINTS + len(drawing.strokes)
    assert np.allclose(drawing.strokes[0][-1], (30 + 988 % 7, 30))


def test_a_file_with_too_many_strokes_is_refused() -> None:
    text = drawing_to_json(Drawing(tuple(np.full((201, 1, 2), 5.0)), 280, 280, 18))
    with pytest.raises(DrawingError, match="at most 200 strokes"):
        drawing_from_json(text)
