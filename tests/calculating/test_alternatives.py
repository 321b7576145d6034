"""Which of several readings is meant: the benefit of the doubt, and no more than that."""

import pytest

from digitdemo.calculating.alternatives import consider
from digitdemo.calculating.grouping import Box, Group, Grouping
from digitdemo.calculating.layout import lay_out
from tests.calculating.signs import group


def row(*signs: str | dict[str, float]) -> Grouping:
    """Signs side by side; a dict says how likely each label is."""
    groups = []
    for index, sign in enumerate(signs):
        chances = sign if isinstance(sign, dict) else {sign: 0.98}
        label = max(chances, key=chances.__getitem__)
        low = 20 if label in "-+=" else 0
        placed = group(label, 50 * index, low, 30, 50 - 2 * low)
        groups.append(Group((index,), placed.box, dict(chances), 0.0))
    return Grouping(tuple(groups), 0.0)


def best(grouping: Grouping):
    return consider([(grouping, lay_out(grouping.groups))])[0]


def test_a_sign_that_can_be_read_in_two_ways_is_read_so_that_it_comes_out_right():
    assert best(row("2", "+", "4", "=", {"0": 0.6, "6": 0.3})).latex == "2+4=6"
    assert best(row("2", "+", "4", "=", {"0": 0.6, "8": 0.3})).latex == "2+4=0"


def test_a_clear_mistake_stays_a_mistake():
    considered = best(row("2", "+", "4", "=", {"0": 0.96, "6": 0.03}))
    assert considered.latex == "2+4=0"
    assert considered.outcome.value is False


def test_two_signs_in_doubt():
    torn = {"1": 0.5, "7": 0.4}
    assert best(row(torn, "+", "2", "=", {"3": 0.5, "9": 0.4})).latex == "1+2=3"
    assert best(row({"4": 0.5, "7": 0.4}, "+", "2", "=", {"3": 0.5, "9": 0.4})).latex == "7+2=9"


@pytest.mark.parametrize("torn", [{".": 0.5, "0": 0.35}, {"0": 0.5, ".": 0.35}])
def test_the_others_stay_at_hand(torn):
    grouping = row("7", "+", torn, "2")
    found = consider([(grouping, lay_out(grouping.groups))])
    assert len({considered.latex for considered in found}) > 1
    assert found[0].worth == max(considered.worth for considered in found)


def test_where_nothing_is_asked_nothing_is_preferred():
    assert best(row("2", "+", {"0": 0.5, "6": 0.4})).latex == "2+0"


def test_a_digit_in_doubt_beside_a_sign_in_doubt():
    assert best(row("2", {"\\times": 0.5, "+": 0.4}, "4", "=", {"5": 0.5, "6": 0.3})).latex == "2+4=6"


def test_dots_mean_the_same_all_over():
    grouping = row("4", "5", "1", "0", "=", "2", "0", "0")
    dots = [Group((20 + i,), Box(x, 42, x + 4, 46), {".": 0.9, ",": 0.05}, 0.0) for i, x in enumerate((38, 88))]
    found = best(Grouping((*grouping.groups, *dots), 0.0))
    assert found.latex == "4\\cdot5\\cdot10=200"
