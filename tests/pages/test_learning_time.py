"""The time machine: every number that it shows is computed anew, from the page's text or by Keras's twin."""

import math
import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.learning.lesson import Lesson, history_of
from digitdemo.learning.units import log_softmax
from tests.pages.learning_text import NUMBER, learning_page, number, numbers, visit


@pytest.fixture
def page(canvas) -> AppTest:
    app = learning_page()
    app.run()
    return app


def press(page: AppTest, what: str) -> str:
    page.button(key=f"learning_time_{what}").click()
    return visit(page)


def chances(text: str) -> list[float]:
    found = re.search(r"it reads your digit as \*\*\d\*\* \((.*?)\)", text)
    return [number(chance) for chance in re.findall(rf"\d: {NUMBER}", found[1])]


def test_the_reading_is_that_version_s_and_its_cost_follows_from_the_text(page) -> None:
    text = press(page, "step_10")
    batch, digit = numbers(r"After batch (\d+) it reads your digit as \*\*(\d)\*\*", text)
    assert batch == 10
    shown = chances(text)
    assert sum(shown) == pytest.approx(1, abs=1e-3)
    assert int(np.argmax(shown)) == digit
    mine = page.session_state["preparation"].network_input
    scores = history_of(Lesson()).version(10).scores(mine[None, :, :, None].astype(np.float32))
    np.testing.assert_allclose(shown, np.exp(log_softmax(scores))[0], rtol=2e-3, atol=1e-6)
    truth, chance, again, cost = numbers(rf"The (\d) gets {NUMBER}, so the cost is −ln {NUMBER} = \*\*{NUMBER}", text)
    assert chance == again == shown[int(truth)]
    assert cost == pytest.approx(-math.log(chance), abs=1e-3)
    right, count, share = numbers(rf"Of (\d+) other digits.*reads (\d+) right: {NUMBER} %", text)
    assert share == pytest.approx(100 * count / right, abs=0.1)


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_weight_s_step_adds_up(page, depth: int) -> None:
    page.session_state["learning_time_depth"] = depth
    visit(page)
    text = press(page, "step_1")
    before, rate, cut, slope, after = numbers(
        rf"\): {NUMBER} − {NUMBER} · {NUMBER} · \({NUMBER}\) = \*\*{NUMBER}\*\*", text
    )
    assert rate == 0.1
    assert after == pytest.approx(before - rate * cut * slope, rel=1e-3, abs=1e-6)


def test_the_layers_lengths_make_the_gradient_s_and_cutting_makes_it_one(page) -> None:
    page.session_state["learning_time_clip"] = True
    visit(page)
    text = press(page, "step_1")
    line = re.search(r"Length of the gradient.*", text)[0]
    *layers, whole = (number(each) for each in re.findall(rf"[:*] ?(?:\*\*)?{NUMBER}\b", line))
    assert whole == pytest.approx(math.sqrt(sum(length**2 for length in layers)), rel=1e-3)
    most, length, cut = numbers(rf"multiplied by {NUMBER} / {NUMBER} = {NUMBER}\.", text)
    assert length == whole
    assert cut == pytest.approx(most / length, rel=1e-3)


def test_sliding_back_shows_the_earlier_version_again_and_begin_anew_the_first(page) -> None:
    first = visit(page)
    five = press(page, "step_1")
    later = press(page, "step_10")
    page.slider(key="learning_time_look").set_value(1)
    back = visit(page)
    assert chances(back) == chances(five) != chances(later)
    assert page.slider(key="learning_time_look").max == 11
    assert chances(press(page, "anew")) == chances(first)


def test_another_lesson_begins_at_the_beginning_and_all_120_batches_can_be_learned(page) -> None:
    for _ in range(12):
        page.button(key="learning_time_step_10").click()
        page.run()
    assert "After batch 120 " in visit(page)
    assert page.button(key="learning_time_step_1").disabled
    page.session_state["learning_time_start"] = "zeros"
    text = visit(page)
    assert "After batch 0 " in text
    assert chances(text) == pytest.approx([0.1] * 10)


def test_play_goes_on_and_a_look_back_stops_it(page) -> None:
    press(page, "play")
    assert page.session_state["learning_time_learned"] >= 2
    page.slider(key="learning_time_look").set_value(1)
    visit(page)
    assert not page.session_state["learning_time_playing"]
    assert page.session_state["learning_time_look"] == 1


def test_weights_that_grew_beyond_numbers_are_said(page, monkeypatch: pytest.MonkeyPatch) -> None:
    history = history_of(Lesson(1, "large", 0.001))
    broken = history.version(3)
    broken.weights["outputs"]["kernel"][:] = np.nan
    for key, value in (("depth", 1), ("start", "large"), ("rate", 0.001)):
        page.session_state[f"learning_time_{key}"] = value
    visit(page)
    text = press(page, "step_10")
    history_of.cache_clear()
    assert "no numbers any more" in text


def test_where_reading_while_drawing_is_off_the_server_reads(page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITDEMO_LIVE", "0")
    page.session_state["learning_time_drawing"] = True
    assert "Nothing is drawn yet" in visit(page)


def test_what_happens_in_each_batch_adds_up(page) -> None:
    text = visit(page).replace(",", "")
    weights, pictures, batches = numbers(
        r"each of the (\d+) weights\.[\s\S]*All (\d+) pictures are (\d+) batches", text
    )
    trained = history_of(Lesson()).slopes(1).weights
    assert weights == sum(slopes.size for named in trained.values() for slopes in named.values())
    each, per, size, batch, again, whole = numbers(
        rf"makes (\d+) numbers with (\d+) bytes each\. For (\d+) digits .* keep {NUMBER} MB "
        rf".*all (\d+) it would be {NUMBER} MB",
        text,
    )
    assert pictures == again == size * batches
    assert batch == pytest.approx(each * per * size / 1e6, rel=1e-2)
    assert whole == pytest.approx(each * per * pictures / 1e6, rel=1e-2)
    assert "first convolution sees 5×5 pixels" in text
    assert "One of the last sees 9×9" in text


def test_the_rules_of_thumb_for_one_layer(page) -> None:
    assert "rules of thumb" not in visit(page)
    page.session_state["learning_time_depth"] = 1
    outputs, inputs, thirds, units = numbers(
        r"between (\d+) and (\d+); two thirds of 784 and 10 more, (\d+); less than twice 784, 1,568\. Here are (\d+)",
        visit(page),
    )
    assert (outputs, inputs, units) == (10, 784, 16)
    assert thirds == round(784 * 2 / 3 + 10)


def test_a_rate_much_too_large_is_said_in_words(page) -> None:
    page.session_state["learning_time_rate"] = 10.0
    visit(page)
    text = press(page, "step_10") + press(page, "step_10")
    assert "nothing is left for the 7" in text
    assert "Costs above 12 are not drawn" in text
