"""audit --out: what an auditor files says what the screen says, and names the file and line of a changed yen."""

from __future__ import annotations

import html
from pathlib import Path

import openpyxl
import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import copied

CLOSE = ("charge", "close", "R8-1", "--on", "R8.4.20", "--document", "組合決裁第12号")
FILE = "profiles/kanagawa/charges/2026Q1.jsonl"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace with one closed quarter."""
    own = copied(tmp_path / "own")
    assert typed(*CLOSE, "--workspace", own).status == 0
    return own


@pytest.mark.parametrize(
    ("language", "name", "sheets", "yes"),
    [
        ("ja", "監査資料", ["答え", "指摘", "採用", "内容", "調定簿"], "はい"),
        ("en", "audit", ["answers", "findings", "adoptions", "contents", "book"], "yes"),
    ],
)
def test_the_papers_hold_the_answers_and_what_they_rest_on(
    own: Path, tmp_path: Path, language: str, name: str, sheets: list[str], yes: str
) -> None:
    """Every question, adoption, approved hash and run, in the page and in the workbook; made again, the same bytes."""
    out = tmp_path / "papers"
    said = typed("audit", "--out", out, "--lang", language, "--json", "--workspace", own)
    assert said.status == 0, said.err
    book = openpyxl.load_workbook(out / f"{name}.xlsx")
    page = html.unescape((out / f"{name}.html").read_text("utf-8"))
    assert book.sheetnames == sheets
    told = [[cell.value for cell in row] for row in book[sheets[0]].iter_rows(min_row=4)]
    assert [(row[1], row[2]) for row in told] == [(one[f"statement_{language}"], yes) for one in said.data]
    head = typed("charge", "verify", "--json", "--workspace", own).data["head"]
    assert head in page
    assert head in {cell.value for row in book[sheets[4]].iter_rows() for cell in row}
    for sheet in book:
        for row in sheet.iter_rows(min_row=4):
            assert all(str(cell.value) in page for cell in row if isinstance(cell.value, str))
    before = [(out / f"{name}.{end}").read_bytes() for end in ("html", "xlsx")]
    typed("audit", "--out", out, "--lang", language, "--workspace", own)
    assert [(out / f"{name}.{end}").read_bytes() for end in ("html", "xlsx")] == before


def test_one_changed_yen_is_named_in_the_papers_with_file_and_line(own: Path, tmp_path: Path) -> None:
    """The status is 1, the papers are written all the same, and the verdict is no."""
    path = own / FILE
    lines = path.read_text("utf-8").splitlines(keepends=True)
    number = next(
        place for place, line in enumerate(lines) if '"type":"line"' in line and '"yen":0' not in line
    )
    lines[number] = lines[number].replace('"yen":', '"yen":1', 1)
    path.write_text("".join(lines), "utf-8")
    out = tmp_path / "papers"
    assert typed("audit", "--out", out, "--workspace", own).status == 1
    page = (out / "監査資料.html").read_text("utf-8")
    assert f"{FILE}:{number + 1}:1" in page
    assert "「いいえ」が" in page
    found = openpyxl.load_workbook(out / "監査資料.xlsx")["指摘"]
    assert any(str(row[2].value).startswith(f"{FILE}:{number + 1}") for row in found.iter_rows(min_row=4))
