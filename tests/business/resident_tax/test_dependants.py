"""Dependants: who is counted, what is deducted, what the difference is, and the relatives of 19 to 22 from 2026."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import compute
from uwanose.business.resident_tax.dependants import (
    counted_dependants,
    counted_persons,
    dependants_deduction,
    dependants_difference,
    specified_relative_deduction,
)

KINDS = ("dependants_general", "dependants_specific", "dependants_elderly", "dependants_cohabiting_parent")


def each_kind() -> dict[str, list[int]]:
    """Return one column per kind: the first person has one of the first kind, and so on; the last has all."""
    return {kind: [int(row in (place, 4)) for row in range(5)] for place, kind in enumerate(KINDS)}


def test_children_under_16_count_but_give_no_deduction() -> None:
    """地方税法第292条第1項第9号: 扶養親族 of any age."""
    none = {kind: [0] for kind in KINDS}
    assert compute(counted_dependants, 2025, **none, dependants_under_16=[3]) == [3]
    assert compute(dependants_deduction, 2025, **none) == [0]


def test_spouse_and_dependants_are_counted_together() -> None:
    """地方税法施行令第47条の3."""
    assert compute(
        counted_persons, 2025, same_livelihood_spouse=[True, False, True], counted_dependants=[2, 2, 0]
    ) == [3, 2, 1]


def test_deduction_of_each_kind() -> None:
    """330,000 / 450,000 / 380,000 / 450,000 (同居老親等)."""
    amounts = [330_000, 450_000, 380_000, 450_000, 1_610_000]
    assert compute(dependants_deduction, 2026, **each_kind()) == amounts


def test_difference_of_each_kind() -> None:
    """5 / 18 / 10 / 13 ten thousand yen."""
    assert compute(dependants_difference, 2026, **each_kind()) == [50_000, 180_000, 100_000, 130_000, 460_000]


@pytest.mark.parametrize(
    ("income", "amount"),
    [
        (0, 0),
        (580_000, 0),
        (580_001, 450_000),
        (950_000, 450_000),
        (950_001, 410_000),
        (1_000_000, 410_000),
        (1_000_001, 310_000),
        (1_050_001, 210_000),
        (1_100_001, 110_000),
        (1_150_001, 60_000),
        (1_200_000, 60_000),
        (1_200_001, 30_000),
        (1_230_000, 30_000),
        (1_230_001, 0),
    ],
)
def test_specified_relative_by_income(income: int, amount: int) -> None:
    """特定親族特別控除, levy year 2026."""
    assert compute(
        specified_relative_deduction,
        2026,
        specified_relative_1_total_income=[income, 0, 600_000],
        specified_relative_2_total_income=[0, income, 600_000],
        specified_relative_3_total_income=[0, 0, income],
    ) == [amount, amount, 900_000 + amount]


def test_there_was_no_deduction_for_specified_relatives_before_2026() -> None:
    """令和7年度改正, first for the income of 2025."""
    assert compute(
        specified_relative_deduction,
        2025,
        specified_relative_1_total_income=[900_000],
        specified_relative_2_total_income=[0],
        specified_relative_3_total_income=[0],
    ) == [0]
