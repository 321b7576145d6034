"""MNIST from a file: Keras's own npz layout, wherever it lies. Downloading it is the training room's work."""

import os
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from digitdemo.errors import DataError
from digitdemo.server_settings import VARIABLES, server_settings

MNIST_VARIABLE = VARIABLES["mnist"]
"""Names an mnist.npz in the environment."""

LICENCE = "MNIST, Y. LeCun, C. Cortes and C. Burges, CC BY-SA 3.0"


@dataclass(frozen=True)
class Mnist:
    """60,000 digits to train on and 10,000 to test with, by other writers.

    Attributes:
        train_images: (60000, 28, 28) uint8, 0 paper to 255 ink.
        train_digits: (60000,) uint8, 0 to 9.
        test_images: (10000, 28, 28) uint8.
        test_digits: (10000,) uint8.
    """

    train_images: np.ndarray
    train_digits: np.ndarray
    test_images: np.ndarray
    test_digits: np.ndarray


def keras_cache_path() -> Path:
    """Where Keras's own download puts MNIST."""
    home = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")
    return home / "datasets" / "mnist.npz"


def find_mnist(path: str | Path | None = None) -> Path | None:
    """The first that exists: ``path``, the file that the environment names, Keras's cache.

    Raises:
        DataError: ``path`` or the environment names a file that is not there.
    """
    named = path or server_settings().mnist
    if named:
        if not Path(named).is_file():
            raise DataError("data-no-mnist-there", path=str(named))
        return Path(named)
    cached = keras_cache_path()
    return cached if cached.is_file() else None


def load_mnist(path: str | Path) -> Mnist:
    """Read an mnist.npz.

    Raises:
        DataError: not such a file, or arrays of other shapes.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            mnist = Mnist(arrays["x_train"], arrays["y_train"], arrays["x_test"], arrays["y_test"])
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise DataError("data-no-mnist", path=str(path), reason=str(error)) from error
    for images, digits in ((mnist.train_images, mnist.train_digits), (mnist.test_images, mnist.test_digits)):
        if images.ndim != 3 or images.shape[1:] != (28, 28) or images.dtype != np.uint8 or len(images) != len(digits):
            raise DataError("data-mnist-shape", path=str(path), kind=str(images.dtype), shape=images.shape)
    return mnist
