"""What ``python -m digitdemo train --recipe detector`` does."""

from pathlib import Path

from digitdemo.datasets.scenes import Sources
from digitdemo.datasets.stroke_file import choose_writers, split_by_writer
from digitdemo.training.detector_shipping import train_detector
from digitdemo.training.detector_training import EPOCHS, SCENES
from digitdemo.training.sources import fetch_mnist, fetch_strokes

Files = tuple[Path | None, Path | None, Path | None]
"""MNIST, digits and letters, where they are named."""


def run(
    *, files: Files, epochs: int | None, seed: int, leave_out: int, folder: Path, scenes: int = SCENES, verbose: int = 1
) -> None:
    """Train the detector and say what it is worth.

    Args:
        epochs: instead of the usual number.
        leave_out: how many writers are not learned from, neither their digits nor their letters.
        scenes: of an epoch; tests take fewer.

    Raises:
        DataError: data cannot be had.
    """
    epochs = epochs or EPOCHS
    mnist = fetch_mnist(files[0])
    digits, letters = fetch_strokes(files[1], files[2])
    writers = choose_writers(digits, leave_out, seed)
    learned_digits, _ = split_by_writer(digits, writers)
    learned_letters, _ = split_by_writer(letters, writers)
    print(
        f"{epochs} epochs of {scenes:,} scenes, put together from {len(learned_digits):,} drawn digits, "
        f"{len(learned_letters):,} letters and {len(mnist.train_images):,} of MNIST's digits. Left out: {writers}."
    )
    sources = Sources(learned_digits, learned_letters, mnist.train_images, mnist.train_digits)
    split = {
        "training_writers": sorted({int(sign.writer) for sign in learned_digits}),
        "left_out_writers": writers,
    }
    stored = train_detector(sources, folder, seed=seed, split=split, epochs=epochs, scenes=scenes, verbose=verbose)
    print(f"Stored in {stored.bundle.place}: {stored.parameters:,} parameters.")
