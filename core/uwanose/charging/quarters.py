"""Owns the quarter of a fiscal year: its months, its due date, the year its money belongs to, and the way of a correction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from uwanose.dates import Month, era_year, fiscal_year, parse_quarter

__all__ = ["Quarter", "due_day", "revenue_year", "route"]


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One quarter of a fiscal year: ``2026Q1`` is April to June 2026."""

    fiscal_year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read ``2026Q1``, ``R8-1`` or ``令和8年度第1期``. Raises ValueError."""
        return cls(*parse_quarter(text))

    @classmethod
    def of(cls, month: Month) -> Quarter:
        """Return the quarter a month lies in."""
        return cls(*month.quarter)

    @property
    def months(self) -> tuple[Month, Month, Month]:
        """The three months, in order."""
        first = Month(self.fiscal_year, 4) + (self.number - 1) * 3
        return first, first + 1, first + 2

    @property
    def next(self) -> Quarter:
        """The quarter that follows."""
        return Quarter.of(self.months[2] + 1)

    @property
    def label_ja(self) -> str:
        """How papers write it: ``令和8年度第1期``."""
        return f"{era_year(self.fiscal_year)}第{self.number}期"

    def __str__(self) -> str:
        return f"{self.fiscal_year}Q{self.number}"


def due_day(quarter: Quarter, month_and_day: str) -> date:
    """Return the due date (納期限) of a quarter in its fiscal year; ``month_and_day`` is ``05-20``."""
    month, day = (int(part) for part in month_and_day.split("-"))
    return date(quarter.fiscal_year + (month < 4), month, day)


def revenue_year(issued: date, due: date | None) -> int:
    """Return the fiscal year a notified amount belongs to (地方自治法施行令第142条).

    With a due date that the rule fixes, the year of that day, unless no notice was issued by the end of that year;
    otherwise the year in which the notice is issued.
    """
    return fiscal_year(issued) if due is None else max(fiscal_year(due), fiscal_year(issued))


def route(charged_year: int, corrected_on: date, yen: int, *, settles: bool = False) -> str:
    """Return how a correction of money charged in a fiscal year is booked on a day.

    ``same_year``              変更調定: within the year it was charged in.
    ``old_year_until_0531``    減額調定・戻出 (施行令第165条の6): an error to the union's cost, until the books of the old
                               year close on 31 May.
    ``past_year``              過年度支出 (施行令第165条の7): a reduction after that, out of the budget of the new year.
    ``new_claim``              an increase after the end of the year: a new claim of the year in which it is notified.
    ``settlement``             精算還付: what a settlement gives back after the end of the year. A surplus is no error
                               (地方自治法第233条の2, 地方財政法第7条): it is paid out of the year in which it is paid.
    """
    today = fiscal_year(corrected_on)
    if today <= charged_year:
        return "same_year"
    if yen > 0:
        return "new_claim"
    if settles:
        return "settlement"
    return "old_year_until_0531" if corrected_on <= date(charged_year + 1, 5, 31) else "past_year"
