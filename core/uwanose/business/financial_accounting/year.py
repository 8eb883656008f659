"""Owns the fiscal year of a document and its last day: which day decides, the year, the closing of the books."""

from __future__ import annotations

import numpy as np

from uwanose.business.financial_accounting.codes import (
    BEFORE_YEAR,
    BOND,
    BY_BUDGET,
    BY_COMMITMENT,
    BY_DUE,
    BY_FACT,
    BY_NOTICE,
    BY_PERFORMANCE,
    BY_PERIOD,
    BY_RECEIPT,
    CLOSING,
    CONSIGNMENT,
    FIXED,
    GRANT,
    IN_YEAR,
    NOT_YET,
    NOTICE,
    OPEN,
    OWN_DAY,
    PAST_YEAR,
    PAY,
    PAYMENT,
    RECEIPT,
    SUBSIDY,
    UNDECIDED,
    UTILITY,
)
from uwanose.business.months import first_day_of, month_number
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.columns.days import as_days, as_numbers
from uwanose.engine.formulas import formula


@formula
def year_rule(
    kind: Column,
    kind_refused: Flags,
    after_completion: Flags,
    acted_on: Column,
    cause_from: Column,
    cause_until: Column,
    due_on: Column,
    year_consignment: int,
    year_pay: int,
    year_bond: int,
) -> Column:
    """Which day decides the year. 地方自治法施行令第142条 (revenue), 第143条 (expenditure).

    Works, goods, carriage and subsidies paid after completion go by performance; rent, light and water by the period of
    the cause, over two years by the due day; everything else by the commitment. Revenue with fixed due days goes by the
    last of them unless the notice is issued after that year; occasional revenue by the notice, or by the receipt.
    """
    performed = (kind <= SUBSIDY) | ((kind == CONSIGNMENT) & (year_consignment == OWN_DAY))
    of_utility = np.where(_year_of(cause_from) == _year_of(cause_until), BY_PERIOD, BY_DUE)
    of_fixed = np.where(_year_of(acted_on) > _year_of(due_on), BY_NOTICE, BY_DUE)
    return np.select(
        [
            kind_refused,
            performed & after_completion,
            kind == UTILITY,
            (kind == PAY) & (year_pay == OWN_DAY),
            (kind == BOND) & (year_bond == OWN_DAY),
            kind == FIXED,
            kind == NOTICE,
            kind == RECEIPT,
            kind == GRANT,
        ],
        [UNDECIDED, BY_PERFORMANCE, of_utility, BY_FACT, BY_DUE, of_fixed, BY_NOTICE, BY_RECEIPT, BY_BUDGET],
        BY_COMMITMENT,
    )


@formula
def fiscal_year(
    year_rule: Column,
    day_missing: Flags,
    document: Column,
    acted_on: Column,
    committed_on: Column,
    cause_until: Column,
    due_on: Column,
    budget_year: Column,
) -> Column:
    """所属年度: the year, from 1 April, of the day that decides. 地方自治法第208条, 地方自治法施行令第142条・第143条."""
    committed = np.where(document == PAYMENT, committed_on, acted_on)
    caused = (year_rule == BY_PERFORMANCE) | (year_rule == BY_FACT) | (year_rule == BY_PERIOD)
    day = np.select(
        [caused, year_rule == BY_DUE, year_rule == BY_COMMITMENT], [cause_until, due_on, committed], acted_on
    )
    year = np.where(year_rule == BY_BUDGET, budget_year, _year_of(day))
    return np.where((year_rule == UNDECIDED) | day_missing, 0, year)


@formula
def year_fits(fiscal_year: Column, budget_year: Column, carried_over: Flags) -> Flags:
    """Whether the budget is that of the year; one carried over serves the year after. 地方自治法第208条第2項・第213条・第220条第3項."""
    fits: Flags = fiscal_year == budget_year + carried_over.astype(np.int64)
    return fits


@formula
def closing_on(fiscal_year: Column, closing_month: int) -> Column:
    """出納閉鎖: 31 May of the next year, the last day money of the year moves. 地方自治法第235条の5."""
    return _last_day(month_number((fiscal_year + 1) * 10_000 + closing_month * 100))


@formula
def settlement(settled_on: Column, fiscal_year: Column, closing_on: Column) -> Column:
    """When the money moved. 地方自治法第235条の5, 地方自治法施行令第159条・第160条・第165条の6・第165条の7.

    Payments, receipts, returns (戻入) and refunds (戻出) after the closing are those of the current year (過年度収入・支出).
    """
    settled_year = _year_of(settled_on)
    return np.select(
        [
            settled_on == NOT_YET,
            settled_year < fiscal_year,
            settled_year == fiscal_year,
            settled_on <= closing_on,
        ],
        [OPEN, BEFORE_YEAR, IN_YEAR, CLOSING],
        PAST_YEAR,
    )


def _last_day(month: Column) -> Column:
    """Return the last day of a numbered month: the day before the next one begins."""
    beyond = np.asarray(first_day_of(month + 1), dtype=np.int64)
    return as_numbers(as_days(beyond) - 1)


def _year_of(day: Column) -> Column:
    """Return the fiscal year of a day, April to March. 地方自治法第208条第1項."""
    return day // 10_000 - (day % 10_000 < 401)
