"""A setting as Keras code, to copy into a notebook; it runs there as it stands."""

from collections.abc import Sequence

from digitdemo.networks.layers import PlannedLayer
from digitdemo.planning.setting import Setting


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


def training_code(setting: Setting) -> str:
    """The lines that train it on MNIST with the setting's optimiser and schedule."""
    decay = f", weight_decay={setting.weight_decay!r}" if setting.weight_decay else ""
    momentum = ", momentum=0.9, nesterov=True" if setting.optimiser == "momentum" else ""
    keras_class = {"sgd": "SGD", "momentum": "SGD", "adam": "Adam", "rmsprop": "RMSprop", "adadelta": "Adadelta"}
    return f"""\
import math

(images, digits), (test_images, test_digits) = keras.datasets.mnist.load_data()
images, test_images = images[..., None] / 255, test_images[..., None] / 255
keras.utils.set_random_seed({setting.seed})
steps = {setting.epochs} * math.ceil(len(images) / {setting.batch})


class Schedule(keras.callbacks.Callback):
    done = 0

    def on_train_batch_begin(self, batch, logs=None):
        share, self.done = self.done / steps, self.done + 1
        self.model.optimizer.learning_rate = {setting.learning_rate!r} * {_SCHEDULE_CODE[setting.schedule]}


model.compile(
    keras.optimizers.{keras_class[setting.optimiser]}({setting.learning_rate!r}{momentum}{decay}),
    "sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(images, digits, batch_size={setting.batch}, epochs={setting.epochs}, callbacks=[Schedule()])
print(model.evaluate(test_images, test_digits))
"""


_FALL = "(0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * {share})))"
_SCHEDULE_CODE = {
    "constant": "1",
    "decay": _FALL.format(share="share"),
    "one-cycle": f"((0.04 + 0.96 * share / 0.25) if share < 0.25 else {_FALL.format(share='(share - 0.25) / 0.75')})",
}
