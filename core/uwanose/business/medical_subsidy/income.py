"""Owns the income test: which year's income, what is deducted from it, and the limit it is compared with.

Income is assessed for every bill, also in towns without a limit, because the prefecture's refund depends on it. The
guardian is the parent with the higher income; the two incomes are not added.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.medical_bills import limit_by_dependants
from uwanose.business.medical_subsidy.codes import PREVIOUS_YEAR, SAME_YEAR
from uwanose.engine.arithmetic import Column, Flags, product
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit, LookupTable


@formula
def income_levy_year(treated_on: Column) -> Column:
    """The levy year whose income counts: that of the fiscal year of the treatment, so the income of the year before.

    No law says so; the package's decision. A layer above may choose the one or two levy years before.
    """
    return np.full_like(treated_on, SAME_YEAR)


@formula
def income_year(year: Column, income_levy_year: Column) -> Column:
    """The calendar year of the income that counts: the year before its levy year (地方税法第313条).

    ``year`` is the fiscal year of the treatment.
    """
    return year - income_levy_year - 1


@formula
def guardian_total_income(
    income_levy_year: Column,
    guardian_total_income_same: Column,
    guardian_total_income_previous: Column,
    guardian_total_income_before_previous: Column,
) -> Column:
    """The guardian's 合計所得金額 of the year that counts (地方税法第292条第1項第13号), taken from the resident tax."""
    before = np.where(
        income_levy_year == PREVIOUS_YEAR,
        guardian_total_income_previous,
        guardian_total_income_before_previous,
    )
    return np.where(income_levy_year == SAME_YEAR, guardian_total_income_same, before)


@formula
def assessed_income(
    guardian_total_income: Column,
    guardian_listed_deductions: Column,
    guardian_pay_or_pension: Column,
    income_year: Column,
    income_flat_deduction: int,
    income_pay_pension_deduction: LookupTable,
) -> Column:
    """The income that is compared with the limit, not below zero. 旧児童手当法施行令第2条・第3条, followed by the package.

    From the income of 2020 on, pay and pension income lose up to 100,000 yen before the comparison.
    """
    most = income_pay_pension_deduction.pick("amount", income_year)
    deductions = (
        guardian_listed_deductions + np.minimum(guardian_pay_or_pension, most) + income_flat_deduction
    )
    assessed: Column = np.maximum(guardian_total_income - deductions, 0)
    return assessed


@formula
def income_limit(
    guardian_dependants: Column,
    guardian_elderly_dependants: Column,
    income_limit_by_dependants: LookupTable,
    income_limit_per_elderly_dependant: int,
) -> Column:
    """The limit by dependants, more for elderly ones. 旧児童手当法施行令第1条, followed by the package; the town's ordinance."""
    elderly = product(guardian_elderly_dependants, income_limit_per_elderly_dependant)
    return limit_by_dependants(income_limit_by_dependants, guardian_dependants) + elderly


@formula
def within_income_limit(
    birth_date: Column,
    treated_on: Column,
    assessed_income: Column,
    income_limit: Column,
    income_limit_applies: bool,
    income_limit_exempt_age: AgeLimit,
) -> Flags:
    """Whether income does not stand in the way: below the limit (未満), too young for one, or none. The town's ordinance."""
    too_young = income_limit_exempt_age.covers(birth_date, treated_on)
    return (assessed_income < income_limit) | too_young | (not income_limit_applies)
