"""The page How it learns: every number that it shows is computed anew, from the page's own text."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.explaining.feature_maps import feature_maps
from digitdemo.learning.one_weight import Weight
from digitdemo.storage.models import find_model
from tests.conftest import PROJECT
from tests.pages.learning_text import NUMBER, learning_page, number, numbers, visit


@pytest.fixture
def page(canvas) -> AppTest:
    return learning_page()


def test_the_cost_can_be_computed_from_the_table(page) -> None:
    text = visit(page)
    rows = re.findall(rf"\| (\d) \| {NUMBER} \| {NUMBER} \| {NUMBER} \| (?:\*\*)?([01])", text)
    assert len(rows) == 10
    scores = np.array([number(row[1]) for row in rows])
    powers = np.exp(scores - scores.max())
    np.testing.assert_allclose([number(row[2]) for row in rows], powers, rtol=2e-4)
    np.testing.assert_allclose([number(row[3]) for row in rows], powers / powers.sum(), rtol=2e-4)
    (total,) = numbers(rf"sum of all ten: {NUMBER}\.", text)
    assert total == pytest.approx(powers.sum(), rel=2e-4)
    digit, chance, cost = numbers(rf"right answer is (\d), and it gets {NUMBER}\. .*?= \*\*{NUMBER}\*\*", text)
    assert [int(row[4]) for row in rows] == [int(row == digit) for row in range(10)]
    assert cost == pytest.approx(-math.log(chance), rel=2e-4)


def test_a_batch_s_cost_is_the_mean_of_its_table(page) -> None:
    visit(page)
    page.segmented_control(key="learning_cost_of").set_value("batch")
    text = visit(page)
    table = page.dataframe[0].value
    costs = [number(cost) for cost in table["Cost"]]
    chances = [number(chance) for chance in table["Probability of the right one"]]
    np.testing.assert_allclose(costs, -np.log(chances), rtol=1e-3)
    total, count, mean = numbers(rf"{NUMBER} / (\d+) = \*\*{NUMBER}\*\*", text)
    assert total == pytest.approx(sum(costs), rel=1e-3)
    assert mean == pytest.approx(total / count, rel=1e-3)


def here(text: str) -> list[float]:
    return numbers(rf"The weight is {NUMBER}\. .*? is \*\*{NUMBER}\*\*, and the slope is {NUMBER}\.", text)


@pytest.mark.parametrize("network", ["fresh", "digitdemo", "mlp"])
def test_a_step_goes_where_it_said_and_the_cost_there_is_the_network_s(page, network: str) -> None:
    visit(page)
    page.selectbox(key="learning_network").set_value(network)
    before = visit(page)
    value, cost, slope = here(before)
    at, rate, again, step, following = next_step(before)
    assert at == value
    assert again == slope
    assert step == pytest.approx(-rate * slope, rel=1e-3)
    assert following == pytest.approx(value + step, rel=1e-3, abs=1e-4)
    page.button(key="learning_step_1").click()
    after, cost_after, _ = here(visit(page))
    assert after == pytest.approx(following, rel=1e-3, abs=1e-4)
    assert cost_after <= cost  # a small step down the slope
    page.button(key="learning_back").click()
    assert here(visit(page)) == [value, cost, slope]


def next_step(text: str) -> tuple[float, ...]:
    rate, slope, step, value, following = numbers(
        rf"slope = −{NUMBER} · \({NUMBER}\) = {NUMBER}\. It leads from {NUMBER} to \*\*{NUMBER}\*\*", text
    )
    return value, rate, slope, step, following


def test_ten_steps_are_ten(page) -> None:
    visit(page)
    page.button(key="learning_step_10").click()
    assert "10 steps are taken" in visit(page)
    page.button(key="learning_anew").click()
    assert "No step is taken yet" in visit(page)


@pytest.mark.parametrize("network", ["fresh", "digitdemo", "lenet5", "keras-example"])
def test_every_link_of_the_chain_adds_up_and_its_product_is_the_gradient(page, network: str) -> None:
    page.session_state["learning_network"] = network
    text = visit(page)
    sums = re.findall(r"^((?:\(|0 =).*) = \*\*(\S+)\*\*$", text, re.M)
    assert len(sums) >= 3
    for terms, said in sums:
        found = sum(number(a) * number(b) for a, b in re.findall(rf"\({NUMBER}\) × \({NUMBER}\)", terms))
        rest = re.search(rf"more: \({NUMBER}\)", terms)
        size = sum(abs(number(a) * number(b)) for a, b in re.findall(rf"\({NUMBER}\) × \({NUMBER}\)", terms))
        total = found + (number(rest[1]) if rest else 0)
        assert total == pytest.approx(number(said), rel=1e-4, abs=1e-4 * size)
    chain, gradient, nudged = numbers(
        rf"Number by number: \*\*{NUMBER}\*\*.*gradient: \*\*{NUMBER}\*\*.*down: \*\*{NUMBER}\*\*", text
    )
    assert chain == pytest.approx(gradient, rel=1e-4)
    assert nudged == pytest.approx(gradient, rel=1e-3, abs=1e-9)


@pytest.mark.parametrize("network", ["fresh", "digitdemo", "lenet5"])
def test_the_factors_along_one_way_make_its_share_of_the_slope(page, network: str) -> None:
    page.session_state["learning_network"] = network
    text = visit(page)
    found = re.search(rf"largest product, is (.*) = \*\*{NUMBER}\*\*\. That alone is {NUMBER} %", text)
    assert found
    factors = [number(factor) for factor in re.findall(rf"\({NUMBER}\)", found[1])]
    assert len(factors) >= 3
    assert math.prod(factors) == pytest.approx(number(found[2]), rel=2e-3)
    (slope,) = numbers(rf"Number by number: \*\*{NUMBER}", text)
    assert number(found[3]) == pytest.approx(100 * math.prod(factors) / slope, rel=1e-2, abs=0.01)


def test_the_error_is_what_is_said_minus_what_should_be(page) -> None:
    text = visit(page)
    errors = re.findall(rf"(\d): {NUMBER} − ([01]) = {NUMBER}", text)
    assert len(errors) == 10
    for _, chance, wanted, error in errors:
        assert number(error) == pytest.approx(number(chance) - int(wanted), abs=1e-4)
    assert sum(number(error[3]) for error in errors) == pytest.approx(0, abs=1e-5)


def test_a_chosen_weight_is_the_one_explained(page) -> None:
    page.session_state["learning_layer"] = "outputs"
    page.session_state["learning_weight"] = Weight("outputs", "kernel", (12, 3))
    assert "the weight at (12, 3)" in visit(page)


FORMULAS = {
    "two": lambda x, y: x**4 - 2 * x**2 + 0.4 * x + y**2,
    "long": lambda x, y: x**2 + 12 * y**2,
    "saddle": lambda x, y: x**2 - y**2 + y**4 / 2,
    "banana": lambda x, y: (1 - x) ** 2 + 5 * (y - x**2) ** 2,
}


@pytest.mark.parametrize("ground", FORMULAS)
def test_the_cost_at_a_way_s_end_is_the_formula_s(page, ground: str) -> None:
    page.session_state["learning_ground"] = ground
    page.session_state["learning_valley_step"] = 60
    ends = re.findall(rf"at \({NUMBER}, {NUMBER}\), cost \*\*{NUMBER}\*\*", visit(page))
    assert len(ends) == 4
    for x, y, cost in ends:
        assert number(cost) == pytest.approx(FORMULAS[ground](number(x), number(y)), abs=5e-3)


def test_momentum_gets_out_of_the_small_hollow_and_plain_steps_do_not(page) -> None:
    page.session_state["learning_ground"] = "two"
    page.session_state["learning_valley_step"] = 60
    text = visit(page)
    (plain_x,) = numbers(rf"SGD\), after 60 steps: at \({NUMBER},", text)
    (momentum_x,) = numbers(rf"Momentum, after 60 steps: at \({NUMBER},", text)
    assert plain_x > 0.9
    assert momentum_x < -0.9


def test_batches_end_elsewhere_than_the_whole(page) -> None:
    ends = re.findall(rf"after \w+ steps: at \({NUMBER}, {NUMBER}\), cost \*\*{NUMBER}\*\*", visit(page))
    assert len(ends) == 4
    assert len(set(ends)) == 4


def test_nothing_drawn_shows_a_sample_and_says_so(canvas) -> None:
    page = AppTest.from_file(PROJECT / "streamlit_app.py", default_timeout=60).switch_page("pages/learning.py")
    assert "this is a sample" in visit(page)


def test_a_step_too_large_is_said_and_can_be_taken_back(page) -> None:
    visit(page)
    weight = page.session_state["learning_weight"]
    page.session_state["learning_moves"] = [(weight, 1e308), (weight, 1e308)]
    assert "the cost is infinite" in visit(page)
    page.button(key="learning_anew").click()
    assert "the cost is infinite" not in visit(page)


def test_weights_that_are_no_numbers_are_named(page, monkeypatch: pytest.MonkeyPatch) -> None:
    from digitdemo.ui.learning import subject

    explained = subject.ExplainedNetwork.load(find_model("lenet5"))
    next(step for step in explained.steps if step.kind == "dense").layer.weights["kernel"][2, 3:5] = np.nan
    monkeypatch.setattr(subject, "_explained", lambda model: explained)
    page.session_state["learning_network"] = "lenet5"
    text = visit(page)
    assert "holds 2 weights that are no number" in text


def test_layers_that_cannot_be_gone_back_through_are_named(page, monkeypatch: pytest.MonkeyPatch) -> None:
    from digitdemo.ui.learning import subject

    explained = subject.ExplainedNetwork.load(find_model("digitdemo"))
    index = next(number for number, step in enumerate(explained.steps) if step.kind == "pooling")
    steps = [replace(step, kind="other") if number == index else step for number, step in enumerate(explained.steps)]
    strange = replace(explained, steps=tuple(steps))
    monkeypatch.setattr(subject, "_explained", lambda model: strange)
    monkeypatch.setattr(subject, "feature_maps", lambda _, picture: feature_maps(explained, picture))
    page.session_state["learning_network"] = "digitdemo"
    text = visit(page)
    assert f"here: {steps[index].layer.name}." in text.replace("\\", "")
    assert "Number by number" in text


@pytest.mark.parametrize("network", ["fresh", "digitdemo"])
def test_the_smallest_change_reads_as_what_was_asked(page, network: str) -> None:
    page.session_state["learning_network"] = network
    page.session_state["learning_change_kind"] = "pixels"
    visit(page)
    page.segmented_control(key="learning_target").set_value(9)
    text = visit(page)
    after, chance, length, whole = numbers(
        rf"now it says \*\*(\d)\*\* \(probability {NUMBER}\)\. "
        rf"The change has length {NUMBER}, your digit has length {NUMBER}",
        text,
    )
    assert after == 9
    assert chance > 0.1
    assert 0 < length < whole / 2


def test_the_curve_stays_while_the_point_moves_and_changes_with_another_weight(page) -> None:
    visit(page)
    first = page.session_state["learning_curve_found"]
    page.button(key="learning_step_1").click()
    visit(page)
    assert page.session_state["learning_curve_found"] is first
    page.session_state["learning_weight"] = Weight("convolution_1", "kernel", (2, 2, 0, 1))
    visit(page)
    assert page.session_state["learning_curve_found"] is not first


def test_the_five_nearest_examples_come_in_order(page) -> None:
    page.session_state["learning_network"] = "lenet5"
    page.session_state["learning_alike_asked"] = True
    text = visit(page)
    line = next(line for line in text.splitlines() if line.startswith("Digit and distance"))
    found = re.findall(r"(\d): ([\d.]*\d)", line)
    assert len(found) == 5
    distances = [number(distance) for _, distance in found]
    assert distances == sorted(distances)
    assert [digit for digit, _ in found].count("7") >= 3
