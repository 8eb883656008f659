"""Owns the income test of the parent and of the spouse or supporter (配偶者・扶養義務者), each against a limit of its own.

The income is compared as for the child-rearing allowance (児童扶養手当). A parent's child support (養育費) counts in part.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import rounded
from uwanose.business.medical_bills import beyond_known_limits, limit_by_dependants, within_limit
from uwanose.business.medical_subsidy_single_parent.codes import FOSTERED, PREVIOUS_YEAR, SAME_YEAR
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable
from uwanose.money import Rate


@formula
def income_levy_year(treated_on: Column) -> Column:
    """The levy year of the income of two calendar years before the treatment (寒川町: 前々年, 平塚市: 令和7年は令和5年分).

    The card runs from January to December. From April on it is the levy year before that of the fiscal year.
    """
    return np.where(treated_on // 100 % 100 >= 4, PREVIOUS_YEAR, SAME_YEAR)


@formula
def income_year(year: Column, income_levy_year: Column) -> Column:
    """The calendar year of the income that counts: the year before its levy year (地方税法第313条)."""
    return year - income_levy_year - 1


@formula
def parent_total_income(
    income_levy_year: Column, parent_total_income_same: Column, parent_total_income_previous: Column
) -> Column:
    """The parent's 合計所得金額 of the year that counts (地方税法第292条第1項第13号), taken from the resident tax."""
    same = income_levy_year == SAME_YEAR
    return np.where(same, parent_total_income_same, parent_total_income_previous)


@formula
def supporter_total_income(
    income_levy_year: Column,
    has_supporter: Flags,
    supporter_total_income_same: Column,
    supporter_total_income_previous: Column,
) -> Column:
    """The 合計所得金額 of the spouse or supporter of the year that counts; nothing where there is none."""
    same = income_levy_year == SAME_YEAR
    income = np.where(same, supporter_total_income_same, supporter_total_income_previous)
    return np.where(has_supporter, income, 0)


@formula
def counted_child_support(
    child_support_received: Column, income_child_support_share: Rate, income_child_support_rounding: int
) -> Column:
    """The part of the child support received (養育費) that counts as the parent's income. 児童扶養手当法施行令, followed."""
    return rounded(child_support_received, income_child_support_share, income_child_support_rounding)


@formula
def parent_assessed_income(
    parent_total_income: Column,
    counted_child_support: Column,
    parent_listed_deductions: Column,
    parent_pay_or_pension: Column,
    income_year: Column,
    income_flat_deduction: int,
    income_pay_pension_deduction: LookupTable,
) -> Column:
    """The parent's income that is compared with the limit, not below zero. 児童扶養手当法施行令, followed by the package."""
    most = income_pay_pension_deduction.pick("amount", income_year)
    deductions = parent_listed_deductions + np.minimum(parent_pay_or_pension, most) + income_flat_deduction
    assessed: Column = np.maximum(parent_total_income + counted_child_support - deductions, 0)
    return assessed


@formula
def supporter_assessed_income(
    supporter_total_income: Column,
    supporter_listed_deductions: Column,
    supporter_pay_or_pension: Column,
    income_year: Column,
    income_flat_deduction: int,
    income_pay_pension_deduction: LookupTable,
) -> Column:
    """The income of the spouse or supporter that is compared with the limit, not below zero; no child support counts."""
    most = income_pay_pension_deduction.pick("amount", income_year)
    deductions = (
        supporter_listed_deductions + np.minimum(supporter_pay_or_pension, most) + income_flat_deduction
    )
    assessed: Column = np.maximum(supporter_total_income - deductions, 0)
    return assessed


@formula
def parent_income_limit(
    parent_dependants: Column, parent_limit_addition: Column, income_limit_parent: LookupTable
) -> Column:
    """The parent's limit by dependants, with what elderly or 特定 dependants add. The town's ordinance."""
    return limit_by_dependants(income_limit_parent, parent_dependants) + parent_limit_addition


@formula
def supporter_income_limit(
    supporter_dependants: Column, supporter_limit_addition: Column, income_limit_supporter: LookupTable
) -> Column:
    """The limit of the spouse or supporter by dependants, with what elderly dependants add. The town's ordinance."""
    return limit_by_dependants(income_limit_supporter, supporter_dependants) + supporter_limit_addition


@formula
def limit_not_settled(
    ground: Column,
    has_supporter: Flags,
    parent_dependants: Column,
    supporter_dependants: Column,
    income_limit_parent: LookupTable,
    income_limit_supporter: LookupTable,
) -> Flags:
    """Whether no source says which limit holds: fostered children, or more dependants than the table goes to."""
    parent = beyond_known_limits(income_limit_parent, parent_dependants)
    supporter = has_supporter & beyond_known_limits(income_limit_supporter, supporter_dependants)
    return np.asarray((ground == FOSTERED) | parent | supporter)


@formula
def within_income_limit(
    limit_not_settled: Flags,
    has_supporter: Flags,
    parent_assessed_income: Column,
    supporter_assessed_income: Column,
    parent_income_limit: Column,
    supporter_income_limit: Column,
    income_limit_sense: int,
) -> Flags:
    """Whether both incomes stay within their limits. The town's ordinance says what the limit itself means."""
    parent = within_limit(parent_assessed_income, parent_income_limit, income_limit_sense)
    supporter = within_limit(supporter_assessed_income, supporter_income_limit, income_limit_sense)
    return parent & (supporter | ~has_supporter) & ~limit_not_settled
