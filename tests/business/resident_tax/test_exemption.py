"""Who is not taxed: status and birth dates, the published limits of the towns, the national limit, the forest tax."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import born, compute
from uwanose.business.resident_tax.exemption import (
    exempt_by_status,
    forest_tax_exempt,
    forest_tax_limit,
    income_levy_exempt,
    income_levy_limit,
    is_minor,
    per_capita_exempt,
    per_capita_limit,
)


def test_minors_are_under_20_until_2022_and_under_18_from_2023() -> None:
    """品川区: 平成14年1月3日以後 in 2022, 平成17年1月3日以後 in 2023. One born on 2 January is of age on 1 January."""
    nobody = [False, False]
    for year, days in ((2022, ("2002-01-02", "2002-01-03")), (2023, ("2005-01-02", "2005-01-03")),
                       (2026, ("2008-01-02", "2008-01-03"))):  # fmt: skip
        assert compute(is_minor, year, birth_date=born(*days), deemed_adult=nobody) == [False, True]


def test_an_adult_by_marriage_is_no_minor_before_and_after_the_age_was_lowered() -> None:
    """民法旧第753条, 平成30年法律第59号附則第3条: who married before, or at 16 or 17 in April 2022, stays an adult."""
    for year, day in ((2022, "2002-01-03"), (2023, "2005-01-03"), (2024, "2006-03-31")):
        found = compute(is_minor, year, birth_date=born(day, day), deemed_adult=[False, True])
        assert found == [True, False]


def statuses(total_income: int, levy_year: int = 2026) -> list[bool]:
    """Compute the exemption of: assistance, disabled, specially disabled, minor, widow, both single parents, nobody."""
    return compute(
        exempt_by_status,
        levy_year,
        public_assistance=[True] + [False] * 7,
        disability=["none", "general", "special", "none", "none", "none", "none", "none"],
        is_minor=[False, False, False, True, False, False, False, False],
        widow_status=[
            "none", "none", "none", "none", "widow", "single_parent_mother", "single_parent_father", "none",
        ],
        total_income=[total_income] * 8,
    )  # fmt: skip


def test_protected_persons_are_exempt_up_to_1_350_000() -> None:
    """地方税法第295条第1項第2号; livelihood assistance has no limit."""
    assert statuses(1_350_000) == [True] * 7 + [False]
    assert statuses(1_350_001) == [True] + [False] * 7


PUBLISHED = {
    # town: (base, addition), {counted persons: limit}
    "開成町": ((320_000, 190_000), {0: 420_000, 1: 930_000, 2: 1_250_000, 3: 1_570_000}),
    "愛川町": ((280_000, 170_000), {0: 380_000, 2: 1_110_000, 4: 1_670_000}),
    "大磯町": ((320_000, 190_000), {0: 420_000, 1: 320_000 * 2 + 290_000, 5: 320_000 * 6 + 290_000}),
}


@pytest.mark.parametrize("town", PUBLISHED)
def test_published_limits_of_the_towns(town: str) -> None:
    """The towns' own pages; the limit itself is exempt, one yen more is not."""
    (base, add), limits = PUBLISHED[town]
    persons = list(limits)
    computed = compute(
        per_capita_limit,
        2025,
        counted_persons=persons,
        exemption_per_capita_base=base,
        exemption_per_capita_add=add,
    )
    assert computed == list(limits.values())
    for more, exempt in ((0, True), (1, False)):
        assert compute(
            per_capita_exempt,
            2025,
            exempt_by_status=[False] * len(persons),
            total_income=[limit + more for limit in computed],
            per_capita_limit=computed,
        ) == [exempt] * len(persons)


def test_town_limit_had_no_100_000_yen_until_2020() -> None:
    """大磯町 2014: 320,000, and 320,000 × (n + 1) + 190,000."""
    assert compute(
        per_capita_limit,
        2014,
        counted_persons=[0, 2],
        exemption_per_capita_base=320_000,
        exemption_per_capita_add=190_000,
    ) == [320_000, 1_150_000]


def test_income_levy_limit_is_the_same_everywhere() -> None:
    """大磯町 2014: 350,000 and 350,000 × (n + 1) + 320,000; 2023: 450,000 and 350,000 × (n + 1) + 420,000."""
    assert compute(income_levy_limit, 2014, counted_persons=[0, 1, 3]) == [350_000, 1_020_000, 1_720_000]
    assert compute(income_levy_limit, 2023, counted_persons=[0, 1, 3]) == [450_000, 1_120_000, 1_820_000]


def test_income_levy_is_free_up_to_its_limit_or_by_status() -> None:
    """地方税法附則第3条の3第1項・第4項."""
    assert compute(
        income_levy_exempt,
        2026,
        exempt_by_status=[False, False, True],
        gross_income_amount=[450_000, 450_001, 1_350_000],
        income_levy_limit=[450_000] * 3,
    ) == [True, False, True]


@pytest.mark.parametrize(
    ("grade", "single", "with_one"),
    [(0, 450_000, 1_010_000), (1, 415_000, 919_000), (2, 380_000, 828_000)],
)
def test_forest_tax_limit_by_grade_is_not_rounded(grade: int, single: int, with_one: int) -> None:
    """350,000 / 315,000 / 280,000 per head, 210,000 / 189,000 / 168,000, and 100,000 yen: 41.5万 in 湯河原町."""
    assert compute(forest_tax_limit, 2024, counted_persons=[0, 1], exemption_grade=grade) == [
        single, with_one,
    ]  # fmt: skip


def test_forest_tax_has_its_own_test() -> None:
    """森林環境税法第4条: exempt at the limit, or by status (瀬戸市)."""
    assert compute(
        forest_tax_exempt,
        2024,
        exempt_by_status=[False, False, True],
        total_income=[415_000, 415_001, 1_000_000],
        forest_tax_limit=[415_000] * 3,
    ) == [True, False, True]
