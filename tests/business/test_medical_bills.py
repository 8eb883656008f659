"""What the medical subsidies share: both sides of a limit in either sense, co-payments, and terms for refunds."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.medical_bills import (
    DISPENSING,
    INPATIENT,
    MONTH_AFTER_TREATMENT,
    NOT_UNDER,
    OUTPATIENT,
    OVER,
    beyond_known_limits,
    co_payment_asked,
    last_day_to_claim,
    limit_by_dependants,
    share_left,
    way_of_payment,
    within_limit,
)
from uwanose.engine.arithmetic import Column
from uwanose.engine.tables import LookupTable
from uwanose.points.model import Table

COLUMNS = ("from", "limit", "further")
OPEN = LookupTable(Table(COLUMNS, ((0, 1_920_000, 0), (1, 2_300_000, 0))), "from")
SETTLED = LookupTable(Table(COLUMNS, ((0, 3_604_000, 0), (1, 3_984_000, 380_000))), "from")
DAY_AFTER_PAYMENT = 1


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


def test_other_benefits_come_first_and_leave_nothing_negative() -> None:
    """高額療養費, then 付加給付."""
    left = share_left(column(60_000, 60_000), column(2_400, 50_000), column(600, 20_000))
    assert left.tolist() == [57_000, 0]


@pytest.mark.parametrize(("everywhere", "ways"), [(False, [0, 1, 2]), (True, [0, 1, 1])])
def test_outside_the_prefecture_the_subsidy_is_a_refund(everywhere: bool, ways: list[int]) -> None:
    """県内は医療証、県外は申請."""
    eligible, inside = np.array([False, True, True]), np.array([True, True, False])
    assert way_of_payment(eligible, inside, everywhere).tolist() == ways


@pytest.mark.parametrize(
    ("treated", "starts", "years", "last_day"),
    [
        (20240510, MONTH_AFTER_TREATMENT, 1, 20250531),
        (20240131, MONTH_AFTER_TREATMENT, 1, 20250131),
        (20241231, MONTH_AFTER_TREATMENT, 1, 20251231),
        (20240510, DAY_AFTER_PAYMENT, 5, 20290510),
        (20240228, DAY_AFTER_PAYMENT, 1, 20250228),
        (20240229, DAY_AFTER_PAYMENT, 1, 20250228),
        (20241231, DAY_AFTER_PAYMENT, 5, 20291231),
    ],
)
def test_the_term_for_a_refund_ends_the_day_before_it_began(
    treated: int, starts: int, years: int, last_day: int
) -> None:
    """民法第143条: from the first of the next month, or from the day after payment."""
    assert last_day_to_claim(column(treated), starts, years).tolist() == [last_day]
