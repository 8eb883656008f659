"""Owns sheets: tables with typed columns that the workbook, the CSV files and the pages are all made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

__all__ = ["Cell", "Column", "Field", "Form", "Row", "Sheet", "joined", "sheet"]

Cell = str | int | date | None
Row = TypeVar("Row")


class Form(Enum):
    """How a column is shown."""

    TEXT = "text"
    YEN = "yen"
    COUNT = "count"
    DAY = "day"
    RATE = "rate"  # a text such as 31.9%


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``total`` adds up its yen below the table; ``width`` is in half-width characters."""

    heading: str
    form: Form = Form.TEXT
    width: int = 14
    total: bool = False


@dataclass(frozen=True, slots=True)
class Field(Generic[Row]):
    """One column and where its cells come from."""

    column: Column
    cell: Callable[[Row], Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table with its name and the sentences that belong above it.

    ``across`` names the columns (from, to) whose sum each row's last column is: a formula in the workbook.
    ``total_label`` stands before the sums below the table.
    """

    name: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    across: tuple[int, int] | None = None
    total_label: str = "合計"

    def totals(self) -> tuple[int | None, ...]:
        """Return the sums below the table, None under columns that have none."""
        return tuple(
            sum(cell for row in self.rows if isinstance(cell := row[index], int)) if column.total else None
            for index, column in enumerate(self.columns)
        )


def sheet(
    name: str,
    title: str,
    notes: tuple[str, ...],
    fields: Sequence[Field[Row]],
    rows: Iterable[Row],
    across: tuple[int, int] | None = None,
    total_label: str = "合計",
) -> Sheet:
    """Return a sheet of fields over rows."""
    return Sheet(
        name=name,
        title=title,
        notes=notes,
        columns=tuple(field.column for field in fields),
        rows=tuple(tuple(field.cell(row) for field in fields) for row in rows),
        across=across,
        total_label=total_label,
    )


def joined(parts: Iterable[str], separator: str = "、") -> str:
    """Return the parts that say something, as one text."""
    return separator.join(part for part in parts if part)
