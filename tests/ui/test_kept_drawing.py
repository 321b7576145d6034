"""What a browser had kept of a drawing, and what it may not do."""

import numpy as np
import pytest

from digitdemo.drawing.drawing import Drawing
from digitdemo.storage.drawings import drawing_to_json
from digitdemo.ui.canvas import CanvasState
from digitdemo.ui.canvas_buttons import take_kept_drawing

LINE = Drawing((np.array([[10.0, 10.0], [10.0, 90.0]]),), 100, 100, 9)


def empty(width_px: int = 200, height_px: int = 200) -> CanvasState:
    return CanvasState(Drawing((), width_px, height_px, 12))


def test_a_kept_drawing_comes_at_the_canvas_s_size() -> None:
    state = empty()
    take_kept_drawing(state, drawing_to_json(LINE))
    assert state.has_heard
    assert state.drawing.strokes[0].tolist() == [[20.0, 20.0], [20.0, 180.0]]
    assert (state.drawing.width_px, state.drawing.height_px, state.drawing.pen_width_px) == (200, 200, 12)
    assert state.mounted is None  # the canvas is made anew with it


def test_a_drawing_that_comes_too_late_replaces_nothing() -> None:
    state = CanvasState(LINE)
    take_kept_drawing(state, drawing_to_json(Drawing((np.array([[1.0, 1.0], [5.0, 5.0]]),), 100, 100, 9)))
    assert state.drawing is LINE


@pytest.mark.parametrize("kept", [None, 7, {}, "", "[", '{"format": "digitdemo drawing"}', "[" * 100_000])
def test_what_is_no_drawing_is_passed_over(kept: object) -> None:
    state = empty()
    take_kept_drawing(state, kept)
    assert state.has_heard
    assert state.drawing.is_blank
