"""Owns reading a filled-in entry sheet (XLSX): what the workbook says it is, its headings, and the text of each cell.

A number is read as it is written in full, a percentage as a percentage, a day as a day; a formula counts by the result
the spreadsheet program kept. Nothing in the workbook is run.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from uwanose.errors import Finding, Place, Refused, Severity, nearest

__all__ = [
    "FACTS",
    "FORMAT",
    "FilledCell",
    "FilledRow",
    "FilledSheet",
    "finding",
    "formula_error",
    "read_filled",
]

FACTS = "この調書について"
FORMAT = "1"
_MOST_BYTES = 20_000_000  # unpacked; a real sheet has some 50,000
_MOST_ROWS = 20_000
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")


@dataclass(frozen=True, slots=True)
class FilledCell:
    """The text of one cell (empty when nothing stands there) and where it is: ``設定調書.xlsx F12``."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row: heading → cell."""

    cells: Mapping[str, FilledCell]

    def text(self, heading: str) -> str:
        """Return the text beneath a heading."""
        return self.cells[heading].text


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSheet:
    """A workbook that was made by this program and came back. ``facts`` is key → value."""

    file: str
    facts: Mapping[str, str]
    rows: tuple[FilledRow, ...]
    place: Place


def read_filled(path: Path, headings: Mapping[str, Sequence[str]]) -> FilledSheet:
    """Read a filled-in sheet. *headings* are the columns needed, by the kind of sheet (the fact ``kind``).

    Rows in which nothing stands beneath these headings are left out, and no others.
    Raises Refused with every reason for which the workbook cannot be read.
    """
    name = path.name
    book = _opened(path)
    try:
        facts = _facts(book, name)
        kind = facts["kind"]
        if kind not in headings:
            raise Refused([_not_ours(name)])
        sheet = next(one for one in book.worksheets if one.title != FACTS)
        rows = tuple(_rows(sheet, name, headings[kind]))
    finally:
        book.close()
    return FilledSheet(file=name, facts=facts, rows=rows, place=Place(name))


def _opened(path: Path) -> Any:
    import openpyxl

    name = path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused([_unreadable(name, error.strerror or "")]) from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
        if unpacked > _MOST_BYTES:
            raise Refused([_too_large(name, unpacked, _MOST_BYTES, "バイト", "bytes unpacked")])
        return openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Refused:
        raise
    except Exception as error:  # whatever a damaged file makes the reader raise is the same to its owner
        raise Refused([_no_workbook(name)]) from error


def _facts(book: Any, name: str) -> dict[str, str]:
    if FACTS not in book.sheetnames or len(book.sheetnames) < 2:
        raise Refused([_not_ours(name)])
    facts = {
        str(key): "" if value is None else str(value)
        for _, value, key in book[FACTS].iter_rows(max_row=50, max_col=3, values_only=True)
        if key
    }
    if "kind" not in facts or "format" not in facts:
        raise Refused([_not_ours(name)])
    if facts["format"] != FORMAT:
        raise Refused([_other_format(name, facts["format"])])
    return facts


def _rows(sheet: Any, name: str, headings: Sequence[str]) -> Iterator[FilledRow]:
    if sheet.max_row > _MOST_ROWS:
        raise Refused([_too_large(name, sheet.max_row, _MOST_ROWS, "行", "rows")])
    found: dict[str, int] = {}
    for row in sheet.iter_rows():
        if not found:
            texts = {str(cell.value).strip(): cell.column - 1 for cell in row if isinstance(cell.value, str)}
            if headings[0] in texts:
                missing = [heading for heading in headings if heading not in texts]
                if missing:
                    raise Refused([_no_heading(f"{name} A{row[0].row}", one, list(texts)) for one in missing])
                found = {heading: texts[heading] for heading in headings}
            continue
        cells = {heading: _cell(row[index], name) for heading, index in found.items()}
        if any(cell.text for cell in cells.values()):
            yield FilledRow(cells)
    if not found:
        raise Refused([_no_heading(name, headings[0], [])])


