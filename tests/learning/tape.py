"""Networks of every layer kind with TensorFlow's own gradients, made in a process of its own."""

import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

import numpy as np

PROJECT = Path(__file__).resolve().parents[2]


def convolutions(layers):
    yield layers.Conv2D(5, 5, strides=2, padding="same", name="strided")
    yield layers.BatchNormalization(name="norm")
    yield layers.LeakyReLU(negative_slope=0.2, name="leaky")
    yield layers.Conv2D(7, 3, use_bias=False, padding="valid", name="plain")
    yield layers.ELU(name="elu")
    yield layers.Conv2D(6, 2, dilation_rate=2, padding="same", name="dilated")
    yield layers.Activation("tanh", name="tanh")
    yield layers.Conv2D(4, (3, 2), strides=(2, 1), padding="same", name="oblong")
    yield layers.ReLU(name="relu")
    yield layers.Flatten(name="flat")


def poolings(layers):
    yield layers.Conv2D(4, 3, activation="relu", name="first")
    yield layers.MaxPooling2D(3, strides=2, padding="same", name="overlapping")
    yield layers.Conv2D(5, 3, activation="sigmoid", name="second")
    yield layers.AveragePooling2D(3, strides=2, padding="same", name="mean")
    yield layers.Dropout(0.4, name="dropout")
    yield layers.Reshape((9, 4, 5), name="folded")
    yield layers.AveragePooling2D(2, name="mean_2")
    yield layers.GlobalAveragePooling2D(name="global")
    yield layers.Dense(8, activation="elu", name="hidden")


def depthwise(layers):
    yield layers.DepthwiseConv2D(5, strides=2, depth_multiplier=3, padding="same", name="multiplied")
    yield layers.ReLU(max_value=2.0, negative_slope=0.1, name="capped")
    yield layers.DepthwiseConv2D(3, use_bias=False, name="each")
    yield layers.Conv2D(6, 1, activation="silu", name="mixing")
    yield layers.GlobalMaxPooling2D(name="global")


def maxout(layers):
    yield layers.Conv2D(6, 5, name="convolution")
    yield layers.Reshape((24 * 24, 6, 1), name="pairs")
    yield layers.MaxPooling2D((1, 2), name="maxout")
    yield layers.Reshape((24, 24, 3), name="maps")
    yield layers.MaxPooling2D(4, name="pooling")
    yield layers.Flatten(name="flatten")
    yield layers.Dense(16, activation="softplus", name="hidden")
    yield layers.BatchNormalization(scale=False, name="norm")


RECIPES = {"convolutions": convolutions, "poolings": poolings, "depthwise": depthwise, "maxout": maxout}


@lru_cache(maxsize=1)
def folder_of_gradients() -> Path:
    """For each recipe ``<name>.keras`` and ``<name>.npz``; ``normalising.npz``, of one step; ``lesson.npz``."""
    folder = Path(tempfile.mkdtemp(prefix="digitdemo-gradients-"))
    subprocess.run(
        [sys.executable, "-m", "tests.learning.tape", str(folder)], cwd=PROJECT, check=True, capture_output=True
    )
    return folder


def build(name: str, folder: Path) -> None:
    import keras
    import tensorflow as tf

    rng = np.random.default_rng(5)
    inputs = x = keras.Input((28, 28, 1), name="drawing")
    for layer in RECIPES[name](keras.layers):
        x = layer(x)
    model = keras.Model(inputs, keras.layers.Softmax(name="answer")(keras.layers.Dense(10, name="scores")(x)))
    for weight in model.weights:  # what float32 can hold, for that is how networks are kept
        low, high = (0.5, 2) if weight.name == "moving_variance" else (-0.4, 0.5)
        weight.assign(rng.uniform(low, high, weight.shape).astype(np.float32).astype(np.float64))
    pictures, digits = rng.uniform(0, 1, (4, 28, 28, 1)), rng.integers(0, 10, 4)
    with tf.GradientTape() as tape:
        chances = tf.gather(model(pictures, training=False), digits, batch_dims=1)
        cost = -tf.reduce_mean(tf.math.log(chances))
    variables = model.trainable_variables
    slopes = {each.path.replace("/", "|"): slope for each, slope in zip(variables, tape.gradient(cost, variables))}  # noqa: B905
    model.save(folder / f"{name}.keras")
    np.savez(folder / f"{name}.npz", pictures=pictures, digits=digits, cost=cost, **slopes)


def build_normalising(folder: Path) -> None:
    """One batch through a normalisation that learns."""
    import keras
    import tensorflow as tf

    rng = np.random.default_rng(6)
    layer = keras.layers.BatchNormalization()
    values = tf.Variable(rng.normal(2, 3, (5, 4, 4, 3)))
    layer.build(values.shape)
    layer.gamma.assign(rng.uniform(0.5, 2, 3))
    slope = rng.normal(0, 1, values.shape)
    with tf.GradientTape() as tape:
        total = tf.reduce_sum(layer(values, training=True) * slope)
    found = tape.gradient(total, [values, layer.gamma.value, layer.beta.value])
    slopes = dict(zip(("by_values", "by_gamma", "by_beta"), found, strict=True))
    np.savez(folder / "normalising.npz", values=values, gamma=layer.gamma, slope=slope, **slopes)


def build_lesson(folder: Path) -> None:
    """What Keras reads with every kept version of a lesson, and where it comes itself, in float64: at the first steep
    step float32 begins to go ways of its own."""
    import keras

    from digitdemo.explaining.gallery import gallery
    from digitdemo.learning.lesson import MOST_BATCHES, Lesson, batch_of, history_of
    from digitdemo.learning.stepping import MOMENTUM

    layers, history = keras.layers, history_of(Lesson())
    inputs = x = keras.Input((28, 28, 1))
    for number, (filters, side) in enumerate(((8, 5), (16, 3)), 1):
        x = layers.Conv2D(filters, side, 2, "same", use_bias=False, name=f"convolution_{number}")(x)
        x = layers.ReLU()(layers.BatchNormalization(momentum=MOMENTUM, name=f"normalisation_{number}")(x))
    model = keras.Model(inputs, layers.Dense(10, "softmax", name="outputs")(layers.Flatten()(x)))
    model.compile(keras.optimizers.SGD(history.lesson.rate), "sparse_categorical_crossentropy")

    def take(batch: int) -> None:
        for layer, named in history.version(batch).weights.items():
            for variable in model.get_layer(layer).variables if named else ():
                variable.assign(named[variable.name])

    known = {}
    digits = np.array([gallery().inputs[gallery().first_of(digit)] for digit in range(10)])[..., None]
    chances = []
    for batch in range(MOST_BATCHES + 1):
        take(batch)
        chances.append(model(digits, training=False).numpy())
    take(0)
    for batch in range(1, 41):
        known[f"cost {batch}"] = model.train_on_batch(*batch_of(batch))
        model.reset_metrics()
    for variable in model.variables:
        if variable.name in ("kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance"):
            known[variable.path] = variable.numpy()
    np.savez(folder / "lesson.npz", digits=digits, chances=np.array(chances), **known)


if __name__ == "__main__":
    import keras

    keras.backend.set_floatx("float64")
    for recipe in RECIPES:
        build(recipe, Path(sys.argv[1]))
    build_normalising(Path(sys.argv[1]))
    build_lesson(Path(sys.argv[1]))
