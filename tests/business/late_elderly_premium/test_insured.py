"""75 is taken ON the birthday: who is insured for how many months, and how many of them as a former dependant."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.late_elderly_premium.insured import (
    insured_from,
    insured_in_year,
    insured_months,
    judged_on,
    months_as_former_dependant,
)
from uwanose.engine.arithmetic import Column

NEVER, ALWAYS = 99991231, 19000101


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


@pytest.mark.parametrize(
    ("birth", "recognised", "expected"),
    [
        (19510401, NEVER, 20260401),
        (19510331, NEVER, 20260331),
        (19520229, NEVER, 20270301),
        (19560401, 20240610, 20240610),
        (19510401, 20270610, 20260401),
    ],
)
def test_one_joins_on_the_birthday_or_when_recognised(birth: int, recognised: int, expected: int) -> None:
    """高齢者の医療の確保に関する法律第52条: the day itself, not the day before as for 65."""
    assert insured_from(column(birth), column(recognised), 75).tolist() == [expected]


@pytest.mark.parametrize(
    ("joined", "moved", "lost", "expected"),
    [
        (20260331, ALWAYS, NEVER, 12),
        (20260401, ALWAYS, NEVER, 12),
        (20260501, ALWAYS, NEVER, 11),
        (20270331, ALWAYS, NEVER, 1),
        (20270401, ALWAYS, NEVER, 0),
        (20200101, 20261001, NEVER, 6),
        (20200101, ALWAYS, 20260430, 0),
        (20200101, ALWAYS, 20260501, 1),
        (20260610, ALWAYS, 20260630, 0),
    ],
)
def test_months_run_from_joining_to_the_month_before_the_loss(
    joined: int, moved: int, lost: int, expected: int
) -> None:
    """The month of joining counts, that of the loss does not."""
    assert insured_months(column(joined), column(moved), column(lost), 2026).tolist() == [expected]


@pytest.mark.parametrize(
    ("judged", "lost", "expected"),
    [
        (20260401, NEVER, True),
        (20260401, 20260402, True),
        (20260401, 20260401, False),
        (20270331, NEVER, True),
        (20270401, NEVER, False),
    ],
)
def test_who_leaves_in_april_was_insured_on_1_april(judged: int, lost: int, expected: bool) -> None:
    """施行令第18条第4項: no month is charged, but the household of 1 April is judged with this person."""
    assert insured_in_year(column(judged), column(lost), 2026).tolist() == [expected]


def test_the_household_is_judged_on_1_april_or_on_joining() -> None:
    """高齢者の医療の確保に関する法律施行令第18条第4項."""
    found = judged_on(column(20200101, 20260901, 20200101), column(ALWAYS, ALWAYS, 20260715), 2026)
    assert found.tolist() == [20260401, 20260901, 20260715]


@pytest.mark.parametrize(
    ("joined", "months", "expected"),
    [(20240315, 24, 0), (20240415, 24, 0), (20240515, 24, 1), (20250401, 24, 12), (20100101, 1_200, 12)],
)
def test_a_former_dependant_is_relieved_for_24_months_since_2019(
    joined: int, months: int, expected: int
) -> None:
    """Joined in May 2024: relieved until April 2026."""
    found = months_as_former_dependant(
        np.array([True]), column(joined), column(ALWAYS), column(12), 2026, months
    )
    assert found.tolist() == [expected]


def test_nobody_else_is_relieved() -> None:
    """The relief belongs to former dependants of an employee scheme."""
    found = months_as_former_dependant(
        np.array([False]), column(20260401), column(ALWAYS), column(12), 2026, 24
    )
    assert found.tolist() == [0]
