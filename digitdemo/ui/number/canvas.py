"""The number page's wide canvas, and the boxes on it."""

from digitdemo.reading.number import NumberReading
from digitdemo.ui.wide_canvas import Mark, WideCanvas, marks_html

CANVAS = WideCanvas(
    "number",
    board="number_board",
    sizes_px={0: (330, 190), 700: (640, 220), 1140: (960, 260), 1600: (1400, 360)},
    pen_px=(4, 30, 10),
    words=("segmentation", "sliding-window", "suppression", "probability"),
)


def boxes_html(reading: NumberReading, shown_px: tuple[int, int] | None = None) -> str:
    """Boxes with their digits; ``shown_px`` as of ``marks_html``."""
    marks = [
        Mark(digit.left, digit.top, digit.right, digit.bottom, digit.text, digit.reading.digit is not None)
        for digit in reading.digits
    ]
    return marks_html(marks, (reading.width_px, reading.height_px), shown_px)
