"""What the weights begin with, and how long a gradient may be."""

import numpy as np
import pytest

from digitdemo.planning.setting import Setting

keras = pytest.importorskip("keras")


def first_kernel(initialisation: str) -> np.ndarray:
    from digitdemo.training.builder import build_model

    keras.utils.set_random_seed(1)
    model = build_model(Setting(architecture="c4k3-relu-d32-relu", initialisation=initialisation))
    return np.asarray(model.get_layer("dense_1").kernel)


def test_weights_begin_as_the_setting_says():
    inputs = first_kernel("usual").shape[0]
    assert not first_kernel("zeros").any()
    assert first_kernel("large").std() == pytest.approx(1.0, rel=0.05)
    assert first_kernel("he").std() == pytest.approx(np.sqrt(2 / inputs), rel=0.1)
    assert first_kernel("usual").std() == pytest.approx(np.sqrt(2 / (inputs + 32)), rel=0.1)


def test_a_gradient_is_no_longer_than_allowed():
    """With SGD at rate 1, a step is as long as the gradient: a clipped one moves all weights by 0.1 together."""
    from digitdemo.training.learner import Learner

    setting = Setting(architecture="d8-relu", optimiser="sgd", learning_rate=1.0, initialisation="large", clip=0.1)
    rng = np.random.default_rng(0)
    images, digits = rng.integers(0, 255, (16, 28, 28), np.uint8), rng.integers(0, 10, 16).astype(np.uint8)
    lengths = []
    for clip in (0.1, 0.0):
        learner = Learner(Setting(**{**vars(setting), "clip": clip}))
        before = [np.array(weight) for weight in learner.model.trainable_variables]
        learner.step(images, digits, 1.0)
        moved = [np.asarray(now) - was for now, was in zip(learner.model.trainable_variables, before, strict=True)]
        lengths.append(np.sqrt(sum((change**2).sum() for change in moved)))
    assert lengths[0] == pytest.approx(0.1, rel=1e-3)
    assert lengths[1] > 1
