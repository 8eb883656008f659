"""Owns how the premium is collected: from the pension in April, June, August and in October, December, February, or by terms.

Withholding that begins within the year is not taken in. How a final instalment and an ordinary one are cut is a rule of
the town; that the rest goes to the first of them is our decision, as in resident tax.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.money import floor_to


@formula
def withheld(
    insured_months: Column,
    withheld_since_april: Flags,
    pension_for_withholding: Column,
    withholding_least_pension: int,
) -> Flags:
    """Whether the premium is withheld from the pension all year: 180,000 yen of pension or more. 介護保険法第134条・第135条."""
    whole_year: Flags = insured_months == 12
    return whole_year & withheld_since_april & (pension_for_withholding >= withholding_least_pension)


@formula
def pension_provisional(withheld: Flags, provisional_instalment: Column) -> Column:
    """仮徴収: what is withheld in each of April, June and August, before the stage is known. 介護保険法第140条."""
    return np.where(withheld, provisional_instalment, 0)


@formula
def pension_final(withheld: Flags, premium: Column, pension_provisional: Column) -> Column:
    """本徴収: what is left for October, December and February. 介護保険法第135条・第140条."""
    return np.where(withheld, at_least(premium - 3 * pension_provisional, 0), 0)


@formula
def over_withheld(withheld: Flags, premium: Column, pension_provisional: Column) -> Column:
    """What the provisional instalments took above the premium of the year. 介護保険法第139条."""
    return np.where(withheld, at_least(3 * pension_provisional - premium, 0), 0)


@formula
def pension_final_later(pension_final: Column, withholding_unit: int) -> Column:
    """Each of December and February: a third, cut to the town's unit. 介護保険法第135条, the town's ordinance."""
    return floor_to(pension_final // 3, withholding_unit)


@formula
def pension_final_first(pension_final: Column, pension_final_later: Column) -> Column:
    """October: the rest. 介護保険法第135条, the town's ordinance."""
    return pension_final - 2 * pension_final_later


@formula
def ordinary_later_instalment(
    withheld: Flags, premium: Column, ordinary_count: int, ordinary_unit: int
) -> Column:
    """Each ordinary instalment after the first, cut to the town's unit. 介護保険法第133条, the town's ordinance."""
    each = floor_to(premium // ordinary_count, ordinary_unit)
    return np.where(withheld, 0, each)


@formula
def ordinary_first_instalment(
    withheld: Flags, premium: Column, ordinary_later_instalment: Column, ordinary_count: int
) -> Column:
    """The first ordinary instalment: the rest. 介護保険法第133条, the town's ordinance."""
    return np.where(withheld, 0, premium - (ordinary_count - 1) * ordinary_later_instalment)
