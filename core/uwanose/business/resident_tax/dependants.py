"""Owns dependants: how many count, the deductions for them, and the personal difference that belongs to them."""

from __future__ import annotations

from functools import partial

from uwanose.business.amounts import only_where
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable


@formula
def counted_dependants(
    dependants_general: Column,
    dependants_specific: Column,
    dependants_elderly: Column,
    dependants_cohabiting_parent: Column,
    dependants_under_16: Column,
) -> Column:
    """扶養親族 of any age, those under 16 included. 地方税法第292条第1項第9号.

    Relatives who only give 特定親族特別控除 are none. From levy year 2024 the columns leave out relatives of 30 to 69
    abroad who meet none of the exceptions (地方税法施行令第47条の3第1号).
    """
    return (
        dependants_general
        + dependants_specific
        + dependants_elderly
        + dependants_cohabiting_parent
        + dependants_under_16
    )


@formula
def counted_persons(same_livelihood_spouse: Flags, counted_dependants: Column) -> Column:
    """Spouse and dependants who raise the exemption limits. 地方税法施行令第47条の3, 附則第3条の3."""
    return counted_dependants + same_livelihood_spouse


@formula
def dependants_deduction(
    dependants_general: Column,
    dependants_specific: Column,
    dependants_elderly: Column,
    dependants_cohabiting_parent: Column,
    deduction_dependant_general: int,
    deduction_dependant_specific: int,
    deduction_dependant_elderly: int,
    deduction_dependant_cohabiting_parent: int,
) -> Column:
    """扶養控除; under 16 there is none. 地方税法第34条第1項第11号・第4項, 第314条の2第1項第11号・第4項."""
    return (
        dependants_general * deduction_dependant_general
        + dependants_specific * deduction_dependant_specific
        + dependants_elderly * deduction_dependant_elderly
        + dependants_cohabiting_parent * deduction_dependant_cohabiting_parent
    )


@formula
def dependants_difference(
    dependants_general: Column,
    dependants_specific: Column,
    dependants_elderly: Column,
    dependants_cohabiting_parent: Column,
    difference_dependant_general: int,
    difference_dependant_specific: int,
    difference_dependant_elderly: int,
    difference_dependant_cohabiting_parent: int,
) -> Column:
    """The statutory difference of 扶養控除. 地方税法第37条第1号イ・第314条の6第1号イ.

    特定親族特別控除 has none.
    """
    return (
        dependants_general * difference_dependant_general
        + dependants_specific * difference_dependant_specific
        + dependants_elderly * difference_dependant_elderly
        + dependants_cohabiting_parent * difference_dependant_cohabiting_parent
    )


@formula
def specified_relative_deduction(
    specified_relative_1_total_income: Column,
    specified_relative_2_total_income: Column,
    specified_relative_3_total_income: Column,
    deduction_dependant_income_limit: int,
    deduction_specified_relative: LookupTable,
) -> Column:
    """特定親族特別控除, from levy year 2026: relatives of 19 to 22 above the limit of a dependant, each by his income.

    地方税法第34条・第314条の2 (令和7年度改正).
    """
    limit, table = deduction_dependant_income_limit, deduction_specified_relative
    return (
        _for_relative(specified_relative_1_total_income, limit, table)
        + _for_relative(specified_relative_2_total_income, limit, table)
        + _for_relative(specified_relative_3_total_income, limit, table)
    )


def _for_relative(total_income: Column, limit: int, table: LookupTable) -> Column:
    return only_where(total_income > limit, partial(table.pick, "amount"), total_income)
