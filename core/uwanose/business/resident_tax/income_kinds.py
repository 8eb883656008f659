"""Owns dividing the tax of the year among its ways of collection: pension, pay, and the rest.

The per-capita levies are withheld from pension, but from pay where somebody is withheld from both; the income levies are
divided by the share of each income. Both are from memory and marked so in their values; what a unit cuts off is collected from
pay, or in the ordinary terms.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most, only_where
from uwanose.business.resident_tax.codes import (
    NEVER_FROM_PENSION,
    NO_PENSION_WITHHOLDING,
    PAYROLL,
    UNLESS_PAYROLL,
)
from uwanose.engine.arithmetic import Column, Flags, product
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit


@formula
def pension_withholding_refused(
    pension_withholding: Column, birth_date: Column, year: int, collection_pension_age: AgeLimit
) -> Flags:
    """Whether somebody under 65 on 1 April is to be withheld from pension. 地方税法第321条の7の2第1項."""
    marked: Flags = pension_withholding != NO_PENSION_WITHHOLDING
    return marked & collection_pension_age.covers(birth_date, year * 10000 + 401)


@formula
def income_levy_to_collect(amount_to_collect: Column, per_capita_total: Column) -> Column:
    """What is to be collected beyond the per-capita levies. 地方税法第321条の3・第321条の7の2."""
    return at_least(amount_to_collect - per_capita_total, 0)


@formula
def pension_part(
    pension_withholding: Column,
    pension_withholding_refused: Flags,
    collection: Column,
    amount_to_collect: Column,
    income_levy_to_collect: Column,
    public_pension_income: Column,
    total_income: Column,
    collection_pension_takes_per_capita: int,
    collection_split_unit: int,
) -> Column:
    """公的年金等の所得に係る税額: the share of pension income, and the per-capita levies that are not withheld from pay.

    地方税法第321条の7の2第1項.
    """

    def part(
        collection: Column, amount: Column, income_levy: Column, pension: Column, total: Column
    ) -> Column:
        levy = _share(income_levy, pension, total, collection_split_unit)
        if collection_pension_takes_per_capita == NEVER_FROM_PENSION:
            return levy
        from_pay = (collection == PAYROLL) & (collection_pension_takes_per_capita == UNLESS_PAYROLL)
        return levy + np.where(from_pay, 0, amount - income_levy)

    withheld = (pension_withholding != NO_PENSION_WITHHOLDING) & ~pension_withholding_refused
    return only_where(
        withheld,
        part,
        collection,
        amount_to_collect,
        income_levy_to_collect,
        public_pension_income,
        total_income,
    )


@formula
def rest_part(
    collection: Column,
    rest_by_ordinary: Flags,
    income_levy_to_collect: Column,
    employment_income: Column,
    high_pay_income_adjustment: Column,
    pay_and_pension_income_adjustment: Column,
    public_pension_income: Column,
    total_income: Column,
    collection_split_unit: int,
) -> Column:
    """給与・公的年金等以外の所得に係る税額 of somebody who pays it himself beside the withholding. 地方税法第321条の3第2項."""
    if not rest_by_ordinary.any():
        return np.zeros_like(collection)
    pay = employment_income - high_pay_income_adjustment - pay_and_pension_income_adjustment
    rest = at_least(total_income - pay - public_pension_income, 0)
    part = _share(income_levy_to_collect, rest, total_income, collection_split_unit)
    return np.where(rest_by_ordinary & (collection == PAYROLL), part, 0)


@formula
def split_refused(
    amount_to_collect: Column,
    pension_part: Column,
    rest_part: Column,
    special_credit: Column,
    collection_special_credit_first: bool,
) -> Flags:
    """Whether the special credit of 2024 would have to be divided among several ways of collection.

    How it is divided is not verified (地方税法附則第5条の8〜第5条の11).
    """
    several = (rest_part > 0) | ((pension_part > 0) & (pension_part < amount_to_collect))
    return several & (special_credit > 0) & collection_special_credit_first


def _share(levy: Column, part: Column, whole: Column, unit: int) -> Column:
    """Return the share of *part* in *whole*, cut to the unit; nothing where the whole is nothing.

    A levy that is no multiple of the unit (withheld levies were set off) is not cut before it is divided.
    """
    counted = at_most(part, whole)
    units = product(levy // unit, counted) + levy % unit * counted // unit
    return units // at_least(whole, 1) * unit
