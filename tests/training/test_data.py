import dataclasses
import os

import keras
import numpy as np
import pytest

from digitdemo.networks.presets import layers_of
from digitdemo.training.builder import build_preset
from digitdemo.training.data import leave_out, make_epoch, split_data, targets_for
from digitdemo.training.epochs import MadeEpochs
from digitdemo.training.learning import blend_weights, learn_step
from digitdemo.training.recipe import RECIPES, SHIPPED, find_recipe
from digitdemo.training.training_command import writer_folds

SMALL = dataclasses.replace(
    SHIPPED, mnist_digits=40, drawn_digits=30, made_digits=20, letters=12, made_not_digits=6, batch_size=16
)
MNIST_ALONE = dataclasses.replace(
    SMALL, vary_mnist=None, vary_ink_share=0, drawn_digits=0, made_digits=0, letters=0, made_not_digits=0
)


@pytest.fixture
def data(little_mnist, few_digits, few_letters):
    return split_data(little_mnist, few_digits, few_letters, 2, seed=1)


def test_no_writer_is_on_both_sides(data) -> None:
    learned = {sign.writer for sign in [*data.digits, *data.letters]}
    left_out = {sign.writer for sign in [*data.left_out_digits, *data.left_out_letters]}
    assert not learned & left_out
    assert left_out == set(data.left_out_writers)
    assert len(left_out) == 2
    assert len(learned) == 4


def test_every_writer_is_left_out_in_exactly_one_fold(few_digits, few_letters, little_mnist) -> None:
    folds = writer_folds(few_digits, 3, seed=1)
    assert sorted(writer for fold in folds for writer in fold) == [1, 2, 3, 4, 5, 6]
    for fold in folds:
        data = leave_out(little_mnist, few_digits, few_letters, fold)
        assert data.left_out_writers == fold
        assert not {sign.writer for sign in data.digits} & set(fold)


def test_an_epoch_holds_what_the_recipe_says(data) -> None:
    pictures, targets = make_epoch(data, SMALL, 0, np.random.default_rng(0))
    assert pictures.shape == (108, 28, 28, 1)
    assert pictures.dtype == np.uint8
    assert pictures.max() > 200
    assert targets.shape == (108, 10)
    assert np.allclose(targets.sum(axis=1), 1, atol=1e-6)
    no_digit = np.ptp(targets, axis=1) < 1e-6
    assert no_digit.sum() == 12 + 6
    drawn = np.isin(targets[~no_digit].argmax(axis=1), (1, 7)).sum()
    assert drawn >= 30


def test_mnist_test_digits_are_never_learned(data) -> None:
    marked = data.mnist.test_images.copy()
    marked[:] = 77
    data = dataclasses.replace(data, mnist=dataclasses.replace(data.mnist, test_images=marked))
    pictures, _ = make_epoch(data, MNIST_ALONE, 0, np.random.default_rng(0))
    assert not (pictures == 77).any()


def test_the_same_seed_makes_the_same_epoch_and_the_next_differs(data) -> None:
    rng = np.random.default_rng(3)
    first, second = make_epoch(data, SMALL, 0, rng), make_epoch(data, SMALL, 0, rng)
    again = make_epoch(data, SMALL, 0, np.random.default_rng(3))
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])
    assert not np.array_equal(first[0], second[0])


