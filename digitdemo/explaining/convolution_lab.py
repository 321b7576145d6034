"""The convolution of the courses, by hand: every setting, every window, in plain NumPy."""

from dataclasses import dataclass

import numpy as np

from digitdemo.errors import LabError
from digitdemo.networks.windows import Geometry

PADDINGS = ("none", "keep", "copy", "own", "zeros", "repeat")
"""Only whole windows; the border keeps its values, gets those obtained beside it, or has a filter of its own; zeros
around; the edge repeated around."""

AS_LARGE = ("keep", "copy", "own")
"""The output is as large as the picture; its border comes about in another way than the rest."""


@dataclass(frozen=True)
class Window:
    """One place of the kernel on the picture.

    Attributes:
        row: in the output.
        column: in the output.
        patch: (rows, columns, channels) float64, what lies under the kernel.
        products: patch times kernel, number by number.
        total: all products and the bias, added.
    """

    row: int
    column: int
    patch: np.ndarray
    products: np.ndarray
    total: float


@dataclass(frozen=True)
class Convolution:
    """A kernel slid over a picture.

    Attributes:
        padded: (height, width, channels) float64, the picture with its padding.
        kernel: (rows, columns, channels) float64 as it lies on the picture: turned already, if it is to be.
        stride: how far the kernel moves.
        bias: added to every sum.
        output: (output height, output width) float64.
        computed: (top, left, height, width) of the part of the output that windows gave; the rest is kept border.
    """

    padded: np.ndarray
    kernel: np.ndarray
    stride: int
    bias: float
    output: np.ndarray
    computed: tuple[int, int, int, int]

    @property
    def places(self) -> int:
        """How many places the kernel has on the picture."""
        return self.computed[2] * self.computed[3]

    def window(self, place: int) -> Window:
        """The kernel at one place; places run along rows, from 0."""
        top, left, _, across = self.computed
        down, right = divmod(place, across)
        rows, columns, _ = self.kernel.shape
        y, x = down * self.stride, right * self.stride
        patch = self.padded[y : y + rows, x : x + columns]
        products = patch * self.kernel
        return Window(top + down, left + right, patch, products, float(products.sum() + self.bias))


def convolve(
    picture: np.ndarray,
    kernel: np.ndarray,
    *,
    stride: int = 1,
    padding: str = "none",
    padding_px: int = 1,
    turned: bool = False,
    bias: float = 0.0,
) -> Convolution:
    """Slide a kernel over a picture.

    Args:
        picture: (height, width) or (height, width, channels).
        kernel: (rows, columns) or (rows, columns, channels); a flat one lies on every channel alike.
        padding: one of ``PADDINGS``; ``keep`` copies the border from the picture to the output, ``copy`` the obtained
            values outwards; ``own`` gives the weights that would lie outside to the middle one.
        padding_px: how many rings ``zeros`` and ``repeat`` put around.
        turned: True for the convolution of mathematics, with the kernel turned by 180°; False for a network's.

    Raises:
        LabError: these do not go together; the message says why.
    """
    volume = np.asarray(picture, np.float64)
    volume = volume[..., None] if volume.ndim == 2 else volume
    lying = _lying_kernel(kernel, volume.shape[2], turned)
    rows, columns, _ = lying.shape
    _check(volume, lying, stride, padding)
    padded = _pad(volume, padding, padding_px)
    if rows > padded.shape[0] or columns > padded.shape[1]:
        raise LabError("lab-kernel-too-large", rows=rows, columns=columns)
    windows = np.lib.stride_tricks.sliding_window_view(padded, lying.shape)[::stride, ::stride, 0]
    sums = (windows * lying).sum(axis=(2, 3, 4)) + bias
    top, left, output = 0, 0, sums
    if padding in AS_LARGE:
        top, left = rows // 2, columns // 2
        output = _border(padding, volume[..., 0], lying[..., 0], sums, bias)
        output[top : top + sums.shape[0], left : left + sums.shape[1]] = sums
    return Convolution(padded, lying, stride, bias, output, (top, left, *sums.shape))


