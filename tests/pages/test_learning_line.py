"""The smallest change of the pen's line: the page's table of points is drawn, read and measured anew."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.learning.pen_line import place
from digitdemo.reading.recognizer import Recognizer
from tests.pages.learning_text import NUMBER, learning_page, numbers, visit


@pytest.fixture
def page(canvas) -> AppTest:
    app = learning_page()
    app.session_state["learning_network"] = "digitdemo"
    app.run()
    return app


def points(page: AppTest) -> pd.DataFrame:
    return next(each.value for each in page.dataframe if "Moved, in mm" in each.value.columns)


def test_the_moved_points_read_as_asked_and_moved_as_far_as_is_said(page, recognizer: Recognizer) -> None:
    page.segmented_control(key="learning_target").set_value(9)
    text = visit(page)
    before, after, chance = numbers(
        rf"Before it read \*\*(\d)\*\*, now it reads \*\*(\d)\*\* \(probability {NUMBER}", text
    )
    assert (before, after) == (7, 9)
    table = points(page).to_numpy()
    was, moved, distances = table[:, :2], table[:, 2:4], table[:, 4]
    np.testing.assert_allclose(np.hypot(*(moved - was).T), distances, atol=2e-3)
    count, mean, x, y, to_x, to_y, furthest = numbers(
        rf"the (\d+) points of the line moved by \*\*{NUMBER} mm.* from \({NUMBER}, {NUMBER}\) to "
        rf"\({NUMBER}, {NUMBER}\): \*\*{NUMBER} mm",
        text,
    )
    assert count == len(table)
    assert mean == pytest.approx(distances.mean(), rel=1e-2)
    assert furthest == pytest.approx(math.hypot(to_x - x, to_y - y), rel=1e-2)
    assert furthest == pytest.approx(distances.max(), rel=1e-2)
    read = recognizer.network.probabilities(place([moved]).field)  # by LiteRT
    assert read.argmax() == 9
    assert read[9] == pytest.approx(chance, abs=0.02)
    (least,) = numbers(rf"for that it needs at least {NUMBER}\.", text)
    assert chance >= least == pytest.approx(recognizer.model.min_probability, abs=1e-4)
    assert recognizer.network.probabilities(place([was]).field).argmax() == 7


def test_a_digit_that_is_taken_for_another_is_made_clear(page, recognizer: Recognizer) -> None:
    page.selectbox(key="learning_truth").set_value(1)  # a seven, meant as a one
    page.session_state["learning_change_kind"] = "clear"
    text = visit(page)
    after, chance = numbers(rf"now it reads \*\*(\d)\*\* \(probability {NUMBER}", text)
    assert after == 1
    assert chance >= 0.95
    assert recognizer.network.probabilities(place([points(page).to_numpy()[:, 2:4]]).field)[1] > 0.9
    page.selectbox(key="learning_truth").set_value(7)
    (chance,) = numbers(
        rf"clearly already: the 7 gets {NUMBER}\.", "\n".join([visit(page), *(s.value for s in page.success)])
    )
    assert chance >= 0.95


def test_a_digit_without_a_line_says_so(page) -> None:
    state = page.session_state["draw_canvas_state"]
    page.segmented_control(key="learning_target").set_value(9)
    other = np.array([[60.0, 60], [60, 240], [220, 240]])  # something else stands on the canvas than was read last
    state.replace_drawing(replace(state.drawing, strokes=(other,)))
    page.run()
    assert any("there is no line to move" in info.value for info in page.info)
    assert not page.exception


def test_a_fresh_network_s_line_can_be_changed_too(page) -> None:
    page.session_state["learning_network"] = "fresh"
    page.run()
    target = page.segmented_control(key="learning_target").options[0]
    page.segmented_control(key="learning_target").set_value(int(target))
    text = visit(page)
    assert "now it reads" in text or "would have to change more" in text
