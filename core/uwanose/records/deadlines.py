"""Owns the last day of a notification: how the first day counts, and what a town's holiday does to the last one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta

from uwanose.dates import Interval

__all__ = ["Calendar", "last_day_of_months", "raw_last_day"]

_YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})


def raw_last_day(start: date, days: int, *, first_day_counts: bool) -> date:
    """Return the last of *days* days: 民法第140条 leaves the first day out, 戸籍法第43条 counts it."""
    return start + timedelta(days=days - 1 if first_day_counts else days)


def last_day_of_months(start: date, months: int, *, first_day_counts: bool) -> date:
    """Return the last day of a period of months: the day before its corresponding day, else the last of the month (民法第143条)."""
    first = start if first_day_counts else start + timedelta(days=1)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if first.day > last:
        return date(year, month + 1, last)
    return date(year, month + 1, first.day) - timedelta(days=1)


class Calendar:
    """The days on which a town office is closed, for the years whose national holidays are known."""

    def __init__(self, holidays: Collection[date], years: Interval) -> None:
        self._holidays, self._years = frozenset(holidays), years

    def last_day(self, start: date, days: int, *, first_day_counts: bool) -> date | None:
        """Return the last day of a period, moved to the next working day; None beyond the known years."""
        return self.working(raw_last_day(start, days, first_day_counts=first_day_counts))

    def working(self, day: date) -> date | None:
        """Return a day, or the next one on which the office is open (地方自治法第4条の2第4項)."""
        while day in self._years:
            if not self._is_closed(day):
                return day
            day += timedelta(days=1)
        return None

    def card_move_in(self, moved_in: date, planned_leaving: date, days: int, card_days: int) -> date | None:
        """Return the last day of a move-in by card: whichever of the two periods ends first (住民基本台帳法第24条の2)."""
        return self.working(
            min(
                raw_last_day(moved_in, days, first_day_counts=False),
                raw_last_day(planned_leaving, card_days, first_day_counts=False),
            )
        )

    def _is_closed(self, day: date) -> bool:
        return day.weekday() >= 5 or (day.month, day.day) in _YEAR_END or day in self._holidays
