"""The oracle itself against examples that towns and ministries have published, before anything is compared with it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest

from tests.oracle.resident_tax import Town, assess
from tests.oracle.resident_tax_collection import pension, split
from tests.oracle.resident_tax_credits import housing_loan
from tests.oracle.resident_tax_donations import special_ratio
from tests.oracle.resident_tax_income import employment_income
from tests.oracle.rows import person

STANDARD = Town(280_000, 168_000, 3, surcharge=Fraction(0), per_capita_surcharge=0)
GIFU = Town(350_000, 210_000, 1, surcharge=Fraction(0), per_capita_surcharge=1_000)
KANAGAWA = Town(320_000, 190_000, 2)
AIKAWA = Town(280_000, 170_000, 3)
LIFE = {"life_old_general_paid": 54_000, "life_care_medical_paid": 115_000, "life_old_pension_paid": 204_000}


@pytest.mark.parametrize(
    ("year", "pay", "expected"),
    [(2024, 2_623_000, 1_754_000), (2025, 5_500_000, 3_960_000), (2025, 6_050_000, 4_398_400),
     (2025, 6_650_000, 4_885_000), (2022, 4_370_000, 3_054_400), (2020, 5_812_500, 4_109_600), (2017, 900_000, 250_000)],
)  # fmt: skip
def test_employment_income_as_published(year: int, pay: int, expected: int) -> None:
    """名古屋市, 横浜市, 安城市, 粕屋町, 見附市, 朝倉市, 岐阜市."""
    assert employment_income(pay, year) == expected


def test_yokohama_2025_with_the_surcharge_of_kanagawa() -> None:
    """横浜市 令和7年度(例), taxable 2,437,000; here at the rates of a town, 6 % and 4.025 %."""
    row = person(pay_revenue=5_500_000, social_insurance_paid=394_800, life_new_general_paid=90_000,
                 earthquake_paid=20_000, spouse=1, dependants_general=1, dependants_under_16=1)  # fmt: skip
    found = assess(row, 2025, KANAGAWA)
    assert (
        found["life_insurance_deduction"], found["earthquake_insurance_deduction"], found["spouse_deduction"],
        found["dependants_deduction"], found["basic_deduction"],
    ) == (28_000, 10_000, 330_000, 330_000, 430_000)  # fmt: skip
    assert (found["deductions_total"], found["taxable_income"]) == (1_522_800, 2_437_000)
    assert (found["municipal_computed_levy"], found["prefectural_computed_levy"]) == (146_220, 98_089)


def test_anjo_2025_with_the_least_adjustment_credit() -> None:
    """安城市 例1."""
    row = person(pay_revenue=6_050_000, social_insurance_paid=236_930, life_new_general_paid=120_000, spouse=1,
                 dependants_specific=1, dependants_general=1)  # fmt: skip
    found = assess(row, 2025, STANDARD)
    assert (
        found["deductions_total"], found["taxable_income"], found["personal_difference"],
    ) == (1_804_930, 2_593_000, 330_000)  # fmt: skip
    assert (found["municipal_computed_levy"], found["prefectural_computed_levy"]) == (155_580, 103_720)
    assert (found["adjustment_credit_municipal"], found["adjustment_credit_prefectural"]) == (1_500, 1_000)


def test_mitsuke_2022_below_two_million() -> None:
    """見附市, 人的控除額の差 330,000."""
    row = person(pay_revenue=4_370_000, social_insurance_paid=420_000, life_old_general_paid=100_000, spouse=1,
                 dependants_specific=1, dependants_general=1)  # fmt: skip
    found = assess(row, 2022, STANDARD)
    assert (found["deductions_total"], found["taxable_income"]) == (1_995_000, 1_059_000)
    assert (found["adjustment_credit_municipal"], found["adjustment_credit_prefectural"]) == (9_900, 6_600)


def test_kakamigahara_2021_with_pay_and_pension() -> None:
    """各務原市 FAQ: 68 years, pay 2,800,000, pension 3,000,000."""
    found = assess(
        person(birth_date=19520615, pay_revenue=2_800_000, pension_revenue=3_000_000), 2021, STANDARD
    )
    assert (
        found["employment_income"], found["public_pension_income"], found["pay_and_pension_income_adjustment"],
        found["total_income"],
    ) == (1_880_000, 1_900_000, 100_000, 3_680_000)  # fmt: skip


@pytest.mark.parametrize(
    ("persons", "column", "most"),
    [(0, "pay_revenue", 930_000), (2, "pay_revenue", 1_683_999), (4, "pay_revenue", 2_503_999),
     (0, "pension_revenue", 980_000), (2, "pension_revenue", 1_846_667), (4, "pension_revenue", 2_593_334)],
)  # fmt: skip
def test_the_limits_of_aikawa_to_the_yen(persons: int, column: str, most: int) -> None:
    """愛川町 2023: the largest receipt that stays exempt, with persons counted under 16; pensions under 65."""
    exempt = assess(person(dependants_under_16=persons, **{column: most}), 2023, AIKAWA)
    taxed = assess(person(dependants_under_16=persons, **{column: most + 1}), 2023, AIKAWA)
    assert (exempt["per_capita_exempt"], taxed["per_capita_exempt"]) == (1, 0)
    assert (exempt["annual_total"], taxed["annual_total"]) == (0, 5_300)


def values(found: dict[str, int], *names: str) -> tuple[int, ...]:
    return tuple(found[name] for name in names)


def test_gifu_2014_with_land_taxed_apart() -> None:
    """岐阜市 計算例(4): a gain of 12,000,000 yen stays out of the base of the adjustment credit."""
    row = person(
        pay_revenue=4_500_000,
        land_long_general_gain=12_000_000,
        social_insurance_paid=400_000,
        spouse=1,
        **LIFE,
    )
    found = assess(row, 2014, GIFU)
    assert values(
        found, "employment_income", "land_long_general_income", "deductions_total", "taxable_income",
        "taxable_land_long_general", "municipal_computed_levy", "prefectural_computed_levy", "personal_difference",
        "adjustment_credit_municipal", "adjustment_credit_prefectural", "municipal_income_levy", "prefectural_income_levy",
        "municipal_annual", "prefectural_annual",
    ) == (
        3_060_000, 12_000_000, 1_130_000, 1_930_000, 12_000_000, 475_800, 317_200, 100_000, 3_000, 2_000, 472_800, 315_200,
        476_300, 317_700,
    )  # fmt: skip


def test_gifu_2017_and_2019() -> None:
    """岐阜市 計算例(1): a wife with pay of 900,000 yen; (6): a parent of 72 apart, and the second branch of the credit."""
    row = person(pay_revenue=4_000_000, social_insurance_paid=300_000, spouse=1, spouse_total_income=250_000,
                 dependants_general=1, dependants_under_16=1, **LIFE)  # fmt: skip
    assert values(
        assess(row, 2017, GIFU), "employment_income", "life_insurance_deduction", "deductions_total", "taxable_income",
        "municipal_computed_levy", "prefectural_computed_levy", "adjustment_credit_municipal",
        "adjustment_credit_prefectural", "municipal_annual", "prefectural_annual",
    ) == (2_660_000, 70_000, 1_360_000, 1_300_000, 78_000, 52_000, 4_500, 3_000, 77_000, 51_500)  # fmt: skip
    row = person(pay_revenue=6_500_000, social_insurance_paid=631_752, earthquake_paid=50_000, spouse=1,
                 dependants_general=2, dependants_elderly=1, **LIFE)  # fmt: skip
    assert values(
        assess(row, 2019, GIFU), "employment_income", "earthquake_insurance_deduction", "dependants_deduction",
        "deductions_total", "taxable_income", "municipal_computed_levy", "prefectural_computed_levy",
        "personal_difference", "adjustment_base", "adjustment_credit_municipal", "adjustment_credit_prefectural",
    ) == (
        4_660_000, 25_000, 1_040_000, 2_426_752, 2_233_000, 133_980, 89_320, 300_000, 67_000, 2_010, 1_340,
    )  # fmt: skip


def test_okayama_with_the_tables_of_2012() -> None:
    """岡山市 平成19年度; the tables were the same in 2012."""
    found = assess(person(pay_revenue=4_000_000, social_insurance_paid=350_000, spouse=1), 2012, STANDARD)
    assert values(found, "deductions_total", "taxable_income", "municipal_income_levy", "prefectural_income_levy") == (
        1_010_000, 1_650_000, 96_000, 64_000,
    )  # fmt: skip


def test_withheld_levies_are_set_off_and_paid_back_as_published() -> None:
    """棚倉町: 40,000 yen withheld, an income levy of 30,000: 10,000 are left, 6,000 of per-capita levies, 4,000 are paid back."""
    town = Town(350_000, 210_000, 1, surcharge=Fraction(0), per_capita_surcharge=1_000)
    found = assess(person(business_income=755_000, dividend_levy_withheld=40_000), 2022, town)
    assert values(
        found, "municipal_levy_after_credits", "prefectural_levy_after_credits", "withheld_levy_shortfall",
        "annual_total", "withheld_levy_offset", "withheld_levy_refund", "amount_to_collect",
    ) == (18_000, 12_000, 10_000, 6_000, 6_000, 4_000, 0)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "annual", "provisional", "final"),
    [(60_000, 36_000, 10_000, 2_000), (36_000, 60_000, 6_000, 14_000), (60_000, 60_000, 10_000, 10_000),
     (30_000, 60_000, 5_000, 15_000)],
)  # fmt: skip
def test_pension_withholding_as_published(before: int, annual: int, provisional: int, final: int) -> None:
    """富加町, 宮代町: half of the tax of the year before in April, June and August, the rest in October, December, February."""
    row = person(pension_withholding=2, pension_tax_previous=before)
    found = pension(row, 2025, annual, 0)
    assert [found[f"pension_instalment_{month}"] for month in ("04", "06", "08")] == [provisional] * 3
    assert [found[f"pension_instalment_{month}"] for month in ("10", "12", "02")] == [final] * 3


def test_housing_loan_as_published() -> None:
    """平成23年度の計算例: 150,000 yen unused, 5 % of 1,000,000."""
    row = person(housing_loan_unused=150_000, housing_loan_national_taxable=1_000_000)
    assert housing_loan(row, 2012) == (30_000, 20_000, 50_000)


@pytest.mark.parametrize(("year", "single", "with_one"), [(2014, 320_000, 830_000), (2023, 420_000, 930_000)])
def test_the_limits_of_oiso(year: int, single: int, with_one: int) -> None:
    """大磯町: 32万円×(n+1)+19万円, and 10万円 more since 2021; 35万円 and 32万円 for the income levy."""
    alone, one = (assess(person(dependants_under_16=number), year, KANAGAWA) for number in (0, 1))
    assert (alone["per_capita_limit"], one["per_capita_limit"]) == (single, with_one)
    more = 100_000 if year == 2023 else 0
    assert (alone["income_levy_limit"], one["income_levy_limit"]) == (350_000 + more, 1_020_000 + more)


def test_personal_difference_of_2020() -> None:
    """人的控除額の差 一覧表: a spouse and a dependant of 17."""
    assert assess(person(spouse=1, dependants_general=1), 2020, STANDARD)["personal_difference"] == 150_000


@pytest.mark.parametrize(("persons", "limit"), [(0, 420_000), (1, 930_000), (2, 1_250_000), (3, 1_570_000)])
def test_the_limits_of_kaisei(persons: int, limit: int) -> None:
    """開成町 2025."""
    assert assess(person(dependants_under_16=persons), 2025, KANAGAWA)["per_capita_limit"] == limit


def test_forest_tax_is_due_where_the_town_rounds_its_limit_up() -> None:
    """開成町・湯河原町: 415,001 to 420,000 yen alone: exempt from the town's tax, not from the forest tax."""
    for income, forest in ((415_000, 0), (415_001, 1_000), (420_000, 1_000)):
        found = assess(person(business_income=income), 2024, KANAGAWA)
        assert (0, forest) == (found["municipal_per_capita_levy"], found["forest_environment_tax"])


