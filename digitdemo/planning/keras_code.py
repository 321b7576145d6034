"""A setting as Keras code, to copy into a notebook; it runs there as it stands."""

from collections.abc import Sequence

from digitdemo.planning.layers import PlannedLayer


def network_code(layers: Sequence[PlannedLayer]) -> str:
    """The lines that build the network; the name ``model`` holds it afterwards."""
    lines = ["import keras", "from keras import layers", "", "inputs = keras.Input((28, 28, 1), name='drawing')"]
    before = "inputs"
    for layer in layers:
        arguments = ", ".join(f"{name}={value!r}" for name, value in layer.arguments.items())
        lines.append(f"x = layers.{layer.keras_class}({arguments})({before})")
        before = "x"
    lines.append("model = keras.Model(inputs, x)")
    return "\n".join(lines) + "\n"
