"""Owns for which children and months the allowance is paid: the age, the claim, and the end of the entitlement."""

from __future__ import annotations

import numpy as np

from uwanose.business.months import first_of_month, month_number
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.columns.days import as_days
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit


@formula
def within_age(birth_date: Column, for_month: Column, cared_for: Flags, child_age_limit: AgeLimit) -> Flags:
    """Whether a child is born and within the age of the allowance in the month. 児童手当法第3条・第4条."""
    born = month_number(birth_date) <= month_number(for_month)
    return born & cared_for & child_age_limit.covers(birth_date, first_of_month(for_month))


@formula
def entitled(
    within_age: Flags,
    birth_date: Column,
    for_month: Column,
    claimed_on: Column,
    event_on: Column,
    ended_on: Column,
    claim_grace_days: int,
) -> Flags:
    """Whether the allowance is paid for the month: from the month after the claim to that of the end. 児童手当法第8条.

    A claim within 15 days of a birth or move counts as made on that day. None is made before the child is born, so the
    month of birth is never paid, whatever days are given.
    """
    days = _whole_days(claimed_on) - _whole_days(event_on)
    reaches_back = (days >= 0) & (days <= claim_grace_days)
    counts_from = np.where(reaches_back, event_on, claimed_on)
    month = month_number(for_month)
    begun: Flags = month > np.maximum(month_number(counts_from), month_number(birth_date))
    return within_age & begun & (month <= month_number(ended_on))


def _whole_days(day: Column) -> Column:
    days: Column = as_days(np.asarray(day, dtype=np.int64)).astype(np.int64)
    return days
