"""Owns the twelve months of withholding from pay, June first: as planned, after a change, and until somebody leaves."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import nothing_in
from uwanose.business.resident_tax.change import Change
from uwanose.business.resident_tax.payroll_schedule import Schedule
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula


@formula
def payroll_instalment_06(
    change_month: Column,
    payroll_last_month: Column,
    payroll_first_instalment: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
    payroll_lump_sum: Column,
) -> Column:
    """給与特別徴収6月. 地方税法第321条の5第1項, 附則第5条の10."""
    planned = Schedule(payroll_first_instalment, payroll_later_instalment, payroll_starts_in_july).month(0)
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    change = _change(change_month, payroll_changed_amount, payroll_changed_later, billed)
    return _month(0, planned, billed, change, payroll_last_month, payroll_lump_sum)


@formula
def payroll_instalment_07(
    change_month: Column,
    payroll_last_month: Column,
    payroll_first_instalment: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
    payroll_lump_sum: Column,
) -> Column:
    """給与特別徴収7月. 地方税法第321条の5第1項, 附則第5条の10."""
    planned = Schedule(payroll_first_instalment, payroll_later_instalment, payroll_starts_in_july).month(1)
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    change = _change(change_month, payroll_changed_amount, payroll_changed_later, billed)
    return _month(1, planned, billed, change, payroll_last_month, payroll_lump_sum)


@formula
def payroll_instalment_08(
    change_month: Column,
    payroll_last_month: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
    payroll_lump_sum: Column,
) -> Column:
    """給与特別徴収8月. 地方税法第321条の5第1項."""
    planned = payroll_later_instalment
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    change = _change(change_month, payroll_changed_amount, payroll_changed_later, billed)
    return _month(2, planned, billed, change, payroll_last_month, payroll_lump_sum)


@formula
def payroll_instalment_09(
    change_month: Column,
    payroll_last_month: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
    payroll_lump_sum: Column,
) -> Column:
    """給与特別徴収9月. 地方税法第321条の5第1項."""
    planned = payroll_later_instalment
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    change = _change(change_month, payroll_changed_amount, payroll_changed_later, billed)
    return _month(3, planned, billed, change, payroll_last_month, payroll_lump_sum)


@formula
def payroll_instalment_10(
    change_month: Column,
    payroll_last_month: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
    payroll_lump_sum: Column,
) -> Column:
    """給与特別徴収10月. 地方税法第321条の5第1項."""
    planned = payroll_later_instalment
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    change = _change(change_month, payroll_changed_amount, payroll_changed_later, billed)
    return _month(4, planned, billed, change, payroll_last_month, payroll_lump_sum)


@formula
def payroll_instalment_11(
    change_month: Column,
    payroll_last_month: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
    payroll_lump_sum: Column,
) -> Column:
    """給与特別徴収11月. 地方税法第321条の5第1項."""
    planned = payroll_later_instalment
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    change = _change(change_month, payroll_changed_amount, payroll_changed_later, billed)
    return _month(5, planned, billed, change, payroll_last_month, payroll_lump_sum)


@formula
def payroll_instalment_12(
    change_month: Column,
    payroll_last_month: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
    payroll_lump_sum: Column,
) -> Column:
    """給与特別徴収12月. 地方税法第321条の5第1項."""
    planned = payroll_later_instalment
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    change = _change(change_month, payroll_changed_amount, payroll_changed_later, billed)
    return _month(6, planned, billed, change, payroll_last_month, payroll_lump_sum)


@formula
def payroll_instalment_01(
    change_month: Column,
    payroll_last_month: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
    payroll_lump_sum: Column,
) -> Column:
    """給与特別徴収1月. 地方税法第321条の5第1項."""
    planned = payroll_later_instalment
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    change = _change(change_month, payroll_changed_amount, payroll_changed_later, billed)
    return _month(7, planned, billed, change, payroll_last_month, payroll_lump_sum)


@formula
def payroll_instalment_02(
    change_month: Column,
    payroll_last_month: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
    payroll_lump_sum: Column,
) -> Column:
    """給与特別徴収2月. 地方税法第321条の5第1項."""
    planned = payroll_later_instalment
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    change = _change(change_month, payroll_changed_amount, payroll_changed_later, billed)
    return _month(8, planned, billed, change, payroll_last_month, payroll_lump_sum)


@formula
def payroll_instalment_03(
    change_month: Column,
    payroll_last_month: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
    payroll_lump_sum: Column,
) -> Column:
    """給与特別徴収3月. 地方税法第321条の5第1項."""
    planned = payroll_later_instalment
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    change = _change(change_month, payroll_changed_amount, payroll_changed_later, billed)
    return _month(9, planned, billed, change, payroll_last_month, payroll_lump_sum)


@formula
def payroll_instalment_04(
    change_month: Column,
    payroll_last_month: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
    payroll_lump_sum: Column,
) -> Column:
    """給与特別徴収4月. 地方税法第321条の5第1項."""
    planned = payroll_later_instalment
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    change = _change(change_month, payroll_changed_amount, payroll_changed_later, billed)
    return _month(10, planned, billed, change, payroll_last_month, payroll_lump_sum)


@formula
def payroll_instalment_05(
    change_month: Column,
    payroll_last_month: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
    payroll_lump_sum: Column,
) -> Column:
    """給与特別徴収5月. 地方税法第321条の5第1項."""
    planned = payroll_later_instalment
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    change = _change(change_month, payroll_changed_amount, payroll_changed_later, billed)
    return _month(11, planned, billed, change, payroll_last_month, payroll_lump_sum)


def _change(month: Column, amount: Column, later: Column, billed: Schedule) -> Change:
    return Change(month, billed.begins(month), amount, later)


def _month(
    place: int, planned: Column, billed: Schedule, change: Change, last_month: Column, lump_sum: Column
) -> Column:
    """Return one month: as planned or changed; of somebody who leaves, the lump sum is added to the last one, nothing follows."""
    if nothing_in(change.since, last_month):
        return planned
    month = change.part(place, 11, planned, billed.month(place))
    last = Schedule.place(last_month)
    cut = np.where(place < last, month, np.where(place == last, month + lump_sum, 0))
    return np.where(last_month == 0, month, cut)
