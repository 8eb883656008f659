"""Owns the two marks of a formula (``formula`` national, ``customizes`` for a customization) and what a hook returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar, overload

from uwanose.dates import FOREVER, fiscal_year_start, parse_date
from uwanose.engine.arithmetic import Flags

__all__ = ["CustomizationMark", "FormulaMark", "RecordFinding", "customizes", "formula", "mark_of"]

Function = TypeVar("Function", bound=Callable[..., Any])
Day = date | str | int | None

_MARK = "uwanose_mark"


@dataclass(frozen=True, slots=True)
class FormulaMark:
    """A national formula: the item it computes and the days it is in force (half-open)."""

    item: str
    since: date = date.min
    until: date = FOREVER

    def covers(self, day: date) -> bool:
        """Tell whether the formula is in force on a day."""
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True)
class CustomizationMark:
    """A customization's function on one point. It runs only where the customization is adopted."""

    customization: str
    point: str
    wrapper: bool


@dataclass(frozen=True, slots=True)
class RecordFinding:
    """What a hook found: the rows it concerns and what is to be said about each of them."""

    mask: Flags
    ja: str
    en: str


@overload
def formula(of: Function) -> Function: ...
@overload
def formula(
    of: str | None = None, *, since: Day = None, until: Day = None
) -> Callable[[Function], Function]: ...
def formula(of: Any = None, *, since: Day = None, until: Day = None) -> Any:
    """Mark a national formula. It is named for its item; *of* names the item when the function cannot.

    *since* is the first day and *until* the last one; a year means the fiscal year, from 1 April to 31 March.
    """
    if callable(of):
        return formula()(of)
    first = _day(since) or date.min
    last = _day(until, last=True)
    end = FOREVER if last is None else last + timedelta(days=1)

    def mark(function: Function) -> Function:
        setattr(function, _MARK, FormulaMark(of or function.__name__, first, end))
        return function

    return mark


def customizes(customization: str, point: str, *, wrapper: bool = False) -> Callable[[Function], Function]:
    """Mark a customization's function: ``@customizes("K-006", "medical_subsidy.eligible")``.

    A plain function takes the place of what lies beneath. With ``wrapper=True`` it is a generator that gets it by
    ``beneath = yield`` and returns its own result.
    """

    def mark(function: Function) -> Function:
        setattr(function, _MARK, CustomizationMark(customization, point, wrapper))
        return function

    return mark


def mark_of(function: object) -> FormulaMark | CustomizationMark | None:
    """Return the mark of a function, None when it has none."""
    mark = getattr(function, _MARK, None)
    return mark if isinstance(mark, (FormulaMark, CustomizationMark)) else None


def _day(day: Day, *, last: bool = False) -> date | None:
    if day is None or isinstance(day, date):
        return day
    if isinstance(day, int):
        return fiscal_year_start(day + 1) - timedelta(days=1) if last else fiscal_year_start(day)
    return parse_date(day)
