"""K-008: relief from the municipal income levy for disabled persons and single parents (an invented sample: 架空)."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from uwanose import Column, LookupTable, customizes, floor_100

_NOT_DISABLED = 0
_NO_WIDOW_STATUS = 0


@customizes("K-008", "resident_tax.k_008.relief")
def relief(
    disability: Column,
    widow_status: Column,
    total_income: Column,
    municipal_income_levy: Column,
    k_008_relief_rates: LookupTable,
) -> Column:
    """The share of the municipal income levy that is waived by total income, cut below 100 yen (地方税法第323条)."""
    entitled = (disability != _NOT_DISABLED) | (widow_status != _NO_WIDOW_STATUS)
    waived = k_008_relief_rates.rates("rate", total_income).floor(municipal_income_levy)
    return np.where(entitled, floor_100(waived), 0)


@customizes("K-008", "resident_tax.municipal_reduction", wrapper=True)
def municipal_reduction(k_008_relief: Column) -> Generator[None, Column, Column]:
    """What the layers beneath reduce, and this relief on top: so it reaches the tax of the year."""
    beneath = yield
    return beneath + k_008_relief
