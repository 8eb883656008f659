"""Owns counting months on days written yyyymmdd, as premiums and allowances are paid by the month, and birthdays."""

from __future__ import annotations

import numpy as np

from uwanose.engine.arithmetic import Column, Whole

__all__ = ["birthday_on", "first_day_of", "first_of_month", "month_number"]


def month_number(day: Whole) -> Whole:
    """Return the number of the month a day lies in: months since the year 0, so that differences are months."""
    return day // 10000 * 12 + day // 100 % 100 - 1


def first_of_month(day: Whole) -> Whole:
    """Return the first day of the month a day lies in."""
    return day // 100 * 100 + 1


def first_day_of(month: Column) -> Column:
    """Return the first day of a numbered month."""
    return month // 12 * 10000 + (month % 12 + 1) * 100 + 1


def birthday_on(birth_date: Column, age: int) -> Column:
    """Return the day of a birthday: 1 March for those born on 29 February where the year has none."""
    birthday = birth_date + age * 10000
    year = birthday // 10000
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    return np.where((birthday % 10000 == 229) & ~leap, year * 10000 + 301, birthday)
