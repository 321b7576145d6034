"""Learning from larger networks: what they make of a picture says more than which digit it is.

Source: Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015; that teacher and pupil see the
very same varied picture, for many epochs: Beyer et al., "Knowledge distillation: A good teacher is patient and
consistent", 2022.
"""

from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

TEMPERATURE = 3.0
"""Logits are divided by it before they are compared: how a teacher doubts between the wrong answers counts then."""

TAUGHT_SHARE = 0.8
"""How much the teachers count; what is written counts for the rest."""

_SMALLEST = 1e-7


class Taught(keras.Model):  # type: ignore[misc]
    """A network while it learns from others; it itself stays what it is, and is used alone afterwards."""

    def __init__(self, pupil: keras.Model, teachers: Sequence[keras.Model]) -> None:
        """Take the one that learns, and those that know; all end in a softmax over the same classes."""
        super().__init__()
        self.pupil, self.teachers = pupil, list(teachers)
        for teacher in self.teachers:
            teacher.trainable = False

    def call(self, pictures: Any, training: bool | None = None) -> Any:
        """What the pupil says."""
        return self.pupil(pictures, training=training)

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """The pupil's cost: how far it is from the teachers' softened answers, and from what is written."""
        known = sum(teacher(x, training=False) for teacher in self.teachers) / len(self.teachers)
        from_teachers = -ops.mean(ops.sum(_softened(known) * ops.log(_softened(y_pred)), axis=-1))
        written = ops.mean(keras.losses.categorical_crossentropy(y, y_pred))
        # Softened answers pull by 1 / T^2 less.
        return TAUGHT_SHARE * TEMPERATURE**2 * from_teachers + (1 - TAUGHT_SHARE) * written


def _softened(probabilities: Any) -> Any:
    """What a softmax would have given with its logits divided by the temperature: (batch, classes)."""
    return ops.softmax(ops.log(ops.maximum(probabilities, _SMALLEST)) / TEMPERATURE, axis=-1)
