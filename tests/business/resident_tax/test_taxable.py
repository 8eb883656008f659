"""Taxable income and the computed levies."""

from __future__ import annotations

import inspect

from tests.business.resident_tax.plain import Cells, compute
from uwanose.business.resident_tax.computed_levy import (
    municipal_computed_levy,
    prefectural_computed_levy,
    prefectural_standard_levy,
)
from uwanose.business.resident_tax.taxable import deductions_total, taxable_income
from uwanose.money import Rate


def test_every_deduction_is_added_once() -> None:
    """地方税法第314条の2: fifteen deductions."""
    names = list(inspect.signature(deductions_total).parameters)
    powers = {name: [2**place] for place, name in enumerate(names)}
    assert compute(deductions_total, 2025, **powers) == [2**15 - 1]


def test_taxable_income_is_cut_below_1_000_yen_and_never_negative() -> None:
    """地方税法第20条の4の2第1項; 横浜市 2025: 3,960,000 − 1,522,800 → 2,437,000."""
    assert compute(
        taxable_income,
        2025,
        comprehensive_income=[3_960_000, 430_999, 431_000, 400_000],
        deductions_total=[1_522_800, 430_000, 430_000, 430_000],
    ) == [2_437_000, 0, 1_000, 0]


SOMEBODY: dict[str, Cells] = {
    "income_levy_exempt": [False], "house_only": [False], "prefectural_separate_levy": [0],
}  # fmt: skip
THREE: dict[str, Cells] = {"income_levy_exempt": [False, True, False], "house_only": [False, False, True]}


def test_levies_are_cut_to_the_yen_and_nothing_for_the_exempt_and_for_houses() -> None:
    """横浜市 2025: 2,437,000 × 8 % = 194,960 and × 2.025 % = 49,349.25 → 49,349."""
    taxable = [2_437_000] * 3
    assert compute(
        municipal_computed_levy,
        2025,
        total_taxable_income=taxable,
        municipal_separate_levy=[0] * 3,
        **THREE,
        rate_municipal=Rate(8, 100),
    ) == [194_960, 0, 0]
    assert compute(
        prefectural_computed_levy,
        2025,
        total_taxable_income=taxable,
        prefectural_separate_levy=[0] * 3,
        **THREE,
        rate_prefectural=Rate(2, 100),
        rate_kanagawa_surcharge=Rate(25, 100_000),
    ) == [49_349, 0, 0]


def test_surcharge_is_one_rate_with_the_standard_rate() -> None:
    """3,000 yen at 4.01 % and 0.099 % together are 123.27 yen; cut one by one they would be 120 and 2."""
    assert compute(
        prefectural_computed_levy,
        2025,
        total_taxable_income=[3_000],
        **SOMEBODY,
        rate_prefectural=Rate(401, 10_000),
        rate_kanagawa_surcharge=Rate(99, 100_000),
    ) == [123]


def test_national_package_has_no_surcharge() -> None:
    """地方税法第35条: only the ordinance of a prefecture goes above the standard rate."""
    taxable: Cells = [10_000_000]
    assert compute(prefectural_computed_levy, 2025, total_taxable_income=taxable, **SOMEBODY) == [400_000]
    assert compute(prefectural_standard_levy, 2025, total_taxable_income=taxable, **SOMEBODY) == [400_000]
