"""Withheld levies on dividends and stock: shares, credit, offset against the tax of the year, refund."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import compute
from uwanose.business.resident_tax import withheld_levies
from uwanose.business.resident_tax.annual import amount_to_collect


def test_prefectural_share_is_two_fifths_and_the_municipal_one_the_rest() -> None:
    """地方税法第37条の4・第314条の9 (from memory): 3 yen are 1.2 → 2 and 1."""
    shares = compute(withheld_levies.withheld_levy_share_prefectural, 2025, withheld_levy=[40_000, 3, 0])
    assert shares == [16_000, 2, 0]
    assert compute(
        withheld_levies.withheld_levy_credit_municipal,
        2025,
        withheld_levy=[40_000, 3, 0],
        withheld_levy_share_prefectural=shares,
        municipal_levy_after_credits=[100_000] * 3,
        exemption_adjustment_municipal=[0] * 3,
    ) == [24_000, 1, 0]
    down = compute(
        withheld_levies.withheld_levy_share_prefectural, 2025, withheld_levy=[3], credit_withheld_rounding=1
    )
    assert down == [1]


def test_credit_ends_with_the_levy_after_the_exemption_adjustment() -> None:
    """No levy becomes negative."""
    assert compute(
        withheld_levies.withheld_levy_credit_prefectural,
        2025,
        withheld_levy_share_prefectural=[16_000],
        prefectural_levy_after_credits=[12_100],
        exemption_adjustment_prefectural=[100],
    ) == [12_000]


@pytest.mark.parametrize(("forest", "offset"), [(False, 4_300), (True, 5_300)])
def test_shortfall_goes_to_the_tax_of_the_year_and_the_rest_is_paid_back(forest: bool, offset: int) -> None:
    """棚倉町: what is left over the per-capita levies is refunded. Whether the forest tax is among them is a value."""
    offsets = compute(
        withheld_levies.withheld_levy_offset,
        2025,
        withheld_levy_shortfall=[10_000, 4_300, 0],
        municipal_annual=[3_000] * 3,
        prefectural_annual=[1_300] * 3,
        forest_environment_tax=[1_000] * 3,
        credit_withheld_offset_forest_tax=forest,
    )
    assert offsets == [offset, 4_300, 0]
    assert compute(
        withheld_levies.withheld_levy_refund,
        2025,
        withheld_levy_shortfall=[10_000, 4_300, 0],
        withheld_levy_offset=offsets,
    ) == [10_000 - offset, 0, 0]
    assert compute(amount_to_collect, 2025, annual_total=[5_300] * 3, withheld_levy_offset=offsets) == [
        5_300 - offset,
        1_000,
        5_300,
    ]
