"""Owns finding stored results again: result files by business and levy year, looked up by town and resident id."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from uwanose.dates import fiscal_year
from uwanose.engine.columns.csv_reader import encoding_of
from uwanose.engine.columns.parquet_reader import require_pyarrow
from uwanose.engine.reads import TownResults
from uwanose.engine.record import SideFiles
from uwanose.engine.tables import day_number
from uwanose.errors import Finding, Place, Refused
from uwanose.points.model import Catalog, Item

__all__ = ["ResultFiles"]


@dataclass(frozen=True, slots=True)
class _Described:
    """One result file and what its record says of it."""

    path: Path
    business: str
    year: int
    towns: frozenset[str]


class ResultFiles:
    """Result files of runs, described by the records beside them. A file is read when a town first asks for it."""

    def __init__(self, files: Iterable[Path], catalog: Catalog) -> None:
        """Look at the records of result files. Raises Refused for a file without one."""
        self._catalog = catalog
        self._files = [_described(path) for path in files]
        self._read: dict[Path, Mapping[str, TownResults]] = {}

    def results(self, business: str, year: int, municipality: str) -> TownResults | None:
        """Return the stored results of a town, None when there are none."""
        for file in self._files:
            if (file.business, file.year) == (business, year) and municipality in file.towns:
                if file.path not in self._read:
                    self._read[file.path] = self._by_town(file)
                return self._read[file.path].get(municipality)
        return None

    def _by_town(self, file: _Described) -> Mapping[str, TownResults]:
        wanted = {
            read.item
            for business in self._catalog.businesses.values()
            for read in business.reads
            if read.business == file.business
        }
        items = [
            item
            for item in self._catalog.items.values()
            if item.business == file.business and item.name in wanted
        ]
        business = self._catalog.businesses[file.business]
        inputs = self._catalog.inputs[file.business]
        heads = {
            business.key: {business.key, inputs[business.key].label_ja},
            "municipality": {
                "municipality",
                *([inputs["municipality"].label_ja] if "municipality" in inputs else []),
            },
            **{item.name: {item.name, item.label_ja} for item in items},
        }
        columns = _columns(file.path, heads)
        towns = columns.get("municipality") or [next(iter(file.towns))] * len(columns[business.key])
        return _split(
            columns[business.key],
            towns,
            {item.name: _numbers(columns[item.name], item) for item in items if item.name in columns},
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


def _columns(path: Path, heads: Mapping[str, set[str]]) -> dict[str, list[object]]:
    """Return the wanted columns of a result file, under their identifiers."""
    if path.suffix.lower() == ".parquet":
        file = require_pyarrow(path.name).ParquetFile(path)
        found = {
            name: next((head for head in file.schema_arrow.names if head in known), "")
            for name, known in heads.items()
        }
        table = file.read(columns=[head for head in found.values() if head])
        return {name: table.column(head).to_pylist() for name, head in found.items() if head}
    with path.open(encoding=encoding_of(path), newline="") as stream:
        reader = csv.reader(stream)
        headers = next(reader, [])
        at = {
            name: next((i for i, head in enumerate(headers) if head in known), -1)
            for name, known in heads.items()
        }
        rows = list(reader)
        return {name: [row[index] for row in rows] for name, index in at.items() if index >= 0}


def _numbers(cells: Sequence[object], item: Item) -> list[int | None]:
    """Return results as formulas have them; None where there is none."""
    codes = {word: code for code, choice in enumerate(item.choices.items()) for word in choice}
    return [_number(cell, codes) for cell in cells]


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


def _split(
    keys: Sequence[object], towns: Sequence[object], items: Mapping[str, Sequence[int | None]]
) -> dict[str, TownResults]:
    """Return the results town by town; persons without a result are left out."""
    places: dict[str, list[int]] = {}
    for row, town in enumerate(towns):
        if all(values[row] is not None for values in items.values()):
            places.setdefault(str(town), []).append(row)
    return {
        town: TownResults(
            {str(keys[row]): index for index, row in enumerate(rows)},
            {name: np.array([values[row] for row in rows], dtype=np.int64) for name, values in items.items()},
        )
        for town, rows in places.items()
    }
