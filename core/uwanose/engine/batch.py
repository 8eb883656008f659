"""Owns running a calculation over many rows: chunks cut between groups, in one thread or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np

from uwanose.engine.calculation import Calculation, Results
from uwanose.engine.hooks import RowFinding
from uwanose.engine.model import Array, Columns

__all__ = ["CHUNK", "chunk_bounds", "run_batch"]

CHUNK = 65_536  # rows: large enough to forget the interpreter, small enough for the cache


def run_batch(
    calculation: Calculation,
    columns: Columns,
    *,
    chunk: int = CHUNK,
    threads: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Results:
    """Compute over rows whose groups stand together; ``progress`` hears the number of rows of each finished chunk.

    The result does not depend on *chunk* or *threads*.
    """
    bounds = chunk_bounds(columns[calculation.program.names.business.group], chunk)
    if len(bounds) <= 2:  # one chunk: nothing to put together
        results = calculation.run(columns)
        if progress and bounds[-1]:
            progress(bounds[-1])
        return results
    flags = {name for name in calculation.keep if calculation.program.names.items[name].unit == "flag"}
    rows = bounds[-1]
    items: dict[str, Array] = {
        name: np.empty(rows, dtype=np.bool_ if name in flags else np.int64) for name in calculation.keep
    }

    def part(first: int, last: int) -> Results:
        results = calculation.run({name: column[first:last] for name, column in columns.items()})
        for name, values in results.items.items():
            items[name][first:last] = values
        if progress:
            progress(last - first)
        return results

    spans = list(pairwise(bounds))
    if threads > 1:
        with ThreadPoolExecutor(threads) as pool:
            parts = list(pool.map(lambda span: part(*span), spans))
    else:
        parts = [part(*span) for span in spans]
    return Results(
        items=items,
        extras=_joined([results.extras for results in parts]),
        refused=_joined([results.refused for results in parts]),
        findings=tuple(
            replace(finding, rows=finding.rows + first)
            for (first, _), results in zip(spans, parts, strict=True)
            for finding in results.findings
        ),
    )


def chunk_bounds(groups: Array, chunk: int = CHUNK) -> list[int]:
    """Return where chunks begin and end, so that no group is cut: ``[0, …, number of rows]``."""
    rows = len(groups)
    starts = np.concatenate([[0], np.flatnonzero(groups[1:] != groups[:-1]) + 1, [rows]])
    wanted = np.arange(chunk, rows, chunk)
    cuts = starts[np.searchsorted(starts, wanted)].tolist()
    return sorted({0, *cuts, rows})


def merge_findings(findings: tuple[RowFinding, ...]) -> tuple[RowFinding, ...]:
    """Join what one hook of one customization says in the same words about different chunks."""
    merged: dict[tuple[str, str, str, str], list[RowFinding]] = {}
    for finding in findings:
        merged.setdefault((finding.hook, finding.customization, finding.ja, finding.en), []).append(finding)
    return tuple(
        replace(same[0], rows=np.concatenate([finding.rows for finding in same])) for same in merged.values()
    )


def _joined(parts: list[Mapping[str, Array]]) -> dict[str, Array]:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
