"""Guards what leaves the book: every form carries every yen of it, and accounting programs accept the journal."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.charging.register import (
    adopts,
    all_adopt,
    consortium,
    customization,
    formula,
    one_off,
    profile,
    spread,
    upkeep,
)
from tests.documents.spreadsheet import Calculator
from uwanose.charging.book import Book
from uwanose.charging.closing import close
from uwanose.charging.due import UNION
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.charging.statement import statements
from uwanose.documents.exports.extract import extract
from uwanose.documents.exports.focus import LEFT_OUT
from uwanose.documents.exports.forms import FORMS, form_of

POSTING = re.compile(r"    (?P<account>[A-Z]\S+) +(?P<yen>-?\d+) JPY")
TRANSACTION = re.compile(r'\d{4}-\d{2}-\d{2} \* "')


@pytest.fixture(scope="module", params=["largest_remainder", "floor"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Two quarters: shares, a joiner with refunds, a leaver who settles, a price cut; a rest for the union with floor."""
    folder = tmp_path_factory.mktemp("book")
    for quarter, actual in ((Quarter(2026, 1), None), (Quarter(2026, 2), 2_900_000)):
        facts = profile(
            customization(
                "K-001", one_off(3_000_001, "2026-04", actual=actual), upkeep(120_001), shared=True
            ),
            customization("K-006", spread(1_150_000), on_leave="lump"),
            customization("K-010", one_off(600_000, term=60)),
            all_adopt("K-001"),
            adopts("oi", "K-006", until="2026-08-31"),
            adopts("oiso", "K-010"),
            adopts("kaisei", "K-010", "2026-07-01"),
            union=consortium(formula(remainder=request.param)),
        )
        day = quarter.months[0].first_day
        close(folder, facts, quarter, on=date(day.year, day.month, 20), document='第12号"; |', rules="rules")
    return read_book(folder)


def all_yen(book: Book) -> int:
    """The book's own sum."""
    return sum(line.yen for entry in book.runs for line in entry.lines)


def by_account(journal: str) -> dict[str, int]:
    """Add the postings up; each transaction must add up to nothing."""
    sums: dict[str, int] = defaultdict(int)
    open_yen = 0
    for line in journal.splitlines():
        if TRANSACTION.match(line):
            assert open_yen == 0
        if found := POSTING.fullmatch(line):
            open_yen += int(found["yen"])
            sums[found["account"]] += int(found["yen"])
    assert open_yen == 0
    return sums


def test_the_journal_has_what_each_paper_asks_or_gives_back_gross(book: Book) -> None:
    """Receivables are the sum of the charges, payables of the refunds; nothing is netted; own and shared cost apart."""
    sums = by_account(FORMS["ledger"].write(extract(book)).decode())
    papers = [paper for entry in book.runs for paper in statements(entry)]
    charged = {False: 0, True: 0}
    for paper in papers:
        charged[paper.refund] += paper.total
    assert sum(yen for name, yen in sums.items() if name.startswith("Assets:Receivable")) == charged[False]
    assert (
        sum(yen for name, yen in sums.items() if name.startswith("Liabilities:Refunds")) == charged[True] < 0
    )
    rest = sum(line.yen for entry in book.runs for line in entry.lines if line.municipality == UNION)
    assert sums.get("Expenses:BorneByUnion", 0) == rest
    assert charged[False] + charged[True] + rest == all_yen(book)
    shared = sum(
        line.yen
        for entry in book.runs
        for line in entry.lines
        if line.key.customization == "K-001" and (line.yen > 0 or line.municipality == UNION)
    )
    assert -sums["Income:Burden:Shared:K-001"] == shared


