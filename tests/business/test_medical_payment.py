"""What all medical subsidies pay alike: benefits first, the co-payment, the subsidy, what is left, and until when it is claimed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from uwanose.business.medical_payment import (
    claim_deadline,
    co_payment,
    family_pays,
    payment_way,
    remaining_share,
    town_pays,
)
from uwanose.dates import age_reached_on
from uwanose.engine.arithmetic import Column, Flags

MONTH_AFTER, DAY_AFTER = 0, 1


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def flags(*values: bool) -> Flags:
    return np.array(values, dtype=np.bool_)


def test_high_cost_and_additional_benefits_are_deducted_first() -> None:
    """大井町 deducts 付加給付 and other public benefits first, 清川村 高額療養費; nothing goes below zero."""
    left = remaining_share(column(90_000, 90_000, 3_000), column(9_570, 0, 3_000), column(0, 60_000, 1))
    assert left.tolist() == [80_430, 30_000, 0]


def test_the_co_payment_is_at_most_the_share_left_and_nothing_without_a_subsidy() -> None:
    """200 yen per visit, 100 yen per day in hospital; a share of 150 yen is paid whole."""
    asked = co_payment(
        eligible=flags(True, True, True, False),
        remaining_share=column(3_000, 45_000, 150, 3_000),
        care=column(0, 1, 0, 0),
        visits=column(2, 0, 1, 1),
        days=column(0, 5, 0, 0),
        co_payment_per_visit=200,
        co_payment_per_day=100,
        co_payment_per_dispensing=0,
    )
    assert asked.tolist() == [400, 500, 150, 0]


def test_town_and_family_together_bear_the_share_and_the_family_the_meals() -> None:
    """愛川町, 5 days in hospital: the town pays 45,000, the family the meals only."""
    paid = town_pays(flags(True, False), column(45_000, 3_000), column(0, 0))
    assert paid.tolist() == [45_000, 0]
    assert family_pays(column(45_000, 3_000), paid, column(7_650, 0)).tolist() == [7_650, 3_000]


@pytest.mark.parametrize(("outside_as_well", "outside"), [(False, 2), (True, 1)])
def test_outside_the_prefecture_the_subsidy_is_a_refund(outside_as_well: bool, outside: int) -> None:
    """現物給付 inside, 償還払い outside, nothing for those not covered."""
    way = payment_way(flags(True, True, False), flags(True, False, False), outside_as_well)
    assert way.tolist() == [1, outside, 0]


@pytest.mark.parametrize(
    ("treated", "last_day"),
    [
        (20240510, 20250531),
        (20240131, 20250131),
        (20231220, 20241231),
        (20240210, 20250228),
        (20230210, 20240229),
    ],
)
def test_one_year_from_the_month_after_treatment(treated: int, last_day: int) -> None:
    """愛川町・清川村: the period begins with the next month and ends with the month of treatment one year later."""
    assert claim_deadline(column(treated), MONTH_AFTER, 1).tolist() == [last_day]


@pytest.mark.parametrize(
    ("treated", "last_day"),
    [
        (20240510, 20290510),
        (20240430, 20290430),
        (20231231, 20281231),
        (20240229, 20290228),
        (20230228, 20280229),
    ],
)
def test_five_years_from_the_day_after_payment(treated: int, last_day: int) -> None:
    """湯河原町; 民法第143条: begun on 1 March, a term of years ends with the last day of February."""
    assert claim_deadline(column(treated), DAY_AFTER, 5).tolist() == [last_day]


def test_the_claim_deadline_agrees_with_the_calendar_on_every_day_of_five_years() -> None:
    """The same term by plain dates: the day before the corresponding day (民法第143条)."""
    first = date(2020, 1, 1).toordinal()
    days = [date.fromordinal(first + n) for n in range(5 * 366)]
    treated = column(*(_number(day) for day in days))
    by_day = [_number(age_reached_on(date.fromordinal(day.toordinal() + 1), 2)) for day in days]
    by_month = [_number(age_reached_on(_next_month(day), 2)) for day in days]
    assert claim_deadline(treated, DAY_AFTER, 2).tolist() == by_day
    assert claim_deadline(treated, MONTH_AFTER, 2).tolist() == by_month


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day
