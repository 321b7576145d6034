"""The calculation's wide canvas, and the boxes on it."""

from digitdemo.calculating.arithmetic import SPOKEN
from digitdemo.calculating.reading import ExpressionReading
from digitdemo.ui.wide_canvas import Mark, WideCanvas, marks_html

CANVAS = WideCanvas(
    "calculate",
    board="canvas",
    sizes_px={0: (330, 220), 700: (640, 280), 1140: (900, 320), 1600: (1400, 400)},
    pen_px=(2, 16, 5),
)

_AROUND_PX, _SURE = 4, 0.8


def boxes_html(reading: ExpressionReading, drawing_px: tuple[int, int], shown_px: tuple[int, int] | None = None) -> str:
    """Boxes with their signs; sizes as of ``marks_html``."""
    marks = []
    for symbol in reading.symbols:
        left, top = symbol.box.left - _AROUND_PX, symbol.box.top - _AROUND_PX
        right, bottom = left + symbol.box.width + 2 * _AROUND_PX, top + symbol.box.height + 2 * _AROUND_PX
        marks.append(Mark(left, top, right, bottom, spoken(symbol.label), symbol.probability >= _SURE))
    return marks_html(marks, drawing_px, shown_px)


def spoken(label: str) -> str:
    """How a label looks in plain text."""
    return SPOKEN.get(label, label)
