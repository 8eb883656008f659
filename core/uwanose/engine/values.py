"""Owns how the value of a point becomes an argument of a formula."""

from __future__ import annotations

from datetime import date

from uwanose.engine.tables import AgeLimit, LookupTable, day_number
from uwanose.money import Rate
from uwanose.points.model import Age, Kind, Point, Table, Value, ValueType

__all__ = ["Argument", "engine_value"]

Argument = int | bool | Rate | AgeLimit | LookupTable


def engine_value(point: Point, value: Value) -> Argument:
    """Return a value as formulas get it: yen, whole numbers, choices (by code) and days (yyyymmdd) as ``int``.

    Raises TypeError for text, which never enters a formula, and for a value that is not of the point's type.
    """
    if point.kind is Kind.TABLE:
        if isinstance(value, Table) and point.table:
            return LookupTable(value, point.table.lookup, name=point.id, codes=_codes(point))
    elif isinstance(value, Age):
        return AgeLimit.of(value)
    elif isinstance(value, date):
        return day_number(value)
    elif point.type is ValueType.CHOICE:
        if isinstance(value, str) and value in point.choices:
            return _codes(point)[value]
    elif isinstance(value, (bool, int, Rate)):
        return value
    raise TypeError(f"{point.id}: {value!r} cannot be given to a formula")


def _codes(point: Point) -> dict[str, int]:
    return {choice: code for code, choice in enumerate(point.choices)}
