"""The Keras code that the page offers runs as it stands, and does what the setting says."""

from importlib.util import find_spec

import numpy as np
import pytest

from digitdemo.datasets.augmentation import GENTLE, Augmentation
from digitdemo.planning.keras_code import network_code, training_code, variation_code
from digitdemo.planning.setting import Setting

pytestmark = pytest.mark.skipif(find_spec("keras") is None, reason="needs Keras")


def run_code(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> dict:
    """Run the code on a handful of pictures in the place of MNIST."""
    import keras

    rng = np.random.default_rng(0)
    pictures = rng.integers(0, 255, (40, 28, 28), np.uint8), np.arange(40, dtype=np.uint8) % 10
    monkeypatch.setattr(keras.datasets.mnist, "load_data", lambda: (pictures, pictures))
    namespace: dict = {}
    exec(network_code(setting.layers()) + "\n" + training_code(setting), namespace)
    return namespace


def test_the_code_runs_with_every_variation_a_beginning_and_clipped_gradients(monkeypatch):
    everything = Augmentation(turn_deg=10, shift_px=1, scale=0.1, shear=0.1, elastic_px=0.7, thickness=0.5, noise=0.1)
    setting = Setting(
        architecture="d8-relu", augmentation=everything, batch=16, epochs=1, clip=0.5, initialisation="he",
        weight_decay=0.01, optimiser="momentum",
    )  # fmt: skip
    ran = run_code(setting, monkeypatch)
    assert ran["model"].optimizer.global_clipnorm == 0.5
    assert ran["model"].get_layer("dense_1").kernel_initializer.__class__.__name__ == "HeNormal"
    some, digits = next(iter(ran["varied"]))
    assert some.shape == (16, 28, 28, 1)
    originals = {picture.tobytes() for picture in ran["images"].astype("float32")}
    assert not any(picture.tobytes() in originals for picture in some.numpy())
    assert digits.shape == (16,)


def test_each_variation_that_is_chosen_is_in_the_code():
    assert variation_code(Augmentation()) == ""
    code = training_code(Setting(augmentation=GENTLE))
    for name in ("RandomRotation", "RandomTranslation", "RandomZoom", "RandomShear", "RandomElastic", "thickness"):
        assert name in code
    assert "GaussianNoise" not in code  # gentle has none
    assert "model.fit(varied, epochs=3" in code
    assert "model.fit(images, digits, batch_size=64" in training_code(Setting())
