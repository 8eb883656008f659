"""The exemption adjustment and the special credit of 2024 and 2025."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import Cells, compute
from uwanose.business.resident_tax.exemption_adjustment import (
    exemption_adjustment,
    exemption_adjustment_municipal,
    exemption_adjustment_prefectural,
    municipal_levy_after_credits,
    prefectural_levy_after_credits,
)
from uwanose.business.resident_tax.special_credit import (
    municipal_levy_before_special_credit,
    prefectural_levy_before_special_credit,
    special_credit,
    special_credit_municipal,
    special_credit_prefectural,
)


def test_levy_after_credits_is_what_each_tax_has_left() -> None:
    """調整控除, 配当控除, 住宅, 寄附金, 外国税額 leave the levy."""
    for formula, tax in (
        (municipal_levy_after_credits, "municipal"),
        (prefectural_levy_after_credits, "prefectural"),
    ):
        columns: dict[str, Cells] = {
            f"{tax}_computed_levy": [100_000],
            f"adjustment_credit_{tax}": [1_500],
            f"dividend_credit_{tax}": [200],
            f"housing_loan_credit_{tax}": [30_000],
            f"donation_credit_{tax}": [4_000],
            f"foreign_tax_credit_{tax}": [50],
        }
        assert compute(formula, 2025, **columns) == [64_250]


def test_tax_pushes_nobody_below_the_exemption_limit() -> None:
    """地方税法附則第3条の3第2項・第5項: levies of 1,050 yen on 451,050 yen leave 450,000; one yen less lacks one."""
    relief = compute(
        exemption_adjustment,
        2025,
        gross_income_amount=[451_050, 451_049, 451_000, 450_001, 400_000],
        income_levy_limit=[450_000] * 5,
        municipal_levy_after_credits=[630, 630, 630, 630, 0],
        prefectural_levy_after_credits=[420, 420, 420, 420, 0],
    )
    assert relief == [0, 1, 50, 1_049, 0]


def test_relief_is_shared_in_proportion_to_the_levies() -> None:
    """The split and its rounding are from memory: the prefectural share is raised, the rest is municipal."""
    columns: dict[str, Cells] = {
        "exemption_adjustment": [50, 1_049, 1, 0],
        "municipal_levy_after_credits": [630, 630, 630, 0],
        "prefectural_levy_after_credits": [420, 420, 420, 0],
    }
    shares = compute(exemption_adjustment_prefectural, 2025, **columns)
    assert shares == [20, 420, 1, 0]
    down = compute(exemption_adjustment_prefectural, 2025, **columns, credit_exemption_adjustment_rounding=1)
    assert down == [20, 419, 0, 0]
    assert compute(
        exemption_adjustment_municipal,
        2025,
        exemption_adjustment=[50, 1_049],
        exemption_adjustment_prefectural=[20, 420],
    ) == [30, 629]


def test_special_credit_comes_after_the_exemption_adjustment_and_the_withheld_levies() -> None:
    """附則第5条の8 lists 附則第3条の3 and 第314条の9 among what is applied before it."""
    assert compute(
        municipal_levy_before_special_credit,
        2024,
        municipal_levy_after_credits=[630],
        exemption_adjustment_municipal=[30],
        withheld_levy_credit_municipal=[100],
    ) == [500]
    assert compute(
        prefectural_levy_before_special_credit,
        2024,
        prefectural_levy_after_credits=[420],
        exemption_adjustment_prefectural=[20],
        withheld_levy_credit_prefectural=[100],
    ) == [300]


def credit(
    levy_year: int,
    *,
    total_income: int = 5_000_000,
    levies: tuple[int, int] = (180_000, 120_000),
    **family: int,
) -> int:
    """Compute the special credit of one taxpayer; the family is given by its marks and numbers."""
    spouse, other = bool(family.get("deductible")), bool(family.get("other_spouse"))
    (amount,) = compute(
        special_credit,
        levy_year,
        total_income=[total_income],
        same_livelihood_spouse=[spouse or other],
        deductible_spouse=[spouse],
        spouse_non_resident=[bool(family.get("spouse_abroad"))],
        counted_dependants=[family.get("dependants", 0)],
        dependants_non_resident=[family.get("dependants_abroad", 0)],
        municipal_levy_before_special_credit=[levies[0]],
        prefectural_levy_before_special_credit=[levies[1]],
    )
    return int(amount)


def test_2024_gives_10_000_yen_for_each_head_in_the_country() -> None:
    """地方税法附則第5条の8."""
    assert credit(2024) == 10_000
    assert credit(2024, deductible=1, dependants=2) == 40_000
    assert credit(2024, deductible=1, spouse_abroad=1, dependants=2, dependants_abroad=1) == 20_000
    assert credit(2024, other_spouse=1) == 10_000


def test_2025_gives_10_000_yen_for_a_spouse_without_deduction_only() -> None:
    """千代田区 令和7年度: taxpayers above 10,000,000 yen with a 同一生計配偶者."""
    assert credit(2025, other_spouse=1, dependants=3) == 10_000
    assert credit(2025, other_spouse=1, spouse_abroad=1) == 0
    assert credit(2025, deductible=1, dependants=3) == 0


@pytest.mark.parametrize("levy_year", [2021, 2022, 2023, 2026])
def test_other_years_have_no_special_credit(levy_year: int) -> None:
    """附則第5条の8・第5条の12 name 2024 and 2025."""
    assert credit(levy_year, deductible=1, dependants=2) == 0
    assert credit(levy_year, other_spouse=1) == 0


def test_special_credit_ends_at_18_050_000_and_with_the_levies() -> None:
    """合計所得金額 1,805万円以下."""
    assert [credit(2024, total_income=income) for income in (18_050_000, 18_050_001)] == [10_000, 0]
    assert credit(2024, deductible=1, levies=(9_000, 6_000)) == 15_000
    assert credit(2024, levies=(0, 0)) == 0


def test_prefectural_share_is_raised_and_the_rest_is_municipal() -> None:
    """川崎市 2024: 30,000 × 50,087 / 125,217 = 12,000.05 → 12,001, before the cut to 100 yen."""
    prefectural = compute(
        special_credit_prefectural,
        2024,
        special_credit=[30_000, 15_000, 0],
        municipal_levy_before_special_credit=[75_130, 9_000, 0],
        prefectural_levy_before_special_credit=[50_087, 6_000, 0],
    )
    assert prefectural == [12_001, 6_000, 0]
    assert compute(
        special_credit_municipal,
        2024,
        special_credit=[30_000, 15_000, 0],
        special_credit_prefectural=prefectural,
    ) == [17_999, 9_000, 0]
