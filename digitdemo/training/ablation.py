"""What each ingredient of our network brings: ``python -m digitdemo ablate``.

The quick recipe is trained again and again, each time without one ingredient. Shares of examples that fall away are
filled up with others, so that all networks learn equally long.
"""

import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import Any

from digitdemo.datasets.augmentation import Augmentation
from digitdemo.storage.models import StoredModel, find_model
from digitdemo.training.cards import add_to_card
from digitdemo.training.data import TrainingData, split_data
from digitdemo.training.recipe import QUICK, Recipe
from digitdemo.training.shipping import train_network
from digitdemo.training.sources import fetch_mnist, fetch_strokes

ABLATIONS: dict[str, Recipe] = {
    "with everything": QUICK,
    "without made-up handwriting": replace(QUICK, made_digits=0, drawn_digits=QUICK.drawn_digits + QUICK.made_digits),
    "without people's strokes": replace(QUICK, drawn_digits=0, made_digits=QUICK.drawn_digits + QUICK.made_digits),
    "strokes as they are": replace(QUICK, vary_strokes=Augmentation()),
    "MNIST as it is": replace(QUICK, vary_mnist=None),
    "strokes always drawn with one pen": replace(QUICK, one_pen_share=1.0),
    "ink always as it is": replace(QUICK, vary_ink_share=0.0),
    "without letters and shapes": replace(
        QUICK,
        letters=0,
        made_not_digits=0,
        drawn_digits=QUICK.drawn_digits + QUICK.letters + QUICK.made_not_digits,
    ),
    "weights not averaged": replace(QUICK, averaging=0.0),
    "without label smoothing": replace(QUICK, label_smoothing=0.0),
}
"""What is different, and the recipe without it."""

_COLUMNS = ("unseen_writers", "mnist_test", "turned_30", "letters_turned_away", "ece")


def run(*, seed: int, leave_out: int, files: tuple[Path | None, Path | None, Path | None], card_of: str | None) -> None:
    """Train every ablation, print the table, and write it into a card if one is named.

    Args:
        card_of: a network's name or folder.

    Raises:
        DataError: data that cannot be had.
        ModelError: there is no such network.
    """
    stored = find_model(card_of) if card_of else None  # a wrong name is said now, not in half an hour
    data = split_data(fetch_mnist(files[0]), *fetch_strokes(files[1], files[2]), leave_out, seed)
    print(f"{'':36}" + "".join(f"{name:>20}" for name in _COLUMNS))
    rows = []
    for what, recipe in ABLATIONS.items():
        row = measure_ablation(what, recipe, data, seed)
        print(f"{what:36}" + "".join(f"{100 * row[name]:18.2f} %" for name in _COLUMNS), flush=True)
        rows.append(row)
    if stored is not None:
        command = f"python -m digitdemo ablate --seed {seed} --card {stored.name}"
        add_to_card(stored, {"ingredients": {"command": command, "rows": rows}})
        print(f"Written into {stored.bundle.place}.")


def measure_ablation(what: str, recipe: Recipe, data: TrainingData, seed: int) -> dict[str, Any]:
    """Train one ablation and measure it on the writers left out."""
    with tempfile.TemporaryDirectory() as folder:
        trained = train_network(recipe, data, Path(folder) / "ablation", seed=seed, say=lambda line: None, verbose=0)
    return {"what": what, **figures_of(trained)}


def figures_of(stored: StoredModel) -> dict[str, float]:
    """The table's figures, from a card; ``unseen_writers`` is the mean over three pens, as strokes and as pictures."""
    card = stored.card
    unseen = [share for name, share in card["accuracy"].items() if name.startswith(("strokes_", "pictures_"))]
    return {
        "unseen_writers": round(mean(unseen), 5),
        "mnist_test": card["accuracy"]["mnist_test"],
        "turned_30": card["accuracy"]["turned_30"],
        "letters_turned_away": card.get("letters_turned_away", 0.0),
        "ece": card["ece"],
    }
