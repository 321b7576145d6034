"""Overlap and suppression against numbers worked out by hand."""

import numpy as np
import pytest

from digitdemo.reading.boxes import overlaps, suppress


def test_overlap_is_the_common_area_through_the_area_of_both():
    boxes = np.array([[0, 0, 4, 2], [10, 10, 11, 11], [0, 0, 4, 2]])
    others = np.array([[2, 0, 6, 2], [0, 0, 4, 4], [4, 0, 6, 2]])
    # 4 of 12 common; 8 of 16; they touch.
    assert overlaps(boxes[:1], others) == pytest.approx(np.array([[1 / 3, 1 / 2, 0]]))
    assert overlaps(boxes[1:2], others).max() == 0
    assert overlaps(boxes[:1], boxes[2:]) == pytest.approx(np.ones((1, 1)))


def test_boxes_without_area_and_no_boxes_overlap_nothing():
    flat = np.array([[1.0, 1, 1, 5], [3, 3, 2, 2]])
    assert overlaps(flat, flat).max() == 0
    assert overlaps(np.zeros((0, 4)), flat).shape == (0, 2)


def test_the_surest_stays_and_what_overlaps_it_says_by_whom_it_was_suppressed():
    boxes = np.array([[0, 0, 10, 10], [1, 0, 11, 10], [20, 0, 30, 10], [2, 0, 12, 10]])
    result = suppress(boxes, np.array([0.7, 0.9, 0.6, 0.8]), max_overlap=0.5)
    assert result.kept == (1, 2)
    assert result.suppressor.tolist() == [1, 1, 2, 1]
    assert result.overlap == pytest.approx([90 / 110, 0, 0, 90 / 110])


def test_a_suppressed_box_suppresses_nobody():
    boxes = np.array([[0, 0, 10, 10], [4, 0, 14, 10], [8, 0, 18, 10]])
    assert suppress(boxes, np.array([0.9, 0.8, 0.7]), max_overlap=0.4).kept == (0, 2)


def test_of_a_box_inside_another_only_the_surer_stays_where_that_is_asked():
    boxes = np.array([[0, 0, 10, 10], [1, 1, 3, 3]])
    confidences = np.array([0.9, 0.8])
    assert suppress(boxes, confidences, 0.4).kept == (0, 1)
    assert suppress(boxes, confidences, 0.4, max_inside=0.75).kept == (0,)
    assert suppress(boxes, confidences[::-1], 0.4, max_inside=0.75).kept == (1,)
