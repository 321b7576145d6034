"""Each step of the way to the network's input, by numbers worked out by hand."""

import numpy as np
import pytest

from digitdemo.errors import BlankDrawingError
from digitdemo.reading.preprocessing import (
    INK_THRESHOLD,
    centre_by_mass,
    crop,
    prepare_picture,
    prepare_strokes,
    scale_into_box,
    shrink_whole,
)


def test_crop_cuts_to_the_ink_and_keeps_its_values():
    ink = np.zeros((5, 6), np.uint8)
    ink[1:3, 2:5] = [[255, 10, 255], [90, 255, 255]]
    np.testing.assert_array_equal(crop(ink), [[255, 10, 255], [90, 255, 255]])


def test_crop_counts_only_what_is_darker_than_the_edge_of_a_line():
    ink = np.full((4, 4), INK_THRESHOLD, np.uint8)
    ink[2, 1] = INK_THRESHOLD + 1
    np.testing.assert_array_equal(crop(ink), [[INK_THRESHOLD + 1]])


def test_crop_refuses_blank_paper():
    with pytest.raises(BlankDrawingError):
        crop(np.zeros((5, 5), np.uint8))


def test_scaling_averages_over_areas():
    blocks = np.tile(np.array([[255, 0], [0, 255]], np.uint8), (20, 10))  # (40, 20)
    scaled = scale_into_box(blocks)
    assert scaled.shape == (20, 10)
    np.testing.assert_array_equal(scaled, np.full((20, 10), 128, np.uint8))  # 127.5, rounded


def test_scaling_keeps_at_least_a_pixel_of_a_thin_line():
    np.testing.assert_array_equal(scale_into_box(np.full((200, 1), 255, np.uint8)), np.full((20, 1), 255))


def test_scaling_enlarges_too():
    assert scale_into_box(np.full((4, 2), 255, np.uint8)).shape == (20, 10)


def test_what_already_fills_the_box_stays_as_it_is(rng):
    box = rng.integers(0, 256, (20, 13), dtype=np.uint8)
    np.testing.assert_array_equal(scale_into_box(box), box)


def test_one_pixel_is_placed_where_mnist_has_its_centre():
    field = centre_by_mass(np.array([[255]], np.uint8))
    assert field.shape == (28, 28)
    assert np.argwhere(field).tolist() == [[14, 14]]


def test_the_centre_of_mass_decides_not_the_box():
    # moments by hand: x (0*2 + 1*1 + 2*1) / 4 = 0.75 -> 14 - 0.75 = 13.25; y (0*1 + 1*3) / 4 = 0.75
    field = centre_by_mass(np.array([[100, 0, 0], [100, 100, 100]], np.uint8))
    assert np.argwhere(field).tolist() == [[13, 13], [14, 13], [14, 14], [14, 15]]


def test_nothing_is_pushed_out_of_the_field():
    heavy_right = np.zeros((20, 20), np.uint8)
    heavy_right[:, 19] = 255
    heavy_right[0, 0] = 50  # the centre of mass would want the left side at -5
    field = centre_by_mass(heavy_right)
    assert field.sum() == heavy_right.sum()
    assert field[:, 0].any()


def test_mnists_own_pictures_come_out_as_they_went_in(mnist):
    worst = [np.abs(prepare_picture(image).network_input - image / 255).mean() for image in mnist.test_images[:200]]
    assert np.mean(worst) < 0.003
    assert np.median(worst) < 0.0005


def test_shrinking_the_whole_picture_pads_it_to_a_square():
    picture = np.full((56, 28), 255, np.uint8)
    field = shrink_whole(picture)
    assert field.dtype == np.float32
    np.testing.assert_allclose(field[:, 7:21], 1)
    np.testing.assert_allclose(field[:, :7], 0)
    np.testing.assert_allclose(field[:, 21:], 0)


def test_every_step_is_there_in_order():
    picture = np.full((60, 50), 255, np.uint8)
    picture[20:40, 20:25] = 0
    preparation = prepare_picture(picture)
    assert [step.name for step in preparation.steps] == ["raw", "ink", "cropped", "scaled", "centred"]
    assert [step.picture.shape for step in preparation.steps] == [(60, 50), (60, 50), (20, 5), (20, 5), (28, 28)]
    np.testing.assert_array_equal(preparation.network_input, preparation.steps[-1].picture / np.float32(255))
    assert preparation.network_input.dtype == np.float32


def test_strokes_show_the_step_of_one_pen():
    line = [np.array([[40.0, 20.0], [40.0, 60.0]])]
    preparation = prepare_strokes(line, pen_width_px=10, width_px=100, height_px=80)
    assert [step.name for step in preparation.steps] == ["raw", "ink", "one-pen", "cropped", "scaled", "centred"]
    assert preparation.steps[0].picture.shape == (80, 100)
    np.testing.assert_array_equal(preparation.steps[0].picture, 255 - preparation.steps[1].picture)
    assert preparation.steps[4].picture.shape[0] == 20


def test_strokes_give_the_same_input_with_every_pen_and_on_every_canvas(dev_digits):
    for sign in dev_digits[::190]:
        inputs = [
            prepare_strokes(sign.on_canvas(side), pen_width_px=pen, width_px=side).network_input
            for side, pen in ((280, 1), (280, 18), (280, 60))
        ]
        np.testing.assert_array_equal(inputs[0], inputs[1])
        np.testing.assert_array_equal(inputs[0], inputs[2])
        larger = prepare_strokes(sign.on_canvas(560), pen_width_px=18, width_px=560).network_input
        assert np.abs(larger - inputs[0]).mean() < 0.005


def test_preparing_twice_gives_the_same_twice(dev_digits):
    sign = dev_digits[3]
    first, second = (
        prepare_strokes(sign.on_canvas(280), pen_width_px=18, width_px=280).network_input for _ in range(2)
    )
    np.testing.assert_array_equal(first, second)


@pytest.fixture
def rng():
    return np.random.default_rng(7)
