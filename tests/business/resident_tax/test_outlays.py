"""Deductions for casualties, medical expenses, social insurance and mutual aid."""

from __future__ import annotations

from tests.business.resident_tax.plain import compute
from uwanose.business.resident_tax.outlays import (
    casualty_loss_deduction,
    medical_deduction,
    mutual_aid_deduction,
    social_insurance_deduction,
)


def test_casualty_loss_counts_above_a_tenth_of_income_or_by_the_outlay_of_a_disaster() -> None:
    """地方税法第314条の2第1項第1号: the larger of the two, never below nothing."""
    assert compute(
        casualty_loss_deduction,
        2025,
        casualty_loss=[300_000, 300_001, 500_000, 500_000, 0],
        casualty_disaster_outlay=[0, 0, 250_000, 250_001, 50_000],
        gross_income_amount=[3_000_000] * 5,
    ) == [0, 1, 200_000, 200_001, 0]


def medical(paid: int, income: int, reimbursed: int = 0) -> int:
    """Compute one medical deduction."""
    (deduction,) = compute(
        medical_deduction,
        2025,
        medical_paid=[paid],
        medical_reimbursed=[reimbursed],
        gross_income_amount=[income],
        self_medication_chosen=[False],
        self_medication_paid=[90_000],
        self_medication_reimbursed=[0],
    )
    return int(deduction)


def test_medical_expenses_count_above_5_percent_of_income_at_most_100_000() -> None:
    """地方税法第314条の2第1項第2号."""
    assert [medical(100_000, 2_000_000), medical(100_001, 2_000_000)] == [0, 1]
    assert [medical(100_000, 1_999_999), medical(100_000, 1_999_980)] == [1, 1]  # 5 % = 99,999.95 and 99,999
    assert [medical(150_000, 9_000_000, 50_000), medical(150_000, 9_000_000, 49_999)] == [0, 1]
    assert medical(10_000, 9_000_000, 50_000) == 0


def test_medical_deduction_ends_at_two_million() -> None:
    """地方税法第314条の2第1項第2号."""
    assert [medical(2_099_999, 9_000_000), medical(2_100_000, 9_000_000), medical(9_000_000, 9_000_000)] == [
        1_999_999, 2_000_000, 2_000_000,
    ]  # fmt: skip


def test_self_medication_takes_the_place_of_the_medical_deduction_where_chosen() -> None:
    """地方税法附則第4条の4: above 12,000 yen, up to 88,000 yen."""
    assert compute(
        medical_deduction,
        2025,
        medical_paid=[1_000_000] * 5,
        medical_reimbursed=[0] * 5,
        gross_income_amount=[3_000_000] * 5,
        self_medication_chosen=[True] * 5,
        self_medication_paid=[12_000, 12_001, 99_999, 100_000, 100_001],
        self_medication_reimbursed=[0] * 5,
    ) == [0, 1, 87_999, 88_000, 88_000]


def test_social_insurance_and_mutual_aid_count_in_full() -> None:
    """地方税法第314条の2第1項第3号・第4号."""
    assert compute(social_insurance_deduction, 2025, social_insurance_paid=[394_801]) == [394_801]
    assert compute(mutual_aid_deduction, 2025, mutual_aid_paid=[816_000]) == [816_000]
