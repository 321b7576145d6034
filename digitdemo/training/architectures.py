"""The networks that ship, as functional Keras models; each layer is a step of its own, so that each can be shown."""

from collections.abc import Callable

import keras
from keras import layers


def _input() -> keras.KerasTensor:
    return keras.Input((28, 28, 1), name="drawing")


def _convolution(x: keras.KerasTensor, filters: int, kernel: int, number: int, **options: object) -> keras.KerasTensor:
    """Convolution, batch normalisation, ReLU. The normalisation's offset does the work of a bias."""
    x = layers.Conv2D(filters, kernel, padding="same", use_bias=False, name=f"convolution_{number}", **options)(x)
    x = layers.BatchNormalization(name=f"normalisation_{number}")(x)
    return layers.ReLU(name=f"relu_{number}")(x)


def digitdemo(width: int = 24) -> keras.Model:
    """Ours: one 5x5 look at the drawing, then two pairs of 3x3 convolutions, pooled in between."""
    inputs = _input()
    x = _convolution(inputs, width, 5, 1)
    x = layers.MaxPooling2D(2, name="pooling_1")(x)  # (14, 14, width)
    x = _convolution(x, 40, 3, 2)
    x = _convolution(x, 40, 3, 3)
    x = layers.MaxPooling2D(2, name="pooling_2")(x)  # (7, 7, 40)
    x = _convolution(x, 64, 3, 4)
    x = _convolution(x, 64, 3, 5)
    x = layers.Flatten(name="flatten")(x)  # (3136,)
    x = layers.Dropout(0.4, name="dropout")(x)
    x = layers.Dense(10, name="dense")(x)
    outputs = layers.Softmax(name="probabilities")(x)
    return keras.Model(inputs, outputs, name="digitdemo")


ARCHITECTURES: dict[str, Callable[[], keras.Model]] = {"digitdemo": digitdemo}
