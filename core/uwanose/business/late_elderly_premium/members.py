"""Owns what is summed over the household as of the day of each person's judgement: the head, and who is insured by then."""

from __future__ import annotations

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import Household

_NEVER = 99991231


@formula
def household_income(
    member_income: Column, is_head: Flags, insured_in_year: Flags, judged_on: Column, household: Household
) -> Column:
    """The incomes of the head and of the insured. 高齢者の医療の確保に関する法律施行令第18条第4項."""
    return _head_and_insured(member_income, is_head, insured_in_year, judged_on, household)


@formula
def insured_persons(insured_in_year: Flags, judged_on: Column, household: Household) -> Column:
    """How many of the household are insured. 高齢者の医療の確保に関する法律施行令第18条第4項."""
    insured = insured_in_year.astype(np.int64)
    return household.through(insured, judged_on)


@formula
def earners(
    earner: Flags, is_head: Flags, insured_in_year: Flags, judged_on: Column, household: Household
) -> Column:
    """給与所得者等 among the head and the insured. 高齢者の医療の確保に関する法律施行令第18条第4項."""
    return _head_and_insured(earner.astype(np.int64), is_head, insured_in_year, judged_on, household)


@formula
def earners_otherwise(
    earner_otherwise: Flags, is_head: Flags, insured_in_year: Flags, judged_on: Column, household: Household
) -> Column:
    """The same by the limit of pay before the change nobody has verified. 施行令第18条第4項."""
    return _head_and_insured(
        earner_otherwise.astype(np.int64), is_head, insured_in_year, judged_on, household
    )


@formula
def low_pension_household(
    gross_income_amount: Column,
    public_pension_income: Column,
    pension_revenue: Column,
    insured_in_year: Flags,
    judged_on: Column,
    household: Household,
    reduction_low_pension_limit: int,
) -> Flags:
    """Whether all insured have a pension of 800,000 yen or less and nothing else. 高齢者の医療の確保に関する法律施行令附則."""
    low: Flags = (pension_revenue <= reduction_low_pension_limit) & (
        gross_income_amount <= public_pension_income
    )
    others = (insured_in_year & ~low).astype(np.int64)
    alone: Flags = household.through(others, judged_on) == 0
    return alone


@formula
def undecided_household(
    insured_in_year: Flags, insured_months: Column, lost_on: Column, judged_on: Column, household: Household
) -> Flags:
    """Whether somebody insured had left before this one joined. By our decision refused; 施行令第18条第4項."""
    first_loss = household.min(np.where(insured_in_year, lost_on, _NEVER))
    undecided: Flags = (insured_months > 0) & (first_loss <= judged_on)
    return undecided


def _head_and_insured(
    values: Column, is_head: Flags, insured_in_year: Flags, judged_on: Column, household: Household
) -> Column:
    head = household.sum(np.where(is_head, values, 0))
    insured = np.where(insured_in_year & ~is_head, values, 0)
    return head + household.through(insured, judged_on)
