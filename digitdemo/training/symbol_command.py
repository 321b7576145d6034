"""What ``python -m digitdemo train --recipe symbols`` does."""

from pathlib import Path

from digitdemo.datasets.mnist import find_mnist, load_mnist
from digitdemo.datasets.stroke_file import STROKES_VARIABLE, load_stroke_file, path_from_environment
from digitdemo.training.symbol_training import load_data, train_symbols, usual_epochs


def run(
    *,
    expressions: Path | None,
    strokes: Path | None,
    epochs: int | None,
    seed: int,
    folder: Path,
    size: float = 1.0,
    mnist: Path | None = None,
    start_from: str | None = None,
) -> None:
    """Train the network for symbols and say how well it reads the writers left out.

    Args:
        expressions: written calculations; named in the environment if None.
        strokes: digits of yet other people, to learn from too; named in the environment if None, else none.
        size: of an epoch, 1 for the usual one.
        mnist: more digits to learn from; named in the environment or in Keras's cache if None, else none.
        start_from: a stored network to go on from; a new one if None.

    Raises:
        DataError: there are no calculations to learn from.
        ModelError: there is no network to go on from.
    """
    digits_path = strokes or path_from_environment(STROKES_VARIABLE)
    digits = load_stroke_file(digits_path) if digits_path else []
    mnist_path = find_mnist(mnist)
    data = load_data(expressions, digits, seed, load_mnist(mnist_path) if mnist_path else None)
    print(
        f"{epochs or usual_epochs(start_from)} epochs, from {len(data.learned.symbols):,} signs and "
        f"{len(data.learned.expressions):,} calculations; {len(data.judged_writers)} writers left out, to check with."
    )
    stored = train_symbols(data, folder, seed=seed, epochs=epochs, size=size, start_from=start_from)
    print(f"Stored in {stored.bundle.place}: {stored.parameters:,} parameters.")
    for name, share in stored.card["accuracy"].items():
        print(f"  {name:22} {100 * share:6.2f} %")
