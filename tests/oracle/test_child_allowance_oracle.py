"""The oracle itself against worked examples, before anything is compared with it."""

from __future__ import annotations

import pytest

from tests.oracle.child_allowance import FULL, SPECIAL, month_of
from tests.oracle.child_allowance_rows import PLAIN


def monthly(month: int, *children: dict[str, int], **means: int) -> list[dict[str, int]]:
    return month_of([PLAIN | child | means | {"for_month": month} for child in children])


@pytest.mark.parametrize(
    ("month", "total"),
    [(20240901, 15_000), (20241001, 40_000)],
)
def test_a_student_of_20_makes_the_others_second_and_third(month: int, total: int) -> None:
    """柳津町: 20, 16 and 2 years; since October 2024 the student counts if the claimant bears the living costs."""
    student = {"birth_date": 20040615, "living_costs_borne": 1}
    found = monthly(month, student, {"birth_date": 20080615}, {"birth_date": 20220615})
    assert total == found[0]["claimant_month"]


def test_the_third_child_before_the_end_of_primary_school() -> None:
    """柳津町: 13, 9 and 4 years in September 2024."""
    births = [{"birth_date": birth} for birth in (20110615, 20150615, 20200615)]
    assert [result["monthly_amount"] for result in monthly(20240901, *births)] == [10_000, 10_000, 15_000]


@pytest.mark.parametrize(
    ("income", "kind", "total"), [(6_780_000, SPECIAL, 10_000), (6_779_999, FULL, 20_000)]
)
def test_at_exactly_the_limit_the_special_benefit(income: int, kind: int, total: int) -> None:
    """豊明市: 6,780,000 less 80,000 and 100,000 is the limit of one dependant."""
    found = monthly(
        20230601,
        {"birth_date": 20140115},
        {"birth_date": 20190115},
        claimant_dependants=1,
        total_income_same=income,
        employment_income_same=income,
    )
    assert (kind, total) == (found[0]["benefit"], found[0]["claimant_month"])


@pytest.mark.parametrize(
    ("month", "paid"),
    [(20240501, 20240601), (20240601, 20241001), (20240901, 20241001), (20241001, 20241201), (20250101, 20250201)],
)  # fmt: skip
def test_the_months_of_payment(month: int, paid: int) -> None:
    """February, June, October until the reform; every even month since, first in December 2024."""
    assert paid == monthly(month, {"birth_date": 20200615})[0]["payment_month"]
