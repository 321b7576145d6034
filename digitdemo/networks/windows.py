"""Layers whose window slides over maps: each forward, and beside it the derivatives backward. No TensorFlow.

All of them work on a batch and keep its precision: float64 in, float64 out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

Pair = tuple[int, int]


@dataclass(frozen=True)
class Geometry:
    """How a window lies on a map.

    Attributes:
        window: rows and columns.
        stride: how far it moves, rows and columns.
        padding: what is added above and below, and left and right.
        dilation: how far apart its places lie; 1 side by side.
    """

    window: Pair
    stride: Pair = (1, 1)
    padding: tuple[Pair, Pair] = ((0, 0), (0, 0))
    dilation: int = 1

    @classmethod
    def of(cls, size: Pair, window: Pair, stride: Pair = (1, 1), how: str = "valid", dilation: int = 1) -> "Geometry":
        """A window on maps of so many rows and columns, padded as TensorFlow does for ``same`` and ``valid``."""
        rows, columns = (
            padding_of(side, under, step, how, dilation) for side, under, step in zip(size, window, stride, strict=True)
        )
        return cls(window, stride, (rows, columns), dilation)

    @property
    def reach(self) -> Pair:
        """Rows and columns from the window's first place to its last."""
        return (self.window[0] - 1) * self.dilation + 1, (self.window[1] - 1) * self.dilation + 1

    def output_size(self, size: Pair) -> Pair:
        """Rows and columns that come out where ``size`` goes in; below 1 where the window does not fit.

        (length − reach + padding) / stride + 1, rounded down (Dumoulin and Visin, relationship 6).
        """
        rows, columns = (
            (side + sum(padding) - reach) // stride + 1
            for side, padding, reach, stride in zip(size, self.padding, self.reach, self.stride, strict=True)
        )
        return rows, columns

    def corner(self, row: int, column: int) -> Pair:
        """(top, left) of the window that gives the number at (row, column); negative in the padding."""
        return row * self.stride[0] - self.padding[0][0], column * self.stride[1] - self.padding[1][0]

    def padded(self, maps: np.ndarray, fill: float = 0.0) -> np.ndarray:
        """(batch, height, width, channels) with its padding around it."""
        if self.padding == ((0, 0), (0, 0)):
            return maps
        return np.pad(maps, ((0, 0), *self.padding, (0, 0)), constant_values=fill)

    def cropped(self, padded: np.ndarray) -> np.ndarray:
        """The maps without their padding."""
        (above, below), (before, after) = self.padding
        return padded[:, above : padded.shape[1] - below, before : padded.shape[2] - after]

    def places(self, output: Pair) -> Iterator[tuple[int, int, tuple[slice, slice, slice]]]:
        """For each place of the window: its row, its column, and what it touches of the padded map.

        Args:
            output: rows and columns of the map that comes out.
        """
        (rows, columns), (down, right) = self.window, self.stride
        for row in range(rows):
            for column in range(columns):
                top, left = row * self.dilation, column * self.dilation
                yield row, column, (slice(None), _every(top, down, output[0]), _every(left, right, output[1]))


