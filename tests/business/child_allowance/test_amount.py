"""The entitlement by the claim, the income test at its limits, the amounts by age, and when they are paid."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.child_allowance.amount import claimant_month, monthly_amount
from uwanose.business.child_allowance.entitlement import entitled, within_age
from uwanose.business.child_allowance.income import (
    assessed_income,
    benefit_for_all,
    benefit_with_upper_limit,
    benefit_without_upper_limit,
    income_levy_year,
    income_limit_amount,
    income_upper_limit_amount,
)
from uwanose.business.child_allowance.payment import payment_month
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.tables import AgeLimit, Household, LookupTable
from uwanose.points.model import AgeForm, Table

FULL, SPECIAL, NONE = range(3)
UNTIL_12, UNTIL_15, UNTIL_18 = (AgeLimit(years, AgeForm.SCHOOL_YEAR_END) for years in (12, 15, 18))
COLUMNS = ("from", "under_3", "primary", "junior_high", "high_school")
BEFORE = LookupTable(Table(COLUMNS, ((0, 15_000, 10_000, 10_000, 0), (3, 15_000, 15_000, 10_000, 0))), "from")
SINCE = LookupTable(
    Table(COLUMNS, ((0, 15_000, 10_000, 10_000, 10_000), (3, 30_000, 30_000, 30_000, 30_000))), "from"
)
LIMITS = LookupTable(
    Table(("from", "limit", "further"), ((0, 6_220_000, 0), (1, 6_600_000, 0), (5, 8_120_000, 380_000))),
    "from",
)


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def flags(*values: bool) -> Flags:
    return np.array(values, dtype=np.bool_)


@pytest.mark.parametrize(
    ("month", "claimed", "event", "ended", "expected"),
    [
        (20250401, 20250331, 19000101, 99991231, True),
        (20250401, 20250401, 19000101, 99991231, False),
        (20250501, 20250401, 19000101, 99991231, True),
        (20250401, 20250409, 20250325, 99991231, True),
        (20250401, 20250410, 20250325, 99991231, False),
        (20250501, 19000101, 19000101, 20250501, True),
        (20250601, 19000101, 19000101, 20250531, False),
    ],
)
def test_the_month_after_the_claim_is_the_first(
    month: int, claimed: int, event: int, ended: int, expected: bool
) -> None:
    """児童手当法第8条: 15 days after a birth or move are in time, 16 are not; the month of the end is paid."""
    born = column(20200325)
    found = entitled(flags(True), born, column(month), column(claimed), column(event), column(ended), 15)
    assert found.tolist() == [expected]


def test_the_month_of_birth_is_never_paid() -> None:
    """児童手当法第8条: a claim is not made before the birth; the day of the claim may be left out."""
    month, before, never = column(20250401, 20250501), column(19000101, 20250331), column(99991231, 99991231)
    born = column(20250401, 20250430)
    found = entitled(flags(True, True), born, month, before, column(19000101, 20250331), never, 15)
    assert found.tolist() == [False, True]


@pytest.mark.parametrize(("birth", "expected"), [(20070402, True), (20070401, False)])
def test_the_allowance_ends_with_the_school_year(birth: int, expected: bool) -> None:
    """April 2025: one born on 1 April 2007 has left, one born on 2 April stays a year."""
    assert within_age(column(birth), column(20250401), flags(True), UNTIL_18).tolist() == [expected]


def test_april_and_may_go_by_the_levy_year_before() -> None:
    """支給年度 June to May."""
    found = income_levy_year(column(20230331, 20230401, 20230501, 20230601, 20240101))
    assert found.tolist() == [0, 1, 1, 0, 0]


def test_pay_and_pension_lose_at_most_a_hundred_thousand_yen_together() -> None:
    """6,780,000 − 80,000 − 100,000 (豊明市); the year that counts is read, nothing goes below zero."""
    total, pay, pension = column(6_780_000, 0, 50_000), column(60_000, 0, 20_000), column(60_000, 0, 0)
    nothing = column(0, 0, 0)
    found = assessed_income(
        column(0, 0, 0), total, nothing, pay, nothing, pension, nothing, column(0, 0, 0), 80_000, 100_000
    )
    assert found.tolist() == [6_600_000, 0, 0]
    previous = assessed_income(
        column(1, 1, 1), total, nothing, pay, nothing, pension, nothing, column(0, 0, 0), 80_000, 100_000
    )
    assert previous.tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("dependants", "elderly", "expected"),
    [(0, 0, 6_220_000), (1, 1, 6_660_000), (5, 0, 8_120_000), (7, 0, 8_880_000)],
)
def test_each_dependant_raises_the_limit(dependants: int, elderly: int, expected: int) -> None:
    """380,000 for each beyond five, 60,000 more for an elderly one."""
    given = (column(dependants), column(elderly), LIMITS, 60_000)
    assert income_limit_amount(*given).tolist() == income_upper_limit_amount(*given).tolist() == [expected]


@pytest.mark.parametrize(
    ("income", "before", "after"),
    [
        (6_599_999, FULL, FULL),
        (6_600_000, SPECIAL, SPECIAL),
        (8_959_999, SPECIAL, SPECIAL),
        (8_960_000, SPECIAL, NONE),
    ],
)
def test_at_a_limit_one_is_out_of_it(income: int, before: int, after: int) -> None:
    """以上; the upper limit has been there since June 2022 only, none of both since October 2024."""
    lower, upper = column(6_600_000), column(8_960_000)
    assert benefit_without_upper_limit(column(income), lower).tolist() == [before]
    assert benefit_with_upper_limit(column(income), lower, upper).tolist() == [after]
    assert benefit_for_all() == FULL


def amount(birth: int, month: int, order: int, table: LookupTable, benefit: int = FULL) -> int:
    found = monthly_amount(
        flags(True), flags(False), column(order), column(benefit), column(birth), column(month), table, 5_000, 3,
        UNTIL_12, UNTIL_15,
    )  # fmt: skip
    return int(found[0])


@pytest.mark.parametrize(
    ("birth", "order", "before", "since"),
    [
        (20210915, 1, 15_000, 15_000),
        (20210915, 3, 15_000, 30_000),
        (20210815, 2, 10_000, 10_000),
        (20210901, 2, 10_000, 10_000),
        (20210902, 2, 15_000, 15_000),
        (20120402, 3, 15_000, 30_000),
        (20120401, 3, 10_000, 30_000),
        (20090402, 3, 10_000, 30_000),
        (20090401, 3, 0, 30_000),
        (20090401, 2, 0, 10_000),
    ],
)
def test_amounts_by_age_and_order(birth: int, order: int, before: int, since: int) -> None:
    """September 2024, by both tables: under 3 through the month of the third birthday, then by school."""
    assert amount(birth, 20240901, order, BEFORE) == before
    assert amount(birth, 20240901, order, SINCE) == since


def test_the_special_benefit_is_one_amount_and_above_the_upper_limit_there_is_none() -> None:
    """特例給付 5,000 yen whatever the age and order."""
    assert amount(20230101, 20240901, 3, BEFORE, SPECIAL) == 5_000
    assert amount(20230101, 20240901, 3, BEFORE, NONE) == 0


def test_a_claimant_gets_the_sum_of_a_month() -> None:
    """Months of one claimant stay apart."""
    found = claimant_month(
        column(15_000, 10_000, 10_000), column(20250401, 20250401, 20250501), Household(column(1, 1, 1))
    )
    assert found.tolist() == [25_000, 25_000, 10_000]


def test_a_month_is_paid_over_the_turn_of_the_year() -> None:
    """December 2024 in February 2025 (偶数月)."""
    table = LookupTable(Table(("month", "later"), ((1, 1), (11, 1), (12, 2))), "exact")
    assert payment_month(column(20241101, 20241201, 20250101), table).tolist() == [
        20241201,
        20250201,
        20250201,
    ]
