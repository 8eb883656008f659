"""Owns laying an oracle beside the engine: value by value, and once more with everything in a mixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from tests.oracle.engine_rows import Engine, Groups, Row, mixed

Assess = Callable[[Sequence[Row]], Sequence[Mapping[str, int]]]


def agree(engine: Engine, groups: Groups, assess: Assess, town: str, on: date, keep: Iterable[str]) -> int:
    """Compare all that both know, row by row, and the engine with itself on shuffled rows; return the rows compared."""
    items = tuple(keep)
    found = engine.run(groups, town, on, items)
    rows = 0
    for group, results in zip(groups, found, strict=True):
        for row, expected, result in zip(group, assess(group), results, strict=True):
            known = {name: result[name] for name in expected}
            assert known == dict(expected), f"{town} {on} {row}"
            rows += 1
    again, stood = mixed(groups, seed=rows)
    for results, places in zip(engine.run(again, town, on, items), stood, strict=True):
        for result, (group_number, row_number) in zip(results, places, strict=True):
            assert result == found[group_number][row_number], f"{town} {on} {groups[group_number]}"
    return rows
