"""Owns the years of service and the payments whose rules are not in hand."""

from __future__ import annotations

import numpy as np

from uwanose.business.retirement_tax.codes import GENERAL
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula


@formula
def payment_refused(joined_on: Column, left_on: Column, several_payments: Flags) -> Flags:
    """Whether the days contradict each other, or several kinds or payments come together. 所得税法第30条."""
    return (joined_on > left_on) | several_payments


@formula
def service_years(
    joined_on: Column, left_on: Column, years_by_payer: Column, payment_refused: Flags
) -> Column:
    """勤続年数: the years from the first day to the last, a part of a year counting as one. 所得税法施行令第69条第2項.

    A year ends on the day before the day of its beginning (民法第143条第2項).
    """
    counted = (left_on - joined_on) // 10_000 + 1
    return np.where(payment_refused, 0, np.where(years_by_payer > 0, years_by_payer, counted))


@formula("kind_refused", until="2012-12-31")
def kind_refused_until_2012() -> bool:
    """Until the payments of 2012 the kind made no difference. 所得税法第30条 (平成24年度改正前)."""
    return False


@formula(since="2013-01-01")
def kind_refused(kind: Column, service_years: Column, income_short_years: int) -> Flags:
    """Whether an officer's or a short-service allowance has more years than such can have. 所得税法第30条第4項・第5項."""
    refused: Flags = (kind != GENERAL) & (service_years > income_short_years)
    return refused
