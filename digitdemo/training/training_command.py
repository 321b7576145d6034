"""What ``python -m digitdemo train`` does."""

import statistics
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from digitdemo.datasets.mnist import Mnist
from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.storage.models import StoredModel, find_model
from digitdemo.training.cards import add_to_card
from digitdemo.training.data import TrainingData, leave_out, split_data, with_more_hands
from digitdemo.training.recipe import RECIPES, Recipe, find_recipe
from digitdemo.training.shipping import train_network
from digitdemo.training.sources import fetch_expressions, fetch_mnist, fetch_strokes

Files = tuple[Path | None, Path | None, Path | None, Path | None]
"""MNIST, digits, letters and written calculations, where they are named."""


def run(
    *,
    recipe_name: str,
    epochs: int | None,
    seed: int,
    leave_out: int,
    folds: int | None,
    card_of: str | None,
    folder: Path | None,
    files: Files,
    models_folder: Path,
) -> None:
    """Train one recipe, or cross-validate it, or list all recipes.

    Args:
        card_of: the network whose card is to keep the cross-validation; None for none.

    Raises:
        DataError: no such recipe, or data that cannot be had.
        ModelError: there is no network to keep the cross-validation.
    """
    if recipe_name == "list":
        print("\n".join(f"{recipe.name:20} {recipe.title}: {recipe.description}" for recipe in RECIPES.values()))
        return
    recipe = find_recipe(recipe_name) if epochs is None else find_recipe(recipe_name).in_epochs(epochs)
    mnist = fetch_mnist(files[0])
    digits, letters = fetch_strokes(files[1], files[2], progress=_show_download)
    if folds:
        stored = find_model(card_of) if card_of else None  # a wrong name is said now, not when all folds are trained
        command = f"python -m digitdemo train --recipe {recipe.name} --folds {folds} --seed {seed}"
        figures = {"command": command, **cross_validate(recipe, mnist, digits, letters, folds, seed)}
        if stored is not None:
            add_to_card(stored, {"cross_validation": figures})
        return
    data = split_data(mnist, digits, letters, leave_out, seed)
    if recipe.more_hands:
        data = with_more_hands(data, fetch_expressions(files[3]))
    _say_what_is_learned(recipe, data)
    _say_what_came_out(train_network(recipe, data, folder or models_folder / recipe.name, seed=seed))


def cross_validate(
    recipe: Recipe, mnist: Mnist, digits: list[WrittenSign], letters: list[WrittenSign], folds: int, seed: int
) -> dict[str, Any]:
    """Train once a fold without its writers, measure on them, and print each fold, the mean and the spread.

    Returns:
        By what was measured: ``folds``, ``mean`` and ``standard_deviation``, shares.
    """
    results = []
    for number, writers in enumerate(writer_folds(digits, folds, seed), start=1):
        print(f"Fold {number} of {folds}: without the writers {writers}")
        with tempfile.TemporaryDirectory() as folder:
            data = leave_out(mnist, digits, letters, writers)
            stored = train_network(recipe, data, Path(folder) / "fold", seed=seed)
        card = stored.card
        results.append({**card["accuracy"], "letters_turned_away": card.get("letters_turned_away", 0.0)})
    figures = {}
    for name in results[0]:
        shares = [result[name] for result in results]
        mean, spread = statistics.mean(shares), statistics.stdev(shares) if len(shares) > 1 else 0.0
        each = "  ".join(f"{100 * share:6.2f}" for share in shares)
        print(f"{name:22} {each}   mean {100 * mean:6.2f} %, standard deviation {100 * spread:.2f}")
        figures[name] = {"folds": shares, "mean": round(mean, 4), "standard_deviation": round(spread, 4)}
    return figures


def writer_folds(digits: list[WrittenSign], folds: int, seed: int) -> list[list[int]]:
    """Deal the writers out to folds: each is in exactly one."""
    writers = sorted({sign.writer for sign in digits})
    dealt = np.random.default_rng(seed).permutation(writers)
    return [sorted(int(writer) for writer in dealt[start::folds]) for start in range(folds)]


def _say_what_is_learned(recipe: Recipe, data: TrainingData) -> None:
    drawn = f", {recipe.drawn_digits:,} drawn again from {len(data.digits):,} drawings" if recipe.drawn_digits else ""
    print(f"{recipe.title}: {recipe.all_epochs} epochs of {recipe.mnist_digits:,} MNIST digits{drawn}.")
    print(f"Left out, to check with: writers {data.left_out_writers}.")


def _say_what_came_out(stored: StoredModel) -> None:
    print(f"Stored in {stored.bundle.place}: {stored.parameters:,} parameters.")
    for name, share in stored.card["accuracy"].items():
        print(f"  {name:22} {100 * share:6.2f} %")


def _show_download(done: int, total: int) -> None:
    print(f"\rFetching what people wrote: {done} of {total} writers", end="" if done < total else "\n", flush=True)
