"""Owns the calendar of the oracles: plain dates from yyyymmdd, months in a row, and when an age is reached."""

from __future__ import annotations

from datetime import date, timedelta


def day(yyyymmdd: int) -> date:
    """The date that a column of days writes as digits."""
    return date(yyyymmdd // 10_000, yyyymmdd // 100 % 100, yyyymmdd % 100)


def digits(on: date) -> int:
    """A date as a column of days writes it."""
    return on.year * 10_000 + on.month * 100 + on.day


def month_number(on: date) -> int:
    """Months counted through all years, so that the next month is one more."""
    return on.year * 12 + on.month - 1


def first_of_month(number: int) -> date:
    """The first day of a counted month."""
    return date(number // 12, number % 12 + 1, 1)


def birthday(born: date, age: int) -> date:
    """The birthday on which somebody is so many years old; for 29 February, 1 March where there is none."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def reached(born: date, age: int) -> date:
    """年齢計算ニ関スル法律: an age is reached at the end of the day before the birthday."""
    return birthday(born, age) - timedelta(days=1)


def fiscal_year(on: date) -> int:
    """April to March."""
    return on.year if on.month >= 4 else on.year - 1


def school_year_end(born: date, age: int) -> date:
    """The first 31 March on or after the day an age is reached (…歳に達する日以後の最初の3月31日)."""
    return date(fiscal_year(reached(born, age)) + 1, 3, 31)
