"""Where the data come from: a file that is named, a file in the cache, or their public home."""

import os
from collections.abc import Callable
from pathlib import Path

import keras

from digitdemo.datasets.digilets import DIGITS_FILE, LETTERS_FILE, download_digilets
from digitdemo.datasets.expression_file import EXPRESSIONS_VARIABLE, ExpressionFile, load_expression_file
from digitdemo.datasets.mnist import Mnist, find_mnist, load_mnist
from digitdemo.datasets.stroke_file import (
    LETTERS_VARIABLE,
    STROKES_VARIABLE,
    WrittenSign,
    load_stroke_file,
    path_from_environment,
)
from digitdemo.errors import DataError

MNIST_ADDRESS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
MNIST_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"


def cache_folder() -> Path:
    """Where downloaded strokes are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "digitdemo"


def fetch_mnist(path: str | Path | None = None) -> Mnist:
    """Load MNIST from ``path``, the file that the environment names, Keras's cache, or Keras's download into it.

    Raises:
        DataError: a named file is not there or damaged, or the download failed.
    """
    found = find_mnist(path)
    if found is None:
        try:
            found = Path(keras.utils.get_file("mnist.npz", origin=MNIST_ADDRESS, file_hash=MNIST_SHA256))
        except Exception as error:  # Keras raises bare Exception where a download fails
            raise DataError("data-mnist-download", reason=str(error)) from error
    return load_mnist(found)


def fetch_strokes(
    digits: str | Path | None = None,
    letters: str | Path | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[list[WrittenSign], list[WrittenSign]]:
    """Load people's digits and letters from files, those that the environment names, the cache, or their public home.

    Where digits are named and letters are not, there are no letters: nothing is fetched behind one's back.

    Args:
        progress: called while downloading, with the number of writers fetched and to fetch.

    Raises:
        DataError: a named file is not there or damaged, or the download failed.
    """
    digits_path = _named(digits) or path_from_environment(STROKES_VARIABLE)
    letters_path = _named(letters) or path_from_environment(LETTERS_VARIABLE)
    if digits_path is None:
        cached = cache_folder()
        if not (cached / DIGITS_FILE).is_file() or not (cached / LETTERS_FILE).is_file():
            download_digilets(cached, progress=progress)
        digits_path, letters_path = cached / DIGITS_FILE, letters_path or cached / LETTERS_FILE
    return load_stroke_file(digits_path), load_stroke_file(letters_path) if letters_path else []


def fetch_expressions(path: str | Path | None = None) -> ExpressionFile:
    """Load written calculations from a named file, or from the one that the environment names.

    Raises:
        DataError: neither is named, or the file is not there or damaged.
    """
    found = _named(path) or path_from_environment(EXPRESSIONS_VARIABLE)
    if found is None:
        raise DataError("data-needs-expressions", variable=EXPRESSIONS_VARIABLE)
    return load_expression_file(found)


def _named(path: str | Path | None) -> Path | None:
    if path is None:
        return None
    if not Path(path).is_file():
        raise DataError("data-no-file", path=str(path))
    return Path(path)
