import numpy as np
import pytest

from digitdemo.datasets.augmentation import (
    ANOTHER_HAND,
    GENTLE,
    Augmentation,
    picture_of_strokes,
    vary_ink,
    vary_pictures,
    vary_strokes,
)

UNCHANGED = Augmentation()


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


@pytest.fixture
def bars() -> np.ndarray:
    """(6, 28, 28): an upright bar, three pixels wide."""
    pictures = np.zeros((6, 28, 28), np.uint8)
    pictures[:, 4:24, 13:16] = 255
    return pictures


SEVEN = [np.array([[0.0, 0.0], [1.0, 0.0], [0.4, 2.0]]), np.array([[0.3, 1.0], [0.9, 1.0]])]


def test_nothing_asked_changes_nothing(bars, rng) -> None:
    assert np.array_equal(vary_pictures(bars, UNCHANGED, rng), bars)


def test_pictures_keep_shape_and_type_and_differ_from_each_other(bars, rng) -> None:
    varied = vary_pictures(bars, GENTLE, rng)
    assert varied.shape == bars.shape
    assert varied.dtype == np.uint8
    assert not np.array_equal(varied[0], varied[1])
    assert (varied.reshape(6, -1).max(axis=1) > 150).all()  # ink is still ink


def test_the_same_seed_gives_the_same_pictures(bars) -> None:
    once, twice = (vary_pictures(bars, GENTLE, np.random.default_rng(9)) for _ in range(2))
    assert np.array_equal(once, twice)


def test_shifts_move_the_centre_of_mass_no_farther_than_asked(bars) -> None:
    varied = vary_pictures(np.repeat(bars, 40, axis=0), Augmentation(shift_px=2), np.random.default_rng(0))
    columns = (varied.sum(axis=1) * np.arange(28)).sum(axis=1) / varied.sum(axis=(1, 2))
    assert np.abs(columns - 14).max() <= 2.05
    assert np.ptp(columns) > 2  # and they do move, both ways


def test_turning_tilts_a_bar_by_the_angle(bars) -> None:
    varied = vary_pictures(np.repeat(bars, 20, axis=0), Augmentation(turn_deg=20), np.random.default_rng(1))
    rows, columns = np.arange(28) - 13.5, np.arange(28) - 13.5
    total = varied.sum(axis=(1, 2))
    across = (varied * columns[None, None, :] * rows[None, :, None]).sum(axis=(1, 2)) / total
    along = (varied * rows[None, :, None] ** 2).sum(axis=(1, 2)) / total
    angles = np.degrees(np.arctan2(across, along))
    assert np.abs(angles).max() < 21.5
    assert angles.min() < -10 < 10 < angles.max()


def test_noise_stays_a_picture(bars, rng) -> None:
    varied = vary_pictures(bars, Augmentation(noise=0.5), rng)
    assert varied[:, :3].mean() > 10  # paper is no longer clean
    assert varied[:, 4:24, 14].mean() > 150  # nothing wrapped around from 255 to 0


def test_thickness_changes_the_amount_of_ink(bars, rng) -> None:
    ink = vary_pictures(np.repeat(bars, 20, axis=0), Augmentation(thickness=1.0), rng).sum(axis=(1, 2))
    assert (ink > bars[0].sum()).any()
    assert (ink < bars[0].sum()).any()


def test_ink_is_changed_for_the_share_asked(rng) -> None:
    pictures = np.full((400, 28, 28), 100, np.uint8)
    changed = (vary_ink(pictures, 0.25, rng) != 100).any(axis=(1, 2)).mean()
    assert 0.17 < changed < 0.33
    assert (pictures == 100).all()  # the given pictures stay as they were


def test_unvaried_strokes_are_only_placed_and_scaled(rng) -> None:
    varied = vary_strokes(SEVEN, UNCHANGED, rng)
    assert np.allclose(varied[0], (SEVEN[0] - [0.5, 1.0]) / 2)
    assert np.allclose(varied[1], (SEVEN[1] - [0.5, 1.0]) / 2)


def test_varied_strokes_stay_finite_and_near(rng) -> None:
    long_stroke = np.cumsum(rng.normal(0, 1, (60, 2)), axis=0)
    for _ in range(200):
        points = np.concatenate(vary_strokes([long_stroke, *SEVEN], ANOTHER_HAND, rng))
        assert np.isfinite(points).all()
        assert np.abs(points).max() < 2


def test_a_stray_touch_is_one_short_stroke_more(rng) -> None:
    varied = vary_strokes(SEVEN, Augmentation(stray=1.0), rng)
    assert len(varied) == 3
    assert np.ptp(varied[2], axis=0).max() < 0.15


def test_ends_never_take_a_whole_stroke(rng) -> None:
    short = [np.array([[0.0, 0.0], [1.0, 1.0]])]
    for _ in range(50):
        assert len(vary_strokes(short, Augmentation(ends=0.9), rng)[0]) == 2
    long = [np.linspace([0, 0], [1, 1], 40)]
    lengths = {len(vary_strokes(long, Augmentation(ends=0.2), rng)[0]) for _ in range(50)}
    assert max(lengths) <= 40
    assert 24 <= min(lengths) < 38


@pytest.mark.parametrize("pen_px", [0.8, 2.6, 5.0])
def test_strokes_fill_the_box_whatever_the_pen(pen_px: float) -> None:
    picture = picture_of_strokes(SEVEN, pen_px)
    assert picture.shape == (28, 28)
    inked = np.flatnonzero(picture.max(axis=1) > 40)
    assert 19 <= inked[-1] - inked[0] + 1 <= 20


def test_a_thicker_pen_leaves_more_ink() -> None:
    thin, thick = (int(picture_of_strokes(SEVEN, pen).sum()) for pen in (1.0, 4.0))
    assert thick > 2 * thin
