"""The incomes of the premium: the former pay income of FY2026, and what is taken off for lower and upper stages."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.long_term_care_premium.income import (
    income_adjustment,
    judged_total_income,
    lower_stage_income,
    pay_income,
    premium_total_income,
    put_back,
    upper_stage_income,
)
from uwanose.engine.arithmetic import Column
from uwanose.engine.tables import LookupTable
from uwanose.money import Rate
from uwanose.points.model import Table

FORMER = LookupTable(
    Table(
        ("from", "step", "rate", "add"),
        (
            (0, 1, Rate(0, 1), 0),
            (551_000, 1, Rate(1, 1), -550_000),
            (1_619_000, 1, Rate(0, 1), 1_069_000),
            (1_800_000, 4_000, Rate(70, 100), -80_000),
        ),
    ),
    "from",
)


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


@pytest.mark.parametrize(
    ("pay", "expected"), [(550_999, False), (551_000, True), (1_899_999, True), (1_900_000, False)]
)
def test_the_former_pay_income_is_put_back_between_its_two_bounds(pay: int, expected: bool) -> None:
    """介護保険法施行令附則第24条: pay of 551,000 yen or more and below 1,900,000."""
    found = put_back(column(pay), column(19000101), 2026, 551_000, 1_900_000)
    assert found.tolist() == [expected]


@pytest.mark.parametrize(("moved", "expected"), [(20260101, True), (20260102, False)])
def test_only_those_who_lived_here_on_1_january_are_judged_anew(moved: int, expected: bool) -> None:
    """政令 of 23 January 2026: an address on the levy dates of resident tax and of the premium."""
    assert put_back(column(1_000_000), column(moved), 2026, 551_000, 1_900_000).tolist() == [expected]


def test_in_other_years_nobody_is_judged_anew() -> None:
    """The two bounds are 0 then."""
    assert not put_back(column(0, 1_000_000), column(19000101, 19000101), 2025, 0, 0).any()


def test_pay_income_of_the_former_table_or_that_of_the_tax() -> None:
    """1,000,000 − 550,000; the tax of FY2026 has 350,000."""
    found = pay_income(
        np.array([True, False]), column(350_000, 350_000), column(1_000_000, 1_000_000), FORMER
    )
    assert found.tolist() == [450_000, 350_000]


def test_the_adjustment_for_pay_and_pension_follows_the_former_pay_income() -> None:
    """Pay income 50,000 and pension 80,000 give 30,000; at 150,000 the pay counts 100,000 only, so 80,000."""
    found = income_adjustment(
        np.array([True, False]),
        column(30_000, 30_000),
        column(150_000, 50_000),
        column(80_000, 80_000),
        100_000,
    )
    assert found.tolist() == [80_000, 30_000]


def test_total_income_gains_the_pay_and_loses_the_adjustment_that_are_put_back() -> None:
    """100,000 more pay income less 50,000 more adjustment."""
    found = judged_total_income(
        column(500_000), column(150_000), column(50_000), column(80_000), column(30_000)
    )
    assert found.tolist() == [550_000]


def test_the_special_deduction_of_land_sales_takes_no_more_than_there_is() -> None:
    """介護保険法施行令第38条第1項."""
    assert premium_total_income(column(31_000_000, 5_000_000), column(30_000_000, 30_000_000)).tolist() == [
        1_000_000,
        0,
    ]


@pytest.mark.parametrize(
    ("pay", "expected"), [(0, 700_000), (99_999, 700_000), (100_000, 700_000), (100_001, 700_001)]
)
def test_a_hundred_thousand_yen_of_pay_income_does_not_count_below(pay: int, expected: int) -> None:
    """Stages 1 to 5: not below zero, so other people's income is not touched."""
    found = lower_stage_income(column(700_000), column(pay), column(0), column(pay), column(0), 100_000)
    assert found.tolist() == [expected]


def test_the_income_adjustment_is_added_back_before_the_further_deduction() -> None:
    """Pay 300,000 and pension income 200,000 with the adjustment of 100,000: (400,000 − 200,000) + 100,000 − 100,000."""
    found = lower_stage_income(
        column(1_300_000), column(400_000), column(200_000), column(300_000), column(100_000), 100_000
    )
    assert found.tolist() == [1_300_000 + 200_000]


@pytest.mark.parametrize(
    ("pay_and_pension", "expected"), [(0, 2_000_000), (60_000, 1_940_000), (500_000, 1_900_000)]
)
def test_until_fy2023_pay_and_pension_lost_a_hundred_thousand_yen_above_too(
    pay_and_pension: int, expected: int
) -> None:
    """It ended with FY2023, so an unchanged income could rise a stage in FY2024."""
    given = (column(2_000_000), column(pay_and_pension), column(0), column(0))
    assert upper_stage_income(*given, 100_000).tolist() == [expected]
    assert upper_stage_income(*given, 0).tolist() == [2_000_000]
