"""Owns the deductions for the taxpayer's and the family's status: disability, widowhood, single parents, students, basic."""

from __future__ import annotations

import numpy as np

from uwanose.business.resident_tax.codes import (
    GENERAL_DISABILITY,
    SINGLE_FATHER,
    SINGLE_MOTHER,
    SPECIAL_DISABILITY,
    SPECIAL_DISABILITY_COHABITING,
    SPECIAL_WIDOW,
    WIDOW,
    WIDOWER,
)
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable


@formula
def disabled_general(
    disability: Column,
    same_livelihood_spouse: Flags,
    spouse_disability: Column,
    dependants_disability_general: Column,
) -> Column:
    """Taxpayer, 同一生計配偶者 and dependants with a general disability. 地方税法第314条の2第1項第6号."""
    own: Flags = disability == GENERAL_DISABILITY
    spouse: Flags = same_livelihood_spouse & (spouse_disability == GENERAL_DISABILITY)
    return dependants_disability_general + own + spouse


@formula
def disabled_special(
    disability: Column,
    same_livelihood_spouse: Flags,
    spouse_disability: Column,
    dependants_disability_special: Column,
) -> Column:
    """Taxpayer, 同一生計配偶者 and dependants with a special disability. 地方税法第314条の2第1項第6号."""
    own: Flags = disability == SPECIAL_DISABILITY
    spouse: Flags = same_livelihood_spouse & (spouse_disability == SPECIAL_DISABILITY)
    return dependants_disability_special + own + spouse


@formula
def disabled_special_cohabiting(
    same_livelihood_spouse: Flags, spouse_disability: Column, dependants_disability_special_cohabiting: Column
) -> Column:
    """同一生計配偶者 and dependants with a special disability who live with one of the family. 第314条の2第1項第6号."""
    spouse: Flags = same_livelihood_spouse & (spouse_disability == SPECIAL_DISABILITY_COHABITING)
    return dependants_disability_special_cohabiting + spouse


@formula
def disability_deduction(
    disabled_general: Column,
    disabled_special: Column,
    disabled_special_cohabiting: Column,
    deduction_disability_general: int,
    deduction_disability_special: int,
    deduction_disability_special_cohabiting: int,
) -> Column:
    """障害者控除, for dependants under 16 as well. 地方税法第34条第1項第6号・第314条の2第1項第6号."""
    return (
        disabled_general * deduction_disability_general
        + disabled_special * deduction_disability_special
        + disabled_special_cohabiting * deduction_disability_special_cohabiting
    )


@formula
def disability_difference(
    disabled_general: Column,
    disabled_special: Column,
    disabled_special_cohabiting: Column,
    difference_disability_general: int,
    difference_disability_special: int,
    difference_disability_special_cohabiting: int,
) -> Column:
    """The statutory difference of 障害者控除. 地方税法第37条第1号イ・第314条の6第1号イ."""
    return (
        disabled_general * difference_disability_general
        + disabled_special * difference_disability_special
        + disabled_special_cohabiting * difference_disability_special_cohabiting
    )


@formula("widow_status_refused", until=2020)
def widow_status_refused_until_2020(widow_status: Column) -> Flags:
    """A status of later years: ひとり親 began with levy year 2021. 地方税法第292条第1項第12号 (令和2年度改正)."""
    refused: Flags = (widow_status == SINGLE_MOTHER) | (widow_status == SINGLE_FATHER)
    return refused


@formula(since=2021)
def widow_status_refused(widow_status: Column) -> Flags:
    """A status of former years: 特別の寡婦 and 寡夫 ended with levy year 2020. 令和2年度改正."""
    refused: Flags = (widow_status == SPECIAL_WIDOW) | (widow_status == WIDOWER)
    return refused