def _cell(cell: Any, name: str) -> FilledCell:
    return FilledCell(_text(cell.value, str(cell.number_format)), Place(f"{name} {cell.coordinate}"))


def _text(value: object, number_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), number_format)
    return str(value).strip()


def _number(value: Decimal, number_format: str) -> str:
    """Write a number out in full, as a percentage where the cell shows one."""
    mark = "%" if "%" in number_format else ""
    if mark:
        value *= 100
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text + mark


def finding(
    code: str,
    place: Place,
    ja: str,
    en: str,
    remedy: tuple[str, str],
    severity: Severity = Severity.ERROR,
) -> Finding:
    """Return a finding about a sheet or a cell of it; *remedy* is Japanese, English."""
    return Finding(
        code=code,
        place=place,
        scope="register",
        severity=severity,
        ja=ja,
        en=en,
        remedy_ja=remedy[0],
        remedy_en=remedy[1],
    )


_AGAIN = (
    "uwanose sheet export で調書を書き出し直し、そこに記入してください。",
    "Export it anew with uwanose sheet export and fill that in.",
)


def _unreadable(name: str, why: str) -> Finding:
    return finding(
        "X101",
        Place(name),
        f"{name} を読めません（{why}）。",
        f"{name} cannot be read ({why}).",
        (
            "ファイルの名前と場所を確かめてください。",
            "See whether the file is there and may be read.",
        ),
    )


def _no_workbook(name: str) -> Finding:
    return finding(
        "X102",
        Place(name),
        f"{name} はExcelのブック（.xlsx）として読めません。",
        f"{name} cannot be read as a workbook (.xlsx).",
        (
            "Excelで開けるか確かめ、「Excel ブック (.xlsx)」として保存し直してください（.xls やパスワード付きは読めません）。",
            "See whether it opens, and save it as an Excel workbook (.xlsx) without a password.",
        ),
    )


def _too_large(name: str, found: int, most: int, ja: str, en: str) -> Finding:
    return finding(
        "X103",
        Place(name),
        f"{name} は調書としては大きすぎます（{found:,}{ja}、調書は {most:,}{ja}まで）。",
        f"{name} is too large for an entry sheet ({found:,} {en}; a sheet has {most:,} at most).",
        _AGAIN,
    )


def _not_ours(name: str) -> Finding:
    return finding(
        "X104",
        Place(name),
        f"{name} は uwanose の調書ではありません（シート「{FACTS}」を読めません）。",
        f"{name} is not an entry sheet of uwanose (its sheet {FACTS} is missing or changed).",
        _AGAIN,
    )


def _other_format(name: str, found: str) -> Finding:
    return finding(
        "X105",
        Place(name),
        f"{name} の書式の版は {found} です。この uwanose が読むのは版 {FORMAT} です。",
        f"{name} has format {found}; this uwanose reads format {FORMAT}.",
        _AGAIN,
    )


def _no_heading(place: str, heading: str, there: list[str]) -> Finding:
    near = nearest(heading, there)
    return finding(
        "X106",
        Place(place),
        f"見出し「{heading}」がありません。" + (f"近いもの: {near[0]}" if near else ""),
        f"The heading {heading} is missing." + (f" Nearest: {near[0]}" if near else ""),
        ("見出しは書き換えないでください。" + _AGAIN[0], "Leave the headings as they are. " + _AGAIN[1]),
    )


def formula_error(cell: FilledCell) -> Finding | None:
    """Return [X114] for a cell that holds a spreadsheet error instead of a value."""
    if cell.text not in _ERRORS:
        return None
    return finding(
        "X114",
        cell.place,
        f"「{cell.text}」は計算の誤りです。値ではありません。",
        f"{cell.text} is an error of the spreadsheet, not a value.",
        ("値そのものを書いてください。", "Write the value itself."),
    )
