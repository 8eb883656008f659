"""K-023 by plain calls: what of the disability subsidy the prefecture recognises, and what the town bears alone."""

from __future__ import annotations

import numpy as np
import pytest
from uwanose_kanagawa.k_023 import base_amount, co_payment, inside_standard, on_the_list, outside_standard

from uwanose import AgeLimit, Column, LookupTable
from uwanose.points.model import AgeForm, Table

LIMITS = LookupTable(Table(("from", "limit", "further"), ((0, 3_604_000, 380_000),)), "from")
NOT_UNDER, OVER = 0, 1
OUTPATIENT, INPATIENT, DISPENSING = 0, 1, 2


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


@pytest.mark.parametrize(
    ("physical", "iq", "mental", "care", "listed"),
    [
        (2, None, 0, INPATIENT, True),
        (3, None, 0, OUTPATIENT, False),
        (0, 35, 0, OUTPATIENT, True),
        (0, 36, 0, OUTPATIENT, False),
        (3, 50, 0, OUTPATIENT, True),
        (3, 51, 0, OUTPATIENT, False),
        (4, 50, 0, OUTPATIENT, False),
        (0, None, 1, OUTPATIENT, True),
        (0, None, 1, DISPENSING, True),
        (0, None, 1, INPATIENT, False),
        (0, None, 2, OUTPATIENT, False),
        (0, None, 0, OUTPATIENT, False),
    ],
)
def test_the_prefectures_list_on_both_sides_of_each_grade(
    physical: int, iq: int | None, mental: int, care: int, listed: bool
) -> None:
    """身体1・2級, 知能指数35以下, 身体3級かつ知能指数50以下, 精神1級の通院."""
    found = on_the_list(
        care=column(care),
        physical_grade=column(physical),
        iq_assessed=np.array([iq is not None]),
        iq=column(iq or 0),
        mental_grade=column(mental),
        k_023_physical_grade=2,
        k_023_iq=35,
        k_023_physical_grade_with_iq=3,
        k_023_iq_with_physical_grade=50,
        k_023_mental_grade_1_outpatient=True,
    )
    assert found.tolist() == [listed]


def inside(
    *,
    income: int = 0,
    dependants: int = 0,
    sense: int = OVER,
    certified: int = 20200601,
    listed: bool = True,
    eligible: bool = True,
    other_scheme: int = 0,
) -> bool:
    """One bill of somebody born on 1 July 1970."""
    result = inside_standard(
        eligible=np.array([eligible]),
        other_scheme=column(other_scheme),
        k_023_on_the_list=np.array([listed]),
        birth_date=column(19700701),
        first_certified_on=column(certified),
        assessed_income=column(income),
        dependants=column(dependants),
        limit_addition=column(0),
        k_023_first_certified_before=AgeLimit(65, AgeForm.UNDER),
        k_023_income_limit_by_dependants=LIMITS,
        k_023_income_limit_sense=sense,
    )
    return bool(result[0])


@pytest.mark.parametrize(("sense", "on_the_limit"), [(OVER, True), (NOT_UNDER, False)])
@pytest.mark.parametrize(("dependants", "limit"), [(0, 3_604_000), (2, 4_364_000)])
def test_income_on_the_limit_is_in_or_out_as_the_prefecture_says(
    sense: int, on_the_limit: bool, dependants: int, limit: int
) -> None:
    """超える・以上: one yen decides."""
    assert inside(income=limit - 1, dependants=dependants, sense=sense)
    assert inside(income=limit, dependants=dependants, sense=sense) is on_the_limit
    assert not inside(income=limit + 1, dependants=dependants, sense=sense)


def test_who_was_first_certified_at_sixty_five_is_outside() -> None:
    """Sixty-five on 30 June 2035, the day before the birthday."""
    assert inside(certified=20350629)
    assert not inside(certified=20350630)


def test_what_the_town_covers_beyond_the_list_is_outside() -> None:
    """愛川町 pays for grade 3 out of its own money (K-022)."""
    assert not inside(listed=False)
    assert not inside(eligible=False)
    assert not inside(other_scheme=1)


def test_the_standard_asks_200_per_visit_and_100_per_day_and_nothing_for_dispensing() -> None:
    """Never more than the share left, and nothing for a bill outside the standard."""
    asked = co_payment(
        k_023_inside_standard=np.array([True, True, True, True, False]),
        care=column(OUTPATIENT, INPATIENT, DISPENSING, OUTPATIENT, OUTPATIENT),
        visits=column(2, 0, 1, 1, 2),
        days=column(0, 5, 0, 0, 0),
        remaining_share=column(3_000, 45_000, 2_000, 150, 3_000),
        k_023_co_payment_per_visit=200,
        k_023_co_payment_per_day=100,
    )
    assert asked.tolist() == [400, 500, 0, 150, 0]


def test_inside_and_outside_add_up_to_the_subsidy() -> None:
    """What the prefecture does not recognise is the town's own."""
    paid = column(3_000, 2_500, 3_000, 0)
    base = base_amount(np.array([True, True, False, False]), np.full(4, 3_000), np.full(4, 200), paid)
    assert base.tolist() == [2_800, 2_500, 0, 0]
    assert outside_standard(paid, base).tolist() == [200, 0, 3_000, 0]
