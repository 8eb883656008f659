"""Owns columns of days: the digits yyyymmdd that formulas use, and the days that files hold."""

from __future__ import annotations

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.model import Array

__all__ = ["are_days", "as_days", "as_numbers"]

_DAYS_IN_400_YEARS = 146_097
_FROM_MARCH_0_TO_1970 = 719_468


def as_days(numbers: Column) -> Array:
    """Return yyyymmdd as days (datetime64)."""
    months = (numbers // 10000 - 1970) * 12 + numbers // 100 % 100 - 1
    days: Array = months.astype("datetime64[M]").astype("datetime64[D]") + (numbers % 100 - 1)
    return days


def as_numbers(days: Array) -> Column:
    """Return days (datetime64) as yyyymmdd.

    The arithmetic of the calendar on whole columns; numpy's own steps by month and year take ten times as long. Years
    are counted from 1 March, so that the leap day is the last one, in cycles of 400 years.
    """
    since_march_0 = days.astype("datetime64[D]").astype(np.int64) + _FROM_MARCH_0_TO_1970
    cycle, day = since_march_0 // _DAYS_IN_400_YEARS, since_march_0 % _DAYS_IN_400_YEARS
    year = (day - day // 1_460 + day // 36_524 - day // 146_096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153  # March is 0
    day -= (153 * month + 2) // 5 - 1
    after_december = month >= 10
    numbers: Column = (
        (year + 400 * cycle + after_december) * 10_000 + (month + 3 - 12 * after_december) * 100 + day
    )
    return numbers


def are_days(numbers: Column) -> Flags:
    """Tell which numbers are days that exist, from 明治 on."""
    plausible = (numbers >= 1868_01_01) & (numbers <= 9999_12_31)
    sure = np.where(plausible, numbers, 2000_01_01)
    exist: Flags = plausible & (as_numbers(as_days(sure)) == sure)
    return exist
