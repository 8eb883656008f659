"""Owns powers of base figures (逓減する人口割): exact to nine decimals, cut, so that everybody gets the same weight."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Context, Decimal
from fractions import Fraction

__all__ = ["DECIMALS", "powered"]

DECIMALS = 9  # published with the formula: what lies beyond is cut
_CONTEXT = Context(prec=80, rounding=ROUND_FLOOR)
_NEAR = Decimal(10) ** -40


def powered(figure: int, power: Fraction = Fraction(1), doubling: Fraction | None = None) -> Fraction:
    """Return ``figure`` to a power, cut to nine decimals; ``doubling`` is the power log2(doubling).

    Worked out with 80 digits: a value nearer than 10^-40 to a ninth decimal is that decimal (such as 4^(1/2), which
    is 2). Raises ValueError for a negative figure, and for a ``doubling`` that is not positive.
    """
    if figure < 0 or (doubling is not None and doubling <= 0):
        raise ValueError("powers are taken of figures that are not negative, by a doubling above nothing")
    if doubling is None and power.denominator == 1:
        return Fraction(figure**power.numerator)
    if figure == 0:
        return Fraction(0)
    exponent = _decimal(power)
    if doubling is not None:
        exponent = _CONTEXT.divide(_CONTEXT.ln(_decimal(doubling)), _CONTEXT.ln(Decimal(2)))
    exact = _CONTEXT.multiply(_CONTEXT.power(Decimal(figure), exponent), Decimal(10) ** DECIMALS)
    return Fraction(int(_CONTEXT.add(exact, _NEAR)), 10**DECIMALS)


def _decimal(ratio: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
