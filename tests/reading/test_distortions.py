"""Distortions against answers worked out by hand, and a sweep against reading one by one."""

import numpy as np
import pytest

from digitdemo.reading import distortions
from digitdemo.reading.distortions import DISTORTIONS, Distortion
from digitdemo.reading.sweeps import Sweep, accuracy_along, robustness_curves, stretches, sweep


class FakeNetwork:
    """Says 1 while the ink's centre of mass is in the left half, else 2."""

    def probabilities(self, network_input):
        assert network_input.shape == (28, 28)
        assert network_input.dtype == np.float32
        mass = network_input.sum(axis=0)
        centre = (mass * np.arange(28)).sum() / max(mass.sum(), 1e-9)
        answer = np.full(10, 0.01, np.float32)
        answer[1 if centre < 13.6 else 2] = 0.91
        return answer


@pytest.fixture
def field():
    """A block of ink above and left of the middle: rows 4 to 9, columns 10 to 13."""
    ink = np.zeros((28, 28), np.float32)
    ink[4:10, 10:14] = 1
    return ink


@pytest.mark.parametrize("key", DISTORTIONS)
def test_each_keeps_shape_type_and_range_and_its_input(key, field):
    before = field.copy()
    for amount in DISTORTIONS[key].amounts:
        changed = DISTORTIONS[key](field, amount)
        assert changed.shape == (28, 28)
        assert changed.dtype == np.float32
        assert changed.min() >= 0
        assert changed.max() <= 1
    np.testing.assert_array_equal(field, before)


@pytest.mark.parametrize("key", DISTORTIONS)
def test_the_neutral_amount_changes_nothing_and_is_tried(key, field):
    distortion = DISTORTIONS[key]
    np.testing.assert_array_equal(distortion(field, distortion.neutral), field)
    assert distortion.neutral in distortion.amounts
    assert list(distortion.amounts) == sorted(distortion.amounts)


@pytest.mark.parametrize("key", DISTORTIONS)
def test_every_other_amount_changes_something(key, field):
    distortion = DISTORTIONS[key]
    strongest = max(distortion.amounts, key=lambda amount: abs(amount - distortion.neutral))
    assert np.abs(distortion(field, strongest) - field).max() > 0.2


def test_a_quarter_turn_clockwise_takes_the_top_to_the_right(field):
    np.testing.assert_allclose(distortions.turn(field, 90), np.rot90(field, -1), atol=1e-4)
    np.testing.assert_allclose(distortions.turn(field, 180), field[::-1, ::-1], atol=1e-4)


def test_shifts_move_by_whole_pixels_and_lose_what_leaves(field):
    np.testing.assert_allclose(distortions.shift_sideways(field, 3), np.roll(field, 3, axis=1), atol=1e-6)
    np.testing.assert_allclose(distortions.shift_upright(field, -6)[0:4], field[6:10], atol=1e-6)
    assert distortions.shift_upright(field, -6).sum() == pytest.approx(4 * 4)


def test_half_the_size_keeps_a_quarter_of_the_ink(field):
    assert distortions.resize(field, 0.5).sum() == pytest.approx(field.sum() / 4, rel=0.1)
    assert distortions.resize(field, 1.3).sum() == pytest.approx(field.sum() * 1.69, rel=0.1)
    with pytest.raises(ValueError, match="above 0"):
        distortions.resize(field, 0)


def test_lines_grow_and_shrink_by_the_width_asked_for():
    line = np.zeros((28, 28), np.float32)
    line[:, 12:16] = 1
    for wider_px in (-2, 2, 4):
        assert distortions.thicken(line, wider_px)[14].sum() == pytest.approx(4 + wider_px, abs=0.3)


def test_noise_is_the_same_each_time_and_of_the_strength_asked_for(field):
    grey = np.full((28, 28), 0.5, np.float32)
    noisy = distortions.add_noise(grey, 0.1)
    np.testing.assert_array_equal(noisy, distortions.add_noise(grey, 0.1))
    assert noisy.std() == pytest.approx(0.1, rel=0.1)


@pytest.mark.parametrize(
    ("erase", "left_over"),
    [
        (distortions.erase_from_top, np.s_[7:10, 10:14]),
        (distortions.erase_from_bottom, np.s_[4:7, 10:14]),
        (distortions.erase_from_left, np.s_[4:10, 12:14]),
        (distortions.erase_from_right, np.s_[4:10, 10:12]),
    ],
)
def test_half_erased_leaves_the_other_half_of_the_ink(erase, left_over, field):
    expected = np.zeros_like(field)
    expected[left_over] = 1
    np.testing.assert_allclose(erase(field, 0.5), expected, atol=1e-6)
    assert erase(field, 1).sum() == 0
    assert erase(np.zeros_like(field), 0.5).sum() == 0


