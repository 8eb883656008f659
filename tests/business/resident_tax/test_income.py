"""Income: the tables of pay and pension on both sides of each bound, and the sums the later steps rest on."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import born, compute
from uwanose.business.resident_tax.income import (
    comprehensive_before_losses,
    comprehensive_income,
    comprehensive_income_of_year,
    comprehensive_without_pension,
    employment_income,
    gross_income_amount,
    high_pay_income_adjustment,
    income_without_pension,
    long_term_and_temporary_income,
    loss_offset_refused,
    pay_and_pension_income_adjustment,
    public_pension_income,
    total_income,
)


@pytest.mark.parametrize(
    ("pay", "income"),
    [
        (0, 0),
        (550_999, 0),
        (551_000, 1_000),
        (1_618_999, 1_068_999),
        (1_619_000, 1_069_000),
        (1_619_999, 1_069_000),
        (1_620_000, 1_070_000),
        (1_621_999, 1_070_000),
        (1_622_000, 1_072_000),
        (1_623_999, 1_072_000),
        (1_624_000, 1_074_000),
        (1_627_999, 1_074_000),
        (1_628_000, 1_076_800),  # 1,628,000 × 60 % + 100,000
        (1_799_999, 1_177_600),  # 1,796,000 × 60 % + 100,000
        (1_800_000, 1_180_000),  # × 70 % − 80,000
        (3_599_999, 2_437_200),  # 3,596,000 × 70 % − 80,000
        (3_600_000, 2_440_000),  # × 80 % − 440,000
        (6_599_999, 4_836_800),  # 6,596,000 × 80 % − 440,000
        (6_600_000, 4_840_000),  # × 90 % − 1,100,000, no step any more
        (6_600_009, 4_840_008),  # 5,940,008.1 − 1,100,000
        (8_499_999, 6_549_999),
        (8_500_000, 6_550_000),
        (20_000_000, 18_050_000),
    ],
)
@pytest.mark.parametrize("levy_year", [2021, 2025])
def test_employment_income_follows_the_table_of_2021_to_2025(levy_year: int, pay: int, income: int) -> None:
    """所得税法第28条・別表第五, 4,000-yen steps below 6,600,000 yen."""
    assert compute(employment_income, levy_year, pay_revenue=[pay]) == [income]


@pytest.mark.parametrize(
    ("pay", "income"),
    [
        (650_999, 0),
        (651_000, 1_000),
        (1_899_999, 1_249_999),
        (1_900_000, 1_250_000),
        (1_903_999, 1_250_000),
        (1_904_000, 1_252_800),  # 1,904,000 × 70 % − 80,000
        (3_599_999, 2_437_200),
        (3_600_000, 2_440_000),
        (8_500_000, 6_550_000),
    ],
)
def test_least_pay_deduction_is_650_000_from_2026(pay: int, income: int) -> None:
    """令和7年分の給与所得控除の最低保障額 65万円."""
    assert compute(employment_income, 2026, pay_revenue=[pay]) == [income]


def test_published_incomes_show_the_step() -> None:
    """安城市 (6,050,000 → 4,398,400, not 4,400,000) and 名古屋市 (the step of 2,623,000 is 2,620,000)."""
    assert compute(employment_income, 2025, pay_revenue=[6_050_000, 2_623_000]) == [4_398_400, 1_754_000]


@pytest.mark.parametrize(("levy_year", "income"), [(2020, 4_109_600), (2021, 4_209_600)])
def test_published_income_of_2020_comes_out_with_the_table_of_its_year(levy_year: int, income: int) -> None:
    """朝倉市 令和2年度: 5,812,500 → A × 80 % − 540,000; a year later 100,000 yen more."""
    assert compute(employment_income, levy_year, pay_revenue=[5_812_500]) == [income]


@pytest.mark.parametrize(
    ("levy_year", "income"), [(2013, 17_300_000), (2016, 17_550_000), (2017, 17_700_000), (2018, 17_800_000)]
)
def test_cap_of_the_pay_deduction_fell_step_by_step(levy_year: int, income: int) -> None:
    """No cap until 2013, then 2,450,000, 2,300,000 and 2,200,000 yen."""
    assert compute(employment_income, levy_year, pay_revenue=[20_000_000]) == [income]


def test_high_pay_adjustment_is_a_tenth_between_8_5_and_10_million_raised_to_the_yen() -> None:
    """租税特別措置法第41条の3の11第1項: at most 150,000 yen, and only for those who qualify."""
    pay = [8_500_000, 8_500_001, 8_500_010, 8_500_011, 9_999_999, 10_000_000, 10_000_001, 30_000_000]
    assert compute(high_pay_income_adjustment, 2025, pay_revenue=pay, high_pay_adjustment=[True] * 8) == [
        0, 1, 1, 2, 150_000, 150_000, 150_000, 150_000,
    ]  # fmt: skip
    assert compute(
        high_pay_income_adjustment, 2025, pay_revenue=[9_000_000], high_pay_adjustment=[False]
    ) == [0]


def test_rounding_of_the_high_pay_adjustment_is_a_value_of_the_rules() -> None:
    """It is not verified; a release can change it without touching code."""
    down = compute(
        high_pay_income_adjustment,
        2025,
        pay_revenue=[8_500_011],
        high_pay_adjustment=[True],
        income_high_pay_rounding=1,
    )
    assert down == [1]


def test_pay_and_pension_adjustment_needs_more_than_100_000_yen_together() -> None:
    """租税特別措置法第41条の3の11第2項; 各務原市 (pay and pension far above) subtracts 100,000 yen."""
    assert compute(
        pay_and_pension_income_adjustment,
        2021,
        employment_income=[50_000, 50_000, 100_000, 1_880_000, 0, 1_880_000],
        public_pension_income=[50_000, 50_001, 100_000, 1_900_000, 1_900_000, 0],
    ) == [0, 1, 100_000, 100_000, 0, 0]


PENSION_BOTH_SIDES = [
    (1_300_000, 700_000),
    (1_300_001, 700_000),  # 975,000.75 − 275,000
    (4_099_999, 2_799_999),  # 3,074,999.25 − 275,000
    (4_100_000, 2_800_000),  # 3,485,000 − 685,000
    (7_699_999, 5_859_999),  # 6,544,999.15 − 685,000
    (7_700_000, 5_860_000),  # 7,315,000 − 1,455,000
    (9_999_999, 8_044_999),  # 9,499,999.05 − 1,455,000
    (10_000_000, 8_045_000),  # − 1,955,000
]


def pension(revenue: int, birth: str, levy_year: int = 2026, other: int = 0) -> int:
    """Compute one pension income."""
    (income,) = compute(
        public_pension_income,
        levy_year,
        pension_revenue=[revenue],
        birth_date=born(birth),
        income_without_pension=[other],
    )
    return int(income)


@pytest.mark.parametrize(
    ("revenue", "income"), [(600_000, 0), (600_001, 1), (1_299_999, 699_999), *PENSION_BOTH_SIDES]
)
def test_pension_income_under_65(revenue: int, income: int) -> None:
    """所得税法第35条第4項."""
    assert pension(revenue, "1980-05-01") == income


@pytest.mark.parametrize(
    ("revenue", "income"),
    [(1_100_000, 0), (1_100_001, 1), (3_299_999, 2_199_999), (3_300_000, 2_200_000), *PENSION_BOTH_SIDES[2:]],
)
def test_pension_income_from_65_on(revenue: int, income: int) -> None:
    """租税特別措置法第41条の15の3."""
    assert pension(revenue, "1940-05-01") == income


def test_one_born_on_1_january_is_65_on_31_december() -> None:
    """年齢計算ニ関スル法律: born 1 January 1961 is 65 at the end of 2025, born 2 January is not."""
    assert (pension(1_100_000, "1961-01-01"), pension(1_100_000, "1961-01-02")) == (0, 500_000)


def test_pension_deduction_is_less_for_those_with_other_income_above_10_and_20_million() -> None:
    """所得税法第35条第4項: 100,000 and 200,000 yen less."""
    others = [10_000_000, 10_000_001, 20_000_000, 20_000_001]
    assert [pension(3_000_000, "1980-05-01", other=other) for other in others] == [
        1_975_000, 2_075_000, 2_075_000, 2_175_000,
    ]  # fmt: skip
    assert pension(500_000, "1980-05-01", other=20_000_001) == 100_000  # deduction 400,000


def test_long_term_transfer_and_temporary_income_are_halved_as_a_sum() -> None:
    """所得税法第22条第2項第2号: 1 and 1 give 1, a single yen gives nothing."""
    assert compute(
        long_term_and_temporary_income,
        2025,
        long_term_transfer_income=[1, 1, 500_001],
        temporary_income=[1, 0, 0],
    ) == [1, 0, 250_000]


def test_other_income_leaves_the_pension_out_and_the_high_pay_adjustment_in() -> None:
    """公的年金等に係る雑所得以外の所得に係る合計所得金額; incomes taxed apart belong to it, losses are set off."""
    comprehensive = compute(
        comprehensive_without_pension,
        2025,
        employment_income=[7_050_000],
        high_pay_income_adjustment=[50_000],
        business_income=[1],
        real_estate_income=[20],
        interest_income=[300],
        dividend_income=[4_000],
        miscellaneous_income=[50_000],
        short_term_transfer_income=[600_000],
        long_term_and_temporary_income=[7_000_000],
    )
    assert comprehensive == [14_654_321]
    assert compute(
        income_without_pension,
        2025,
        comprehensive_without_pension=[14_654_321, 14_654_321, 100],
        loss_offset=[0, 654_321, 101],
        separate_income=[0, 1_000_000, 7],
        forestry_income=[0, 0, 0],
        retirement_income=[0, 0, 0],
    ) == [14_654_321, 15_000_000, 7]


def test_a_loss_the_pension_takes_up_would_otherwise_reduce_forestry_and_retirement_income() -> None:
    """所得税法第35条第4項, 第69条第1項: 合計所得金額 as if there were no pension; land and stock are never reduced."""
    assert compute(
        income_without_pension,
        2025,
        comprehensive_without_pension=[300, 300, 300],
        loss_offset=[1_300, 1_300, 1_300],
        separate_income=[5_000, 5_000, 5_000],
        forestry_income=[5_000, 0, 600],
        retirement_income=[0, 0, 100],
    ) == [4_000, 5_000, 4_300]


def test_pay_pension_and_adjustment_make_the_total_income() -> None:
    """各務原市 令和3年度: 1,880,000 + 1,900,000 − 100,000 = 3,680,000."""
    total = compute(
        comprehensive_before_losses,
        2021,
        comprehensive_without_pension=[1_880_000],
        public_pension_income=[1_900_000],
        pay_and_pension_income_adjustment=[100_000],
    )
    assert total == [3_680_000]
    assert compute(total_income, 2021, comprehensive_income_of_year=total, separate_income=[2_000]) == [
        3_682_000
    ]
    assert compute(gross_income_amount, 2021, comprehensive_income=total, separate_gross_income=[1_000]) == [
        3_681_000
    ]


def test_losses_set_off_end_with_the_comprehensive_income() -> None:
    """所得税法第69条: one yen more would reduce forestry or retirement income in an order that is not verified."""
    before, losses = [500_000, 500_000], [500_000, 500_001]
    refused = compute(loss_offset_refused, 2025, comprehensive_before_losses=before, loss_offset=losses)
    assert refused == [False, True]
    assert compute(
        comprehensive_income_of_year,
        2025,
        comprehensive_before_losses=before,
        loss_offset=losses,
        loss_offset_refused=refused,
    ) == [0, 500_000]


def test_carry_forwards_lower_the_comprehensive_income_and_not_the_total_income() -> None:
    """合計所得金額 is before, 総所得金額 after losses carried forward (地方税法第292条第1項第13号・第313条第8項)."""
    assert compute(
        comprehensive_income,
        2025,
        comprehensive_income_of_year=[3_000_000],
        carried_forward_comprehensive=[1_000_000],
        carry_forward_refused=[False],
    ) == [2_000_000]
