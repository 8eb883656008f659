"""Owns reading CSV: UTF-8 with or without BOM, CP932 or UTF-16, comma or tab, batch by batch."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.columns.headers import Layout, match_headers
from uwanose.engine.columns.table import Batch, Reason, Reject
from uwanose.engine.columns.typed import CellReader
from uwanose.engine.model import Array, Names
from uwanose.errors import Finding, Place, Severity
from uwanose.points.model import Input, ValueType

__all__ = ["CsvInput", "encoding_of"]

_ROWS = 8_192
_BLOCK = 1 << 20


class CsvInput:
    """A CSV file, read and typed as a whole when it is opened. ``stray`` are the records of the wrong width."""

    def __init__(self, path: Path, shown: str, names: Names, findings: list[Finding]) -> None:
        """Read a file; nothing is read beyond a header that cannot stand."""
        self.layout = Layout((), 0)
        self._batches: list[Batch] = []
        mistakes: list[Finding] = []
        encoding = encoding_of(path)
        if encoding is None:
            mistakes.append(_undecodable(shown))
        else:
            self._read(path, encoding, shown, names, mistakes)
        findings.extend(mistakes)
        self.usable = not any(finding.severity is Severity.ERROR for finding in mistakes)
        self.records: Column = _joined([batch.records for batch in self._batches], np.int64)
        known = set(self.records.tolist())
        self.stray = tuple(
            reject for batch in self._batches for reject in batch.rejects if reject.record not in known
        )

    def text(self, name: str) -> Array:
        """Return one column of identifiers, over all rows."""
        return _joined([batch.texts[name] for batch in self._batches], object)

    def numbers(self, name: str) -> Column:
        """Return one column of numbers, over all rows; rejected cells are 0."""
        return _joined([batch.numbers[name] for batch in self._batches], np.int64)

    def batches(self, rows: Column) -> Iterator[Batch]:
        """Yield some rows (ascending positions), typed."""
        first = 0
        for batch in self._batches:
            last = first + len(batch.records)
            inside = rows[np.searchsorted(rows, first) : np.searchsorted(rows, last)] - first
            if len(inside):
                yield _part(batch, inside)
            first = last

    def _read(self, path: Path, encoding: str, shown: str, names: Names, findings: list[Finding]) -> None:
        with path.open(encoding=encoding, newline="") as stream:
            first = stream.readline()
            stream.seek(0)
            reader = csv.reader(stream, delimiter="\t" if first.count("\t") > first.count(",") else ",")
            try:
                self.layout = match_headers(next(reader, []), names, shown, findings)
                if not any(finding.severity is Severity.ERROR for finding in findings):
                    self._batches.extend(_batches(reader, self.layout, names.business.key))
            except csv.Error as error:
                findings.append(_malformed(shown, reader.line_num, error))


def _joined(arrays: Sequence[Array], dtype: type) -> Array:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=dtype)


def _part(batch: Batch, rows: Column) -> Batch:
    if len(rows) == len(batch.records):
        return replace(batch, rejects=_inside(batch.rejects, batch.records))
    records = batch.records[rows]
    return Batch(
        records,
        {name: column[rows] for name, column in batch.numbers.items()},
        {name: column[rows] for name, column in batch.texts.items()},
        _inside(batch.rejects, records),
    )


def _inside(rejects: Sequence[Reject], records: Column) -> list[Reject]:
    """Return the rejects of some records. Those of the wrong width are nobody's: `stray` holds them."""
    kept = set(records.tolist()) if rejects else set()
    return [reject for reject in rejects if reject.record in kept]


def _batches(reader: Iterator[list[str]], layout: Layout, key: str) -> Iterator[Batch]:
    readers = {
        field.name: CellReader(field.declared) for field in layout.fields if not _is_text(field.declared)
    }
    first = 2  # the header is record 1
    while records := list(islice(reader, _ROWS)):
        yield _batch(records, first, layout, readers, key)
        first += len(records)


def _batch(
    records: Sequence[Sequence[str]], first: int, layout: Layout, readers: dict[str, CellReader], key: str
) -> Batch:
    rejects: list[Reject] = []
    numbered = [(first + index, record) for index, record in enumerate(records) if any(record)]
    full = [(number, record) for number, record in numbered if len(record) == layout.width]
    if len(full) < len(numbered):
        rejects.extend(
            Reject(number, "", "", "", _width(len(record), layout.width))
            for number, record in numbered
            if len(record) != layout.width
        )
    columns = list(zip(*(record for _, record in full), strict=True)) or [()] * layout.width
    keys = next((columns[field.position] for field in layout.fields if field.name == key), ())
    numbers, texts = {}, {}
    for field in layout.fields:
        cells = columns[field.position]
        if field.name not in readers:
            texts[field.name] = np.array([cell.strip() for cell in cells], dtype=object)
            continue
        numbers[field.name], bad = readers[field.name].read(cells)
        rejects.extend(
            Reject(full[row][0], keys[row] if keys else "", field.shown, cells[row], reason)
            for row, reason in bad.items()
        )
    return Batch(np.array([number for number, _ in full], dtype=np.int64), numbers, texts, rejects)


def _is_text(declared: object) -> bool:
    return isinstance(declared, Input) and declared.type is ValueType.TEXT


def encoding_of(path: Path) -> str | None:
    """Return the encoding in which the whole file can be read: by its mark, else UTF-8, else CP932."""
    with path.open("rb") as stream:
        mark = stream.read(4)
    if mark.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16" if _decodes(path, "utf-16") else None
    if mark.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig" if _decodes(path, "utf-8-sig") else None
    return next((name for name in ("utf-8", "cp932") if _decodes(path, name)), None)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as stream:
            while stream.read(_BLOCK):
                pass
    except UnicodeError:
        return False
    return True


def _width(found: int, expected: int) -> Reason:
    return Reason(
        f"欄の数が見出しと違います（見出し {expected}、この行 {found}）。",
        f"the record has {found} cells, the header {expected}.",
    )


def _undecodable(shown: str) -> Finding:
    return Finding(
        code="I105",
        ja="文字コードが UTF-8 でも CP932（Shift_JIS）でもありません。",
        en="the file is neither UTF-8 nor CP932 (Shift_JIS).",
        remedy_ja="表計算ソフトで「CSV UTF-8」の形式で保存し直してください。",
        remedy_en="Save it again as 'CSV UTF-8'.",
        place=Place(shown),
    )


def _malformed(shown: str, line: int, error: Exception) -> Finding:
    return Finding(
        code="I106",
        ja=f"CSVとして読めません: {error}",
        en=f"this cannot be read as CSV: {error}",
        remedy_ja='この行の引用符（"）と、見えない文字を確かめてください。',
        remedy_en="Look at the quotation marks and invisible characters of this line.",
        place=Place(shown, max(line, 1), 1),
    )
