"""Shares of the per-head and per-household amounts, month by month and in whole units."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.national_health_insurance.shares import (
    child_per_head_relief,
    household_share,
    per_head_share,
    tenths_left,
)
from uwanose.engine.arithmetic import Column
from uwanose.engine.tables import AgeLimit, Household
from uwanose.money import Rate
from uwanose.points.model import AgeForm

NONE, TWO, FIVE, SEVEN = range(4)
UP_TO_HALF, HALF_OF_REST = 0, 1
NEVER = 10**6


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def test_the_preschool_half_ends_with_the_31_march_after_the_sixth_year() -> None:
    """吉野ヶ里町: in fiscal year 2022 those born on or after 2 April 2016."""
    limit = AgeLimit(6, AgeForm.SCHOOL_YEAR_END)
    assert child_per_head_relief(column(2016_04_01, 2016_04_02), 2022, limit, Rate(50, 100)).tolist() == [
        0,
        50,
    ]


@pytest.mark.parametrize(("reduction", "left"), [(NONE, "5"), (TWO, "4"), (FIVE, "2.5"), (SEVEN, "1.5")])
def test_the_preschool_half_comes_after_the_reduction(reduction: int, left: str) -> None:
    """5割, 6割, 7.5割 and 8.5割 are relieved together, as five towns print them."""
    share = per_head_share(
        tenths_left(column(reduction)), column(50), column(12), column(0), column(reduction), UP_TO_HALF
    )
    assert share.tolist() == [int(float(left) * 2_400)]


@pytest.mark.parametrize(
    ("order", "reduction", "share"),
    [
        (UP_TO_HALF, NONE, 12_000), (UP_TO_HALF, TWO, 12_000), (UP_TO_HALF, FIVE, 12_000), (UP_TO_HALF, SEVEN, 7_200),
        (HALF_OF_REST, NONE, 12_000), (HALF_OF_REST, TWO, 9_600), (HALF_OF_REST, FIVE, 12_000),
        (HALF_OF_REST, SEVEN, 7_200),
    ],
)  # fmt: skip
def test_former_dependants_pay_half_but_not_in_households_reduced_by_more(
    order: int, reduction: int, share: int
) -> None:
    """山元町: not with 7割 or 5割. The order against 2割 was not seen and is a value of the rules."""
    found = per_head_share(
        tenths_left(column(reduction)), column(0), column(12), column(12), column(reduction), order
    )
    assert found.tolist() == [share]


def shares(
    insured: list[tuple[int, int]],
    former: list[int],
    *,
    gone: int = NEVER,
    dependants: list[int] | None = None,
    reduction: int = NONE,
) -> int:
    """Return the share of one household in fiscal year 2025."""
    count = len(insured)
    found = household_share(
        Household(np.zeros(count, dtype=np.int64)),
        column(*[first for first, _ in insured]),
        column(*[until for _, until in insured]),
        column(*(dependants or [0] * count)),
        column(*former),
        column(*[gone] * count),
        tenths_left(column(*[reduction] * count)),
        column(*[reduction] * count),
        UP_TO_HALF,
        60,
        36,
    )
    assert len(set(found.tolist())) == 1
    return int(found[0])


@pytest.mark.parametrize(
    ("since", "share"),
    [
        (0, 480),  # the first of the sixty months
        (-48, 480),  # the last year of the five
        (-49, 11 * 40 + 60),
        (-60, 720),
        (-84, 720),
        (-85, 11 * 60 + 80),
        (-96, 960),
    ],
)
def test_a_special_household_pays_half_for_sixty_months_and_three_quarters_for_36(
    since: int, share: int
) -> None:
    """特定世帯 and 特定継続世帯, counted from the month in which the others moved to the late elderly."""
    assert shares([(12, 0), (0, 12)], [since, NEVER]) == share


def test_a_second_insured_member_ends_the_special_household_for_those_months() -> None:
    """Exactly one insured is left; from October on there are two."""
    assert shares([(12, 0), (0, 12), (6, 12)], [-10, NEVER, NEVER]) == 6 * 40 + 6 * 80


def test_a_former_member_who_has_gone_counts_no_more() -> None:
    """They left the household in August."""
    assert shares([(12, 0), (0, 12)], [-10, NEVER], gone=4) == 4 * 40 + 8 * 80


def test_the_household_pays_for_the_months_with_an_insured_member() -> None:
    """April to June and from October on, whoever it was."""
    assert shares([(0, 3), (6, 12)], [NEVER, NEVER]) == 9 * 80
    assert shares([(0, 8), (3, 12)], [NEVER, NEVER], reduction=SEVEN) == 12 * 24


def test_only_former_dependants_pay_half_of_the_household_amount() -> None:
    """From August on somebody else is insured, too."""
    assert shares([(0, 12), (4, 12)], [NEVER, NEVER], dependants=[12, 0]) == 4 * 40 + 8 * 80
