"""The reduction by the household as of each person's day, its limits, and what is refused rather than guessed."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.late_elderly_premium.income import earner, elderly, member_income
from uwanose.business.late_elderly_premium.members import (
    household_income,
    insured_persons,
    low_pension_household,
    undecided_household,
)
from uwanose.business.late_elderly_premium.reduction import reduction_class, undecided_earners
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.tables import Household

NONE, TWO, HALF, SEVEN, SEVEN_LOW = range(5)


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def flags(*values: bool) -> Flags:
    return np.array(values, dtype=np.bool_)


@pytest.mark.parametrize(("birth", "expected"), [(19610101, True), (19610102, False)])
def test_65_is_reached_by_the_end_of_the_income_year(birth: int, expected: bool) -> None:
    """年齢計算ニ関スル法律: one born on 1 January reaches it on 31 December."""
    assert elderly(column(birth), 2026, 65).tolist() == [expected]


def test_the_elderly_lose_up_to_150_000_yen_of_pension_income() -> None:
    """Not more than the pension income, and nothing from other incomes."""
    found = member_income(
        column(300_000, 300_000, 300_000),
        column(300_000, 100_000, 300_000),
        flags(True, True, False),
        flags(False, False, False),
        150_000,
    )
    assert found.tolist() == [150_000, 200_000, 300_000]


@pytest.mark.parametrize(
    ("pay", "pension", "old", "expected"),
    [
        (550_000, 0, True, False),
        (550_001, 0, True, True),
        (0, 1_250_000, True, False),
        (0, 1_250_001, True, True),
        (0, 600_000, False, False),
        (0, 600_001, False, True),
    ],
)
def test_an_earner_has_pay_or_pension_above_a_limit(
    pay: int, pension: int, old: bool, expected: bool
) -> None:
    """超: exactly the limit is none."""
    found = earner(column(pay), column(pension), flags(old), 550_000, 600_000, 1_250_000)
    assert found.tolist() == [expected]


def test_each_is_judged_by_those_insured_on_ones_own_day() -> None:
    """The husband on 1 April alone with the head; the wife, who turns 75 in September, with him; the head always counts."""
    household = Household(column(1, 1, 1, 2))
    insured = flags(False, True, True, True)
    days = column(99991231, 20260401, 20260901, 20260401)
    head, incomes = flags(True, False, False, True), column(1_000_000, 200_000, 30_000, 500_000)
    assert household_income(incomes, head, insured, days, household).tolist()[1:] == [
        1_200_000,
        1_230_000,
        500_000,
    ]
    assert insured_persons(insured, days, household).tolist()[1:] == [1, 2, 1]


def test_those_who_join_on_one_day_count_each_other() -> None:
    """Whatever the order of the rows."""
    for order in ([0, 1, 2], [2, 1, 0], [1, 0, 2]):
        days = column(20260901, 20260901, 20260401)[order]
        found = insured_persons(flags(True, True, True), days, Household(column(1, 1, 1)))
        assert found.tolist() == [3 if day == 20260901 else 1 for day in days.tolist()]


def test_low_pensions_are_those_of_all_insured() -> None:
    """One pension above 800,000 yen or any other income ends it for the whole household."""
    household = Household(column(1, 1, 2, 2, 3))
    gross, income = column(0, 0, 0, 0, 1), column(0, 0, 0, 0, 0)
    pension = column(800_000, 800_000, 800_000, 800_001, 500_000)
    found = low_pension_household(
        gross, income, pension, np.full(5, True), np.full(5, 20260401), household, 800_000
    )
    assert found.tolist() == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("income", "low", "expected"),
    [
        (530_000, False, SEVEN),
        (530_000, True, SEVEN_LOW),
        (530_001, False, HALF),
        (1_140_000, False, HALF),
        (1_140_001, False, TWO),
        (1_650_000, False, TWO),
        (1_650_001, False, NONE),
    ],
)
def test_exactly_a_limit_still_has_the_reduction(income: int, low: bool, expected: int) -> None:
    """FY2025, two insured and two earners: 以下."""
    found = reduction_class(
        column(income), column(2), column(2), flags(low), 430_000, 100_000, 305_000, 560_000
    )
    assert found.tolist() == [expected]


def test_without_an_earner_the_limit_is_not_lowered() -> None:
    """The addition counts from the second earner on."""
    found = reduction_class(
        column(430_000), column(1), column(0), flags(False), 430_000, 100_000, 305_000, 560_000
    )
    assert found.tolist() == [SEVEN]


@pytest.mark.parametrize(
    ("income", "expected"), [(430_000, False), (430_001, True), (530_000, True), (530_001, False)]
)
def test_a_reduction_that_turns_on_the_unverified_limit_is_refused(income: int, expected: bool) -> None:
    """FY2026: one earner by 650,000 yen, two by 550,000; between the two limits nobody knows."""
    found = undecided_earners(
        column(12), column(income), column(2), column(1), column(2), 430_000, 100_000, 310_000, 570_000
    )
    assert found.tolist() == [expected]


def test_a_household_that_lost_somebody_before_one_joined_is_refused() -> None:
    """The rows show one household, but there were two; those of 1 April are judged all the same."""
    found = undecided_household(
        flags(True, True, True), column(2, 7, 12), column(20260610, 99991231, 99991231), column(20260401, 20260901, 20260401),
        Household(column(1, 1, 2)),
    )  # fmt: skip
    assert found.tolist() == [False, True, False]
