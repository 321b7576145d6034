"""Learning from other networks: their answers are learned where what is written says nothing; they stay as they are."""

import dataclasses

import keras
import numpy as np
import pytest

from digitdemo.networks.task import CLASSES
from digitdemo.training import learning
from digitdemo.training.builder import build_preset
from digitdemo.training.data import leave_out
from digitdemo.training.recipe import RECIPES, Recipe
from digitdemo.training.teaching import TAUGHT_SHARE, TEMPERATURE, Taught

BARS = np.zeros((CLASSES, 28, 28, 1), np.float32)
for place in range(CLASSES):
    BARS[place, 4:24, 4 + 2 * place] = 1
NOTHING_WRITTEN = np.full((CLASSES, CLASSES), 1 / CLASSES, np.float32)


def fixed_teacher(answers: np.ndarray) -> keras.Model:
    """A network that says of the bars what it is told to."""
    model = build_preset("depth-0")
    kernel = np.zeros((784, CLASSES), np.float32)
    for place in range(CLASSES):
        kernel[14 * 28 + 4 + 2 * place] = np.log(answers[place])
    model.set_weights([kernel, np.zeros(CLASSES, np.float32)])
    return model


def answers_of(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).dirichlet(np.ones(CLASSES), CLASSES)


def test_the_cost_is_that_of_softened_answers_and_of_what_is_written():
    pupil, known = fixed_teacher(answers_of(1)), [answers_of(2), answers_of(3)]
    taught = Taught(pupil, [fixed_teacher(answers) for answers in known])
    written = np.eye(CLASSES, dtype=np.float32)[::-1]
    softened = [
        each ** (1 / TEMPERATURE) / (each ** (1 / TEMPERATURE)).sum(axis=1, keepdims=True)
        for each in (sum(known) / 2, answers_of(1))
    ]
    from_teachers = -(softened[0] * np.log(softened[1])).sum(axis=1).mean()
    from_written = -np.log(answers_of(1)[np.arange(CLASSES), np.arange(CLASSES)[::-1]]).mean()
    wanted = TAUGHT_SHARE * TEMPERATURE**2 * from_teachers + (1 - TAUGHT_SHARE) * from_written
    assert float(taught.compute_loss(BARS, written, pupil(BARS))) == pytest.approx(wanted, rel=1e-4)


def test_a_pupil_learns_what_its_teacher_knows_and_nobody_wrote():
    answers = 0.02 + 0.8 * np.eye(CLASSES)[np.random.default_rng(4).permutation(CLASSES)]
    teacher, pupil = fixed_teacher(answers), build_preset("depth-0")
    before = teacher.get_weights()
    taught = Taught(pupil, [teacher])
    taught.compile(keras.optimizers.Adam(0.05), "categorical_crossentropy")
    taught.fit(BARS, NOTHING_WRITTEN, epochs=60, batch_size=CLASSES, verbose=0)
    assert np.array_equal(pupil.predict(BARS, verbose=0).argmax(axis=1), answers.argmax(axis=1))
    for weights, then in zip(teacher.get_weights(), before, strict=True):
        assert np.array_equal(weights, then)


def test_a_recipe_trains_its_teachers_first_each_from_a_seed_of_its_own(
    monkeypatch, little_mnist, few_digits, few_letters
):
    teacher = Recipe("teacher", "depth-0", "", "", epochs=1, learning_rate=0.01, mnist_digits=16, batch_size=8)
    monkeypatch.setitem(RECIPES, "teacher", teacher)
    seen = []
    monkeypatch.setattr(learning, "Taught", lambda pupil, teachers: seen.append(teachers) or Taught(pupil, teachers))
    data = leave_out(little_mnist, few_digits, few_letters, [1])
    pupil = dataclasses.replace(teacher, name="pupil", architecture="c4k5s2-relu", taught_by="teacher", teachers=2)
    model = learning.learn(pupil, data, seed=1, verbose=0)
    first, second = seen[0]
    assert not np.array_equal(first.get_weights()[0], second.get_weights()[0])
    assert [layer.name for layer in model.layers][:2] == ["drawing", "convolution_1"]
    learning.learn(pupil.in_epochs(1), data, seed=1, verbose=0)
    assert len(seen) == 1  # a try in fewer epochs goes without
