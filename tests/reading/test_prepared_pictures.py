import numpy as np

from digitdemo.reading.preprocessing import is_prepared, prepare_picture, prepare_strokes

SEVEN = [np.array([[60.0, 50.0], [200.0, 60.0], [120.0, 240.0]])]


def test_a_picture_that_is_prepared_stays_as_it_is() -> None:
    once = prepare_strokes(SEVEN, pen_width_px=18, width_px=280).network_input
    again = prepare_picture(np.round(once * 255).astype(np.uint8)).network_input
    assert np.abs(again - once).max() <= 0.11  # a tenth of full ink counts as paper
    assert (again[once > 0.11] > 0).all()


def test_mnist_goes_in_as_it_came(mnist) -> None:
    for picture in mnist.test_images[:200]:
        assert np.abs(prepare_picture(picture).network_input - picture / 255).max() <= 0.11


def test_other_small_pictures_are_prepared() -> None:
    field = np.zeros((28, 28), np.uint8)
    field[2:8, 3:5] = 255  # small, and in a corner
    assert not is_prepared(field)
    prepared = prepare_picture(field).network_input
    assert np.ptp(np.flatnonzero(prepared.max(axis=1) > 0.2)) == 19
    tall = np.zeros((28, 28), np.uint8)
    tall[1:27, 12:16] = 255  # taller than 20
    assert not is_prepared(tall)
    assert not is_prepared(np.zeros((28, 30), np.uint8))
    assert not is_prepared(np.zeros((28, 28), np.uint8))
