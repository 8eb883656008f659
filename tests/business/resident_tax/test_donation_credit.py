"""The donation credit: basic part, ratios of the special part on both sides of each bound, caps, the one-stop part."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import Cells, compute
from uwanose.business.resident_tax.donation_credit import (
    donation_credit_basic_municipal,
    donation_credit_basic_prefectural,
    donation_credit_municipal,
    donation_credit_one_stop_municipal,
    donation_credit_one_stop_prefectural,
    donation_credit_prefectural,
    donation_credit_special_municipal,
    donation_credit_special_prefectural,
    furusato_cap_municipal,
    furusato_cap_prefectural,
    furusato_ratio_base,
    furusato_ratio_refused,
    personal_difference_adjustment,
    personal_difference_adjustment_2026,
)


def test_basic_part_counts_donations_above_2_000_yen_up_to_30_percent_of_income() -> None:
    """地方税法第314条の7第1項・第37条の2第1項; the published furusato example: 28,000 × 6 % and 4 %."""
    columns = {
        "donation_furusato": [2_000, 2_001, 30_000, 900_000, 900_000],
        "donation_common": [0, 0, 0, 0, 1],
        "gross_income_amount": [3_000_000] * 5,
    }
    assert compute(donation_credit_basic_municipal, 2025, **columns, donation_municipality=[0] * 5) == [
        0, 1, 1_680, 53_880, 53_880,
    ]  # fmt: skip
    assert compute(donation_credit_basic_prefectural, 2025, **columns, donation_prefecture=[0] * 5) == [
        0, 1, 1_120, 35_920, 35_920,
    ]  # fmt: skip


def test_each_tax_takes_the_donations_its_own_ordinance_names() -> None:
    """地方税法第314条の7第1項第4号・第37条の2第1項第4号."""
    columns = {"donation_furusato": [0], "donation_common": [10_000], "gross_income_amount": [3_000_000]}
    assert compute(donation_credit_basic_municipal, 2025, **columns, donation_municipality=[2_000]) == [600]
    assert compute(donation_credit_basic_prefectural, 2025, **columns, donation_prefecture=[0]) == [320]


def test_difference_used_for_the_ratio_grows_by_the_national_basic_deduction_from_2026() -> None:
    """人的控除差調整額: until 2025 the difference alone, then what the national 基礎控除 exceeds 480,000 yen by."""
    assert compute(personal_difference_adjustment, 2025, personal_difference=[150_000]) == [150_000]
    incomes = [
        1_320_000, 1_320_001, 3_360_000, 3_360_001, 4_890_001, 6_550_001, 23_500_000, 23_500_001, 25_000_001,
    ]  # fmt: skip
    assert compute(
        personal_difference_adjustment_2026,
        2026,
        personal_difference=[50_000] * 9,
        total_income=incomes,
    ) == [520_000, 450_000, 450_000, 250_000, 200_000, 150_000, 150_000, 50_000, 50_000]
    assert compute(
        furusato_ratio_base, 2026, taxable_income=[100_000], personal_difference_adjustment=[520_000]
    ) == [-420_000]


RATIOS = [
    # base, municipal and prefectural part of 100,000 yen above the 2,000
    (-1, 54_000, 36_000),  # 90 %
    (0, 50_937, 33_958),  # 84.895 %
    (1_950_000, 50_937, 33_958),
    (1_950_001, 47_874, 31_916),  # 79.79 %
    (3_300_000, 47_874, 31_916),
    (3_300_001, 41_748, 27_832),  # 69.58 %
    (6_950_000, 41_748, 27_832),
    (6_950_001, 39_911, 26_607),  # 66.517 %: 39,910.2 and 26,606.8
    (9_000_000, 39_911, 26_607),
    (9_000_001, 33_785, 22_523),  # 56.307 %: 33,784.2 and 22,522.8
    (18_000_001, 29_496, 19_664),  # 49.16 %
    (40_000_000, 29_496, 19_664),
    (40_000_001, 26_433, 17_622),  # 44.055 %
]


def special(donation: int, base: int, cap: int = 10**9, *, levy_year: int = 2025) -> tuple[int, int]:
    """Compute both special parts of one donor."""
    given: dict[str, Cells] = {
        "donation_furusato": [donation],
        "furusato_ratio_base": [base],
        "furusato_ratio_refused": [False],
    }
    (municipal,) = compute(
        donation_credit_special_municipal, levy_year, **given, furusato_cap_municipal=[cap]
    )
    (prefectural,) = compute(
        donation_credit_special_prefectural, levy_year, **given, furusato_cap_prefectural=[cap]
    )
    return municipal, prefectural


@pytest.mark.parametrize(("base", "municipal", "prefectural"), RATIOS)
def test_ratio_of_the_special_part(base: int, municipal: int, prefectural: int) -> None:
    """地方税法第37条の2第11項, 附則第5条の6."""
    assert special(102_000, base) == (municipal, prefectural)


def test_ratio_is_not_computed_where_an_income_taxed_apart_would_choose_it() -> None:
    """地方税法第37条の2第11項第2号・第3号, 附則第5条の5: nothing left of 総所得金額, or less than the personal difference.

    The last but one has 50,000,000 yen of stock alone, above 25,000,000: no basic deduction and no difference, so base 0.
    """
    assert compute(
        furusato_ratio_refused,
        2025,
        donation_furusato=[30_000, 30_000, 2_000, 2_001, 30_000, 30_000],
        taxable_income=[1_000, 50_000, 0, 0, 0, 0],
        furusato_ratio_base=[-49_000, 0, -50_000, -50_000, 0, -50_000],
        taxable_apart=[1_000, 1_000, 1_000, 0, 50_000_000, 0],
        taxable_forestry=[0, 0, 0, 1_000, 0, 0],
        taxable_retirement=[0, 0, 0, 0, 0, 0],
    ) == [True, False, False, True, True, False]


def test_shares_of_the_special_part_are_raised_one_by_one() -> None:
    """Published furusato example of 2014: 28,000 × 69.58 % = 19,482.4 → 11,690 and 7,793."""
    assert special(30_000, 5_000_000, levy_year=2014) == (11_690, 7_793)
    assert (special(2_000, 0), special(2_001, 0)) == ((0, 0), (1, 1))


def test_special_part_ends_with_its_cap() -> None:
    """地方税法第314条の7第11項."""
    assert special(102_000, 0, cap=33_958) == (33_958, 33_958)
    assert special(102_000, 0, cap=33_957) == (33_957, 33_957)


def test_cap_is_a_fifth_of_the_levy_after_the_adjustment_credit() -> None:
    """A tenth until 2015: the published example has 37,150 yen of 371,500."""
    assert compute(
        furusato_cap_municipal,
        2025,
        municipal_computed_levy=[194_960, 1_504],
        adjustment_credit_municipal=[2_000, 1_500],
    ) == [38_592, 0]
    tenth = compute(
        furusato_cap_municipal,
        2014,
        municipal_computed_levy=[371_500],
        adjustment_credit_municipal=[0],
    )
    assert tenth == [37_150]


@pytest.mark.parametrize(("basis", "cap"), [(0, 19_800), (1, 19_925)])
def test_rate_behind_the_prefectural_cap_is_a_setting(basis: int, cap: int) -> None:
    """2,500,000 yen at 4 % and at 4.025 %, less 1,000 yen: (100,000 − 1,000) / 5 and (100,625 − 1,000) / 5."""
    assert compute(
        furusato_cap_prefectural,
        2025,
        prefectural_computed_levy=[100_625, 0],
        prefectural_standard_levy=[100_000, 0],
        adjustment_credit_prefectural=[1_000, 0],
        credit_furusato_cap_basis=basis,
    ) == [cap, 0]


def test_one_stop_part_follows_the_same_brackets() -> None:
    """地方税法附則第7条の2 (ratios not verified): 5.105 / 84.895 of the special part, and nothing below zero."""
    given: dict[str, Cells] = {
        "one_stop": [True] * 5,
        "furusato_ratio_base": [-1, 0, 1_950_001, 9_000_001, 50_000_000],
    }
    assert compute(
        donation_credit_one_stop_municipal,
        2025,
        **given,
        donation_credit_special_municipal=[54_000, 50_937, 47_874, 33_785, 26_433],
    ) == [0, 3_063, 6_126, 20_217, 15_817]
    assert compute(
        donation_credit_one_stop_prefectural,
        2025,
        **given,
        donation_credit_special_prefectural=[36_000, 33_958, 31_916, 0, 0],
    ) == [0, 2_042, 4_084, 0, 0]
    assert compute(
        donation_credit_one_stop_municipal,
        2025,
        one_stop=[False],
        furusato_ratio_base=[0],
        donation_credit_special_municipal=[50_937],
    ) == [0]


def test_parts_are_added_and_end_with_the_levy_that_is_left() -> None:
    """Published furusato example: 1,680 + 11,690 and 1,120 + 7,793, together 22,283 yen."""
    earlier = {"adjustment_credit": [1_500], "dividend_credit": [500], "housing_loan_credit": [30_000]}
    results = []
    for formula, tax, basic, furusato in (
        (donation_credit_municipal, "municipal", 1_680, 11_690),
        (donation_credit_prefectural, "prefectural", 1_120, 7_793),
    ):
        for levy in (222_900, 40_000):
            parts = {
                f"donation_credit_basic_{tax}": [basic],
                f"donation_credit_special_{tax}": [furusato],
                f"donation_credit_one_stop_{tax}": [0],
                f"{tax}_computed_levy": [levy],
            }
            results += compute(
                formula, 2025, **parts, **{f"{name}_{tax}": column for name, column in earlier.items()}
            )
    assert results == [13_370, 8_000, 8_913, 8_000]
