"""What is said of a sheet that is filled in wrongly; the cells stand in a file, the blank sheet is the sample's.

The first line names the kind of sheet, each further one a cell with what somebody writes into it (``この調書について!B5=x`` for
the other sheet). ``text`` as the kind makes a file that is no workbook; ``absent`` none at all; ``bomb`` one that unpacks to
far more than a sheet; ``foreign`` somebody else's workbook.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from tests.profiles.sample import sample
from uwanose.documents.entry_sheet import EntrySheet
from uwanose.errors import Finding, Refused, sort_findings
from uwanose_cli.sheets.drivers import drivers_sheet
from uwanose_cli.sheets.importing import import_sheets
from uwanose_cli.sheets.polls import poll_sheets
from uwanose_cli.sheets.requests import request_sheet
from uwanose_cli.sheets.settings_out import settings_sheet

__all__ = ["said_of_sheet"]

DAY = date(2026, 4, 1)


def said_of_sheet(path: Path, in_both: Callable[[Callable[[str], str]], str]) -> str:
    """Return, in both languages, what an import of the sheet says."""
    found = _found(path)
    return in_both(
        lambda language: "".join(f"{finding.severity} {finding.text(language)}\n" for finding in found)
    )


def _found(path: Path) -> list[Finding]:
    kind, *cells = [
        line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]
    with TemporaryDirectory() as folder:
        book = _made(kind, cells, Path(folder) / "調書.xlsx")
        try:
            return sort_findings(import_sheets(sample(), [book], ())[1].findings)
        except Refused as refused:
            return list(refused.findings)


def _made(kind: str, cells: list[str], book: Path) -> Path:
    if kind == "text":
        book.write_bytes(b"settings")
    elif kind == "bomb":
        with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", b" " * 30_000_000)
    elif kind == "foreign":
        openpyxl.Workbook().save(book)
    elif kind != "absent":
        book.write_bytes(_blank(kind).workbook())
        _fill(book, cells)
    return book


@cache
def _blank(kind: str) -> EntrySheet:
    workspace = sample()
    towns = workspace.profile.municipalities
    if kind == "settings":
        return settings_sheet(workspace, towns["kaisei"], "resident_tax", DAY)
    if kind == "drivers":
        return drivers_sheet(workspace, workspace.profile.consortium.drivers["population"], DAY)
    if kind == "request":
        return request_sheet(
            workspace, towns["matsuda"], workspace.catalog.businesses["medical_subsidy"], DAY
        )
    assert kind == "poll", kind
    return dict(poll_sheets(workspace, workspace.polls[0]["P-001"], DAY))["清川村"]


def _fill(book: Path, cells: list[str]) -> None:
    opened = openpyxl.load_workbook(book)
    for line in cells:
        where, value = line.split("=", 1)
        name, _, cell = where.rpartition("!")
        (opened[name] if name else opened.worksheets[0])[cell] = value
    opened.save(book)
