"""Owns laying an oracle beside the engine: value by value, and once more with everything in a mixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from tests.oracle.engine_rows import Engine, Groups, Row, mixed

Assess = Callable[[Sequence[Row]], Sequence[Mapping[str, int]]]


def agree(engine: Engine, groups: Groups, assess: Assess, town: str, on: date, keep: Iterable[str]) -> int:
    """Compare what the oracle gives for each row, also with all rows in a mixed order; return the rows compared."""
    items = tuple(keep)
    expected = [assess(group) for group in groups]
    rows = 0
    for results, group, wanted in zip(engine.run(groups, town, on, items), groups, expected, strict=True):
        for result, row, values in zip(results, group, wanted, strict=True):
            _same(result, values, f"{town} {on} {row}")
            rows += 1
    again, stood = mixed(groups, seed=rows)
    for results, places in zip(engine.run(again, town, on, items), stood, strict=True):
        for result, (group_number, row_number) in zip(results, places, strict=True):
            _same(result, expected[group_number][row_number], f"shuffled {town} {on} {groups[group_number]}")
    return rows


def _same(result: Mapping[str, int], expected: Mapping[str, int], where: str) -> None:
    differ = {name: (result[name], value) for name, value in expected.items() if result[name] != value}
    assert not differ, f"(engine, oracle) {differ} in {where}"
