"""Owns who is covered: the age on the day of treatment and the schemes that come first."""

from __future__ import annotations

import numpy as np

from uwanose.business.medical_bills import INPATIENT
from uwanose.business.medical_subsidy.codes import NO_OTHER_SCHEME
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit, age_on


@formula
def age(birth_date: Column, treated_on: Column) -> Column:
    """The age reached by the end of the day of treatment. 年齢計算ニ関スル法律: reached the day before the birthday."""
    return age_on(birth_date, treated_on)


@formula
def age_covered(
    birth_date: Column,
    treated_on: Column,
    care: Column,
    age_limit_outpatient: AgeLimit,
    age_limit_inpatient: AgeLimit,
) -> Flags:
    """Whether the child is within the age limit of the care; dispensing follows outpatient care. The town's ordinance."""
    outpatient = age_limit_outpatient.covers(birth_date, treated_on)
    inpatient = age_limit_inpatient.covers(birth_date, treated_on)
    return (birth_date <= treated_on) & np.where(care == INPATIENT, inpatient, outpatient)


@formula
def other_scheme_first(other_scheme: Column) -> Flags:
    """Whether another scheme pays instead. The towns' ordinances, alike in all six that were seen.

    生活保護, 施設入所, 重度障害者医療, ひとり親家庭等医療 and the schools' 災害共済給付 come before the children's scheme.
    """
    first: Flags = other_scheme != NO_OTHER_SCHEME
    return first


@formula
def eligible(age_covered: Flags, within_income_limit: Flags, other_scheme_first: Flags) -> Flags:
    """Whether the town subsidises the bill. The town's ordinance."""
    return age_covered & within_income_limit & ~other_scheme_first
