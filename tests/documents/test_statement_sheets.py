"""Guards the workbook of statements: it adds up to the book, prints the head, and says the same in both languages."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.charging.register import TOWNS, adopts, all_adopt, customization, one_off, profile, upkeep
from tests.cli.typed import typed
from uwanose.charging.book import Book
from uwanose.charging.closing import draft
from uwanose.charging.due import UNION
from uwanose.charging.quarters import Quarter
from uwanose.charging.records import BookRun
from uwanose.charging.statement import statements
from uwanose.documents.statement_sheets import statement_workbook
from uwanose.layers.model import Profile

ROOT = Path(__file__).resolve().parents[2]
ON = date(2026, 8, 20)


@cache
def _run() -> BookRun:
    """Return the second quarter in which 大井町's one-off turns out cheaper: it has a charge and a refund."""
    first = draft(_register(None), Book(), Quarter(2026, 1), on=ON, document="第1号", rules="rules")
    book = Book((first.entry,))
    return draft(_register(1_000_000), book, Quarter(2026, 2), on=ON, document="第2号", rules="rules").entry


def _register(actual: int | None) -> Profile:
    return profile(
        customization("K-001", upkeep(1_200_000), shared=True),
        customization("K-006", one_off(1_200_000, actual=actual), upkeep(120_000)),
        all_adopt("K-001"),
        adopts("oi", "K-006"),
    )


def _open(language: str) -> Any:
    content = statement_workbook(statements(_run()), {"oi": "Oi"} if language == "en" else {}, language)
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def _table(sheet: Any, heading: str) -> tuple[list[dict[str, Any]], tuple[Any, ...]]:
    """Return the rows below the line that begins with *heading*, and the line of sums."""
    rows = list(sheet.iter_rows(values_only=True))
    head = next(index for index, row in enumerate(rows) if row[0] == heading)
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 : -1]], rows[-1]


def test_papers_and_lines_add_up_to_the_run() -> None:
    """Papers, lines and what stays with the union make the total of the run; each paper is the sum of its lines."""
    entry, book = _run(), _open("ja")
    papers, sums = _table(book["通知書"], "番号")
    lines, line_sums = _table(book["算定内訳"], "通知書番号")
    due = sum(line.yen for line in entry.lines if line.municipality != UNION)
    assert sum(paper["通知額"] for paper in papers) == sum(line["負担額"] for line in lines) == due
    assert (sums[0], due) == ("合計", sums[7]) and line_sums[11] == due
    for paper in papers:
        own = [line["負担額"] for line in lines if line["通知書番号"] == paper["番号"]]
        assert paper["通知額"] == paper["共通経費"] + paper["個別経費"] == sum(own)


def test_a_refund_is_a_row_of_its_own_with_no_day_to_pay_by() -> None:
    """地方自治法210条: never netted."""
    papers, _ = _table(_open("ja")["通知書"], "番号")
    charge, refund = (paper for paper in papers if paper["番号"].startswith("令和8-2-006"))
    assert (charge["種類"], refund["種類"], refund["納期限と額"]) == ("納入通知", "減額通知", None)
    assert charge["通知額"] > 0 > refund["通知額"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_sheet_bears_the_head_of_the_book(language: str) -> None:
    """And the same figures stand in both languages."""
    book = _open(language)
    for sheet in book:
        notes = [row[0] for row in sheet.iter_rows(max_row=6, values_only=True)]
        assert any(note and note.endswith(_run().head) for note in notes), sheet.title
    numbers = [
        [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, int)]
        for sheet in book
    ]
    assert numbers == [
        [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, int)]
        for sheet in _open("ja")
    ]


def test_in_english_headings_kinds_towns_and_sums_are_english() -> None:
    """What the book holds in Japanese only (titles, formulas) stays as it is, and the sheet says so."""
    book = _open("en")
    papers, sums = _table(book["statements"], "number")
    assert [(one["town"], one["kind"]) for one in papers if one["town"] == "Oi"] == [
        ("Oi", "charge"),
        ("Oi", "refund"),
    ]
    lines, _ = _table(book["derivation"], "statement")
    remarks = {one["remark"] for one in lines if one["town"] == "Oi"}
    assert sums[0] == "total" and f"shared by {len(TOWNS)} towns" in remarks
    assert any("correction within the fiscal year" in remark for remark in remarks)


def test_the_command_writes_the_same_bytes_again(tmp_path: Path) -> None:
    """`charge statement --xlsx`, of one village's draft."""
    line = (
        "charge",
        "statement",
        "R8-1",
        "--draft",
        "--town",
        "清川村",
        "-o",
        tmp_path / "o",
        "--workspace",
        ROOT,
    )
    for name in ("a.xlsx", "b.xlsx"):
        assert typed(*line, "--xlsx", tmp_path / name).status == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["通知書"]
    assert "算定案" in sheet["A1"].value
