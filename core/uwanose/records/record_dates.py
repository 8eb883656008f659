"""Owns the days of a resident record: real ones, unknown ones (不詳, 頃) and ones no calendar has, and how they are printed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from uwanose.dates import parse_date

__all__ = ["UNKNOWN_ALLOWED", "era_day", "is_calendar_day", "known_day", "read_record_date", "western_day"]

# the day of an event may be unknown for a birth, a death and a disappearance alone: the kind of event says so
UNKNOWN_ALLOWED = frozenset(
    {"birth_date", "became_resident", "address_since", "foreign_resident_since", "event_date"}
)
_ERAS = (
    ("令和", date(2019, 5, 1)),
    ("平成", date(1989, 1, 8)),
    ("昭和", date(1926, 12, 25)),
    ("大正", date(1912, 7, 30)),
    ("明治", date(1868, 1, 25)),
)
_ERA_YEAR = rf"(?:{'|'.join(name for name, _ in _ERAS)})(?:元|\d{{1,2}})年"
_MONTH, _DAY = r"(?:1[0-2]|[1-9])月", r"(?:3[01]|[12]\d|[1-9])日"
_UNKNOWN = tuple(
    re.compile(form)
    for form in (
        r"年月日不詳",
        rf"(?:推定)?{_ERA_YEAR}(?:{_MONTH}(?:{_DAY})?)?頃",
        rf"推定{_ERA_YEAR}{_MONTH}(?:{_DAY})?",
        rf"{_ERA_YEAR}[春夏秋冬]",
        rf"{_ERA_YEAR}{_MONTH}[上中下]旬頃?",
        rf"{_ERA_YEAR}\s*月日不詳",
        rf"{_ERA_YEAR}{_MONTH}\s*日不詳",
        rf"{_ERA_YEAR}{_MONTH}{_DAY}から(?:{_ERA_YEAR})?{_MONTH}{_DAY}までの間",
    )
)
_LEAP_DAY = re.compile(r"(\d{4})-02-29")
# days on which an era changed, written in the era that ended on them
_ERA_ENDS = {"明治45年7月30日": date(1912, 7, 30), "大正15年12月25日": date(1926, 12, 25)}
_OLD_ERA = re.compile(r"(大正|明治)(元|\d{1,2})年(\d{1,2})月(\d{1,2})日")


def read_record_date(text: str, *, unknown: bool) -> str:
    """Return a day as the register keeps it: ``2026-04-01``, or the very words of an unknown or unreal one.

    Unknown forms, 29 February of a common year and the last days of Meiji and Taishō in their own era stand only where
    *unknown* allows them (1.1.8 of the standard's version 1.0). Raises ValueError.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    if old := _OLD_ERA.fullmatch(folded):
        return folded if unknown and folded in _ERA_ENDS else _of_old_era(*old.groups()).isoformat()
    try:
        return parse_date(folded).isoformat()
    except ValueError:
        if unknown and (_LEAP_DAY.fullmatch(folded) or any(form.fullmatch(folded) for form in _UNKNOWN)):
            return folded
        raise


def known_day(text: str) -> date | None:
    """Return the day a record's date stands for, None for an unknown one or one no calendar has."""
    if text in _ERA_ENDS:
        return _ERA_ENDS[text]
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def is_calendar_day(text: str) -> bool:
    """Tell whether a record's date is a day of the calendar, rather than the words of an unknown or unreal one."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def era_day(text: str) -> str:
    """Write a record's date in the Japanese era (1.1.9); unknown forms stay as they are."""
    leap = _LEAP_DAY.fullmatch(text)
    day = date(int(leap[1]), 2, 28) if leap else known_day(text)
    if day is None or text in _ERA_ENDS:
        return text
    name, start = next((era for era in _ERAS if day >= era[1]), ("西暦", date(1, 1, 1)))
    year = day.year - start.year + 1
    return f"{name}{'元' if year == 1 else year}年{day.month}月{29 if leap else day.day}日"


def western_day(text: str) -> str:
    """Write a record's date in the western calendar, as for the birth of a foreign resident (1.1.9)."""
    leap = _LEAP_DAY.fullmatch(text)
    day = known_day(text)
    if leap:
        return f"{int(leap[1])}年2月29日"
    return f"{day.year}年{day.month}月{day.day}日" if day else text


def _of_old_era(era: str, year: str, month: str, day: str) -> date:
    start = next(first for name, first in _ERAS if name == era)
    found = date(start.year + (1 if year == "元" else int(year)) - 1, int(month), int(day))
    following = _ERAS[[name for name, _ in _ERAS].index(era) - 1][1]
    if not start <= found <= following:
        raise ValueError(f"not a day of {era}: {found}")
    return found
