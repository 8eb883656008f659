"""Owns lookups in the tables of the law: the row for each key, and exact rates taken row by row.

A table serves one ``int``, an int64 column and a column of Python integers (the shadow run) alike. Ages and groups are
named here too, so that formulas import what they work with from one module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal, cast

import numpy as np
import numpy.typing as npt

from uwanose.engine.ages import AgeLimit, age_on, next_31_march, reached_age_on
from uwanose.engine.arithmetic import Column, Whole, product
from uwanose.engine.household import Household
from uwanose.money import Rate
from uwanose.points.model import Age, Cell, Table

__all__ = [
    "AgeLimit", "FoundRow", "Household", "LookupTable", "OutsideTable", "Rates", "age_on", "day_number", "next_31_march",
    "reached_age_on",
]  # fmt: skip

Values = npt.NDArray[Any]

_FEW = 32  # bounds


class OutsideTable(ValueError):
    """A key for which the table has no row."""


@dataclass(frozen=True, slots=True)
class Rates:
    """One exact rate per row, ready to be applied with a named rounding."""

    numerators: int | Column
    denominators: int | Column

    def floor(self, amount: Whole) -> Whole:
        """Apply each row's rate; a fraction of a yen is cut."""
        return cast(Whole, product(amount, self.numerators) // self.denominators)

    def ceil(self, amount: Whole) -> Whole:
        """Apply each row's rate; a fraction of a yen is raised to one yen."""
        return cast(Whole, -(-product(amount, self.numerators) // self.denominators))


class LookupTable:
    """A table as formulas get it. The first column is the key; ``lookup`` says which row a key finds:

    ``from``  the last row whose bound is not above the key; a key below the first bound has no row.
    ``upto``  the first row whose bound is not below the key; a last bound of ``None`` has no limit.
    ``exact`` the row whose key is equal.
    """

    def __init__(
        self, table: Table, lookup: str, *, name: str = "table", codes: Mapping[str, int] | None = None
    ) -> None:
        """Prepare a table; ``codes`` gives the code of each choice that stands in a cell."""
        self.table, self.lookup, self.name = table, lookup, name
        keys = [_whole(key, codes or {}) for key in table.column(table.columns[0]) if key is not None]
        bounds = np.array(keys, dtype=np.int64)
        self._order = np.argsort(bounds, kind="stable")
        self._bounds: Column = bounds[self._order]
        self._columns = {
            part: values
            for column in table.columns
            for part, values in _parts(column, table.column(column), codes or {})
        }

    def find(self, at: Whole) -> FoundRow[Whole]:
        """Return the row found for each key, to take several columns from. Raises OutsideTable."""
        return FoundRow(self, self.rows(at), at)

    def pick(self, column: str, at: Whole) -> Whole:
        """Return the value of *column* in the row found for each key. Raises OutsideTable."""
        return self.find(at).pick(column)

    def rates(self, column: str, at: Whole) -> Rates:
        """Return the rates of *column* in the rows found. Raises OutsideTable."""
        return self.find(at).rates(column)

    def within_age(
        self, column: str, at: int | Column, birth: Column, on: int | Column
    ) -> npt.NDArray[np.bool_]:
        """Tell whether persons born on *birth* are within the age limit of *column* in the row found for each key."""
        rows = self.rows(at)
        result = np.zeros(np.shape(birth), dtype=np.bool_)
        for row, age in enumerate(self.table.column(column)):
            if not isinstance(age, Age):
                raise KeyError(f"{self.name}: {column!r} holds no age limits")
            result |= (rows == row) & AgeLimit.of(age).covers(birth, on)
        return result

    def rows(self, at: int | Values) -> npt.NDArray[np.intp]:
        """Return the index of the row found for each key. Raises OutsideTable."""
        keys = np.asarray(at, dtype=np.int64)
        if self.lookup == "from":
            found = _bounds_passed(self._bounds, keys, np.greater_equal) - 1
            missed = found < 0
        else:
            found = _bounds_passed(self._bounds, keys, np.greater)
            missed = found >= len(self.table.rows)
            if self.lookup == "exact":
                found = np.minimum(found, len(self._bounds) - 1)
                missed = self._bounds[found] != keys
                found = self._order[found]
        if missed.any():
            key = int(np.atleast_1d(keys)[np.atleast_1d(missed)][0])
            raise OutsideTable(f"{self.name}: no row for {key:,} (lookup: {self.lookup})")
        return found

    def values(self, part: str, column: str = "") -> Values:
        """Return what stands in one column, row by row. Raises KeyError."""
        if part not in self._columns:
            known = ", ".join(self.table.columns[1:])
            raise KeyError(f"{self.name}: no column {column or part!r} of this kind (columns: {known})")
        return self._columns[part]


@dataclass(frozen=True, slots=True)
class FoundRow(Generic[Whole]):
    """The row of a table that each key finds."""

    table: LookupTable
    rows: npt.NDArray[np.intp]
    at: Whole

    def pick(self, column: str) -> Whole:
        """Return the value of *column* in each row. Raises KeyError for an unknown column."""
        return cast(Whole, _take(self.table.values(column), self.rows, self.at))

    def rates(self, column: str) -> Rates:
        """Return the rates of *column* in each row. Raises KeyError where there are none."""
        parts = (f"{column} numerator", f"{column} denominator")
        return Rates(*(_take(self.table.values(part, column), self.rows, self.at) for part in parts))


def day_number(day: date) -> int:
    """Return a day as formulas get it: yyyymmdd."""
    return day.year * 10000 + day.month * 100 + day.day


def _parts(column: str, cells: tuple[Cell, ...], codes: Mapping[str, int]) -> list[tuple[str, Values]]:
    """Return the arrays of one column: one for whole numbers, flags, days and choices, two for exact rates."""
    if cells and all(isinstance(cell, bool) for cell in cells):
        return [(column, np.array(cells, dtype=np.bool_))]
    if cells and all(isinstance(cell, Rate) for cell in cells):
        rates = [cell for cell in cells if isinstance(cell, Rate)]
        return [
            (f"{column} numerator", np.array([rate.numerator for rate in rates], dtype=np.int64)),
            (f"{column} denominator", np.array([rate.denominator for rate in rates], dtype=np.int64)),
        ]
    if any(
        cell is None or isinstance(cell, Age) or (isinstance(cell, str) and cell not in codes)
        for cell in cells
    ):
        return []
    return [(column, np.array([_whole(cell, codes) for cell in cells], dtype=np.int64))]


def _whole(cell: Cell, codes: Mapping[str, int]) -> int:
    if isinstance(cell, date):
        return day_number(cell)
    if isinstance(cell, str):
        return codes[cell]
    if isinstance(cell, int):
        return int(cell)
    raise TypeError(f"not a whole number: {cell!r}")


def _bounds_passed(bounds: Column, keys: Column, passes: np.ufunc) -> npt.NDArray[np.intp]:
    """Count the bounds each key passes. A few comparisons of whole columns beat a search for every key."""
    if len(bounds) > _FEW:
        side: Literal["left", "right"] = "right" if passes is np.greater_equal else "left"
        return np.asarray(np.searchsorted(bounds, keys, side=side))
    passed = np.zeros(keys.shape, dtype=np.int8)
    for bound in bounds.tolist():
        passed += passes(keys, bound)
    return passed.astype(np.intp)


def _take(values: Values, rows: npt.NDArray[np.intp], at: int | Values) -> Any:
    if isinstance(at, np.ndarray):
        return (values.astype(object) if at.dtype == object else values).take(rows)
    return values[rows].item()
