"""Owns the other incomes taxed apart: listed dividends, stocks, futures, forestry and retirement income that counts.

Losses carried forward are amounts the town has granted, by the income they are taken from; more than that income is
refused. Retirement income taxed at payment is a business of its own and belongs to nothing here.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, nothing_in
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula


@formula("stock_classes_refused", until=2016)
def stock_classes_refused_until_2016(stock_general_income: Column, stock_listed_income: Column) -> Flags:
    """Whether somebody has both classes of stock while the law had one (until levy year 2016). 地方税法附則第35条の2.

    How the one class was set off and cut to 1,000 yen over two rates is not verified.
    """
    refused: Flags = (stock_general_income > 0) & (stock_listed_income != 0)
    return refused


@formula(since=2017)
def stock_classes_refused() -> bool:
    """一般株式等 and 上場株式等 are two classes from levy year 2017 on. 地方税法附則第35条の2・第35条の2の2."""
    return False


@formula
def listed_dividend_of_year(listed_dividend_income: Column, stock_listed_income: Column) -> Column:
    """上場株式等に係る配当所得等 taxed apart, less the loss of the year from listed stock. 地方税法附則第33条の2・第35条の2の6.

    That losses are set off this way is from memory.
    """
    if nothing_in(listed_dividend_income):
        return listed_dividend_income
    return at_least(listed_dividend_income + np.minimum(stock_listed_income, 0), 0)


@formula
def stock_listed_of_year(stock_listed_income: Column) -> Column:
    """上場株式等に係る譲渡所得等 of the year; a loss counts as nothing here. 地方税法附則第35条の2の2."""
    return at_least(stock_listed_income, 0)


@formula
def separate_income(
    land_in_total_income: Column,
    listed_dividend_of_year: Column,
    stock_general_income: Column,
    stock_listed_of_year: Column,
    futures_income: Column,
    forestry_income: Column,
    retirement_income: Column,
    stock_classes_refused: Flags,
) -> Column:
    """The incomes taxed apart that belong to 合計所得金額: before carry-forwards. 地方税法第292条第1項第13号, 附則第33条の2〜第35条の4."""
    income = (
        land_in_total_income
        + listed_dividend_of_year
        + stock_general_income
        + stock_listed_of_year
        + futures_income
        + forestry_income
        + retirement_income
    )
    return np.where(stock_classes_refused, 0, income)


@formula
def carry_forward_refused(
    comprehensive_income_of_year: Column,
    listed_dividend_of_year: Column,
    stock_listed_of_year: Column,
    futures_income: Column,
    forestry_income: Column,
    carried_forward_comprehensive: Column,
    carried_forward_listed_dividend: Column,
    carried_forward_stock_listed: Column,
    carried_forward_futures: Column,
    carried_forward_forestry: Column,
) -> Flags:
    """Whether more loss is carried forward against an income than there is of it. 地方税法第32条第8項・第313条第8項."""
    refused: Flags = (
        (carried_forward_comprehensive > comprehensive_income_of_year)
        | (carried_forward_listed_dividend > listed_dividend_of_year)
        | (carried_forward_stock_listed > stock_listed_of_year)
        | (carried_forward_futures > futures_income)
        | (carried_forward_forestry > forestry_income)
    )
    return refused


@formula
def listed_dividend_after_losses(
    listed_dividend_of_year: Column, carried_forward_listed_dividend: Column, carry_forward_refused: Flags
) -> Column:
    """Listed dividends taxed apart after losses carried forward. 地方税法附則第35条の2の6."""
    return listed_dividend_of_year - np.where(carry_forward_refused, 0, carried_forward_listed_dividend)


@formula
def stock_listed_after_losses(
    stock_listed_of_year: Column, carried_forward_stock_listed: Column, carry_forward_refused: Flags
) -> Column:
    """Income from listed stock after losses carried forward. 地方税法附則第35条の2の6."""
    return stock_listed_of_year - np.where(carry_forward_refused, 0, carried_forward_stock_listed)


@formula
def futures_after_losses(
    futures_income: Column, carried_forward_futures: Column, carry_forward_refused: Flags
) -> Column:
    """Income from futures after losses carried forward. 地方税法附則第35条の4の2."""
    return futures_income - np.where(carry_forward_refused, 0, carried_forward_futures)


@formula
def forestry_after_losses(
    forestry_income: Column, carried_forward_forestry: Column, carry_forward_refused: Flags
) -> Column:
    """山林所得金額 after losses carried forward. 地方税法第32条第8項・第313条第8項."""
    return forestry_income - np.where(carry_forward_refused, 0, carried_forward_forestry)


@formula
def separate_gross_income(
    land_in_gross_income_amount: Column,
    listed_dividend_after_losses: Column,
    stock_general_income: Column,
    stock_listed_after_losses: Column,
    futures_after_losses: Column,
    forestry_after_losses: Column,
    retirement_income: Column,
    stock_classes_refused: Flags,
) -> Column:
    """The incomes taxed apart that belong to 総所得金額等: after carry-forwards. 地方税法附則第3条の3, 第33条の2〜第35条の4."""
    income = (
        land_in_gross_income_amount
        + listed_dividend_after_losses
        + stock_general_income
        + stock_listed_after_losses
        + futures_after_losses
        + forestry_after_losses
        + retirement_income
    )
    return np.where(stock_classes_refused, 0, income)
