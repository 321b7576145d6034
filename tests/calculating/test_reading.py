"""From strokes to a value, with the network that ships; hostile drawings."""

from fractions import Fraction

import numpy as np
import pytest

from digitdemo import read_expression
from digitdemo.calculating.symbol_network import load_symbol_network
from digitdemo.datasets.expression_file import EXPRESSIONS_VARIABLE
from digitdemo.errors import DrawingError
from tests.benchmarks.read_expressions import judged_expressions, read_all, share_of_signs, share_right
from tests.calculating.floods import floods
from tests.calculating.signs import dense, write
from tests.conftest import shared_file


def test_a_sum_is_read_and_worked_out():
    reading = read_expression(write("4+7="))
    assert reading.latex == "4+7="
    assert reading.value == Fraction(11)
    assert 0 < reading.probability <= 1
    assert [symbol.strokes for symbol in reading.symbols] == [(0, 1), (2, 3), (4,), (5, 6)]


def test_an_equation_is_right_or_wrong():
    assert read_expression(write("7-4=1")).value is False
    assert read_expression(write("4+7=11")).value is True


def test_a_fraction():
    strokes = [*write("7", 90, 30, 60), dense([(60, 110), (160, 110)]), *write("4", 90, 130, 60)]
    assert read_expression(strokes).value == Fraction(7, 4)


def test_the_same_calculation_at_any_size_and_place():
    for scale, shift in ((0.3, 0), (1, 50), (2.5, -30)):
        assert read_expression([stroke * scale + shift for stroke in write("4+7")]).latex == "4+7"


def test_lists_are_as_good_as_arrays():
    assert read_expression([stroke.tolist() for stroke in write("4+7")]).latex == "4+7"


def test_a_correction_is_kept_to():
    strokes = write("4+7")
    assert read_expression(strokes, corrections={(4,): "1"}).latex == "4+1"


def test_nothing_is_said_to_be_nothing():
    reading = read_expression([])
    assert (reading.latex, reading.value, reading.remark) == ("", None, "calculate-blank")


@pytest.mark.parametrize("seed", range(4))
def test_scribbles_and_floods_are_read_or_said_not_to_be_a_calculation(seed):
    for strokes in floods(seed):
        reading = read_expression(strokes)
        assert reading.remark or reading.latex


def test_what_was_read_once_is_remembered(monkeypatch):
    network = load_symbol_network()
    strokes = [stroke * 1.001 for stroke in write("4+7=")]
    asked = []
    probabilities = network.probabilities
    monkeypatch.setattr(network, "probabilities", lambda p: (asked.append(len(p)), probabilities(p))[1])
    first = read_expression(strokes[:-2], network=network)
    before = sum(asked)
    assert read_expression(strokes[:-2], network=network).symbols == first.symbols
    assert sum(asked) == before
    read_expression(strokes, network=network)
    assert 0 < sum(asked) - before < before


def test_2000_strokes_are_too_many():
    assert read_expression([np.zeros((2, 2))] * 2000).remark == "calculate-too-much"


@pytest.mark.parametrize("strokes", [[[(0, float("nan"))]], [["x"]], [[(1, 2, 3)]]])
def test_malformed_strokes_are_named(strokes):
    with pytest.raises(DrawingError):
        read_expression(strokes)


@pytest.mark.slow
def test_figures_on_writers_never_learned_from():
    shared_file(EXPRESSIONS_VARIABLE, "drawn-expressions-dev.json.gz")
    reads = read_all(judged_expressions(all_writers=False))
    assert share_right(reads) >= 0.9
    assert share_of_signs(reads) >= 0.98
