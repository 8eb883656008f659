"""Owns who is not taxed: by status, by the town's limit, by the limit of the income levy, and by that of the forest tax."""

from __future__ import annotations

import numpy as np

from uwanose.business.resident_tax.codes import NO_WIDOW, NOT_DISABLED
from uwanose.engine.arithmetic import Column, Flags, product
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit, LookupTable


@formula
def is_minor(birth_date: Column, year: int, deemed_adult: Flags, exemption_minor_age: AgeLimit) -> Flags:
    """Whether somebody is a minor on 1 January of the levy year, and no adult by marriage. 地方税法第295条第1項第2号, 第318条.

    One born on 2 January reaches the age on 1 January (年齢計算ニ関スル法律) and is no minor. Adults by marriage (民法旧
    第753条) stay adults after the age of majority was lowered in April 2022 (平成30年法律第59号附則第3条).
    """
    return exemption_minor_age.covers(birth_date, year * 10000 + 101) & ~deemed_adult


@formula
def exempt_by_status(
    public_assistance: Flags,
    disability: Column,
    is_minor: Flags,
    widow_status: Column,
    total_income: Column,
    exemption_status_income_limit: int,
) -> Flags:
    """人的非課税: livelihood assistance; the disabled, minors, widows and single parents within the limit.

    地方税法第24条の5第1項・第295条第1項.
    """
    protected: Flags = (disability != NOT_DISABLED) | is_minor | (widow_status != NO_WIDOW)
    return public_assistance | (protected & (total_income <= exemption_status_income_limit))


@formula
def per_capita_limit(
    counted_persons: Column,
    exemption_per_capita_base: int,
    exemption_per_capita_add: int,
    exemption_per_capita_plus: int,
) -> Column:
    """The town's limit for the per-capita levy. 地方税法第295条第3項, 地方税法施行令第47条の3, the town's ordinance."""
    return _limit(
        counted_persons, exemption_per_capita_base, exemption_per_capita_add, exemption_per_capita_plus
    )


@formula
def per_capita_exempt(exempt_by_status: Flags, total_income: Column, per_capita_limit: Column) -> Flags:
    """Whether no per-capita levy is charged: by status, or 合計所得金額 within the town's limit.

    地方税法第24条の5・第295条第1項・第3項. It holds for the owner of a house without residence, too, who is one of those
    that owe the per-capita levy alone.
    """
    return exempt_by_status | (total_income <= per_capita_limit)


@formula
def income_levy_limit(
    counted_persons: Column,
    exemption_income_levy_base: int,
    exemption_income_levy_add: int,
    exemption_income_levy_plus: int,
) -> Column:
    """The limit for the income levy, the same in the whole country. 地方税法附則第3条の3第1項・第4項."""
    return _limit(
        counted_persons, exemption_income_levy_base, exemption_income_levy_add, exemption_income_levy_plus
    )


@formula
def income_levy_exempt(
    exempt_by_status: Flags, gross_income_amount: Column, income_levy_limit: Column
) -> Flags:
    """Whether no income levy is charged: by status, or 総所得金額等 within the limit. 地方税法附則第3条の3第1項・第4項."""
    return exempt_by_status | (gross_income_amount <= income_levy_limit)


@formula
def forest_tax_limit(
    counted_persons: Column,
    exemption_grade: int,
    exemption_forest_reference: LookupTable,
    exemption_forest_plus: int,
) -> Column:
    """The limit for the forest tax: the national amounts of the grade, not the town's. 森林環境税法第4条."""
    base = exemption_forest_reference.pick("base", exemption_grade)
    add = exemption_forest_reference.pick("add", exemption_grade)
    return _limit(counted_persons, base, add, exemption_forest_plus)


@formula
def forest_tax_exempt(exempt_by_status: Flags, total_income: Column, forest_tax_limit: Column) -> Flags:
    """Whether no forest tax is charged: by status, or 合計所得金額 within its own limit. 森林環境税法第4条."""
    return exempt_by_status | (total_income <= forest_tax_limit)


def _limit(persons: Column, base: int, add: int, plus: int) -> Column:
    """Return base × (1 + persons) + plus, and the addition for those who have somebody to keep."""
    return product(persons + 1, base) + plus + np.where(persons > 0, add, 0)
