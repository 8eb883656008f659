"""Owns the incomes by which a stage is judged: those of resident tax, corrected as the premium's own law says.

In FY2026 alone the pay deduction of 550,000 yen at least, which resident tax no longer has, still holds here: the premium
cannot be read from the resident tax of that year and needs the pay itself (介護保険法施行令附則第24条).
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable
from uwanose.money import floor_to


@formula
def put_back(
    pay_revenue: Column,
    moved_in_on: Column,
    year: int,
    income_put_back_from: int,
    income_put_back_below: int,
) -> Flags:
    """Whether somebody is judged by the former pay income. 介護保険法施行令附則第24条.

    Only those with an address in the municipality on 1 January and on 1 April of the year.
    """
    pay = (pay_revenue >= income_put_back_from) & (pay_revenue < income_put_back_below)
    since_january: Flags = moved_in_on <= year * 10000 + 101
    return pay & since_january


@formula
def pay_income(
    put_back: Flags, employment_income: Column, pay_revenue: Column, income_former_pay_table: LookupTable
) -> Column:
    """給与所得 before the income adjustments, by the former table where it is put back. 所得税法第28条."""
    step = income_former_pay_table.pick("step", pay_revenue)
    former = income_former_pay_table.rates("rate", pay_revenue).floor(floor_to(pay_revenue, step))
    return np.where(put_back, former + income_former_pay_table.pick("add", pay_revenue), employment_income)


@formula
def income_adjustment(
    put_back: Flags,
    pay_and_pension_income_adjustment: Column,
    pay_income: Column,
    public_pension_income: Column,
    income_pay_and_pension_limit: int,
) -> Column:
    """所得金額調整控除 for pay and pension, anew where the pay income is put back. 租税特別措置法第41条の3の11第2項."""
    pay = at_most(pay_income, income_pay_and_pension_limit)
    pension = at_most(public_pension_income, income_pay_and_pension_limit)
    anew = at_least(pay + pension - income_pay_and_pension_limit, 0)
    return np.where(put_back, anew, pay_and_pension_income_adjustment)


@formula
def judged_total_income(
    total_income: Column,
    pay_income: Column,
    employment_income: Column,
    income_adjustment: Column,
    pay_and_pension_income_adjustment: Column,
) -> Column:
    """合計所得金額 with the former pay income put back. 地方税法第292条第1項第13号, 介護保険法施行令附則第24条.

    The pension deduction, which depends on other incomes above 10,000,000 yen, is not judged anew: the law is silent.
    """
    more_pay = pay_income - employment_income
    more_adjustment = income_adjustment - pay_and_pension_income_adjustment
    judged: Column = total_income + more_pay - more_adjustment
    return judged


@formula
def premium_total_income(judged_total_income: Column, land_special_deduction: Column) -> Column:
    """合計所得金額 less the special deductions of land sales, not below zero. 介護保険法施行令第38条第1項."""
    return at_least(judged_total_income - land_special_deduction, 0)


@formula
def lower_stage_income(
    pension_revenue: Column,
    premium_total_income: Column,
    public_pension_income: Column,
    pay_income: Column,
    income_adjustment: Column,
    income_further_pay_deduction: int,
) -> Column:
    """Pension revenue and the total income without the pension's, for stages 1 to 5. 介護保険法施行令第38条第1項.

    From pay income before the income adjustment another 100,000 yen is taken, not below zero.
    """
    further = at_most(pay_income, income_further_pay_deduction)
    other = premium_total_income - public_pension_income + income_adjustment - further
    return pension_revenue + at_least(other, 0)


@formula
def upper_stage_income(
    premium_total_income: Column,
    pay_income: Column,
    income_adjustment: Column,
    public_pension_income: Column,
    income_upper_stage_deduction: int,
) -> Column:
    """合計所得金額 for stage 6 and up; until FY2023 pay and pension income lost 100,000 yen. 介護保険法施行令第38条第1項."""
    pay_and_pension = at_least(pay_income - income_adjustment, 0) + public_pension_income
    return at_least(premium_total_income - at_most(pay_and_pension, income_upper_stage_deduction), 0)
