"""Owns the twelve months of withholding from pay, June first: as planned, after a change, and until somebody leaves."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, nothing_in
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
    if nothing_in(change_month, payroll_last_month):
        return planned
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july).month(0)
    changed = payroll_changed_amount, payroll_changed_later
    month = _month(0, change_month, planned, billed, changed)
    return _until_last(0, payroll_last_month, month, payroll_lump_sum)


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
    if nothing_in(change_month, payroll_last_month):
        return planned
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july).month(1)
    changed = payroll_changed_amount, payroll_changed_later
    month = _month(1, change_month, planned, billed, changed)
    return _until_last(1, payroll_last_month, month, payroll_lump_sum)


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
    if nothing_in(change_month, payroll_last_month):
        return planned
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july).month(2)
    changed = payroll_changed_amount, payroll_changed_later
    month = _month(2, change_month, planned, billed, changed)
    return _until_last(2, payroll_last_month, month, payroll_lump_sum)


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
    if nothing_in(change_month, payroll_last_month):
        return planned
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july).month(3)
    changed = payroll_changed_amount, payroll_changed_later
    month = _month(3, change_month, planned, billed, changed)
    return _until_last(3, payroll_last_month, month, payroll_lump_sum)


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
    if nothing_in(change_month, payroll_last_month):
        return planned
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july).month(4)
    changed = payroll_changed_amount, payroll_changed_later
    month = _month(4, change_month, planned, billed, changed)
    return _until_last(4, payroll_last_month, month, payroll_lump_sum)


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
    if nothing_in(change_month, payroll_last_month):
        return planned
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july).month(5)
    changed = payroll_changed_amount, payroll_changed_later
    month = _month(5, change_month, planned, billed, changed)
    return _until_last(5, payroll_last_month, month, payroll_lump_sum)


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
    if nothing_in(change_month, payroll_last_month):
        return planned
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july).month(6)
    changed = payroll_changed_amount, payroll_changed_later
    month = _month(6, change_month, planned, billed, changed)
    return _until_last(6, payroll_last_month, month, payroll_lump_sum)


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
    if nothing_in(change_month, payroll_last_month):
        return planned
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july).month(7)
    changed = payroll_changed_amount, payroll_changed_later
    month = _month(7, change_month, planned, billed, changed)
    return _until_last(7, payroll_last_month, month, payroll_lump_sum)


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
    if nothing_in(change_month, payroll_last_month):
        return planned
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july).month(8)
    changed = payroll_changed_amount, payroll_changed_later
    month = _month(8, change_month, planned, billed, changed)
    return _until_last(8, payroll_last_month, month, payroll_lump_sum)


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
    if nothing_in(change_month, payroll_last_month):
        return planned
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july).month(9)
    changed = payroll_changed_amount, payroll_changed_later
    month = _month(9, change_month, planned, billed, changed)
    return _until_last(9, payroll_last_month, month, payroll_lump_sum)


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
    if nothing_in(change_month, payroll_last_month):
        return planned
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july).month(10)
    changed = payroll_changed_amount, payroll_changed_later
    month = _month(10, change_month, planned, billed, changed)
    return _until_last(10, payroll_last_month, month, payroll_lump_sum)


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
    if nothing_in(change_month, payroll_last_month):
        return planned
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july).month(11)
    changed = payroll_changed_amount, payroll_changed_later
    month = _month(11, change_month, planned, billed, changed)
    return _until_last(11, payroll_last_month, month, payroll_lump_sum)


def _month(
    place: int, change: Column, planned: Column, billed: Column, changed: tuple[Column, Column]
) -> Column:
    """Return one month: as planned, as billed before the change, or its part of what the change leaves."""
    amount, later = changed
    first = at_least(amount, 0) - (11 - place) * later
    begins = Schedule.place(change)
    remaining = np.where(begins == place, first, np.where(begins < place, later, billed))
    return np.where(change == 0, planned, remaining)


def _until_last(place: int, last_month: Column, month: Column, lump_sum: Column) -> Column:
    """Return one month of somebody who leaves: the lump sum is added to the last one, nothing follows it."""
    last = Schedule.place(last_month)
    cut = np.where(place < last, month, np.where(place == last, month + lump_sum, 0))
    return np.where(last_month == 0, month, cut)
