"""Owns the incomes: what the income levy is taken from, and what the household is judged by for the reduction."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least
from uwanose.business.national_health_insurance.codes import INSURED
from uwanose.engine.arithmetic import Column, Flags, floor_yen, product
from uwanose.engine.formulas import formula
from uwanose.engine.tables import Household, LookupTable, reached_age_on
from uwanose.money import Rate


@formula
def unemployment_relief(
    involuntarily_unemployed: Flags, employment_income: Column, unemployed_counted_share: Rate
) -> Column:
    """非自発的失業者: what is not counted of the pay income, of which 30/100 stay. 国民健康保険法施行令第29条の7の2.

    What is counted is cut to the yen, by our decision.
    """
    counted = floor_yen(employment_income, unemployed_counted_share)
    return np.where(involuntarily_unemployed, employment_income - counted, 0)


@formula
def base_unclear(household: Household, insurance: Column, casualty_loss_carried: Flags) -> Flags:
    """Whether an insured member has casualty losses carried forward, which the levy may not take off. 地方税法第703条の4.

    The article was not seen; such a household is not computed.
    """
    return household.any((insurance == INSURED) & casualty_loss_carried)


@formula
def income_base(
    base_unclear: Flags,
    gross_income_amount: Column,
    total_income: Column,
    unemployment_relief: Column,
    former_dependant: Flags,
    basic_deduction: LookupTable,
) -> Column:
    """所得割のもとになる所得: 総所得金額等 less the basic deduction. 国民健康保険法施行令第29条の7第2項, 地方税法第703条の4.

    A former dependant of an employee (旧被扶養者) owes no income levy, by the relief of the ordinance.
    """
    deduction = basic_deduction.pick("amount", total_income)
    base = at_least(gross_income_amount - unemployment_relief - deduction, 0)
    return np.where(former_dependant | base_unclear, 0, base)


@formula
def income_base_months(income_base: Column, levied_months: Column) -> Column:
    """The base times its months: a twelfth of it is due for each. The ordinances: the year amount by months."""
    return product(income_base, levied_months)


@formula
def care_income_base_months(income_base: Column, care_levied_months: Column) -> Column:
    """The base times the months of the care part. The ordinances: the year amount by months."""
    return product(income_base, care_levied_months)


@formula
def is_elderly(birth_date: Column, year: int, pension_deduction_age: int) -> Flags:
    """Whether somebody had reached 65 by the end of the income year. 国民健康保険法施行令第29条の7第5項.

    The towns print «1 January of the fiscal year»: for 2025 those born up to 1 January 1960, who reached 65 on the day before.
    """
    elderly: Flags = reached_age_on(birth_date, pension_deduction_age) <= (year - 1) * 10_000 + 1231
    return elderly


@formula
def pension_deduction(
    is_elderly: Flags, public_pension_income: Column, pension_deduction_amount: int
) -> Column:
    """Up to 150,000 yen off the pension income of those of 65, for the reduction only. 国民健康保険法施行令第29条の7第5項."""
    return np.where(is_elderly, np.minimum(public_pension_income, pension_deduction_amount), 0)


@formula
def reduction_income(
    gross_income_amount: Column,
    unemployment_relief: Column,
    pension_deduction: Column,
    family_employee_deduction: Column,
    family_employee_income: Column,
    land_special_deduction: Column,
) -> Column:
    """軽減判定所得 of one person: without the deductions for family employees and land. 国民健康保険法施行令第29条の7第5項."""
    added = family_employee_deduction + land_special_deduction
    taken = unemployment_relief + pension_deduction + family_employee_income
    return at_least(gross_income_amount + added - taken, 0)
