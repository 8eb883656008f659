"""Deductions and differences by status: disability of three persons, widows, single parents, students, the basic one."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import Cells, compute
from uwanose.business.resident_tax.status import (
    basic_deduction,
    disability_deduction,
    disability_difference,
    disabled_general,
    disabled_special,
    disabled_special_cohabiting,
    is_working_student,
    own_difference,
    single_parent_deduction,
    widow_deduction,
    working_student_deduction,
)


def test_disability_counts_taxpayer_spouse_within_the_limit_and_dependants() -> None:
    """地方税法第314条の2第1項第6号: a spouse above the limit does not count."""
    family: dict[str, Cells] = {
        "same_livelihood_spouse": [True, False, True, True],
        "spouse_disability": ["general", "general", "special", "special_cohabiting"],
    }
    own: Cells = ["general", "none", "special", "none"]
    assert compute(
        disabled_general, 2025, disability=own, **family, dependants_disability_general=[1, 0, 0, 0]
    ) == [3, 0, 0, 0]
    assert compute(
        disabled_special, 2025, disability=own, **family, dependants_disability_special=[0, 0, 1, 2]
    ) == [0, 0, 3, 2]
    assert compute(
        disabled_special_cohabiting, 2025, **family, dependants_disability_special_cohabiting=[0, 1, 0, 1]
    ) == [0, 1, 0, 2]


def test_disability_amounts_and_differences() -> None:
    """260,000 / 300,000 / 530,000; 1 / 10 / 22 ten thousand yen. The cohabiting amount replaces the special one."""
    counts = {
        "disabled_general": [1, 0, 0, 2],
        "disabled_special": [0, 1, 0, 1],
        "disabled_special_cohabiting": [0, 0, 1, 1],
    }
    assert compute(disability_deduction, 2025, **counts) == [260_000, 300_000, 530_000, 1_350_000]
    assert compute(disability_difference, 2025, **counts) == [10_000, 100_000, 220_000, 340_000]


WIDOWS = ["none", "widow", "single_parent_mother", "single_parent_father"]


def test_widow_and_single_parents() -> None:
    """地方税法第314条の2第1項第8号・第8号の2."""
    allowed = [False] * 4
    assert compute(widow_deduction, 2025, widow_status=WIDOWS, widow_status_refused=allowed) == [
        0,
        260_000,
        0,
        0,
    ]
    assert compute(single_parent_deduction, 2025, widow_status=WIDOWS) == [0, 0, 300_000, 300_000]


@pytest.mark.parametrize(("levy_year", "limit"), [(2021, 750_000), (2025, 750_000), (2026, 850_000)])
def test_working_student_earns_no_more_than_the_limit_of_the_year(levy_year: int, limit: int) -> None:
    """地方税法第292条第1項: 合計所得金額 75万円, from 2026 85万円."""
    students = compute(
        is_working_student,
        levy_year,
        working_student=[True, True, False],
        total_income=[limit, limit + 1, limit],
    )
    assert students == [True, False, False]
    assert compute(working_student_deduction, levy_year, is_working_student=students) == [260_000, 0, 0]


def test_basic_deduction_ends_with_25_million() -> None:
    """地方税法第314条の2第2項."""
    incomes = [0, 24_000_000, 24_000_001, 24_500_000, 24_500_001, 25_000_000, 25_000_001]
    assert compute(basic_deduction, 2026, total_income=incomes) == [
        430_000, 430_000, 290_000, 290_000, 150_000, 150_000, 0,
    ]  # fmt: skip


def test_own_differences() -> None:
    """Basic 5, widow 1, single mother 5, single father 1, student 1 ten thousand yen; no basic above 25 million."""
    assert compute(
        own_difference,
        2025,
        total_income=[3_000_000] * 5 + [25_000_000, 25_000_001],
        widow_status=[*WIDOWS, "none", "none", "none"],
        is_working_student=[False] * 4 + [True, False, False],
    ) == [50_000, 60_000, 100_000, 60_000, 60_000, 50_000, 0]
