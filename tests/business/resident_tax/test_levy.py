"""The final levies, the per-capita amounts by year, the forest tax, reductions and the tax of the year."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import compute
from uwanose.business.resident_tax.annual import (
    annual_total,
    municipal_annual,
    municipal_reduction,
    municipal_tax_before_reduction,
    per_capita_total,
    prefectural_annual,
    prefectural_reduction,
    prefectural_tax_before_reduction,
)
from uwanose.business.resident_tax.levy import (
    forest_environment_tax,
    municipal_income_levy,
    municipal_per_capita_levy,
    prefectural_income_levy,
    prefectural_per_capita_levy,
)


def test_levies_are_cut_to_100_yen_after_all_credits() -> None:
    """地方税法第20条の4の2第3項; 横浜市 2025: 192,960 → 192,900 and 48,849 → 48,800."""
    assert compute(
        municipal_income_levy,
        2025,
        municipal_levy_before_special_credit=[192_960, 10_099],
        special_credit_municipal=[0, 10_000],
    ) == [192_900, 0]
    assert compute(
        prefectural_income_levy,
        2025,
        prefectural_levy_before_special_credit=[48_849, 10_100],
        special_credit_prefectural=[0, 10_000],
    ) == [48_800, 100]


@pytest.mark.parametrize(
    ("levy_year", "municipal", "prefectural", "forest"),
    [(2013, 3_000, 1_300, 0), (2014, 3_500, 1_800, 0), (2023, 3_500, 1_800, 0), (2024, 3_000, 1_300, 1_000)],
)
def test_per_capita_amounts_of_a_kanagawa_town(
    levy_year: int, municipal: int, prefectural: int, forest: int
) -> None:
    """愛川町, 藤沢市: 5,300 yen a year since 2014, the forest tax taking the place of the reconstruction add-on."""
    exempt = [False, True]
    assert compute(municipal_per_capita_levy, levy_year, per_capita_exempt=exempt) == [municipal, 0]
    assert compute(
        prefectural_per_capita_levy,
        levy_year,
        per_capita_exempt=exempt,
        per_capita_kanagawa_surcharge=300,
    ) == [prefectural, 0]
    assert compute(forest_environment_tax, levy_year, forest_tax_exempt=exempt, house_only=[False] * 2) == [
        forest,
        0,
    ]


def test_national_package_has_no_surcharge_on_the_per_capita_levy() -> None:
    """地方税法第38条: only the ordinance of a prefecture goes above the standard amount."""
    assert compute(prefectural_per_capita_levy, 2026, per_capita_exempt=[False]) == [1_000]


def test_owner_of_a_house_owes_no_forest_tax() -> None:
    """箱根町, 湯河原町: per-capita levies only."""
    assert compute(
        forest_environment_tax, 2026, forest_tax_exempt=[False, False], house_only=[True, False]
    ) == [0, 1_000]


def test_published_tax_of_a_year() -> None:
    """新潟市 2026: 151,600 + 37,900 + 3,000 + 1,000 + 1,000 = 194,500."""
    municipal = compute(
        municipal_tax_before_reduction,
        2026,
        municipal_income_levy=[151_600],
        municipal_per_capita_levy=[3_000],
    )
    prefectural = compute(
        prefectural_tax_before_reduction,
        2026,
        prefectural_income_levy=[37_900],
        prefectural_per_capita_levy=[1_000],
    )
    assert (municipal, prefectural) == ([154_600], [38_900])
    total = compute(
        annual_total,
        2026,
        municipal_annual=municipal,
        prefectural_annual=prefectural,
        forest_environment_tax=[1_000],
    )
    assert total == [194_500]
    assert compute(
        per_capita_total,
        2026,
        municipal_per_capita_levy=[3_000],
        prefectural_per_capita_levy=[1_000],
        forest_environment_tax=[1_000],
    ) == [5_000]


def test_national_package_reduces_nobody() -> None:
    """地方税法第323条 leaves reductions to the ordinance."""
    assert compute(municipal_reduction, 2026) == [0]


def test_reduction_of_the_town_reduces_the_prefectural_tax_in_the_same_proportion() -> None:
    """地方税法第45条: 50,300 × 30,010 / 100,000 = 15,095.03, a fraction of a yen is cut."""
    reductions = compute(
        prefectural_reduction,
        2026,
        municipal_reduction=[30_010, 100_000, 0, 0],
        municipal_tax_before_reduction=[100_000, 100_000, 100_000, 0],
        prefectural_tax_before_reduction=[50_300, 50_300, 50_300, 0],
    )
    assert reductions == [15_095, 50_300, 0, 0]


def test_tax_of_the_year_is_cut_below_100_yen_after_a_reduction() -> None:
    """地方税法第20条の4の2第3項: 100,000 − 30,010 and 50,300 − 15,095 yen."""
    assert compute(
        municipal_annual,
        2026,
        municipal_tax_before_reduction=[100_000, 100_000, 4_300],
        municipal_reduction=[30_010, 30_000, 0],
    ) == [69_900, 70_000, 4_300]
    assert compute(
        prefectural_annual,
        2026,
        prefectural_tax_before_reduction=[50_300, 50_300],
        prefectural_reduction=[15_095, 0],
    ) == [35_200, 50_300]
