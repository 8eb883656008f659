"""Owns the income test of the disabled person: which year's income, what is deducted, and the limit it is compared with.

Limit and deductions are those of 特別障害者手当; whether the limit itself is in (超える者を除く) or out (以上の者を除く) is
written differently and so a value of each town.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.medical_bills import limit_by_dependants, within_limit
from uwanose.business.medical_subsidy_disability.codes import SAME_YEAR
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable


@formula
def income_levy_year(treated_on: Column) -> Column:
    """The levy year of the fiscal year of the treatment, so the income of the year before (愛川町: 本人の前年の所得).

    When a new year's income begins to count within the year was not found; the package takes 1 April, by our decision.
    """
    return np.full_like(treated_on, SAME_YEAR)


@formula
def income_year(year: Column, income_levy_year: Column) -> Column:
    """The calendar year of the income that counts: the year before its levy year (地方税法第313条)."""
    return year - income_levy_year - 1


@formula
def own_total_income(
    income_levy_year: Column, own_total_income_same: Column, own_total_income_previous: Column
) -> Column:
    """The person's own 合計所得金額 of the year that counts (地方税法第292条第1項第13号), taken from the resident tax."""
    return np.where(income_levy_year == SAME_YEAR, own_total_income_same, own_total_income_previous)


@formula
def assessed_income(own_total_income: Column, listed_deductions: Column) -> Column:
    """The income that is compared with the limit: after the deductions of 特別障害者手当, not below zero."""
    assessed: Column = np.maximum(own_total_income - listed_deductions, 0)
    return assessed


@formula
def income_limit(
    dependants: Column, limit_addition: Column, income_limit_by_dependants: LookupTable
) -> Column:
    """The limit by dependants, with what elderly or 特定 dependants add. The town's ordinance, after 特別障害者手当."""
    return limit_by_dependants(income_limit_by_dependants, dependants) + limit_addition


@formula
def within_income_limit(
    assessed_income: Column, income_limit: Column, income_limit_applies: bool, income_limit_sense: int
) -> Flags:
    """Whether income does not stand in the way. The town's ordinance says what the limit itself means."""
    return within_limit(assessed_income, income_limit, income_limit_sense) | (not income_limit_applies)
