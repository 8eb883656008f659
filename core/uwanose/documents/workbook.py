"""Owns the workbook (XLSX): sheets with number formats, filters, frozen headings, and sums as formulas.

The same sheets give the same bytes: the only date inside is the one handed in.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from uwanose.charging.report_model import Report
from uwanose.dates import fiscal_year_start
from uwanose.documents.report_sheets import report_sheets
from uwanose.documents.sheets import Cell, Form, Sheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["report_workbook", "workbook"]

_FONT = {"font_name": "游ゴシック", "font_size": 10, "valign": "top"}
_YEN = '#,##0;"△"#,##0'
_A4 = 9


def report_workbook(report: Report) -> bytes:
    """Return the report of a fiscal year as a workbook."""
    return workbook(report_sheets(report), fiscal_year_start(report.fiscal_year))


def workbook(sheets: Iterable[Sheet], created: date) -> bytes:
    """Return the sheets as one workbook; ``created`` is the date in its properties."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(created.year, created.month, created.day, tzinfo=UTC)})
        formats = _Formats.of(book)
        for sheet in sheets:
            _Writer(book.add_worksheet(sheet.name), sheet, formats).write()
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Format
    note: Format
    heading: Format
    total_label: Format
    total: Format
    cells: dict[Form, Format]

    @classmethod
    def of(cls, book: Any) -> _Formats:
        def made(**settings: object) -> Format:
            return book.add_format({**_FONT, **settings})

        line: dict[str, object] = {"border": 1, "border_color": "#BFBFBF"}
        return cls(
            title=made(bold=True, font_size=14),
            note=made(font_color="#595959"),
            heading=made(bold=True, text_wrap=True, bg_color="#E2EFDA", align="center", **line),
            total_label=made(bold=True, bg_color="#F2F2F2", **line),
            total=made(bold=True, bg_color="#F2F2F2", num_format=_YEN, **line),
            cells={
                Form.TEXT: made(text_wrap=True, **line),
                Form.YEN: made(num_format=_YEN, **line),
                Form.COUNT: made(num_format="0", **line),
                Form.RATE: made(align="right", **line),
                Form.DAY: made(num_format="yyyy/mm/dd", align="center", **line),
            },
        )


class _Writer:
    """Writes one sheet: title, notes, headings, rows, sums."""

    def __init__(self, target: Worksheet, sheet: Sheet, formats: _Formats) -> None:
        self._target, self._sheet, self._formats = target, sheet, formats
        self._head = len(sheet.notes) + 1
        self._first = self._head + 1
        self._last = self._head + len(sheet.rows)

    def write(self) -> None:
        self._above()
        for number, row in enumerate(self._sheet.rows, start=self._first):
            for column, cell in enumerate(row):
                self._cell(number, column, cell)
            self._across(number, row)
        if self._sheet.rows and any(column.total for column in self._sheet.columns):
            self._totals()
        self._page()

    def _above(self) -> None:
        target, sheet = self._target, self._sheet
        target.write_string(0, 0, sheet.title, self._formats.title)
        for number, note in enumerate(sheet.notes, start=1):
            target.write_string(number, 0, note, self._formats.note)
        for index, column in enumerate(sheet.columns):
            target.write_string(self._head, index, column.heading, self._formats.heading)
            target.set_column(index, index, column.width)

    def _cell(self, number: int, index: int, cell: Cell) -> None:
        form = self._formats.cells[self._sheet.columns[index].form]
        if cell is None or cell == "":
            self._target.write_blank(number, index, None, form)
        elif isinstance(cell, int):
            self._target.write_number(number, index, cell, form)
        elif isinstance(cell, date):
            self._target.write_datetime(number, index, cell, form)
        else:
            self._target.write_string(number, index, cell, form)

    def _across(self, number: int, row: tuple[Cell, ...]) -> None:
        if self._sheet.across is None:
            return
        start, stop = self._sheet.across
        area = f"{_address(number, start)}:{_address(number, stop - 1)}"
        self._target.write_formula(
            number, len(row) - 1, f"=SUM({area})", self._formats.cells[Form.YEN], row[-1]
        )

    def _totals(self) -> None:
        number = self._last + 1
        for index, total in enumerate(self._sheet.totals()):
            if total is None:
                label = "" if index else self._sheet.total_label
                self._target.write_string(number, index, label, self._formats.total_label)
            else:
                area = f"{_address(self._first, index)}:{_address(self._last, index)}"
                self._target.write_formula(number, index, f"=SUM({area})", self._formats.total, total)

    def _page(self) -> None:
        target, columns = self._target, len(self._sheet.columns)
        target.freeze_panes(self._first, 2)
        if self._sheet.rows:
            target.autofilter(self._head, 0, self._last, columns - 1)
        target.set_landscape()
        target.set_paper(_A4)
        target.fit_to_pages(1, 0)
        target.repeat_rows(self._head)
        target.set_footer("&C&P / &N")


def _address(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))
