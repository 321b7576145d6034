"""Numbers as they are written: digits with a point or a comma to exact fractions, and back."""

import math
from fractions import Fraction

from digitdemo.errors import CalculationError

MAX_DIGITS = 400
"""Of a number that is written, or that a step may come to: longer ones nobody reads."""

MAX_DECIMALS = 30
"""A number that has more of them is shown as a fraction."""

MAX_EXPONENT = 1000


def as_number(text: str) -> Fraction:
    """Digits with at most one point or comma between them.

    Raises:
        CalculationError: two points, none beside a digit, or too many digits.
    """
    parts = text.replace(",", ".").split(".")
    if len(parts) > 2 or not all(parts):
        raise CalculationError("calculate-number-malformed", number=text)
    if len(text) > MAX_DIGITS:
        raise CalculationError("calculate-too-large")
    whole, decimals = parts[0], parts[1] if len(parts) == 2 else ""
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def checked(value: Fraction) -> Fraction:
    """The same value, if it is no longer than anybody reads.

    Raises:
        CalculationError: it has too many digits.
    """
    if max(abs(value.numerator).bit_length(), value.denominator.bit_length()) > MAX_DIGITS * 3.33:
        raise CalculationError("calculate-too-large")
    return value


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Exact.

    Raises:
        CalculationError: the result would be too long or no fraction, or nothing is divided by.
    """
    if exponent.denominator == 2:
        return power(square_root(base), exponent * 2)
    if exponent.denominator != 1:
        raise CalculationError("calculate-power-not-whole", exponent=numeral(exponent))
    times = int(exponent)
    if base == 0 and times < 0:
        raise CalculationError("calculate-divides-by-zero")
    longest = max(abs(base.numerator).bit_length(), base.denominator.bit_length())
    if (abs(times) > MAX_EXPONENT and base not in (-1, 0, 1)) or longest * abs(times) > MAX_DIGITS * 3.33 + longest:
        raise CalculationError("calculate-too-large")
    return base**times


def square_root(value: Fraction) -> Fraction:
    """Exact where it is a fraction.

    Raises:
        CalculationError: of a negative number, or no fraction.
    """
    if value < 0:
        raise CalculationError("calculate-root-of-negative", number=numeral(value))
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    if top * top != value.numerator or bottom * bottom != value.denominator:
        raise CalculationError("calculate-root-irrational", number=numeral(value))
    return Fraction(top, bottom)


def is_decimal(value: Fraction) -> bool:
    """True where decimals end, soon enough to be read: no prime but 2 and 5 below the bar."""
    if value.denominator > 10**MAX_DECIMALS:
        return False
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def numeral(value: Fraction, mark: str = "") -> str:
    """A value in plain text: ``7``, ``-1/2``, or ``-0.5`` where decimals are wanted and end.

    Args:
        mark: before decimals, a point or a comma; empty where none are wanted.
    """
    if value.denominator == 1:
        return str(value.numerator)
    if mark and is_decimal(value):
        return _decimal(value).replace(".", mark)
    return f"{value.numerator}/{value.denominator}"


def latex_numeral(value: Fraction, mark: str = "") -> str:
    """The same as LaTeX, with a fraction bar; braces keep a comma close to its digits."""
    if value.denominator == 1 or (mark and is_decimal(value)):
        return numeral(value, mark).replace(",", "{,}")
    sign = "-" if value < 0 else ""
    return f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def _decimal(value: Fraction) -> str:
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
