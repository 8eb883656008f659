"""Owns ordinary collection (普通徴収): four instalments in units of 1,000 yen, the rest going to the first.

In levy year 2024 the tax before the special credit is divided, and the credit is taken from the first instalment on, then
from the next. What is taken is the difference the credit makes to the tax of the year, so that the instalments sum to it.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most
from uwanose.business.resident_tax.codes import ORDINARY
from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula
from uwanose.money import floor_100


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
    collection: Column, amount_to_collect: Column, special_credit_in_instalments: Column
) -> Column:
    """What is divided into instalments: the tax of the year, in 2024 before the special credit. 地方税法第319条."""
    return np.where(collection == ORDINARY, amount_to_collect + special_credit_in_instalments, 0)


@formula
def ordinary_later_instalment(
    ordinary_amount: Column, per_capita_total: Column, collection_june_only: bool
) -> Column:
    """Each instalment after the first: a quarter, cut below 1,000 yen. 地方税法第320条, 第20条の4の2第6項.

    A tax not above the per-capita amount is due in June alone, unless the town's ordinance says otherwise.
    """
    at_once = collection_june_only & (ordinary_amount <= per_capita_total)
    return np.where(at_once, 0, ordinary_amount // 4000 * 1000)


@formula
def ordinary_first_instalment(ordinary_amount: Column, ordinary_later_instalment: Column) -> Column:
    """The first instalment: the rest. 地方税法第20条の4の2第6項."""
    return ordinary_amount - 3 * ordinary_later_instalment


@formula
def ordinary_instalment_1(ordinary_first_instalment: Column, special_credit_in_instalments: Column) -> Column:
    """普通徴収第1期. 地方税法第320条."""
    return at_least(ordinary_first_instalment - special_credit_in_instalments, 0)


@formula
def ordinary_instalment_2(
    ordinary_first_instalment: Column,
    ordinary_later_instalment: Column,
    special_credit_in_instalments: Column,
) -> Column:
    """普通徴収第2期. 地方税法第320条."""
    left = ordinary_first_instalment - special_credit_in_instalments
    return _next(left, ordinary_later_instalment)


@formula
def ordinary_instalment_3(
    ordinary_first_instalment: Column,
    ordinary_later_instalment: Column,
    special_credit_in_instalments: Column,
) -> Column:
    """普通徴収第3期. 地方税法第320条."""
    left = ordinary_first_instalment + ordinary_later_instalment - special_credit_in_instalments
    return _next(left, ordinary_later_instalment)


@formula
def ordinary_instalment_4(
    ordinary_first_instalment: Column,
    ordinary_later_instalment: Column,
    special_credit_in_instalments: Column,
) -> Column:
    """普通徴収第4期. 地方税法第320条."""
    left = ordinary_first_instalment + 2 * ordinary_later_instalment - special_credit_in_instalments
    return _next(left, ordinary_later_instalment)


def _next(left: Column, instalment: Column) -> Column:
    """Return the instalment less what is still to be credited: *left* is negative by that after those before."""
    return at_least(instalment + at_most(left, 0), 0)