@formula("widow_deduction", until=2020)
def widow_deduction_until_2020(
    widow_status: Column,
    widow_status_refused: Flags,
    deduction_widow: int,
    deduction_special_widow: int,
    deduction_widower: int,
) -> Column:
    """寡婦控除, that of a 特別の寡婦, and 寡夫控除. 地方税法第34条第1項第8号・第314条の2第1項第8号 (until 2020)."""
    amount = np.where(widow_status == SPECIAL_WIDOW, deduction_special_widow, 0)
    amount = np.where(widow_status == WIDOWER, deduction_widower, amount)
    amount = np.where(widow_status == WIDOW, deduction_widow, amount)
    return np.where(widow_status_refused, 0, amount)


@formula(since=2021)
def widow_deduction(widow_status: Column, widow_status_refused: Flags, deduction_widow: int) -> Column:
    """寡婦控除. 地方税法第34条第1項第8号・第314条の2第1項第8号. The register says who is a 寡婦."""
    return np.where((widow_status == WIDOW) & ~widow_status_refused, deduction_widow, 0)


@formula("single_parent_deduction", until=2020)
def single_parent_deduction_until_2020() -> int:
    """ひとり親控除: not before levy year 2021. 地方税法第34条第1項第8号の2・第314条の2第1項第8号の2."""
    return 0


@formula(since=2021)
def single_parent_deduction(widow_status: Column, deduction_single_parent: int) -> Column:
    """ひとり親控除. 地方税法第34条第1項第8号の2・第314条の2第1項第8号の2. The register says who is a ひとり親."""
    single_parent = (widow_status == SINGLE_MOTHER) | (widow_status == SINGLE_FATHER)
    return np.where(single_parent, deduction_single_parent, 0)


@formula
def is_working_student(
    working_student: Flags, total_income: Column, deduction_working_student_income_limit: int
) -> Flags:
    """勤労学生: a student within the limit of total income. 地方税法第292条第1項.

    That income not earned by own work stays within 100,000 yen is judged before, with the column.
    """
    return working_student & (total_income <= deduction_working_student_income_limit)


@formula
def working_student_deduction(is_working_student: Flags, deduction_working_student: int) -> Column:
    """勤労学生控除. 地方税法第34条第1項第9号・第314条の2第1項第9号."""
    return np.where(is_working_student, deduction_working_student, 0)


@formula
def basic_deduction(total_income: Column, deduction_basic: LookupTable) -> Column:
    """基礎控除, which ends with high incomes. 地方税法第34条第2項・第314条の2第2項."""
    return deduction_basic.pick("amount", total_income)


@formula("own_difference", until=2020)
def own_difference_until_2020(
    total_income: Column,
    widow_status: Column,
    is_working_student: Flags,
    difference_basic: LookupTable,
    difference_widow: int,
    difference_special_widow: int,
    difference_widower: int,
    difference_working_student: int,
) -> Column:
    """The statutory difference of 基礎控除, 寡婦(寡夫)控除 and 勤労学生控除. 第37条第1号イ・第314条の6第1号イ (until 2020)."""
    return (
        difference_basic.pick("amount", total_income)
        + np.where(widow_status == WIDOW, difference_widow, 0)
        + np.where(widow_status == SPECIAL_WIDOW, difference_special_widow, 0)
        + np.where(widow_status == WIDOWER, difference_widower, 0)
        + np.where(is_working_student, difference_working_student, 0)
    )


@formula(since=2021)
def own_difference(
    total_income: Column,
    widow_status: Column,
    is_working_student: Flags,
    difference_basic: LookupTable,
    difference_widow: int,
    difference_single_parent_mother: int,
    difference_single_parent_father: int,
    difference_working_student: int,
) -> Column:
    """The statutory difference of 基礎控除, 寡婦控除, ひとり親控除 and 勤労学生控除. 第37条第1号イ・第314条の6第1号イ."""
    return (
        difference_basic.pick("amount", total_income)
        + np.where(widow_status == WIDOW, difference_widow, 0)
        + np.where(widow_status == SINGLE_MOTHER, difference_single_parent_mother, 0)
        + np.where(widow_status == SINGLE_FATHER, difference_single_parent_father, 0)
        + np.where(is_working_student, difference_working_student, 0)
    )
