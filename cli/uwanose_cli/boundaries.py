"""Owns both sides of every border of a business's tables and age limits, as the engine takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from uwanose.engine.tables import AgeLimit, LookupTable, day_number
from uwanose.engine.values import engine_value
from uwanose.layers.layering import Layering, is_usable
from uwanose.points.cells import Typing, format_cell
from uwanose.points.model import Kind, Point, ValueType
from uwanose.points.typed import format_value
from uwanose_cli.text import Text

__all__ = ["Border", "borders"]


@dataclass(frozen=True, slots=True)
class Border:
    """One border: what stands on its two sides, and what the table or limit gives there."""

    point: Point
    below: str
    gives_below: str
    above: str
    gives_above: str


def borders(layering: Layering, business: str, town: str, on: date, language: str) -> Iterator[Border]:
    """Yield the borders of the values in force for a town on a day (``""``: the values of no town)."""
    for point in layering.catalog:
        if point.business != business or point.kind not in (Kind.PARAMETER, Kind.TABLE):
            continue
        origin = next((one for one in layering.stack(town, point.id, on) if is_usable(one)), None)
        if origin is None or origin.value is None:
            continue
        prepared = engine_value(point, origin.value) if point.type is not ValueType.TEXT else None
        if isinstance(prepared, LookupTable):
            yield from _of_table(point, prepared, language)
        elif isinstance(prepared, AgeLimit):
            yield from _of_age(point, prepared, on, language)


def _of_table(point: Point, table: LookupTable, language: str) -> Iterator[Border]:
    shape = point.table
    if shape is None or table.lookup == "exact":
        return
    key = table.table.columns[0]
    kind = shape.columns[key]
    if kind not in (ValueType.YEN, ValueType.INTEGER):
        return
    first = shape.least if table.lookup == "from" else None  # below the least possible key there is nothing
    bounds = [bound for bound in table.table.column(key) if isinstance(bound, int) and bound != first]
    pairs = (
        [(bound, bound + 1) for bound in bounds]
        if table.lookup == "upto"
        else [(bound - 1, bound) for bound in bounds]
    )
    for below, above in pairs:
        shown = (format_value(kind, below, language), format_value(kind, above, language))
        yield Border(
            point,
            shown[0],
            _row(point, table, below, language),
            shown[1],
            _row(point, table, above, language),
        )


def _row(point: Point, table: LookupTable, key: int, language: str) -> str:
    """Return what the row a key finds says, or that there is none."""
    try:
        row = int(table.rows(key))
    except ValueError:
        return Text("行なし", "no row").of(language)
    cells = []
    for column, cell in list(zip(table.table.columns, table.table.rows[row], strict=True))[1:]:
        kind = point.table.columns[column] if point.table else ValueType.TEXT
        label = point.table.labels.get(column, column) if point.table else column
        cells.append(f"{label} {format_cell(Typing(kind, point.choices), cell, language)}")
    return "　".join(cells)


def _of_age(point: Point, limit: AgeLimit, on: date, language: str) -> Iterator[Border]:
    """Yield the two birthdays between which the limit falls on a day."""
    first = date(on.year - limit.years - 2, 1, 1)
    days = [first + timedelta(days=index) for index in range(366 * 4)]
    born = np.array([day_number(day) for day in days if day <= on], dtype=np.int64)
    covered = limit.covers(born, day_number(on))
    change = np.flatnonzero(~covered[:-1] & covered[1:])
    inside, outside = Text("対象", "inside").of(language), Text("対象外", "outside").of(language)
    for index in change.tolist():
        last, youngest = days[index], days[index + 1]
        yield Border(
            point, _born(last, language), f"{on} {outside}", _born(youngest, language), f"{on} {inside}"
        )


def _born(day: date, language: str) -> str:
    return Text(f"{day}生まれ", f"born {day}").of(language)
