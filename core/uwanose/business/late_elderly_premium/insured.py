"""Owns who is insured for how many months: from the 75th birthday itself, or from being recognised as disabled."""

from __future__ import annotations

import numpy as np

from uwanose.business.months import month_number
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula


@formula
def insured_from(birth_date: Column, recognised_on: Column, insured_age: int) -> Column:
    """The day of joining: ON the 75th birthday, or the day of the recognition. 高齢者の医療の確保に関する法律第50条・第52条.

    One born on 29 February joins on 1 March of a common year: the age is reached with the last day of February.
    """
    birthday = birth_date + insured_age * 10000
    birthday = np.where(birthday % 10000 == 229, _leap_day_or_1_march(birthday), birthday)
    return np.minimum(birthday, recognised_on)


@formula
def insured_months(insured_from: Column, moved_in_on: Column, lost_on: Column, year: int) -> Column:
    """Months from that of joining or moving in, to the month before the loss. 第52条・第53条, the union's ordinance."""
    april = month_number(year * 10000 + 401)
    first = np.maximum(month_number(insured_from), month_number(moved_in_on))
    months: Column = np.minimum(month_number(lost_on), april + 12) - np.maximum(first, april)
    return np.maximum(months, 0)


@formula
def judged_on(insured_from: Column, moved_in_on: Column, year: int) -> Column:
    """The day whose household counts: 1 April, or the day of joining. 高齢者の医療の確保に関する法律施行令第18条第4項."""
    joined = np.maximum(insured_from, moved_in_on)
    return np.maximum(joined, year * 10000 + 401)


@formula
def insured_in_year(judged_on: Column, lost_on: Column, year: int) -> Flags:
    """Whether one is insured on any day of the year, be it not for a month. 施行令第18条第4項.

    Who leaves in April owes nothing, but was insured on 1 April, when the household is judged.
    """
    insured: Flags = (judged_on < lost_on) & (judged_on <= (year + 1) * 10000 + 331)
    return insured


@formula
def months_as_former_dependant(
    former_dependant: Flags,
    insured_from: Column,
    moved_in_on: Column,
    insured_months: Column,
    year: int,
    former_dependant_months: int,
) -> Column:
    """Of the months insured, those within 24 months of joining. 高齢者の医療の確保に関する法律第99条第2項."""
    april = month_number(year * 10000 + 401)
    joined = month_number(insured_from)
    begins = np.maximum(np.maximum(joined, month_number(moved_in_on)), april)
    left = np.clip(joined + former_dependant_months - begins, 0, insured_months)
    return np.where(former_dependant, left, 0)


def _leap_day_or_1_march(day: Column) -> Column:
    year = day // 10000
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    return np.where(leap, day, year * 10000 + 301)
