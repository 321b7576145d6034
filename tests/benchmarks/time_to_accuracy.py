"""Seconds to 98 % and 99 % of MNIST's test set: ``python -m tests.benchmarks.time_to_accuracy [--epochs-author N]``.

In one run, on the same machine with the same number of threads: the default preset; Keras's ``simple_mnist_convnet``
with its own recipe (Adam, batch 128, a tenth kept aside); the course author's network with his recipe as far as it is
known, on 7,220 pictures. The clock runs while a network learns; tests in between stop it. Each is measured to the end
of the first part of an epoch after which the test set is read that well.
"""

import argparse
import os

os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import time
from dataclasses import dataclass

import keras
import numpy as np

from digitdemo.datasets.mnist import Mnist, find_mnist, load_mnist
from digitdemo.planning.setting import Setting
from digitdemo.training.builder import build_preset, learning_rate_at, make_optimiser
from digitdemo.training.learner import Learner, accuracy_of

AUTHORS_PICTURES = 7220
MARKS = (0.98, 0.99)


@dataclass
class Recipe:
    """How one network is taught."""

    name: str
    setting: Setting
    model: keras.Model | None
    pictures: int
    tests_an_epoch: int = 2


def recipes(author_epochs: int) -> list[Recipe]:
    """The three that are compared."""
    default = Setting(mnist=60_000, synthetic=0, epochs=2)
    example = Setting(learning_rate=0.001, schedule="constant", batch=128, epochs=12, optimiser="adam")
    author = Setting(learning_rate=0.001, schedule="constant", batch=32, epochs=author_epochs, optimiser="adam")
    return [
        Recipe("default preset", default, None, 60_000, 4),
        Recipe("Keras’s example", example, build_preset("keras-example"), 54_000),
        Recipe("the author’s, 7,220 pictures", author, build_preset("author"), AUTHORS_PICTURES, 1),
    ]


def teach(recipe: Recipe, mnist: Mnist) -> tuple[dict[float, float], float, float]:
    """Teach a network; seconds to each mark, seconds in all, last accuracy."""
    keras.utils.set_random_seed(1)
    if recipe.model is not None:
        recipe.model.compile(make_optimiser(recipe.setting), "sparse_categorical_crossentropy")
    learner = Learner(recipe.setting, recipe.model)
    rng = np.random.default_rng(1)
    chosen = rng.permutation(60_000)[: recipe.pictures]
    size = recipe.setting.batch
    steps = -(-len(chosen) // size)
    learner.step(mnist.train_images[:size], mnist.train_digits[:size], 0.0)  # tracing is no learning
    reached: dict[float, float] = {}
    elapsed_s, accuracy = 0.0, 0.0
    for epoch in range(recipe.setting.epochs):
        order = rng.permutation(chosen)
        for part in np.array_split(np.arange(steps), recipe.tests_an_epoch):
            began = time.perf_counter()
            for step in part:
                places = order[step * size : (step + 1) * size]
                rate = learning_rate_at(recipe.setting, (epoch * steps + step) / (recipe.setting.epochs * steps))
                learner.step(mnist.train_images[places], mnist.train_digits[places], rate)
            elapsed_s += time.perf_counter() - began
            accuracy = accuracy_of(learner.read(mnist.test_images), mnist.test_digits)
            for mark in MARKS:
                if accuracy >= mark:
                    reached.setdefault(mark, elapsed_s)
        if MARKS[-1] in reached and recipe.setting.schedule == "constant":
            break
    return reached, elapsed_s, accuracy


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs-author", type=int, default=12)
    options = parser.parse_args()
    path = find_mnist()
    if path is None:
        raise SystemExit("needs MNIST: name it in DIGITDEMO_MNIST")
    mnist = load_mnist(path)
    print(f"{'network':30}{'to 98 %':>10}{'to 99 %':>10}{'in all':>10}{'test':>9}", flush=True)
    for recipe in recipes(options.epochs_author):
        reached, elapsed_s, accuracy = teach(recipe, mnist)
        cells = [f"{reached[mark]:.1f} s" if mark in reached else "–" for mark in MARKS]
        print(f"{recipe.name:30}{cells[0]:>10}{cells[1]:>10}{elapsed_s:>8.1f} s{accuracy:>9.2%}", flush=True)


if __name__ == "__main__":
    main()
