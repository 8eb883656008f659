"""Owns who is covered: the disability, the age at which it was first certified, and the schemes that come first."""

from __future__ import annotations

import numpy as np

from uwanose.business.medical_bills import INPATIENT
from uwanose.business.medical_subsidy_disability.codes import NO_OTHER_SCHEME
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit


@formula
def disability_covered(
    care: Column,
    physical_grade: Column,
    iq_assessed: Flags,
    iq: Column,
    mental_grade: Column,
    who_physical_grade: int,
    who_iq: int,
    who_physical_grade_with_iq: int,
    who_iq_with_physical_grade: int,
    who_mental_grade_1_outpatient: bool,
) -> Flags:
    """Whether the disability is on the list that 逗子市, 大和市, 横須賀市 and 箱根町 print alike.

    身体1・2級, 知能指数35以下, 身体3級かつ知能指数50以下, and 精神1級 for outpatient care and dispensing.
    """
    physical = _up_to(physical_grade, who_physical_grade)
    intellectual = iq_assessed & (iq <= who_iq)
    combined = _up_to(physical_grade, who_physical_grade_with_iq) & iq_assessed
    combined &= iq <= who_iq_with_physical_grade
    mental = (mental_grade == 1) & (care != INPATIENT) & who_mental_grade_1_outpatient
    return np.asarray(physical | intellectual | combined | mental)


@formula
def certified_in_time(
    birth_date: Column, first_certified_on: Column, who_first_certified_before: AgeLimit
) -> Flags:
    """Whether the disability was first certified before the age limit (65歳以上で初めて認定された者を除く). The town's ordinance."""
    return who_first_certified_before.covers(birth_date, first_certified_on)


@formula
def other_scheme_first(other_scheme: Column) -> Flags:
    """Whether another scheme pays instead: 生活保護, 施設入所, 災害共済給付. The towns' ordinances."""
    first: Flags = other_scheme != NO_OTHER_SCHEME
    return first


@formula
def eligible(
    disability_covered: Flags,
    certified_in_time: Flags,
    within_income_limit: Flags,
    other_scheme_first: Flags,
) -> Flags:
    """Whether the town subsidises the bill. The town's ordinance."""
    return np.asarray(disability_covered & certified_in_time & within_income_limit & ~other_scheme_first)


def _up_to(grade: Column, last: int) -> Flags:
    """Tell who has a handbook of grade 1 to *last*; 0 is none."""
    covered: Flags = (grade >= 1) & (grade <= last)
    return covered
