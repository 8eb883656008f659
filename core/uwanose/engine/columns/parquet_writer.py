"""Owns writing results as Parquet, a row group for each town."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from uwanose.engine.columns.days import as_days
from uwanose.engine.columns.output import Absent, Form, OutputColumn, headers, partial
from uwanose.engine.columns.parquet_reader import require_pyarrow
from uwanose.engine.model import Array
from uwanose.points.model import Input

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ParquetWriter"]


_BATCH = 65_536  # values encoded in one go; pyarrow's own 1,024 cost a tenth more


class ParquetWriter:
    def __init__(
        self, path: Path, columns: Sequence[OutputColumn], heads: Sequence[Input], form: Form
    ) -> None:
        module = require_pyarrow(path.name)
        import pyarrow as pa

        self._path, self._columns = path, columns
        self._names_town = len(heads) > 1
        self._partial = partial(path)
        types = [*((pa.string(), False) for _ in heads), *((_arrow_type(one), one.gaps) for one in columns)]
        self._schema = pa.schema([
            pa.field(header, kind, nullable=gaps)
            for header, (kind, gaps) in zip(headers(columns, heads, form), types, strict=True)
        ])  # fmt: skip
        # numbers of yen repeat little: a dictionary costs more than it saves; LZ4 is read in half the time of snappy
        self._writer = module.ParquetWriter(
            self._partial,
            self._schema,
            use_dictionary=False,
            compression="lz4",
            write_statistics=False,
            write_batch_size=_BATCH,
        )

    def write(self, town: str, keys: Array, values: Mapping[str, Array], absent: Absent) -> None:
        import pyarrow as pa

        arrays = [pa.array(keys, type=pa.string())]
        if self._names_town:
            arrays.append(pa.repeat(pa.scalar(town, pa.string()), len(keys)))
        arrays.extend(_arrow_array(column, len(keys), values, absent) for column in self._columns)
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))

    def finish(self, metadata: Mapping[str, str]) -> None:
        self._writer.add_key_value_metadata({f"uwanose.{name}": value for name, value in metadata.items()})
        self._writer.close()
        self._partial.replace(self._path)

    def abandon(self) -> None:
        self._writer.close()
        self._partial.unlink(missing_ok=True)


def _arrow_type(column: OutputColumn) -> pa.DataType:
    import pyarrow as pa

    if column.unit == "choice":
        return pa.string()
    return {"flag": pa.int8(), "date": pa.date32()}.get(column.unit, pa.int64())


def _arrow_array(column: OutputColumn, rows: int, values: Mapping[str, Array], absent: Absent) -> pa.Array:
    import pyarrow as pa

    kind = _arrow_type(column)
    if column.name not in values:
        return pa.nulls(rows, kind)
    numbers, gone = values[column.name], absent.get(column.name)
    if column.unit == "choice":
        words = pa.array([identifier for identifier, _ in column.choices], type=pa.string())
        return words.take(pa.array(numbers, mask=gone))
    if column.unit == "date":
        none = numbers == 0
        return pa.array(
            as_days(np.where(none, 1970_01_01, numbers)), mask=none if gone is None else none | gone
        ).cast(kind)
    numbers = numbers.astype(np.int8) if column.unit == "flag" else np.ascontiguousarray(numbers)
    if gone is None:  # the column is taken as it lies
        return pa.Array.from_buffers(kind, rows, [None, pa.py_buffer(numbers)])
    return pa.array(numbers, mask=gone)
