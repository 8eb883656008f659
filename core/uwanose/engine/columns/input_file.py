"""Owns an input file as towns see it: which towns are in it, and the table of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.columns.assemble import assemble
from uwanose.engine.columns.csv_reader import CsvInput
from uwanose.engine.columns.headers import Layout
from uwanose.engine.columns.parquet_reader import ParquetInput
from uwanose.engine.columns.table import Batch, InputTable, Reason, Reject
from uwanose.engine.model import Array, Names
from uwanose.errors import Finding, Place, Refused
from uwanose.points.model import Input, ValueType

__all__ = ["InputFile", "TownOf", "open_input"]

TownOf = Callable[[str], str | None]
_MUNICIPALITY = "municipality"
_SUFFIXES = (".csv", ".tsv", ".txt", ".parquet")


class _Source(Protocol):
    """A file that has been opened; ``records``, ``text`` and ``numbers`` speak of all its rows, ``batches`` of chosen ones."""

    layout: Layout
    usable: bool
    stray: tuple[Reject, ...]

    @property
    def records(self) -> Column: ...

    def text(self, name: str) -> Array: ...

    def numbers(self, name: str) -> Column: ...

    def batches(self, rows: Column) -> Iterator[Batch]: ...


class InputFile:
    """One file of rows, of one town or of several.

    ``findings`` are the warnings about its columns, ``stray`` the records that belong to no town.
    """

    def __init__(
        self, path: Path, source: _Source, names: Names, findings: Sequence[Finding], town_of: TownOf
    ) -> None:
        self.path = path
        self.findings = tuple(findings)
        self._source, self._names = source, names
        self._by_town: dict[str, Column] | None = None
        self._numbers: dict[str, Column] = {}  # read once, though every town asks
        self.stray = source.stray
        if _MUNICIPALITY in source.layout.names:
            self._by_town, strangers = _split(source, town_of)
            self.stray = (*source.stray, *strangers)

    @property
    def towns(self) -> tuple[str, ...] | None:
        """The towns in the file, in the order of their first row; None when the file does not name any."""
        return None if self._by_town is None else tuple(self._by_town)

    def count(self, town: str) -> int:
        """Return how many records a town has."""
        return len(self._rows(town))

    @property
    def columns(self) -> frozenset[str]:
        """The identifiers of the columns that are used."""
        return self._source.layout.names

    def table(self, town: str) -> InputTable:
        """Return the rows of a town; all rows when the file names no towns. Raises Refused for personal numbers."""
        batches = list(self._source.batches(self._rows(town)))
        return assemble(batches or [_no_records(self._source.layout)], self._names)

    def days(self, town: str, column: str) -> tuple[date, ...]:
        """Return the different days that stand in a column for a town, in order; cells that are no days are left out."""
        if column not in self._numbers:
            self._numbers[column] = self._source.numbers(column)
        numbers = np.unique(self._numbers[column][self._rows(town)]).tolist()
        return tuple(day for number in numbers if (day := _day(number)))

    def _rows(self, town: str) -> Column:
        if self._by_town is None:
            return np.arange(len(self._source.records))
        return self._by_town.get(town, np.empty(0, dtype=np.int64))


def open_input(path: Path, names: Names, town_of: TownOf, shown: str = "") -> InputFile:
    """Open a CSV or Parquet file. Raises Refused with every mistake of its header, or when there is no such file.

    *town_of* says which town a text in the column of municipalities means; *shown* names the file in messages.
    """
    shown = shown or path.name
    findings: list[Finding] = []
    if not path.is_file() or path.suffix.lower() not in _SUFFIXES:
        raise Refused([_no_file(path, shown)])
    reader = ParquetInput if path.suffix.lower() == ".parquet" else CsvInput
    source: _Source = reader(path, shown, names, findings)
    if not source.usable:
        raise Refused(findings)
    return InputFile(path, source, names, findings, town_of)


def _no_records(layout: Layout) -> Batch:
    """Return the columns of a town nobody is in."""
    kinds = {field.name: field.declared for field in layout.fields}
    texts = [name for name, one in kinds.items() if isinstance(one, Input) and one.type is ValueType.TEXT]
    return Batch(
        np.empty(0, dtype=np.int64),
        {name: np.empty(0, dtype=np.int64) for name in kinds if name not in texts},
        {name: np.empty(0, dtype=object) for name in texts},
        [],
    )


def _day(number: int) -> date | None:
    try:
        return date(number // 10000, number // 100 % 100, number % 100)
    except ValueError:
        return None


def _split(source: _Source, town_of: TownOf) -> tuple[dict[str, Column], list[Reject]]:
    """Return the rows of each town, and the rejection of rows whose town is unknown."""
    texts = source.text(_MUNICIPALITY)
    begins = np.flatnonzero(
        np.append(True, texts[1:] != texts[:-1])[: len(texts)]
    )  # towns usually stand together
    runs = texts[begins].tolist()
    distinct = list(dict.fromkeys(runs))
    codes = {text: code for code, text in enumerate(distinct)}
    of_row = np.repeat([codes[text] for text in runs], np.diff(begins, append=len(texts)))
    rows: dict[str, list[Column]] = {}
    strangers: list[Reject] = []
    for code, text in enumerate(distinct):
        town = town_of(text) if text else None
        found = np.flatnonzero(of_row == code)
        if town is None:
            strangers.extend(
                Reject(record, "", f"町村 ({_MUNICIPALITY})", text, _stranger(text))
                for record in source.records[found].tolist()
            )
        else:
            rows.setdefault(town, []).append(found)
    return {town: np.sort(np.concatenate(parts)) for town, parts in rows.items()}, strangers


def _stranger(text: str) -> Reason:
    if not text:
        return Reason("町村がありません。", "no municipality is given.")
    return Reason(
        f"「{text}」は構成町村ではありません。",
        f"{text!r} is not a municipality of the consortium.",
        "構成町村",
        "共同事業の参加（consortium.yaml）",
    )


def _no_file(path: Path, shown: str) -> Finding:
    exists = path.is_file()
    return Finding(
        code="I100",
        ja=f"入力ファイルの種類が分かりません（{path.suffix or '拡張子なし'}）。"
        if exists
        else "入力ファイルがありません。",
        en=f"the kind of the input file is unknown ({path.suffix or 'no suffix'})."
        if exists
        else "there is no such input file.",
        remedy_ja=f"{'、'.join(_SUFFIXES)} のどれかで、名前と場所を確かめてください。",
        remedy_en=f"Check name and place; known kinds are {', '.join(_SUFFIXES)}.",
        place=Place(shown),
    )
