"""Guards powers of base figures: exact where they are, cut to nine decimals where they are not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.layers.powers import DECIMALS, powered

STEP = Fraction(1, 10**DECIMALS)


@pytest.mark.parametrize(
    ("figure", "power", "expected"),
    [(7, "1", 7), (3, "2", 9), (4, "1/2", 2), (27, "2/3", 9), (0, "1/2", 0), (5, "0", 1)],
)
def test_a_power_that_is_whole_is_whole(figure: int, power: str, expected: int) -> None:
    """4^(1/2) is 2, not 1.999999999."""
    assert powered(figure, Fraction(power)) == expected


@pytest.mark.parametrize(
    ("figure", "expected"), [(1, "1"), (2, "3/2"), (4, "9/4"), (8, "27/8"), (1024, None)]
)
def test_each_doubling_multiplies_exactly(figure: int, expected: str | None) -> None:
    """Twice the people, one and a half times the burden: (3/2)^10 cut to nine decimals for 1,024."""
    exact = Fraction(expected) if expected else Fraction(3, 2) ** 10
    assert powered(figure, doubling=Fraction(3, 2)) == exact // STEP * STEP


@given(figure=st.integers(1, 10**6), power=st.fractions(Fraction(1, 20), Fraction(2), max_denominator=20))
def test_the_cut_value_is_the_largest_below(figure: int, power: Fraction) -> None:
    """(value)^q ≤ figure^p < (value + 10^-9)^q, in whole numbers."""
    value = powered(figure, power)
    exact = Fraction(figure) ** power.numerator
    assert value**power.denominator <= exact < (value + STEP) ** power.denominator


@pytest.mark.parametrize(("figure", "doubling"), [(-1, Fraction(3, 2)), (1, Fraction(0)), (1, Fraction(-1))])
def test_what_has_no_power_is_refused(figure: int, doubling: Fraction) -> None:
    with pytest.raises(ValueError, match="powers"):
        powered(figure, doubling=doubling)
