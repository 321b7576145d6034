"""Overlap and suppression against numbers worked out by hand, and the course's own example."""

import numpy as np
import pytest

from digitdemo.detecting.boxes import overlaps, suppress
from digitdemo.detecting.counting import Tally, tally
from digitdemo.detecting.course_example import CellBox, describe, the_courses_box


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


def test_the_courses_box_comes_out():
    box = the_courses_box()
    assert (box.row, box.column) == (1, 1)
    rounded = (round(box.x, 2), round(box.y, 2), round(box.width, 2), round(box.height, 2))
    assert rounded == (0.48, 0.28, 0.50, 0.32)
    assert box.in_pixels() == pytest.approx([108, 118.5, 332, 261.5])


def test_the_courses_rounded_numbers_lead_back_to_its_box_within_a_pixel():
    back = CellBox(1, 1, 0.48, 0.28, 0.50, 0.32).in_pixels()
    assert back == pytest.approx(the_courses_box().in_pixels(), abs=1)


def test_confidence_times_overlap_of_the_courses_box():
    """A guess moved by 56 pixels to the right: 168·143 of 280·143 are common, IoU = 0.6; with P = 0.9, 0.54."""
    true = the_courses_box().in_pixels()
    guess = describe((276, 190), (224, 143)).in_pixels()
    overlap = float(overlaps(true[None], guess[None])[0, 0])
    assert overlap == pytest.approx(0.6)
    assert 0.9 * overlap == pytest.approx(0.54)


def test_counting_matches_each_box_once():
    there = np.array([[0.0, 0, 10, 10], [20, 0, 30, 10], [40, 0, 50, 10]])
    found = np.array([[0.0, 0, 10, 11], [0, 0, 10, 12], [20, 0, 30, 10], [70, 0, 80, 10]])
    counted = tally(found, np.array([3, 3, 4, 1]), there, np.array([3, 5, 7]))
    assert counted == Tally(digits=3, right=1, misread=1, false_alarms=2)
    assert counted.missed == 1
    nothing = tally(np.zeros((0, 4)), np.zeros(0), there, np.array([3, 5, 7]))
    assert nothing == Tally(digits=3)
    assert (counted + nothing).right_share == pytest.approx(1 / 6)
