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


def digitdemo(width: int = 32) -> keras.Model:
    """Ours: one 5x5 look at the drawing, then two pairs of 3x3 convolutions, pooled after each.

    The last pooling leaves a dense layer so small that nearly all parameters are kernels.
    """
    inputs = _input()
    x = _convolution(inputs, width, 5, 1)
    x = layers.MaxPooling2D(2, name="pooling_1")(x)  # (14, 14, width)
    x = _convolution(x, 48, 3, 2)
    x = _convolution(x, 48, 3, 3)
    x = layers.MaxPooling2D(2, name="pooling_2")(x)  # (7, 7, 48)
    x = _convolution(x, 80, 3, 4)
    x = _convolution(x, 80, 3, 5)
    x = layers.MaxPooling2D(2, name="pooling_3")(x)  # (3, 3, 80): what it leaves out at two edges is margin
    x = layers.Flatten(name="flatten")(x)  # (720,)
    return _to_probabilities(inputs, layers.Dropout(0.3, name="dropout")(x), "digitdemo")


def author() -> keras.Model:
    """The course author's: fewer and fewer filters, smaller and smaller kernels, no pooling.

    His pictures were larger; here the input is 28x28 and padding keeps that size through all four convolutions, the
    only adaptation.
    """
    inputs = _input()
    x = inputs
    for number, (filters, kernel) in enumerate(((32, 8), (16, 6), (8, 4), (4, 2)), start=1):
        x = _convolution(x, filters, kernel, number)
    return _to_probabilities(inputs, layers.Flatten(name="flatten")(x), "author")  # (3136,)


def mlp() -> keras.Model:
    """A multi-layer perceptron: every unit sees every pixel."""
    inputs = _input()
    x = layers.Flatten(name="flatten")(inputs)  # (784,)
    for number, units in enumerate((128, 64), start=1):
        x = layers.Dense(units, name=f"dense_{number}")(x)
        x = layers.ReLU(name=f"relu_{number}")(x)
    return _to_probabilities(inputs, x, "mlp")


def lenet5() -> keras.Model:
    """LeNet-5 (LeCun, Bottou, Bengio and Haffner, 1998), with a softmax instead of radial basis functions."""
    inputs = _input()
    x = inputs
    for number, (filters, padding) in enumerate(((6, "same"), (16, "valid")), start=1):
        x = layers.Conv2D(filters, 5, padding=padding, name=f"convolution_{number}")(x)
        x = layers.Activation("tanh", name=f"tanh_{number}")(x)
        x = layers.AveragePooling2D(2, name=f"pooling_{number}")(x)
    x = layers.Flatten(name="flatten")(x)  # (400,)
    for number, units in enumerate((120, 84), start=1):
        x = layers.Dense(units, name=f"dense_{number}")(x)
        x = layers.Activation("tanh", name=f"tanh_{number + 2}")(x)
    return _to_probabilities(inputs, x, "lenet5")


def keras_example() -> keras.Model:
    """Keras's own simple_mnist_convnet (keras.io/examples/vision/mnist_convnet), activations as layers of their own."""
    inputs = _input()
    x = inputs
    for number, filters in enumerate((32, 64), start=1):
        x = layers.Conv2D(filters, 3, name=f"convolution_{number}")(x)
        x = layers.ReLU(name=f"relu_{number}")(x)
        x = layers.MaxPooling2D(2, name=f"pooling_{number}")(x)
    x = layers.Flatten(name="flatten")(x)  # (1600,)
    return _to_probabilities(inputs, layers.Dropout(0.5, name="dropout")(x), "keras_example")


def _to_probabilities(inputs: keras.KerasTensor, x: keras.KerasTensor, name: str) -> keras.Model:
    x = layers.Dense(10, name="dense")(x)
    return keras.Model(inputs, layers.Softmax(name="probabilities")(x), name=name)


ARCHITECTURES: dict[str, Callable[[], keras.Model]] = {
    "digitdemo": digitdemo,
    "author": author,
    "mlp": mlp,
    "lenet5": lenet5,
    "keras-example": keras_example,
}
