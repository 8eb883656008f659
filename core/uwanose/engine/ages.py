"""Owns ages on columns of days written yyyymmdd: when an age is reached, and the statutory forms of an age limit.

年齢計算ニ関スル法律, 民法第143条: an age is reached the day before the birthday; one born on 1 April reaches it on 31 March,
one born on 29 February on 28 February. Every function takes one ``int`` or a column; ``uwanose.dates`` says the same
for single days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from uwanose.engine.arithmetic import Column, Flags, Whole
from uwanose.points.model import Age, AgeForm

__all__ = ["AgeLimit", "age_on", "next_31_march", "reached_age_on"]

# the last day of the month before: December of the year before stands as -1 + 1231 - 10000 + 1
_DAY_BEFORE_MONTH = np.array(
    [0, 1231 - 10000, 131, 228, 331, 430, 531, 630, 731, 831, 930, 1031, 1130], dtype=np.int64
)


def reached_age_on(birth: Whole, years: int | Column) -> Whole:
    """Return the day (yyyymmdd) by whose end persons born on *birth* have reached an age."""
    born = _days(birth)
    year, month_day = born // 10000 + years, born % 10000
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    day_before = np.where(
        month_day % 100 > 1, month_day - 1, _DAY_BEFORE_MONTH[month_day // 100] + (leap & (month_day == 301))
    )
    return _like(birth, year * 10000 + day_before)


def age_on(birth: Whole, day: int | Column) -> Whole:
    """Return the age in whole years that is reached by the end of *day*."""
    born, on = _days(birth), _days(day)
    years = on // 10000 - born // 10000
    reached = np.where(reached_age_on(born, years) <= on, years, years - 1)
    return _like(birth, np.where(reached_age_on(born, years + 1) <= on, years + 1, reached))


def next_31_march(day: Whole) -> Whole:
    """Return the first 31 March on or after a day (その日以後の最初の3月31日)."""
    days = _days(day)
    return _like(day, (days // 10000 + (days % 10000 > 331)) * 10000 + 331)


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """An age limit in its statutory form: ``15歳未満`` or ``18歳年度末`` (18歳に達する日以後の最初の3月31日まで)."""

    years: int
    form: AgeForm

    @classmethod
    def of(cls, age: Age) -> AgeLimit:
        """Return the limit of a point's value."""
        return cls(age.years, age.form)

    def covers(self, birth: Column, on: int | Column) -> Flags:
        """Tell whether persons born on *birth* are still within the limit on the day *on* (both yyyymmdd)."""
        if isinstance(on, int):  # one day for all: those born after a certain day
            last = on if self.form is AgeForm.UNDER else _last_31_march_before(on)
            return cast(Flags, np.asarray(_days(birth) > _next_day(last) - self.years * 10000))
        reached = reached_age_on(_days(birth), self.years)
        if self.form is AgeForm.UNDER:
            return cast(Flags, np.asarray(_days(on) < reached))
        return cast(Flags, np.asarray(_days(on) <= next_31_march(reached)))


def _next_day(day: int) -> int:
    """Return the day after: born on its date that many years before (or earlier), one has reached the age by *day*."""
    following = date(day // 10000, day // 100 % 100, day % 100) + timedelta(days=1)
    return following.year * 10000 + following.month * 100 + following.day


def _last_31_march_before(day: int) -> int:
    return (day // 10000 - (day % 10000 <= 331)) * 10000 + 331


def _days(value: int | npt.NDArray[Any]) -> Column:
    return np.asarray(value, dtype=np.int64)


def _like(given: Whole, result: npt.NDArray[Any]) -> Whole:
    if isinstance(given, np.ndarray):
        return result.astype(given.dtype, copy=False)
    return int(result)
