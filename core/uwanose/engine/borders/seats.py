"""Owns the rows that stand beside a border: the groups of worked examples, one member of which moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.case_files import Case
from uwanose.engine.model import Array, Names
from uwanose.engine.tables import day_number
from uwanose.points.model import ValueType

__all__ = ["Seats", "plain_seats", "seats_of"]

_PLAIN = {ValueType.YEN: 3_000_000, ValueType.INTEGER: 1}
Group = Sequence[Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Seats:
    """Groups of rows, each with the row that moves: ``columns`` of all rows, ``rows`` of each seat, ``moving`` of each."""

    group: str
    columns: Mapping[str, Column]
    rows: tuple[Column, ...]
    moving: tuple[int, ...]  # place in the rows of the seat

    def __len__(self) -> int:
        return len(self.rows)

    def copies(self, which: Sequence[int] | Column) -> tuple[dict[str, Array], Column]:
        """Return the rows of seats, each a group of its own, and where the moving row of each stands."""
        chosen = [self.rows[seat] for seat in which]
        sizes = np.array([len(rows) for rows in chosen], dtype=np.int64)
        every = np.concatenate([np.array([], dtype=np.int64), *chosen])
        columns: dict[str, Array] = {name: column[every] for name, column in self.columns.items()}
        columns[self.group] = np.repeat(np.arange(len(chosen)), sizes)
        places = np.array([self.moving[seat] for seat in which], dtype=np.int64)
        return columns, np.cumsum(sizes) - sizes + places


def seats_of(names: Names, cases: Iterable[Case], most: int, on: date) -> Seats:
    """Return seats in at most *most* groups of the cases of the business, evenly taken; plain ones where there are none.

    The day a row's rules are chosen by becomes *on*.
    """
    groups: dict[tuple[tuple[tuple[str, int], ...], ...], Group] = {}
    for case in cases:
        if case.business == names.business.id:
            for group in _groups(case, names, on):
                groups.setdefault(tuple(tuple(sorted(row.items())) for row in group), group)
    found = list(groups.values())
    step = max(1, len(found) // most)
    return plain_seats(names, found[::step][:most] or [[_plain(names, on)]])


def plain_seats(names: Names, groups: Sequence[Group]) -> Seats:
    """Return seats in groups of plain numbers: the first and the last row of each moves."""
    table = {
        name: np.array(
            [row.get(name, _default(names, name)) for group in groups for row in group], dtype=np.int64
        )
        for name in names.columns
    }
    starts = np.cumsum([0, *(len(group) for group in groups)]).tolist()
    rows: list[Column] = []
    moving: list[int] = []
    for start, group in zip(starts, groups, strict=False):
        for place in dict.fromkeys((0, len(group) - 1)):
            rows.append(np.arange(start, start + len(group)))
            moving.append(place)
    return Seats(names.business.group, table, tuple(rows), tuple(moving))


def _groups(case: Case, names: Names, on: date) -> list[Group]:
    together: dict[str, list[Mapping[str, int]]] = {}
    for row in case.rows:
        numbers = dict(row.numbers)
        if names.business.clock_column:
            numbers[names.business.clock_column] = day_number(on)
        together.setdefault(row.texts[names.business.group], []).append(numbers)
    return list(together.values())


def _plain(names: Names, on: date) -> dict[str, int]:
    """A row for a business without worked examples: what has no default is something ordinary."""
    row = {}
    for name, declared in names.inputs.items():
        if declared.default is None:
            least = declared.least or 0
            ordinary = day_number(on) if declared.type is ValueType.DATE else _PLAIN.get(declared.type, 0)
            row[name] = max(least, ordinary)
    return row


def _default(names: Names, name: str) -> int:
    declared = names.inputs.get(name)
    return (declared.default or 0) if declared else 0
