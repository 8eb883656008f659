"""K-021 by plain calls: what of the one-parent families' subsidy the prefecture recognises, and what the town bears alone."""

from __future__ import annotations

import numpy as np
import pytest
from uwanose_kanagawa.k_021 import (
    base_amount,
    co_payment,
    inside_standard,
    limit_not_settled,
    outside_standard,
)

from uwanose import AgeLimit, Column, LookupTable
from uwanose.points.model import AgeForm, Table

UNTIL_18, UNDER_20 = AgeLimit(18, AgeForm.SCHOOL_YEAR_END), AgeLimit(20, AgeForm.UNDER)
COLUMNS = ("from", "limit", "further")
PARENT = LookupTable(Table(COLUMNS, ((0, 1_920_000, 0), (1, 2_300_000, 0))), "from")
SUPPORTER = LookupTable(Table(COLUMNS, ((0, 2_360_000, 0), (1, 2_740_000, 0))), "from")


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def inside(
    *,
    parent: int = 0,
    dependants: int = 0,
    addition: int = 0,
    supporter: int | None = None,
    birth: int = 20120510,
    longer: bool = False,
    treated: int = 20230510,
    other_scheme: int = 0,
    eligible: bool = True,
) -> bool:
    """One bill; what is not named is an ordinary visit of a child whose parent has no income."""
    result = inside_standard(
        eligible=np.array([eligible]),
        other_scheme=column(other_scheme),
        child_birth_date=column(birth),
        treated_on=column(treated),
        child_disabled_or_in_school=np.array([longer]),
        parent_assessed_income=column(parent),
        parent_dependants=column(dependants),
        parent_limit_addition=column(addition),
        has_supporter=np.array([supporter is not None]),
        supporter_assessed_income=column(supporter or 0),
        supporter_dependants=column(0),
        supporter_limit_addition=column(0),
        k_021_child_age=UNTIL_18,
        k_021_child_extended_age=UNDER_20,
        k_021_income_limit_parent=PARENT,
        k_021_income_limit_supporter=SUPPORTER,
    )
    return bool(result[0])


@pytest.mark.parametrize(("dependants", "addition", "limit"), [(0, 0, 1_920_000), (1, 150_000, 2_450_000)])
def test_the_parents_income_stands_below_the_limit(dependants: int, addition: int, limit: int) -> None:
    """県補助基準: 未満."""
    assert inside(parent=limit - 1, dependants=dependants, addition=addition)
    assert not inside(parent=limit, dependants=dependants, addition=addition)


def test_the_supporters_income_stands_below_a_limit_of_its_own() -> None:
    """配偶者・扶養義務者: 2,360,000."""
    assert inside(supporter=2_359_999)
    assert not inside(supporter=2_360_000)


def test_the_child_is_within_the_prefectures_age() -> None:
    """18歳年度末; with a disability or in high school 20歳未満."""
    assert inside(birth=20050402, treated=20240331)
    assert not inside(birth=20050402, treated=20240401)
    assert inside(birth=20050402, treated=20250331, longer=True)
    assert not inside(birth=20050402, treated=20250401, longer=True)


def test_what_the_town_does_not_subsidise_or_another_scheme_pays_is_outside() -> None:
    """The prefecture refunds a part of what the towns spend inside the standard."""
    assert not inside(eligible=False)
    assert not inside(other_scheme=3)


def test_more_dependants_than_the_table_are_refused_where_it_matters() -> None:
    """What the limit gains beyond the table was not found."""
    refused = limit_not_settled(
        eligible=np.array([True, True, True, False]),
        has_supporter=np.array([False, False, True, False]),
        parent_dependants=column(1, 2, 0, 2),
        supporter_dependants=column(2, 0, 2, 0),
        k_021_income_limit_parent=PARENT,
        k_021_income_limit_supporter=SUPPORTER,
    )
    assert refused.tolist() == [False, True, True, False]


def test_the_standard_asks_200_per_visit_and_100_per_day_and_nothing_for_dispensing() -> None:
    """Never more than the share left, and nothing for a bill outside the standard."""
    asked = co_payment(
        k_021_inside_standard=np.array([True, True, True, True, False]),
        care=column(0, 1, 2, 0, 0),
        visits=column(2, 0, 1, 1, 2),
        days=column(0, 5, 0, 0, 0),
        remaining_share=column(3_000, 45_000, 2_000, 150, 3_000),
        k_021_co_payment_per_visit=200,
        k_021_co_payment_per_day=100,
    )
    assert asked.tolist() == [400, 500, 0, 150, 0]


def test_inside_and_outside_add_up_to_the_subsidy() -> None:
    """A town without a co-payment bears the standard's own; one with a higher co-payment claims less."""
    paid = column(3_000, 2_500, 3_000, 0)
    inside_flags = np.array([True, True, False, False])
    base = base_amount(inside_flags, np.full(4, 3_000), np.full(4, 200), paid)
    assert base.tolist() == [2_800, 2_500, 0, 0]
    assert outside_standard(paid, base).tolist() == [200, 0, 3_000, 0]
