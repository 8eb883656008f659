"""Owns the income test that ended with September 2024: whose income of which year, what is taken off, and both limits.

The claimant's own income counts alone. At a limit one is out of it (以上).
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most
from uwanose.business.child_allowance.codes import FULL, NO_BENEFIT, PREVIOUS_YEAR, SAME_YEAR, SPECIAL
from uwanose.engine.arithmetic import Column, product
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable


@formula(until="2024-09-30")
def income_levy_year(for_month: Column) -> Column:
    """The levy year whose income counts: June to May form one year. 旧児童手当法第5条.

    April and May still go by the levy year before; that the year turns in June is from memory.
    """
    month = for_month // 100 % 100
    return np.where((month == 4) | (month == 5), PREVIOUS_YEAR, SAME_YEAR)


@formula(until="2024-09-30")
def assessed_income(
    income_levy_year: Column,
    total_income_same: Column,
    total_income_previous: Column,
    employment_income_same: Column,
    employment_income_previous: Column,
    public_pension_income_same: Column,
    public_pension_income_previous: Column,
    claimant_listed_deductions: Column,
    income_flat_deduction: int,
    income_pay_pension_deduction: int,
) -> Column:
    """The claimant's income that is compared, not below zero. 旧児童手当法施行令第2条・第3条."""
    same = income_levy_year == SAME_YEAR
    total = np.where(same, total_income_same, total_income_previous)
    pay = np.where(same, employment_income_same, employment_income_previous)
    pension = np.where(same, public_pension_income_same, public_pension_income_previous)
    further = at_most(pay + pension, income_pay_pension_deduction)
    return at_least(total - income_flat_deduction - further - claimant_listed_deductions, 0)


@formula(until="2024-09-30")
def income_limit_amount(
    claimant_dependants: Column,
    claimant_elderly_dependants: Column,
    income_limit: LookupTable,
    income_per_elderly_dependant: int,
) -> Column:
    """所得制限限度額 by dependants. 旧児童手当法第5条, 旧児童手当法施行令第1条."""
    elderly = product(claimant_elderly_dependants, income_per_elderly_dependant)
    return _by_dependants(income_limit, claimant_dependants) + elderly


@formula(since="2022-06-01", until="2024-09-30")
def income_upper_limit_amount(
    claimant_dependants: Column,
    claimant_elderly_dependants: Column,
    income_upper_limit: LookupTable,
    income_per_elderly_dependant: int,
) -> Column:
    """所得上限限度額 by dependants, since June 2022. 旧児童手当法附則第2条."""
    elderly = product(claimant_elderly_dependants, income_per_elderly_dependant)
    return _by_dependants(income_upper_limit, claimant_dependants) + elderly


@formula("benefit", until="2022-05-31")
def benefit_without_upper_limit(assessed_income: Column, income_limit_amount: Column) -> Column:
    """児童手当 below the limit, 特例給付 from it on. 旧児童手当法第5条・附則第2条."""
    return np.where(assessed_income < income_limit_amount, FULL, SPECIAL)


@formula("benefit", since="2022-06-01", until="2024-09-30")
def benefit_with_upper_limit(
    assessed_income: Column, income_limit_amount: Column, income_upper_limit_amount: Column
) -> Column:
    """児童手当 below the limit, 特例給付 from it on, nothing from the upper limit on. 旧児童手当法第5条・附則第2条."""
    below_upper = np.where(assessed_income < income_upper_limit_amount, SPECIAL, NO_BENEFIT)
    return np.where(assessed_income < income_limit_amount, FULL, below_upper)


@formula("benefit", since="2024-10-01")
def benefit_for_all() -> int:
    """児童手当 whatever the income, since October 2024. 児童手当法第4条."""
    return FULL


def _by_dependants(table: LookupTable, dependants: Column) -> Column:
    beyond = dependants - table.pick("from", dependants)
    return table.pick("limit", dependants) + product(table.pick("further", dependants), beyond)
