"""The oracle itself against examples that towns and ministries have published, before anything is compared with it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest

from tests.oracle.resident_tax import Town, assess
from tests.oracle.resident_tax_collection import split
from tests.oracle.resident_tax_credits import special_ratio
from tests.oracle.resident_tax_income import employment_income
from tests.oracle.rows import person

STANDARD = Town(280_000, 168_000, 100_000, 3, surcharge=Fraction(0), per_capita_surcharge=0)
KANAGAWA = Town(320_000, 190_000, 100_000, 2)
AIKAWA = Town(280_000, 170_000, 100_000, 3)


@pytest.mark.parametrize(
    ("year", "pay", "expected"),
    [(2024, 2_623_000, 1_754_000), (2025, 5_500_000, 3_960_000), (2025, 6_050_000, 4_398_400),
     (2025, 6_650_000, 4_885_000), (2022, 4_370_000, 3_054_400)],
)  # fmt: skip
def test_employment_income_as_published(year: int, pay: int, expected: int) -> None:
    """名古屋市, 横浜市, 安城市, 粕屋町, 見附市."""
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
    ratio = special_ratio(6_000_000)
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
