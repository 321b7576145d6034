"""A digit network that reads a whole picture at once: its dense layer is a convolution too.

A dense layer behind a map of 3×3 places is a convolution with a 3×3 kernel that happens to fit only once. Let the map
be larger, and it fits many times: one pass gives a map of readings, as if a window had been moved over the picture
and read at each place (Sermanet et al., "OverFeat", 2014). What neighbouring windows share is computed once.

**Borders.** The trained network puts zeros around each map ("same" padding). A window cut out of a picture therefore
has zeros where the whole picture has ink or paper, and nothing can make the two alike there. So here every layer works
without padding, and a window is as much larger as the zeros were: it shows real paper where the trained network saw
zeros. Then one pass and windows read one by one are the same numbers. ``untouched_places`` says how far the trained
network's zeros reach into its own maps.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import Step
from digitdemo.explaining.forward import run_step
from digitdemo.networks.windows import Geometry, convolve, pool_max, pool_mean

_SLIDING = ("convolution", "pooling")
_EVERYWHERE = ("normalisation", "activation", "softmax")
"""Done to each place by itself, whatever the map's size."""
_NOTHING = ("dropout", "flatten")


@dataclass(frozen=True)
class _Move:
    """One step without padding: a window, with a kernel or a pooling's function; or something done to each place."""

    step: Step
    geometry: Geometry | None = None
    kernel: np.ndarray | None = None

    def run(self, maps: np.ndarray) -> np.ndarray:
        """(batch, height, width, channels) float32 to what comes out."""
        if self.geometry is None:
            return run_step(self.step, maps)
        if self.kernel is None:
            return (pool_max if self.step.function == "max" else pool_mean)(maps, self.geometry)
        return convolve(maps, self.kernel, self.geometry) + self.step.layer.weights.get("bias", np.float32(0))

    def after(self, size: tuple[int, int]) -> tuple[int, int]:
        """Rows and columns that come out."""
        return size if self.geometry is None else self.geometry.output_size(size)

    def multiplications(self, size: tuple[int, int]) -> int:
        """Of a convolution whose map that comes out has so many rows and columns."""
        return 0 if self.kernel is None else math.prod(size) * self.kernel.size


@dataclass(frozen=True)
class FullyConvolutional:
    """A digit network whose layers all slide.

    Attributes:
        moves: its steps, without padding.
        window_px: side of what one reading sees: the network's field and, around it, what its zeros stood for.
        margin_px: how much of that lies before the field, on the left and above.
        stride_px: how far apart neighbouring readings lie.
    """

    moves: tuple[_Move, ...]
    window_px: int
    margin_px: int
    stride_px: int

    @classmethod
    def of(cls, steps: Sequence[Step]) -> "FullyConvolutional":
        """Turn a digit network's dense layers into convolutions.

        Raises:
            ModelError: it has a layer that cannot slide, or no map before its dense layer.
        """
        moves, last = [], None
        for step in steps:
            if step.kind in _SLIDING:
                last = step
            move = _as_move(step, last)
            if move is not None:
                moves.append(move)
        if last is None or last.field is None or len(last.output_shape) != 3:
            raise ModelError("detecting-cannot-slide", layer=steps[0].name if steps else "–")
        axis = last.field.rows
        places = last.output_shape[0]
        return cls(tuple(moves), axis.size + (places - 1) * axis.jump, -axis.start, axis.jump)

    def read(self, pictures: np.ndarray) -> np.ndarray:
        """Read whole pictures in one pass.

        Args:
            pictures: (batch, height, width) float32 in [0, 1], at least ``window_px`` high and wide.

        Returns:
            (batch, rows, columns, 10) probabilities: of the windows at every ``stride_px``-th pixel.
        """
        maps = pictures[..., None].astype(np.float32)
        for move in self.moves:
            maps = move.run(maps)
        return maps

    def read_windows(self, picture: np.ndarray, batch: int = 64) -> np.ndarray:
        """The same readings the long way: every window is cut out and read by itself.

        Args:
            picture: (height, width) float32 in [0, 1].

        Returns:
            (rows, columns, 10).
        """
        rows, columns = self.places(picture.shape[0], picture.shape[1])
        side, step = self.window_px, self.stride_px
        cut = [picture[step * i :, step * j :][:side, :side] for i in range(rows) for j in range(columns)]
        read = [self.read(np.stack(cut[start : start + batch])) for start in range(0, len(cut), batch)]
        return np.concatenate(read).reshape(rows, columns, -1)

    def places(self, height_px: int, width_px: int) -> tuple[int, int]:
        """Rows and columns of readings that a picture gives."""
        size = (height_px, width_px)
        for move in self.moves:
            size = move.after(size)
        return size

    def multiplications(self, height_px: int, width_px: int) -> int:
        """How many one pass over a picture takes."""
        size, total = (height_px, width_px), 0
        for move in self.moves:
            size = move.after(size)
            total += move.multiplications(size)
        return total

    def multiplications_in_windows(self, height_px: int, width_px: int) -> int:
        """How many it takes to read every window by itself."""
        return math.prod(self.places(height_px, width_px)) * self.multiplications(self.window_px, self.window_px)


def _as_move(step: Step, last: Step | None) -> _Move | None:
    """One step as it slides; None for what does nothing while reading."""
    if step.kind in _NOTHING:
        return None
    if step.kind in _EVERYWHERE:
        return _Move(step)
    if step.kind == "pooling":
        return _Move(step, Geometry(step.window, step.stride))
    if step.kind == "convolution":
        return _Move(step, Geometry(step.window, step.stride, dilation=step.dilation), step.layer.weights["kernel"])
    if step.kind == "dense" and last is not None:
        kernel = step.layer.weights["kernel"]  # (inputs, units)
        fits = len(kernel) == math.prod(last.output_shape)
        window = (last.output_shape[0], last.output_shape[1]) if fits else (1, 1)
        return _Move(step, Geometry(window), kernel.reshape(*window, -1, kernel.shape[1]))
    raise ModelError("detecting-cannot-slide", layer=step.name)


def untouched_places(steps: Sequence[Step]) -> list[tuple[str, int, int]]:
    """How far the zeros around the trained network's maps reach into them.

    Returns:
        For each layer whose window moves: its name, how many of its places see no zero, and how many places it has.
        Those places are the same numbers whether the field is cut out or read within a whole picture.
    """
    side = steps[0].input_shape[0]
    found = []
    for step in steps:
        if step.kind in _SLIDING and step.field is not None:
            inside = []
            for axis, places in zip((step.field.rows, step.field.columns), step.output_shape[:2], strict=True):
                starts = axis.start + np.arange(places) * axis.jump
                inside.append(int(((starts >= 0) & (starts + axis.size <= side)).sum()))
            found.append((step.name, math.prod(inside), math.prod(step.output_shape[:2])))
    return found
