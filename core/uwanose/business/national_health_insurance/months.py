"""Owns the months of the fiscal year for which somebody is insured, pays the care part, or is relieved around a childbirth.

Months are counted from April: a period begins after so many months of the year and ends after so many. Liable from the
month of joining up to the month before leaving.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.months import birthday_on, month_number
from uwanose.business.national_health_insurance.codes import FORMER_MEMBER, INSURED, MONTHS, NEVER
from uwanose.engine.arithmetic import Column, Whole
from uwanose.engine.formulas import formula
from uwanose.engine.tables import reached_age_on


@formula
def insured_from(insurance: Column, joined_on: Column, year: int) -> Column:
    """Months of the year before the month of joining. 国民健康保険法第7条."""
    return np.where(insurance == INSURED, _in_year(_month(joined_on, year)), MONTHS)


@formula
def late_elderly_from(birth_date: Column, year: int, age_late_elderly: int) -> Column:
    """The month of the 75th birthday, counted from April. 高齢者の医療の確保に関する法律第52条.

    The insurance of the late elderly begins on the birthday itself; one born on 29 February has it on 1 March of a
    common year, by our reading.
    """
    return _month(birthday_on(birth_date, age_late_elderly), year)


@formula
def insured_until(insurance: Column, left_on: Column, late_elderly_from: Column, year: int) -> Column:
    """Months of the year before the month of leaving, or of the 75th birthday. 国民健康保険法第8条・第6条第8号."""
    until = _in_year(np.minimum(_month(left_on, year), late_elderly_from))
    return np.where(insurance == INSURED, until, 0)


@formula
def insured_months(insured_from: Column, insured_until: Column) -> Column:
    """加入月数. The ordinances: the year amount by months."""
    return _length(insured_from, insured_until)


@formula
def former_from(
    insurance: Column,
    birth_date: Column,
    joined_on: Column,
    left_on: Column,
    former_since: Column,
    late_elderly_from: Column,
    year: int,
    age_late_elderly: int,
) -> Column:
    """The month, counted from April, in which a 特定同一世帯所属者 became one. 国民健康保険法施行令第29条の7第2項.

    An insured person who turns 75 and stays in the household becomes one in that month; who joins on the birthday or
    later never was insured.
    """
    turns_75 = birthday_on(birth_date, age_late_elderly)
    stays = (insurance == INSURED) & (joined_on < turns_75) & (turns_75 <= left_on)
    from_birthday = np.where(stays, late_elderly_from, NEVER)
    return np.where(insurance == FORMER_MEMBER, _month(former_since, year), from_birthday)


@formula
def former_until(
    insurance: Column, birth_date: Column, left_on: Column, year: int, age_late_elderly: int
) -> Column:
    """The month, counted from April, in which a 特定同一世帯所属者 leaves the household. 国民健康保険法施行令第29条の7第2項.

    An insured person whose day of leaving is the 75th birthday has left the insurance, not the household.
    """
    stays = (insurance == INSURED) & (left_on == birthday_on(birth_date, age_late_elderly))
    return np.where(stays, NEVER, _month(left_on, year))


@formula
def care_from(birth_date: Column, insured_from: Column, year: int, age_care_from: int) -> Column:
    """Months of the year before the care part begins: in the month of the day before the 40th birthday. 介護保険法第9条第2号."""
    return np.maximum(insured_from, _in_year(_month(reached_age_on(birth_date, age_care_from), year)))


@formula
def care_until(birth_date: Column, insured_until: Column, year: int, age_care_until: int) -> Column:
    """Months of the year before the care part ends: with the day before the 65th birthday. 介護保険法第9条第1号."""
    return np.minimum(insured_until, _in_year(_month(reached_age_on(birth_date, age_care_until), year)))


@formula
def care_months(care_from: Column, care_until: Column) -> Column:
    """介護分の月数. 介護保険法第9条第2号."""
    return _length(care_from, care_until)


@formula(of="relief_from", until=2022)
def no_relief_from() -> int:
    """No relief around a childbirth before fiscal year 2023. 令和5年法律第31号."""
    return MONTHS


@formula(of="relief_until", until=2022)
def no_relief_until() -> int:
    """No relief around a childbirth before fiscal year 2023. 令和5年法律第31号."""
    return 0


@formula(since=2023)
def relief_from(
    childbirth_on: Column,
    multiple_birth: Column,
    year: int,
    maternity_births_from: int,
    maternity_levied_from: int,
    maternity_months_before: int,
    maternity_months_before_multiple: int,
) -> Column:
    """Months of the year before the relief around a childbirth (産前産後) begins. 国民健康保険法施行令第29条の7第5項."""
    before = np.where(multiple_birth, maternity_months_before_multiple, maternity_months_before)
    begins = np.maximum(_month(childbirth_on, year) - before, _month(maternity_levied_from, year))
    return np.where(childbirth_on >= maternity_births_from, _in_year(begins), MONTHS)


@formula(since=2023)
def relief_until(
    childbirth_on: Column,
    multiple_birth: Column,
    year: int,
    maternity_births_from: int,
    maternity_months: int,
    maternity_months_multiple: int,
    maternity_months_before: int,
    maternity_months_before_multiple: int,
) -> Column:
    """Months of the year before that relief ends: four months, six for twins. 国民健康保険法施行令第29条の7第5項."""
    before = np.where(multiple_birth, maternity_months_before_multiple, maternity_months_before)
    length = np.where(multiple_birth, maternity_months_multiple, maternity_months)
    ends = _month(childbirth_on, year) - before + length
    return np.where(childbirth_on >= maternity_births_from, _in_year(ends), 0)


@formula
def relieved_months(
    insured_from: Column, insured_until: Column, relief_from: Column, relief_until: Column
) -> Column:
    """産前産後の免除月数: insured months without income levy and per-head amount. 国民健康保険法施行令第29条の7第5項."""
    return _common(insured_from, insured_until, relief_from, relief_until)


@formula
def levied_months(insured_months: Column, relieved_months: Column) -> Column:
    """Months with income levy and per-head amount of medical, support and child-rearing part. The ordinances."""
    return insured_months - relieved_months


@formula
def care_levied_months(
    care_from: Column, care_until: Column, care_months: Column, relief_from: Column, relief_until: Column
) -> Column:
    """Months with income levy and per-head amount of the care part. The ordinances."""
    return care_months - _common(care_from, care_until, relief_from, relief_until)


def _month(day: Whole, year: int) -> Whole:
    """Return the month of a day, April of the fiscal year being 0."""
    return month_number(day) - (year * 12 + 3)


def _in_year(month: Column) -> Column:
    within: Column = np.minimum(np.maximum(month, 0), MONTHS)
    return within


def _length(first: Column, until: Column) -> Column:
    months: Column = np.maximum(until - first, 0)
    return months


def _common(first: Column, until: Column, other_first: Column, other_until: Column) -> Column:
    return _length(np.maximum(first, other_first), np.minimum(until, other_until))
