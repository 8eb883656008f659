"""Owns the taxable incomes of the classes taxed apart, each cut to 1,000 yen, after what deductions are left for it.

Deductions are taken from 総所得金額 first, then from short-term land, long-term land, listed dividends, stocks, futures,
forestry and retirement income. This order is from memory; the order inside land is a value of its own.
"""

from __future__ import annotations

from uwanose.business.amounts import at_least, nothing_in
from uwanose.business.resident_tax.codes import GENERAL_FIRST
from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula
from uwanose.money import floor_1000


@formula
def deductions_left_for_land_short(deductions_total: Column, comprehensive_income: Column) -> Column:
    """What 総所得金額 leaves of the deductions. 地方税法附則第35条第1項 (the order is not verified)."""
    return at_least(deductions_total - comprehensive_income, 0)


@formula
def deductions_left_for_land_long(
    deductions_left_for_land_short: Column,
    land_short_general_income: Column,
    land_short_reduced_income: Column,
) -> Column:
    """What the classes before leave of the deductions. 地方税法附則第34条第1項 (the order is not verified)."""
    return _left(deductions_left_for_land_short, land_short_general_income, land_short_reduced_income)


@formula
def deductions_left_for_listed_dividend(
    deductions_left_for_land_long: Column,
    land_long_general_income: Column,
    land_long_specified_income: Column,
    land_long_residence_income: Column,
) -> Column:
    """What the classes before leave of the deductions. 地方税法附則第33条の2 (the order is not verified)."""
    return _left(
        deductions_left_for_land_long,
        land_long_general_income,
        land_long_specified_income,
        land_long_residence_income,
    )


@formula
def deductions_left_for_stock_general(
    deductions_left_for_listed_dividend: Column,
    listed_dividend_after_losses: Column,
) -> Column:
    """What the classes before leave of the deductions. 地方税法附則第35条の2 (the order is not verified)."""
    return _left(deductions_left_for_listed_dividend, listed_dividend_after_losses)


@formula
def deductions_left_for_stock_listed(
    deductions_left_for_stock_general: Column,
    stock_general_income: Column,
) -> Column:
    """What the classes before leave of the deductions. 地方税法附則第35条の2の2 (the order is not verified)."""
    return _left(deductions_left_for_stock_general, stock_general_income)


@formula
def deductions_left_for_futures(
    deductions_left_for_stock_listed: Column,
    stock_listed_after_losses: Column,
) -> Column:
    """What the classes before leave of the deductions. 地方税法附則第35条の4 (the order is not verified)."""
    return _left(deductions_left_for_stock_listed, stock_listed_after_losses)


@formula
def deductions_left_for_forestry(
    deductions_left_for_futures: Column,
    futures_after_losses: Column,
) -> Column:
    """What the classes before leave of the deductions. 地方税法第35条・第314条の3 (the order is not verified)."""
    return _left(deductions_left_for_futures, futures_after_losses)


@formula
def deductions_left_for_retirement(
    deductions_left_for_forestry: Column,
    forestry_after_losses: Column,
) -> Column:
    """What the classes before leave of the deductions. 地方税法第35条・第314条の3 (the order is not verified)."""
    return _left(deductions_left_for_forestry, forestry_after_losses)


@formula
def taxable_land_short_general(
    land_short_general_income: Column,
    land_short_reduced_income: Column,
    deductions_left_for_land_short: Column,
    deduction_order_within_land: int,
) -> Column:
    """課税短期譲渡所得金額（一般）. 地方税法附則第35条第1項, 第20条の4の2第1項."""
    left = deductions_left_for_land_short
    if deduction_order_within_land != GENERAL_FIRST:
        left = _left(left, land_short_reduced_income)
    return _taxable(land_short_general_income, left)


@formula
def taxable_land_short_reduced(
    land_short_reduced_income: Column,
    land_short_general_income: Column,
    deductions_left_for_land_short: Column,
    deduction_order_within_land: int,
) -> Column:
    """課税短期譲渡所得金額（軽減）. 地方税法附則第35条第3項, 第20条の4の2第1項."""
    left = deductions_left_for_land_short
    if deduction_order_within_land == GENERAL_FIRST:
        left = _left(left, land_short_general_income)
    return _taxable(land_short_reduced_income, left)


@formula
def taxable_land_long_general(
    land_long_general_income: Column,
    land_long_specified_income: Column,
    land_long_residence_income: Column,
    deductions_left_for_land_long: Column,
    deduction_order_within_land: int,
) -> Column:
    """課税長期譲渡所得金額（一般）. 地方税法附則第34条第1項, 第20条の4の2第1項."""
    left = deductions_left_for_land_long
    if deduction_order_within_land != GENERAL_FIRST:
        left = _left(left, land_long_specified_income, land_long_residence_income)
    return _taxable(land_long_general_income, left)


