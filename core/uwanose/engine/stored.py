"""Owns finding stored results again: result files by business and levy year, looked up by town and resident id."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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

__all__ = ["ResultFiles"]

_TOWN = "municipality"


@dataclass(frozen=True, slots=True)
class _Described:
    """One result file and what its record says of it."""

    path: Path
    business: str
    year: int
    towns: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Held:
    """The wanted columns of one file: keys, towns (None when the file does not name them), and the items."""

    keys: Array
    towns: Array | None
    items: Mapping[str, Column]
    given: Flags  # rows that have a result in every wanted item


class ResultFiles:
    """Result files of runs, described by the records beside them. A file is read when a town first asks for it."""

    def __init__(self, files: Iterable[Path], catalog: Catalog, reader: str) -> None:
        """Look at the records of result files, which the business *reader* reads. Raises Refused for a file without one."""
        self._catalog, self._reader = catalog, reader
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
        heads = {name: (name, inputs[name].label_ja if name in inputs else name) for name in (key, _TOWN)}
        heads |= {item.name: (item.name, item.label_ja) for item in items}
        columns = _columns(file.path, heads)
        numbers = {item.name: _numbers(columns[item.name], item) for item in items if item.name in columns}
        given = np.ones(len(columns[key]), dtype=np.bool_)
        for _, there in numbers.values():
            given &= there
        return _Held(
            columns[key], columns.get(_TOWN), {name: values for name, (values, _) in numbers.items()}, given
        )


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
                remedy_ja="uwanose run が書いた2つのファイルを、同じフォルダーに置いてください。",
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
    if held.towns is None:
        rows = {next(iter(file.towns), ""): np.flatnonzero(held.given)}
    else:
        begins = np.flatnonzero(np.append(True, held.towns[1:] != held.towns[:-1])[: len(held.towns)])
        spans: dict[str, list[Array]] = {}
        for first, last in zip(begins, [*begins[1:], len(held.towns)], strict=True):
            span = np.arange(first, last)
            spans.setdefault(str(held.towns[first]), []).append(span[held.given[first:last]])
        rows = {town: np.concatenate(parts) for town, parts in spans.items()}
    return {
        town: TownResults(
            held.keys[found],
            {name: values[found] for name, values in held.items.items()},
        )
        for town, found in rows.items()
    }
