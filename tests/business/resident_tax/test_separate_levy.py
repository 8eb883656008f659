"""Taxable incomes and levies of the classes taxed apart: what deductions are left, rates by year, lines."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from tests.business.resident_tax.plain import compute
from uwanose.business.resident_tax import separate_taxable
from uwanose.business.resident_tax.separate_levy import municipal_separate_levy, prefectural_separate_levy

RATES = [
    # class, levy year, municipal and prefectural levy of 1,000,000 yen
    ("land_short_general", 2025, 54_000, 36_000),
    ("land_short_reduced", 2025, 30_000, 20_000),
    ("land_long_general", 2025, 30_000, 20_000),
    ("land_long_specified", 2025, 24_000, 16_000),
    ("land_long_residence", 2025, 24_000, 16_000),
    ("listed_dividend", 2014, 18_000, 12_000),
    ("listed_dividend", 2015, 30_000, 20_000),
    ("stock_general", 2014, 30_000, 20_000),
    ("stock_listed", 2014, 18_000, 12_000),
    ("stock_listed", 2015, 30_000, 20_000),
    ("futures", 2012, 30_000, 20_000),
]


def levies(levy_year: int, **taxable: int) -> tuple[Any, Any]:
    """Compute both levies of one taxpayer; classes that are not named are 0."""
    classes = [name for name in inspect.signature(municipal_separate_levy).parameters if "taxable" in name]
    given = {name: [taxable.get(name.removeprefix("taxable_"), 0)] for name in classes}
    return (
        compute(municipal_separate_levy, levy_year, **given)[0],
        compute(prefectural_separate_levy, levy_year, **given)[0],
    )


@pytest.mark.parametrize(("kind", "levy_year", "municipal", "prefectural"), RATES)
def test_rate_of_each_class(kind: str, levy_year: int, municipal: int, prefectural: int) -> None:
    """地方税法附則第33条の2〜第35条の4; 1.8 % and 1.2 % for listed stock until levy year 2014."""
    assert levies(levy_year, **{kind: 1_000_000}) == (municipal, prefectural)


@pytest.mark.parametrize(
    ("kind", "line"), [("land_long_specified", 20_000_000), ("land_long_residence", 60_000_000)]
)
def test_lower_rate_ends_with_its_line(kind: str, line: int) -> None:
    """地方税法附則第34条の2・第34条の3: 2.4 % and 1.6 % up to the line, 3 % and 2 % above it."""
    low = (line * 24 // 1000, line * 16 // 1000)
    assert levies(2025, **{kind: line}) == low
    assert levies(2025, **{kind: line + 1_000}) == (low[0] + 30, low[1] + 20)


def test_classes_are_levied_side_by_side() -> None:
    """5.4 % + 3 % + 3 % of 1,000,000 yen each."""
    assert levies(2025, land_short_general=10**6, futures=10**6, stock_general=10**6) == (114_000, 76_000)


def test_what_income_leaves_of_the_deductions_goes_to_the_next_class() -> None:
    """The order is from memory: 総所得金額 first, then short-term land."""
    left = compute(
        separate_taxable.deductions_left_for_land_short,
        2025,
        deductions_total=[1_000_000, 1_000_000],
        comprehensive_income=[999_999, 1_000_001],
    )
    assert left == [1, 0]
    assert compute(
        separate_taxable.deductions_left_for_land_long,
        2025,
        deductions_left_for_land_short=[500, 500],
        land_short_general_income=[100, 600],
        land_short_reduced_income=[100, 0],
    ) == [300, 0]


@pytest.mark.parametrize(("order", "general", "residence"), [(0, 0, 500_000), (1, 1_000_000, 0)])
def test_order_within_long_term_land_is_a_value(order: int, general: int, residence: int) -> None:
    """Deductions of 1,500,000 yen: the general class first, or the lower rates first (not verified)."""
    incomes = {
        "land_long_general_income": [1_000_000], "land_long_specified_income": [0],
        "land_long_residence_income": [1_000_000],
    }  # fmt: skip
    results = [
        compute(
            formula,
            2025,
            **incomes,
            deductions_left_for_land_long=[1_500_000 - 500_000 * order],
            deduction_order_within_land=order,
        )
        for formula in (
            separate_taxable.taxable_land_long_general,
            separate_taxable.taxable_land_long_residence,
        )
    ]
    assert results == [[general], [residence]]


def test_each_class_is_cut_to_1_000_yen_on_its_own() -> None:
    """地方税法第20条の4の2第1項."""
    assert compute(
        separate_taxable.taxable_futures,
        2025,
        futures_after_losses=[1_999_999, 1_000, 999],
        deductions_left_for_futures=[0, 1, 0],
    ) == [1_999_000, 0, 0]


def test_total_taxable_income_leaves_land_and_stock_out() -> None:
    """地方税法第37条・第314条の6: forestry and retirement income belong to 合計課税所得金額."""
    assert compute(
        separate_taxable.total_taxable_income,
        2025,
        taxable_income=[1_000_000],
        taxable_forestry=[20_000],
        taxable_retirement=[3_000],
    ) == [1_023_000]
