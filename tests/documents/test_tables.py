"""Guards workbook, CSV and JSON: the same figures in each, sums as formulas, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from uwanose.charging.book import Book
from uwanose.charging.register_report import customization_report
from uwanose.charging.report_model import Report
from uwanose.documents.report_sheets import report_sheets
from uwanose.documents.sheets import Column, Form, Sheet
from uwanose.documents.tables import csv_of, report_csv, report_json
from uwanose.documents.workbook import report_workbook, workbook
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["カスタマイズ一覧", "設定一覧", "変更内容", "町村別負担", "明細"]


@cache
def _report() -> Report:
    workspace = Workspace.open(ROOT)
    return customization_report(workspace.profile, workspace.catalog, 2026, Book())


def _opened(content: bytes, *, values: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


@pytest.fixture(scope="module")
def content() -> bytes:
    """The workbook of the sample."""
    return report_workbook(_report())


def test_the_workbook_has_the_sheets_with_frozen_filtered_headings(content: bytes) -> None:
    """Every sheet: title, notes, a heading that stays in sight, a filter over its rows, a width per column."""
    book = _opened(content, values=False)
    assert book.sheetnames == NAMES
    for sheet, made in zip(book.worksheets, report_sheets(_report()), strict=True):
        heading = len(made.notes) + 2
        assert [cell.value for cell in sheet[heading]] == [column.heading for column in made.columns]
        assert sheet.freeze_panes == f"C{heading + 1}"
        last = sheet.cell(heading + len(made.rows), len(made.columns)).coordinate
        assert sheet.auto_filter.ref == f"A{heading}:{last}"
        assert sheet["A1"].value == made.title
        assert sheet.page_setup.orientation == "landscape"


def test_sums_are_formulas_with_the_value_beside_them(content: bytes) -> None:
    """A viewer that does not calculate shows the same sums as one that does."""
    formulas, values = _opened(content, values=False), _opened(content, values=True)
    checked = 0
    for made in report_sheets(_report()):
        row = len(made.notes) + 3 + len(made.rows)
        for index, total in enumerate(made.totals(), start=1):
            if total is not None:
                letter = formulas[made.name].cell(row, index).column_letter
                expected = f"=SUM({letter}{len(made.notes) + 3}:{letter}{row - 1})"
                assert formulas[made.name].cell(row, index).value == expected
                assert values[made.name].cell(row, index).value == total
                checked += 1
    assert checked > 20


def test_each_row_of_the_burden_by_town_adds_up_across(content: bytes) -> None:
    """Σ towns = what the customization costs this year, as formula and as value."""
    formulas, values = (
        _opened(content, values=False)["町村別負担"],
        _opened(content, values=True)["町村別負担"],
    )
    heading = next(cell.row for cell in formulas["A"] if cell.value == "番号")
    last = formulas.max_column
    for row in range(heading + 1, formulas.max_row):
        assert formulas.cell(row, last).value == f"=SUM(E{row}:R{row})"
        assert values.cell(row, last).value == sum(
            values.cell(row, index).value or 0 for index in range(5, 19)
        )
    assert values.cell(values.max_row, last).value == _report().this_year


def test_yen_and_days_are_numbers_and_days(content: bytes) -> None:
    """Not text that looks like them; a minus is written △."""
    sheet = _opened(content, values=True)["カスタマイズ一覧"]
    heading = next(row for row in sheet.iter_rows() if row[0].value == "番号")
    columns = {cell.value: cell.column for cell in heading}
    first = heading[0].row + 1
    assert sheet.cell(first, columns["今年度の費用"]).value == 1_056_000
    assert sheet.cell(first, columns["今年度の費用"]).number_format == '#,##0;"△"#,##0'
    assert sheet.cell(first, columns["採用開始"]).value.date() == date(2018, 10, 1)


def test_the_workbook_is_the_same_bytes_every_time(content: bytes) -> None:
    """A filed workbook can be compared by its hash."""
    assert report_workbook(_report()) == content


def test_an_empty_sheet_is_a_sheet() -> None:
    """Headings and no sums."""
    empty = Sheet(name="空", title="空", notes=(), columns=(Column("額", Form.YEN, total=True),), rows=())
    sheet = _opened(workbook([empty], date(2026, 4, 1)), values=True)["空"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["空"], ["額"]]


def test_csv_opens_in_excel_as_it_is() -> None:
    """A byte-order mark, Windows line ends, and each sheet whole."""
    files = report_csv(_report())
    assert list(files) == [f"{name}.csv" for name in NAMES]
    for made, content in zip(report_sheets(_report()), files.values(), strict=True):
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert len(rows) == len(made.rows) + 1
        assert rows[0] == [column.heading for column in made.columns]


def test_text_that_a_spreadsheet_would_run_stays_text() -> None:
    """A title beginning with = is shown, not calculated, in both files."""
    made = Sheet(
        name="試", title="試", notes=(), columns=(Column("件名"),), rows=(("=1+1",), ("@a",), ("△5",))
    )
    assert csv_of(made).decode("utf-8-sig").splitlines() == ["件名", "'=1+1", "'@a", "△5"]
    cell = _opened(workbook([made], date(2026, 4, 1)), values=False)["試"]["A3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_json_holds_the_whole_report_unrounded() -> None:
    """Numbers are numbers, shares are fractions, and the life of a cost adds up."""
    data = json.loads(report_json(_report()))
    assert {row["id"] for row in data["customizations"]} == {row.id for row in _report().customizations}
    assert data["this_year"] == sum(row["figures"]["total"]["this_year"] for row in data["customizations"])
    figures = data["customizations"][0]["figures"]["total"]
    assert (
        figures["life"] == figures["before_book"] + figures["closed"] + figures["pending"] + figures["owed"]
    )
    assert {line["share"] for line in data["lines"]} >= {"1", "1/2"}
    assert len(data["settings"]) == len(_report().settings)


def test_looking_at_charges_loads_neither_jinja_nor_xlsxwriter() -> None:
    """They are loaded when a page or a workbook is made."""
    script = (
        "import sys, uwanose.charging.closing, uwanose.charging.verify, uwanose.charging.register_report\n"
        "import uwanose.documents.pages, uwanose.documents.workbook, uwanose.documents.tables\n"
        "print([name for name in ('jinja2', 'xlsxwriter', 'numpy', 'rich', 'click') if name in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(ROOT / "core")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "[]\n"
