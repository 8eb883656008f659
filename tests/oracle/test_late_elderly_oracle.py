"""The oracle itself against published examples, before anything is compared with it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.oracle.late_elderly_premium import FIVE, SEVEN, SEVEN_LOW_PENSION, assess, reduced
from tests.oracle.late_elderly_rows import PLAIN
from tests.oracle.resident_tax_income import pension_income


def pensioner(year: int, pension: int) -> dict[str, int]:
    income = pension_income(pension, True, 0) if year >= 2021 else max(0, pension - 1_200_000)
    found = {"pension_revenue": pension, "public_pension_income": income, "gross_income_amount": income}
    return assess([PLAIN | found], year)[0]


@pytest.mark.parametrize(("year", "income", "premium"), [(2019, 121_275, 162_870), (2022, 129_066, 172_160)])
def test_a_pension_of_three_million(year: int, income: int, premium: int) -> None:
    """平塚市 (2019), 箱根町 (2022)."""
    found = pensioner(year, 3_000_000)
    assert (income, premium) == (found["income_amount"], found["premium"])


@pytest.mark.parametrize(
    ("pension", "kind", "premium"), [(1_500_000, SEVEN, 6_240), (800_000, SEVEN_LOW_PENSION, 8_320)]
)
def test_the_poorer_paid_more_in_2019(pension: int, kind: int, premium: int) -> None:
    """平塚市: 8.5割, and 8割 for pensions up to 800,000 yen."""
    found = pensioner(2019, pension)
    assert (kind, premium) == (found["reduction_class"], found["premium"])


@pytest.mark.parametrize(("off", "left"), [("0.5", 21_714), ("0.85", 6_514), ("0.9", 4_342), ("0.7", 13_028)])
def test_the_reduction_is_raised_to_the_yen(off: str, left: int) -> None:
    """大井町 2017: of 43,429 yen."""
    assert left == reduced(43_429, Fraction(off))


def test_a_former_dependant_of_2017() -> None:
    """大井町: 13,028 yen, 13,020 a year."""
    found = assess([PLAIN | {"former_dependant": 1, "gross_income_amount": 5_000_000}], 2017)[0]
    assert (found["income_amount"], found["premium"]) == (0, 13_020)


def test_exactly_the_limit_of_five_tenths() -> None:
    """大井町 2025: 430,000 + 305,000 for each insured."""
    assert assess([PLAIN | {"gross_income_amount": 735_000}], 2025)[0]["reduction_class"] == FIVE
    assert assess([PLAIN | {"gross_income_amount": 735_001}], 2025)[0]["reduction_class"] != FIVE
