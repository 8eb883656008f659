"""Owns writing invented tables as input files, as a town would hand them in: days as days, choices by their words."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from uwanose.engine.columns.days import as_days
from uwanose.engine.columns.output import partial
from uwanose.engine.columns.parquet_reader import require_pyarrow
from uwanose.engine.model import Array
from uwanose.engine.population.residents import Columns
from uwanose.errors import Finding, Place, Refused
from uwanose.points.model import Input, ValueType
from uwanose.source.files import written_beside

Progress = Callable[[str, int], None]


def write_inputs(
    path: Path,
    tables: Iterable[tuple[str, Columns]],
    declared: Mapping[str, Input],
    *,
    japanese: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write the tables of all towns to one CSV or Parquet file and return the number of rows.

    The columns stand in the order of their declaration; *japanese* heads them by their labels. The file is there only
    when it is complete. *progress* hears each town and its rows. Raises Refused for any other kind of file, and for
    Parquet without pyarrow.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise Refused([_unknown_kind(path)])
    half = partial(path)
    with written_beside(path):
        try:
            rows = write(half, _heard(tables, progress), declared, japanese)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    return rows


def _heard(tables: Iterable[tuple[str, Columns]], progress: Progress | None) -> Iterable[Columns]:
    for town, columns in tables:
        yield columns
        if progress:
            progress(town, len(columns["municipality"]))


def _in_order(columns: Columns, declared: Mapping[str, Input]) -> list[Input]:
    return [column for name, column in declared.items() if name in columns]


def _write_parquet(
    path: Path, tables: Iterable[Columns], declared: Mapping[str, Input], japanese: bool
) -> int:
    parquet = require_pyarrow(path.name)
    import pyarrow as pa

    writer, rows = None, 0
    for columns in tables:
        used = _in_order(columns, declared)
        names = [column.label_ja if japanese else column.name for column in used]
        table = pa.table([_arrow(columns[column.name], column) for column in used], names=names)
        writer = writer or parquet.ParquetWriter(path, table.schema, compression="lz4")
        writer.write_table(table)
        rows += table.num_rows
    if writer is None:
        parquet.write_table(pa.table({}), path)
    else:
        writer.close()
    return rows


def _arrow(values: Array, declared: Input) -> object:
    import pyarrow as pa

    if declared.type is ValueType.TEXT:
        return pa.array(values.tolist(), type=pa.string())
    if declared.type is ValueType.CHOICE:
        return pa.DictionaryArray.from_arrays(values.astype(np.int8), list(declared.choices))
    if declared.type is ValueType.DATE:
        return pa.array(as_days(values), type=pa.date32())
    return pa.array(values.astype(np.int8) if declared.type is ValueType.FLAG else values)


def _write_csv(path: Path, tables: Iterable[Columns], declared: Mapping[str, Input], japanese: bool) -> int:
    rows = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        for columns in tables:
            used = _in_order(columns, declared)
            if not rows:
                writer.writerow([column.label_ja if japanese else column.name for column in used])
            writer.writerows(
                zip(*(_words(columns[column.name], column, japanese) for column in used), strict=True)
            )
            rows += len(columns["municipality"])
    return rows


def _words(values: Array, declared: Input, japanese: bool) -> Sequence[object]:
    if declared.type is ValueType.CHOICE:
        words = list(declared.choices.values() if japanese else declared.choices)
        return [words[code] for code in values.tolist()]
    if declared.type is ValueType.DATE:
        values = np.datetime_as_string(as_days(values))
    cells: list[object] = values.tolist()
    return cells


_WRITERS = {".csv": _write_csv, ".parquet": _write_parquet}


def _unknown_kind(path: Path) -> Finding:
    return Finding(
        code="E184",
        ja=f"架空人口を {path.suffix or '拡張子のないファイル'} として書けません。",
        en=f"invented people cannot be written as {path.suffix or 'a file without a suffix'}.",
        remedy_ja="出力のファイル名を .csv か .parquet で終わらせてください。",
        remedy_en="End the name of the output with .csv or .parquet.",
        place=Place(path.name),
    )
