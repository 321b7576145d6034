"""Digits that touch, cut apart within one pass; ink that several boxes share."""

import numpy as np

from digitdemo import find_digits
from digitdemo.datasets.stroke_file import choose_writers, split_by_writer
from digitdemo.detecting.counting import Tally, tally
from digitdemo.detecting.cutting import cut_apart
from digitdemo.detecting.finding import MIN_CANDIDATE
from digitdemo.detecting.ink_boxes import ConnectedInk, clumps
from tests.datasets.written_scenes import write_scene


def test_touching_digits_of_people_never_learned_from_are_cut_apart_and_read(dev_digits):
    strangers = split_by_writer(dev_digits, choose_writers(dev_digits, 8, seed=1))[1]
    rng = np.random.default_rng(6)
    total = Tally()
    cut = 0
    for _ in range(8):
        scene = write_scene("touching", strangers, [], rng)
        finding = find_digits(scene.picture())
        boxes = np.array([found.box for found in finding.digits]).reshape(-1, 4)
        total += tally(boxes, np.array([found.digit for found in finding.digits]), scene.boxes, scene.digits)
        own = [found for found in finding.digits if found.is_cut]
        assert all(found.confidence >= MIN_CANDIDATE for found in own), "one pass must have seen something there"
        assert bool(own) == bool(finding.cut)
        assert finding.readings >= len(finding.digits)
        cut += len(own)
    assert total.digits > 25
    assert cut > 5
    assert total.right_share > 0.8


def test_boxes_are_grouped_by_the_ink_that_they_share():
    ink = np.zeros((40, 100), np.uint8)
    ink[20:23, 5:60] = 255
    ink[10:18, 42:50] = 255  # a bar of its own, in the second box
    ink[10:30, 80:83] = 255
    boxes = np.array([[0.0, 5, 30, 35], [30, 5, 60, 35], [75, 5, 90, 35], [62, 0, 70, 8]])
    found = clumps(ConnectedInk.of(ink), boxes)
    assert [clump.members for clump in found] == [(0, 1), (2,)]
    assert 0.4 < found[0].share < 0.5
    assert found[1].share == 1
    alone = ConnectedInk.of(ink).only(found[0].pieces)
    assert alone[10:18, 42:50].all()
    assert not alone[:, 70:].any()


def test_what_one_pass_did_not_see_is_not_cut(recognizer, dev_digits):
    scene = write_scene("touching", dev_digits[:50], [], np.random.default_rng(1))
    connected = ConnectedInk.of(255 - scene.picture())
    doubtful = np.ones(len(scene.boxes), bool)
    assert cut_apart(recognizer, connected, scene.boxes, doubtful, lambda box: False)[0] == []
    cut, readings = cut_apart(recognizer, connected, scene.boxes, doubtful, lambda box: True)
    assert cut
    assert readings > sum(len(one.digits) for one in cut)
