"""Owns changes of withholding within the year: a changed tax over the months that remain, and who leaves a job.

What was withheld stays. Who leaves pays the rest at once (from January to April always), or in the ordinary terms.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, nothing_in
from uwanose.business.resident_tax.codes import LUMP_SUM, PAYROLL
from uwanose.business.resident_tax.payroll_schedule import Schedule
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.money import floor_100


@formula
def payroll_changed_amount(
    collection: Column,
    change_month: Column,
    payroll_amount: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
) -> Column:
    """What a change leaves to the remaining months; below zero where more was withheld than is due. 地方税法第321条の6."""
    if nothing_in(change_month):
        return change_month
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    before = billed.through(billed.begins(change_month) - 1)
    return np.where((change_month > 0) & (collection == PAYROLL), payroll_amount - before, 0)


@formula
def payroll_changed_later(
    change_month: Column, payroll_changed_amount: Column, payroll_starts_in_july: Flags
) -> Column:
    """Each remaining month after the first one: an equal part, cut below 100 yen. 地方税法第20条の4の2第8項, 附則第5条の10."""
    if nothing_in(change_month):
        return change_month
    begins = np.maximum(Schedule.place(change_month), payroll_starts_in_july)
    return floor_100(at_least(payroll_changed_amount, 0) // (12 - begins))


@formula
def payroll_overpaid(payroll_changed_amount: Column) -> Column:
    """過納額: what the past months took beyond the changed tax. 地方税法第17条."""
    return at_least(-payroll_changed_amount, 0)


@formula
def payroll_left_over(
    payroll_last_month: Column,
    change_month: Column,
    payroll_amount: Column,
    payroll_first_instalment: Column,
    payroll_later_instalment: Column,
    payroll_starts_in_july: Flags,
    payroll_billed_first: Column,
    payroll_billed_later: Column,
    payroll_changed_amount: Column,
    payroll_changed_later: Column,
) -> Column:
    """未徴収税額: what the months up to the last one do not take from somebody who leaves. 地方税法第321条の5第2項."""
    if nothing_in(payroll_last_month):
        return payroll_last_month
    planned = Schedule(payroll_first_instalment, payroll_later_instalment, payroll_starts_in_july)
    billed = Schedule(payroll_billed_first, payroll_billed_later, payroll_starts_in_july)
    last, first = Schedule.place(payroll_last_month), billed.begins(change_month)
    changed_first = at_least(payroll_changed_amount, 0) - payroll_changed_later * (11 - first)
    after = np.where(last >= first, changed_first + payroll_changed_later * (last - first), 0)
    before = billed.through(np.minimum(last, first - 1))
    taken = np.where(change_month > 0, before + after, planned.through(last))
    return np.where(payroll_last_month > 0, at_least(payroll_amount - taken, 0), 0)


@formula
def payroll_lump_sum(payroll_last_month: Column, after_leaving: Column, payroll_left_over: Column) -> Column:
    """一括徴収: from January to April always, before that where it was asked for. 地方税法第321条の5第2項ただし書."""
    always = (payroll_last_month >= 1) & (payroll_last_month <= 4)
    return np.where(always | (after_leaving == LUMP_SUM), payroll_left_over, 0)


@formula
def payroll_switched(payroll_left_over: Column, payroll_lump_sum: Column) -> Column:
    """普通徴収への切替: what is left to the ordinary terms. 地方税法第321条の7."""
    return payroll_left_over - payroll_lump_sum
