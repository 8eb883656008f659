"""Owns income: pay, public pension and the other comprehensive incomes, up to 合計所得金額 and 総所得金額等.

Resident tax computes income by the rules of the national income tax (地方税法第32条第2項・第313条第2項).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from uwanose.business.amounts import at_least, at_most, only_where, rounded
from uwanose.engine.arithmetic import Column, Flags, floor_yen
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit, LookupTable
from uwanose.money import Rate, floor_to


@formula
def employment_income(pay_revenue: Column, income_employment_table: LookupTable) -> Column:
    """給与所得: the pay, cut to the step of its row, times the rate of the row, plus its addition.

    所得税法第28条・別表第五. The income adjustments (所得金額調整控除) are not yet subtracted.
    """

    def income(revenue: Column) -> Column:
        row = income_employment_table.find(revenue)
        step = row.pick("step")
        return row.rates("rate").floor(floor_to(revenue, step)) + row.pick("add")

    return only_where(pay_revenue != 0, income, pay_revenue)


@formula("high_pay_income_adjustment", until=2020)
def high_pay_income_adjustment_until_2020() -> int:
    """所得金額調整控除（子ども等）: not before levy year 2021. 租税特別措置法第41条の3の11第1項 (平成30年度改正)."""
    return 0


@formula(since=2021)
def high_pay_income_adjustment(
    pay_revenue: Column,
    high_pay_adjustment: Column,
    income_high_pay_from: int,
    income_high_pay_upto: int,
    income_high_pay_rate: Rate,
    income_high_pay_rounding: int,
) -> Column:
    """所得金額調整控除（子ども等）: a tenth of the pay between the two limits. 租税特別措置法第41条の3の11第1項."""
    above = at_least(at_most(pay_revenue, income_high_pay_upto) - income_high_pay_from, 0)
    return np.where(high_pay_adjustment, rounded(above, income_high_pay_rate, income_high_pay_rounding), 0)


@formula
def long_term_and_temporary_income(
    long_term_transfer_income: Column, temporary_income: Column, income_half_taxed_share: Rate
) -> Column:
    """Half of the sum of long-term transfer income and 一時所得, after their special deductions. 所得税法第22条第2項第2号."""
    return floor_yen(long_term_transfer_income + temporary_income, income_half_taxed_share)


@formula
def comprehensive_without_pension(
    employment_income: Column,
    high_pay_income_adjustment: Column,
    business_income: Column,
    real_estate_income: Column,
    interest_income: Column,
    dividend_income: Column,
    miscellaneous_income: Column,
    short_term_transfer_income: Column,
    long_term_and_temporary_income: Column,
) -> Column:
    """The comprehensive incomes except public pension, before losses are set off. 所得税法第22条第2項."""
    return (
        employment_income
        - high_pay_income_adjustment
        + business_income
        + real_estate_income
        + interest_income
        + dividend_income
        + miscellaneous_income
        + short_term_transfer_income
        + long_term_and_temporary_income
    )


@formula
def income_without_pension(
    comprehensive_without_pension: Column,
    loss_offset: Column,
    separate_income: Column,
    forestry_income: Column,
    retirement_income: Column,
) -> Column:
    """公的年金等に係る雑所得以外の所得に係る合計所得金額, which decides about the pension deduction. 所得税法第35条第4項.

    A loss that the pension takes up would, without it, reduce forestry and retirement income (所得税法第69条第1項); in which
    order makes no difference to the total.
    """
    reducible = forestry_income + retirement_income
    return at_least(comprehensive_without_pension - loss_offset, -reducible) + separate_income


@formula
def public_pension_income(
    pension_revenue: Column,
    birth_date: Column,
    year: int,
    income_without_pension: Column,
    income_pension_age: AgeLimit,
    income_pension_table_under: LookupTable,
    income_pension_table_from: LookupTable,
    income_pension_less_deduction: LookupTable,
) -> Column:
    """公的年金等に係る雑所得, by the age on 31 December of the income year and by the other income.

    所得税法第35条第4項, 租税特別措置法第41条の15の3.
    """
    held = pension_revenue != 0
    younger = income_pension_age.covers(birth_date, (year - 1) * 10000 + 1231)
    income = only_where(held & younger, partial(_pension_by, income_pension_table_under), pension_revenue)
    income += only_where(held & ~younger, partial(_pension_by, income_pension_table_from), pension_revenue)
    less_deduction = partial(income_pension_less_deduction.pick, "amount")
    return at_least(income + only_where(held, less_deduction, income_without_pension), 0)


@formula("pay_and_pension_income_adjustment", until=2020)
def pay_and_pension_income_adjustment_until_2020() -> int:
    """所得金額調整控除 for those with pay and pension: not before levy year 2021. 租税特別措置法第41条の3の11第2項."""
    return 0


@formula(since=2021)
def pay_and_pension_income_adjustment(
    employment_income: Column, public_pension_income: Column, income_pay_and_pension_limit: int
) -> Column:
    """所得金額調整控除 for those with pay and pension: each up to 100,000 yen, less 100,000 yen.

    租税特別措置法第41条の3の11第2項.
    """
    pay = at_most(employment_income, income_pay_and_pension_limit)
    pension = at_most(public_pension_income, income_pay_and_pension_limit)
    return at_least(pay + pension - income_pay_and_pension_limit, 0)


@formula
def comprehensive_before_losses(
    comprehensive_without_pension: Column,
    public_pension_income: Column,
    pay_and_pension_income_adjustment: Column,
) -> Column:
    """The comprehensive incomes together, before losses are set off. 所得税法第22条第2項."""
    return comprehensive_without_pension + public_pension_income - pay_and_pension_income_adjustment


@formula
def loss_offset_refused(comprehensive_before_losses: Column, loss_offset: Column) -> Flags:
    """Whether more loss is set off than there is comprehensive income.

    The order in which the rest reduces forestry and retirement income is not verified (所得税法第69条), so it is not taken.
    """
    return loss_offset > comprehensive_before_losses


@formula
def comprehensive_income_of_year(
    comprehensive_before_losses: Column, loss_offset: Column, loss_offset_refused: Flags
) -> Column:
    """総所得金額 before carry-forwards: losses of the year are set off as the town has determined them. 所得税法第69条."""
    return comprehensive_before_losses - np.where(loss_offset_refused, 0, loss_offset)


@formula
def comprehensive_income(
    comprehensive_income_of_year: Column, carried_forward_comprehensive: Column, carry_forward_refused: Flags
) -> Column:
    """総所得金額, from which the deductions are taken. 地方税法第32条第1項・第8項、第313条第1項・第8項."""
    carried = np.where(carry_forward_refused, 0, carried_forward_comprehensive)
    return comprehensive_income_of_year - carried


@formula
def total_income(comprehensive_income_of_year: Column, separate_income: Column) -> Column:
    """合計所得金額: all income before carry-forwards; retirement income taxed at payment does not belong to it.

    地方税法第23条第1項第13号・第292条第1項第13号.
    """
    return comprehensive_income_of_year + separate_income


@formula
def gross_income_amount(comprehensive_income: Column, separate_gross_income: Column) -> Column:
    """総所得金額等: income after carry-forwards, the measure of several deductions and of the income-levy exemption.

    地方税法第32条・第313条, 附則第33条の2〜第35条の4.
    """
    return comprehensive_income + separate_gross_income


@formula
def gross_income_after_special_deductions(
    gross_income_amount: Column, land_in_gross_income_amount: Column, land_income: Column
) -> Column:
    """総所得金額等 with land after its special deductions, whatever 総所得金額等 itself takes in: for other businesses.

    地方税法附則第34条・第35条.
    """
    return gross_income_amount - land_in_gross_income_amount + land_income


def _pension_by(table: LookupTable, revenue: Column) -> Column:
    row = table.find(revenue)
    return row.rates("rate").floor(revenue) + row.pick("add")
