"""Owns the dividend credit (配当控除).

Dividends are the top slice of taxable income, incomes taxed apart included; what lies above 10,000,000 yen takes the lower rate. Where a taxpayer has
several kinds, foreign-currency trusts lie on top, other trusts beneath them, ordinary dividends at the bottom (所得税法
第92条第1項, from memory, unverified; it matters only to those whose dividends cross the line).
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most, nothing_in, rounded_rows
from uwanose.business.resident_tax.codes import FOREIGN_TRUST, STOCK, TRUST
from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable


@formula
def dividend_credit_line_income(
    taxable_income: Column,
    taxable_apart: Column,
    taxable_listed_dividend: Column,
    credit_dividend_line_counts_listed_dividends: bool,
) -> Column:
    """What is measured against the line: 課税総所得金額 and the taxable incomes taxed apart. 地方税法附則第5条第1項・第3項.

    That listed dividends taxed apart count, too, is not verified.
    """
    left_out = np.where(credit_dividend_line_counts_listed_dividends, 0, taxable_listed_dividend)
    return taxable_income + taxable_apart - left_out


@formula
def dividend_credit_municipal(
    dividend_credit_stock: Column,
    dividend_credit_trust: Column,
    dividend_credit_foreign_trust: Column,
    dividend_credit_line_income: Column,
    municipal_computed_levy: Column,
    adjustment_credit_municipal: Column,
    credit_dividend_line: int,
    credit_dividend_rates: LookupTable,
    credit_dividend_rounding: int,
) -> Column:
    """市町村民税の配当控除, not more than the levy that is left. 地方税法附則第5条第3項."""
    slices = _slices(dividend_credit_stock, dividend_credit_trust, dividend_credit_foreign_trust)
    over = at_least(dividend_credit_line_income - credit_dividend_line, 0)
    credit = _credit("municipal", slices, over, credit_dividend_rates, credit_dividend_rounding)
    return at_most(credit, municipal_computed_levy - adjustment_credit_municipal)


@formula
def dividend_credit_prefectural(
    dividend_credit_stock: Column,
    dividend_credit_trust: Column,
    dividend_credit_foreign_trust: Column,
    dividend_credit_line_income: Column,
    prefectural_computed_levy: Column,
    adjustment_credit_prefectural: Column,
    credit_dividend_line: int,
    credit_dividend_rates: LookupTable,
    credit_dividend_rounding: int,
) -> Column:
    """道府県民税の配当控除, not more than the levy that is left. 地方税法附則第5条第1項."""
    slices = _slices(dividend_credit_stock, dividend_credit_trust, dividend_credit_foreign_trust)
    over = at_least(dividend_credit_line_income - credit_dividend_line, 0)
    credit = _credit("prefectural", slices, over, credit_dividend_rates, credit_dividend_rounding)
    return at_most(credit, prefectural_computed_levy - adjustment_credit_prefectural)


def _slices(stock: Column, trust: Column, foreign_trust: Column) -> tuple[tuple[int, Column], ...]:
    """Return the dividends by kind, from the top of the taxable income down."""
    return (FOREIGN_TRUST, foreign_trust), (TRUST, trust), (STOCK, stock)


def _credit(
    tax: str, slices: tuple[tuple[int, Column], ...], over: Column, rates: LookupTable, rounding: int
) -> Column:
    """Add the credit of each slice: the lower rate as far as it lies *over* the line, the full rate beneath."""
    credit = np.zeros_like(over)
    for kind, amount in slices:
        if nothing_in(amount):
            continue
        above = at_most(amount, over)
        over = over - above
        rows = np.flatnonzero(amount != 0)  # few have any
        for part, column in ((above, f"{tax}_over"), (amount - above, tax)):
            credit[rows] += rounded_rows(part[rows], rates.rates(column, kind), rounding)
    return credit
