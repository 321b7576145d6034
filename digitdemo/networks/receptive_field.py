"""Which part of the drawing one number of a feature map can see, by the rule of Dumoulin and Visin.

V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning" (2016), and A. Araujo, W. Norris and
J. Sim, "Computing receptive fields of convolutional neural networks" (Distill, 2019).
"""

from dataclasses import dataclass

from digitdemo.networks.windows import Geometry


@dataclass(frozen=True)
class Axis:
    """One direction of a receptive field, in pixels of the drawing.

    Attributes:
        size: how many pixels one number sees.
        jump: how far the field moves when the number's index grows by one.
        start: where the field of the number with index 0 begins; negative where it begins in the padding.
    """

    size: int = 1
    jump: int = 1
    start: int = 0

    def after(self, window: int, stride: int, padding_before: int, dilation: int = 1) -> "Axis":
        """The field behind one more sliding window."""
        return Axis(
            size=self.size + (window - 1) * dilation * self.jump,
            jump=self.jump * stride,
            start=self.start - padding_before * self.jump,
        )

    def span(self, index: int, length: int) -> tuple[int, int]:
        """First pixel and number of pixels that the number ``index`` sees, what lies in the padding cut away."""
        first = self.start + index * self.jump
        low, high = max(first, 0), min(first + self.size, length)
        return low, max(high - low, 0)


@dataclass(frozen=True)
class ReceptiveField:
    """What one number of a feature map sees of the drawing."""

    rows: Axis = Axis()
    columns: Axis = Axis()

    def after(self, geometry: Geometry) -> "ReceptiveField":
        """The field behind one more sliding window."""
        (rows, columns), (down, right), gap = geometry.window, geometry.stride, geometry.dilation
        (above, _), (before, _) = geometry.padding
        return ReceptiveField(self.rows.after(rows, down, above, gap), self.columns.after(columns, right, before, gap))

    @property
    def size(self) -> tuple[int, int]:
        """(rows, columns) in pixels of the drawing, padding included."""
        return self.rows.size, self.columns.size

    def window(self, row: int, column: int, height: int, width: int) -> tuple[int, int, int, int]:
        """(top, left, height, width) of what the number at (row, column) sees of a drawing of height x width."""
        top, seen_rows = self.rows.span(row, height)
        left, seen_columns = self.columns.span(column, width)
        return top, left, seen_rows, seen_columns