@formula
def taxable_land_long_specified(
    land_long_specified_income: Column,
    land_long_general_income: Column,
    land_long_residence_income: Column,
    deductions_left_for_land_long: Column,
    deduction_order_within_land: int,
) -> Column:
    """課税長期譲渡所得金額（特定）. 地方税法附則第34条の2, 第20条の4の2第1項."""
    first = deduction_order_within_land == GENERAL_FIRST
    before = land_long_general_income if first else land_long_residence_income
    return _taxable(land_long_specified_income, _left(deductions_left_for_land_long, before))


@formula
def taxable_land_long_residence(
    land_long_residence_income: Column,
    land_long_general_income: Column,
    land_long_specified_income: Column,
    deductions_left_for_land_long: Column,
    deduction_order_within_land: int,
) -> Column:
    """課税長期譲渡所得金額（軽課）. 地方税法附則第34条の3, 第20条の4の2第1項."""
    left = deductions_left_for_land_long
    if deduction_order_within_land == GENERAL_FIRST:
        left = _left(left, land_long_general_income, land_long_specified_income)
    return _taxable(land_long_residence_income, left)


@formula
def taxable_listed_dividend(
    listed_dividend_after_losses: Column, deductions_left_for_listed_dividend: Column
) -> Column:
    """上場株式等に係る課税配当所得等の金額. 地方税法附則第33条の2, 第20条の4の2第1項."""
    return _taxable(listed_dividend_after_losses, deductions_left_for_listed_dividend)


@formula
def taxable_stock_general(stock_general_income: Column, deductions_left_for_stock_general: Column) -> Column:
    """一般株式等に係る課税譲渡所得等の金額. 地方税法附則第35条の2, 第20条の4の2第1項."""
    return _taxable(stock_general_income, deductions_left_for_stock_general)


@formula
def taxable_stock_listed(
    stock_listed_after_losses: Column, deductions_left_for_stock_listed: Column
) -> Column:
    """上場株式等に係る課税譲渡所得等の金額. 地方税法附則第35条の2の2, 第20条の4の2第1項."""
    return _taxable(stock_listed_after_losses, deductions_left_for_stock_listed)


@formula
def taxable_futures(futures_after_losses: Column, deductions_left_for_futures: Column) -> Column:
    """先物取引に係る課税雑所得等の金額. 地方税法附則第35条の4, 第20条の4の2第1項."""
    return _taxable(futures_after_losses, deductions_left_for_futures)


@formula
def taxable_forestry(forestry_after_losses: Column, deductions_left_for_forestry: Column) -> Column:
    """課税山林所得金額. 地方税法第35条・第314条の3, 第20条の4の2第1項."""
    return _taxable(forestry_after_losses, deductions_left_for_forestry)


@formula
def taxable_retirement(retirement_income: Column, deductions_left_for_retirement: Column) -> Column:
    """課税退職所得金額. 地方税法第35条・第314条の3, 第20条の4の2第1項."""
    return _taxable(retirement_income, deductions_left_for_retirement)


@formula
def total_taxable_income(
    taxable_income: Column, taxable_forestry: Column, taxable_retirement: Column
) -> Column:
    """合計課税所得金額: without the land, stock, dividends and futures taxed apart. 地方税法第37条・第314条の6."""
    return taxable_income + taxable_forestry + taxable_retirement


@formula
def taxable_apart(
    taxable_land_short_general: Column,
    taxable_land_short_reduced: Column,
    taxable_land_long_general: Column,
    taxable_land_long_specified: Column,
    taxable_land_long_residence: Column,
    taxable_listed_dividend: Column,
    taxable_stock_general: Column,
    taxable_stock_listed: Column,
    taxable_futures: Column,
) -> Column:
    """The taxable incomes of land, dividends, stocks and futures together. 地方税法附則第33条の2〜第35条の4."""
    land_short = taxable_land_short_general + taxable_land_short_reduced
    land_long = taxable_land_long_general + taxable_land_long_specified + taxable_land_long_residence
    stocks = taxable_stock_general + taxable_stock_listed
    return land_short + land_long + taxable_listed_dividend + stocks + taxable_futures


def _left(deductions: Column, *incomes: Column) -> Column:
    for income in incomes:
        if not nothing_in(income):
            deductions = at_least(deductions - income, 0)
    return deductions


def _taxable(income: Column, deductions: Column) -> Column:
    if nothing_in(income):
        return income
    return floor_1000(at_least(income - deductions, 0))
