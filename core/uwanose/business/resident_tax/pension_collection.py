"""Owns collection from public pension (公的年金からの特別徴収): provisional in April, June, August, final from October on.

In the first year half of the tax is paid in the first two ordinary terms. Halves are cut to 100 yen, so that each
withholding is in hundreds (the law is silent on odd hundreds; our decision). A change within the year is not taken in.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most, nothing_in
from uwanose.business.resident_tax.codes import CONTINUING, FIRST_YEAR
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.money import floor_100, floor_1000


@formula
def pension_special_credit(
    pension_part: Column,
    split_refused: Flags,
    special_credit_in_instalments: Column,
    collection_pension_special_credit_first: bool,
) -> Column:
    """The special credit of 2024 that is taken from the withholdings one after the other. 地方税法附則第5条の11 (not verified)."""
    taken = (pension_part > 0) & ~split_refused & collection_pension_special_credit_first
    return np.where(taken, special_credit_in_instalments, 0)


@formula
def pension_amount(pension_part: Column, pension_special_credit: Column) -> Column:
    """What is divided: the tax on pension income, in 2024 before the special credit. 地方税法第321条の7の2."""
    return pension_part + pension_special_credit


@formula
def pension_ordinary_part(pension_withholding: Column, pension_amount: Column) -> Column:
    """In the first year what is left to the first two ordinary terms: half of it. 地方税法第321条の7の2第2項."""
    if nothing_in(pension_amount):
        return pension_amount
    return np.where(pension_withholding == FIRST_YEAR, pension_amount - floor_100(pension_amount // 2), 0)


@formula("pension_provisional_total", until=2016)
def pension_provisional_total_until_2016(
    pension_withholding: Column, pension_withheld_february: Column
) -> Column:
    """仮特別徴収税額: three times what was withheld in February. 地方税法第321条の7の8 (平成25年度改正前)."""
    return np.where(pension_withholding == CONTINUING, 3 * pension_withheld_february, 0)


@formula(since=2017)
def pension_provisional_total(pension_withholding: Column, pension_tax_previous: Column) -> Column:
    """仮特別徴収税額: half of the year before, in 2025 before the special credit. 地方税法第321条の7の8."""
    return np.where(pension_withholding == CONTINUING, floor_100(pension_tax_previous // 2), 0)


@formula
def pension_final_total(
    pension_withholding: Column,
    pension_amount: Column,
    pension_ordinary_part: Column,
    pension_provisional_total: Column,
) -> Column:
    """本徴収の合計: what the ordinary terms and the provisional withholdings leave. 地方税法第321条の7の2・第321条の7の8."""
    if nothing_in(pension_withholding):
        return pension_withholding
    return at_least(pension_amount - pension_ordinary_part - pension_provisional_total, 0)


@formula
def pension_overcollected(pension_part: Column, pension_provisional_total: Column) -> Column:
    """What was withheld provisionally beyond the tax, to be paid back. 地方税法第321条の7の10 (from memory)."""
    return at_least(pension_provisional_total - pension_part, 0)


@formula
def pension_provisional_later(pension_provisional_total: Column) -> Column:
    """June and August: a third, cut below 100 yen. 地方税法第321条の7の8, 第20条の4の2第8項."""
    return floor_100(pension_provisional_total // 3)


@formula
def pension_final_later(pension_final_total: Column) -> Column:
    """December and February: a third, cut below 100 yen. 地方税法第321条の7の2, 第20条の4の2第8項."""
    return floor_100(pension_final_total // 3)


@formula
def pension_ordinary_1(pension_ordinary_part: Column, pension_special_credit: Column) -> Column:
    """公的年金等の所得に係る普通徴収第1期: the rest of the half. 地方税法第321条の7の2第2項, 第20条の4の2第6項."""
    return at_least(_first_term(pension_ordinary_part) - pension_special_credit, 0)


@formula
def pension_ordinary_2(pension_ordinary_part: Column, pension_special_credit: Column) -> Column:
    """公的年金等の所得に係る普通徴収第2期: half of the half, cut below 1,000 yen. 地方税法第321条の7の2第2項."""
    left = _first_term(pension_ordinary_part) - pension_special_credit
    return _next(left, pension_ordinary_part - _first_term(pension_ordinary_part))


@formula
def pension_instalment_04(pension_provisional_total: Column, pension_provisional_later: Column) -> Column:
    """年金特別徴収4月（仮徴収）: the rest of the thirds. 地方税法第321条の7の8."""
    return pension_provisional_total - 2 * pension_provisional_later


@formula
def pension_instalment_06(pension_provisional_later: Column) -> Column:
    """年金特別徴収6月（仮徴収）. 地方税法第321条の7の8."""
    return pension_provisional_later


@formula
def pension_instalment_08(pension_provisional_later: Column) -> Column:
    """年金特別徴収8月（仮徴収）. 地方税法第321条の7の8."""
    return pension_provisional_later


@formula
def pension_instalment_10(
    pension_final_total: Column,
    pension_final_later: Column,
    pension_ordinary_part: Column,
    pension_special_credit: Column,
) -> Column:
    """年金特別徴収10月（本徴収）: the rest of the thirds. 地方税法第321条の7の2."""
    return _next(
        pension_ordinary_part - pension_special_credit, pension_final_total - 2 * pension_final_later
    )


@formula
def pension_instalment_12(
    pension_final_total: Column,
    pension_final_later: Column,
    pension_ordinary_part: Column,
    pension_special_credit: Column,
) -> Column:
    """年金特別徴収12月（本徴収）. 地方税法第321条の7の2."""
    before = pension_ordinary_part + pension_final_total - 2 * pension_final_later
    return _next(before - pension_special_credit, pension_final_later)


@formula
def pension_instalment_02(
    pension_final_total: Column,
    pension_final_later: Column,
    pension_ordinary_part: Column,
    pension_special_credit: Column,
) -> Column:
    """年金特別徴収2月（本徴収）. 地方税法第321条の7の2."""
    before = pension_ordinary_part + pension_final_total - pension_final_later
    return _next(before - pension_special_credit, pension_final_later)


def _first_term(part: Column) -> Column:
    return part - floor_1000(part // 2)


def _next(left: Column, instalment: Column) -> Column:
    """Return the instalment less what is still to be credited: *left* is negative by that after those before."""
    return at_least(instalment + at_most(left, 0), 0)
