"""Which year's income of whom counts, what is deducted, and both sides of each limit."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.amounts import DOWN, UP
from uwanose.business.medical_bills import NOT_UNDER
from uwanose.business.medical_subsidy_single_parent.income import (
    counted_child_support,
    income_levy_year,
    income_year,
    limit_not_settled,
    parent_assessed_income,
    parent_income_limit,
    parent_total_income,
    supporter_assessed_income,
    supporter_income_limit,
    supporter_total_income,
    within_income_limit,
)
from uwanose.engine.arithmetic import Column
from uwanose.engine.tables import LookupTable
from uwanose.money import Rate
from uwanose.points.model import Table

COLUMNS = ("from", "limit", "further")
PARENT = LookupTable(Table(COLUMNS, ((0, 1_920_000, 0), (1, 2_300_000, 0), (4, 3_440_000, 0))), "from")
SUPPORTER = LookupTable(Table(COLUMNS, ((0, 2_360_000, 0), (1, 2_740_000, 0))), "from")
PAY_PENSION = LookupTable(Table(("from", "amount"), ((0, 0), (2020, 100_000))), "from")
ONE_PARENT, FOSTERED = 1, 3


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


@pytest.mark.parametrize("month", range(1, 13))
def test_the_income_of_two_calendar_years_before_counts_all_year(month: int) -> None:
    """平塚市: 令和7年1月から12月 uses 令和5年分, whichever fiscal year the treatment lies in."""
    treated = column(20250010 + month * 100)
    fiscal_year = column(2025 if month >= 4 else 2024)
    assert income_year(fiscal_year, income_levy_year(treated)).tolist() == [2023]


def test_the_reads_stand_for_the_levy_year_of_the_treatment_and_the_one_before() -> None:
    """The supporter's income is nothing where there is none."""
    levy_year = column(0, 1, 1)
    assert parent_total_income(levy_year, column(1, 2, 3), column(10, 20, 30)).tolist() == [1, 20, 30]
    there = np.array([True, True, False])
    assert supporter_total_income(levy_year, there, column(1, 2, 3), column(10, 20, 30)).tolist() == [
        1,
        20,
        0,
    ]


@pytest.mark.parametrize(("rounding", "counted"), [(UP, [800, 640_000, 0]), (DOWN, [799, 639_999, 0])])
def test_four_fifths_of_the_child_support_count(rounding: int, counted: list[int]) -> None:
    """80% of 999 is 799.2 and of 799,999 is 639,999.2; how the fraction is treated has not been verified."""
    assert counted_child_support(column(999, 799_999, 0), Rate(4, 5), rounding).tolist() == counted


def test_the_parents_income_is_compared_after_the_deductions() -> None:
    """Flat 80,000, listed deductions, and up to 100,000 of pay or pension from the income of 2020 on."""
    income = parent_assessed_income(
        parent_total_income=column(2_000_000, 2_000_000, 2_000_000, 50_000),
        counted_child_support=column(0, 0, 240_000, 0),
        parent_listed_deductions=column(0, 0, 270_000, 0),
        parent_pay_or_pension=column(2_000_000, 2_000_000, 60_000, 0),
        income_year=column(2019, 2020, 2021, 2021),
        income_flat_deduction=80_000,
        income_pay_pension_deduction=PAY_PENSION,
    )
    assert income.tolist() == [1_920_000, 1_820_000, 1_830_000, 0]


def test_the_supporters_income_is_compared_without_child_support() -> None:
    """The same deductions."""
    income = supporter_assessed_income(
        column(2_540_000, 10_000), column(0, 0), column(2_540_000, 0), column(2021, 2021), 80_000, PAY_PENSION
    )
    assert income.tolist() == [2_360_000, 0]


def test_limits_grow_with_dependants_and_the_addition_of_the_input() -> None:
    """寒川町・開成町: 1,920,000, +380,000 each; supporters 2,360,000."""
    assert parent_income_limit(column(0, 1, 4), column(0, 150_000, 0), PARENT).tolist() == [
        1_920_000,
        2_450_000,
        3_440_000,
    ]
    assert supporter_income_limit(column(0, 1), column(0, 60_000), SUPPORTER).tolist() == [
        2_360_000,
        2_800_000,
    ]


def test_what_no_source_settles_is_refused() -> None:
    """Fostered children, five dependants of a table that ends at four, and the same for a supporter who is there."""
    refused = limit_not_settled(
        ground=column(ONE_PARENT, FOSTERED, ONE_PARENT, ONE_PARENT, ONE_PARENT),
        has_supporter=np.array([True, False, False, True, False]),
        parent_dependants=column(4, 0, 5, 0, 0),
        supporter_dependants=column(1, 0, 0, 2, 2),
        income_limit_parent=PARENT,
        income_limit_supporter=SUPPORTER,
    )
    assert refused.tolist() == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("parent", "supporter", "has_supporter", "within"),
    [
        (1_919_999, 0, False, True),
        (1_920_000, 0, False, False),
        (1_919_999, 2_359_999, True, True),
        (1_919_999, 2_360_000, True, False),
        (1_919_999, 2_360_000, False, True),
    ],
)
def test_each_income_stands_below_its_own_limit(
    parent: int, supporter: int, has_supporter: bool, within: bool
) -> None:
    """未満: income >= limit is out, the parent's or the supporter's."""
    found = within_income_limit(
        limit_not_settled=np.array([False]),
        has_supporter=np.array([has_supporter]),
        parent_assessed_income=column(parent),
        supporter_assessed_income=column(supporter),
        parent_income_limit=column(1_920_000),
        supporter_income_limit=column(2_360_000),
        income_limit_sense=NOT_UNDER,
    )
    assert found.tolist() == [within]