def test_furusato_shares_are_raised_separately() -> None:
    """ふるさと納税 計算例: 28,000 x 0.6958 in 3/5 and 2/5 is 11,690 and 7,793."""
    ratio = special_ratio(6_000_000, 2014)
    assert (ceil(28_000 * ratio * Fraction(3, 5)), ceil(28_000 * ratio * Fraction(2, 5))) == (11_690, 7_793)


def test_instalments_as_published() -> None:
    """新潟市, 小松市, and a payroll example."""
    assert split(194_500, 4, 1_000) == [50_500, 48_000, 48_000, 48_000]
    assert split(82_000, 4, 1_000) == [22_000, 20_000, 20_000, 20_000]
    assert split(194_500, 12, 100) == [16_300] + [16_200] * 11
    assert split(250_300, 12, 100) == [21_500] + [20_800] * 11


def test_niigata_dividend_credit_in_proportion() -> None:
    """新潟市: taxable 11,520,000, dividends 6,000,000; 1.6 % and 1.2 % here, half above 10,000,000."""
    row = person(miscellaneous_income=6_000_000, dividend_income=6_000_000, dividend_credit_stock=6_000_000,
                 social_insurance_paid=50_000)  # fmt: skip
    found = assess(row, 2021, STANDARD)
    assert found["taxable_income"] == 11_520_000
    assert found["dividend_credit_municipal"] == 4_480_000 * 16 // 1_000 + 1_520_000 * 8 // 1_000
    assert found["dividend_credit_prefectural"] == 4_480_000 * 12 // 1_000 + 1_520_000 * 6 // 1_000


def test_a_share_of_income_keeps_its_fraction_until_the_credit_is_raised() -> None:
    """314条の7第1項: 30 % of 565,834 yen is 169,750.2; less 2,000, times 6 % is 10,065.012: 10,066 yen, not 10,065."""
    found = assess(person(business_income=565_834, donation_furusato=800_000), 2022, KANAGAWA)
    assert (found["donation_credit_basic_municipal"], found["donation_credit_basic_prefectural"]) == (
        10_066,
        6_711,
    )
