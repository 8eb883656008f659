"""Owns computing one town: its rows joined with what they read, split into the spans of its plan, put together again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from uwanose.engine.arithmetic import Flags
from uwanose.engine.batch import merge_findings, run_batch
from uwanose.engine.calculation import Results
from uwanose.engine.columns.days import as_days
from uwanose.engine.columns.table import InputTable, Reason, Reject, Rows
from uwanose.engine.model import Array
from uwanose.engine.plan import RefusedDays, Span, TownPlan
from uwanose.engine.reads import StoredResults, fill_reads
from uwanose.engine.tables import day_number
from uwanose.errors import Finding

__all__ = ["Note", "TownResult", "compute_town"]


@dataclass(frozen=True, slots=True)
class Note:
    """What a customization's hook says about one record."""

    record: int
    key: str
    customization: str
    ja: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TownResult:
    """The results of one town, row by row in the order of the file.

    ``items`` holds an item wherever some span computes it; ``absent`` the rows of spans that do not. ``extras`` are the
    additional fields of customizations. ``spans`` tells how many rows each span of the plan has. ``days`` are the days of the
    rows where each row has its own.
    """

    keys: Array
    items: Mapping[str, Array]
    absent: Mapping[str, Array] = field(default_factory=dict)
    extras: Mapping[str, Array] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    rejects: tuple[Reject, ...] = ()
    findings: tuple[Finding, ...] = ()
    spans: tuple[tuple[Span, int], ...] = ()
    records: int = 0
    days: Array | None = None

    def __len__(self) -> int:
        return len(self.keys)


def compute_town(
    plan: TownPlan,
    table: InputTable,
    *,
    stored: StoredResults | None = None,
    threads: int = 1,
    progress: Callable[[int], None] | None = None,
) -> TownResult:
    """Compute the rows of a town whose plan has a span. Raises Refused when a customization fails or gives what it may not give."""
    findings = list(plan.findings)
    table = _with_reads(plan, _without_refused_days(plan, table), stored, findings)
    if plan.needs_groups and table.lost:
        table = table.without_companions()
    parts = [
        _Part(
            span,
            rows := _rows_of(span, plan, table),
            run_batch(span.calculation, _columns(table, rows), threads=threads, progress=progress),
        )
        for span in plan.spans
    ]
    items, absent = _joined([(part.rows, part.results.items) for part in parts], plan.items, len(table))
    extra_names = tuple(dict.fromkeys(name for part in parts for name in part.results.extras))
    extras, without = _joined([(part.rows, part.results.extras) for part in parts], extra_names, len(table))
    refused, rejects = _refused_rows(table, parts)
    order = table.input_order
    as_it_is = bool(np.all(order[1:] > order[:-1])) and not rejects
    order = order[~refused[order]]

    days = table.columns.get(_clock_column(plan))

    def ordered(columns: Mapping[str, Array]) -> dict[str, Array]:
        return dict(columns) if as_it_is else {name: values[order] for name, values in columns.items()}

    return TownResult(
        keys=table.keys if as_it_is else table.keys[order],
        items=ordered(items),
        absent=ordered({**absent, **without}),
        extras=ordered(extras),
        notes=_notes(table, parts, refused),
        rejects=tuple(sorted((*table.rejects, *rejects), key=lambda reject: (reject.record, reject.column))),
        findings=tuple(dict.fromkeys(findings)),
        spans=tuple((part.span, len(part.rows)) for part in parts),
        records=table.count,
        days=days if days is None or as_it_is else days[order],
    )


@dataclass(frozen=True, slots=True)
class _Part:
    span: Span
    rows: Rows
    results: Results


def _with_reads(
    plan: TownPlan, table: InputTable, stored: StoredResults | None, findings: list[Finding]
) -> InputTable:
    for span in plan.spans:
        program = span.calculation.program
        needed = program.columns_needed(span.calculation.order, span.calculation.hooks)
        table = fill_reads(table, program.names, needed, span.rules, stored, findings)
    return table


def _clock_column(plan: TownPlan) -> str:
    return plan.spans[0].calculation.program.names.business.clock_column


def _without_refused_days(plan: TownPlan, table: InputTable) -> InputTable:
    """Reject the rows for whose day the rules refuse to compute."""
    names = plan.spans[0].calculation.program.names
    column = names.business.clock_column
    for part in plan.refused:
        rows = _rows_of(part, plan, table)
        why = part.findings[0]
        reason = Reason(
            f"この日の規則では計算できません。{why.ja}",
            f"not under the rules of this day: {why.en}",
            why.code,
            str(why.place) if why.place else "",
        )
        refused = np.zeros(len(table), dtype=np.bool_)
        refused[rows] = True
        days = {int(row): str(as_days(table.columns[column][row : row + 1])[0]) for row in rows}
        label = f"{names.label(column)} ({column})"
        table = table.without(refused, [table.reject(row, label, day, reason) for row, day in days.items()])
    return table


def _rows_of(part: Span | RefusedDays, plan: TownPlan, table: InputTable) -> Rows:
    """Return the rows whose legal date lies in a part of the plan."""
    if len(plan.spans) + len(plan.refused) == 1:
        return np.arange(len(table))
    return np.flatnonzero(np.isin(table.columns[_clock_column(plan)], [day_number(day) for day in part.days]))


def _columns(table: InputTable, rows: Rows) -> Mapping[str, Array]:
    if len(rows) == len(table):
        return table.columns
    return {name: column[rows] for name, column in table.columns.items()}


def _joined(
    parts: Sequence[tuple[Rows, Mapping[str, Array]]], names: Sequence[str], rows: int
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Put the columns of parts together, and tell for which rows no part has one."""
    if len(parts) == 1 and len(parts[0][0]) == rows:
        return dict(parts[0][1]), {}
    joined: dict[str, Array] = {}
    absent: dict[str, Array] = {}
    for name in names:
        given = [(held, columns[name]) for held, columns in parts if name in columns]
        joined[name] = np.zeros(rows, dtype=given[0][1].dtype)
        gone = np.ones(rows, dtype=np.bool_)
        for held, values in given:
            joined[name][held] = values
            gone[held] = False
        if gone.any():
            absent[name] = gone
    return joined, absent


def _refused_rows(table: InputTable, parts: Sequence[_Part]) -> tuple[Flags, list[Reject]]:
    """Return the rows an item says cannot be computed, and a reject for each with the first reason."""
    refused: Flags = np.zeros(len(table), dtype=np.bool_)
    rejects: list[Reject] = []
    for part in parts:
        items = part.span.calculation.program.names.items
        for name, flags in part.results.refused.items():
            rows = part.rows[flags]
            item = items[name]
            reason = Reason(item.refuses_ja, item.refuses_en, f"{item.label_ja} ({item.id})", item.basis)
            new = rows[~refused[rows]]
            refused[new] = True
            rejects += [table.reject(int(row), "", "", reason) for row in new]
    return refused, rejects


def _notes(table: InputTable, parts: Sequence[_Part], refused: Flags) -> tuple[Note, ...]:
    notes = [
        Note(int(table.records[row]), str(table.keys[row]), found.customization, found.ja, found.en)
        for part in parts
        for found in merge_findings(part.results.findings)
        for row in part.rows[found.rows]
        if not refused[row]
    ]
    return tuple(sorted(notes, key=lambda note: (note.record, note.customization, note.ja)))
