"""Owns the monthly amount by age and order, and what a claimant gets for a month."""

from __future__ import annotations

import numpy as np

from uwanose.business.child_allowance.codes import FULL, SPECIAL
from uwanose.business.months import first_of_month, month_number
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit, Household, LookupTable, reached_age_on


@formula
def monthly_amount(
    entitled: Flags,
    undecided_order: Flags,
    sibling_order: Column,
    benefit: Column,
    birth_date: Column,
    for_month: Column,
    amount_by_order: LookupTable,
    amount_special: int,
    amount_first_age: int,
    amount_primary_age: AgeLimit,
    amount_junior_high_age: AgeLimit,
) -> Column:
    """The amount for one child: under 3 through the month in which 3 is reached, then by school. 児童手当法第6条・附則第2条.

    One born on the 1st reaches 3 on the last day of the month before, so that month is the last.
    """
    day = first_of_month(for_month)
    under_3 = month_number(for_month) <= month_number(reached_age_on(birth_date, amount_first_age))
    by_school = np.where(
        amount_primary_age.covers(birth_date, day),
        amount_by_order.pick("primary", sibling_order),
        np.where(
            amount_junior_high_age.covers(birth_date, day),
            amount_by_order.pick("junior_high", sibling_order),
            amount_by_order.pick("high_school", sibling_order),
        ),
    )
    full = np.where(under_3, amount_by_order.pick("under_3", sibling_order), by_school)
    paid = np.where(benefit == FULL, full, np.where(benefit == SPECIAL, amount_special, 0))
    return np.where(entitled & ~undecided_order, paid, 0)


@formula
def claimant_month(monthly_amount: Column, for_month: Column, household: Household) -> Column:
    """What the claimant gets for all children for the month. 児童手当法第6条."""
    return household.by(month_number(for_month)).sum(monthly_amount)
