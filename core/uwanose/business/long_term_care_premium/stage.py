"""Owns the stage (所得段階) and its premium of the year, in yen as the ordinance has it."""

from __future__ import annotations

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable


@formula
def stage(
    insured_months: Column,
    taxed: Flags,
    household_taxed: Flags,
    public_assistance: Flags,
    old_age_welfare_pension: Flags,
    lower_stage_income: Column,
    upper_stage_income: Column,
    stage_first_line: int,
    stage_second_line: int,
    stage_taxed: LookupTable,
) -> Column:
    """The stage; 0 for those not insured. 介護保険法施行令第38条・第39条, the town's ordinance.

    Exactly the line is the lower stage below, exactly the bound the higher stage from stage 6 on.
    """
    low = lower_stage_income <= stage_first_line
    nobody_taxed = np.where(low, 1, np.where(lower_stage_income <= stage_second_line, 2, 3))
    untaxed = np.where(household_taxed, np.where(low, 4, 5), nobody_taxed)
    judged = np.where(taxed, stage_taxed.pick("stage", upper_stage_income), untaxed)
    first = public_assistance | (old_age_welfare_pension & ~household_taxed)
    return np.where(insured_months > 0, np.where(first, 1, judged), 0)


@formula
def annual_amount(
    stage: Column,
    taxed: Flags,
    upper_stage_income: Column,
    stage_untaxed: LookupTable,
    stage_taxed: LookupTable,
) -> Column:
    """The premium of a whole year in the stage. 介護保険法第129条, the town's ordinance."""
    below = stage_untaxed.pick("annual", np.clip(stage, 1, 5))
    above = stage_taxed.pick("annual", upper_stage_income)
    return np.where(stage == 0, 0, np.where(stage > 5, above, below))
