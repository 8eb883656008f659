"""Which income counts, what is deducted from it, and both sides of the limit."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.medical_subsidy.income import (
    assessed_income,
    guardian_total_income,
    income_levy_year,
    income_limit,
    income_year,
    within_income_limit,
)
from uwanose.engine.arithmetic import Column
from uwanose.engine.tables import AgeLimit, LookupTable
from uwanose.points.model import AgeForm, Table

NEVER = AgeLimit(0, AgeForm.UNDER)
UNDER_1 = AgeLimit(1, AgeForm.UNDER)
UNTIL_SCHOOL = AgeLimit(6, AgeForm.SCHOOL_YEAR_END)
LIMITS = LookupTable(
    Table(
        columns=("from", "limit", "further"),
        rows=(
            (0, 5_320_000, 0),
            (1, 5_700_000, 0),
            (2, 6_080_000, 0),
            (3, 6_460_000, 0),
            (4, 6_840_000, 0),
            (5, 7_220_000, 380_000),
        ),
    ),
    "from",
)
PAY_PENSION = LookupTable(Table(columns=("from", "amount"), rows=((0, 0), (2020, 100_000))), "from")


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def test_the_package_takes_the_levy_year_of_the_fiscal_year_of_treatment() -> None:
    """From April to March one levy year: the income of the calendar year before the fiscal year."""
    levy_year = income_levy_year(column(20240331, 20240401, 20250331))
    assert levy_year.tolist() == [0, 0, 0]
    assert income_year(column(2023, 2024, 2024), levy_year).tolist() == [2022, 2023, 2023]


def test_a_layer_above_reaches_back_two_levy_years() -> None:
    """The three reads stand for the levy year of the treatment, the one before and the one before that."""
    chosen = column(0, 1, 2)
    assert income_year(np.full(3, 2024), chosen).tolist() == [2023, 2022, 2021]
    income = guardian_total_income(chosen, column(1, 2, 3), column(10, 20, 30), column(100, 200, 300))
    assert income.tolist() == [1, 20, 300]


def test_pay_and_pension_lose_100000_from_the_income_of_2020_on() -> None:
    """逗子市: 総所得 - 各種控除 - 8万 - 最大10万. The income of 2019 has no 10万."""
    income = assessed_income(
        guardian_total_income=np.full(4, 5_400_000),
        guardian_listed_deductions=column(0, 0, 0, 270_000),
        guardian_pay_or_pension=column(5_400_000, 5_400_000, 60_000, 5_400_000),
        income_year=column(2019, 2020, 2020, 2020),
        income_flat_deduction=80_000,
        income_pay_pension_deduction=PAY_PENSION,
    )
    assert income.tolist() == [5_320_000, 5_220_000, 5_260_000, 4_950_000]


def test_assessed_income_is_never_below_zero() -> None:
    """Deductions above the income leave nothing, not a negative income."""
    income = assessed_income(column(50_000), column(0), column(0), column(2023), 80_000, PAY_PENSION)
    assert income.tolist() == [0]


@pytest.mark.parametrize(
    ("dependants", "elderly", "limit"),
    [
        (0, 0, 5_320_000),
        (1, 0, 5_700_000),
        (5, 0, 7_220_000),
        (6, 0, 7_600_000),
        (8, 2, 8_480_000),
        (1, 1, 5_760_000),
    ],
)
def test_the_limit_grows_with_each_dependant(dependants: int, elderly: int, limit: int) -> None:
    """旧児童手当の旧特例給付の基準: +380,000 beyond the fifth, +60,000 for each elderly dependant."""
    assert income_limit(column(dependants), column(elderly), LIMITS, 60_000).tolist() == [limit]


def test_income_on_the_limit_is_out_and_one_yen_below_is_in() -> None:
    """未満: income >= limit is out."""
    within = within_income_limit(
        birth_date=np.full(3, 20150510),
        treated_on=np.full(3, 20240510),
        assessed_income=column(5_319_999, 5_320_000, 5_320_001),
        income_limit=np.full(3, 5_320_000),
        income_limit_applies=True,
        income_limit_exempt_age=NEVER,
    )
    assert within.tolist() == [True, False, False]


def test_a_town_without_a_limit_asks_no_income() -> None:
    """所得制限なし."""
    within = within_income_limit(
        column(20150510), column(20240510), column(99_000_000), column(5_320_000), False, NEVER
    )
    assert within.tolist() == [True]


@pytest.mark.parametrize(
    ("exempt", "last_day", "first_day"),
    [(UNDER_1, 20240508, 20240509), (UNTIL_SCHOOL, 20300331, 20300401)],
)
def test_the_youngest_are_free_of_the_limit(exempt: AgeLimit, last_day: int, first_day: int) -> None:
    """Born 2023-05-10: 1歳未満 until 8 May 2024 (the age is reached on the 9th); 6歳年度末 until 31 March 2030."""
    within = within_income_limit(
        column(20230510, 20230510),
        column(last_day, first_day),
        np.full(2, 9_000_000),
        np.full(2, 5_320_000),
        True,
        exempt,
    )
    assert within.tolist() == [True, False]
