"""The adjustment credit: the difference, both branches at 2,000,000 yen, the limit of 25,000,000 yen."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import compute
from uwanose.business.resident_tax.adjustment_credit import (
    adjustment_base,
    adjustment_credit_municipal,
    adjustment_credit_prefectural,
    personal_difference,
)


def test_differences_are_added() -> None:
    """人的控除額の差の一覧表: basic, a spouse under 70 and a dependant of 17 make 150,000 yen."""
    assert compute(
        personal_difference,
        2025,
        own_difference=[50_000],
        disability_difference=[0],
        spouse_difference=[50_000],
        dependants_difference=[50_000],
    ) == [150_000]


@pytest.mark.parametrize(
    ("difference", "taxable", "base"),
    [
        (50_000, 0, 0),
        (50_000, 49_000, 49_000),
        (50_000, 51_000, 50_000),
        (150_000, 1_970_000, 150_000),  # 新潟市 2026
        (150_000, 2_000_000, 150_000),
        (150_000, 2_001_000, 149_000),
        (150_000, 2_099_000, 51_000),
        (150_000, 2_100_000, 50_000),
        (150_000, 2_101_000, 50_000),
        (300_000, 2_233_000, 67_000),  # 岐阜市 2019
        (330_000, 2_593_000, 50_000),  # 安城市 2025
        (50_000, 30_000_000, 50_000),
    ],
)
def test_base_on_both_sides_of_two_million(difference: int, taxable: int, base: int) -> None:
    """地方税法第314条の6."""
    assert compute(
        adjustment_base,
        2025,
        personal_difference=[difference],
        total_taxable_income=[taxable],
        total_income=[5_000_000],
    ) == [base]


def test_there_is_none_above_25_million() -> None:
    """From 2021 on: 合計所得金額 2,500万円以下."""
    assert compute(
        adjustment_base,
        2021,
        personal_difference=[100_000] * 2,
        total_taxable_income=[20_000_000] * 2,
        total_income=[25_000_000, 25_000_001],
    ) == [50_000, 0]


def test_credit_is_three_and_two_percent_and_not_more_than_the_levy() -> None:
    """岐阜市 2019: 67,000 → 2,010 and 1,340; 2,500 yen together at the least base."""
    bases = [67_000, 50_000, 150_000]
    assert compute(
        adjustment_credit_municipal, 2025, adjustment_base=bases, municipal_computed_levy=[133_980] * 2 + [0]
    ) == [2_010, 1_500, 0]
    assert compute(
        adjustment_credit_prefectural,
        2025,
        adjustment_base=bases,
        prefectural_computed_levy=[89_320] * 2 + [0],
    ) == [1_340, 1_000, 0]
