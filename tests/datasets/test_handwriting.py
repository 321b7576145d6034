"""Handwriting made on the spot."""

import numpy as np
import pytest

from digitdemo.datasets.augmentation import picture_of_strokes
from digitdemo.datasets.handwriting import Handwriting, draw_in_field, make_handwriting, write_strokes
from digitdemo.datasets.letterforms import FORMS, curve_weights, paths_of


def test_every_digit_equally_often_in_the_networks_form():
    images, digits = make_handwriting(200, Handwriting(), np.random.default_rng(0))
    assert images.shape == (200, 28, 28)
    assert images.dtype == np.uint8
    assert np.bincount(digits).tolist() == [20] * 10
    assert (images.max(axis=(1, 2)) > 150).all()  # every one has ink


def test_digits_lie_as_mnists_do():
    images, _ = make_handwriting(300, Handwriting(), np.random.default_rng(1))
    rows, columns = np.arange(28), np.arange(28)
    ink = images.astype(float)
    mass = ink.sum(axis=(1, 2))
    down, across = (ink.sum(axis=2) @ rows) / mass + 0.5, (ink.sum(axis=1) @ columns) / mass + 0.5
    assert np.abs(down - 14).max() < 1.1
    assert np.abs(across - 14).max() < 1.1
    extents = [
        max(np.ptp(np.flatnonzero((i > 40).any(1))), np.ptp(np.flatnonzero((i > 40).any(0)))) + 1 for i in images
    ]
    assert min(extents) >= 18
    assert max(extents) <= 21


def test_drawn_as_the_house_draws():
    strokes = write_strokes(np.arange(10), Handwriting(), np.random.default_rng(2))
    for drawing in strokes:
        ours, house = draw_in_field(drawing, 2.6), picture_of_strokes(drawing, 2.6)
        # The same but for a shift by at most a pixel: rounding.
        shifted = [
            np.roll(ours, shift, (0, 1)) for shift in [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1)]
        ]
        difference = min(np.abs(s.astype(int) - house).sum() for s in shifted) / house.sum()
        assert difference < 0.35


def test_the_same_seed_writes_the_same():
    first, again = (make_handwriting(30, Handwriting(), np.random.default_rng(3))[0] for _ in range(2))
    assert np.array_equal(first, again)


def test_nothing_varied_writes_the_copybook():
    still = Handwriting(slant=0, proportions=0, wobble=0, joins=0, thinnest_px=2.6, thickest_px=2.6)
    zeros, _ = make_handwriting(200, still, np.random.default_rng(4), digits=[1])
    forms = [form for form in FORMS if form.digit == 1]
    assert (
        2 <= len({image.tobytes() for image in zeros}) <= len(forms) + 40
    )  # tidy and wild hands differ in nothing else


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0), (1.0, 1)])
def test_european_forms_by_their_share(share, expected):
    how = Handwriting(european=share)
    sevens = write_strokes(np.full(300, 7), how, np.random.default_rng(5))
    barred = np.mean([len(strokes) == 2 for strokes in sevens])
    assert barred == 0 if expected == 0 else barred > 0.3


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.digit} {form.name}")
def test_every_form_stays_in_its_square_and_passes_its_points(form):
    for path in paths_of(form):
        curve = path.weights @ path.controls
        assert np.allclose(path.weights.sum(axis=1), 1)
        assert curve.min() > -0.15
        assert curve.max() < 1.15
        assert np.allclose(curve[0], path.controls[0])
        assert np.allclose(curve[-1], path.controls[-1])


def test_a_corner_breaks_the_curve():
    corner = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    sharp = curve_weights(corner, [1]) @ corner
    smooth = curve_weights(corner, []) @ corner
    assert np.allclose(np.minimum(np.abs(sharp[:, 1]), np.abs(sharp[:, 0] - 1)), 0)  # two straight lines
    assert np.abs(np.minimum(np.abs(smooth[:, 1]), np.abs(smooth[:, 0] - 1))).max() > 0.05


def test_fast_enough_to_be_made_while_one_waits():
    import time

    began = time.process_time()
    make_handwriting(1000, Handwriting(), np.random.default_rng(6))
    assert time.process_time() - began < 1.5  # 0.17 s measured; generous, for it shares the machine


@pytest.mark.slow
def test_a_network_that_saw_nothing_else_reads_people(mnist, dev_digits):
    """The honest figure; the forms were never compared with MNIST's test set while they were made."""
    pytest.importorskip("keras")
    from digitdemo.planning.setting import Setting
    from digitdemo.training.builder import learning_rate_at
    from digitdemo.training.learner import Learner, accuracy_of

    setting = Setting(epochs=3, synthetic=60_000, batch=128, learning_rate=0.008)
    learner = Learner(setting)
    rng = np.random.default_rng(0)
    steps = 3 * (60_000 // 128)
    for step in range(steps):
        if step % (60_000 // 128) == 0:
            images, digits = make_handwriting(60_000, Handwriting(), rng)
        places = rng.choice(60_000, 128, replace=False)
        learner.step(images[places], digits[places], learning_rate_at(setting, step / steps))
    drawn = np.stack([picture_of_strokes(sign.strokes, 2.6) for sign in dev_digits])
    on_mnist = accuracy_of(learner.read(mnist.test_images), mnist.test_digits)
    on_writers = accuracy_of(learner.read(drawn), np.array([sign.digit for sign in dev_digits]))
    print(f"synthetic only: MNIST test {on_mnist:.2%}, dev writers {on_writers:.2%}")
    assert on_mnist >= 0.95
    assert on_writers >= 0.97
