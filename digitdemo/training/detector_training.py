"""Training the detector: its network, its cost, and its epochs of made scenes. Any of Keras's backends will do."""

from typing import Any

import keras
import numpy as np
from keras import layers, ops

from digitdemo.datasets.scenes import Sources
from digitdemo.detecting.cost import DIGIT_SHARE, EMPTY_SHARE, MIDDLE_SHARE, SIZE_SHARE
from digitdemo.detecting.grid import CHANNELS, CONFIDENCE, DIGIT, MIDDLE, SIZE
from digitdemo.networks.task import CLASSES
from digitdemo.training.detector_examples import SceneMaker
from digitdemo.training.epochs import MadeEpochs
from digitdemo.training.learning import go_through, settle_normalisations

NAME = "detector"

EPOCHS = 60
SCENES = 3200
"""An epoch."""
BATCH_SIZE = 32
LEARNING_RATE = 4e-3
WEIGHT_DECAY = 0.02
AVERAGING = 0.995
"""Momentum of the weights' moving average that is kept."""

_CONVOLUTIONS = (
    *((16, 5, 2, 1), (24, 3, 2, 1), (24, 3, 1, 1), (48, 3, 2, 1), (48, 3, 1, 1)),
    *((80, 3, 2, 1), (80, 3, 1, 1), (80, 3, 1, 2)),
)
"""Filters, kernel's side, stride, and how far apart the kernel's places lie."""


def build() -> keras.Model:
    """A chain of convolutions; four of them move by two pixels, so that a cell is 16 pixels wide.

    The last ones look wide, so that a cell sees digits larger than itself: 185 pixels of the sheet.
    """
    x = inputs = keras.Input((None, None, 1), name="sheet")
    for number, (filters, kernel, stride, gap) in enumerate(_CONVOLUTIONS, start=1):
        options = {"strides": stride, "dilation_rate": gap, "padding": "same", "use_bias": False}
        x = layers.Conv2D(filters, kernel, name=f"convolution_{number}", **options)(x)
        x = layers.BatchNormalization(name=f"normalisation_{number}")(x)
        x = layers.ReLU(name=f"relu_{number}")(x)
    first = np.zeros(CHANNELS, np.float32)
    first[CONFIDENCE] = -3.0  # few cells hold a digit: begin by expecting none
    cells = layers.Conv2D(CHANNELS, 1, bias_initializer=keras.initializers.Constant(first), name="cells")(x)
    return keras.Model(inputs, cells, name=NAME)


class DetectionCost(keras.losses.Loss):  # type: ignore[misc]
    """The cost of a grid: confidence in every cell; middle, size and digit where a digit's middle lies."""

    def call(self, targets: Any, outputs: Any) -> Any:
        """The cost of each scene, by its number of digits.

        Args:
            targets: (batch, rows, columns, 6) as ``encode`` makes them.
            outputs: (batch, rows, columns, 15).
        """
        is_here = targets[..., 0]
        middle, size = ops.sigmoid(outputs[..., MIDDLE]), outputs[..., SIZE]
        overlap = _overlap(targets[..., 1:3], targets[..., 3:5], middle, size)
        wanted = is_here * ops.stop_gradient(overlap)
        logit = outputs[..., CONFIDENCE][..., 0]
        confidence = ops.relu(logit) - logit * wanted + ops.log1p(ops.exp(-ops.abs(logit)))
        answer = ops.one_hot(ops.cast(targets[..., 5], "int32"), CLASSES)
        digit = -ops.sum(answer * ops.log_softmax(outputs[..., DIGIT], axis=-1), axis=-1)
        at_digit = (
            MIDDLE_SHARE * ops.sum(ops.square(middle - targets[..., 1:3]), axis=-1)
            + SIZE_SHARE * ops.sum(ops.square(size - targets[..., 3:5]), axis=-1)
            + DIGIT_SHARE * digit
        )
        cost = is_here * (confidence + at_digit) + EMPTY_SHARE * (1 - is_here) * confidence
        return ops.sum(cost, axis=(1, 2)) / 4  # about so many digits have a scene


def _overlap(middle: Any, size: Any, found_middle: Any, found_size: Any) -> Any:
    """Intersection over union of boxes of the same cell: (batch, rows, columns)."""
    half, found_half = ops.exp(size) / 2, ops.exp(ops.clip(found_size, -6.0, 6.0)) / 2
    high = ops.minimum(middle + half, found_middle + found_half)
    low = ops.maximum(middle - half, found_middle - found_half)
    common = ops.prod(ops.relu(high - low), axis=-1)
    return common / (4 * (ops.prod(half, axis=-1) + ops.prod(found_half, axis=-1)) - common + 1e-9)


def learn_scenes(
    sources: Sources, *, seed: int, epochs: int = EPOCHS, scenes: int = SCENES, verbose: int = 1
) -> keras.Model:
    """Train a detector; the averaged weights stay.

    Args:
        seed: of the first weights and of every scene.
        scenes: of an epoch; tests take fewer.
        verbose: 1 shows Keras's progress bar.
    """
    keras.utils.set_random_seed(seed)
    model = build()
    batches = MadeEpochs(SceneMaker(sources, scenes), epochs, BATCH_SIZE, [seed])
    go_through(
        model,
        batches,
        loss=DetectionCost(),
        learning_rate=LEARNING_RATE,
        weight_decay=WEIGHT_DECAY,
        averaging=AVERAGING,
        metrics=(),
        verbose=verbose,
    )
    settle_normalisations(model, batches)
    return model
