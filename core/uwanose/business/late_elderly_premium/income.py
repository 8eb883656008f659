"""Owns the incomes: what the income part is based on, what counts for the reduction, and who is an earner."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import Household, reached_age_on


@formula
def land_unclear(household: Household, land_special_deduction: Column) -> Flags:
    """Whether somebody sold land with a special deduction. 高齢者の医療の確保に関する法律施行令第18条.

    How it counts for the premium and for the reduction was not seen; such a household is not computed.
    """
    return household.any(land_special_deduction > 0)


@formula
def base_income(gross_income_amount: Column, land_unclear: Flags, rate_basic_deduction: int) -> Column:
    """賦課のもととなる所得金額: 総所得金額等 less the basic deduction. 高齢者の医療の確保に関する法律施行令第18条."""
    return np.where(land_unclear, 0, at_least(gross_income_amount - rate_basic_deduction, 0))


@formula
def elderly(birth_date: Column, year: int, earner_elderly_age: int) -> Flags:
    """Whether 65 is reached by 31 December of the year before. 施行令第18条第4項, 年齢計算ニ関スル法律."""
    reached: Flags = reached_age_on(birth_date, earner_elderly_age) <= (year - 1) * 10000 + 1231
    return reached


@formula
def member_income(
    gross_income_amount: Column,
    public_pension_income: Column,
    elderly: Flags,
    land_unclear: Flags,
    reduction_pension_deduction: int,
) -> Column:
    """One's own income for the reduction: those of 65 or more lose up to 150,000 yen of pension income. 施行令第18条第4項."""
    deduction = at_most(public_pension_income, reduction_pension_deduction)
    return np.where(land_unclear, 0, gross_income_amount - np.where(elderly, deduction, 0))


@formula
def earner(
    pay_revenue: Column,
    pension_revenue: Column,
    elderly: Flags,
    earner_pay_over: int,
    earner_pension_over: int,
    earner_pension_over_elderly: int,
) -> Flags:
    """給与所得者等: pay or pension above its limit; one person counts once. 高齢者の医療の確保に関する法律施行令第18条第4項."""
    over = np.where(elderly, earner_pension_over_elderly, earner_pension_over)
    return (pension_revenue > over) | (pay_revenue > earner_pay_over)


@formula
def earner_otherwise(
    pay_revenue: Column,
    pension_revenue: Column,
    elderly: Flags,
    earner_pay_over_otherwise: int,
    earner_pension_over: int,
    earner_pension_over_elderly: int,
) -> Flags:
    """The same by the limit of pay before the change nobody has verified. 高齢者の医療の確保に関する法律施行令第18条第4項."""
    over = np.where(elderly, earner_pension_over_elderly, earner_pension_over)
    return (pension_revenue > over) | (pay_revenue > earner_pay_over_otherwise)
