"""Owns proposed cells of a table: which row, which column, what would stand there; every town keeps its other rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from uwanose.points.model import Cell, Table

__all__ = ["CellChange", "Cells", "NoRow"]


class NoRow(LookupError):
    """A table has no row for a key; its argument is the key."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: the key of its row (what stands in the first column), its column, and its proposed content."""

    key: Cell
    column: str
    value: Cell


@dataclass(frozen=True, slots=True)
class Cells:
    """The proposed cells of one table."""

    changes: tuple[CellChange, ...]

    def __add__(self, other: Cells) -> Cells:
        return Cells((*self.changes, *other.changes))

    def laid_on(self, table: Table) -> Table:
        """Return a table with these cells. Raises NoRow for a key no row of it has."""
        for change in self.changes:
            table = replace(table, rows=tuple(_rows(table, change)))
        return table


def _rows(table: Table, change: CellChange) -> list[tuple[Cell, ...]]:
    if change.key not in table.column(table.columns[0]):
        raise NoRow(change.key)
    place = table.columns.index(change.column)
    return [
        (*row[:place], change.value, *row[place + 1 :]) if row[0] == change.key else row for row in table.rows
    ]
