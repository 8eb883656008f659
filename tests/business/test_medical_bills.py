"""What the formulas of the medical subsidies share: both sides of a limit in either sense, co-payments, days."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.medical_bills import (
    DISPENSING,
    INPATIENT,
    NOT_UNDER,
    OUTPATIENT,
    OVER,
    beyond_known_limits,
    co_payment_asked,
    day_after,
    first_of_next_month,
    limit_by_dependants,
    within_limit,
)
from uwanose.engine.arithmetic import Column
from uwanose.engine.tables import LookupTable
from uwanose.points.model import Table

COLUMNS = ("from", "limit", "further")
OPEN = LookupTable(Table(COLUMNS, ((0, 1_920_000, 0), (1, 2_300_000, 0))), "from")
SETTLED = LookupTable(Table(COLUMNS, ((0, 3_604_000, 0), (1, 3_984_000, 380_000))), "from")


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


@pytest.mark.parametrize(("sense", "on_the_limit"), [(NOT_UNDER, False), (OVER, True)])
def test_income_on_the_limit_is_out_or_in_as_the_ordinance_says(sense: int, on_the_limit: bool) -> None:
    """寒川町 excludes 以上, 愛川町 excludes 超える: one yen decides."""
    within = within_limit(column(1_919_999, 1_920_000, 1_920_001), np.full(3, 1_920_000), sense)
    assert within.tolist() == [True, on_the_limit, False]


def test_the_limit_grows_beyond_the_table_only_where_the_further_amount_is_known() -> None:
    """愛川町: +380,000 for each dependant beyond the table."""
    dependants = column(0, 1, 2, 4)
    assert limit_by_dependants(SETTLED, dependants).tolist() == [3_604_000, 3_984_000, 4_364_000, 5_124_000]
    assert beyond_known_limits(SETTLED, dependants).tolist() == [False] * 4
    assert beyond_known_limits(OPEN, column(0, 1, 2)).tolist() == [False, False, True]


def test_the_co_payment_is_per_visit_per_day_or_per_dispensing() -> None:
    """湯河原町: 200 yen per visit, 100 yen per day in hospital; visits do not count in hospital, nor days outside."""
    care = column(OUTPATIENT, INPATIENT, DISPENSING)
    assert co_payment_asked(care, np.full(3, 2), np.full(3, 5), 200, 100, 0).tolist() == [400, 500, 0]


@pytest.mark.parametrize(
    ("day", "next_day", "next_month"),
    [
        (20240228, 20240229, 20240301),
        (20240229, 20240301, 20240301),
        (20230228, 20230301, 20230301),
        (20240430, 20240501, 20240501),
        (20241231, 20250101, 20250101),
        (20241201, 20241202, 20250101),
    ],
)
def test_the_next_day_and_the_next_month(day: int, next_day: int, next_month: int) -> None:
    """Ends of months, leap years, the turn of the year."""
    assert day_after(column(day)).tolist() == [next_day]
    assert first_of_next_month(column(day)).tolist() == [next_month]
