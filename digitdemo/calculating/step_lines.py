"""The lines that a pupil writes on the way: LaTeX, each of them true, fractions brought on one bar first."""

from fractions import Fraction
from math import lcm

from digitdemo.calculating.numerals import is_decimal, latex_numeral

_LARGEST_BAR = 10_000
"""A common denominator beyond it helps nobody to follow."""


def sum_line(value: Fraction, sign: str, other: Fraction, mark: str) -> str:
    r"""Of ``+`` and ``-``: ``\frac{1}{3}+\frac{1}{6}=\frac{2}{6}+\frac{1}{6}=\frac{3}{6}=\frac{1}{2}``."""
    result = value + other if sign == "+" else value - other
    lines = [f"{latex_numeral(value, mark)}{sign}{_bracketed(other, mark)}"]
    bar = lcm(value.denominator, other.denominator)
    if _has_bar(value, mark) or _has_bar(other, mark):
        if value.denominator != other.denominator:
            lines.append(f"{_on_bar(value, bar)}{sign}{_in_brackets(_on_bar(other, bar), other < 0)}")
        lines.append(_on_bar(result, bar))
    return _chain(lines, result, mark, bar)


def product_line(value: Fraction, sign: str, other: Fraction, mark: str) -> str:
    r"""Of what multiplies: ``\frac{2}{3}\times\frac{3}{4}=\frac{6}{12}=\frac{1}{2}``."""
    lines = [f"{latex_numeral(value, mark)}{sign}{_bracketed(other, mark)}"]
    bar = value.denominator * other.denominator
    if _has_bar(value, mark) or _has_bar(other, mark):
        lines.append(_on_bar(value * other, bar))
    return _chain(lines, value * other, mark, bar)


def quotient_line(value: Fraction, sign: str, other: Fraction, mark: str) -> str:
    r"""Of what divides, ``\frac`` for a bar: by a fraction, times what it is upside down.

    Returns:
        Empty where the result is what is written, but with a bar.
    """
    left, right = latex_numeral(value, mark), _bracketed(other, mark)
    if sign == "/":
        right = _in_brackets(right, other > 0 and _has_bar(other, mark))
    written = f"\\frac{{{left}}}{{{latex_numeral(other, mark)}}}" if sign == "\\frac" else f"{left}{sign}{right}"
    lines = [written]
    result = value / other
    bar = value.denominator * abs(other.numerator)
    if _has_bar(other, mark):
        lines.append(f"{left}\\cdot{_bracketed(1 / other, mark)}")
    if _has_bar(value, mark) or _has_bar(other, mark) or _has_bar(result, mark):
        lines.append(_on_bar(result, bar))
    shown = latex_numeral(result, mark)
    is_said_already = written == shown
    is_only_a_bar = sign == "/" and shown == f"\\frac{{{value}}}{{{other}}}"
    return "" if is_said_already or is_only_a_bar else _chain(lines, result, mark, bar)


def power_line(base: Fraction, exponent: Fraction, result: Fraction, mark: str) -> str:
    """Of a power; a base that is no plain number stands in brackets."""
    shown = _in_brackets(latex_numeral(base, mark), base < 0 or _has_bar(base, mark))
    return f"{shown}^{{{latex_numeral(exponent, mark)}}}={latex_numeral(result, mark)}"


def mixed_line(whole: Fraction, part: Fraction, mark: str) -> str:
    r"""A whole number and a fraction behind it: ``2\frac{1}{2}=\frac{5}{2}``."""
    return f"{whole}{_on_bar(part, part.denominator)}={latex_numeral(whole + part, mark)}"


def _chain(lines: list[str], result: Fraction, mark: str, bar: int) -> str:
    """What is written, what lies between where that helps, and the result; nothing twice."""
    between = lines[1:] if bar <= _LARGEST_BAR else []
    return "=".join(dict.fromkeys([lines[0], *between, latex_numeral(result, mark)]))


def _has_bar(value: Fraction, mark: str) -> bool:
    return value.denominator != 1 and not (mark and is_decimal(value))


def _on_bar(value: Fraction, bar: int) -> str:
    r"""``\frac{2}{6}`` for a third on a bar of 6."""
    top = value * bar
    return f"{'-' if value < 0 else ''}\\frac{{{abs(top.numerator)}}}{{{bar}}}" if bar != 1 else str(top)


def _bracketed(value: Fraction, mark: str) -> str:
    """In brackets where a sign before it would be misread."""
    return _in_brackets(latex_numeral(value, mark), value < 0)


def _in_brackets(text: str, needed: bool) -> str:
    return f"\\left({text}\\right)" if needed else text
