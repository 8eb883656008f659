"""Owns writing results as CSV, choosing the writer for a path, and the small files beside the results."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

import numpy as np

from uwanose.engine.columns.output import Absent, Form, OutputColumn, ResultWriter, headers, partial
from uwanose.engine.columns.parquet_writer import ParquetWriter
from uwanose.engine.model import Array
from uwanose.errors import Finding, Place, Refused
from uwanose.points.model import Input
from uwanose.source.files import write_atomically

__all__ = ["Form", "OutputColumn", "ResultWriter", "open_results", "write_table"]


def open_results(
    path: Path, columns: Sequence[OutputColumn], key: Input, town: Input | None, form: Form
) -> ResultWriter:
    """Return the writer for a path ending in .csv or .parquet. Raises Refused for any other, or without pyarrow."""
    heads = [key] if town is None else [key, town]
    if path.suffix.lower() == ".parquet":
        return ParquetWriter(path, columns, heads, form)
    if path.suffix.lower() == ".csv":
        return _CsvWriter(path, columns, heads, form)
    raise Refused([
        Finding(
            code="I109",
            ja=f"結果の書き方が分かりません（{path.suffix or '拡張子なし'}）。",
            en=f"results cannot be written as {path.suffix or 'a file without a suffix'}.",
            remedy_ja="出力のファイル名を .csv か .parquet で終わらせてください。",
            remedy_en="End the name of the output with .csv or .parquet.",
            place=Place(path.name),
        )
    ])  # fmt: skip


class _CsvWriter:
    def __init__(
        self, path: Path, columns: Sequence[OutputColumn], heads: Sequence[Input], form: Form
    ) -> None:
        self._path, self._columns, self._form = path, columns, form
        self._names_town = len(heads) > 1
        self._partial = partial(path)
        self._stream: IO[str] = self._partial.open("w", encoding=form.encoding, newline="")
        self._writer = csv.writer(self._stream, lineterminator="\r\n")
        self._write([headers(columns, heads, form)])

    def write(self, town: str, keys: Array, values: Mapping[str, Array], absent: Absent) -> None:
        cells: list[Sequence[object]] = [keys.tolist()]
        if self._names_town:
            cells.append([town] * len(keys))
        cells.extend(self._cells(column, len(keys), values, absent) for column in self._columns)
        self._write(zip(*cells, strict=True))

    def finish(self, metadata: Mapping[str, str]) -> None:
        self._stream.close()
        self._partial.replace(self._path)

    def abandon(self) -> None:
        self._stream.close()
        self._partial.unlink(missing_ok=True)

    def _write(self, rows: Iterable[Iterable[object]]) -> None:
        try:
            self._writer.writerows(rows)
        except UnicodeEncodeError as error:
            raise Refused([_not_in_encoding(self._path, error)]) from error

    def _cells(
        self, column: OutputColumn, rows: int, values: Mapping[str, Array], absent: Absent
    ) -> Sequence[object]:
        if column.name not in values:
            return [""] * rows
        numbers = values[column.name]
        cells: list[object] = numbers.astype(np.int64).tolist()
        if column.unit == "choice":
            words = [label if self._form.japanese else identifier for identifier, label in column.choices]
            cells = [words[code] for code in numbers.tolist()]
        elif column.unit == "date":
            cells = [
                f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else ""
                for day in numbers.tolist()
            ]
        if column.name in absent:
            cells = [
                "" if gone else cell for cell, gone in zip(cells, absent[column.name].tolist(), strict=True)
            ]
        return cells


def write_table(path: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8-sig") -> None:
    """Write a small CSV file whole, such as the rejects: the first row is the header."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    write_atomically(path, text.getvalue().encode(encoding, "backslashreplace"))


def _not_in_encoding(path: Path, error: UnicodeEncodeError) -> Finding:
    word = error.object[error.start : error.end]
    return Finding(
        code="I110",
        ja=f"文字「{word}」は {error.encoding} で書けません。",
        en=f"{word!r} cannot be written in {error.encoding}.",
        remedy_ja="CP932 の指定をやめて UTF-8 で書いてください。",
        remedy_en="Write UTF-8 instead of CP932.",
        place=Place(path.name),
    )
