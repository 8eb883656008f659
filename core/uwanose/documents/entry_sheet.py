"""Owns the entry sheet (調書): a workbook in which people fill in the marked cells and cannot disturb the others.

Entry cells are yellow and unlocked, with a drop-down or bounds where the value has them; all else is locked without a
password, so that a slip is caught and nobody is shut out. A second sheet says what the workbook is (*facts*): what reads
it back goes by that sheet and by the identifiers in it, not by where the file lies. The same sheet gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from uwanose.source.filled_sheet import FACTS, FORMAT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["EntryColumn", "EntrySheet", "Limits"]

_FONT = {"font_name": "游ゴシック", "font_size": 10, "valign": "vcenter"}
_LINE: dict[str, object] = {"border": 1, "border_color": "#BFBFBF"}
_WHOLE = '#,##0;"△"#,##0'
_A4 = 9
_SELECTABLE = {"select_locked_cells": True, "select_unlocked_cells": True, "format_columns": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may be entered in a cell: one of *choices*, or a whole number from *least* to *most* (None: no bound)."""

    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryColumn:
    """One column. *entry* marks the cells people fill in; *total* adds a sum beneath, compared with the cell of row *total_is*."""

    heading: str
    width: int = 14
    entry: bool = False
    whole: bool = False
    total: bool = False
    total_is: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySheet:
    """A sheet to fill in. ``limits`` is keyed by (row, column), both from 0; ``facts`` is key → (label, value).

    Sums are taken over the rows from ``total_from`` on.
    """

    name: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[EntryColumn, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    facts: Mapping[str, tuple[str, str]]
    created: date
    limits: Mapping[tuple[int, int], Limits] = field(default_factory=dict)
    total_from: int = 0

    @property
    def head(self) -> int:
        """The row of the headings, from 0."""
        return len(self.notes) + 2

    def workbook(self) -> bytes:
        """Return the workbook (XLSX)."""
        import xlsxwriter

        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            day = self.created
            book.set_properties({"created": datetime(day.year, day.month, day.day, tzinfo=UTC)})
            formats = _formats(book)
            _Writer(book.add_worksheet(self.name), self, formats).write()
            _write_facts(book.add_worksheet(FACTS), self.facts, formats)
        return stream.getvalue()


class _Writer:
    """Writes the sheet that is filled in."""

    def __init__(self, target: Worksheet, sheet: EntrySheet, formats: Mapping[str, Format]) -> None:
        self._target, self._sheet, self._formats = target, sheet, formats

    def write(self) -> None:
        target, sheet, head = self._target, self._sheet, self._sheet.head
        target.write_string(0, 0, sheet.title, self._formats["title"])
        for number, note in enumerate(sheet.notes, start=1):
            target.write_string(number, 0, note, self._formats["note"])
        for index, column in enumerate(sheet.columns):
            mark = "heading_entry" if column.entry else "heading"
            target.write_string(head, index, column.heading, self._formats[mark])
            target.set_column(index, index, column.width)
        for number, row in enumerate(sheet.rows):
            for index, cell in enumerate(row):
                self._cell(number, index, cell)
        if any(column.total for column in sheet.columns):
            self._totals()
        self._page()

    def _cell(self, number: int, index: int, cell: str | int | None) -> None:
        sheet, row = self._sheet, self._sheet.head + 1 + number
        column = sheet.columns[index]
        form = self._formats[("entry" if column.entry else "locked") + ("_whole" if column.whole else "")]
        if cell is None or cell == "":
            self._target.write_blank(row, index, None, form)
        elif isinstance(cell, int):
            self._target.write_number(row, index, cell, form)
        else:
            self._target.write_string(row, index, cell, form)
        if column.entry and (limits := sheet.limits.get((number, index))):
            self._limit(row, index, limits)

    def _limit(self, row: int, index: int, limits: Limits) -> None:
        told = {"input_message": limits.advice[:255]} if limits.advice else {}
        if limits.choices and len(",".join(limits.choices)) <= 255:
            rule: dict[str, Any] = {"validate": "list", "source": list(limits.choices)}
        elif limits.least is not None or limits.most is not None:
            rule = {"validate": "integer"}
            if limits.least is not None and limits.most is not None:
                rule |= {"criteria": "between", "minimum": limits.least, "maximum": limits.most}
            elif limits.least is not None:
                rule |= {"criteria": ">=", "value": limits.least}
            else:
                rule |= {"criteria": "<=", "value": limits.most}
        elif told:
            rule = {"validate": "any"}
        else:
            return
        stop = {
            "error_title": "この欄に書けるもの",
            "error_message": limits.advice[:255] or "書ける値を選んでください。",
        }
        self._target.data_validation(row, index, row, index, {**rule, **told, **stop})

    def _totals(self) -> None:
        sheet, form = self._sheet, self._formats["total"]
        first, last = sheet.head + 1 + sheet.total_from, sheet.head + len(sheet.rows)
        self._target.write_string(last + 1, 0, "合計", form)
        for index, column in enumerate(sheet.columns):
            if not column.total:
                continue
            area = f"{_address(first, index)}:{_address(last, index)}"
            found = sum(cell for row in sheet.rows[sheet.total_from :] if isinstance(cell := row[index], int))
            self._target.write_formula(last + 1, index, f"=SUM({area})", form, found)
            if column.total_is is not None:
                self._check(last + 2, index, area, sheet.head + 1 + column.total_is)

    def _check(self, row: int, index: int, area: str, published: int) -> None:
        """Write what says, while one types, whether every row is filled in and the sum is the published one."""
        form, empty, wanted = self._formats["total"], f"COUNTBLANK({area})", _address(published, index)
        self._target.write_string(row, 0, "確かめ", form)
        self._target.write_formula(
            row,
            index,
            f'=IF({empty}>0,"空欄 "&{empty}&"件",IF({wanted}="","合計の照合なし",IF(SUM({area})={wanted},"合っています","合計が違います")))',
            form,
            f"空欄 {len(self._sheet.rows) - self._sheet.total_from}件",
        )

    def _page(self) -> None:
        target, sheet = self._target, self._sheet
        target.protect("", dict(_SELECTABLE))
        target.freeze_panes(sheet.head + 1, 1)
        target.set_row(sheet.head, 32)
        target.set_landscape()
        target.set_paper(_A4)
        target.fit_to_pages(1, 0)
        target.repeat_rows(sheet.head)
        target.set_footer("&L&A&C&P / &N")


def _write_facts(
    target: Worksheet, facts: Mapping[str, tuple[str, str]], formats: Mapping[str, Format]
) -> None:
    target.write_string(0, 0, FACTS, formats["title"])
    target.write_string(1, 0, "取り込むときに使います。書き換えないでください。", formats["note"])
    for number, (key, (label, value)) in enumerate(
        {"format": ("書式の版", FORMAT), **facts}.items(), start=2
    ):
        for index, text in enumerate((label, value, key)):
            target.write_string(number, index, text, formats["locked"])
    target.set_column(0, 1, 30)
    target.set_column(2, 2, 14)
    target.protect("", dict(_SELECTABLE))


def _formats(book: Any) -> dict[str, Format]:
    def made(**settings: object) -> Format:
        form: Format = book.add_format({**_FONT, **settings})
        return form

    entry: dict[str, object] = {"locked": False, "bg_color": "#FFF9DB", **_LINE}
    return {
        "title": made(bold=True, font_size=14),
        "note": made(font_color="#595959"),
        "heading": made(bold=True, text_wrap=True, bg_color="#E2EFDA", align="center", **_LINE),
        "heading_entry": made(bold=True, text_wrap=True, bg_color="#FFE699", align="center", **_LINE),
        "locked": made(text_wrap=True, **_LINE),
        "locked_whole": made(num_format=_WHOLE, **_LINE),
        "entry": made(text_wrap=True, num_format="@", **entry),
        "entry_whole": made(num_format=_WHOLE, **entry),
        "total": made(bold=True, bg_color="#F2F2F2", num_format=_WHOLE, **_LINE),
    }


def _address(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))
