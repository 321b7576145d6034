"""The page How it learns, opened with a drawn seven, and the numbers of its text."""

import re

import numpy as np
from streamlit.testing.v1 import AppTest

from digitdemo.drawing.drawing import Drawing
from digitdemo.reading.preprocessing import prepare_strokes
from digitdemo.ui.canvas import CanvasState
from tests.conftest import PROJECT

SEVEN = [np.array([[60.0, 60], [220, 60], [120, 240]])]
NUMBER = r"(−?[\d.]+(?:e[−+]?\d+)?)"


def learning_page() -> AppTest:
    app = AppTest.from_file(PROJECT / "streamlit_app.py", default_timeout=60)
    app.session_state["preparation"] = prepare_strokes(SEVEN, pen_width_px=18, width_px=280)
    drawing = Drawing(tuple(SEVEN), 280, 280, 18)
    app.session_state["draw_canvas_state"] = CanvasState(drawing)
    app.switch_page("pages/learning.py")
    return app


def visit(page: AppTest) -> str:
    page.run()
    assert not page.exception
    return "\n".join(str(element.value) for element in [*page.markdown, *page.caption, *page.warning, *page.error])


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def numbers(pattern: str, text: str) -> list[float]:
    found = re.search(pattern, text)
    assert found, f"{pattern} in\n{text}"
    return [number(group) for group in found.groups()]
