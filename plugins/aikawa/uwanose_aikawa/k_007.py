"""K-007: what Aikawa and Oi pay outside the prefecture's standard, and so out of their own money (愛川町・大井町)."""

from __future__ import annotations

from uwanose import Column, customizes


@customizes("K-007", "medical_subsidy.k_007.outside_standard")
def outside_standard(town_pays: Column, k_001_base_amount: Column) -> Column:
    """The subsidy less the amount the prefecture recognises (K-001)."""
    return town_pays - k_001_base_amount
