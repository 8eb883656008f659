"""Owns the forms an extract of the book is written in: their names, the ends of their files, and their bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from uwanose.documents.exports.book_sheets import book_sheets, line_sheet
from uwanose.documents.exports.extract import Extract
from uwanose.documents.exports.focus import focus_sheet
from uwanose.documents.exports.ledger import ledger
from uwanose.documents.tables import csv_of, plain_data
from uwanose.documents.workbook import workbook

__all__ = ["FORMS", "ExportForm", "form_of"]


@dataclass(frozen=True, slots=True)
class ExportForm:
    """One form. ``endings`` are the file names that ask for it; ``text`` tells whether it may go to the screen."""

    name: str
    endings: tuple[str, ...]
    write: Callable[[Extract], bytes]
    text: bool = True


def _workbook(extract: Extract) -> bytes:
    days = [entry.header.closed_on for entry in extract.runs if entry.header.closed_on]
    return workbook(book_sheets(extract), max(days, default=date(1980, 1, 1)))


def _csv(extract: Extract) -> bytes:
    return csv_of(line_sheet(extract))


def _focus(extract: Extract) -> bytes:
    return csv_of(focus_sheet(extract))


def _json(extract: Extract) -> bytes:
    runs = [
        {
            "header": plain_data(entry.header),
            "statements": plain_data(
                [{"number": paper.number, "refund": paper.refund, "municipality": paper.municipality,
                  "total": paper.total, "instalments": paper.instalments} for paper in extract.papers[entry.run]]
            ),
            "costs": plain_data(list(entry.costs.values())),
            "lines": [
                plain_data(one.line._asdict()) | {"statement": one.statement}
                for one in extract.lines()
                if one.entry is entry
            ],
            "head": entry.head,
        }
        for entry in extract.runs
    ]  # fmt: skip
    told = {"format": "uwanose-export-1", "head": extract.head, "yen": extract.yen, "runs": runs}
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


FORMS: Mapping[str, ExportForm] = {
    form.name: form
    for form in (
        ExportForm("ledger", (".journal", ".ledger", ".hledger", ".beancount", ".bean"), ledger),
        ExportForm("xlsx", (".xlsx",), _workbook, text=False),
        ExportForm("csv", (".csv",), _csv),
        ExportForm("focus", (".focus.csv",), _focus),
        ExportForm("json", (".json",), _json),
    )
}


def form_of(file_name: str) -> ExportForm | None:
    """Return the form a file name asks for, the longest end first; None when it asks for none."""
    ends = sorted(
        ((end, form) for form in FORMS.values() for end in form.endings), key=lambda found: -len(found[0])
    )
    return next((form for end, form in ends if file_name.lower().endswith(end)), None)
