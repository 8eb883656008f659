"""Owns payroll collection (給与からの特別徴収): twelve months from June in units of 100 yen, the rest going to the first.

A tax not above the per-capita amount is withheld in the first month. In levy year 2024 nothing is withheld in June from
those who have the special credit; their tax is divided over eleven months from July (地方税法附則第5条の10).
"""

from __future__ import annotations

import numpy as np

from uwanose.business.resident_tax.codes import PAYROLL
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.money import floor_100


@formula
def payroll_amount(
    collection: Column, amount_to_collect: Column, pension_part: Column, rest_part: Column
) -> Column:
    """What is withheld from pay over the year: what is not collected in another way. 地方税法第321条の3."""
    return np.where(collection == PAYROLL, amount_to_collect - pension_part - rest_part, 0)


@formula
def payroll_starts_in_july(
    collection: Column, special_credit: Column, collection_special_credit_first: bool
) -> Flags:
    """Whether withholding begins in July because of the special credit of 2024. 地方税法附則第5条の10."""
    from_pay: Flags = collection == PAYROLL
    return from_pay & (special_credit > 0) & collection_special_credit_first


@formula
def payroll_later_instalment(
    payroll_amount: Column, per_capita_total: Column, payroll_starts_in_july: Flags
) -> Column:
    """Each month after the first: a twelfth (an eleventh from July), cut below 100 yen.

    地方税法第321条の5第1項, 第20条の4の2第6項・第8項. A tax not above the per-capita amount has no later months.
    """
    monthly = floor_100(payroll_amount // np.where(payroll_starts_in_july, 11, 12))
    return np.where(payroll_amount <= per_capita_total, 0, monthly)


@formula
def payroll_first_instalment(
    payroll_amount: Column, payroll_later_instalment: Column, payroll_starts_in_july: Flags
) -> Column:
    """The first month: the rest. 地方税法第20条の4の2第6項・第8項."""
    return payroll_amount - payroll_later_instalment * np.where(payroll_starts_in_july, 10, 11)
