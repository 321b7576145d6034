"""Rows, fractions, roots and powers from boxes with known labels."""

import pytest

from digitdemo.calculating.layout import lay_out
from digitdemo.calculating.tree import latex_of, symbols_in
from tests.calculating.signs import group

ONE_PLUS_TWO = [group("1", 0, 0, 10, 50), group("+", 40, 10, 30, 30), group("2", 100, 0, 30, 50)]
HALF = [group("1", 45, 0, 10, 40), group("-", 20, 55, 60, 3), group("2", 35, 70, 25, 40)]


def read(*groups):
    return latex_of(lay_out(list(groups)).row)


def test_a_row_whatever_the_order():
    assert read(*ONE_PLUS_TWO) == "1+2"
    assert read(*ONE_PLUS_TWO[::-1]) == "1+2"


def test_a_fraction_beside_a_number():
    assert read(*HALF) == r"\frac{1}{2}"
    assert read(*HALF, group("+", 110, 40, 30, 30), group("3", 160, 30, 30, 50)) == r"\frac{1}{2}+3"


def test_a_bar_with_nothing_above_is_a_minus():
    assert read(group("5", 0, 0, 30, 50), group("-", 50, 25, 30, 2), group("3", 100, 0, 30, 50)) == "5-3"


def test_a_power_and_back_to_the_line():
    small = group("2", 35, -20, 18, 26)
    assert read(group("3", 0, 0, 30, 50), small) == "3^{2}"
    assert read(group("3", 0, 0, 30, 50), small, group("+", 80, 12, 30, 28), group("1", 130, 0, 8, 50)) == "3^{2}+1"


def test_a_root_and_what_is_under_it():
    root = group("\\sqrt", 0, 0, 120, 70)
    assert read(root, group("1", 50, 15, 8, 45), group("6", 80, 15, 28, 45)) == r"\sqrt{16}"
    inner = group("\\sqrt", 60, 12, 50, 55)
    assert read(root, group("2", 35, 18, 18, 40), inner, group("5", 85, 20, 20, 40)) == r"\sqrt{2\sqrt{5}}"


def test_a_dot_is_a_point_at_the_foot_and_multiplies_at_half_height():
    left, right = group("3", 0, 0, 30, 50), group("4", 60, 0, 30, 50)
    assert read(left, group(".", 43, 45, 4, 4), right) == "3.4"
    assert read(left, group(".", 43, 20, 4, 4), right) == r"3\cdot4"


def test_grammar_decides_where_the_network_is_torn():
    unsure = group("1", 60, 0, 10, 50, 0.5)
    unsure.probabilities["/"] = 0.45
    bracket = group("(", 0, 0, 15, 60)
    closing = group("1", 100, 0, 12, 60, 0.55)
    closing.probabilities[")"] = 0.4
    assert read(bracket, group("5", 30, 0, 25, 50), closing) == "(5)"


@pytest.mark.parametrize("count", [1, 30])
def test_every_symbol_is_in_the_tree_once(count):
    groups = [group("8", 40 * index, 0, 30, 50) for index in range(count)]
    assert sorted(symbols_in(lay_out(groups).row)) == list(range(count))


def test_bars_upon_bars_end():
    bars = [group("-", 0, 10 * index, 100, 2, 0.9) for index in range(60)]
    assert isinstance(read(*bars), str)


def test_a_slash_leans_under_what_stands_before_it():
    power = group("2", 0, 20, 30, 50), group("2", 40, 0, 25, 25)
    assert read(*power, group("/", 10, 10, 100, 100), group("3", 80, 70, 40, 50)) == "2^{2}/3"
