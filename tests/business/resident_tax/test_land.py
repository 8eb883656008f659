"""Land and buildings: special deductions by kind, their cap, and what the totals take in."""

from __future__ import annotations

import inspect

import pytest

from tests.business.resident_tax.plain import Cells, compute
from uwanose.business.resident_tax import income, land

KINDS = [
    ("none", 0), ("expropriation", 50_000_000), ("residence", 30_000_000), ("readjustment", 20_000_000),
    ("housing_site", 15_000_000), ("farmland", 8_000_000), ("unused_land", 1_000_000),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "limit"), KINDS)
def test_special_deduction_ends_with_the_gain_and_with_the_amount_of_its_kind(kind: str, limit: int) -> None:
    """租税特別措置法第33条の4〜第35条の3."""
    gains = [0, limit - 1, limit, limit + 1] if limit else [0, 1]
    assert compute(
        land.land_long_general_special_deduction,
        2025,
        land_long_general_gain=gains,
        land_long_general_special=[kind] * len(gains),
        land_long_general_special_amount=[99] * len(gains),
    ) == [min(gain, limit) for gain in gains]


def test_where_kinds_are_mixed_the_declared_amount_is_taken() -> None:
    """2以上の特例: the town has divided them."""
    assert compute(
        land.land_short_general_special_deduction,
        2025,
        land_short_general_gain=[40_000_000, 20_000_000],
        land_short_general_special=["declared"] * 2,
        land_short_general_special_amount=[31_000_000] * 2,
    ) == [31_000_000, 20_000_000]


def test_nothing_is_computed_above_the_cap_of_50_million() -> None:
    """租税特別措置法第36条: the cap itself is allowed."""
    parts = of_classes(
        [(10_000_000, "declared")] * 5, [(10_000_000, "declared")] * 4 + [(10_000_001, "declared")]
    )
    assert compute(land.special_deductions_refused, 2025, **parts) == [False, True]


def test_a_kind_is_had_once_a_year_in_all_classes_together() -> None:
    """租税特別措置法第33条の4〜第35条の3: 3,000万円 for residences, whether short-term or long-term, or both."""
    nothing = (0, "none")
    parts = of_classes(
        [(18_000_000, "residence"), nothing, nothing, nothing, (12_000_000, "residence")],
        [(18_000_000, "residence"), nothing, nothing, nothing, (12_000_001, "residence")],
        [
            (18_000_000, "residence"),
            nothing,
            (20_000_000, "readjustment"),
            nothing,
            (12_000_000, "residence"),
        ],
        [(18_000_000, "declared"), nothing, nothing, nothing, (20_000_000, "declared")],
        [nothing, (500_000, "unused_land"), (500_000, "unused_land"), (1, "unused_land"), nothing],
    )
    assert compute(land.special_deductions_refused, 2025, **parts) == [False, True, False, False, True]


def of_classes(*rows: list[tuple[int, str]]) -> dict[str, Cells]:
    """Lay rows of (deduction, kind) of the five classes out as the columns that the formula takes."""
    names = list(inspect.signature(land.special_deductions_refused).parameters)
    deductions = [name for name in names if name.endswith("_special_deduction")]
    kinds = [name for name in names if name.endswith("_special")]
    assert [name.removesuffix("_deduction") for name in deductions] == kinds
    assert len(kinds) == 5
    columns: dict[str, Cells] = {}
    for place, (deduction, kind) in enumerate(zip(deductions, kinds, strict=True)):
        columns[deduction] = [row[place][0] for row in rows]
        columns[kind] = [row[place][1] for row in rows]
    return columns


def test_totals_take_the_gain_before_special_deductions_unless_the_rules_say_otherwise() -> None:
    """地方税法第292条第1項第13号 (from memory, so it is a value)."""
    both = {"land_gain": [30_000_000], "land_income": [0]}
    assert compute(land.land_in_total_income, 2025, **both) == [30_000_000]
    assert compute(land.land_in_total_income, 2025, **both, separate_land_in_total_income=1) == [0]
    assert compute(land.land_in_gross_income_amount, 2025, **both) == [30_000_000]
    assert compute(
        land.land_in_gross_income_amount, 2025, **both, separate_land_in_gross_income_amount=1
    ) == [0]


@pytest.mark.parametrize("taken_in", [30_000_000, 0])
def test_other_businesses_read_land_after_special_deductions_whatever_the_total_takes_in(
    taken_in: int,
) -> None:
    """A home sold with the deduction of 30,000,000 yen leaves no income for a premium, and is not deducted twice."""
    assert compute(
        income.gross_income_after_special_deductions,
        2025,
        gross_income_amount=[1_000_000 + taken_in],
        land_in_gross_income_amount=[taken_in],
        land_income=[0],
    ) == [1_000_000]
    assert compute(land.land_special_deduction, 2025, land_gain=[30_000_001], land_income=[1]) == [30_000_000]
