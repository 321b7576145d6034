"""Exact arithmetic against Python's own fractions, and what cannot be worked out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitdemo.calculating.arithmetic import work_out
from digitdemo.calculating.numerals import numeral
from digitdemo.calculating.tree import latex_of
from tests.calculating.signs import row_of


def outcome(latex: str):
    return work_out(row_of(latex))


@pytest.mark.parametrize(
    ("latex", "value"),
    [
        (r"12\times(3+4)=", Fraction(84)),
        (r"12\times(3+4)", Fraction(84)),
        (r"\frac{1}{3}+\frac{1}{6}", Fraction(1, 2)),
        (r"\frac{1}{3}+\frac{1}{6}=\frac{1}{2}", True),
        ("2^{3}-1=8", False),
        ("-2^{2}", Fraction(-4)),
        ("(-2)^{2}", Fraction(4)),
        ("2^{3^{2}}", Fraction(512)),
        ("2^{-1}", Fraction(1, 2)),
        (r"\sqrt{\frac{9}{4}}", Fraction(3, 2)),
        (r"2\sqrt{9}", Fraction(6)),
        ("2(3+4)", Fraction(14)),
        ("0,25\\times360", Fraction(90)),
        ("0.1+0.2", Fraction(3, 10)),
        ("8-3-2", Fraction(3)),
        (r"8\div4\div2", Fraction(1)),
        ("8:4/2", Fraction(1)),
        (r"2\cdot-3", Fraction(-6)),
        ("1+1=2=4-2", True),
        ("3=", Fraction(3)),
    ],
)
def test_values(latex, value):
    assert outcome(latex).value == value
    assert outcome(latex).problem is None


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        ("1/0", "calculate-divides-by-zero"),
        (r"\frac{1}{2-2}", "calculate-divides-by-zero"),
        ("0^{-1}", "calculate-divides-by-zero"),
        (r"\sqrt{-1}", "calculate-root-of-negative"),
        (r"\sqrt{2}", "calculate-root-irrational"),
        (r"9^{9^{9^{9}}}", "calculate-too-large"),
        ("10^{10000}", "calculate-too-large"),
        ("2^{0.3}", "calculate-power-not-whole"),
        ("5+", "calculate-something-missing"),
        ("(3", "calculate-bracket-open"),
        ("3)", "calculate-unexpected"),
        ("1..2", "calculate-number-malformed"),
        ("=", "calculate-something-missing"),
        ("?", "calculate-unexpected"),
        ("", "calculate-nothing"),
        ("(" * 200 + "1", "calculate-too-large"),
    ],
)
def test_what_cannot_be_worked_out_is_said(latex, message):
    problem = outcome(latex).problem
    assert outcome(latex).value is None
    assert problem is not None
    assert problem.code == message
    assert str(problem) != message


def test_steps_are_a_pupils():
    assert [step.latex for step in outcome(r"12\times(3+4)=").steps] == ["3+4=7", r"12\times7=84"]
    assert [step.latex for step in outcome(r"\frac{2^{5}}{3+1}").steps] == ["2^{5}=32", "3+1=4", r"\frac{32}{4}=8"]
    assert outcome("1+1=2").steps[0].latex == "1+1=2"


@pytest.mark.parametrize(
    ("latex", "steps"),
    [
        (r"\frac{1}{3}+\frac{1}{6}", [r"\frac{1}{3}+\frac{1}{6}=\frac{2}{6}+\frac{1}{6}=\frac{3}{6}=\frac{1}{2}"]),
        (r"\frac{1}{2}:\frac{3}{4}", [r"\frac{1}{2}:\frac{3}{4}=\frac{1}{2}\cdot\frac{4}{3}=\frac{4}{6}=\frac{2}{3}"]),
        (r"2\frac{1}{2}=2,5", [r"2\frac{1}{2}=2{,}5"]),
        ("1/3=1/3", []),
        ("0,5+0,25", ["0{,}5+0{,}25=0{,}75"]),
        (r"-3\cdot-4", [r"-3\cdot\left(-4\right)=12"]),
        (r"5/\frac{1}{2}", [r"5/\left(\frac{1}{2}\right)=5\cdot2=10"]),
    ],
)
def test_steps_with_fractions_and_decimals(latex, steps):
    assert [step.latex for step in outcome(latex).steps] == steps


def test_a_whole_number_before_a_proper_fraction_is_a_mixed_number():
    assert outcome(r"3\frac{1}{2}").value == Fraction(7, 2)
    assert outcome(r"8:2\frac{1}{2}").value == Fraction(16, 5)
    assert outcome(r"3\frac{3}{2}").value == Fraction(9, 2)
    assert outcome(r"3\frac{1}{2}^{2}").value == Fraction(3, 4)
    assert outcome(r"3(\frac{1}{2})").value == Fraction(3, 2)


def test_zero_is_no_rounded_result():
    assert not outcome("1/4=0").rounded


def test_a_rounded_result_is_told_from_a_wrong_one():
    assert outcome(r"4\div182=0.02").rounded
    assert not outcome(r"4\div182=0.03").rounded
    assert outcome(r"4\div182=0.02").value is False


small = st.integers(-50, 50)


@given(small, small, small, small)
def test_against_fractions(a, b, c, d):
    latex = rf"({a}+{b})\times({c})-\frac{{{d}}}{{7}}"
    assert outcome(latex).value == Fraction(a + b) * c - Fraction(d, 7)


@st.composite
def calculations(draw, depth=3):
    """LaTeX, and its value by Python's fractions; None where there is none."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        mark = draw(st.sampled_from(["", ".25", ",5"]))
        whole = draw(st.integers(0, 30))
        return f"{whole}{mark}", Fraction(f"{whole}{mark}".replace(",", "."))
    (left, a), (right, b) = draw(calculations(depth=depth - 1)), draw(calculations(depth=depth - 1))
    kind = draw(st.sampled_from(["+", "-", r"\times", "/", ":", r"\frac", r"\sqrt", "^", "neg"]))
    if kind == "neg":
        return f"(-({left}))", None if a is None else -a
    if kind == r"\sqrt":
        return rf"\sqrt{{({left})\times({left})}}", None if a is None else abs(a)
    if kind == "^":
        exponent = draw(st.integers(-2, 3))
        return f"({left})^{{{exponent}}}", None if a is None or (a == 0 and exponent < 0) else a**exponent
    latex = rf"\frac{{{left}}}{{{right}}}" if kind == r"\frac" else f"({left}){kind}({right})"
    if a is None or b is None or (b == 0 and kind in ("/", ":", r"\frac")):
        return latex, None
    return latex, a + b if kind == "+" else a - b if kind == "-" else a * b if kind == r"\times" else a / b


@given(calculations())
def test_any_calculation_against_fractions_and_every_step_is_true(calculation):
    latex, value = calculation
    found = outcome(latex)
    if found.problem is None or found.problem.code != "calculate-too-large":
        assert found.value == value
    for step in found.steps:
        line = step.latex.replace(r"\left(", "(").replace(r"\right)", ")").replace("{,}", ",")
        assert outcome(line).value is True, line


@given(st.text("0123456789+-=().,/", max_size=30))
def test_any_row_of_signs_has_an_outcome(text):
    row = row_of(text)
    assert latex_of(row) == text
    result = work_out(row)
    assert (result.value is None) == (result.problem is not None)


@given(st.fractions(max_denominator=10**6))
def test_numerals_say_the_value(value):
    assert Fraction(numeral(value)) == value
    assert Fraction(numeral(value, mark=".")) == value
    assert Fraction(numeral(value, mark=",").replace(",", ".")) == value
