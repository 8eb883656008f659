"""Owns columns of days: the digits yyyymmdd that formulas use, and the days that files hold."""

from __future__ import annotations

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.model import Array

__all__ = ["are_days", "as_days", "as_numbers"]


def as_days(numbers: Column) -> Array:
    """Return yyyymmdd as days (datetime64)."""
    months = (numbers // 10000 - 1970) * 12 + numbers // 100 % 100 - 1
    days: Array = months.astype("datetime64[M]").astype("datetime64[D]") + (numbers % 100 - 1)
    return days


def as_numbers(days: Array) -> Column:
    """Return days (datetime64) as yyyymmdd."""
    months = days.astype("datetime64[M]")
    years = days.astype("datetime64[Y]")
    year = years.astype(np.int64) + 1970
    month = (months - years.astype("datetime64[M]")).astype(np.int64) + 1
    day = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    numbers: Column = year * 10000 + month * 100 + day
    return numbers


def are_days(numbers: Column) -> Flags:
    """Tell which numbers are days that exist, from 明治 on."""
    plausible = (numbers >= 1868_01_01) & (numbers <= 9999_12_31)
    sure = np.where(plausible, numbers, 2000_01_01)
    exist: Flags = plausible & (as_numbers(as_days(sure)) == sure)
    return exist