def padding_of(length: int, window: int, stride: int, how: str, dilation: int = 1) -> Pair:
    """How many zeros TensorFlow puts before and after, for ``same`` and ``valid``."""
    if how != "same":
        return 0, 0
    reach = (window - 1) * dilation + 1
    total = max((-(-length // stride) - 1) * stride + reach - length, 0)
    return total // 2, total - total // 2


def _every(start: int, step: int, count: int) -> slice:
    return slice(start, start + step * (count - 1) + 1, step)


def all_windows(maps: np.ndarray, geometry: Geometry, fill: float = 0.0) -> np.ndarray:
    """All places of a window.

    Args:
        maps: (batch, height, width, channels).
        fill: what stands in the padding.

    Returns:
        (batch, output height, output width, channels, window rows, window columns), a view where possible.
    """
    (down, right), gap = geometry.stride, geometry.dilation
    windows = sliding_window_view(geometry.padded(maps, fill), geometry.reach, axis=(1, 2))
    return windows[:, ::down, ::right, :, ::gap, ::gap]


def convolve(maps: np.ndarray, kernel: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Slide a kernel over maps.

    Args:
        maps: (batch, height, width, channels).
        kernel: (rows, columns, channels, filters).

    Returns:
        (batch, output height, output width, filters), without a bias.
    """
    windows = all_windows(maps, geometry)
    batch, height, width = windows.shape[:3]
    flat = windows.transpose(0, 1, 2, 4, 5, 3).reshape(batch * height * width, -1)  # (places, rows·columns·channels)
    return np.asarray((flat @ kernel.reshape(-1, kernel.shape[3])).reshape(batch, height, width, -1))


def convolve_backward(
    maps: np.ndarray, kernel: np.ndarray, geometry: Geometry, slope: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Derivatives of the cost by a convolution's input and by its kernel.

    Args:
        maps: (batch, height, width, channels), what came in.
        slope: (batch, output height, output width, filters), the derivative by what came out.

    Returns:
        The derivatives by ``maps`` and by ``kernel``, each of its shape. A kernel's is a sum over all places.
    """
    padded, by_kernel = geometry.padded(maps), np.empty_like(kernel)
    flat_slope = slope.reshape(-1, kernel.shape[3])
    for row, column, touched in geometry.places(slope.shape[1:3]):
        by_kernel[row, column] = padded[touched].reshape(-1, kernel.shape[2]).T @ flat_slope
    return convolve_backward_to_maps(maps, kernel, geometry, slope), by_kernel


def convolve_backward_to_maps(
    maps: np.ndarray, kernel: np.ndarray, geometry: Geometry, slope: np.ndarray
) -> np.ndarray:
    """The first of the two alone, for whoever changes the picture and not the network."""
    rows, columns, channels, filters = kernel.shape
    by_window = slope.reshape(-1, filters) @ kernel.reshape(-1, filters).T
    by_window = by_window.reshape(*slope.shape[:3], rows, columns, channels)
    back = np.zeros_like(geometry.padded(maps))
    for row, column, touched in geometry.places(slope.shape[1:3]):
        back[touched] += by_window[:, :, :, row, column]
    return geometry.cropped(back)


def convolve_depthwise(maps: np.ndarray, kernel: np.ndarray, geometry: Geometry) -> np.ndarray:
    """Slide over each channel kernels of its own.

    Args:
        maps: (batch, height, width, channels).
        kernel: (rows, columns, channels, multiples).

    Returns:
        (batch, output height, output width, channels · multiples), without a bias.
    """
    padded = geometry.padded(maps)
    output = geometry.output_size((maps.shape[1], maps.shape[2]))
    total: np.ndarray = np.zeros((len(maps), *output, *kernel.shape[2:]), maps.dtype)
    for row, column, touched in geometry.places(output):
        total += padded[touched][..., None] * kernel[row, column]
    return total.reshape(len(maps), *output, -1)


def convolve_depthwise_backward(
    maps: np.ndarray, kernel: np.ndarray, geometry: Geometry, slope: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The same as ``convolve_backward``, for ``convolve_depthwise``."""
    padded = geometry.padded(maps)
    back, by_kernel = np.zeros_like(padded), np.empty_like(kernel)
    slope = slope.reshape(*slope.shape[:3], *kernel.shape[2:])  # (batch, height, width, channels, multiples)
    for row, column, touched in geometry.places(slope.shape[1:3]):
        by_kernel[row, column] = (padded[touched][..., None] * slope).sum(axis=(0, 1, 2))
        back[touched] += (slope * kernel[row, column]).sum(axis=4)
    return geometry.cropped(back), by_kernel


def pool_max(maps: np.ndarray, geometry: Geometry) -> np.ndarray:
    """The largest number under each window; windows may overlap, padding never wins."""
    padded = geometry.padded(maps, -np.inf)
    output = geometry.output_size((maps.shape[1], maps.shape[2]))
    largest = None
    for _, _, touched in geometry.places(output):
        here = padded[touched]
        largest = here.copy() if largest is None else np.maximum(largest, here)
    assert largest is not None  # a window has at least one place
    return np.asarray(largest)


def pool_max_backward(maps: np.ndarray, geometry: Geometry, slope: np.ndarray) -> np.ndarray:
    """Only the largest number of each window hears of the cost; of several alike the first one."""
    padded = geometry.padded(maps, -np.inf)
    back = np.zeros_like(padded)
    largest = pool_max(maps, geometry)
    waiting = np.ones(largest.shape, bool)
    for _, _, touched in geometry.places(slope.shape[1:3]):
        winners = waiting & (padded[touched] == largest)
        back[touched] += slope * winners
        waiting &= ~winners
    return geometry.cropped(back)


def pool_mean(maps: np.ndarray, geometry: Geometry) -> np.ndarray:
    """The mean under each window; padding does not count."""
    padded = geometry.padded(maps)
    output = geometry.output_size((maps.shape[1], maps.shape[2]))
    total: np.ndarray = np.zeros((len(maps), *output, maps.shape[3]), maps.dtype)
    for _, _, touched in geometry.places(output):
        total += padded[touched]
    return total / _counted(maps, geometry, output)


def pool_mean_backward(maps: np.ndarray, geometry: Geometry, slope: np.ndarray) -> np.ndarray:
    """Each number of a window hears its share."""
    back = np.zeros_like(geometry.padded(maps))
    share = slope / _counted(maps, geometry, (slope.shape[1], slope.shape[2]))
    for _, _, touched in geometry.places(slope.shape[1:3]):
        back[touched] += share
    return geometry.cropped(back)


def _counted(maps: np.ndarray, geometry: Geometry, output: Pair) -> np.ndarray:
    """(1, output height, output width, 1): how many numbers lie under each window."""
    real = geometry.padded(np.ones((1, *maps.shape[1:3], 1), maps.dtype))
    total: np.ndarray = np.zeros((1, *output, 1), maps.dtype)
    for _, _, touched in geometry.places(output):
        total += real[touched]
    return total
