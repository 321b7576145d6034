import numpy as np
import pytest

from digitdemo.datasets.not_digits import KINDS, make_not_digits
from digitdemo.datasets.stroke_file import WrittenSign

DIGITS = [
    WrittenSign(1, "1", [np.array([[0.5, 0.1], [0.5, 0.9]])]),
    WrittenSign(1, "7", [np.array([[0.2, 0.1], [0.8, 0.1], [0.4, 0.9]])]),
]


@pytest.mark.parametrize("kind", KINDS)
def test_makes_drawings_of_each_kind(kind: str) -> None:
    drawings = make_not_digits(30, DIGITS, np.random.default_rng(0), (kind,))
    assert len(drawings) == 30
    for strokes in drawings:
        points = np.concatenate(strokes)
        assert np.isfinite(points).all()
        assert np.ptp(points, axis=0).max() > 0.2


def test_an_overlay_is_two_different_digits_in_one_place() -> None:
    for strokes in make_not_digits(20, DIGITS, np.random.default_rng(0), ("overlay",)):
        assert len(strokes) == 2
        centres = [(stroke.min(axis=0) + stroke.max(axis=0)) / 2 for stroke in strokes]
        assert np.abs(centres[0] - centres[1]).max() < 0.6
        assert sorted(len(stroke) for stroke in strokes) == [2, 3]  # the 1 and the 7, never the same twice


def test_a_pair_is_two_digits_that_do_not_touch() -> None:
    for strokes in make_not_digits(20, DIGITS, np.random.default_rng(0), ("pair",)):
        left, right = strokes
        assert 0 < right[:, 0].min() - left[:, 0].max() < 0.4


def test_only_stars_have_many_corners() -> None:
    """A pentagon or a hexagon, drawn round, would be somebody's 0."""
    for (outline,) in make_not_digits(200, DIGITS, np.random.default_rng(0), ("polygon",)):
        if len(outline) > 5:  # five corners and more, closed
            middle = outline[:-1].mean(axis=0)
            sides = np.linalg.norm(np.diff(outline, axis=0), axis=1)
            assert sides.mean() > 1.1 * np.linalg.norm(outline[:-1] - middle, axis=1).mean()


def test_one_kind_of_digit_is_enough() -> None:
    for strokes in make_not_digits(5, DIGITS[:1], np.random.default_rng(0), ("overlay",)):
        assert len(strokes) == 2