def test_pictures_and_targets_stay_together(data) -> None:
    pictures, targets = make_epoch(data, MNIST_ALONE, 0, np.random.default_rng(0))
    columns = pictures[:, 10, :, 0].argmax(axis=1)  # a bar's place tells the digit
    assert np.array_equal((columns - 4) // 2, targets.argmax(axis=1))


def test_label_smoothing_by_hand() -> None:
    targets = targets_for(np.array([3]), 0.1)
    assert targets[0, 3] == pytest.approx(0.91)
    assert targets[0, 4] == pytest.approx(0.01)


def _marked(epoch: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    pictures = np.full((10, 28, 28, 1), 50 * epoch + 51, np.uint8)
    pictures[:, 0, 0] = rng.integers(256)
    return pictures, np.zeros((10, 10), np.float32)


def _seen() -> list[np.ndarray]:
    epochs = MadeEpochs(_marked, epochs=3, batch_size=4, seed=[1])
    seen = []
    for _ in range(3):
        assert len(epochs) == 2  # whole batches
        seen.append(epochs[1][0])
        epochs.on_epoch_end()
    return seen


def test_epochs_are_alike_whoever_makes_them(monkeypatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(2), raising=False)
    by_a_thread = _seen()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(5), raising=False)
    by_processes = _seen()
    assert np.array_equal(by_a_thread, by_processes)
    assert [batch.shape for batch in by_a_thread] == [(4, 28, 28, 1)] * 3
    assert [round(float(batch[0, 9, 9, 0]), 3) for batch in by_a_thread] == [0.2, 0.396, 0.592]
    assert len({float(batch[0, 0, 0, 0]) for batch in by_a_thread}) > 1


def test_recipes_are_found_by_name() -> None:
    from digitdemo.errors import DataError

    assert find_recipe("digitdemo") is find_recipe("shipped") is SHIPPED  # as commands of earlier versions say
    with pytest.raises(DataError, match="lenet5"):
        find_recipe("none")
    for name, recipe in RECIPES.items():
        assert recipe.name == name
        assert layers_of(recipe.architecture)


def test_what_was_known_before_counts_by_its_share() -> None:
    model = build_preset("lenet5")
    before = model.get_weights()
    moved = [weights + 1 for weights in before]
    model.set_weights(moved)
    blend_weights(model, before, 0.75)
    for blended, start in zip(model.get_weights(), before, strict=True):
        np.testing.assert_allclose(blended, start + 0.25, atol=1e-6)


def test_a_step_ends_between_what_it_learned_and_what_was_known(data) -> None:
    step = dataclasses.replace(SMALL, architecture="mlp", epochs=1, averaging=0.0, before_share=0.0, then=None)
    ends = {}
    for share in (0.0, 0.5, 1.0):
        keras.utils.set_random_seed(5)
        model = build_preset("mlp")
        learn_step(model, dataclasses.replace(step, before_share=share), data, seed=[1], verbose=0)
        ends[share] = model.get_weights()
    for learned, half, known in zip(ends[0.0], ends[0.5], ends[1.0], strict=True):
        np.testing.assert_allclose(half, (learned + known) / 2, atol=1e-6)
    assert any(np.abs(learned - known).max() > 1e-4 for learned, known in zip(ends[0.0], ends[1.0], strict=True))


def test_more_hands_are_learned_from_and_a_part_of_them_is_kept_aside(little_mnist, few_digits, few_letters):
    from digitdemo.datasets.expression_file import ExpressionFile, WrittenExpression, WrittenSymbol
    from digitdemo.training.data import leave_out, with_more_hands

    strokes = few_digits[0].strokes
    one = (WrittenSymbol("1", tuple(range(len(strokes)))), WrittenSymbol("+", (0,)), WrittenSymbol("-", (0,)))
    written = [WrittenExpression(f"anna {number}", "1", strokes, one) for number in range(8)]
    data = leave_out(little_mnist, few_digits, few_letters, [1])
    more = with_more_hands(data, ExpressionFile(written, []))
    assert len(more.left_out_people) == 2
    assert {sign.writer for sign in more.strangers} == set(more.left_out_people)
    assert len(more.digits) == 2 * len(data.digits) + 6  # one digit each by six people
    assert len(more.letters) == len(data.letters) + 6  # the plus signs; a bare minus may be a turned 1
    assert not {sign.writer for sign in more.digits} & set(more.left_out_people)
    assert more.left_out_writers == [1]
