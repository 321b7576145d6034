"""Brakes and crutches: every number that is shown follows from others in the page's text."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.learning_text import NUMBER, learning_page, number, numbers, visit


@pytest.fixture
def page(canvas) -> AppTest:
    return learning_page()


def show(page: AppTest, brake: str, network: str = "fresh") -> str:
    page.session_state["learning_network"] = network
    page.session_state["learning_brake"] = brake
    return visit(page)


def masks(text: str) -> tuple[list[int], list[float]]:
    rows = re.findall(rf"^\| (\d+) \| (\d) \| {NUMBER} \|$", text, re.M)
    assert [int(row[0]) for row in rows] == list(range(1, 11))
    return [int(row[1]) for row in rows], [number(row[2]) for row in rows]


@pytest.mark.parametrize("network", ["fresh", "digitdemo", "mlp", "lenet5"])
def test_dropout_s_mean_and_shares_follow_from_the_table(page, network: str) -> None:
    text = show(page, "dropout", network)
    off, count, share = numbers(rf"Here ([\d,.]+) of the ([\d,.]+) numbers.*off: {NUMBER} %", text.replace(",", ""))
    assert share == pytest.approx(100 * off / count, rel=1e-2)
    kept, factor = numbers(rf"divided by {NUMBER} \(times {NUMBER}\)", text)
    assert factor == pytest.approx(1 / kept, rel=1e-3)
    said, chances = masks(text)
    agree, truth, again, mean = numbers(rf"masks: (\d+) of the ten read an? (\d)\. .* the (\d) gets \*\*{NUMBER}", text)
    assert truth == again == 7
    assert agree == said.count(7)
    assert mean == pytest.approx(np.mean(chances), rel=2e-3)


def test_nothing_switched_off_reads_ten_times_alike_and_other_masks_otherwise(page) -> None:
    page.session_state["learning_dropout_rate"] = 0
    text = show(page, "dropout")
    assert len(set(masks(text)[1])) == 1
    (whole,) = numbers(rf"nothing is switched off, and it gets \*\*{NUMBER}", text)
    assert whole == masks(text)[1][0]
    page.slider(key="learning_dropout_rate").set_value(50)
    first = masks(visit(page))
    page.button(key="learning_dropout_again").click()
    assert masks(visit(page)) != first


@pytest.mark.parametrize("network", ["fresh", "digitdemo"])
def test_the_pulls_add_up(page, network: str) -> None:
    text = show(page, "decay", network)
    value, slope, pull, decay, again, back, both = numbers(
        rf"chose above is {NUMBER}\. .* by −\({NUMBER}\) = {NUMBER}\. .* by −{NUMBER} · \({NUMBER}\) = {NUMBER}\. "
        rf"Both together: \*\*{NUMBER}\*\*",
        text,
    )
    assert value == again
    assert pull == -slope
    assert back == pytest.approx(-decay * value, rel=1e-3)
    assert both == pytest.approx(pull + back, rel=1e-3, abs=1e-6)
    rate, again, left = numbers(rf"leaves 1 − {NUMBER} · {NUMBER} of a weight.*left: \*\*{NUMBER}", text)
    assert again == decay
    assert left == pytest.approx((1 - rate * decay) ** 1000, rel=1e-3)


@pytest.mark.parametrize("network", ["fresh", "digitdemo", "lenet5"])
@pytest.mark.parametrize("times", [1.0, 100.0])
def test_each_channel_s_mean_and_spread_after_follow_from_those_before(page, network: str, times: float) -> None:
    page.session_state["learning_norm_times"] = times
    text = show(page, "norm", network)
    rows = re.findall(rf"^\| \d+ {rf'[|] {NUMBER} ' * 7}\|$", text, re.M)
    assert len(rows) >= 6
    for row in rows:
        _, spread, divisor, gamma, beta, mean_after, spread_after = (number(part) for part in row)
        assert divisor == pytest.approx((spread**2 + 1e-3) ** 0.5, rel=1e-2)
        assert mean_after == pytest.approx(beta, abs=1e-6)
        assert spread_after == pytest.approx(abs(gamma) * spread / divisor, rel=1e-2)
    gamma, before, mean, divisor, beta, after = numbers(
        rf"= {NUMBER} · \({NUMBER} − \({NUMBER}\)\) / {NUMBER} \+ \({NUMBER}\) = \*\*{NUMBER}", text
    )
    assert after == pytest.approx(gamma * (before - mean) / divisor + beta, rel=1e-2, abs=1e-3)


def test_a_network_without_normalisation_says_so(page) -> None:
    assert "This network has no *batch normalisation*" in show(page, "norm", "lenet5")
    assert "This network has no" not in show(page, "norm", "digitdemo")


def test_numbers_too_large_are_said(page) -> None:
    visit(page)
    weight = page.session_state["learning_weight"]
    page.session_state["learning_moves"] = [(weight, 1e308), (weight, 1e308)]
    assert visit(page).count("the cost is infinite") >= 2
