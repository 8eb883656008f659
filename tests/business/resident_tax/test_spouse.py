"""The spouse: limit by year, brackets of the taxpayer, both deductions and the personal difference."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import compute
from uwanose.business.resident_tax.spouse import (
    deductible_spouse,
    same_livelihood_spouse,
    spouse_bracket,
    spouse_deduction,
    spouse_difference,
    spouse_special_deduction,
)


@pytest.mark.parametrize(("levy_year", "limit"), [(2021, 480_000), (2025, 480_000), (2026, 580_000)])
def test_same_livelihood_spouse_earns_no_more_than_the_limit_of_the_year(levy_year: int, limit: int) -> None:
    """地方税法第292条第1項第7号."""
    assert compute(
        same_livelihood_spouse,
        levy_year,
        spouse=["general", "general", "elderly", "none"],
        spouse_total_income=[limit, limit + 1, 0, 0],
    ) == [True, False, True, False]


def test_brackets_of_the_taxpayer_end_at_9_9_5_and_10_million() -> None:
    """地方税法第314条の2第1項第10号: 以下."""
    ends = [9_000_000, 9_000_001, 9_500_000, 9_500_001, 10_000_000, 10_000_001]
    assert compute(spouse_bracket, 2025, total_income=ends) == [0, 1, 1, 2, 2, 3]


def test_spouse_is_deductible_only_for_taxpayers_within_10_million() -> None:
    """控除対象配偶者, 地方税法第292条第1項第8号."""
    assert compute(
        deductible_spouse,
        2025,
        same_livelihood_spouse=[True, True, False],
        spouse_bracket=["third", "over", "first"],
    ) == [True, False, False]


def test_spouse_deduction_by_bracket_and_age() -> None:
    """330,000 / 220,000 / 110,000, from 70 on 380,000 / 260,000 / 130,000."""
    brackets = ["first", "second", "third", "over"]
    for kind, amounts in (
        ("general", [330_000, 220_000, 110_000]),
        ("elderly", [380_000, 260_000, 130_000]),
    ):
        assert compute(
            spouse_deduction,
            2025,
            spouse=[kind] * 4,
            deductible_spouse=[True, True, True, False],
            spouse_bracket=brackets,
        ) == [*amounts, 0]


SPECIAL = [
    (480_001, (330_000, 220_000, 110_000)),
    (1_000_000, (330_000, 220_000, 110_000)),
    (1_000_001, (310_000, 210_000, 110_000)),
    (1_050_000, (310_000, 210_000, 110_000)),
    (1_050_001, (260_000, 180_000, 90_000)),
    (1_100_001, (210_000, 140_000, 70_000)),
    (1_150_001, (160_000, 110_000, 60_000)),
    (1_200_001, (110_000, 80_000, 40_000)),
    (1_250_001, (60_000, 40_000, 20_000)),
    (1_300_000, (60_000, 40_000, 20_000)),
    (1_300_001, (30_000, 20_000, 10_000)),
    (1_330_000, (30_000, 20_000, 10_000)),
    (1_330_001, (0, 0, 0)),
]


@pytest.mark.parametrize(("income", "amounts"), SPECIAL)
def test_special_spouse_deduction_falls_with_both_incomes(income: int, amounts: tuple[int, ...]) -> None:
    """地方税法第314条の2第1項第10号の2."""
    assert compute(
        spouse_special_deduction,
        2025,
        spouse=["general", "general", "elderly", "general"],
        spouse_total_income=[income] * 4,
        same_livelihood_spouse=[False] * 4,
        spouse_bracket=["first", "second", "third", "over"],
    ) == [*amounts, 0]


def test_no_special_deduction_beside_the_spouse_deduction_or_without_a_spouse() -> None:
    """Within the limit it is the other deduction; without a spouse there is none."""
    assert compute(
        spouse_special_deduction,
        2025,
        spouse=["general", "none"],
        spouse_total_income=[480_000, 500_000],
        same_livelihood_spouse=[True, False],
        spouse_bracket=["first", "first"],
    ) == [0, 0]


def differences(incomes: list[int], special: list[int], bracket: str) -> list[int]:
    """Compute the difference of spouses who are not deductible."""
    return compute(
        spouse_difference,
        2025,
        spouse=["general"] * len(incomes),
        spouse_total_income=incomes,
        deductible_spouse=[False] * len(incomes),
        spouse_special_deduction=special,
        spouse_bracket=[bracket] * len(incomes),
    )


@pytest.mark.parametrize(
    ("bracket", "low", "middle"),
    [("first", 50_000, 30_000), ("second", 40_000, 20_000), ("third", 20_000, 10_000)],
)
def test_special_spouse_deduction_has_a_difference_below_550_000(bracket: str, low: int, middle: int) -> None:
    """地方税法第314条の6第1号イ: under 500,000, under 550,000, none from there on."""
    incomes = [480_001, 499_999, 500_000, 549_999, 550_000]
    assert differences(incomes, [110_000] * 5, bracket) == [low, low, middle, middle, 0]


def test_no_difference_without_a_deduction() -> None:
    """A spouse whose taxpayer earns more than 10 million gives neither."""
    assert differences([490_000], [0], "over") == [0]


@pytest.mark.parametrize(
    ("kind", "amounts"),
    [("general", [50_000, 40_000, 20_000]), ("elderly", [100_000, 60_000, 30_000])],
)
def test_difference_of_the_spouse_deduction(kind: str, amounts: list[int]) -> None:
    """5 / 4 / 2 and 10 / 6 / 3 ten thousand yen."""
    assert (
        compute(
            spouse_difference,
            2026,
            spouse=[kind] * 3,
            spouse_total_income=[0] * 3,
            deductible_spouse=[True] * 3,
            spouse_special_deduction=[0] * 3,
            spouse_bracket=["first", "second", "third"],
        )
        == amounts
    )
