"""Life and earthquake insurance: each bracket, fractions raised, mixed contracts, caps."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import compute
from uwanose.business.resident_tax.insurance import (
    earthquake_insurance_deduction,
    life_care_medical_deduction,
    life_general_deduction,
    life_insurance_deduction,
    life_pension_deduction,
    old_long_term_deduction,
)


@pytest.mark.parametrize(
    ("paid", "deduction"),
    [
        (0, 0),
        (12_000, 12_000),
        (12_001, 12_001),  # 6,000.5 raised + 6,000
        (12_002, 12_001),
        (32_000, 22_000),
        (32_001, 22_001),  # 8,000.25 raised + 14,000
        (32_004, 22_001),
        (55_999, 28_000),
        (56_000, 28_000),
        (56_001, 28_000),
        (400_000, 28_000),
    ],
)
def test_new_contracts(paid: int, deduction: int) -> None:
    """地方税法第314条の2第1項第5号, the same for care and medical, general and pension insurance."""
    assert compute(life_care_medical_deduction, 2025, life_care_medical_paid=[paid]) == [deduction]
    for formula, kind in ((life_general_deduction, "general"), (life_pension_deduction, "pension")):
        columns = {f"life_new_{kind}_paid": [paid], f"life_old_{kind}_paid": [0]}
        assert compute(formula, 2025, **columns) == [deduction]


@pytest.mark.parametrize(
    ("paid", "deduction"),
    [
        (15_000, 15_000),
        (15_001, 15_001),  # 7,500.5 raised + 7,500
        (40_000, 27_500),
        (40_001, 27_501),  # 10,000.25 raised + 17,500
        (70_000, 35_000),
        (70_001, 35_000),
    ],
)
def test_old_contracts(paid: int, deduction: int) -> None:
    """地方税法第314条の2第1項第5号."""
    for formula, kind in ((life_general_deduction, "general"), (life_pension_deduction, "pension")):
        columns = {f"life_new_{kind}_paid": [0], f"life_old_{kind}_paid": [paid]}
        assert compute(formula, 2025, **columns) == [deduction]


def test_old_contract_alone_can_beat_both_together() -> None:
    """Both together end at 28,000 yen, the old one alone at 35,000 (粕屋町: 30,000 and 30,000 give 28,000)."""
    assert compute(
        life_general_deduction,
        2025,
        life_new_general_paid=[30_000, 56_000, 56_000, 10_000],
        life_old_general_paid=[30_000, 41_999, 42_001, 10_000],
    ) == [28_000, 28_000, 28_001, 20_000]


def test_three_parts_end_at_70_000() -> None:
    """岐阜市 (旧一般 54,000, 介護医療 115,000, 旧年金 204,000 → 70,000): 31,000 + 28,000 + 35,000."""
    general = compute(life_general_deduction, 2025, life_new_general_paid=[0], life_old_general_paid=[54_000])
    care = compute(life_care_medical_deduction, 2025, life_care_medical_paid=[115_000])
    pension = compute(
        life_pension_deduction, 2025, life_new_pension_paid=[0], life_old_pension_paid=[204_000]
    )
    assert (general, care, pension) == ([31_000], [28_000], [35_000])
    assert compute(
        life_insurance_deduction,
        2025,
        life_general_deduction=[*general, 28_000, 28_000],
        life_care_medical_deduction=[*care, 28_000, 28_000],
        life_pension_deduction=[*pension, 14_000, 13_999],
    ) == [70_000, 70_000, 69_999]


def test_old_long_term_premiums() -> None:
    """平成18年法律第7号附則第11条第5項."""
    paid = [5_000, 5_001, 15_000, 15_001]
    assert compute(old_long_term_deduction, 2025, old_long_term_paid=paid) == [5_000, 5_001, 10_000, 10_000]


def test_half_of_the_earthquake_premium_and_the_old_part_end_at_25_000() -> None:
    """地方税法第314条の2第1項第5号の3; a fraction of a yen is raised."""
    assert compute(
        earthquake_insurance_deduction,
        2025,
        earthquake_paid=[20_000, 20_001, 50_000, 50_001, 30_000, 30_001, 0],
        old_long_term_deduction=[0, 0, 0, 0, 10_000, 10_000, 10_000],
    ) == [10_000, 10_001, 25_000, 25_000, 25_000, 25_000, 10_000]
