"""Owns the premium of the year: the months insured of the stage's amount, less any reduction."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least
from uwanose.business.long_term_care_premium.codes import ROUNDING_STEPS
from uwanose.engine.arithmetic import Column, product
from uwanose.engine.formulas import formula
from uwanose.money import floor_to


@formula
def premium_before_reduction(
    annual_amount: Column, insured_months: Column, part_year_rounding: int
) -> Column:
    """The stage's amount for the months insured. 介護保険法第129条, the town's ordinance for the fraction."""
    step = ROUNDING_STEPS[part_year_rounding]
    part = floor_to(product(annual_amount, insured_months) // 12, step)
    return np.where(insured_months == 12, annual_amount, part)


@formula
def premium_reduction() -> int:
    """保険料の減免 (介護保険法第142条): none in the national package. A town's ordinance may grant one, as its customization."""
    return 0


@formula
def premium(premium_before_reduction: Column, premium_reduction: Column) -> Column:
    """The premium of the year. 介護保険法第129条・第142条."""
    return at_least(premium_before_reduction - premium_reduction, 0)
