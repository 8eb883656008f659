"""Owns reading Parquet, row group by row group, with nothing converted before its nulls are known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.columns.days import are_days, as_numbers
from uwanose.engine.columns.headers import Field, Layout, match_headers
from uwanose.engine.columns.table import Batch, Reason, Reject
from uwanose.engine.columns.typed import CellReader
from uwanose.engine.model import Array, Names
from uwanose.errors import Finding, Place, Refused, Severity
from uwanose.points.model import Input, ValueType

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import parquet

__all__ = ["ParquetInput", "repeated_texts", "require_pyarrow"]

_TOWN = "municipality"  # read on its own when a file is split by towns
_NULL = Reason(
    "値がありません（null）。値のない欄は0とみなしません。", "the cell is null; it is never taken for zero."
)


def require_pyarrow(shown: str) -> Any:
    """Return pyarrow.parquet. Raises Refused with the command that installs it."""
    try:
        from pyarrow import parquet
    except ImportError:
        raise Refused([
            Finding(
                code="I107",
                ja=f"Parquet（{shown}）を読み書きする pyarrow が入っていません。",
                en=f"pyarrow, which reads and writes Parquet ({shown}), is not installed.",
                remedy_ja="pip install 'uwanose[parquet]' を実行するか、CSV を使ってください。",
                remedy_en="Run pip install 'uwanose[parquet]', or use CSV.",
                place=Place(shown),
            )
        ]) from None  # fmt: skip
    import pyarrow

    # pyarrow's own allocator gives memory back after each town: half as much processor time goes into page faults
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    return parquet


class ParquetInput:
    """A Parquet file: its layout is known at once, its rows are read when a town asks for them."""

    stray: tuple[Reject, ...] = ()

    def __init__(self, path: Path, shown: str, names: Names, findings: list[Finding]) -> None:
        """Open a file. Raises Refused without pyarrow."""
        self._file: parquet.ParquetFile = _opened(path, shown)
        self._key = names.business.key
        schema = self._file.schema_arrow  # pyarrow makes it anew each time it is asked for
        self._headers: tuple[str, ...] = tuple(schema.names)
        mistakes: list[Finding] = []
        self.layout: Layout = match_headers(schema.names, names, shown, mistakes)
        mistakes.extend(
            _wrong_type(field, schema.field(field.position).type, shown)
            for field in self.layout.fields
            if not _fits(field, schema.field(field.position).type)
        )
        findings.extend(mistakes)
        self.usable = not any(finding.severity is Severity.ERROR for finding in mistakes)
        self._in_batches = [field for field in self.layout.fields if field.name != _TOWN]
        self._readers = {field.name: CellReader(field.declared) for field in self.layout.fields}
        self._held: tuple[int, pa.Table] | None = None

    @property
    def records(self) -> Column:
        """The number of each row's record: the header counts as record 1, as in a spreadsheet."""
        return np.arange(2, self._file.metadata.num_rows + 2)

    def text(self, name: str) -> Array:
        """Return one column of texts that repeat, such as the towns, over all rows."""
        return repeated_texts(self._column(name))

    def numbers(self, name: str) -> Column:
        """Return one column of numbers, over all rows; rejected cells are 0 or what stands there."""
        field = next(field for field in self.layout.fields if field.name == name)
        return _numbers(self._column(name), field, self._readers[name])[0]

    def batches(self, rows: Column) -> Iterator[Batch]:
        """Yield some rows (ascending positions), typed, a batch for each row group they lie in."""
        first = 0
        for group in range(self._file.num_row_groups):
            last = first + self._file.metadata.row_group(group).num_rows
            inside = rows[np.searchsorted(rows, first) : np.searchsorted(rows, last)] - first
            if len(inside):
                table = self._row_group(group)
                contiguous = int(inside[-1] - inside[0]) + 1 == len(inside)
                part = table.slice(int(inside[0]), len(inside)) if contiguous else table.take(inside)
                yield self._batch(part, inside + first + 2)
            first = last

    def _column(self, name: str) -> pa.ChunkedArray:
        field = next(field for field in self.layout.fields if field.name == name)
        return self._file.read(columns=[self._headers[field.position]]).column(0)

    def _row_group(self, group: int) -> pa.Table:
        """Read a row group; the last one is kept, since towns that stand next to each other share it."""
        if self._held is None or self._held[0] != group:
            self._held = None
            used = [self._headers[field.position] for field in self._in_batches]
            self._held = group, self._file.read_row_group(group, columns=used)
        return self._held[1]

    def _batch(self, table: pa.Table, records: Column) -> Batch:
        numbers: dict[str, Array] = {}
        texts: dict[str, Array] = {}
        bad: dict[str, dict[int, Reason]] = {}
        shown: dict[str, pa.ChunkedArray] = {}
        for field in self._in_batches:
            column = table.column(self._headers[field.position])
            if _kind(field) is ValueType.TEXT:
                texts[field.name] = _texts(column)
                continue
            numbers[field.name], bad[field.shown] = _numbers(column, field, self._readers[field.name])
            shown[field.shown] = column
        keys = texts.get(self._key)
        rejects = [
            Reject(
                int(records[row]),
                "" if keys is None else str(keys[row]),
                name,
                _shown(shown[name][row].as_py()),
                why,
            )
            for name, reasons in bad.items()
            for row, why in reasons.items()
        ]
        return Batch(records, numbers, texts, rejects)


