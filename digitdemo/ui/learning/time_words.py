"""The time machine's sentences: what a version reads, the step that led to it, and what each step consists of."""

import numpy as np
import streamlit as st

from digitdemo.explaining.architecture import Step
from digitdemo.explaining.gallery import gallery
from digitdemo.learning.lesson import BATCH, CLIP, PICTURES, Lesson, history_of
from digitdemo.learning.network import LearningNetwork, trainable
from digitdemo.sentences import say
from digitdemo.ui.learning.subject import Subject, number

_TOO_SMALL = 1e-30
"""Of a probability: below it, its logarithm says nothing."""
_BYTES = 4
"""Of a number as it is computed with here."""


def say_reading(chances: np.ndarray, subject: Subject, look: int) -> None:
    """What a version says to my digit, and what that costs."""
    if not np.isfinite(chances).all():
        st.warning(say("learning-time-infinite"))
        return
    every = ", ".join(f"{digit}: {number(float(chance), 4)}" for digit, chance in enumerate(chances))
    right = float(chances[subject.truth])
    if right < _TOO_SMALL:
        st.markdown(say("learning-time-said-nothing", digit=str(int(chances.argmax())), truth=str(subject.truth)))
        return
    cost = float(-np.log(right))
    st.markdown(
        say("learning-time-said", batch=look, digit=str(int(chances.argmax())), every=every, truth=str(subject.truth),
            chance=number(right, 4), cost=number(cost, 4))
    )  # fmt: skip


def say_others(network: LearningNetwork) -> None:
    """How many of the gallery's digits a version reads right."""
    shown = gallery()
    right = int((network.scores(shown.inputs[..., None]).argmax(axis=1) == shown.digits).sum())
    count = len(shown.digits)
    st.markdown(say("learning-time-others", right=right, count=count, share=number(100 * right / count, 3)))


def say_step(lesson: Lesson, look: int) -> None:
    """The step that led here: its batch's cost, one weight's arithmetic, the slopes layer by layer."""
    history = history_of(lesson)
    taken, before, after = history.taken(look), history.version(look - 1), history.version(look)
    layer = next(iter(taken.lengths))
    place = _middle(before, layer)
    slope = float(history.slopes(look).weights[layer]["kernel"][place])
    weights = [float(each.weights[layer]["kernel"][place]) for each in (before, after)]
    st.markdown(
        say("learning-time-step", batch=look, cost=number(taken.cost), layer=layer, before=number(weights[0], 6),
            place=", ".join(map(str, place)), rate=number(lesson.rate), cut=number(taken.cut), slope=number(slope),
            after=number(weights[1], 6))
    )  # fmt: skip
    lengths = ", ".join(f"{name}: {number(length)}" for name, length in taken.lengths.items())
    st.markdown(say("learning-time-lengths", lengths=lengths, length=number(taken.length)))
    if taken.cut < 1:
        st.markdown(say("learning-time-cut", most=number(CLIP), length=number(taken.length), cut=number(taken.cut)))


def _middle(network: LearningNetwork, layer: str) -> tuple[int, ...]:
    """A place in the middle of a layer's first kernel: of its rows and columns, or of the drawing's pixels."""
    shape = network.weights[layer]["kernel"].shape
    if len(shape) == 4:
        return shape[0] // 2, shape[1] // 2, 0, 0
    return shape[0] // 2 + 14, 0


def say_rules(lesson: Lesson) -> None:
    """How many units a layer between drawing and answer should have, by rules of thumb."""
    kernels = [named["kernel"] for named in history_of(lesson).version(0).weights.values() if "kernel" in named]
    inputs, outputs = kernels[0].shape[0], kernels[-1].shape[1]
    thirds = round(inputs * 2 / 3 + outputs)
    st.caption(
        say("learning-time-rules", inputs=inputs, outputs=outputs, thirds=thirds, twice=2 * inputs,
            units=kernels[0].shape[1])
    )  # fmt: skip


def field_of(step: Step) -> str:
    """How many of the drawing's pixels one number sees, ``5×5``."""
    return "?" if step.field is None else "×".join(map(str, step.field.size))


def show_loop(lesson: Lesson) -> None:
    """The four steps of learning, with this lesson's numbers; early and late layers; what a batch keeps in memory."""
    with st.expander(say("learning-loop-title")):
        network = history_of(lesson).version(0)
        weights = sum(value.size for named in trainable(network.weights).values() for value in named.values())
        st.markdown(
            say("learning-loop", size=BATCH, weights=weights, rate=number(lesson.rate), batches=PICTURES // BATCH,
                pictures=PICTURES)
        )  # fmt: skip
        kept = sum(int(np.prod(step.output_shape)) for step in network.steps)
        st.markdown(
            say("learning-loop-memory", numbers=kept, bytes=_BYTES, size=BATCH, pictures=PICTURES,
                batch=number(kept * _BYTES * BATCH / 1e6, 3), whole=number(kept * _BYTES * PICTURES / 1e6, 3))
        )  # fmt: skip
        mapped = [step for step in network.steps if step.kind == "convolution"]
        if len(mapped) > 1:
            st.markdown(say("learning-loop-early", early=field_of(mapped[0]), late=field_of(mapped[-1])))
