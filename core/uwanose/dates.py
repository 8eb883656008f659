"""Owns days, months, fiscal years, eras, intervals and the age of the law (年齢計算ニ関スル法律).

In files, messages and papers ``until`` is the last day (〜まで); in memory an ``Interval`` is half-open.
``Interval.of`` and ``Interval.last_day`` are the only two places that convert.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

__all__ = [
    "FOREVER", "Interval", "Month", "age_reached_on", "era_date", "era_year", "fiscal_year", "fiscal_year_start",
    "format_until", "is_age", "parse_date", "parse_month", "parse_quarter", "parse_year",
]  # fmt: skip

FOREVER = date.max
_ERAS = (("令和", "R", date(2019, 5, 1)), ("平成", "H", date(1989, 1, 8)), ("昭和", "S", date(1926, 12, 25)))
_ERA_WORD = "令和|平成|昭和|R|H|S"
_WESTERN_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_ERA_DAY = re.compile(rf"({_ERA_WORD})(元|\d{{1,2}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})日?")
_WESTERN_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_ERA_MONTH = re.compile(rf"({_ERA_WORD})(元|\d{{1,2}})[-/.年](\d{{1,2}})月?")
_ERA_YEAR = re.compile(rf"({_ERA_WORD})(元|\d{{1,2}})(?:年度?)?")
_QUARTER = re.compile(
    rf"(?:(\d{{4}})|({_ERA_WORD})(元|\d{{1,2}}))(?:年度?)?[-・ ]?(?:Q|第)?([1-4])(?:期|四半期)?"
)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()


def _western_year(era: str, year: str) -> int:
    start = next(first for name, letter, first in _ERAS if era in (name, letter))
    return start.year + (1 if year == "元" else int(year)) - 1


def parse_date(text: str) -> date:
    """Read ``2026-04-01``, ``2026/4/1``, ``R8.4.1`` or ``令和8年4月1日``. Raises ValueError."""
    folded = _fold(text)
    if match := _WESTERN_DAY.fullmatch(folded):
        return date(*(int(part) for part in match.groups()))
    if match := _ERA_DAY.fullmatch(folded):
        era, year, month, day = match.groups()
        return date(_western_year(era, year), int(month), int(day))
    raise ValueError(f"not a date: {text!r}")


def parse_year(text: str) -> int:
    """Read a (fiscal, levy) year: ``2026``, ``2026年度``, ``R8``, ``令和8年度``. Raises ValueError."""
    folded = _fold(text)
    if match := re.fullmatch(r"(\d{4})(?:年度?)?", folded):
        return int(match.group(1))
    if match := _ERA_YEAR.fullmatch(folded):
        return _western_year(*match.groups())
    raise ValueError(f"not a year: {text!r}")


def parse_month(text: str) -> Month:
    """Read a month: ``2026-04``, ``R8.4``, ``令和8年4月``. Raises ValueError."""
    folded = _fold(text)
    if match := _WESTERN_MONTH.fullmatch(folded):
        return Month.checked(int(match.group(1)), int(match.group(2)))
    if match := _ERA_MONTH.fullmatch(folded):
        era, year, month = match.groups()
        return Month.checked(_western_year(era, year), int(month))
    raise ValueError(f"not a month: {text!r}")


def parse_quarter(text: str) -> tuple[int, int]:
    """Read a quarter of a fiscal year: ``2025Q1``, ``R7-1``, ``令和7年度第1期`` → (2025, 1). Raises ValueError."""
    if match := _QUARTER.fullmatch(_fold(text)):
        western, era, year, quarter = match.groups()
        return (int(western) if western else _western_year(era, year)), int(quarter)
    raise ValueError(f"not a quarter: {text!r}")


def fiscal_year(day: date) -> int:
    """Return the fiscal year (年度, April to March) of a day."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_start(year: int) -> date:
    """Return 1 April of a fiscal year: the legal date of levy year *year*."""
    return date(year, 4, 1)


def era_date(day: date) -> str:
    """Write a day in the Japanese era: ``令和8年4月1日``; days before Shōwa are written in western years."""
    for name, _, start in _ERAS:
        if day >= start:
            year = day.year - start.year + 1
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def era_year(year: int) -> str:
    """Write a fiscal year in the Japanese era, by the era of its last day: ``令和8年度``, ``令和元年度`` for 2019."""
    for name, _, start in _ERAS:
        if date(year + 1, 3, 31) >= start and year >= start.year:
            number = year - start.year + 1
            return f"{name}{'元' if number == 1 else number}年度"
    return f"{year}年度"


class Month(NamedTuple):
    """One calendar month, the smallest unit of charging (月割). A pair of numbers, so that it orders and hashes fast."""

    year: int
    month: int

    @classmethod
    def checked(cls, year: int, month: int) -> Month:
        """Return the month, or raise ValueError when it does not exist."""
        if not 1 <= month <= 12:
            raise ValueError(f"no such month: {year}-{month}")
        return cls(year, month)

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month a day lies in."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return (self + 1).first_day - timedelta(days=1)

    @property
    def fiscal_year(self) -> int:
        """The fiscal year the month belongs to."""
        return self.year if self.month >= 4 else self.year - 1

    @property
    def quarter(self) -> tuple[int, int]:
        """The fiscal year and its quarter: April–June is quarter 1."""
        return self.fiscal_year, (self.month - 4) % 12 // 3 + 1

    def __add__(self, months: int) -> Month:  # type: ignore[override]  # months, not another pair
        index = self.year * 12 + self.month - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __sub__(self, other: Month) -> int:
        return (self.year - other.year) * 12 + self.month - other.month

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A span of days, half-open: ``start`` is in, ``end`` is not; ``end = FOREVER`` has no end."""

    start: date
    end: date = FOREVER

    @classmethod
    def of(cls, first: date, until: date | None = None) -> Interval:
        """Return the interval of a file's ``from`` and ``until`` (the last day, both in)."""
        return cls(first, FOREVER if until is None else until + timedelta(days=1))

    @property
    def last_day(self) -> date | None:
        """The last day that is in, as files and papers write it; None without an end."""
        return None if self.end == FOREVER else self.end - timedelta(days=1)

    @property
    def is_empty(self) -> bool:
        """Whether no day is in."""
        return self.start >= self.end

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlap(self, other: Interval) -> Interval | None:
        """Return the days common to both, None when there are none."""
        common = Interval(max(self.start, other.start), min(self.end, other.end))
        return None if common.is_empty else common

    def __str__(self) -> str:
        return f"{self.start}〜{self.last_day or ''}"


def format_until(interval: Interval, language: str = "ja") -> str:
    """Write an interval for people: ``2026-04-01から``, ``2026-04-01〜2027-03-31``."""
    if interval.last_day is None:
        return f"{interval.start}から" if language == "ja" else f"from {interval.start}"
    return f"{interval.start}〜{interval.last_day}"


def age_reached_on(birth: date, years: int) -> date:
    """Return the day on which *years* of age are reached: the day before the birthday.

    年齢計算ニ関スル法律, 民法143条. One born on 1 April reaches an age on 31 March; one born on 29 February reaches it
    on 28 February.
    """
    try:
        return date(birth.year + years, birth.month, birth.day) - timedelta(days=1)
    except ValueError:  # 29 February in a common year: the term ends with the last day of the month
        return date(birth.year + years, 2, 28)


def is_age(birth: date, years: int, on: date) -> bool:
    """Tell whether a person born on *birth* has reached *years* of age by the end of the day *on*."""
    return age_reached_on(birth, years) <= on
