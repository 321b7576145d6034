"""What ``python -m digitdemo train --recipe symbols`` does."""

from pathlib import Path

from digitdemo.datasets.stroke_file import STROKES_VARIABLE, load_stroke_file, path_from_environment
from digitdemo.training.symbol_shipping import load_data, train_symbols
from digitdemo.training.symbol_training import EPOCHS


def run(
    *, expressions: Path | None, strokes: Path | None, epochs: int | None, seed: int, folder: Path, size: float = 1.0
) -> None:
    """Train the network for symbols and say how well it reads the writers left out.

    Args:
        expressions: written calculations; named in the environment if None.
        strokes: digits of yet other people, to learn from too; named in the environment if None, else none.
        size: of an epoch, 1 for the usual one.

    Raises:
        DataError: there are no calculations to learn from.
    """
    digits_path = strokes or path_from_environment(STROKES_VARIABLE)
    digits = load_stroke_file(digits_path) if digits_path else []
    data = load_data(expressions, digits, seed)
    print(
        f"{epochs or EPOCHS} epochs, from {len(data.learned.symbols):,} signs and {len(data.learned.expressions):,} "
        f"calculations; {len(data.judged_writers)} writers left out, to check with."
    )
    stored = train_symbols(data, folder, seed=seed, epochs=epochs, size=size)
    print(f"Stored in {stored.bundle.place}: {stored.parameters:,} parameters.")
    for name, share in stored.card["accuracy"].items():
        print(f"  {name:22} {100 * share:6.2f} %")
