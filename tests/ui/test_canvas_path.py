"""Fabric.js's paths, by points worked out by hand."""

import numpy as np
import pytest

from digitdemo.ui.canvas_path import flatten_path

LINE = [["M", 10, 20], ["L", 30, 20], ["L", 30, 60]]
BOX = {"left": 10, "top": 20, "width": 20, "height": 40, "strokeWidth": 0}


def test_lines_are_their_corners():
    np.testing.assert_array_equal(flatten_path({"path": LINE}), [[10, 20], [30, 20], [30, 60]])


def test_a_quadratic_curve_passes_its_quarters():
    points = flatten_path({"path": [["M", 0, 0], ["Q", 8, 0, 8, 16]]})
    # (1 - t)^2 P0 + 2 t (1 - t) P1 + t^2 P2 at t = 1/4, 1/2, 3/4, 1
    np.testing.assert_allclose(points, [[0, 0], [3.5, 1], [6, 4], [7.5, 9], [8, 16]])


def test_a_cubic_curve_passes_its_middle_and_end():
    points = flatten_path({"path": [["M", 0, 0], ["C", 0, 8, 8, 8, 8, 0]]})
    np.testing.assert_allclose(points[2], [4, 6])
    np.testing.assert_allclose(points[-1], [8, 0])


def test_where_nothing_was_moved_the_path_counts():
    np.testing.assert_array_equal(flatten_path({"path": LINE, **BOX}), [[10, 20], [30, 20], [30, 60]])


def test_a_moved_stroke_is_where_it_was_moved_to():
    moved = flatten_path({"path": LINE, **BOX, "left": 110, "top": 15})
    np.testing.assert_allclose(moved, [[110, 15], [130, 15], [130, 55]])


def test_a_stroke_may_be_placed_by_its_middle():
    moved = flatten_path({"path": LINE, **BOX, "left": 120, "top": 35, "originX": "center", "originY": "center"})
    np.testing.assert_allclose(moved, [[110, 15], [130, 15], [130, 55]])


def test_a_stroke_may_be_scaled_flipped_and_turned():
    middle = {"left": 20, "top": 40, "originX": "center", "originY": "center"}
    entry = {"path": LINE, **BOX, **middle}
    np.testing.assert_allclose(flatten_path({**entry, "scaleX": 2}), [[0, 20], [40, 20], [40, 60]])
    np.testing.assert_allclose(flatten_path({**entry, "flipX": True}), [[30, 20], [10, 20], [10, 60]])
    np.testing.assert_allclose(flatten_path({**entry, "angle": 90}), [[40, 30], [40, 50], [0, 50]], atol=1e-9)


@pytest.mark.parametrize("name", ["left", "width", "scaleX", "angle"])
def test_a_placement_that_is_no_number_is_refused(name):
    from digitdemo.errors import DrawingError

    with pytest.raises(DrawingError):
        flatten_path({"path": LINE, **BOX, name: "wide"})