def _border(padding: str, picture: np.ndarray, kernel: np.ndarray, sums: np.ndarray, bias: float) -> np.ndarray:
    """An output as large as the picture, (height, width); its middle is still to be filled with the sums."""
    if padding == "keep":
        return picture.copy()
    rows, columns = kernel.shape
    around = (
        (rows // 2, picture.shape[0] - sums.shape[0] - rows // 2),
        (columns // 2, picture.shape[1] - sums.shape[1] - columns // 2),
    )
    if padding == "copy":
        return np.pad(sums, around, mode="edge")
    inside = _same_size(np.ones_like(picture), kernel, around)  # what the weights that lie on the picture add up to
    return _same_size(picture, kernel, around) + (kernel.sum() - inside) * picture + bias


def _same_size(picture: np.ndarray, kernel: np.ndarray, around: tuple[tuple[int, int], tuple[int, int]]) -> np.ndarray:
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(picture, around), kernel.shape)
    return np.asarray((windows * kernel).sum(axis=(2, 3)))


def output_size(length: int, kernel: int, padding_px: int, stride: int) -> int:
    """How many places a kernel has along one side: (length - kernel + 2 padding) / stride + 1, rounded down."""
    around = (padding_px, padding_px)
    return Geometry((kernel, kernel), (stride, stride), (around, around)).output_size((length, length))[0]


def normalise_for_viewing(values: np.ndarray, how: str = "min–max") -> np.ndarray:
    """Bring any numbers to 0..255, so that they can be seen.

    Args:
        how: ``none`` cuts off what lies outside; ``min–max`` stretches; ``5 %–95 %`` stretches between these
            quantiles and cuts off the rest, so that a few extreme pixels do not darken all others.

    Returns:
        uint8, of the same shape; all 0 where every number is alike.
    """
    if how == "none":
        return np.clip(np.round(values), 0, 255).astype(np.uint8)
    low, high = np.quantile(values, (0.05, 0.95)) if how == "5 %–95 %" else (values.min(), values.max())
    if high <= low:
        return np.zeros(values.shape, np.uint8)
    return np.round(np.clip((values - low) / (high - low), 0, 1) * 255).astype(np.uint8)


def pool(values: np.ndarray, how: str = "max", *, window: int = 2, stride: int = 2) -> np.ndarray:
    """Keep one number of every window: max, mean or sum; only whole windows count.

    Args:
        values: (height, width).

    Raises:
        LabError: the window is larger than the picture.
    """
    if window > min(values.shape):
        height, width = values.shape
        raise LabError("lab-window-too-large", window=window, height=height, width=width)
    windows = np.lib.stride_tricks.sliding_window_view(values, (window, window))[::stride, ::stride]
    if how == "max":
        return np.asarray(windows.max(axis=(2, 3)))
    return np.asarray(windows.mean(axis=(2, 3)) if how == "mean" else windows.sum(axis=(2, 3)))


def _lying_kernel(kernel: np.ndarray, channels: int, turned: bool) -> np.ndarray:
    lying = np.asarray(kernel, np.float64)
    if lying.ndim == 2:
        lying = np.repeat(lying[..., None], channels, axis=2)
    if lying.shape[2] != channels:
        raise LabError("lab-channels-differ", kernel=lying.shape[2], picture=channels)
    return lying[::-1, ::-1] if turned else lying


def _check(volume: np.ndarray, kernel: np.ndarray, stride: int, padding: str) -> None:
    if padding not in PADDINGS:
        raise LabError("lab-padding-unknown", paddings=", ".join(PADDINGS), padding=padding)
    if stride < 1:
        raise LabError("lab-stride-too-small", stride=stride)
    if padding not in AS_LARGE:
        return
    if stride != 1:
        raise LabError("lab-border-needs-stride-one")
    if volume.shape[2] != 1:
        raise LabError("lab-border-needs-one-channel")
    if kernel.shape[0] > volume.shape[0] or kernel.shape[1] > volume.shape[1]:
        raise LabError("lab-kernel-too-large", rows=kernel.shape[0], columns=kernel.shape[1])


def _pad(volume: np.ndarray, padding: str, padding_px: int) -> np.ndarray:
    if padding not in ("zeros", "repeat"):
        return volume
    around = ((padding_px, padding_px), (padding_px, padding_px), (0, 0))
    return np.pad(volume, around) if padding == "zeros" else np.pad(volume, around, mode="edge")
