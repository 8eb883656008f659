"""Owns tables that remember which of their rows a formula looked up, for explanations and for coverage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from uwanose.engine.chains import Chain
from uwanose.engine.explanation import RowPicked
from uwanose.engine.model import Array
from uwanose.engine.tables import LookupTable
from uwanose.points.cells import Typing, format_cell
from uwanose.points.model import Point

__all__ = ["WatchedTable", "watched"]


def watched(chain: Chain, values: Mapping[str, object], rows: int) -> dict[str, WatchedTable]:
    """Return the tables a chain takes, ready to be watched over columns of some rows."""
    return {
        argument: WatchedTable(table, rows)
        for one in chain
        for argument in one.arguments
        if isinstance(table := values.get(argument), LookupTable)
    }


class WatchedTable(LookupTable):
    """A table that remembers which rows were picked, for columns of *rows* rows."""

    def __init__(self, table: LookupTable, rows: int) -> None:
        self.__dict__.update(vars(table))
        self._picked: list[tuple[Array, Array]] = []
        self._rows = rows

    @property
    def in_part(self) -> bool:
        """Whether something was looked up for a selection of the rows only."""
        return any(found.ndim and len(found) != self._rows for _, found in self._picked)

    @property
    def used(self) -> frozenset[int]:
        """The places of the rows that were picked for anybody."""
        return frozenset(int(row) for _, found in self._picked for row in np.unique(found))

    def rows(self, at: int | Array) -> Array:
        found = super().rows(at)
        self._picked.append((np.asarray(at), found))
        return found

    def rows_of(self, me: int, point: Point) -> tuple[RowPicked, ...]:
        """Return the rows that were picked for one row of the columns, each once."""
        picked: dict[int, RowPicked] = {}
        for keys, found in self._picked:
            if found.ndim and len(found) != self._rows:
                continue  # the formula looked up a selection of its own; whose rows these are is not known
            key, row = (int(keys[me]), int(found[me])) if found.ndim else (int(keys), int(found))
            picked[row] = RowPicked(key=key, cells=tuple(self._cells(row, point)))
        return tuple(picked.values())

    def _cells(self, row: int, point: Point) -> Iterator[tuple[str, str]]:
        for column, cell in zip(self.table.columns, self.table.rows[row], strict=True):
            kind = point.table.columns[column] if point.table else None
            label = point.table.labels.get(column, column) if point.table else column
            if cell is None:
                yield label, "上限なし"
            else:
                yield label, format_cell(Typing(kind, point.choices), cell, "ja") if kind else str(cell)
