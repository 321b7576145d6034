"""A setting as Keras code, to copy into a notebook; it runs there as it stands."""

from collections.abc import Sequence

from digitdemo.datasets.augmentation import Augmentation
from digitdemo.networks.layers import PlannedLayer
from digitdemo.planning.setting import Setting
from digitdemo.reading.preprocessing import FIELD_PX


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
    """The lines that train it on MNIST with the setting's optimiser, schedule and variations."""
    options = [repr(setting.learning_rate)]
    options += ["momentum=0.9, nesterov=True"] if setting.optimiser == "momentum" else []
    options += [f"weight_decay={setting.weight_decay!r}"] if setting.weight_decay else []
    options += [f"global_clipnorm={setting.clip!r}"] if setting.clip else []
    variations = variation_code(setting.augmentation)
    learned = "varied" if variations else f"images, digits, batch_size={setting.batch}"
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

{variations.format(batch=setting.batch)}
model.compile(
    keras.optimizers.{_OPTIMISERS[setting.optimiser]}({", ".join(options)}),
    "sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit({learned}, epochs={setting.epochs}, callbacks=[Schedule()])
print(model.evaluate(test_images, test_digits))
"""


def variation_code(how: Augmentation) -> str:
    """The lines that vary each picture anew in every epoch; empty where nothing is varied.

    Returns:
        With a gap ``{batch}``; the name ``varied`` holds a data set of batches afterwards.
    """
    side = FIELD_PX
    blank = 'fill_mode="constant"'
    lines = {
        "turn_deg": f"layers.RandomRotation({_short(how.turn_deg / 360)}, {blank}),",
        "shift_px": f"layers.RandomTranslation({_short(how.shift_px / side)}, {_short(how.shift_px / side)}, {blank}),",
        "scale": f"layers.RandomZoom({_short(how.scale)}, {_short(how.scale)}, {blank}),",
        "shear": f"layers.RandomShear(x_factor={_short(how.shear)}, {blank}),",
        "elastic_px": f"layers.RandomElasticTransform(scale={_short(min(how.elastic_px / _BEND_PX, 1.0))}, {blank}),",
        "noise": f"layers.GaussianNoise({_short(how.noise)}),",
    }
    used = [line for name, line in lines.items() if getattr(how, name)]
    if how.thickness:
        used.append(f"layers.Lambda(change_thickness, arguments={{{{'share': {_short(how.thickness)}}}}}),")
    if not used:
        return ""
    stack = "".join(f"    {line}\n" for line in used)
    return f"""{_THICKNESS_CODE if how.thickness else ""}
import tensorflow

vary = keras.Sequential([
{stack}])
varied = tensorflow.data.Dataset.from_tensor_slices((images.astype("float32"), digits)).shuffle(len(images))
varied = varied.batch({{batch}}).map(lambda some, their_digits: (vary(some, training=True), their_digits))
"""


def _short(value: float) -> str:
    return f"{value:.4g}"


_BEND_PX = 0.8
"""Keras moves pixels by about so much at scale 1 in a picture of 28 pixels; it knows no more than 1."""

_THICKNESS_CODE = """

def change_thickness(some, share):
    thick, thin = (sign * keras.ops.max_pool(sign * some, 2, 1, "same") for sign in (1, -1))
    shape = (keras.ops.shape(some)[0], 1, 1, 1)
    changed = keras.ops.where(keras.random.uniform(shape) < 0.5, thick, thin)
    return keras.ops.where(keras.random.uniform(shape) < share, changed, some)

"""
_OPTIMISERS = {"sgd": "SGD", "momentum": "SGD", "adam": "Adam", "rmsprop": "RMSprop", "adadelta": "Adadelta"}
_FALL = "(0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * {share})))"
_SCHEDULE_CODE = {
    "constant": "1",
    "decay": _FALL.format(share="share"),
    "one-cycle": f"((0.04 + 0.96 * share / 0.25) if share < 0.25 else {_FALL.format(share='(share - 0.25) / 0.75')})",
}
