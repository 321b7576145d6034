"""One network learning: steps, checks, norms. Knows tensors; knows nothing of runs, files or pages."""

import keras
import numpy as np
import tensorflow as tf

from digitdemo.planning.setting import Setting
from digitdemo.training.builder import build_model, make_optimiser

_CHECK_BATCH = 500


class Learner:
    """A network, its optimiser, and their compiled steps."""

    def __init__(self, setting: Setting, model: keras.Model | None = None) -> None:
        """Build the setting's network, or go on with ``model``, compiled with its optimiser."""
        keras.utils.set_random_seed(setting.seed)
        self.setting = setting
        self.model = model or build_model(setting)
        if model is None:
            self.model.compile(make_optimiser(setting), "sparse_categorical_crossentropy")
        self.optimiser = self.model.optimizer
        self.optimiser.build(self.model.trainable_variables)
        signature = [tf.TensorSpec((None, 28, 28), tf.uint8), tf.TensorSpec((None,), tf.uint8)]
        self._step = tf.function(self._step_eagerly, input_signature=signature)
        self._gradients = tf.function(self._gradients_eagerly, input_signature=signature)
        self._read = tf.function(lambda images: self.model(_as_input(images), training=False), signature[:1])

    def step(self, images: np.ndarray, digits: np.ndarray, learning_rate: float) -> tuple[float, float]:
        """Learn from one batch.

        Args:
            images: (batch, 28, 28) uint8.
            digits: (batch,) uint8.

        Returns:
            Mean loss, and share read right, before the step.
        """
        self.optimiser.learning_rate.assign(learning_rate)
        loss, right = self._step(images, digits)
        return float(loss), float(right)

    def read(self, images: np.ndarray) -> np.ndarray:
        """(count, 28, 28) uint8 -> (count, 10) float32 probabilities."""
        batches = [images[start : start + _CHECK_BATCH] for start in range(0, len(images), _CHECK_BATCH)]
        return np.concatenate([self._read(batch).numpy() for batch in batches])

    def norms(self, images: np.ndarray, digits: np.ndarray) -> list[tuple[str, float, float]]:
        """Each kernel's layer, its weights' norm and its gradient's norm for one batch; in the order of the data."""
        gradients = self._gradients(images, digits)
        found = []
        for variable, gradient in zip(self.model.trainable_variables, gradients, strict=True):
            if variable.name == "kernel":
                layer = variable.path.split("/")[-2]
                found.append((layer, float(tf.norm(variable.value)), float(tf.norm(gradient))))
        return found

    def first_kernels(self) -> np.ndarray | None:
        """(rows, columns, channels, filters) float32 of the first convolution; None where there is none."""
        for layer in self.model.layers:
            if isinstance(layer, keras.layers.Conv2D):
                return np.asarray(layer.kernel)
        return None

    def weights(self) -> dict[str, dict[str, np.ndarray]]:
        """All that the network holds, running means included: by layer's name, then by weight's name."""
        return {
            layer.name: {variable.name: np.asarray(variable) for variable in layer.weights}
            for layer in self.model.layers
            if layer.weights
        }

    def _loss_and_right(self, images: tf.Tensor, digits: tf.Tensor, training: bool) -> tuple[tf.Tensor, tf.Tensor]:
        probabilities = self.model(_as_input(images), training=training)
        losses = keras.losses.sparse_categorical_crossentropy(tf.cast(digits, tf.int32), probabilities)
        right = tf.equal(tf.argmax(probabilities, 1, tf.int32), tf.cast(digits, tf.int32))
        return tf.reduce_mean(losses), tf.reduce_mean(tf.cast(right, tf.float32))

    def _step_eagerly(self, images: tf.Tensor, digits: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        with tf.GradientTape() as tape:
            loss, right = self._loss_and_right(images, digits, training=True)
        variables = self.model.trainable_variables
        self.optimiser.apply(tape.gradient(loss, [variable.value for variable in variables]), variables)
        return loss, right

    def _gradients_eagerly(self, images: tf.Tensor, digits: tf.Tensor) -> list[tf.Tensor]:
        values = [variable.value for variable in self.model.trainable_variables]
        with tf.GradientTape() as tape:
            loss, _ = self._loss_and_right(images, digits, training=False)
        return [tf.convert_to_tensor(gradient) for gradient in tape.gradient(loss, values)]


def loss_of(probabilities: np.ndarray, digits: np.ndarray) -> float:
    """Mean cross-entropy of (count, 10) probabilities against (count,) digits."""
    of_truth = probabilities[np.arange(len(digits)), digits]
    return float(-np.log(np.clip(of_truth, 1e-7, 1)).mean())


def accuracy_of(probabilities: np.ndarray, digits: np.ndarray) -> float:
    """Share read right, 0 to 1."""
    return float((probabilities.argmax(axis=1) == digits).mean())


def _as_input(images: tf.Tensor) -> tf.Tensor:
    return tf.cast(images[..., None], tf.float32) / 255.0
