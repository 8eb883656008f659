"""Owns ordinary collection (普通徴収): four instalments in units of 1,000 yen, the rest going to the first.

When the tax changes within the year, what is left is divided anew over the terms that remain; past terms stay.

In levy year 2024 the tax before the special credit is divided, and the credit is taken from the first instalment on, then
from the next. What is taken is the difference the credit makes to the tax of the year, so that the instalments sum to it.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most, nothing_in
from uwanose.business.resident_tax.change import Change
from uwanose.business.resident_tax.codes import NO_PENSION_WITHHOLDING, ORDINARY, PAYROLL
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.money import floor_100, floor_1000


@formula
def special_credit_in_instalments(
    municipal_levy_before_special_credit: Column,
    prefectural_levy_before_special_credit: Column,
    municipal_income_levy: Column,
    prefectural_income_levy: Column,
    collection_special_credit_first: bool,
) -> Column:
    """What the special credit takes off the tax of the year, where it is taken from the first instalments (2024)."""
    before = floor_100(municipal_levy_before_special_credit) + floor_100(
        prefectural_levy_before_special_credit
    )
    return np.where(
        collection_special_credit_first, before - municipal_income_levy - prefectural_income_levy, 0
    )


@formula
def ordinary_amount(
    collection: Column,
    amount_to_collect: Column,
    pension_part: Column,
    rest_part: Column,
    split_refused: Flags,
    special_credit_in_instalments: Column,
) -> Column:
    """What is divided into instalments: what is not withheld, in 2024 before the special credit. 地方税法第319条."""
    credit = np.where((pension_part > 0) | split_refused, 0, special_credit_in_instalments)
    own = amount_to_collect - pension_part + credit
    return np.where(collection == ORDINARY, own, rest_part)


@formula
def ordinary_later_instalment(
    ordinary_amount: Column,
    pension_part: Column,
    payroll_amount: Column,
    per_capita_total: Column,
    collection_june_only: bool,
) -> Column:
    """Each instalment after the first: a quarter, cut below 1,000 yen. 地方税法第320条, 第20条の4の2第6項.

    A tax of the year not above the per-capita amount is due in June alone, unless the town's ordinance says otherwise. It
    is the whole tax that counts: a small part beside what is withheld from pay or pension has four terms.
    """
    whole = ordinary_amount + pension_part + payroll_amount
    at_once = collection_june_only & (whole <= per_capita_total)
    return np.where(at_once, 0, ordinary_amount // 4000 * 1000)


@formula
def ordinary_first_instalment(ordinary_amount: Column, ordinary_later_instalment: Column) -> Column:
    """The first instalment: the rest. 地方税法第20条の4の2第6項."""
    return ordinary_amount - 3 * ordinary_later_instalment


@formula
def ordinary_planned_1(
    ordinary_first_instalment: Column, pension_ordinary_1: Column, special_credit_in_instalments: Column
) -> Column:
    """普通徴収第1期 as first billed, with the half of a first year of pension withholding. 地方税法第320条・第321条の7の2第2項."""
    return at_least(ordinary_first_instalment - special_credit_in_instalments, 0) + pension_ordinary_1


@formula
def ordinary_planned_2(
    ordinary_first_instalment: Column,
    ordinary_later_instalment: Column,
    pension_ordinary_2: Column,
    special_credit_in_instalments: Column,
) -> Column:
    """普通徴収第2期 as first billed, with the half of a first year of pension withholding. 地方税法第320条・第321条の7の2第2項."""
    left = ordinary_first_instalment - special_credit_in_instalments
    return _next(left, ordinary_later_instalment) + pension_ordinary_2


@formula
def ordinary_planned_3(
    ordinary_first_instalment: Column,
    ordinary_later_instalment: Column,
    special_credit_in_instalments: Column,
) -> Column:
    """普通徴収第3期 as first billed. 地方税法第320条."""
    left = ordinary_first_instalment + ordinary_later_instalment - special_credit_in_instalments
    return _next(left, ordinary_later_instalment)


@formula
def ordinary_planned_4(
    ordinary_first_instalment: Column,
    ordinary_later_instalment: Column,
    special_credit_in_instalments: Column,
) -> Column:
    """普通徴収第4期 as first billed. 地方税法第320条."""
    left = ordinary_first_instalment + 2 * ordinary_later_instalment - special_credit_in_instalments
    return _next(left, ordinary_later_instalment)


@formula
def change_refused(
    collection: Column,
    change_term: Column,
    change_month: Column,
    payroll_last_month: Column,
    pension_withholding: Column,
    payroll_switched: Column,
) -> Flags:
    """Whether a change within the year is given whose rules are not in hand, or lacks the term it begins with.

    Withholding from pension cannot change here; tax switched from pay to the terms needs its first term; and months of pay
    belong to somebody who is withheld from pay.
    """
    if nothing_in(change_term, change_month, payroll_last_month):
        return np.zeros(change_term.shape, dtype=np.bool_)
    changed = (change_term > 0) | (change_month > 0)
    refused: Flags = changed & (pension_withholding != NO_PENSION_WITHHOLDING)
    refused |= (payroll_switched > 0) & (change_term == 0)
    refused |= ((change_month > 0) | (payroll_last_month > 0)) & (collection != PAYROLL)
    return refused


@formula
def ordinary_changed_amount(
    change_term: Column,
    change_refused: Flags,
    ordinary_planned_1: Column,
    ordinary_planned_2: Column,
    ordinary_planned_3: Column,
    ordinary_planned_4: Column,
    payroll_switched: Column,
    ordinary_billed_1: Column,
    ordinary_billed_2: Column,
    ordinary_billed_3: Column,
) -> Column:
    """What a change leaves to the remaining terms; below zero where more was billed than is due. 地方税法第320条・第321条の2."""
    if nothing_in(change_term):
        return change_term
    planned = ordinary_planned_1 + ordinary_planned_2 + ordinary_planned_3 + ordinary_planned_4
    billed = np.where(change_term > 1, ordinary_billed_1, 0)
    billed = billed + np.where(change_term > 2, ordinary_billed_2, 0)
    billed = billed + np.where(change_term > 3, ordinary_billed_3, 0)
    return np.where((change_term > 0) & ~change_refused, planned + payroll_switched - billed, 0)


@formula
def ordinary_changed_later(change_term: Column, ordinary_changed_amount: Column) -> Column:
    """Each remaining term after the first one: an equal part, cut below 1,000 yen. 地方税法第20条の4の2第6項."""
    if nothing_in(change_term):
        return change_term
    return floor_1000(at_least(ordinary_changed_amount, 0) // (5 - at_least(change_term, 1)))


@formula
def ordinary_overpaid(ordinary_changed_amount: Column) -> Column:
    """過納額: what the past terms took beyond the changed tax. 地方税法第17条."""
    return at_least(-ordinary_changed_amount, 0)


@formula
def ordinary_instalment_1(
    change_term: Column,
    ordinary_planned_1: Column,
    ordinary_billed_1: Column,
    ordinary_changed_amount: Column,
    ordinary_changed_later: Column,
) -> Column:
    """普通徴収第1期, after a change within the year. 地方税法第320条."""
    return _term(
        1, change_term, ordinary_planned_1, ordinary_billed_1, ordinary_changed_amount, ordinary_changed_later
    )


@formula
def ordinary_instalment_2(
    change_term: Column,
    ordinary_planned_2: Column,
    ordinary_billed_2: Column,
    ordinary_changed_amount: Column,
    ordinary_changed_later: Column,
) -> Column:
    """普通徴収第2期, after a change within the year. 地方税法第320条."""
    return _term(
        2, change_term, ordinary_planned_2, ordinary_billed_2, ordinary_changed_amount, ordinary_changed_later
    )


@formula
def ordinary_instalment_3(
    change_term: Column,
    ordinary_planned_3: Column,
    ordinary_billed_3: Column,
    ordinary_changed_amount: Column,
    ordinary_changed_later: Column,
) -> Column:
    """普通徴収第3期, after a change within the year. 地方税法第320条."""
    return _term(
        3, change_term, ordinary_planned_3, ordinary_billed_3, ordinary_changed_amount, ordinary_changed_later
    )


@formula
def ordinary_instalment_4(
    change_term: Column,
    ordinary_planned_4: Column,
    ordinary_changed_amount: Column,
    ordinary_changed_later: Column,
) -> Column:
    """普通徴収第4期, after a change within the year. 地方税法第320条."""
    return _term(
        4,
        change_term,
        ordinary_planned_4,
        ordinary_planned_4,
        ordinary_changed_amount,
        ordinary_changed_later,
    )


def _next(left: Column, instalment: Column) -> Column:
    """Return the instalment less what is still to be credited: *left* is negative by that after those before."""
    return at_least(instalment + at_most(left, 0), 0)


def _term(
    term: int, change: Column, planned: Column, billed: Column, amount: Column, later: Column
) -> Column:
    """Return one of the four terms, as planned or after a change."""
    return (
        planned
        if nothing_in(change)
        else Change(change, change, amount, later).part(term, 4, planned, billed)
    )
