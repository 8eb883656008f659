"""Owns incomes from land and buildings (土地・建物等の譲渡), taxed apart by class: special deductions and what is left.

The town holds the gain of each class and the kind of its special deduction; whether a special deduction may be had is
judged before. What exceeds the overall cap, or the amount of one kind, is not divided among classes: such a row is refused.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from uwanose.business.amounts import at_most, only_where
from uwanose.business.resident_tax.codes import BEFORE_SPECIAL, DECLARED_SPECIAL
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable


@formula
def land_short_general_special_deduction(
    land_short_general_gain: Column,
    land_short_general_special: Column,
    land_short_general_special_amount: Column,
    separate_special_deductions: LookupTable,
) -> Column:
    """特別控除 of short-term land, general: up to the amount of its kind. 租税特別措置法第33条の4〜第36条, 地方税法附則第35条第1項."""
    return _special(
        land_short_general_gain,
        land_short_general_special,
        land_short_general_special_amount,
        separate_special_deductions,
    )


@formula
def land_short_reduced_special_deduction(
    land_short_reduced_gain: Column,
    land_short_reduced_special: Column,
    land_short_reduced_special_amount: Column,
    separate_special_deductions: LookupTable,
) -> Column:
    """特別控除 of short-term land, sold to the state: up to the amount of its kind. 租税特別措置法第33条の4〜第36条, 地方税法附則第35条第3項."""
    return _special(
        land_short_reduced_gain,
        land_short_reduced_special,
        land_short_reduced_special_amount,
        separate_special_deductions,
    )


@formula
def land_long_general_special_deduction(
    land_long_general_gain: Column,
    land_long_general_special: Column,
    land_long_general_special_amount: Column,
    separate_special_deductions: LookupTable,
) -> Column:
    """特別控除 of long-term land, general: up to the amount of its kind. 租税特別措置法第33条の4〜第36条, 地方税法附則第34条第1項."""
    return _special(
        land_long_general_gain,
        land_long_general_special,
        land_long_general_special_amount,
        separate_special_deductions,
    )


@formula
def land_long_specified_special_deduction(
    land_long_specified_gain: Column,
    land_long_specified_special: Column,
    land_long_specified_special_amount: Column,
    separate_special_deductions: LookupTable,
) -> Column:
    """特別控除 of long-term land for good housing: up to the amount of its kind. 租税特別措置法第33条の4〜第36条, 地方税法附則第34条の2."""
    return _special(
        land_long_specified_gain,
        land_long_specified_special,
        land_long_specified_special_amount,
        separate_special_deductions,
    )


@formula
def land_long_residence_special_deduction(
    land_long_residence_gain: Column,
    land_long_residence_special: Column,
    land_long_residence_special_amount: Column,
    separate_special_deductions: LookupTable,
) -> Column:
    """特別控除 of long-term residence: up to the amount of its kind. 租税特別措置法第33条の4〜第36条, 地方税法附則第34条の3."""
    return _special(
        land_long_residence_gain,
        land_long_residence_special,
        land_long_residence_special_amount,
        separate_special_deductions,
    )


@formula
def special_deductions_refused(
    land_short_general_special_deduction: Column,
    land_short_reduced_special_deduction: Column,
    land_long_general_special_deduction: Column,
    land_long_specified_special_deduction: Column,
    land_long_residence_special_deduction: Column,
    land_short_general_special: Column,
    land_short_reduced_special: Column,
    land_long_general_special: Column,
    land_long_specified_special: Column,
    land_long_residence_special: Column,
    separate_special_deductions: LookupTable,
    separate_special_deductions_cap: int,
) -> Flags:
    """Whether the special deductions of a year exceed 50,000,000 yen together, or those of one kind its amount.

    租税特別措置法第33条の4〜第36条: each kind is had once a year, in all classes together. From which class the excess is
    taken back is not verified, so nothing is computed.
    """
    deductions = (
        land_short_general_special_deduction,
        land_short_reduced_special_deduction,
        land_long_general_special_deduction,
        land_long_specified_special_deduction,
        land_long_residence_special_deduction,
    )
    kinds = (
        land_short_general_special,
        land_short_reduced_special,
        land_long_general_special,
        land_long_specified_special,
        land_long_residence_special,
    )
    total: Column = sum(deductions[1:], start=deductions[0])
    one_kind = only_where(
        total != 0, partial(_beyond_one_kind, separate_special_deductions), *deductions, *kinds
    )
    refused: Flags = (total > separate_special_deductions_cap) | one_kind
    return refused


@formula
def land_short_general_income(
    land_short_general_gain: Column, land_short_general_special_deduction: Column
) -> Column:
    """短期譲渡（一般）所得の金額 after the special deduction. 地方税法附則第35条第1項."""
    return land_short_general_gain - land_short_general_special_deduction


@formula
def land_short_reduced_income(
    land_short_reduced_gain: Column, land_short_reduced_special_deduction: Column
) -> Column:
    """短期譲渡（軽減）所得の金額 after the special deduction. 地方税法附則第35条第3項."""
    return land_short_reduced_gain - land_short_reduced_special_deduction


@formula
def land_long_general_income(
    land_long_general_gain: Column, land_long_general_special_deduction: Column
) -> Column:
    """長期譲渡（一般）所得の金額 after the special deduction. 地方税法附則第34条第1項."""
    return land_long_general_gain - land_long_general_special_deduction


@formula
def land_long_specified_income(
    land_long_specified_gain: Column, land_long_specified_special_deduction: Column
) -> Column:
    """長期譲渡（特定）所得の金額 after the special deduction. 地方税法附則第34条の2."""
    return land_long_specified_gain - land_long_specified_special_deduction


@formula
def land_long_residence_income(
    land_long_residence_gain: Column, land_long_residence_special_deduction: Column
) -> Column:
    """長期譲渡（軽課）所得の金額 after the special deduction. 地方税法附則第34条の3."""
    return land_long_residence_gain - land_long_residence_special_deduction


@formula
def land_gain(
    land_short_general_gain: Column,
    land_short_reduced_gain: Column,
    land_long_general_gain: Column,
    land_long_specified_gain: Column,
    land_long_residence_gain: Column,
) -> Column:
    """The gains of all classes before special deductions. 租税特別措置法第31条第1項・第32条第1項."""
    return (
        land_short_general_gain
        + land_short_reduced_gain
        + land_long_general_gain
        + land_long_specified_gain
        + land_long_residence_gain
    )


@formula
def land_income(
    land_short_general_income: Column,
    land_short_reduced_income: Column,
    land_long_general_income: Column,
    land_long_specified_income: Column,
    land_long_residence_income: Column,
    special_deductions_refused: Flags,
) -> Column:
    """The incomes of all classes after special deductions. 地方税法附則第34条・第35条."""
    income = (
        land_short_general_income
        + land_short_reduced_income
        + land_long_general_income
        + land_long_specified_income
        + land_long_residence_income
    )
    return np.where(special_deductions_refused, 0, income)


@formula
def land_special_deduction(land_gain: Column, land_income: Column) -> Column:
    """The special deductions of all classes together: for other businesses. 租税特別措置法第33条の4〜第36条."""
    return land_gain - land_income


@formula
def land_in_total_income(
    land_gain: Column, land_income: Column, separate_land_in_total_income: int
) -> Column:
    """What 合計所得金額 takes in: the gains before special deductions (not verified). 地方税法第292条第1項第13号, 附則第34条."""
    return land_gain if separate_land_in_total_income == BEFORE_SPECIAL else land_income


@formula
def land_in_gross_income_amount(
    land_gain: Column, land_income: Column, separate_land_in_gross_income_amount: int
) -> Column:
    """What 総所得金額等 takes in: the gains before special deductions (not verified). 地方税法附則第3条の3・第34条."""
    return land_gain if separate_land_in_gross_income_amount == BEFORE_SPECIAL else land_income


def _beyond_one_kind(limits: LookupTable, *columns: Column) -> Flags:
    """Tell whether several classes take more of one kind of special deduction than there is; declared amounts are not judged."""
    classes = len(columns) // 2
    deductions, kinds = columns[:classes], columns[classes:]
    beyond = np.zeros(len(deductions[0]), dtype=np.bool_)
    for kind in kinds:
        together = sum(
            np.where(other == kind, amount, 0) for other, amount in zip(kinds, deductions, strict=True)
        )
        beyond |= (kind != DECLARED_SPECIAL) & (together > limits.pick("amount", kind))
    return beyond


def _special(gain: Column, kind: Column, declared: Column, limits: LookupTable) -> Column:
    """Return the special deduction of one class: the limit of its kind, the declared amount where kinds are mixed."""

    def special(gain: Column, kind: Column, declared: Column) -> Column:
        return at_most(gain, np.where(kind == DECLARED_SPECIAL, declared, limits.pick("amount", kind)))

    return only_where(gain != 0, special, gain, kind, declared)
