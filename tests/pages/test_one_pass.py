"""One pass and the window everywhere on the number page; the course's own example."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.drawing.drawing import Drawing
from digitdemo.ui.canvas_format import drawing_to_canvas
from tests.conftest import PROJECT


@pytest.fixture
def page(canvas):
    app = AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=60)
    app.switch_page("pages/number.py")
    return app


@pytest.fixture
def sheet(canvas, dev_digits):
    """A person's small 3 at the top left and large 2 at the bottom right."""
    strokes = []
    for wanted, side_px, place in (("3", 90, (40, 10)), ("2", 240, (380, 60))):
        sign = next(sign for sign in dev_digits if sign.sign == wanted)
        own = sign.on_canvas(side_px)
        low = np.concatenate(own).min(axis=0)
        strokes += [stroke - low + place for stroke in own]
    canvas.json_data = drawing_to_canvas(Drawing(tuple(strokes), 640, 220, 8), "#000")


def html_of(app: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in app.main.get("html"))


def words_of(app: AppTest) -> str:
    return " ".join(element.value for element in [*app.markdown, *app.caption])


def formulas_of(app: AppTest) -> str:
    return " ".join(element.value for element in app.latex)


def table(app: AppTest, column: str):
    return next(element.value for element in app.dataframe if column in element.value.columns)


def test_digits_anywhere_are_found_in_one_pass(page, sheet):
    page.run()
    assert not page.exception
    assert "2 digits were found" in words_of(page)
    boxes = table(page, "Box")
    assert list(boxes["What happens"][:2]) == ["stays", "stays"]
    assert set(boxes["Digit"][:2]) == {"2", "3"}
    measured = table(page, "Sheets")
    assert "touching" in list(measured["Sheets"])
    assert all(re.fullmatch(r"\d+\.\d %, \d+\.\d false", said) for said in measured["One pass"])
    assert re.search(r'src="data:image/svg[^"]+" alt="The sheet with its grid: 2 boxes stay', html_of(page))


def test_the_window_everywhere_says_which_window_suppressed_which(page, sheet):
    page.run()
    windows = table(page, "Size")
    assert windows["What happens"][0] == "stays"
    yielding = [said for said in windows["What happens"] if said.startswith("yields to number")]
    assert yielding
    assert all(int(re.findall(r"number (\d+)", said)[0]) in set(windows["Window"]) for said in yielding)
    assert len(set(windows["Size"])) > 1, "windows of several sizes compete"


def test_a_cells_cost_is_the_sum_of_the_terms_on_the_page(page, sheet):
    page.run()
    assert len(cost_names(page)) == 5
    shown = [float(re.findall(r"\d\.\d{4}", formula.value)[-1]) for formula in page.latex[:5]]
    assert sum(shown[:4]) == pytest.approx(shown[4], abs=3e-4)
    overlap, said = (float(number) for number in re.findall(r"-(\d\.\d+) \\ln (\d\.\d+) ", page.latex[0].value)[0])
    expected = -overlap * np.log(said) - (1 - overlap) * np.log(1 - said)
    assert shown[0] == pytest.approx(expected, abs=2e-3)


def cost_names(app: AppTest) -> list[str]:
    starts = ("Confidence:", "Middle:", "Size:", "Digit:", "Sum")
    return [element.value for element in app.markdown if element.value.startswith(starts)]


def test_an_empty_cell_pays_for_its_confidence_only(page, sheet):
    page.session_state["number_cell"] = (0, 0)
    page.run()
    assert "row 1, column 1" in words_of(page)
    assert "no digit’s middle lies here" in words_of(page)
    said, cost = re.findall(r"ln\(1 - (\d\.\d+)\).* = (\d\.\d+)", page.latex[0].value)[0]
    assert float(cost) == pytest.approx(-0.5 * np.log(1 - float(said)), abs=2e-4)


def test_a_cell_that_the_grid_no_longer_has_is_forgotten(page, sheet):
    page.session_state["number_cell"] = (900, 900)
    page.run()
    assert not page.exception
    assert "2 digits were found" in words_of(page)


def test_the_courses_example_comes_out(page, canvas):
    page.run()
    assert "x = \\frac{220-149}{149} = 0.48" in formulas_of(page)
    page.button("number_course_exact").click().run()
    assert not page.exception
    formulas = formulas_of(page)
    # The rounded numbers' box is 143.36 high and its middle is half a pixel off.
    assert float(re.findall(r"IoU = \\frac.* = (\d\.\d+)", formulas)[0]) > 0.98
    for name, value in (("x", 0.98), ("y", 0.28), ("w", 0.5), ("h", 0.32)):
        page.slider(f"number_course_{name}").set_value(value)
    page.run()
    # Moved by half a cell, 74.5 pixels: about 149.5 of 298.5 are common.
    assert float(re.findall(r"IoU = \\frac.* = (\d\.\d+)", formulas_of(page))[0]) == pytest.approx(0.5, abs=0.01)


def test_both_ways_over_the_drawing_are_the_same_numbers(page, sheet):
    page.run()
    page.button("number_both_ways").click().run()
    assert not page.exception
    both = table(page, "Multiplications")
    at_once, one_by_one = (int(text.replace(",", "")) for text in both["Multiplications"])
    assert 5 * at_once < one_by_one
    difference = float(re.findall(r"probabilities is ([\d.e+-]+)\.", words_of(page))[0])
    assert difference < 1e-5


def test_nothing_drawn_is_no_error(page, canvas):
    page.run()
    assert not page.exception
    assert "Write a digit anywhere" in words_of(page)
