"""The course's own example comes out, and found boxes are counted, against numbers worked out by hand."""

import numpy as np
import pytest

from digitdemo.detecting.counting import Tally, tally
from digitdemo.detecting.course_example import CellBox, describe, the_courses_box
from digitdemo.reading.boxes import overlaps


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
