"""Owns the spouse: who counts as one, the two spouse deductions, and the personal difference that belongs to them."""

from __future__ import annotations

from functools import partial

import numpy as np

from uwanose.business.amounts import only_where
from uwanose.business.resident_tax.codes import (
    ELDERLY_SPOUSE,
    FIRST_BRACKET,
    NO_SPOUSE,
    OVER_BRACKETS,
    SECOND_BRACKET,
    THIRD_BRACKET,
)
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable


@formula
def same_livelihood_spouse(
    spouse: Column, spouse_total_income: Column, deduction_dependant_income_limit: int
) -> Flags:
    """同一生計配偶者: a spouse whose total income does not exceed the limit. 地方税法第292条第1項第7号."""
    married: Flags = spouse != NO_SPOUSE
    return married & (spouse_total_income <= deduction_dependant_income_limit)


@formula
def spouse_bracket(total_income: Column, deduction_spouse_bracket: LookupTable) -> Column:
    """The taxpayer's bracket for the spouse deductions. 地方税法第34条第1項第10号・第314条の2第1項第10号."""
    return deduction_spouse_bracket.pick("bracket", total_income)


@formula("deductible_spouse", until=2018)
def deductible_spouse_until_2018(same_livelihood_spouse: Flags) -> Flags:
    """控除対象配偶者 until levy year 2018: whatever the taxpayer earns. 地方税法第292条第1項第7号 (平成29年度改正前)."""
    return same_livelihood_spouse


@formula(since=2019)
def deductible_spouse(same_livelihood_spouse: Flags, spouse_bracket: Column) -> Flags:
    """控除対象配偶者: 同一生計配偶者 of a taxpayer within 10,000,000 yen. 地方税法第292条第1項第8号."""
    within: Flags = spouse_bracket != OVER_BRACKETS
    return same_livelihood_spouse & within


@formula
def spouse_deduction(
    spouse: Column, deductible_spouse: Flags, spouse_bracket: Column, deduction_spouse: LookupTable
) -> Column:
    """配偶者控除, higher for a spouse of 70 or more. 地方税法第34条第1項第10号・第314条の2第1項第10号."""
    by_age = partial(_by_age, deduction_spouse)
    return only_where(deductible_spouse, by_age, spouse, spouse_bracket)


@formula
def spouse_special_deduction(
    spouse: Column,
    spouse_total_income: Column,
    same_livelihood_spouse: Flags,
    spouse_bracket: Column,
    deduction_spouse_special: LookupTable,
) -> Column:
    """配偶者特別控除, for a spouse above the limit, falling with the incomes of both.

    地方税法第34条第1項第10号の2・第314条の2第1項第10号の2.
    """
    above = (spouse != NO_SPOUSE) & ~same_livelihood_spouse
    by_bracket = partial(_by_bracket, deduction_spouse_special)
    return only_where(above, by_bracket, spouse_total_income, spouse_bracket)


@formula
def spouse_difference(
    spouse: Column,
    spouse_total_income: Column,
    deductible_spouse: Flags,
    spouse_special_deduction: Column,
    spouse_bracket: Column,
    difference_spouse: LookupTable,
    difference_spouse_special: LookupTable,
) -> Column:
    """The statutory difference of 配偶者控除 or of 配偶者特別控除. 地方税法第37条第1号イ・第314条の6第1号イ."""
    by_age = partial(_by_age, difference_spouse)
    by_bracket = partial(_by_bracket, difference_spouse_special)
    has_special = (spouse_special_deduction > 0) & ~deductible_spouse
    special = only_where(has_special, by_bracket, spouse_total_income, spouse_bracket)
    return only_where(deductible_spouse, by_age, spouse, spouse_bracket) + special


def _by_age(table: LookupTable, spouse: Column, bracket: Column) -> Column:
    return np.where(spouse == ELDERLY_SPOUSE, table.pick("elderly", bracket), table.pick("general", bracket))


def _by_bracket(table: LookupTable, spouse_income: Column, bracket: Column) -> Column:
    """Return the amount for a spouse's income in the column of the taxpayer's bracket; nothing above the brackets."""
    amount = np.where(bracket == FIRST_BRACKET, table.pick("first", spouse_income), 0)
    amount = np.where(bracket == SECOND_BRACKET, table.pick("second", spouse_income), amount)
    return np.where(bracket == THIRD_BRACKET, table.pick("third", spouse_income), amount)
