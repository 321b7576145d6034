from pathlib import Path

import numpy as np
import pytest

from digitdemo.datasets.mnist import MNIST_VARIABLE, find_mnist, load_mnist
from digitdemo.errors import DataError


def write(path: Path, **changes: np.ndarray) -> Path:
    arrays = {
        "x_train": np.zeros((6, 28, 28), np.uint8),
        "y_train": np.arange(6, dtype=np.uint8),
        "x_test": np.zeros((2, 28, 28), np.uint8),
        "y_test": np.arange(2, dtype=np.uint8),
    }
    np.savez(path, **{**arrays, **changes})
    return path


def test_reads_keras_layout(tmp_path: Path) -> None:
    mnist = load_mnist(write(tmp_path / "mnist.npz"))
    assert mnist.train_images.shape == (6, 28, 28)
    assert list(mnist.test_digits) == [0, 1]


@pytest.mark.parametrize(
    "changes",
    [
        {"x_train": np.zeros((6, 28, 28), np.float32)},
        {"x_test": np.zeros((2, 32, 32), np.uint8)},
        {"y_train": np.arange(5, dtype=np.uint8)},
    ],
)
def test_says_what_arrays_must_be(tmp_path: Path, changes: dict[str, np.ndarray]) -> None:
    with pytest.raises(DataError, match="28, 28"):
        load_mnist(write(tmp_path / "mnist.npz", **changes))


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"x" * 100])
def test_says_that_a_file_is_damaged(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "mnist.npz").write_bytes(raw)
    with pytest.raises(DataError, match="MNIST"):
        load_mnist(tmp_path / "mnist.npz")


def test_a_named_file_comes_before_the_environment_and_that_before_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(MNIST_VARIABLE, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    assert find_mnist() is None
    (tmp_path / "keras" / "datasets").mkdir(parents=True)
    cached = write(tmp_path / "keras" / "datasets" / "mnist.npz")
    assert find_mnist() == cached
    named = write(tmp_path / "named.npz")
    monkeypatch.setenv(MNIST_VARIABLE, str(named))
    assert find_mnist() == named
    assert find_mnist(cached) == cached
    with pytest.raises(DataError, match="no MNIST file"):
        find_mnist(tmp_path / "none.npz")