def test_invert_goes_through_even_grey_to_the_negative(field):
    np.testing.assert_allclose(distortions.invert(field, 0.5), 0.5)
    np.testing.assert_allclose(distortions.invert(field, 1), 1 - field)


def test_preparing_again_takes_a_shift_back(field):
    at_rest = distortions.prepared_again(field)
    np.testing.assert_allclose(distortions.prepared_again(np.roll(field, 9, axis=1)), at_rest, atol=1e-6)
    blank = np.zeros_like(field)
    np.testing.assert_array_equal(distortions.prepared_again(blank), blank)


def test_a_sweep_reads_what_reading_one_by_one_reads(field):
    swept = sweep(FakeNetwork(), field, DISTORTIONS["shift_sideways"])
    one_by_one = [FakeNetwork().probabilities(distortions.shift_sideways(field, px)).argmax() for px in range(-14, 15)]
    assert swept.readings.tolist() == one_by_one


def test_preparing_again_makes_a_sweep_blind_to_shifts(field):
    swept = sweep(FakeNetwork(), field, DISTORTIONS["shift_sideways"], prepare_again=True)
    assert len(set(swept.readings[5:20].tolist())) == 1


def test_every_stretch_is_found_and_what_is_not_sure_is_none():
    distortion = Distortion("test", "px", 0, (-2, -1, 0, 1, 2, 3), 1, lambda field, amount: field)
    says = np.eye(10, dtype=np.float32)[[7, 1, 7, 7, 3, 7]]
    says[4] *= 0.5
    found = stretches(FakeNetwork(), np.zeros((28, 28)), Sweep(distortion, np.zeros((6, 28, 28)), says), 0.6)
    assert [(each.low, each.high, each.said) for each in found] == [
        (-2, -2, 7),
        (-1, -1, 1),
        (0, 1, 7),
        (2, 2, None),
        (3, 3, 7),
    ]


def test_the_change_is_found_between_two_steps(field):
    swept = sweep(FakeNetwork(), field, DISTORTIONS["shift_sideways"])
    left, right = stretches(FakeNetwork(), field, swept, 0.5)
    assert (left.low, left.high, left.said) == (-14, 2.0, 1)  # 11.5 + 2 is left of 13.6, 11.5 + 2.25 is not
    assert (right.low, right.high, right.said) == (2.25, 14, 2)


def test_a_finer_change_is_nearer_than_a_step():
    distortion = Distortion("test", "deg", 0, (0, 10, 20), 1, lambda field, amount: np.full_like(field, amount / 20))

    class FlipsAtThirteen:
        def probabilities(self, network_input):
            return np.eye(10, dtype=np.float32)[7 if network_input.mean() < 13.5 / 20 else 4]

    blank = np.zeros((28, 28), np.float32)
    first, second = stretches(FlipsAtThirteen(), blank, sweep(FlipsAtThirteen(), blank, distortion), 0.5)
    assert (first.high, second.low, second.said) == (13, 14, 4)


def test_accuracy_along_counts_who_is_read_right(field):
    right_half = np.roll(field, 8, axis=1)
    inputs, digits = np.stack([field, right_half]), np.array([1, 2])
    accuracy = accuracy_along(FakeNetwork(), inputs, digits, DISTORTIONS["shift_sideways"])
    at = DISTORTIONS["shift_sideways"].amounts.index
    assert accuracy[at(0)] == 1.0
    assert accuracy[at(4)] == 0.5  # now both are right of the middle
    with pytest.raises(ValueError, match="at least one"):
        accuracy_along(FakeNetwork(), inputs[:0], digits[:0], DISTORTIONS["turn"])


def test_curves_for_the_card_have_one_accuracy_for_each_amount(field):
    curves = robustness_curves(FakeNetwork(), field[None], np.array([1]), keys=["turn", "noise"])
    assert curves["digits"] == 1
    assert set(curves["curves"]) == {"turn", "noise"}
    for key, curve in curves["curves"].items():
        assert len(curve["accuracy"]) == len(curve["amounts"]) == len(DISTORTIONS[key].amounts)