def _opened(path: Path, shown: str) -> parquet.ParquetFile:
    module = require_pyarrow(shown)
    from pyarrow import ArrowInvalid

    try:
        return module.ParquetFile(path)
    except ArrowInvalid as error:
        raise Refused([
            Finding(
                code="I106",
                ja=f"Parquet として読めません: {error}",
                en=f"this cannot be read as Parquet: {error}",
                remedy_ja="ファイルが途中で切れていないか確かめてください。",
                remedy_en="See whether the file is complete.",
                place=Place(shown),
            )
        ]) from None  # fmt: skip


def _kind(field: Field) -> ValueType:
    return field.declared.type if isinstance(field.declared, Input) else ValueType.YEN


def _fits(field: Field, kind: pa.DataType) -> bool:
    """Tell whether a stored type can be what the column is declared to be; numbers with a point never can."""
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    if types.is_string(kind) or types.is_large_string(kind) or types.is_integer(kind):
        return True
    if types.is_boolean(kind):
        return _kind(field) is ValueType.FLAG
    return bool(types.is_date(kind) or types.is_timestamp(kind)) and _kind(field) is ValueType.DATE


def _wrong_type(field: Field, kind: pa.DataType, shown: str) -> Finding:
    return Finding(
        code="I108",
        ja=f"列「{field.shown}」の型 {kind} は受け付けません。",
        en=f"column {field.shown} has the type {kind}, which is not accepted.",
        remedy_ja="整数（int64）、日付（date32）、真偽（bool）または文字で保存し直してください。"
        "空欄のある整数の列は、表計算の道具が小数に変えていることがあります。",
        remedy_en="Store it as int64, date32, bool or text; some tools turn whole numbers with gaps into decimals.",
        place=Place(shown),
    )


def _texts(column: pa.ChunkedArray) -> Array:
    from pyarrow import types

    if not types.is_string(column.type):
        column = column.cast("string")
    found: Array = _without_nulls(column, "").to_numpy(zero_copy_only=False)
    return found


def repeated_texts(column: pa.ChunkedArray) -> Array:
    """Return texts that repeat, such as the towns: each distinct one is made once; a null is ''."""
    coded = column.cast("string").combine_chunks().dictionary_encode()
    distinct: Array = np.array([*coded.dictionary.to_pylist(), ""], dtype=object)
    texts: Array = distinct[_without_nulls(coded.indices, -1).to_numpy()]
    return texts


def _without_nulls(column: pa.ChunkedArray, instead: str | int) -> pa.ChunkedArray:
    return column.fill_null(instead) if column.null_count else column


def _numbers(column: pa.ChunkedArray, field: Field, reader: CellReader) -> tuple[Column, dict[int, Reason]]:
    """Return a column as whole numbers. Nulls are counted first: converted blindly they would become decimals."""
    from pyarrow import types

    kind = column.type
    if types.is_dictionary(kind) or types.is_string(kind) or types.is_large_string(kind):
        return _from_texts(column, reader)
    if types.is_date(kind) or types.is_timestamp(kind):
        days = column.to_numpy().astype("datetime64[D]")
        absent = np.isnat(days)
        return as_numbers(np.where(absent, np.datetime64("1970-01-01"), days)), _nulls(absent)
    bad = _nulls(column.is_null().to_numpy()) if column.null_count else {}
    filled = _without_nulls(column, False if types.is_boolean(kind) else 0)
    numbers: Column = filled.to_numpy().astype(np.int64, copy=False)
    return numbers, _wrong_codes(numbers, field) | reader.out_of_range(numbers) | bad


def _from_texts(column: pa.ChunkedArray, reader: CellReader) -> tuple[Column, dict[int, Reason]]:
    """Understand each distinct text once."""
    coded = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if not hasattr(coded, "indices"):
        coded = coded.dictionary_encode()
    known, bad_texts = reader.read([text or "" for text in coded.dictionary.to_pylist()])
    codes = _without_nulls(coded.indices, -1).to_numpy()
    bad = _nulls(codes < 0) if coded.null_count else {}
    for code, reason in bad_texts.items():
        bad.update({int(row): reason for row in np.flatnonzero(codes == code)})
    return np.append(known, 0)[codes], bad


def _nulls(absent: Array) -> dict[int, Reason]:
    return dict.fromkeys(np.flatnonzero(absent).tolist(), _NULL)


def _wrong_codes(numbers: Column, field: Field) -> dict[int, Reason]:
    """Return the reason for numbers that stand for no day, no choice, neither yes nor no."""
    kind = _kind(field)
    if kind is ValueType.DATE:
        wrong = ~are_days(numbers)
        reason = Reason("日付（yyyymmdd）ではありません。", "not a day (yyyymmdd).")
    elif kind is ValueType.FLAG:
        wrong = (numbers != 0) & (numbers != 1)
        reason = Reason("0 か 1 ではありません。", "neither 0 nor 1.")
    elif kind is ValueType.CHOICE and isinstance(field.declared, Input):
        wrong = (numbers < 0) | (numbers >= len(field.declared.choices))
        reason = Reason("選択肢の番号ではありません。", "not the code of a choice.")
    else:
        return {}
    return {int(row): reason for row in np.flatnonzero(wrong)}


def _shown(value: object) -> str:
    return "" if value is None else str(value)
