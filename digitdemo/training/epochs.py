"""Epochs of made examples: while one is learned, the next ones are made, on as many cores as there are."""

import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import keras
import numpy as np

Made = tuple[np.ndarray, np.ndarray]
"""(count, height, width, 1) uint8 pictures, 0 paper to 255 ink, and what is to be said of each."""

Make = Callable[[int, np.random.Generator], Made]
"""Makes the examples of an epoch, counted from 0; must be picklable, for other processes may be asked."""

_MOST_MAKERS = 12
_ENOUGH_CORES = 4  # with fewer, one thread beside the training is as fast, and another process costs memory


class MadeEpochs(keras.utils.PyDataset):  # type: ignore[misc]
    """Batches for ``fit``, made anew for every epoch; each epoch's randomness is its own, whoever makes it."""

    def __init__(self, make: Make, epochs: int, batch_size: int, seed: Sequence[int]) -> None:
        """Make the first epoch now, and begin with the next."""
        super().__init__()
        self.epochs = epochs
        self._make, self._batch_size, self._seed = make, batch_size, tuple(seed)
        self._makers = min(_makers(), epochs)
        self._pool = _pool(self._makers)
        self._begun = 0
        self._coming: deque[Future[Made]] = deque()
        self._pictures, self._targets = self._next()

    def __len__(self) -> int:
        """Whole batches an epoch."""
        return len(self._targets) // self._batch_size

    def __getitem__(self, index: int) -> Made:
        """One batch: (batch, height, width, 1) float32 pictures in [0, 1], and their targets."""
        batch = slice(index * self._batch_size, (index + 1) * self._batch_size)
        return as_inputs(self._pictures[batch]), self._targets[batch]

    def on_epoch_end(self) -> None:
        """Take the epoch that was made meanwhile."""
        if self._coming:
            self._pictures, self._targets = self._next()

    def _next(self) -> Made:
        while self._begun < self.epochs and len(self._coming) <= self._makers:
            self._coming.append(self._pool.submit(_make_epoch, self._make, self._begun, self._seed))
            self._begun += 1
        if self._begun == self.epochs:
            self._pool.shutdown(wait=False)
        return self._coming.popleft().result()


def as_inputs(pictures: np.ndarray) -> np.ndarray:
    """uint8 pictures -> float32 in [0, 1], of the same shape."""
    return pictures.astype(np.float32) / np.float32(255)


def _make_epoch(make: Make, epoch: int, seed: Sequence[int]) -> Made:
    return make(epoch, np.random.default_rng([*seed, epoch]))


def _makers() -> int:
    """How many epochs are made at a time: the training itself needs about two cores."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(_MOST_MAKERS, cores - 2) if cores >= _ENOUGH_CORES else 1


def _pool(makers: int) -> Executor:
    if makers == 1:
        return ThreadPoolExecutor(1, "make-epoch")
    return ProcessPoolExecutor(makers, mp_context=get_context("spawn"))
