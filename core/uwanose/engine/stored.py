"""Owns finding stored results again: result files by business and levy year, looked up by town and resident id."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from uwanose.dates import fiscal_year
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.columns.csv_reader import encoding_of
from uwanose.engine.columns.parquet_reader import repeated_texts, require_pyarrow
from uwanose.engine.model import Array
from uwanose.engine.reads import TownResults
from uwanose.engine.record import SideFiles
from uwanose.engine.tables import day_number
from uwanose.errors import Finding, Place, Refused
from uwanose.points.model import Catalog, Item

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["PersonsOfFiles", "ResultFiles"]

_TOWN = "municipality"


@dataclass(frozen=True, slots=True)
class _Described:
    """One result file and what its record says of it."""

    path: Path
    business: str
    year: int
    towns: frozenset[str]


@dataclass(frozen=True)
class _Persons:
    """Whose results the rows of one file are: keys, and towns (None when the file does not name them)."""

    keys: Array
    towns: Array | None

    @cached_property
    def rows(self) -> Mapping[str, Column]:
        """The rows of each town; all rows under '' when the file does not name towns."""
        if self.towns is None:
            return {"": np.arange(len(self.keys))}
        begins = np.flatnonzero(np.append(True, self.towns[1:] != self.towns[:-1])[: len(self.towns)])
        spans: dict[str, list[Array]] = {}
        for first, last in zip(begins, [*begins[1:], len(self.towns)], strict=True):
            spans.setdefault(str(self.towns[first]), []).append(np.arange(first, last))
        return {town: np.concatenate(parts) for town, parts in spans.items()}

    @cached_property
    def keys_of_town(self) -> Mapping[str, Array]:
        """The keys of each town, in the order of its rows."""
        return {town: self.keys[rows] for town, rows in self.rows.items()}

    def same_as(self, other: _Persons) -> bool:
        """Whether two files hold results of the same people of the same towns in the same order."""
        if self.towns is None or other.towns is None:
            return self.towns is other.towns and np.array_equal(self.keys, other.keys)
        return np.array_equal(self.keys, other.keys) and np.array_equal(self.towns, other.towns)


@dataclass(frozen=True, slots=True)
class _Held:
    """The wanted items of one file, and which rows have a result in every one of them."""

    persons: _Persons
    items: Mapping[str, Column]
    given: Flags


class PersonsOfFiles:
    """Whose results stand in which file, kept while one process reads the same files for several businesses.

    A file that has been written again since is another file: path, size and time of writing tell them apart.
    """

    def __init__(self) -> None:
        """Begin knowing of no file."""
        self._known: dict[tuple[Path, int, int], _Persons] = {}

    def known(self, path: Path) -> _Persons | None:
        """Return whose results a file holds, None when it has not been read yet."""
        return self._known.get(self._identity(path))

    def remember(self, path: Path, persons: _Persons) -> _Persons:
        """Keep whose results a file holds, and return them; files of the same people, as of two years, share them."""
        same = next((known for known in self._known.values() if known.same_as(persons)), persons)
        self._known[self._identity(path)] = same
        return same

    def _identity(self, path: Path) -> tuple[Path, int, int]:
        told = path.stat()
        return path, told.st_size, told.st_mtime_ns


class ResultFiles:
    """Result files of runs, described by the records beside them. A file is read when a town first asks for it."""

    def __init__(
        self, files: Iterable[Path], catalog: Catalog, reader: str, persons: PersonsOfFiles | None = None
    ) -> None:
        """Look at the records of result files, which the business *reader* reads. Raises Refused for a file without one."""
        self._catalog, self._reader = catalog, reader
        self._persons = persons or PersonsOfFiles()
        self._files = [_described(path) for path in files]
        self._read: dict[Path, Mapping[str, TownResults]] = {}

    def results(self, business: str, year: int, municipality: str) -> TownResults | None:
        """Return the stored results of a town, None when there are none."""
        for file in self._files:
            if (file.business, file.year) == (business, year) and municipality in file.towns:
                if file.path not in self._read:
                    self._read[file.path] = _by_town(self._held(file), file)
                return self._read[file.path].get(municipality)
        return None

    def _held(self, file: _Described) -> _Held:
        """Read the key, the town and the items the business reads; headers are identifiers or labels."""
        reads = self._catalog.businesses[self._reader].reads
        wanted = {read.item for read in reads if read.business == file.business}
        items = [
            item
            for item in self._catalog.items.values()
            if item.business == file.business and item.name in wanted
        ]
        key = self._catalog.businesses[file.business].key
        inputs = self._catalog.inputs[file.business]
        known = self._persons.known(file.path)
        who = () if known else (key, _TOWN)
        heads = {name: (name, inputs[name].label_ja if name in inputs else name) for name in who}
        heads |= {item.name: (item.name, item.label_ja) for item in items}
        columns = _columns(file.path, heads)
        if known is None:
            known = self._persons.remember(file.path, _Persons(columns[key], columns.get(_TOWN)))
        numbers = {item.name: _numbers(columns[item.name], item) for item in items if item.name in columns}
        given = np.ones(len(known.keys), dtype=np.bool_)
        for _, there in numbers.values():
            given &= there
        return _Held(known, {name: values for name, (values, _) in numbers.items()}, given)


def _described(path: Path) -> _Described:
    record = SideFiles(path).record
    try:
        told = json.loads(record.read_bytes())
        return _Described(
            path,
            told["business"],
            fiscal_year(date.fromisoformat(told["legal_date"])),
            frozenset(town["town"] for town in told["towns"] if not town["refused"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused([
            Finding(
                code="I114",
                ja=f"結果 {path.name} の記録 {record.name} がないか、読めません。どの年度の結果か分かりません。",
                en=f"the record {record.name} of the results {path.name} is missing or cannot be read.",
                remedy_ja="uwanose run が書いた2つのファイルを、同じフォルダに置いてください。",
                remedy_en="Keep the two files that `uwanose run` writes together in one folder.",
                place=Place(path.name),
            )
        ]) from None  # fmt: skip


def _columns(path: Path, heads: Mapping[str, Sequence[str]]) -> dict[str, Array]:
    """Return the wanted columns of a result file under their identifiers, absent results as None or ''."""
    if path.suffix.lower() == ".parquet":
        file = require_pyarrow(path.name).ParquetFile(path)
        headers = file.schema_arrow.names
        found = {name: head for name, known in heads.items() if (head := _first(headers, known))}
        table = file.read(columns=list(found.values()))
        return {name: _cells(name, table.column(head)) for name, head in found.items()}
    with path.open(encoding=encoding_of(path), newline="") as stream:
        reader = csv.reader(stream)
        headers = next(reader, [])
        rows = list(reader)
    places = {name: headers.index(head) for name, known in heads.items() if (head := _first(headers, known))}
    return {name: np.array([row[place] for row in rows], dtype=object) for name, place in places.items()}


def _cells(name: str, column: pa.ChunkedArray) -> Array:
    if name == _TOWN:
        return repeated_texts(column)
    cells: Array = np.array(column.to_pylist(), dtype=object) if column.null_count else column.to_numpy()
    return cells


def _first(headers: Sequence[str], known: Sequence[str]) -> str:
    return next((header for header in headers if header in known), "")


def _numbers(cells: Array, item: Item) -> tuple[Column, Flags]:
    """Return results as formulas have them, and which rows have one."""
    if np.issubdtype(cells.dtype, np.integer):
        return cells.astype(np.int64), np.ones(len(cells), dtype=np.bool_)
    codes = {word: code for code, choice in enumerate(item.choices.items()) for word in choice}
    found = [_number(cell, codes) for cell in cells.tolist()]
    there = np.array([number is not None for number in found], dtype=np.bool_)
    return np.array([number or 0 for number in found], dtype=np.int64), there


def _number(cell: object, codes: Mapping[str, int]) -> int | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, date):
        return day_number(cell)
    if isinstance(cell, str):
        if cell in codes:
            return codes[cell]
        return day_number(date.fromisoformat(cell)) if "-" in cell[1:] else int(cell)
    return int(cell) if isinstance(cell, int) else None


def _by_town(held: _Held, file: _Described) -> dict[str, TownResults]:
    """Return the results town by town; persons without a result are left out."""
    alone = next(iter(file.towns), "")
    found: dict[str, TownResults] = {}
    for town, rows in held.persons.rows.items():
        given = held.given[rows]
        keys = held.persons.keys_of_town[town]
        if not given.all():
            rows, keys = rows[given], keys[given]
        found[town or alone] = TownResults(keys, {name: values[rows] for name, values in held.items.items()})
    return found
