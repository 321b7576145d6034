"""The methodology course's aids: overfit ten pictures, sweep the learning rate, check one layer's gradient."""

import time
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from digitdemo.planning.gathering import Part
from digitdemo.planning.setting import Setting
from digitdemo.runs.recorder import Recorder
from digitdemo.runs.run import BATCHES, GRADIENTS, SWEEP
from digitdemo.runs.status import DONE, STOPPED
from digitdemo.sentences import Message
from digitdemo.training.builder import build_model
from digitdemo.training.learner import Learner

TEN = 10
MOST_STEPS = 300
SWEEP_STEPS = 120
LOWEST_RATE, HIGHEST_RATE = 1e-5, 3.0
CHECKED_WEIGHTS = 6
NUDGE = 1e-5
GOOD_ERROR = 1e-5
"""Relative differences below it are rounding (Stanford's CS231n notes put a correct gradient at 1e-7 to 1e-5)."""


def overfit_ten_pictures(setting: Setting, learn: Part, recorder: Recorder) -> None:
    """Learn ten pictures by heart: a network that cannot do even that has a mistake in it."""
    learner = Learner(setting)
    places = np.array([np.flatnonzero(learn.digits == digit)[0] for digit in np.unique(learn.digits)])[:TEN]
    images, digits = learn.images[places], learn.digits[places]
    recorder.say(Message("runs-learning-ten"), epochs=1)
    needed, stopped = None, False
    for step in range(1, MOST_STEPS + 1):
        loss, _ = learner.step(images, digits, setting.learning_rate)
        right = float((learner.read(images).argmax(axis=1) == digits).mean())
        recorder.note_line(BATCHES, {"batch": step, "at": step / MOST_STEPS, "loss": loss, "accuracy": right})
        _tell(recorder, step / MOST_STEPS)
        stopped = recorder.command() == "stop"
        if right == 1 and loss < 0.05:
            needed = step
        if needed or stopped or not np.isfinite(loss):
            break
    told = Message("runs-ten-learned", steps=needed) if needed else Message("runs-ten-not-learned")
    _end(recorder, told, stopped, {"aid": setting.task, "steps": needed})


def sweep_learning_rate(setting: Setting, learn: Part, recorder: Recorder) -> None:
    """Raise the learning rate batch by batch and watch the loss (L. N. Smith, "Cyclical learning rates", 2017)."""
    learner = Learner(setting)
    rng = np.random.default_rng([setting.seed, 500])
    recorder.say(Message("runs-sweeping"), epochs=1)
    rates = np.geomspace(LOWEST_RATE, HIGHEST_RATE, SWEEP_STEPS)
    smooth, best, losses, stopped = None, np.inf, [], False
    for number, rate in enumerate(rates):
        places = rng.choice(len(learn), min(setting.batch, len(learn)), replace=False)
        loss, _ = learner.step(learn.images[places], learn.digits[places], float(rate))
        smooth = loss if smooth is None else 0.85 * smooth + 0.15 * loss
        best = min(best, smooth)
        stopped = recorder.command() == "stop"
        if stopped or not np.isfinite(loss) or smooth > 3 * best + 1:
            break
        losses.append(smooth)
        recorder.note_line(SWEEP, {"learning_rate": float(rate), "loss": smooth})
        _tell(recorder, (number + 1) / SWEEP_STEPS)
    # The steepest fall, on the logarithmic axis, is where it learns fastest.
    falls = np.gradient(np.array(losses)) if len(losses) > 2 else np.zeros(1)
    suggested = float(f"{rates[int(np.argmin(falls))]:.1g}")
    _end(
        recorder,
        Message("runs-sweep-suggests", rate=f"{suggested:g}"),
        stopped,
        {"aid": setting.task, "suggested": suggested},
    )


def check_gradient(setting: Setting, learn: Part, recorder: Recorder) -> None:
    """Compare backpropagation's gradient with what a small nudge of a weight really does to the loss."""
    recorder.say(Message("runs-nudging"), epochs=1)
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("float64")  # in float32, rounding hides the difference
    try:
        keras.utils.set_random_seed(setting.seed)
        model = build_model(Setting(architecture=setting.architecture))
    finally:
        keras.config.set_dtype_policy(before)
    images = tf.constant(learn.images[:16, ..., None] / 255, tf.float64)
    digits = tf.constant(learn.digits[:16].astype(np.int32))
    kernels = [variable for variable in model.trainable_variables if variable.name == "kernel"]
    worst = 0.0
    for number, kernel in enumerate(kernels):
        for line in _check_kernel(model, kernel, images, digits, np.random.default_rng(number)):
            recorder.note_line(GRADIENTS, {"layer": kernel.path.split("/")[-2], **line})
            worst = max(worst, line["difference"])
        _tell(recorder, (number + 1) / len(kernels))
    good = worst < GOOD_ERROR
    told = Message("runs-gradients-right") if good else Message("runs-gradients-off")
    _end(recorder, told, False, {"aid": setting.task, "worst": worst, "good": good})


def _check_kernel(
    model: keras.Model, kernel: Any, images: tf.Tensor, digits: tf.Tensor, rng: np.random.Generator
) -> list[dict[str, float]]:
    def loss_now() -> tf.Tensor:
        probabilities = model(images, training=False)
        return tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(digits, probabilities))

    with tf.GradientTape() as tape:
        loss = loss_now()
    gradient = tape.gradient(loss, kernel.value).numpy()
    original = kernel.numpy()
    lines = []
    for place in rng.choice(original.size, min(CHECKED_WEIGHTS, original.size), replace=False):
        nudged = []
        for direction in (1, -1):
            changed = original.copy()
            changed.flat[place] += direction * NUDGE
            kernel.assign(changed)
            nudged.append(float(loss_now()))
        kernel.assign(original)
        tried = (nudged[0] - nudged[1]) / (2 * NUDGE)
        ruled = float(gradient.flat[place])
        size = max(abs(tried) + abs(ruled), 1e-6)
        lines.append({"by_backpropagation": ruled, "by_nudging": tried, "difference": abs(tried - ruled) / size})
    return lines


def _tell(recorder: Recorder, share: float) -> None:
    if recorder.status.started_at is None:
        recorder.say_started()
    recorder.beat(progress=round(share, 3))


def _end(recorder: Recorder, told: Message, stopped: bool, results: dict[str, Any]) -> None:
    recorder.run.write_results({**results, "message": told.to_json()})
    state = STOPPED if stopped else DONE
    recorder.say(Message("runs-stopped") if stopped else told, state=state, ended_at=time.time(), progress=1.0)


AIDS: dict[str, Callable[[Setting, Part, Recorder], None]] = {
    "ten pictures": overfit_ten_pictures,
    "rate sweep": sweep_learning_rate,
    "gradient check": check_gradient,
}
