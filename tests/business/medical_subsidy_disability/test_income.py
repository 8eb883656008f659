"""Which income counts, and both sides of the limit in both senses."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.medical_bills import NOT_UNDER, OVER
from uwanose.business.medical_subsidy_disability.income import (
    assessed_income,
    income_levy_year,
    income_limit,
    income_year,
    own_total_income,
    within_income_limit,
)
from uwanose.engine.arithmetic import Column
from uwanose.engine.tables import LookupTable
from uwanose.points.model import Table

LIMITS = LookupTable(
    Table(("from", "limit", "further"), ((0, 3_604_000, 0), (3, 4_744_000, 380_000))), "from"
)


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def test_the_income_of_the_year_before_the_fiscal_year_counts() -> None:
    """愛川町: 本人の前年の所得, from April to March."""
    levy_year = income_levy_year(column(20230331, 20230401, 20240331))
    assert income_year(column(2022, 2023, 2023), levy_year).tolist() == [2021, 2022, 2022]
    assert own_total_income(levy_year, column(1, 2, 3), column(10, 20, 30)).tolist() == [1, 2, 3]
    assert own_total_income(column(1), column(1), column(10)).tolist() == [10]


def test_income_is_compared_after_the_deductions_and_never_below_zero() -> None:
    """特別障害者手当の例: not plain 合計所得金額."""
    assert assessed_income(column(4_000_000, 100_000), column(396_000, 270_000)).tolist() == [3_604_000, 0]


def test_the_limit_grows_with_dependants() -> None:
    """愛川町: 3,604,000 and 380,000 for each dependant, more for those the input names."""
    assert income_limit(column(0, 3, 5), column(0, 100_000, 0), LIMITS).tolist() == [
        3_604_000,
        4_844_000,
        5_504_000,
    ]


@pytest.mark.parametrize(("sense", "on_the_limit"), [(OVER, True), (NOT_UNDER, False)])
def test_what_the_limit_itself_means_is_the_towns(sense: int, on_the_limit: bool) -> None:
    """愛川町 excludes 超える; 秦野市 writes 超える and 以上 in one sentence."""
    within = within_income_limit(column(3_603_999, 3_604_000, 3_604_001), np.full(3, 3_604_000), True, sense)
    assert within.tolist() == [True, on_the_limit, False]


def test_a_town_without_a_limit_asks_no_income() -> None:
    """所得制限なし."""
    assert within_income_limit(column(99_000_000), column(3_604_000), False, OVER).tolist() == [True]
