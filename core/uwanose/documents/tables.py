"""Owns the report as plain tables for other programs: CSV that Excel opens rightly, and JSON."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from uwanose.charging.report_model import Report
from uwanose.dates import Month
from uwanose.documents.report_sheets import report_sheets
from uwanose.documents.sheets import Cell, Sheet
from uwanose.errors import Place
from uwanose.layers.model import Rank

__all__ = ["csv_of", "plain_data", "report_csv", "report_json"]

_BOM = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take the text for a formula


def report_csv(report: Report) -> dict[str, bytes]:
    """Return the sheets of the report as CSV files: file name → bytes."""
    return {f"{sheet.name}.csv": csv_of(sheet) for sheet in report_sheets(report)}


def csv_of(sheet: Sheet) -> bytes:
    """Return headings and rows as CSV: UTF-8 with a byte-order mark and Windows line ends, days as 2026-04-01."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([column.heading for column in sheet.columns])
    writer.writerows([_text(cell) for cell in row] for row in sheet.rows)
    return (_BOM + stream.getvalue()).encode()


def _text(cell: Cell) -> str:
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return "" if cell is None else str(cell)


def report_json(report: Report) -> bytes:
    """Return the whole report as JSON: identifiers and numbers, nothing rounded."""
    return json.dumps(plain_data(report), ensure_ascii=False, indent=2).encode() + b"\n"


def plain_data(value: object) -> Any:
    """Return frozen data as what JSON knows: dates and months as text, shares as ``1/14``, enumerations by value."""
    if isinstance(value, Rank):
        return value.name.lower()
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date | Month | Fraction | Place):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain_data(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain_data(entry) for entry in value]
    if dataclasses.is_dataclass(value):
        data = {field.name: plain_data(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return data | _derived(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def _derived(value: object) -> dict[str, Any]:
    """Return the figures a reader expects that are worked out from the others."""
    names = [name for name, entry in vars(type(value)).items() if isinstance(entry, property)]
    return {name: getattr(value, name) for name in names if isinstance(getattr(value, name), int)}