@pytest.mark.parametrize(
    ("program", "arguments", "name"),
    [("hledger", ["-f", "{}", "check", "--strict"], "a.journal"), ("bean-check", ["{}"], "a.beancount")],
)
def test_accounting_programs_accept_the_journal(
    book: Book, tmp_path: Path, program: str, arguments: list[str], name: str
) -> None:
    """And count the same yen, where they are installed."""
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    path = tmp_path / name
    path.write_bytes(FORMS["ledger"].write(extract(book)))
    strict = [one.format(path) for one in arguments if one != "--strict"]
    done = subprocess.run([program, *strict], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    if program == "hledger":
        told = subprocess.run(
            [program, "-f", str(path), "balance", "--output-format=csv", "--no-total", "--flat"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        found = {row[0]: int(row[1].split()[0]) for row in list(csv.reader(io.StringIO(told.stdout)))[1:]}
        expected = {name: yen for name, yen in by_account(path.read_text()).items() if yen}
        assert found == expected


def rows(content: bytes) -> list[Mapping[str, str]]:
    """Read a CSV file that begins with a byte-order mark, as Excel wants it."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_lines_as_csv_are_the_lines_of_the_book(book: Book) -> None:
    """One row each, in order, with the paper it stands on."""
    found = rows(FORMS["csv"].write(extract(book)))
    assert [(row["調定"], int(row["行"]), int(row["今回の額"]), row["番号"]) for row in found] == [
        (str(entry.run), line.number, line.yen, line.key.customization)
        for entry in book.runs
        for line in entry.lines
    ]
    numbers = {paper.number for entry in book.runs for paper in statements(entry)}
    assert {row["通知書番号"] for row in found} == numbers | (
        {""} if any(row["町村"] == "組合" for row in found) else set()
    )


def test_the_cost_file_bills_every_yen(book: Book) -> None:
    """FOCUS: billed, effective, list and contracted cost are one figure; no column is both there and left out."""
    found = rows(FORMS["focus"].write(extract(book)))
    for name in ("BilledCost", "EffectiveCost", "ListCost", "ContractedCost"):
        assert sum(int(row[name]) for row in found) == all_yen(book)
    assert not set(found[0]) & set(LEFT_OUT)
    assert {row["ChargeCategory"] for row in found} == {"Purchase", "Adjustment"}
    assert {row["ChargeClass"] for row in found} == {"", "Correction"}
    assert all(row["ChargePeriodStart"] < row["ChargePeriodEnd"] for row in found)


def test_the_workbook_adds_up_by_itself(book: Book) -> None:
    """The sums are formulas, and a spreadsheet that recalculates them finds the yen of the book."""
    content = FORMS["xlsx"].write(extract(book))
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == [
        "通知書", "明細", "算定内訳", "算定式", "基礎数値",
    ]  # fmt: skip
    calculator = Calculator(content)
    rest = sum(line.yen for entry in book.runs for line in entry.lines if line.municipality == UNION)
    for name, heading, expected in (
        ("明細", "今回の額", all_yen(book)),
        ("通知書", "通知額", all_yen(book) - rest),
    ):
        shown = calculator.shown[name]
        head = next(row for row in shown.iter_rows() if any(cell.value == heading for cell in row))
        column = next(cell.column_letter for cell in head if cell.value == heading)
        cell = f"{column}{shown.max_row}"
        assert calculator.value(name, cell) == expected == shown[cell].value


def test_json_has_lines_costs_and_papers(book: Book) -> None:
    """Identifiers and whole numbers; the head of the book is told."""
    told: dict[str, Any] = json.loads(FORMS["json"].write(extract(book)))
    assert (told["yen"], told["head"]) == (all_yen(book), book.head)
    assert sum(line["yen"] for run in told["runs"] for line in run["lines"]) == all_yen(book)
    assert [len(run["costs"]) for run in told["runs"]] == [len(entry.costs) for entry in book.runs]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_same_book_gives_the_same_bytes(book: Book, form: str) -> None:
    """Nothing of the day or the machine is in any form."""
    assert FORMS[form].write(extract(book)) == FORMS[form].write(extract(book))


def test_parts_of_the_book_add_up_to_it(book: Book) -> None:
    """Quarter by quarter; and town by town, the union's rest apart."""
    quarters = [extract(book, quarter=Quarter(2026, number)) for number in (1, 2)]
    assert sum(part.yen for part in quarters) == all_yen(book)
    everybody = {line.municipality for entry in book.runs for line in entry.lines}
    towns = [extract(book, towns=frozenset([town])) for town in sorted(everybody)]
    assert sum(part.yen for part in towns) == all_yen(book)
    assert extract(book, year=2025).runs == ()
    oi = by_account(FORMS["ledger"].write(extract(book, towns=frozenset(["oi"]))).decode())
    assert {name for name in oi if name.startswith("Assets")} == {"Assets:Receivable:Oi"}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("仕訳帳.journal", "ledger"), ("a.BEANCOUNT", "ledger"), ("明細.csv", "csv"), ("費用.focus.csv", "focus"),
        ("a.xlsx", "xlsx"), ("a.json", "json"), ("a.xls", None), ("journal", None),
    ],
)  # fmt: skip
def test_the_end_of_a_file_name_chooses_the_form(name: str, form: str | None) -> None:
    """The longest end wins."""
    found = form_of(name)
    assert (found.name if found else None) == form
