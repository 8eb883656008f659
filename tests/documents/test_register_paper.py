"""Guards カスタマイズ一覧表: its sums are the report's, the head of the book stands in every form, in both languages."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from tests.cli.typed import typed
from uwanose.charging.book import Book
from uwanose.charging.closing import draft
from uwanose.charging.quarters import Quarter
from uwanose.charging.register_report import customization_report
from uwanose.charging.report_model import Report
from uwanose.documents.agenda_page import AgendaPaper, agenda_page, agenda_workbook
from uwanose.documents.register_paper import register_paper
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
ON = date(2026, 4, 20)


@cache
def _report() -> Report:
    """Return the report of a year whose first quarter is closed."""
    sample = Workspace.open(ROOT)
    closed = draft(sample.profile, Book(), Quarter(2026, 1), on=ON, document="組合決裁第12号", rules="rules")
    return customization_report(sample.profile, sample.catalog, 2026, Book((closed.entry,)))


def _paper(language: str, wanted: frozenset[str] | None = None) -> AgendaPaper:
    every = frozenset(row.id for row in _report().customizations)
    names = {"kaisei": "Kaisei"} if language == "en" else {}
    return register_paper(_report(), every if wanted is None else wanted, names, "", ON, language)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sums_are_those_of_the_report_and_the_book(language: str) -> None:
    """What the entries cost this year, and what of it the book has charged."""
    (listed,) = _paper(language).sheets
    headings = [column.heading for column in listed.columns]
    this_year, closed = (listed.totals()[index] for index in (7, 8))
    assert headings[7:9] == (
        ["今年度の費用", "うち調定済み"] if language == "ja" else ["this year", "of it closed"]
    )
    assert this_year == _report().this_year
    assert closed == sum(one.closed for one in _report().towns.values()) > 0


@pytest.mark.parametrize("language", ["ja", "en"])
def test_page_and_workbook_bear_the_head_of_the_book(language: str) -> None:
    """And a list that was narrowed shows only what it was narrowed to."""
    paper = _paper(language, frozenset({"K-008"}))
    page = agenda_page(paper)
    book = openpyxl.load_workbook(io.BytesIO(agenda_workbook(paper)))
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert _report().head and _report().head in page and _report().head in cells
    assert ("K-008" in page, "K-009" in page, "K-008" in cells, "K-009" in cells) == (
        True,
        False,
        True,
        False,
    )
    assert ("Kaisei" if language == "en" else "開成町") in page


def test_without_prices_made_up_nothing_is_marked() -> None:
    """The sentence on sample prices stands only where one of them does."""
    entries = tuple(replace(row, illustrative="") for row in _report().customizations)
    plain = register_paper(replace(_report(), customizations=entries), {"K-008"}, {}, "", ON, "ja")
    assert "例示" in agenda_page(_paper("ja")) and "例示" not in agenda_page(plain)


def test_the_command_writes_the_forms_its_names_ask_for(tmp_path: Path) -> None:
    """The same bytes each time; a form nobody can tell writes nothing."""
    wrong = typed(
        "customization", "list", "-o", tmp_path / "a.html", "-o", tmp_path / "a.doc", "--workspace", ROOT
    )
    assert (wrong.status, list(tmp_path.iterdir())) == (2, [])
    line = ("customization", "list", "--town", "開成町", "--workspace", ROOT, "-o", tmp_path / "a.html", "-o", tmp_path / "a.xlsx")  # fmt: skip
    assert typed(*line).status == 0
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    assert typed(*line).status == 0
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert "開成町が要望または採用した" in (tmp_path / "a.html").read_text("utf-8")
    pdf = ("customization", "list", "--town", "清川村", "--workspace", ROOT, "-o", tmp_path / "a.pdf")
    said = typed(*pdf)
    if "[D101]" in said.err or "[D103]" in said.err:
        pytest.skip("no PDF can be made here")
    assert said.status == 0, said.err
    first = (tmp_path / "a.pdf").read_bytes()
    assert typed(*pdf).status == 0 and (tmp_path / "a.pdf").read_bytes() == first
