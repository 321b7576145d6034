"""What a brought network would cost, from its description: against Keras's own count, and for what is absurd."""

import json
from importlib.util import find_spec

import pytest

from digitdemo.errors import ModelError

pytestmark = pytest.mark.skipif(find_spec("keras") is None, reason="needs Keras")


def described(*layers, shape=(28, 28, 1)) -> dict:
    """What ``config.json`` would hold; nothing is built."""
    import keras

    entries = [keras.layers.InputLayer(shape=shape), *layers]
    config = {"layers": [keras.layers.serialize(layer) for layer in entries]}
    return json.loads(json.dumps({"class_name": "Sequential", "config": config}))


def test_ordinary_networks_pass_and_are_counted_as_keras_counts_them():
    import keras
    from keras import layers as kinds

    from digitdemo.training import import_estimate

    chain = [
        kinds.Conv2D(8, 3, padding="same", use_bias=False),
        kinds.MaxPooling2D(2),
        kinds.DepthwiseConv2D(3, use_bias=False),
        kinds.SeparableConv2D(12, 3, use_bias=False),
        kinds.Flatten(),
        kinds.Dense(10, use_bias=False),
    ]
    import_estimate.estimate(described(*chain))
    model = keras.Sequential([keras.Input((28, 28, 1)), *chain])
    counted = sum(
        import_estimate._parameters(layer, tuple(layer.input.shape[1:]), tuple(layer.output.shape[1:]))
        for layer in model.layers
    )
    assert counted == model.count_params()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("upsampling", "numbers a picture"),
        ("padding", "numbers a picture"),
        ("wide convolution", "multiplications"),
        ("wide dense", "at most 5,000,000 parameters"),
        ("kernel too large", "does not fit|nothing of the picture"),
    ],
)
def test_what_would_take_too_much_is_refused_unbuilt(name, words):
    from keras import layers as kinds

    from digitdemo.training.import_estimate import estimate

    absurd = {
        "upsampling": [kinds.UpSampling2D(4000)],
        "padding": [kinds.ZeroPadding2D(100_000)],
        "wide convolution": [kinds.Conv2D(700, 3, padding="same"), kinds.Conv2D(700, 3, padding="same")],
        "wide dense": [kinds.Flatten(), kinds.Dense(10_000)],
        "kernel too large": [kinds.Conv2D(4, 29)],
    }
    with pytest.raises(ModelError, match=words):
        estimate(described(*absurd[name]))


@pytest.mark.parametrize(
    "damage",
    [
        {"class_name": "Dense", "config": None},
        {"class_name": "Dense", "config": {"units": "many"}},
        {"class_name": "Dense", "module": "keras.layers", "config": {"units": -3, "name": "d"}},
        {"class_name": "InputLayer", "module": "keras.layers", "config": {"batch_shape": [None, None, 28, 1]}},
    ],
)
def test_a_damaged_description_is_a_sentence(damage):
    from digitdemo.training.import_estimate import estimate

    with pytest.raises(ModelError):
        estimate({"class_name": "Sequential", "config": {"layers": [damage]}})
