"""Owns making the table of one town from typed batches: identifiers that may not be empty or repeat, and groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.columns.table import Batch, InputTable, Reason, Reject
from uwanose.engine.model import Array, Names
from uwanose.errors import Finding, Refused
from uwanose.points.model import ValueType

__all__ = ["assemble"]

_EMPTY = Reason("値がありません。", "the cell is empty.")
_CHECK_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)  # of the check digit of a personal number
_SAMPLE = 50


def assemble(batches: Iterable[Batch], names: Names) -> InputTable:
    """Return the usable rows of a town, groups standing together.

    Raises Refused when the identifiers of the rows are personal numbers.
    """
    parts = list(batches)
    business = names.business
    records = _joined([part.records for part in parts], np.int64)
    texts = {name: _joined([part.texts[name] for part in parts], object) for name in _held(parts, "texts")}
    for name in (business.key, business.group):
        texts.setdefault(name, np.full(len(records), "", dtype=object))
    _refuse_personal_numbers(texts, names)

    groups = _codes(texts[business.group])
    table = InputTable(
        columns={**_numbers(parts, names), business.group: groups},
        texts=texts,
        records=records,
        rejects=(),
        count=len(records),
        group=business.group,
        key=business.key,
    )
    rejected, rejects = _rejected(table, names, [reject for part in parts for reject in part.rejects])
    kept = table.without(rejected, rejects)
    codes = kept.columns[business.group]
    return kept if np.all(codes[1:] >= codes[:-1]) else kept.take(np.argsort(codes, kind="stable"))


def _held(parts: Sequence[Batch], kind: str) -> tuple[str, ...]:
    return tuple(getattr(parts[0], kind)) if parts else ()


def _joined(arrays: Sequence[Array], dtype: type) -> Array:
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=dtype)


def _numbers(parts: Sequence[Batch], names: Names) -> dict[str, Array]:
    numbers: dict[str, Array] = {}
    for name in _held(parts, "numbers"):
        numbers[name] = _joined([part.numbers[name] for part in parts], np.int64)
        if name in names.inputs and names.inputs[name].type is ValueType.FLAG:
            numbers[name] = numbers[name] != 0
    return numbers


def _codes(texts: Array) -> Column:
    """Number the groups in the order in which they first appear."""
    begins = np.append(True, texts[1:] != texts[:-1])[: len(texts)]
    first = texts[begins].tolist()
    if len(set(first)) == len(first):  # the groups stand together already
        codes: Column = np.cumsum(begins) - 1
        return codes
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(text, len(seen)) for text in texts.tolist()], dtype=np.int64)


def _rejected(table: InputTable, names: Names, rejects: list[Reject]) -> tuple[Flags, list[Reject]]:
    """Return the rows that cannot be used, with every reason: those of the cells, empty identifiers, repeated keys."""
    rejected: Flags = np.zeros(len(table), dtype=np.bool_)
    if rejects:
        rejected = np.isin(table.records, [reject.record for reject in rejects])

    def reject(rows: Flags, name: str, reason: Callable[[int], Reason]) -> None:
        label = f"{names.texts[name].label_ja} ({name})" if name in names.texts else name
        for row in np.flatnonzero(rows):
            rejects.append(table.reject(int(row), label, str(table.texts[name][row]), reason(int(row))))
        np.logical_or(rejected, rows, out=rejected)

    for name, text in table.texts.items():
        declared = names.texts.get(name)
        if declared is None or declared.default is None or name in (table.key, table.group):
            reject(text == "", name, lambda row: _EMPTY)
    repeated, first = _repeated(table)
    reject(repeated, table.key, lambda row: _twice(first[str(table.keys[row])]))
    return rejected, rejects


def _repeated(table: InputTable) -> tuple[Flags, dict[str, list[int]]]:
    """Return the rows whose key is there more than once (nobody can say which one is right), and where."""
    keys = table.keys.tolist()
    if len(set(keys)) == len(keys):
        return np.zeros(len(keys), dtype=np.bool_), {}
    places: dict[str, list[int]] = {}
    for record, key in zip(table.records.tolist(), keys, strict=True):
        places.setdefault(key, []).append(record)
    repeated = {key: records for key, records in places.items() if len(records) > 1 and key}
    return np.array([key in repeated for key in keys], dtype=np.bool_), repeated


def _twice(records: Sequence[int]) -> Reason:
    lines = "、".join(map(str, records))
    return Reason(f"同じ番号の行が {lines} 行目にあります。", f"rows {lines} have the same key.")


def _refuse_personal_numbers(texts: Mapping[str, Array], names: Names) -> None:
    for name, cells in texts.items():
        sample = {cell for cell in cells[:_SAMPLE].tolist() if cell}
        if len(sample) > 1 and all(map(_is_personal_number, sample)):
            raise Refused([_personal_numbers(name, names)])


def _personal_numbers(name: str, names: Names) -> Finding:
    label = names.texts[name].label_ja if name in names.texts else name
    return Finding(
        code="I103",
        ja=f"列「{label}」の値が個人番号（マイナンバー）の形をしています。個人番号は受け付けません。",
        en=f"the values of {name} look like personal numbers (My Number), which are not accepted.",
        remedy_ja="住民コードなど、町村の中だけの番号を使ってください。",
        remedy_en="Use a number that is the town's own, such as a resident id.",
    )


def _is_personal_number(text: str) -> bool:
    """Tell whether a text has twelve digits and the check digit of 行政手続における特定の個人を識別するための番号の利用等に関する法律施行令第8条の省令."""
    if len(text) != 12 or not (text.isascii() and text.isdigit()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _CHECK_WEIGHTS, strict=False))
    remainder = total % 11
    return int(text[-1]) == (0 if remainder <= 1 else 11 - remainder)
