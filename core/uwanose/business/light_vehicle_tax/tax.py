"""Owns the tax of the year: the rate of the vehicle, less any reduction."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least
from uwanose.business.light_vehicle_tax.codes import (
    FEW_PASSENGER_BUSINESS,
    FEW_THREE_WHEEL,
    LAST_FLAT,
    LIGHT_25,
    LIGHT_50,
    LIGHT_75,
    THREE_WHEEL,
)
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable


@formula
def tax_before_reduction(
    kind: Column,
    four_wheel: Flags,
    before_its_time: Flags,
    heavy: Flags,
    relieved: Column,
    first_inspected_on: Column,
    inspection_former_until: int,
    rate_flat: LookupTable,
    rate_four_wheel: LookupTable,
    rate_light_75: LookupTable,
    rate_light_50: LookupTable,
    rate_light_25: LookupTable,
) -> Column:
    """The yearly amount: relieved, heavy, former or current. 地方税法第463条の15・附則第30条, the town's ordinance."""
    flat = rate_flat.pick("tax", np.minimum(kind, LAST_FLAT))
    wheels = np.maximum(kind - THREE_WHEEL, 0)  # the tables of four wheels have choices of their own
    few = np.where(kind == THREE_WHEEL, FEW_THREE_WHEEL, FEW_PASSENGER_BUSINESS)
    ordinary = np.where(
        first_inspected_on <= inspection_former_until,
        rate_four_wheel.pick("former", wheels),
        rate_four_wheel.pick("current", wheels),
    )
    large = np.select(
        [heavy, relieved == LIGHT_75, relieved == LIGHT_50, relieved == LIGHT_25],
        [
            rate_four_wheel.pick("heavy", wheels),
            rate_light_75.pick("tax", wheels),
            rate_light_50.pick("tax", few),
            rate_light_25.pick("tax", few),
        ],
        ordinary,
    )
    return np.where(before_its_time, 0, np.where(four_wheel, large, flat))


@formula
def tax_reduction() -> int:
    """軽自動車税の減免 (地方税法第463条の23): none in the national package. A town's ordinance may grant one."""
    return 0


@formula
def tax(tax_before_reduction: Column, tax_reduction: Column) -> Column:
    """The tax of the year, for the holder on 1 April. 地方税法第463条の15・第463条の16."""
    return at_least(tax_before_reduction - tax_reduction, 0)
